"""What is under the body where the floor is seen from above: a mat under all that is down on it, and shadows."""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

import numpy as np

from exercise_library.figures.body.arrays import Floats
from exercise_library.figures.body.rig import SPINE
from exercise_library.figures.draw.camera import Camera, Circle
from exercise_library.figures.draw.hull import hull
from exercise_library.figures.draw.palette import color
from exercise_library.figures.draw.path import TENTHS, Place, Step, Subpath, point, straight, tenths
from exercise_library.figures.draw.shapes import Box, Shape
from exercise_library.figures.solve.flesh import BallFlesh
from exercise_library.figures.solve.geometry import Vector, cosine, distance, mean, sine
from exercise_library.figures.solve.skeleton import SIDES, Skeleton

_MARGIN = 0.035
"""How much further than the body a mat goes, in body heights."""

_LIES, _DEEPEST = 0.14, 0.55
"""Skin up to the first height is seen before the mat; but a mat goes no further back than the second for it."""

_BEFORE, _NEAREST = 0.02, 0.25
"""How much of a mat is seen before the body; but it goes no further forward than the second."""

_EDGE = 2.2
"""Radius of a mat's corners, in drawing units."""

_FROM_ABOVE = 80
_END_ON = 0.16
"""Sine of twice the yaw up to which a mat is seen square on: its ends lean to each other, or it is like a board."""

_NEAR_WIDER, _FAR_NARROWER = 0.30, 0.10
"""By how much of a mat's height in the picture."""

_THICK, _TO_EDGE = 0.10, 0.005
"""How thick something is that someone presses into, where it is seen from above, and how near they lie to its edge, in
body heights."""

_FLOOR_LINE, _SLAB_EDGE = 1.6, 3.0
"""Where the line of the floor runs in a side view, and how far from the picture's edge it ends, in drawing units."""

_TOUCHES = 0.02
"""How near to the floor skin throws a shadow, in body heights."""

_SHADOWS = {"tru": 0.08, "arm": 0.05, "leg": 0.06}
"""How broad the shadow of a part is, in body heights."""

_ROUND, _SPOT = 0.35, 1.0
"""How much of a shadow's breadth is seen where the floor is seen edge on; from which length on it has a way, in drawing
units."""

_GROUPS: Mapping[str, tuple[str, ...]] = {
    "trunk": SPINE,
    **{f"arm_{side}": tuple(f"{b}_{side}" for b in ("upper_arm", "elbow", "forearm", "hand")) for side in SIDES},
    **{
        f"leg_{side}": tuple(f"{b}_{side}" for b in ("hip", "thigh", "knee", "shank", "ankle", "foot", "toes"))
        for side in SIDES
    },
}


class Ends(NamedTuple):
    """Where a mat ends on the floor, in body heights."""

    left: float
    right: float
    back: float
    front: float


def mat_ends(bodies: Sequence[Floats], camera: Camera, thick: bool = False) -> Ends:
    """Return where a mat ends under bodies, told by the places of their skin: seen from above, also behind them."""
    before, near = (0.0, _TO_EDGE) if thick else (_BEFORE, _MARGIN)
    slope = sine(camera.pitch) / max(cosine(camera.pitch), 1e-9)
    level = np.array([camera.rotation[0][2], 0.0, camera.rotation[2][2]]) / max(cosine(camera.pitch), 1e-9)
    around = list(bodies)
    for places in bodies if slope > 0 else ():
        far = np.minimum(np.clip(places[:, 1], 0.0, _LIES) / slope, _DEEPEST)
        around += [places - level * far[:, None], places + level * min(before / slope, _NEAREST)]
    low, high = (np.concatenate(around).min(axis=0) - _MARGIN, np.concatenate(around).max(axis=0) + _MARGIN)
    return Ends(float(low[0]), float(high[0]), float(low[2]), float(high[2]) - _MARGIN + near)


def mat_of(bodies: Sequence[Floats], camera: Camera, thick: bool = False) -> tuple[Circle, ...]:
    """Return the corners of the mat under some bodies as they are seen; they lie at the near edge of a thick one."""
    ends = mat_ends(bodies, camera, thick)
    corners = [camera.see((x, 0.0, z)) for z in (ends.back, ends.front) for x in (ends.left, ends.right)]
    return tuple(Circle(x, y, _EDGE) for x, y in _leaning(corners, camera))


