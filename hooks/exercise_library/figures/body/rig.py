"""The bones that move the skin: those of the skeleton, and helpers between them.

A joint's skin that followed both bones by plain blending would fall in, so that skin follows a helper that turns half
way. Hands close by finger bones, which no author poses: a hand has one of four shapes.
"""

from collections.abc import Iterable, Mapping
from typing import Literal, NamedTuple

from exercise_library.figures.solve.flesh import Bones
from exercise_library.figures.solve.geometry import (
    IDENTITY,
    UP,
    Placement,
    Rotation,
    Vec3,
    Vector,
    add,
    apply,
    arc_tangent,
    at,
    centre,
    compose,
    cross,
    dot,
    length,
    scale,
    subtract,
    turn_about,
    turn_y,
    unit,
)
from exercise_library.figures.solve.skeleton import SIDES, Skeleton, neutral_angles, place_bones

HandShape = Literal["flat", "rest", "cup", "fist"]

SPINE = (
    "pelvis",
    *(f"lumbar_{number}" for number in range(3)),
    *(f"thoracic_{number}" for number in range(3)),
    "neck_0",
    "neck_1",
    "head",
)
FINGERS = tuple(f"finger_{finger}_{joint}" for finger in range(1, 6) for joint in range(1, 4))
"""From the thumb (1) to the little finger (5), each from the knuckle (1) to the tip (3)."""

LIMB_BONES = ("upper_arm", "forearm", "hand", "thigh", "shank", "foot", "toes")

HALVES: Mapping[str, tuple[str, str]] = {
    "hip_half": ("pelvis", "thigh"),
    "knee_half": ("thigh", "shank"),
    "ankle_half": ("shank", "foot"),
    "elbow_half": ("upper_arm", "forearm"),
    "wrist_half": ("forearm_twist", "hand"),
}
"""Helpers that turn half way between two bones."""

_SIDED = ("clavicle", "shoulder", *LIMB_BONES, "forearm_twist", *FINGERS, *HALVES)
BONES = (*SPINE, *(f"{bone}_{side}" for side in SIDES for bone in _SIDED))
NUMBER: Mapping[str, int] = {bone: number for number, bone in enumerate(BONES)}

CURLS: Mapping[HandShape, tuple[float, ...]] = {
    "flat": (1.0, 3.0, 2.0, -22.0, 0.0, 0.0),
    "rest": (16.0, 24.0, 14.0, -20.0, 5.0, 5.0),
    "cup": (24.0, 26.0, 16.0, -15.0, 5.0, 5.0),
    "fist": (62.0, 74.0, 42.0, -25.0, 25.0, 25.0),
}
"""By how many degrees each joint of a finger bends, then each of the thumb: it lies along the hand."""

_FINGERS_CLOSE, _THUMB_CLOSES = 0.95, 0.9
"""How much of the rig's spread of the fingers is taken back."""

_SHOULDER_FOLLOWS = 0.35
_ELBOW_TWISTS, _FOREARM_TWISTS = 0.12, 0.55
"""How much of the hand's pronation the skin of the forearm takes part in, near the elbow and near the wrist."""

FOLLOW: Mapping[str, float] = {
    "shoulder": _SHOULDER_FOLLOWS,
    "elbow": _ELBOW_TWISTS,
    "forearm": _FOREARM_TWISTS,
}
"""The numbers of this rig that the browser needs to move the same skin (docs/assets/javascripts/motion/rig.js)."""


class Affine(NamedTuple):
    """What a bone does to its skin: turn it, then move it."""

    rotation: Rotation
    shift: Vector

    def move(self, place: Vector) -> Vector:
        """Return where a place of the rest pose goes."""
        return add(apply(self.rotation, place), self.shift)


Joints = Mapping[str, Vector]
"""Where the joints are in the rest pose; of a finger, its tip has number 4."""


def rest_skeleton() -> Skeleton:
    """Return the skeleton that the mesh was fitted to: relaxed standing, the soles at height 0."""
    upright = place_bones(neutral_angles())
    low = upright["foot_l"].origin[1]
    return place_bones(neutral_angles(), Vec3(0.0, 0.039 - low, 0.0))


