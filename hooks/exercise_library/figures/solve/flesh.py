"""What the solver asks of a body: where its skin is. Any body that answers can be posed."""

import math
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple, Protocol

from exercise_library.figures.solve.geometry import Placement, Vec3, Vector
from exercise_library.figures.solve.skeleton import SIDES

Bones = Mapping[str, Placement]


JOINTS: Mapping[str, tuple[str, str]] = {
    **{f"hip_{side}": ("pelvis", f"thigh_{side}") for side in SIDES},
    **{f"knee_{side}": (f"thigh_{side}", f"shank_{side}") for side in SIDES},
    **{f"elbow_{side}": (f"upper_arm_{side}", f"forearm_{side}") for side in SIDES},
}
"""The skin around these joints turns half way between two bones."""


def half_way(skeleton: Bones, bone: str) -> Placement:
    """Return where a bone is, or the skin around a joint, which is half way between its bones."""
    if bone not in JOINTS:
        return skeleton[bone]
    above, below = (skeleton[name] for name in JOINTS[bone])
    return Placement(below.origin, above.rotation.slerp(below.rotation, 0.5))


class Flesh(Protocol):
    """The skin around the bones and joints. Lengths are body heights."""

    @property
    def bones(self) -> Collection[str]:
        """The bones and joints that have skin of their own, always in the same order."""
        ...

    def lowest(self, skeleton: Bones, bones: Collection[str], apart_from: Vec3 | None = None) -> Vec3:
        """Return the lowest place of the skin on some bones.

        `apart_from`: a wrist whose neighbourhood, as far as `NEIGHBOURHOOD`, does not count.
        """
        ...

    def surface(self, bone: str, place: Vector, out: Vector) -> Vec3:
        """Return where a line from a place in a direction leaves the skin of a bone, in the bone's own axes."""
        ...

    def overlap(self, skeleton: Bones, bones: Collection[str], others: Collection[str]) -> float:
        """Return how deep the skin on some bones is inside that on others; how far apart they are, if negative."""
        ...


NEIGHBOURHOOD = 0.05
"""How far around a wrist that lies on something the arm may touch the same thing."""


class Ball(NamedTuple):
    """A ball of flesh on a bone, its centre told in the bone's own axes."""

    bone: str
    centre: Vector
    radius: float


@dataclass(frozen=True)
class BallFlesh:
    """A body whose skin is told by balls on its bones; each touches the skin from inside."""

    balls: Mapping[str, tuple[Ball, ...]]

    def placed(self, skeleton: Bones, bones: Iterable[str] | None = None) -> list[tuple[Vector, float]]:
        """Return centre and radius of every ball, or of those on some bones."""
        found: list[tuple[Vector, float]] = []
        for bone in self.balls if bones is None else bones:
            placement = half_way(skeleton, bone)
            found += [(placement.at(ball.centre), ball.radius) for ball in self.balls.get(bone, ())]
        return found

    @property
    def bones(self) -> Collection[str]:
        """The bones and joints that have flesh of their own."""
        return self.balls.keys()

    def lowest(self, skeleton: Bones, bones: Collection[str], apart_from: Vec3 | None = None) -> Vec3:
        """Return the lowest place of the skin on some bones, apart from the neighbourhood of a wrist."""
        low, place, radius = math.inf, Vec3(0.0, 0.0, 0.0), 0.0
        for bone in bones:
            placement = half_way(skeleton, bone)
            (_, a, _), (_, b, _), (_, c, _) = placement.rotation
            height = placement.origin.y
            for ball in self.balls.get(bone, ()):
                x, y, z = ball.centre
                # Only heights are worked out until a ball is the lowest so far: this is asked most often.
                under = height + a * x + b * y + c * z - ball.radius
                if under < low:
                    middle = placement.at(ball.centre)
                    if apart_from is None or apart_from.distance(middle) > NEIGHBOURHOOD:
                        low, place, radius = under, middle, ball.radius
        return Vec3(place.x, place.y - radius, place.z)

    def surface(self, bone: str, place: Vector, out: Vector) -> Vec3:
        """Return where a line from a place in a direction leaves the skin of a bone, in the bone's own axes."""
        start, way = Vec3(*place), Vec3(*out).normalize()
        far = 0.0
        for ball in self.balls[bone]:
            back = start - ball.centre
            along = back.dot(way)
            inside = along * along - back.dot(back) + ball.radius * ball.radius
            far = max(far, math.sqrt(inside) - along) if inside > 0 else far
        return start + way * far

    def overlap(self, skeleton: Bones, bones: Collection[str], others: Collection[str]) -> float:
        """Return how deep the skin on some bones is inside that on others; how far apart they are, if negative."""
        rest = self.placed(skeleton, others)
        return max(
            radius + thick - Vec3(*place).distance(middle)
            for place, radius in self.placed(skeleton, bones)
            for middle, thick in rest
        )
