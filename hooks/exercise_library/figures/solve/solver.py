"""What lies between two frames: one continuous way, of which the frames themselves are the two ends.

Nothing is solved anew on the way, for a solver that chooses or stops jumps. The joint angles of both ends are shared,
and what is left over between their angles and their bones is shared too, so that each end comes out exactly. What
both ends hold, touch or reach is then brought to a place that is shared in the same way.
"""

from collections.abc import Callable, Mapping
from functools import cached_property, partial
from itertools import pairwise
from typing import NamedTuple

from exercise_library.figures.pose.bases import Stance
from exercise_library.figures.pose.figure import Figure
from exercise_library.figures.pose.landmarks import place_of, singly, split
from exercise_library.figures.solve.contact import (
    end_height,
    lowered,
    lowest_of,
    raised,
)
from exercise_library.figures.solve.fit import pull_of
from exercise_library.figures.solve.flesh import YIELDS, Flesh
from exercise_library.figures.solve.geometry import Placement, Vec3, blend
from exercise_library.figures.solve.limb import bring_foot, bring_hand
from exercise_library.figures.solve.reach import bone_of, reach_places
from exercise_library.figures.solve.skeleton import (
    PARENTS,
    SIDES,
    Arm,
    Leg,
    Side,
    Skeleton,
    from_bones,
    place_bones,
    side_of,
)
from exercise_library.figures.solve.stills import Solved, keep_head, keep_limb, solve

Limb = Arm | Leg

_ARM = ("hand", "forearm", "elbow")
_LIMBS = ("foot", "toe", "knee", "hand", "elbow", "forearm")
# Which joint keeps its place with all that is beyond it.
_HINGES = {"knee": "knee", "elbow": "elbow", "forearm": "elbow"}


class Movement:
    """A figure solved for one body: every frame, and on request what lies between two of them."""

    def __init__(self, figure: Figure, body: Flesh):
        self.figure, self.body = figure, body
        self.frames = solve(figure, body)

    @cached_property
    def _ways(self) -> list["Way"]:
        return [
            Way(self.body, *ends, first=not number) for number, ends in enumerate(pairwise(map(_End.of, self.frames)))
        ]

    def between(self, frame: int, share: float) -> Skeleton:
        """Return the bones on the way from a frame (share 0) to the next (share 1)."""
        return self._ways[frame].at(share)


class _End(NamedTuple):
    """A frame as its ways need it: its angles, what its bones have beside them, and what it holds or touches."""

    stance: Stance
    skeleton: Skeleton
    rest: Mapping[str, Placement]
    contacts: frozenset[str]
    reach: Mapping[str, str]

    @classmethod
    def of(cls, frame: Solved) -> "_End":
        """Return a solved frame, with what remains of each bone's place when the angles are taken away."""
        stance, skeleton = frame.settled, frame.skeleton
        by_angles = place_bones(stance.angles)
        rest = {}
        for bone, parent in PARENTS.items():
            told, found = (bones[bone].inside(bones[parent]) for bones in (by_angles, skeleton))
            rest[bone] = Placement(found.origin - told.origin, told.rotation.inverse() @ found.rotation)
        contacts = frozenset(singly((*stance.rest, *stance.floor, *stance.touch, *stance.hold)))
        return cls(stance, skeleton, rest, contacts, reach_places(stance.reach))


class _Shared(NamedTuple):
    """A number at both ends of a way."""

    start: float
    end: float

    def at(self, share: float) -> float:
        """Return the number at a share of the way."""
        return self.start * (1 - share) + self.end * share