def _leaning(corners: list[Place], camera: Camera) -> Iterable[Place]:
    """Return the corners of a mat seen square on with the far ones nearer together than the near ones."""
    if abs(sine(2 * camera.yaw)) > _END_ON or camera.pitch >= _FROM_ABOVE:
        return corners
    far, near = min(y for _, y in corners), max(y for _, y in corners)
    middle = sum(x for x, _ in corners) / len(corners)
    found = []
    for x, y in corners:
        out = 1 if x > middle else -1
        is_near = y > (far + near) / 2
        found.append((x + out * (near - far) * (_NEAR_WIDER if is_near else -_FAR_NARROWER), y))
    return found


def draw_mat(corners: Sequence[Circle]) -> Shape:
    """Return a mat."""
    return Shape(hull(corners), fill=color("prop"), stroke=color("prop-line"), width=10)


def under_mat(corners: Sequence[Circle], camera: Camera) -> tuple[Circle, ...]:
    """Return the lower corners of a mat that is as thick as a mattress."""
    down = _THICK * cosine(camera.pitch) * camera.unit
    return tuple(Circle(x, y + down, radius) for x, y, radius in corners)


def draw_sides(corners: Sequence[Circle]) -> Shape:
    """Return the sides of a thick mat, told by all its corners, as they are before its top is painted."""
    return Shape(hull(corners), fill=color("shadow"), stroke=color("prop-line"), width=10)


def draw_floor_line(box: Box) -> Shape:
    """Return the floor as it is seen from the side."""
    ends = [(box.left + _SLAB_EDGE, _FLOOR_LINE), (box.right - _SLAB_EDGE, _FLOOR_LINE)]
    return Shape(straight(ends), stroke=color("prop-line"), width=20)


def draw_floor_in(disc: Circle) -> Shape | None:
    """Return the floor in a disc, seen from the side; None if it lies below."""
    down = _FLOOR_LINE - disc.y
    if abs(down) >= disc.radius:
        return None
    half = (disc.radius**2 - down**2) ** 0.5
    to = point((disc.x - half, _FLOOR_LINE))
    below = Step("arc", (tenths(disc.radius), int(down < 0), *to))
    path = (Subpath(point((disc.x + half, _FLOOR_LINE)), (below,), closed=True),)
    return Shape(path, fill=color("shadow"), stroke=color("prop-line"), width=20)


def draw_slab(box: Box) -> Shape:
    """Return what someone lies on and presses into, cut open to the end of the picture."""
    left, right, bottom = box.left + _SLAB_EDGE, box.right - _SLAB_EDGE, box.bottom - _SLAB_EDGE
    corners = [(left, _FLOOR_LINE), (right, _FLOOR_LINE), (right, bottom), (left, bottom)]
    return Shape(straight(corners, closed=True), fill=color("prop"), stroke=color("prop-line"), width=10)


def draw_shadows(body: BallFlesh, skeleton: Skeleton, camera: Camera) -> list[Shape]:
    """Return a shadow under each limb, and under the trunk, from one end that touches the floor to the other."""
    shapes = []
    for part, bones in _GROUPS.items():
        low = [_under(body, skeleton, bone) for bone in bones]
        places = [camera.see(place) for place in low if place is not None]
        if places:
            shapes.append(_shadow(places, _SHADOWS[part[:3]] * camera.unit, camera))
    return shapes


def _shadow(places: Sequence[Place], broad: float, camera: Camera) -> Shape:
    """Return a shadow along some places. As it lies flat, it goes less far towards the viewer than to the sides."""
    (x0, y0), (x1, y1) = places[0], places[-1]
    long, flat = distance(x1 - x0, y1 - y0), sine(camera.pitch)
    across, down = ((x1 - x0) / long, (y1 - y0) / long) if long > _SPOT else (1.0, 0.0)
    width = broad * (_ROUND + (1 - _ROUND) * distance(down, flat * across))
    back = min(max(0.0, (width - broad * distance(across, flat * down)) / 2), long / 2)
    middle = places[len(places) // 2]
    ends = [(x0 + across * back, y0 + down * back), middle, (x1 - across * back, y1 - down * back)]
    return Shape(straight(ends), stroke=color("shadow"), width=round(width * TENTHS))


def _under(body: BallFlesh, skeleton: Skeleton, bone: str) -> Vector | None:
    """Return the middle of where a bone's skin touches the floor, if it does."""
    low = [place for place, radius in body.placed(skeleton, [bone]) if place[1] - radius < _TOUCHES]
    return (mean(x for x, _, _ in low), 0.0, mean(z for _, _, z in low)) if low else None
