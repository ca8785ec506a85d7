"""What is wrong with a solved figure, as far as a machine can tell.

A net for mistakes, not a medical statement: a picture still has to be looked at.
"""

import math
import re
from collections.abc import Iterator

from exercise_library.figures.body.flesh import Body, body_of
from exercise_library.figures.body.look import Look
from exercise_library.figures.draw.picture import draw
from exercise_library.figures.pose.figure import Figure
from exercise_library.figures.pose.landmarks import singly, split
from exercise_library.figures.pose.limits import AXES, beyond
from exercise_library.figures.solve.angles import measure_angles, other_set
from exercise_library.figures.solve.contact import lowest_of
from exercise_library.figures.solve.geometry import cross, dot, length, subtract
from exercise_library.figures.solve.skeleton import (
    FOREARM,
    SHANK,
    SIDES,
    THIGH,
    UPPER_ARM,
    Skeleton,
)
from exercise_library.figures.solve.solver import Movement

# Of body height: at 1.70 m these are 2 to 5 cm.
SINKS = 0.018
RESTS = 0.012
MISSES = 0.018
INSIDE = 0.030
YIELDS = {"slim": 0.0, "sturdy": 0.012}
"""How much further a hand may be inside the body: flesh yields."""

JUMPS = 0.06
FLOATS = 0.010
LARGEST = 8000
"""Bytes of one frame."""

_SLACK = 0.5
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
    "thigh_l",
    "thigh_r",
    "shank_l",
    "shank_r",
)
_RAISES = frozenset({"step", "bed", "chair", "armchair", "stool"})


def complaints(figure: Figure, look: Look = Look()) -> list[str]:  # noqa: B008 (frozen)
    """Return what is wrong with a figure, leaving out what it waives."""
    body = body_of(look)
    movement = Movement(figure, body)
    found: list[str] = []
    for frame in range(figure.count):
        found += [f"frame {frame}: {text}" for text in _frame(figure, look, movement, frame)]
    for frame in range(figure.count - 1):
        found += [f"frames {frame}-{frame + 1}: {text}" for text in _between(figure, movement, frame)]
    found += _drawn(figure, look)
    return [text for text in found if not any(waived in text for waived in figure.waive)]


def _frame(figure: Figure, look: Look, movement: Movement, frame: int) -> Iterator[str]:
    skeleton = movement.frames[frame].skeleton
    on_bed = any(prop.kind == "bed" for prop in figure.props)
    yield from _whole(skeleton)
    yield from _above_floor(movement.body, skeleton, on_bed)
    yield from _resting(movement, frame)
    if not any(prop.kind in _RAISES for prop in figure.props) and _lowest(movement.body, skeleton) > FLOATS:
        yield "floats"
    yield from _apart(movement.body, skeleton, INSIDE + YIELDS[look.build])
    for part, miss in movement.frames[frame].misses.items():
        if miss > MISSES:
            yield f"{part} misses its place by {miss:.3f}"
    yield from _human(movement, frame)


def _whole(skeleton: Skeleton) -> Iterator[str]:
    """Bones are where numbers are, at right angles, and as long as they should be."""
    for bone, (origin, rotation) in skeleton.items():
        if not all(math.isfinite(value) for vector in (origin, *rotation) for value in vector):
            yield f"{bone} is nowhere"
        elif abs(dot(cross(rotation[0], rotation[1]), rotation[2]) - 1) > 1e-6:
            yield f"{bone} is skewed"
    for side in SIDES:
        for near, far, long in _BONES:
            found = length(subtract(skeleton[f"{near}_{side}"].origin, skeleton[f"{far}_{side}"].origin))
            if abs(found - long) > 1e-3:
                yield f"{near}_{side} has length {found:.3f}"


def _lowest(body: Body, skeleton: Skeleton, bones: tuple[str, ...] | None = None) -> float:
    return min(place[1] - radius for place, radius in body.placed(skeleton, bones))


def _above_floor(body: Body, skeleton: Skeleton, on_bed: bool) -> Iterator[str]:
    for bone in body.balls if not on_bed else ():
        low = _lowest(body, skeleton, (bone,))
        if low < -SINKS:
            yield f"{bone} is {-low:.3f} under the floor"


def _resting(movement: Movement, frame: int) -> Iterator[str]:
    """What is told to rest on the floor does."""
    solved = movement.frames[frame]
    stance = solved.stance
    parts = (*stance.rest, *stance.floor) if frame == 0 else (*stance.touch, *stance.settle)
    for part in singly(parts):
        height = lowest_of(movement.body, solved.skeleton, part.replace("forearm", "elbow"))[1]
        if abs(height) > RESTS:
            yield f"{part} should rest on the floor, and is at {height:.3f}"


def _apart(body: Body, skeleton: Skeleton, allowed: float) -> Iterator[str]:
    """Hands and feet are not inside the body."""
    solid = body.placed(skeleton, _SOLID)
    for end in (f"{name}_{side}" for name in ("hand", "foot") for side in SIDES):
        knee = skeleton[f"shank_{end[-1]}"].origin
        # A foot is near its own shank.
        others = [ball for ball in solid if end[:4] == "hand" or length(subtract(ball[0], knee)) > 0.26]
        deepest = max(
            radius + thick - length(subtract(place, middle))
            for place, radius in body.placed(skeleton, (end,))
            for middle, thick in others
        )
        if deepest > allowed:
            yield f"{end} is {deepest:.3f} inside the body"


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


def _between(figure: Figure, movement: Movement, frame: int) -> Iterator[str]:
    """What lies between two frames joins them without a jump, above the floor."""
    for share, end in ((0.001, frame), (0.999, frame + 1)):
        near, there = movement.between(frame, share), movement.frames[end].skeleton
        jumps = {bone: length(subtract(near[bone].origin, there[bone].origin)) for bone in there}
        bone = max(jumps, key=lambda name: jumps[name])
        if jumps[bone] > JUMPS:
            yield f"{bone} jumps by {jumps[bone]:.3f} on the way"
    if any(prop.kind == "bed" for prop in figure.props):
        return
    for share in (0.25, 0.5, 0.75):
        low = _lowest(movement.body, movement.between(frame, share))
        if low < -2 * SINKS:
            yield f"the body is {-low:.3f} under the floor on the way"


def _drawn(figure: Figure, look: Look) -> Iterator[str]:
    """The pictures are of a sane size, and differ."""
    frames = draw(figure, look)
    for number, frame in enumerate(frames):
        if re.search(r"[^-.0-9 MLCAHlcahz]", "".join(re.findall(r' d="([^"]*)"', frame.svg_inner))):
            yield f"frame {number}: a number that is none in the drawing"
        if len(frame.svg_inner) > LARGEST:
            yield f"frame {number}: {len(frame.svg_inner)} bytes"
        _, _, width, height = (float(value) for value in frame.view_box.split())
        if not (30 < width < 450 and 30 < height < 320):
            yield f"frame {number}: odd size {width:.0f} by {height:.0f}"
    without_arrows = {
        re.sub(r"<path[^>]*--fig-(arrow|highlight|hidden)[^>]*>", "", frame.svg_inner) for frame in frames
    }
    marked = any(figure.arrows_of(frame) or figure.highlights_of(frame) for frame in range(figure.count))
    if len(without_arrows) < len(frames) and not marked:
        yield "two frames look the same"
