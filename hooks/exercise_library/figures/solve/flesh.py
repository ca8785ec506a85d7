"""What the solver asks of a body: where its skin is. Any body that answers can be posed."""

import math
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple, Protocol

from exercise_library.figures.solve.geometry import Placement, Vec3, Vector, cosine, sine
from exercise_library.figures.solve.skeleton import SIDES

Bones = Mapping[str, Placement]


JOINTS: Mapping[str, tuple[str, str]] = {
    **{f"hip_{side}": ("pelvis", f"thigh_{side}") for side in SIDES},
    **{f"knee_{side}": (f"thigh_{side}", f"shank_{side}") for side in SIDES},
    **{f"elbow_{side}": (f"upper_arm_{side}", f"forearm_{side}") for side in SIDES},
    **{f"ankle_{side}": (f"shank_{side}", f"foot_{side}") for side in SIDES},
}
"""The skin around these joints turns half way between two bones."""


def half_way(skeleton: Bones, bone: str) -> Placement:
    """Return where a bone is, or the skin around a joint, which is half way between its bones."""
    if bone not in JOINTS:
        return skeleton[bone]
    above, below = (skeleton[name] for name in JOINTS[bone])
    return Placement(below.origin, above.rotation.slerp(below.rotation, 0.5))


class Surface(Protocol):
    """The skin of some parts of a body, as it is drawn, in their places."""

    def depth(self, skeleton: Bones, parts: Collection[str], exactly: bool = False) -> float:
        """Return how deep the skin on some bones is inside this; how far apart they are, if negative.

        `exactly`: measured on all of the skin, which takes longer, and not on places that are 1 cm apart.
        """
        ...


class Heights(Protocol):
    """How low the skin of a body is. Lengths are body heights."""

    def lowest(self, skeleton: Bones, bones: Collection[str], apart_from: Vec3 | None = None) -> Vec3:
        """Return the lowest place of the skin on some bones.

        `apart_from`: a wrist whose neighbourhood, as far as `NEIGHBOURHOOD`, does not count.
        """
        ...


class Flesh(Heights, Protocol):
    """The skin around the bones and joints. Lengths are body heights."""

    @property
    def bones(self) -> Collection[str]:
        """The bones and joints that have skin of their own, always in the same order."""
        ...

    @property
    def measured(self) -> "Flesh":
        """The same flesh, whose lowest place is measured on the mesh: for stills, which must be exact."""
        ...

    def overlap(self, skeleton: Bones, bones: Collection[str], others: Collection[str]) -> float:
        """Return how deep the skin on some bones is inside that on others; how far apart they are, if negative.

        Told from balls and from how far the others bulge: soon, and 2 cm too deep at worst.
        """
        ...

    def surface(
        self, skeleton: Bones, bones: Collection[str], fists: Collection[str], loose: Collection[str] = ()
    ) -> Surface:
        """Return the skin on some bones, measured on the mesh.

        `fists`: the hands that are closed; `loose`: those that hang down; others lie flat.
        """
        ...


YIELDS = 0.0025
"""How deep flesh gives way to the floor: 4 mm of a person of 1.70 m."""

NEIGHBOURHOOD = 0.05
"""How far around a wrist that lies on something the arm may touch the same thing."""


class Part(NamedTuple):
    """A bone that a place of the flesh follows, by which share, and where the place is in the bone's own axes."""

    bone: str
    share: float
    place: Vector


class Ball(NamedTuple):
    """A ball of flesh: its centre is where the bones that it follows take it."""

    parts: tuple[Part, ...]
    radius: float

    def centre(self, placements: Bones) -> Vec3:
        """Return where the centre is."""
        middle = Vec3(0.0, 0.0, 0.0)
        for bone, share, place in self.parts:
            middle += placements[bone].at(place) * share
        return middle

    def height(self, placements: Bones) -> float:
        """Return how high the lowest place of the ball is."""
        found = -self.radius
        for bone, share, (x, y, z) in self.parts:
            origin, ((_, a, _), (_, b, _), (_, c, _)) = placements[bone]
            found += share * (origin.y + a * x + b * y + c * z)
        return found


_AROUND = 16
_LEANS = (-54.0, -18.0, 18.0, 54.0)

WAYS: tuple[Vec3, ...] = (
    Vec3(0.0, 1.0, 0.0),
    Vec3(0.0, -1.0, 0.0),
    *(
        Vec3(cosine(lean) * cosine(360 * step / _AROUND), sine(lean), cosine(lean) * sine(360 * step / _AROUND))
        for lean in _LEANS
        for step in range(_AROUND)
    ),
)
"""The directions in which it is known how far the skin on a bone reaches: up, down, and in rings around it."""


class _Placements(dict[str, Placement]):
    """Where bones and the skin around joints are, each worked out when it is first asked for."""

    def __init__(self, skeleton: Bones):
        super().__init__()
        self._skeleton = skeleton

    def __missing__(self, bone: str) -> Placement:
        self[bone] = half_way(self._skeleton, bone)
        return self[bone]


@dataclass(frozen=True)
class BallFlesh:
    """A body whose skin is told by balls on its bones, each of which touches the skin from inside, and by its reach.

    `reaches`: how far the skin on a bone reaches from it in each of `WAYS`. Bones that nothing is laid on have none.
    """

    balls: Mapping[str, tuple[Ball, ...]]
    reaches: Mapping[str, tuple[float, ...]]

    def placed(self, skeleton: Bones, bones: Iterable[str] | None = None) -> list[tuple[Vector, float]]:
        """Return centre and radius of every ball, or of those on some bones."""
        placements = _Placements(skeleton)
        chosen = self.balls if bones is None else bones
        return [(ball.centre(placements), ball.radius) for bone in chosen for ball in self.balls.get(bone, ())]

    @property
    def bones(self) -> Collection[str]:
        """The bones and joints that have flesh of their own."""
        return self.balls.keys()

    def lowest(self, skeleton: Bones, bones: Collection[str], apart_from: Vec3 | None = None) -> Vec3:
        """Return the lowest place of the skin on some bones, apart from the neighbourhood of a wrist."""
        low, place = math.inf, Vec3(0.0, 0.0, 0.0)
        placements = _Placements(skeleton)
        for ball in (ball for bone in bones for ball in self.balls.get(bone, ())):
            # Only heights are worked out until a ball is the lowest so far: this is asked most often.
            under = ball.height(placements)
            if under < low:
                middle = ball.centre(placements)
                if apart_from is None or apart_from.distance(middle) > NEIGHBOURHOOD:
                    low, place = under, middle
        return Vec3(place.x, low, place.z)

    def overlap(self, skeleton: Bones, bones: Collection[str], others: Collection[str]) -> float:
        """Return how deep the skin on some bones is inside that on others; how far apart they are, if negative."""
        placed = self.placed(skeleton, bones)
        return max(
            (self._depth(half_way(skeleton, bone), bone, placed) for bone in others if bone in self.reaches),
            default=-math.inf,
        )

    def _depth(self, placement: Placement, bone: str, balls: Iterable[tuple[Vector, float]]) -> float:
        """Return how deep the deepest of some balls is inside the skin of a bone, which bulges everywhere."""
        to_bone, deepest = placement.rotation.inverse(), -math.inf
        for centre, radius in balls:
            x, y, z = to_bone @ (Vec3(*centre) - placement.origin)
            deep = math.inf
            for (a, b, c), reach in zip(WAYS, self.reaches[bone], strict=True):
                deep = min(deep, reach - a * x - b * y - c * z)
                if deep + radius <= deepest:  # another is deeper
                    break
            deepest = max(deepest, deep + radius)
        return deepest