class Way:
    """The way of a body from one frame to the next."""

    def __init__(self, flesh: Flesh, start: _End, end: _End, first: bool):
        self._flesh, self._start, self._end = flesh, start, end
        hold, held = singly(end.stance.hold), singly((*end.stance.hold, *end.stance.touch))
        # All that is held is held where it was at the start.
        self._kept = tuple(part for part in held if part in start.contacts or (first and part in hold))
        self._anchors = {part: weight for part in self._kept if (weight := pull_of(part, held))}
        # Arms are brought to the floor one by one; the trunk and legs lie on it as a whole.
        self._rest = tuple(part for part in singly(end.stance.settle) if split(part)[0] not in _ARM)
        self._reach = {part: place for part, place in end.reach.items() if start.reach.get(part) == place}

    @cached_property
    def _heights(self) -> Mapping[str, _Shared]:
        """How high what lies on the floor, and each hand and foot, is at both ends."""
        flesh = self._flesh
        measures: dict[str, Callable[[Skeleton], float]] = {
            f"{name}_{side}": partial(end_height, flesh, part=f"{name}_{side}")
            for name in ("hand", "foot")
            for side in SIDES
        }
        if self._rest:
            measures["rest"] = lambda body: min(lowest_of(flesh, body, part).y for part in self._rest)
        return {
            name: _Shared(measure(self._start.skeleton), measure(self._end.skeleton))
            for name, measure in measures.items()
        }

    def at(self, share: float) -> Skeleton:
        """Return the body at a share of the way."""
        skeleton = self._in_place(self._by_angles(share), share)
        if self._rest:
            skeleton = lowered(self._flesh, skeleton, self._rest, self._heights["rest"].at(share))
        for part in self._kept:
            skeleton = self._with_kept(skeleton, part, share)
        for part in sorted(self._reach):  # feet before hands, which may hold their legs
            skeleton = self._with_reached(skeleton, part, share)
        return self._above_floor(skeleton, share)

    def _between(self, bone: str, share: float) -> Placement:
        """Return the place of a bone in the world, shared between both ends."""
        return self._start.skeleton[bone].lerp(self._end.skeleton[bone], share)

    def _by_angles(self, share: float) -> Skeleton:
        """Return the body with its angles shared between both ends; its pelvis goes straight."""
        start, end = self._start, self._end
        angles = {
            joint: blend(start.stance.angles[joint], end.stance.angles[joint], share) for joint in end.stance.angles
        }
        by_angles = place_bones(angles)
        bones = {"pelvis": self._pelvis(share)}
        for bone, parent in PARENTS.items():
            told, rest = by_angles[bone].inside(by_angles[parent]), start.rest[bone].lerp(end.rest[bone], share)
            bones[bone] = Placement(told.origin + rest.origin, told.rotation @ rest.rotation).outside(bones[parent])
        return from_bones(bones)

    def _pelvis(self, share: float) -> Placement:
        start, end = self._start, self._end
        told = start.stance.towards(end.stance, share).rotation
        tilts = [one.skeleton.pelvis.rotation @ one.stance.rotation.inverse() for one in (start, end)]
        origin = start.skeleton.pelvis.origin.lerp(end.skeleton.pelvis.origin, share)
        return Placement(origin, tilts[0].slerp(tilts[1], share) @ told)

    def _in_place(self, skeleton: Skeleton, share: float) -> Skeleton:
        """Return the body moved to where what it holds of trunk, knees or feet is in the place between."""
        if "thorax" in self._kept:
            chest, wanted = skeleton.thoracic[1], self._between("thoracic_1", share)
            turn = wanted.rotation @ chest.rotation.inverse()
            return skeleton.each(lambda bone: bone.turned(turn, chest.origin).moved(wanted.origin - chest.origin))
        if not self._anchors:
            return skeleton
        start, end, now = (self._anchored(body) for body in (self._start.skeleton, self._end.skeleton, skeleton))
        return skeleton.moved(start.lerp(end, share) - now)

    def _anchored(self, skeleton: Skeleton) -> Vec3:
        """Return the middle of what holds the body, as heavy as it counts."""
        total = sum(self._anchors.values())
        middle = Vec3(0.0, 0.0, 0.0)
        for part, weight in self._anchors.items():
            middle += place_of(skeleton, part) * (weight / total)
        return middle

    def _with_kept(self, skeleton: Skeleton, part: str, share: float) -> Skeleton:
        """Return the body with a part that both ends hold or touch where it is between them."""
        name = split(part)[0]
        if name == "head":
            return keep_head(skeleton, self._between("head", share))[0]
        if name not in _LIMBS:
            return skeleton
        side = side_of(part)
        limbs = ((end.skeleton.arm[side], end.skeleton.leg[side]) for end in (self._start, self._end))
        like = _hinged if name in _HINGES else _lerped
        arm, leg = (like(start, end, share) for start, end in zip(*limbs, strict=True))
        return keep_limb(skeleton, _HINGES.get(name, name), side, Arm(*arm), Leg(*leg))[0]

    def _with_reached(self, skeleton: Skeleton, part: str, share: float) -> Skeleton:
        """Return the body with a hand or foot where both ends reach, seen from the bone that it reaches."""
        bone, side = bone_of(part, self._reach[part]), side_of(part)
        start, end = (body[part].inside(body[bone]) for body in (self._start.skeleton, self._end.skeleton))
        goal = start.lerp(end, share).outside(skeleton[bone])
        if part.startswith("foot"):
            return skeleton.with_leg(side, bring_foot(skeleton.leg[side], *goal)[0])
        return skeleton.with_arm(side, bring_hand(skeleton.arm[side], *goal)[0])

    def _above_floor(self, skeleton: Skeleton, share: float) -> Skeleton:
        """Return the body with free arms and feet no deeper in the floor than they are at the ends."""
        for side in SIDES:
            skeleton = self._foot_above_floor(self._arm_above_floor(skeleton, side, share), side, share)
        return skeleton

    def _arm_above_floor(self, skeleton: Skeleton, side: Side, share: float) -> Skeleton:
        hand = f"hand_{side}"
        # An arm that is held would have two ways out of the floor, and jump from one to the other.
        if {f"{part}_{side}" for part in _ARM} & {*self._kept, *self._reach}:
            return skeleton
        return raised(self._flesh, skeleton, hand, min(-YIELDS, self._heights[hand].at(share)))

    def _foot_above_floor(self, skeleton: Skeleton, side: Side, share: float) -> Skeleton:
        foot = f"foot_{side}"
        if {foot, f"toe_{side}", f"knee_{side}"} & {*self._kept, *self._reach}:
            return skeleton
        return raised(self._flesh, skeleton, foot, min(-YIELDS, self._heights[foot].at(share)))


def _lerped(start: Limb, end: Limb, share: float) -> list[Placement]:
    """Return the bones of a limb, each where it is between two places."""
    return [one.lerp(other, share) for one, other in zip(start, end, strict=True)]


def _hinged(start: Limb, end: Limb, share: float) -> list[Placement]:
    """Return the bones of a limb, turned as they are between two places, and still joined from knee or elbow on."""
    upper, *lower = _lerped(start, end, share)
    found = [upper, lower[0]]
    for number, bone in enumerate(lower[1:], 1):
        joint = start[number + 1].inside(start[number]).origin
        found.append(Placement(found[-1].at(joint), bone.rotation))
    return found
