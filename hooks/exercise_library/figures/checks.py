"""What is wrong with a figure's body, as far as a machine can tell, judged without drawing it.

A net for mistakes, not a medical statement: a picture still has to be looked at.
"""

import math
from collections.abc import Iterator

from exercise_library.figures.body.flesh import body_of
from exercise_library.figures.body.look import Look
from exercise_library.figures.draw.camera import Camera
from exercise_library.figures.draw.picture import camera_of, camera_of_detail
from exercise_library.figures.pose.figure import Figure
from exercise_library.figures.pose.landmarks import place_of, singly, split
from exercise_library.figures.pose.limits import AXES, beyond
from exercise_library.figures.solve.angles import measure_angles, other_set
from exercise_library.figures.solve.contact import BELLY, BELLY_YIELDS, faces_down, lowest_of
from exercise_library.figures.solve.flesh import Flesh
from exercise_library.figures.solve.geometry import distance
from exercise_library.figures.solve.skeleton import FOREARM, SHANK, SIDES, THIGH, UPPER_ARM, Skeleton
from exercise_library.figures.solve.solver import Movement

# Of body height: at 1.70 m these are 2 to 5 cm.
SINKS = 0.018
RESTS = 0.012
MISSES = 0.018
INSIDE = 0.030
YIELDS = {"slim": 0.0, "average": 0.004, "sturdy": 0.012}
"""How much further a hand may be inside the body: flesh yields."""

FLOATS = 0.010
STILL = 0.01
"""What moves less than this in a picture does not move to the eye, and has no arrow."""

_SLACK = 0.5
_ON_THE_WAY = (0.25, 0.5, 0.75)
_BONES = (
    ("upper_arm", "forearm", UPPER_ARM),
    ("forearm", "hand", FOREARM),
    ("thigh", "shank", THIGH),
    ("shank", "foot", SHANK),
)
_SOLID = (
    "pelvis",
    "lumbar_1",
    "thoracic_0",
    "thoracic_1",
    "thoracic_2",
    "head",
    "hip_l",
    "hip_r",
    "thigh_l",
    "thigh_r",
    "shank_l",
    "shank_r",
)
_RAISES = frozenset({"step", "bed", "chair", "armchair", "stool"})


def solved(figure: Figure, look: Look = Look()) -> Movement:  # noqa: B008 (frozen)
    """Return a figure solved for the body that a look shows it in: what all who judge it look at."""
    return Movement(figure, body_of(look))


def complaints(movement: Movement, look: Look = Look()) -> list[str]:  # noqa: B008 (frozen)
    """Return what is wrong with a figure solved for the body of a look, each with its frame; the start is frame 0."""
    frames = range(movement.figure.count)
    found = [f"frame {frame}: {text}" for frame in frames for text in _frame(movement, look, frame)]
    return [*found, *(f"frame {frame}: {text}" for frame in frames[1:] for text in _next(movement, frame))]


def _frame(movement: Movement, look: Look, frame: int) -> Iterator[str]:
    skeleton = movement.frames[frame].skeleton
    kinds = {prop.kind for prop in movement.figure.props}
    yield from _whole(skeleton)
    yield from _above_floor(movement.body, skeleton, "bed" in kinds)
    yield from _resting(movement, frame)
    if not kinds & _RAISES and _lowest(movement.body, skeleton) > FLOATS:
        yield "the body floats"
    yield from _apart(movement.body, skeleton, INSIDE + YIELDS[look.build])
    for part, miss in movement.frames[frame].misses.items():
        if miss > MISSES:
            yield f"{part} misses its place by {miss:.3f} of body height"
    yield from _human(movement, frame)


def _whole(skeleton: Skeleton) -> Iterator[str]:
    """Bones are where numbers are, at right angles, and as long as they should be."""
    for bone, (origin, rotation) in skeleton.items():
        if not all(math.isfinite(value) for vector in (origin, *rotation) for value in vector):
            yield f"{bone} is nowhere"
        elif abs(rotation.x.cross(rotation.y).dot(rotation.z) - 1) > 1e-6:
            yield f"{bone} is skewed"
    for side in SIDES:
        for near, far, long in _BONES:
            found = skeleton[f"{near}_{side}"].origin.distance(skeleton[f"{far}_{side}"].origin)
            if abs(found - long) > 1e-3:
                yield f"{near}_{side} has length {found:.3f}"


def _lowest(flesh: Flesh, skeleton: Skeleton) -> float:
    return flesh.lowest(skeleton, flesh.bones).y