def _frame(down: Vector, aside: Vector) -> Rotation:
    """Return axes whose y points against `down`, and whose x is as near to `aside` as it can be."""
    y = scale(unit(down), -1)
    x = unit(subtract(aside, scale(y, dot(y, aside))))
    return Rotation(x, y, cross(x, y))


def bind(joints: Joints) -> Bones:
    """Return where each bone is in the rest pose, in which the arms stand off a little from the trunk."""
    rest = rest_skeleton()
    bones = {bone: rest[bone] for bone in SPINE}
    for side in SIDES:
        bones |= {
            f"{bone}_{side}": Placement(Vec3(*joints[f"{bone}_{side}"]), rotation)
            for bone, rotation in {**_arm_axes(joints, side), **_leg_axes(joints, side)}.items()
        }
    return bones


def _arm_axes(joints: Joints, side: str) -> dict[str, Rotation]:
    upper, fore = (
        subtract(joints[f"{end}_{side}"], joints[f"{start}_{side}"])
        for start, end in (("upper_arm", "forearm"), ("forearm", "hand"))
    )
    hinge = unit(cross(fore, upper))
    hinge = hinge if hinge[0] > 0 else scale(hinge, -1)
    knuckles = centre(joints[f"finger_{finger}_1_{side}"] for finger in (2, 3, 4))
    across = subtract(joints[f"finger_2_1_{side}"], joints[f"finger_5_1_{side}"])
    y = scale(unit(subtract(knuckles, joints[f"hand_{side}"])), -1)
    z = unit(subtract(across, scale(y, dot(y, across))))
    hand = Rotation(cross(y, z), y, z)
    axes = {"clavicle": IDENTITY, "upper_arm": _frame(upper, hinge), "forearm": _frame(fore, hinge), "hand": hand}
    for finger in range(1, 6):
        for joint in range(1, 4):
            start, end = (joints[f"finger_{finger}_{number}_{side}"] for number in (joint, joint + 1))
            axes[f"finger_{finger}_{joint}"] = _frame(subtract(end, start), hand[0])
    return axes


def _leg_axes(joints: Joints, side: str) -> dict[str, Rotation]:
    hip, knee, ankle, ball = (joints[f"{bone}_{side}"] for bone in ("thigh", "shank", "foot", "toes"))
    z = unit((ball[0] - ankle[0], 0.0, ball[2] - ankle[2]))
    foot = Rotation(cross(UP, z), UP, z)
    aside = (1.0, 0.0, 0.0)
    return {
        "thigh": _frame(subtract(knee, hip), aside),
        "shank": _frame(subtract(ankle, knee), aside),
        "foot": foot,
        "toes": foot,
    }


class PosedBones(dict[str, Affine]):
    """What each bone does to its skin in a pose, worked out when it is first asked for: a part of the skin needs few.

    `hands` tells the shape of each side's hand.
    """

    def __init__(self, rest: Bones, skeleton: Bones, hands: Mapping[str, HandShape]):
        super().__init__()
        self._rest, self._now, self._hands = rest, skeleton, hands

    def __missing__(self, name: str) -> Affine:
        bone, side = (name, "") if name in SPINE else (name[:-2], name[-1])
        if bone in ("clavicle", "shoulder"):
            self.update(_shoulder_girdle(self._rest, self._now, self, side))
        elif bone in ("forearm", "forearm_twist"):
            self.update(_forearm(self._rest, self._now, side))
        elif bone in HALVES:
            self[name] = _half(self._now, self._rest, self, bone, side)
        elif bone in FINGERS:
            self.update(pose_fingers(self._rest, self[f"hand_{side}"], side, self._hands.get(side, "rest")))
        else:
            self[name] = _carried(self._rest[name], self._now[name])
        return self[name]


def pose_bones(rest: Bones, skeleton: Bones, hands: Mapping[str, HandShape]) -> dict[str, Affine]:
    """Return what each bone does to its skin in a pose. `hands` tells the shape of each side's hand."""
    posed = PosedBones(rest, skeleton, hands)
    return {name: posed[name] for name in BONES}


def _carried(rest: Placement, now: Placement) -> Affine:
    return _turning(compose(now.rotation, rest.rotation.inverse()), rest.origin, now.origin)


def _turning(rotation: Rotation, start: Vector, end: Vector) -> Affine:
    """Return the turn that brings one place to another."""
    return Affine(rotation, subtract(end, apply(rotation, start)))


