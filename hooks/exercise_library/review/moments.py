"""What a solved body does, measured on its bones: which way it lies, what is bent, what moved. Not from the data."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from exercise_library.figures.draw.camera import Camera
from exercise_library.figures.draw.picture import camera_of
from exercise_library.figures.pose.figure import Arrow, Figure
from exercise_library.figures.pose.landmarks import place_of, singly, split
from exercise_library.figures.solve.angles import measure_angles
from exercise_library.figures.solve.geometry import UP, Vector, arc_tangent, cross, dot, length, subtract, unit
from exercise_library.figures.solve.skeleton import SIDES, Angles, Skeleton
from exercise_library.figures.solve.solver import Movement

# Of body height. What moves less than this is taken as still by the eye: 5 cm of a person of 1.70 m.
STILL = 0.03
# Heights of the pelvis, of body height, between lying or sitting on the floor, a chair, and standing.
_ON_FLOOR, _ON_FEET = 0.16, 0.40
_ON_SOLE = 0.06
_LYING = 0.5
_BENT_KNEES = 60.0


class Moment(NamedTuple):
    """A body as one frame shows it. Angles are measured on its bones, in degrees."""

    skeleton: Skeleton
    angles: Angles

    def place(self, point: str) -> Vector:
        """Return where a point of the body, or the near end of a bone, is."""
        return self.skeleton[point].origin if point in self.skeleton else place_of(self.skeleton, point)

    def height(self, point: str) -> float:
        """Return how high a point of the body is."""
        return self.place(point)[1]

    def flexion(self, joint: str) -> float:
        """Return how far a joint is bent."""
        return self.angles[joint][0]

    @property
    def trunk(self) -> Vector:
        """The direction from the pelvis to the base of the neck."""
        return unit(subtract(self.skeleton["thoracic_2"].origin, self.skeleton["pelvis"].origin))

    @property
    def left(self) -> Vector:
        """The direction to the person's left."""
        return self.skeleton["pelvis"].rotation[0]

    @property
    def front(self) -> Vector:
        """The level direction to which the person's hips face."""
        return unit(cross(self.left, UP))

    @property
    def lean(self) -> float:
        """How far the trunk leans forward from the upright, in degrees."""
        return arc_tangent(dot(self.trunk, self.front), self.trunk[1])

    @property
    def posture(self) -> str:
        """The position that the body is in, by the name of the vocabulary, or 'plank'."""
        pelvis, chest = self.skeleton["pelvis"].origin[1], self.skeleton["thoracic_1"].rotation[2][1]
        knees = [self.height(f"knee_{side}") for side in SIDES]
        bent = [self.flexion(f"knee_{side}") for side in SIDES]
        if pelvis < _ON_FLOOR and abs(self.left[1]) > 0.6:
            return "side-lying"
        if pelvis < _ON_FLOOR and abs(self.trunk[1]) < _LYING:
            feet_down = max(self.height(f"foot_{side}") for side in SIDES) < _ON_SOLE
            return "prone" if chest < 0 else "hook-lying" if min(bent) > _BENT_KNEES and feet_down else "supine"
        if chest < -0.3 and min(self.height(f"hand_{side}") for side in SIDES) < _ON_SOLE:
            return "plank" if max(self.flexion(f"hip_{side}") for side in SIDES) < 40 else "quadruped"
        if pelvis > _ON_FEET:
            return "standing"
        if max(knees) < 0.08 and min(bent) > _BENT_KNEES:
            return "heel-sitting" if min(bent) > 120 else "kneeling"
        return "seated-floor" if pelvis < _ON_FLOOR else "seated-chair"


@dataclass(frozen=True)
class Shown:
    """A frame, and what it is compared with: the frame before it and the start."""

    now: Moment
    before: Moment
    start: Moment
    arrows: tuple[Arrow, ...]
    camera: Camera

    @property
    def pointed(self) -> frozenset[str]:
        """The points of the body that arrows of this frame are about."""
        return frozenset(arrow.follow or arrow.at or arrow.around or arrow.turn or "" for arrow in self.arrows)

    def rise(self, point: str) -> float:
        """Return by how much a point is higher than at the start."""
        return self.now.height(point) - self.start.height(point)

    def way(self, point: str) -> Vector:
        """Return how a point has moved since the start."""
        return subtract(self.now.place(point), self.start.place(point))

    def moved(self, point: str) -> bool:
        """Say whether a point is not where it was at the start, nor where it was in the frame before."""
        return all(
            length(subtract(self.now.place(point), then.place(point))) > STILL for then in (self.start, self.before)
        )

    def stayed(self, point: str) -> bool:
        """Say whether a point is about where it was at the start or in the frame before."""
        return not self.moved(point)

    def bends(self, joint: str) -> float:
        """Return by how much more a joint is bent than in the frame before."""
        return self.now.flexion(joint) - self.before.flexion(joint)


def moments_of(movement: Movement) -> list[Moment]:
    """Return every frame of a figure as it is solved for a body."""
    return [Moment(one.skeleton, measure_angles(one.skeleton, one.stance.angles)) for one in movement.frames]


def shown(figure: Figure, moments: list[Moment]) -> list[Shown]:
    """Return the frames of a figure, each with those that it is compared with."""
    camera = camera_of(figure)
    first = Shown(moments[0], moments[0], moments[0], _for_each_side(figure.all_arrows_of(0)), camera)
    later = [
        Shown(now, before, moments[0], _for_each_side(figure.all_arrows_of(frame)), camera)
        for frame, (before, now) in enumerate(pairwise(moments), 1)
    ]
    return [first, *later]


def _for_each_side(arrows: Iterable[Arrow]) -> tuple[Arrow, ...]:
    """Return arrows with each that is about both sides, such as knees, told as left and right."""
    kinds = ("follow", "at", "press", "around", "turn")
    told = ((arrow, kind, getattr(arrow, kind)) for arrow in arrows for kind in kinds)
    return tuple(
        arrow.model_copy(update={kind: name}) for arrow, kind, point in told if point for name in singly([point])
    )


def kind_of(point: str) -> str:
    """Return what a point is part of: arm, leg, head or trunk."""
    name = split(point)[0].removesuffix("s")
    if name in ("hand", "elbow", "forearm"):
        return "arm"
    if name in ("foot", "feet", "toe", "knee", "thigh", "heel"):
        return "leg"
    return "head" if name in ("head", "chin") else "trunk"
