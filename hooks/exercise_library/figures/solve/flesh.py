"""What the solver asks of a body: where its skin is. Any body that answers can be posed."""

from collections.abc import Collection, Mapping
from typing import Protocol

from exercise_library.figures.solve.geometry import Placement, Vec3, Vector

Bones = Mapping[str, Placement]


class Flesh(Protocol):
    """The skin around the bones. Lengths are body heights."""

    def lowest(self, skeleton: Bones, bones: Collection[str], apart_from: Vec3 | None = None) -> Vec3:
        """Return the lowest place of the skin on some bones.

        `apart_from`: a wrist whose neighbourhood, as far as `NEIGHBOURHOOD`, does not count.
        """
        ...

    def surface(self, bone: str, place: Vector, out: Vector) -> Vec3:
        """Return where a line from a place in a direction leaves the skin of a bone, in the bone's own axes."""
        ...

    def depth(self, skeleton: Bones, place: Vector, bones: Collection[str]) -> float:
        """Return how deep a place is inside the skin on some bones; how far outside, if it is negative."""
        ...


NEIGHBOURHOOD = 0.05
"""How far around a wrist that lies on something the arm may touch the same thing."""