def _shoulder_girdle(rest: Bones, now: Bones, found: Mapping[str, Affine], side: str) -> dict[str, Affine]:
    """The collarbone aims at the shoulder; the skin around the shoulder turns a part of the way with the arm."""
    clavicle, arm = rest[f"clavicle_{side}"].origin, f"upper_arm_{side}"
    chest = found["thoracic_2"]
    start = chest.move(clavicle)
    was, aim = unit(subtract(chest.move(rest[arm].origin), start)), unit(subtract(now[arm].origin, start))
    axis = cross(was, aim)
    turn = turn_about(unit(axis), arc_tangent(length(axis), dot(was, aim))) if length(axis) > 1e-9 else IDENTITY
    rotation = compose(turn, chest.rotation)
    half = rotation.slerp(found[arm].rotation, _SHOULDER_FOLLOWS)
    return {
        f"clavicle_{side}": _turning(rotation, clavicle, start),
        f"shoulder_{side}": _turning(half, rest[arm].origin, now[arm].origin),
    }


def _forearm(rest: Bones, now: Bones, side: str) -> dict[str, Affine]:
    fore, hand = f"forearm_{side}", f"hand_{side}"
    twist = (_twist(now[fore], now[hand]) - _twist(rest[fore], rest[hand]) + 180) % 360 - 180
    found = {}
    for bone, share in (("forearm", _ELBOW_TWISTS), ("forearm_twist", _FOREARM_TWISTS)):
        rotation = compose(now[fore].rotation, turn_y(twist * share), rest[fore].rotation.inverse())
        found[f"{bone}_{side}"] = _turning(rotation, rest[fore].origin, now[fore].origin)
    return found


def _twist(fore: Placement, hand: Placement) -> float:
    """Return by how many degrees a hand is turned about the forearm."""
    turned = compose(fore.rotation.inverse(), hand.rotation)
    return arc_tangent(turned[2][0], turned[2][2])


def pose_fingers(rest: Bones, hand: Affine, side: str, shape: HandShape) -> dict[str, Affine]:
    """Return what each finger bone of a hand does to its skin. They turn with the hand as one."""
    across, bones = rest[f"hand_{side}"].rotation, {}
    sign = -1 if side == "l" else 1
    for finger in range(1, 6):
        curls = CURLS[shape][3:] if finger == 1 else CURLS[shape][:3]
        parent, rotation = hand, compose(hand.rotation, turn_about(across[0], spread(rest, side, finger)))
        for joint, degrees in enumerate(curls, start=1):
            name = f"finger_{finger}_{joint}_{side}"
            rotation = compose(rotation, turn_about(across[2], sign * degrees))
            parent = bones[name] = _turning(rotation, rest[name].origin, parent.move(rest[name].origin))
    return bones


def spread(rest: Bones, side: str, finger: int) -> float:
    """Return by how many degrees a finger, from the thumb (1) on, turns to lie nearer to the others."""
    across = rest[f"hand_{side}"].rotation
    along = apply(across.inverse(), scale(rest[f"finger_{finger}_1_{side}"].rotation[1], -1))
    return arc_tangent(along[2], -along[1]) * (_THUMB_CLOSES if finger == 1 else _FINGERS_CLOSE)


def _half(now: Bones, rest: Bones, found: Mapping[str, Affine], half: str, side: str) -> Affine:
    parent, child = HALVES[half]
    above = found[parent if parent == "pelvis" else f"{parent}_{side}"]
    name = f"{child}_{side}"
    rotation = above.rotation.slerp(found[name].rotation, 0.5)
    return _turning(rotation, rest[name].origin, now[name].origin)


def sided(names: Iterable[str], side: str) -> tuple[str, ...]:
    """Return the bones of one side."""
    return tuple(f"{name}_{side}" for name in names)


ARM = ("upper_arm", "forearm", "forearm_twist", "hand", "elbow_half", "wrist_half", *FINGERS)
LEG = ("thigh", "shank", "foot", "toes", "hip_half", "knee_half", "ankle_half")

__all__ = [
    "ARM",
    "BONES",
    "FINGERS",
    "LEG",
    "NUMBER",
    "SPINE",
    "Affine",
    "HandShape",
    "PosedBones",
    "at",
    "bind",
    "pose_bones",
]