def _above_floor(flesh: Flesh, skeleton: Skeleton, on_bed: bool) -> Iterator[str]:
    for bone in flesh.bones if not on_bed else ():
        low = flesh.lowest(skeleton, (bone,)).y
        if low < -SINKS - (BELLY_YIELDS if bone in BELLY and faces_down(skeleton) else 0):
            yield f"{bone} is {-low:.3f} of body height under the floor"


def _resting(movement: Movement, frame: int) -> Iterator[str]:
    """What is told to rest on the floor does."""
    solved = movement.frames[frame]
    stance = solved.stance
    parts = (*stance.rest, *stance.floor) if frame == 0 else (*stance.touch, *stance.settle)
    for part in singly(parts):
        height = _height(movement.body, solved.skeleton, part)
        if abs(height) > RESTS:
            yield f"{part} should rest on the floor, and is at {height:.3f} of body height"


def _height(flesh: Flesh, skeleton: Skeleton, part: str) -> float:
    """Return how high the skin of a part that rests is."""
    name, side = split(part)
    if name == "forearm":
        return flesh.lowest(skeleton, (f"forearm_{side}", f"hand_{side}")).y
    if name == "foot":  # who sits on the floor may rest a calf on it instead of a heel
        return flesh.lowest(skeleton, (part, f"shank_{side}")).y
    return flesh.lowest(skeleton, (part,)).y if name == "hand" else lowest_of(flesh, skeleton, part).y


def _apart(flesh: Flesh, skeleton: Skeleton, allowed: float) -> Iterator[str]:
    """Hands and feet are not inside the body."""
    for end in (f"{name}_{side}" for name in ("hand", "foot") for side in SIDES):
        # A foot is near its own lower leg, and may be near its own thigh and seat.
        own = f"_{end[-1]}"
        others = [bone for bone in _SOLID if end[:4] == "hand" or not bone.endswith(own)]
        deepest = flesh.overlap(skeleton, (end,), others)
        if deepest > allowed:
            yield f"{end} is {deepest:.3f} of body height inside the body"


def _human(movement: Movement, frame: int) -> Iterator[str]:
    """Every joint is within human range, measured on the solved bones."""
    solved = movement.frames[frame]
    for joint, angles in measure_angles(solved.skeleton, solved.stance.angles).items():
        name = split(joint)[0]
        found = beyond(name, angles, _SLACK)
        if name in ("hip", "shoulder") and beyond(name, other_set(angles), _SLACK) is None:
            found = None
        if found is not None:
            axis, (low, high) = found
            yield f"{joint} {AXES[axis]} is {angles[axis]:.0f}, range {low:g} to {high:g}"


def _next(movement: Movement, frame: int) -> Iterator[str]:
    """A frame differs from the one before, its arrows are about what moves, and the way to it is above the floor."""
    figure = movement.figure
    camera = camera_of(figure)
    before, now = (movement.frames[place].skeleton for place in (frame - 1, frame))
    detail = figure.detail.get(frame)
    told = [(camera, arrow) for arrow in figure.arrows_of(frame)]
    told += [(camera_of_detail(detail, camera), arrow) for arrow in detail.arrows] if detail else []
    for seen_by, arrow in told:
        points = singly([arrow.follow] if arrow.follow else [])
        if points and not any(_seen_to_move(seen_by, before, now, point) > STILL for point in points):
            yield f"the arrow of {arrow.follow} is empty: it does not move in the picture"
    marked = told or figure.highlights_of(frame) != figure.highlights_of(frame - 1)
    if not marked and all(before[bone].origin.distance(now[bone].origin) < STILL / 10 for bone in now):
        yield "it looks the same as the frame before"
    if not any(prop.kind == "bed" for prop in figure.props):
        way = [movement.between(frame - 1, share) for share in _ON_THE_WAY]
        hard = [bone for bone in movement.body.bones if bone not in BELLY]
        low = min(movement.body.lowest(body, hard if faces_down(body) else movement.body.bones).y for body in way)
        if low < -2 * SINKS:
            yield f"the body is {-low:.3f} of body height under the floor on the way"


def _seen_to_move(camera: Camera, before: Skeleton, now: Skeleton, point: str) -> float:
    """Return how far a point moves in the picture, in body heights."""
    (x, y), (x0, y0) = (camera.see(place_of(skeleton, point)) for skeleton in (now, before))
    return distance(x - x0, y - y0) / camera.unit
