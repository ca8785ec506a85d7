"""What a body touches, measured on its skin as it is drawn: the floor, what it lies on, and itself.

Face down, a belly is pressed flat, as far as `contact.BELLY_YIELDS`; it is not measured. The solver works with balls
under the skin, and with the skin itself where it matters; this tells how well. numpy is imported to measure.
"""

import math
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Literal, NamedTuple

from exercise_library.figures.body.look import Look
from exercise_library.figures.body.rig import HandShape
from exercise_library.figures.draw.hands import hand_shapes
from exercise_library.figures.pose.landmarks import REST_BONES, singly, split
from exercise_library.figures.solve.contact import BELLY, faces_down
from exercise_library.figures.solve.laid import ARM, LEG, LOWER_ARM
from exercise_library.figures.solve.reach import reach_places
from exercise_library.figures.solve.skeleton import SIDES, Side, other, side_of
from exercise_library.figures.solve.solver import Movement
from exercise_library.figures.solve.stills import Solved

if TYPE_CHECKING:
    from exercise_library.figures.body.skin import Placed, Skin

Kind = Literal["floor", "rest", "body", "reach", "leg"]

_ON_SIDE = 0.7
_SPINE = ("pelvis", "lumbar_0", "lumbar_1", "lumbar_2", "thoracic_0", "thoracic_1", "thoracic_2", "neck_0", "neck_1")
_LIMB = ("upper_arm", "elbow", "forearm", "hand", "hip", "thigh", "knee", "shank", "ankle", "foot", "toes")
BONES = (*_SPINE, "head", *(f"{name}_{side}" for side in SIDES for name in _LIMB))
_MORE: Mapping[str, tuple[str, ...]] = {
    "foot": ("foot", "toes", "ankle", "shank"),
    "forearm": ("forearm", "hand", "elbow"),
    "elbow": ("elbow", "forearm", "upper_arm"),
}
_LOWER_LEG: Mapping[str, tuple[str, ...]] = {"foot": ("foot", "toes", "ankle"), "shank": ("shank",)}

MM = 1 / 1700
"""A millimetre of a person of 1.70 m, in body heights."""


class Touch(NamedTuple):
    """How high a part of the body is over what it may touch, in body heights; in it, if negative.

    `kind`: over the floor; over the floor on which it should rest; over the body; over the body that it reaches; over
    the other leg.
    """

    frame: int
    kind: Kind
    part: str
    height: float


SINKS, FLOATS = -5 * MM, 3 * MM

BARS: Mapping[Kind, tuple[float, float]] = {
    "floor": (SINKS, math.inf),
    "rest": (SINKS, FLOATS),
    "body": (SINKS, math.inf),
    "reach": (SINKS, FLOATS),
    "leg": (SINKS, math.inf),
}
"""How far below and above what it touches a part may be: all are those of the drawings, and none is looser.

Not measured, as flesh gives way there: a belly face down, thumbs, thighs beside each other, a calf on its own thigh.
"""

_TELLS: Mapping[Kind, tuple[str, str]] = {
    "floor": ("in the floor", ""),
    "rest": ("in the floor that it rests on", "above the floor that it should rest on"),
    "body": ("inside the body", ""),
    "reach": ("inside the body that it holds", "above the body that it should hold"),
    "leg": ("inside the other leg", ""),
}


def bad_touches(movement: Movement, look: Look) -> Iterator[str]:
    """Yield what sinks, floats or does not hold what it should, each with its frame."""
    for frame, kind, part, height in touches(movement, look):
        low, high = BARS[kind]
        if not low <= height <= high:
            yield f"frame {frame}: the skin of {part} is {abs(height) / MM:.0f} mm {_TELLS[kind][height > 0]}"


