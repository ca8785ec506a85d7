"""The bones: their lengths, their names, and how joint angles put them in place.

Lengths are fractions of body height: Drillis and Contini 1966, as tabulated in Winter, Biomechanics and Motor Control
of Human Movement (4th ed., figure 4.1). Body axes: +x to the person's left, +y to the head, +z to the front.
World axes: +x right, +y up, +z towards the viewer of the side view; the floor is y = 0.
Angles are degrees with clinical signs: flexion, abduction, external rotation, dorsiflexion, and side bending and
rotation of the spine to the person's left are positive. All zero is relaxed standing.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise
from typing import Literal, NamedTuple

from exercise_library.figures.solve.geometry import (
    IDENTITY,
    Placement,
    Rotation,
    Vec3,
    Vector,
    arc_cosine,
    clamp,
    compose,
    cosine,
    sine,
    turn_about,
    turn_x,
    turn_y,
    turn_z,
)

Side = Literal["l", "r"]
SIDES: tuple[Side, Side] = ("l", "r")

Angles = Mapping[str, Vector]
"""Flexion, abduction or side bending, and rotation of each joint by its name; those of a limb end with _l or _r."""

SIGN: Mapping[Side, int] = {"l": 1, "r": -1}
"""+x is the person's left."""

# Segment lengths of Drillis and Contini. Ankle, knee and hip are at .039, .285 and .530 of body height.
UPPER_ARM = 0.186
FOREARM = 0.146
THIGH = 0.245
SHANK = 0.246
ANKLE_HEIGHT = 0.039

# Theirs are breadths over the outside (hips .191, shoulders .259); these are joint centres: half the distance
# between the heads of the two thigh bones, and of the two upper arm bones.
HIP_HALF = 0.052
SHOULDER_HALF = 0.098
SHOULDER_ABOVE_CHEST = 0.030
SHOULDER_BEFORE_CHEST = 0.006

WRIST_HEIGHT = 0.0145
"""Of the wrist above what a flat hand lies on."""

BALL_OF_FOOT = Vec3(0.0, -0.027, 0.078)
"""Where the toes begin, seen from the ankle."""

SACRUM = Vec3(0.0, 0.060, -0.014)
"""Where the spine begins, seen from between the hip joints."""


class Stretch(NamedTuple):
    """A stretch of the spine: its joints share its angle equally. Together with the head they add up to height 1."""

    name: str
    joints: int
    step: float
    neutral: float


# The neutral curves of relaxed standing, in degrees: lordosis is negative.
SPINE = (
    Stretch("lumbar", 3, 0.0335, -14.0),
    Stretch("thoracic", 3, 0.048, 20.0),
    Stretch("neck", 2, 0.030, 10.0),
)
HEAD_NEUTRAL = -16.0

SPINE_JOINTS = ("lumbar", "thoracic", "neck", "head")
LIMB_JOINTS = ("hip", "knee", "ankle", "toes", "scapula", "shoulder", "elbow", "pronation", "wrist")
JOINTS = (*SPINE_JOINTS, *(f"{joint}_{side}" for joint in LIMB_JOINTS for side in SIDES))

# How the shoulder blade follows the arm: it rises above 60° of elevation, and goes forward as the arm reaches.
BLADE_RISES_FROM = 60.0
BLADE_RISE = 0.030
BLADE_REACH = 0.040


Joints = tuple[Placement, ...]


class Arm(NamedTuple):
    """The bones of an arm."""

    upper_arm: Placement
    forearm: Placement
    hand: Placement


class Leg(NamedTuple):
    """The bones of a leg."""

    thigh: Placement
    shank: Placement
    foot: Placement
    toes: Placement


@dataclass(frozen=True, eq=False)
class Skeleton(Mapping[str, Placement]):
    """Every bone in its place. By name, `skeleton["thigh_l"]` is `skeleton.leg["l"].thigh`."""

    pelvis: Placement
    lumbar: Joints
    thoracic: Joints
    neck: Joints
    head: Placement
    arm: Mapping[Side, Arm]
    leg: Mapping[Side, Leg]

    @cached_property
    def _bones(self) -> dict[str, Placement]:
        found = {"pelvis": self.pelvis}
        for stretch, joints in (("lumbar", self.lumbar), ("thoracic", self.thoracic), ("neck", self.neck)):
            found |= {f"{stretch}_{number}": joint for number, joint in enumerate(joints)}
        found["head"] = self.head
        for side in SIDES:
            for limb in (self.arm[side], self.leg[side]):
                found |= {f"{bone}_{side}": joint for bone, joint in zip(limb._fields, limb, strict=True)}
        return found

    def __getitem__(self, bone: str) -> Placement:
        return self._bones[bone]

    def __iter__(self) -> Iterator[str]:
        return iter(self._bones)

    def __len__(self) -> int:
        return len(self._bones)

    @property
    def chest(self) -> Placement:
        """The bone that the arms and the neck start from."""
        return self.thoracic[-1]

    def with_arm(self, side: Side, arm: Arm) -> "Skeleton":
        """Return the body with another arm."""
        return replace(self, arm={**self.arm, side: arm})

    def with_leg(self, side: Side, leg: Leg) -> "Skeleton":
        """Return the body with another leg."""
        return replace(self, leg={**self.leg, side: leg})

    def each(self, change: Callable[[Placement], Placement]) -> "Skeleton":
        """Return the body with every bone changed."""
        return Skeleton(
            change(self.pelvis),
            tuple(map(change, self.lumbar)),
            tuple(map(change, self.thoracic)),
            tuple(map(change, self.neck)),
            change(self.head),
            {side: Arm(*map(change, arm)) for side, arm in self.arm.items()},
            {side: Leg(*map(change, leg)) for side, leg in self.leg.items()},
        )

    def moved(self, by: Vector) -> "Skeleton":
        """Return the whole body in another place."""
        return self.each(lambda bone: bone.moved(by))

    def turned(self, axis: Vec3, degrees: float, about: Vec3) -> "Skeleton":
        """Return the whole body turned about an axis through a place."""
        rotation = turn_about(axis, degrees)
        return self.each(lambda bone: bone.turned(rotation, about))

    def nodded(self, rotation: Rotation) -> "Skeleton":
        """Return the body with neck and head turned at the base of the neck."""
        base = self.neck[0].origin
        neck = tuple(joint.turned(rotation, base) for joint in self.neck)
        return replace(self, neck=neck, head=self.head.turned(rotation, base))


_TRUNK = ("pelvis", *(f"{stretch.name}_{number}" for stretch in SPINE for number in range(stretch.joints)), "head")

PARENTS: Mapping[str, str] = {
    **{child: parent for parent, child in pairwise(_TRUNK)},
    **{
        f"{child}_{side}": root if parent is None else f"{parent}_{side}"
        for side in SIDES
        for root, limb in (("thoracic_2", Arm._fields), ("pelvis", Leg._fields))
        for parent, child in zip((None, *limb), limb, strict=False)
    },
}
"""The bone that each bone hangs on, each after its own parent."""


def from_bones(bones: Mapping[str, Placement]) -> Skeleton:
    """Return the skeleton of bones by name."""
    lumbar, thoracic, neck = (tuple(bones[f"{one.name}_{number}"] for number in range(one.joints)) for one in SPINE)
    return Skeleton(
        bones["pelvis"],
        lumbar,
        thoracic,
        neck,
        bones["head"],
        {side: Arm(*(bones[f"{name}_{side}"] for name in Arm._fields)) for side in SIDES},
        {side: Leg(*(bones[f"{name}_{side}"] for name in Leg._fields)) for side in SIDES},
    )


def side_of(name: str) -> Side:
    """Return the side of a part that has one: 'l' for 'knee_l'. Raises ValueError for 'head'."""
    if not name.endswith(("_l", "_r")):
        raise ValueError(f"{name} has no side")
    return "l" if name.endswith("_l") else "r"


def other(side: str) -> Side:
    """Return the opposite side."""
    return "r" if side == "l" else "l"


def neutral_angles() -> dict[str, Vector]:
    """Return the angles of relaxed standing."""
    return dict.fromkeys(JOINTS, (0.0, 0.0, 0.0))


def place_bones(angles: Angles, origin: Vec3 = Vec3(0.0, 0.0, 0.0), rotation: Rotation = IDENTITY) -> Skeleton:  # noqa: B008 (frozen)
    """Forward kinematics: place every bone, from where the pelvis is and the joint angles."""
    pelvis = Placement(origin, rotation)
    *spine, head = _place_spine(pelvis, angles)
    lumbar, thoracic, neck = spine[:3], spine[3:6], spine[6:]
    return Skeleton(
        pelvis,
        tuple(lumbar),
        tuple(thoracic),
        tuple(neck),
        head,
        {side: _place_arm(thoracic[-1], angles, side) for side in SIDES},
        {side: _place_leg(pelvis, angles, side) for side in SIDES},
    )