def touches(movement: Movement, look: Look) -> Iterator[Touch]:
    """Yield all that is measured of a figure's stills, solved for the body of a look; the start is frame 0."""
    from exercise_library.figures.body.skin import skin_of  # noqa: PLC0415 (numpy)

    figure = movement.figure
    on_bed = any(prop.kind == "bed" for prop in figure.props)
    for number, (frame, hands) in enumerate(zip(movement.frames, hand_shapes(figure, movement), strict=True)):
        still = _Still(skin_of(look.body), frame, hands)
        if not on_bed:
            soft = BELLY if faces_down(frame.skeleton) else ()
            yield from (Touch(number, "floor", bone, still.lowest(bone)) for bone in BONES if bone not in soft)
            yield from (
                Touch(number, "rest", part, still.lowest(*still.bones_of(part)))
                for part in _rests(frame, movement.frames[0])
            )
        for part in (f"{name}_{side}" for side in SIDES for name in ("hand", "forearm")):
            kind: Kind = "reach" if part in reach_places(frame.stance.reach) else "body"
            yield Touch(number, kind, part, still.above_body(part))
        yield from (Touch(number, "leg", f"{part}_l", still.above_leg(part, "l")) for part in _LOWER_LEG)


def _rests(frame: Solved, start: Solved) -> tuple[str, ...]:
    """Return what rests on the floor: at the start, or later what is put there or held where it rested."""
    rested = singly((*start.stance.rest, *start.stance.floor))
    if frame is start:
        return tuple(dict.fromkeys(rested))
    stance = frame.stance
    held = ("thorax" if part == "shoulders" else part for part in singly(stance.hold))
    return tuple(dict.fromkeys((*singly((*stance.touch, *stance.settle)), *(part for part in held if part in rested))))


class _Still:
    """The skin of a body in one frame."""

    def __init__(self, skin: "Skin", frame: Solved, hands: Mapping[str, HandShape]):
        self._skin, self._skeleton = skin, frame.skeleton
        self._posed = skin.posed(frame.skeleton, hands)

    def lowest(self, *bones: str) -> float:
        """Return how high the lowest skin is that follows some bones."""
        return float(self._placed(frozenset(bones)).places[:, 1].min())

    def above_body(self, part: str) -> float:
        """Return how far a hand or forearm is from all but its own arm; negative if it is inside."""
        from exercise_library.figures.body.skin import depth  # noqa: PLC0415 (numpy)

        own = {f"{name}_{part[-1]}" for name in ARM}
        apart = -depth(self._placed(frozenset([part])), self._skin.whole(self._posed, frozenset({*BONES} - own)))
        if not part.startswith("hand"):
            return apart
        # Of two hands, the fingers of one may touch the palm of the other.
        hand = self._skin.whole(self._posed, frozenset(f"{name}_{part[-1]}" for name in LOWER_ARM))
        return min(apart, -depth(self._placed(frozenset([f"hand_{other(side_of(part))}"])), hand))

    def above_leg(self, part: str, side: Side) -> float:
        """Return how far a shank or foot is from the other leg; negative if it is inside. Thighs touch each other."""
        from exercise_library.figures.body.skin import depth  # noqa: PLC0415 (numpy)

        leg = frozenset(f"{name}_{other(side)}" for name in LEG)
        bones = frozenset(f"{name}_{side}" for name in _LOWER_LEG[part])
        return -depth(self._placed(bones), self._skin.whole(self._posed, leg))

    def bones_of(self, part: str) -> tuple[str, ...]:
        """Return the bones whose skin may be what a part rests on. Who lies on the side lies on the upper arm too."""
        name, side = split(part)
        if name in _MORE:
            return tuple(f"{bone}_{side}" for bone in _MORE[name])
        if name == "pelvis" and faces_down(self._skeleton):  # whose front is belly
            return tuple(f"hip_{one}" for one in SIDES)
        across = self._skeleton.chest.rotation.x.y
        if name == "thorax" and abs(across) > _ON_SIDE:
            return (*REST_BONES[part], f"upper_arm_{'r' if across > 0 else 'l'}")
        return REST_BONES[part]

    def _placed(self, bones: frozenset[str]) -> "Placed":
        return self._skin.place(self._posed, self._skin.of(bones))