def _place_spine(pelvis: Placement, angles: Angles) -> Iterator[Placement]:
    """Yield the joints of the spine from the bottom up, and the head."""
    place, rotation = pelvis.at(SACRUM), pelvis.rotation
    for stretch in SPINE:
        flexion, bend, turn = angles[stretch.name]
        share = 1 / stretch.joints
        step = compose(turn_x((flexion + stretch.neutral) * share), turn_z(-bend * share), turn_y(turn * share))
        for _ in range(stretch.joints):
            rotation @= step
            yield Placement(place, rotation)
            place += rotation @ (0.0, stretch.step, 0.0)
    flexion, bend, turn = angles["head"]
    yield Placement(place, rotation @ compose(turn_x(flexion + HEAD_NEUTRAL), turn_z(-bend), turn_y(turn)))


def ball_joint(angles: Vector, side: Side) -> Rotation:
    """Return the rotation of a hip or shoulder: "flexion 90, abduction 45" then means what a clinician expects."""
    flexion, abduction, rotation = angles
    sign = SIGN[side]
    return compose(turn_x(-flexion), turn_z(sign * abduction), turn_y(sign * rotation))


def upright_chest(chest: Placement) -> Rotation:
    """Return the direction of the chest without the neutral curves: from this the shoulder is measured."""
    return chest.rotation @ turn_x(-SPINE[0].neutral - SPINE[1].neutral)


def _shoulder_centre(chest: Placement, angles: Angles, side: Side, arm: Rotation) -> Vec3:
    """Return the place of a shoulder joint: the shoulder blade goes with the arm."""
    flexion, abduction, _ = angles[f"shoulder_{side}"]
    lift, reach, _ = angles[f"scapula_{side}"]  # hundredths of body height
    rise = clamp((arc_cosine(arm.y.y) - BLADE_RISES_FROM) / 120, 0, 1)
    forward = max(0.0, sine(flexion)) * cosine(abduction) * BLADE_REACH
    out = SHOULDER_HALF - 0.016 * rise - 0.25 * forward - 0.003 * reach
    up = SHOULDER_ABOVE_CHEST + BLADE_RISE * rise - 0.1 * forward + lift / 100
    front = SHOULDER_BEFORE_CHEST + forward + reach / 100
    return chest.at((SIGN[side] * out, up, front))


def _place_arm(chest: Placement, angles: Angles, side: Side) -> Arm:
    swing = ball_joint(angles[f"shoulder_{side}"], side)
    upper = Placement(_shoulder_centre(chest, angles, side, swing), upright_chest(chest) @ swing)
    fore = Placement(upper.at((0.0, -UPPER_ARM, 0.0)), upper.rotation @ turn_x(-angles[f"elbow_{side}"][0]))
    straight = Arm(upper, fore, Placement(fore.at((0.0, -FOREARM, 0.0)), fore.rotation))
    return turn_hand(straight, side, angles[f"pronation_{side}"][0], angles[f"wrist_{side}"][0])


def turn_hand(arm: Arm, side: Side, pronation: float, bend: float) -> Arm:
    """Return an arm with its hand turned at the wrist."""
    twist = turn_y(-SIGN[side] * pronation) @ turn_z(SIGN[side] * bend)
    return arm._replace(hand=Placement(arm.hand.origin, arm.forearm.rotation @ twist))


def _place_leg(pelvis: Placement, angles: Angles, side: Side) -> Leg:
    sign = SIGN[side]
    hip = pelvis.at((sign * HIP_HALF, 0.0, 0.0))
    thigh = Placement(hip, pelvis.rotation @ ball_joint(angles[f"hip_{side}"], side))
    shank = Placement(thigh.at((0.0, -THIGH, 0.0)), thigh.rotation @ turn_x(angles[f"knee_{side}"][0]))
    flexion, turn_in, rotation = angles[f"ankle_{side}"]
    turned = compose(shank.rotation, turn_x(-flexion), turn_z(-sign * turn_in), turn_y(sign * rotation))
    foot = Placement(shank.at((0.0, -SHANK, 0.0)), turned)
    return Leg(thigh, shank, foot, toes_on(foot, turn_x(-angles[f"toes_{side}"][0])))


def toes_on(foot: Placement, bend: Rotation) -> Placement:
    """Return the toes at the end of a foot, bent as told."""
    return Placement(foot.at(BALL_OF_FOOT), foot.rotation @ bend)


def bone_along(origin: Vec3, end: Vec3, side_axis: Vec3) -> Placement:
    """Return a bone that goes from one joint to the next, with its x axis as told."""
    up = -(end - origin).normalize()
    return Placement(origin, Rotation(side_axis, up, side_axis.cross(up)))
