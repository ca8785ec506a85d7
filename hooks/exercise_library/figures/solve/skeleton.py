"""The bones: their lengths, their names, and how joint angles put them in place.

Lengths are fractions of body height: Drillis and Contini 1966, as tabulated in Winter, Biomechanics and Motor Control
of Human Movement (4th ed., figure 4.1). Body axes: +x to the person's left, +y to the head, +z to the front.
World axes: +x right, +y up, +z towards the viewer of the side view; the floor is y = 0.
Angles are degrees with clinical signs: flexion, abduction, external rotation, dorsiflexion, and side bending and
rotation of the spine to the person's left are positive. All zero is relaxed standing.
"""

from collections.abc import Collection, Mapping
from typing import NamedTuple

from exercise_library.figures.solve.geometry import (
    IDENTITY,
    Placement,
    Rotation,
    Vector,
    add,
    apply,
    arc_cosine,
    arc_sine,
    arc_tangent,
    at,
    clamp,
    compose,
    cosine,
    cross,
    dot,
    inverse,
    length,
    scale,
    sine,
    subtract,
    turn_about,
    turn_x,
    turn_y,
    turn_z,
    unit,
)

Skeleton = dict[str, Placement]
"""Every bone by its name; those of a limb end with _l or _r."""

Angles = dict[str, Vector]
"""Flexion, abduction or side bending, and rotation of each joint by its name; those of a limb end with _l or _r."""

SIDES = ("l", "r")
SIGN: Mapping[str, int] = {"l": 1, "r": -1}
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

BALL_OF_FOOT: Vector = (0.0, -0.027, 0.078)
"""Where the toes begin, seen from the ankle."""

SACRUM: Vector = (0.0, 0.060, -0.014)
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

# Beyond this sine of abduction, flexion and rotation cannot be told apart.
_LOCKED = 0.9998

# How the shoulder blade follows the arm: it rises above 60° of elevation, and goes forward as the arm reaches.
_BLADE_RISES_FROM = 60.0
_BLADE_RISE = 0.030
_BLADE_REACH = 0.040


def other(side: str) -> str:
    """Return the opposite side."""
    return "r" if side == "l" else "l"


def neutral_angles() -> Angles:
    """Return the angles of relaxed standing."""
    return dict.fromkeys(JOINTS, (0.0, 0.0, 0.0))


def place_bones(angles: Angles, origin: Vector = (0.0, 0.0, 0.0), rotation: Rotation = IDENTITY) -> Skeleton:
    """Forward kinematics: place every bone, from where the pelvis is and the joint angles."""
    skeleton: Skeleton = {"pelvis": Placement(origin, rotation)}
    _place_spine(skeleton, angles)
    for side in SIDES:
        _place_arm(skeleton, angles, side)
        _place_leg(skeleton, angles, side)
    return skeleton


def _place_spine(skeleton: Skeleton, angles: Angles) -> None:
    place, rotation = at(skeleton["pelvis"], SACRUM), skeleton["pelvis"].rotation
    for stretch in SPINE:
        flexion, bend, turn = angles[stretch.name]
        share = 1 / stretch.joints
        step = compose(turn_x((flexion + stretch.neutral) * share), turn_z(-bend * share), turn_y(turn * share))
        for number in range(stretch.joints):
            rotation = compose(rotation, step)
            skeleton[f"{stretch.name}_{number}"] = Placement(place, rotation)
            place = add(place, apply(rotation, (0.0, stretch.step, 0.0)))
    flexion, bend, turn = angles["head"]
    nod = compose(turn_x(flexion + HEAD_NEUTRAL), turn_z(-bend), turn_y(turn))
    skeleton["head"] = Placement(place, compose(rotation, nod))


def ball_joint(angles: Vector, side: str) -> Rotation:
    """Return the rotation of a hip or shoulder: "flexion 90, abduction 45" then means what a clinician expects."""
    flexion, abduction, rotation = angles
    sign = SIGN[side]
    return compose(turn_x(-flexion), turn_z(sign * abduction), turn_y(sign * rotation))


def upright_chest(skeleton: Skeleton) -> Rotation:
    """Return the direction of the chest without the neutral curves: from this the shoulder is measured."""
    curves = SPINE[0].neutral + SPINE[1].neutral
    return compose(skeleton["thoracic_2"].rotation, turn_x(-curves))


def _shoulder_centre(skeleton: Skeleton, angles: Angles, side: str, arm: Rotation) -> Vector:
    """Return the place of a shoulder joint: the shoulder blade goes with the arm."""
    flexion, abduction, _ = angles[f"shoulder_{side}"]
    lift, reach, _ = angles[f"scapula_{side}"]  # hundredths of body height
    rise = clamp((arc_cosine(arm[1][1]) - _BLADE_RISES_FROM) / 120, 0, 1)
    forward = max(0.0, sine(flexion)) * cosine(abduction) * _BLADE_REACH
    out = SHOULDER_HALF - 0.016 * rise - 0.25 * forward - 0.003 * reach
    up = SHOULDER_ABOVE_CHEST + _BLADE_RISE * rise - 0.1 * forward + lift / 100
    front = SHOULDER_BEFORE_CHEST + forward + reach / 100
    return at(skeleton["thoracic_2"], (SIGN[side] * out, up, front))


def _place_arm(skeleton: Skeleton, angles: Angles, side: str) -> None:
    swing = ball_joint(angles[f"shoulder_{side}"], side)
    shoulder = _shoulder_centre(skeleton, angles, side, swing)
    upper = compose(upright_chest(skeleton), swing)
    elbow = add(shoulder, apply(upper, (0.0, -UPPER_ARM, 0.0)))
    fore = compose(upper, turn_x(-angles[f"elbow_{side}"][0]))
    wrist = add(elbow, apply(fore, (0.0, -FOREARM, 0.0)))
    skeleton[f"upper_arm_{side}"] = Placement(shoulder, upper)
    skeleton[f"forearm_{side}"] = Placement(elbow, fore)
    skeleton[f"hand_{side}"] = Placement(wrist, fore)
    turn_hand(skeleton, side, angles[f"pronation_{side}"][0], angles[f"wrist_{side}"][0])


def _place_leg(skeleton: Skeleton, angles: Angles, side: str) -> None:
    sign = SIGN[side]
    pelvis = skeleton["pelvis"]
    hip = at(pelvis, (sign * HIP_HALF, 0.0, 0.0))
    thigh = compose(pelvis.rotation, ball_joint(angles[f"hip_{side}"], side))
    knee = add(hip, apply(thigh, (0.0, -THIGH, 0.0)))
    shank = compose(thigh, turn_x(angles[f"knee_{side}"][0]))
    flexion, turn_in, rotation = angles[f"ankle_{side}"]
    foot = compose(shank, turn_x(-flexion), turn_z(-sign * turn_in), turn_y(sign * rotation))
    skeleton[f"thigh_{side}"] = Placement(hip, thigh)
    skeleton[f"shank_{side}"] = Placement(knee, shank)
    skeleton[f"foot_{side}"] = Placement(add(knee, apply(shank, (0.0, -SHANK, 0.0))), foot)
    put_toes(skeleton, side, turn_x(-angles[f"toes_{side}"][0]))


def put_toes(skeleton: Skeleton, side: str, bend: Rotation) -> None:
    """Put the toes at the end of the foot, bent as told."""
    foot = skeleton[f"foot_{side}"]
    skeleton[f"toes_{side}"] = Placement(at(foot, BALL_OF_FOOT), compose(foot.rotation, bend))


def measure_angles(skeleton: Skeleton, like: Angles) -> Angles:
    """Return the joint angles of placed bones: the inverse of `place_bones`.

    The same pose can be told by two sets of angles; the one nearer to `like` is taken. The shoulder blade cannot be
    measured and is left out.
    """
    found: Angles = {}
    parent = skeleton["pelvis"].rotation
    for stretch in SPINE:
        child = skeleton[f"{stretch.name}_{stretch.joints - 1}"].rotation
        found[stretch.name] = _spine_angles(parent, child, stretch.neutral)
        parent = child
    found["head"] = _spine_angles(parent, skeleton["head"].rotation, HEAD_NEUTRAL)
    for side in SIDES:
        found |= _measure_arm(skeleton, side, like)
        found |= _measure_leg(skeleton, side, like)
    return found


def _spine_angles(parent: Rotation, child: Rotation, neutral: float) -> Vector:
    flexion, bend, turn = _ball_angles(parent, child, 1)
    return (-flexion - neutral, -bend, turn)


def _ball_angles(parent: Rotation, child: Rotation, sign: int, near: Vector = (0.0, 0.0, 0.0)) -> Vector:
    """Return the angles by which `ball_joint` turns parent to child, of the two sets the one nearer to `near`."""
    turned = compose(inverse(parent), child)
    abduction = sign * arc_sine(-turned[1][0])
    if abs(turned[1][0]) > _LOCKED:
        return (near[0], abduction, _rotation_at_right_angle(turned, sign, near[0], abduction))
    flexion = -arc_tangent(turned[1][2], turned[1][1])
    rotation = sign * arc_tangent(turned[2][0], turned[0][0])
    sets = [
        _whole_turns(found, near)
        for found in ((flexion, abduction, rotation), (flexion + 180, 180 - abduction, rotation + 180))
    ]
    apart = [abs(one[0] - near[0]) + abs(one[1] - near[1]) + abs(one[2] - near[2]) for one in sets]
    return sets[0] if apart[0] <= apart[1] else sets[1]


def _rotation_at_right_angle(turned: Rotation, sign: int, flexion: float, abduction: float) -> float:
    """Return the rotation where abduction is 90°: flexion turns about the same axis there, and is taken as told."""
    x, y, z = apply(turn_x(flexion), turned[2])
    aside = sign * abduction
    return sign * arc_tangent(x * cosine(aside) + y * sine(aside), z)


def other_set(angles: Vector) -> Vector:
    """Return the other angles that tell the same direction of a hip or shoulder."""
    return _whole_turns((angles[0] + 180, 180 - angles[1], angles[2] + 180), (0.0, 0.0, 0.0))


def _whole_turns(angles: Vector, near: Vector) -> Vector:
    """Return the same angles with whole turns added or taken away, so that they come near to others."""
    x, y, z = (angle + 360 * round((wanted - angle) / 360) for angle, wanted in zip(angles, near, strict=True))
    return (x, y, z)


def _measure_arm(skeleton: Skeleton, side: str, like: Angles) -> Angles:
    upper, fore = (skeleton[f"{bone}_{side}"].rotation for bone in ("upper_arm", "forearm"))
    pronation, wrist = measure_hand(skeleton, side)
    return {
        f"shoulder_{side}": _ball_angles(upright_chest(skeleton), upper, SIGN[side], like[f"shoulder_{side}"]),
        f"elbow_{side}": (_ball_angles(upper, fore, 1)[0], 0.0, 0.0),
        f"pronation_{side}": (pronation, 0.0, 0.0),
        f"wrist_{side}": (wrist, 0.0, 0.0),
    }


def measure_hand(skeleton: Skeleton, side: str) -> tuple[float, float]:
    """Return pronation of the forearm and the bend of the wrist."""
    turned = compose(inverse(skeleton[f"forearm_{side}"].rotation), skeleton[f"hand_{side}"].rotation)
    pronation = -SIGN[side] * arc_tangent(turned[2][0], turned[2][2])
    bend = SIGN[side] * arc_tangent(-turned[1][0] * turned[2][2] + turned[1][2] * turned[2][0], turned[1][1])
    return pronation, bend


def turn_hand(skeleton: Skeleton, side: str, pronation: float, bend: float) -> None:
    """Turn a hand at its wrist."""
    twist = compose(turn_y(-SIGN[side] * pronation), turn_z(SIGN[side] * bend))
    wrist = skeleton[f"hand_{side}"].origin
    skeleton[f"hand_{side}"] = Placement(wrist, compose(skeleton[f"forearm_{side}"].rotation, twist))


def _measure_leg(skeleton: Skeleton, side: str, like: Angles) -> Angles:
    sign = SIGN[side]
    thigh, shank, foot, toes = (skeleton[f"{bone}_{side}"].rotation for bone in ("thigh", "shank", "foot", "toes"))
    flexion, turn_in, rotation = _ball_angles(shank, foot, sign)
    return {
        f"hip_{side}": _ball_angles(skeleton["pelvis"].rotation, thigh, sign, like[f"hip_{side}"]),
        f"knee_{side}": (-_ball_angles(thigh, shank, 1)[0], 0.0, 0.0),
        f"ankle_{side}": (flexion, -turn_in, rotation),
        f"toes_{side}": (_ball_angles(foot, toes, 1)[0], 0.0, 0.0),
    }


def moved(skeleton: Skeleton, by: Vector) -> Skeleton:
    """Return the whole body in another place."""
    return {bone: Placement(add(origin, by), rotation) for bone, (origin, rotation) in skeleton.items()}


def turned(
    skeleton: Skeleton, axis: Vector, degrees: float, about: Vector, bones: Collection[str] | None = None
) -> Skeleton:
    """Return the body, or some of its bones, turned about an axis through a place."""
    rotation = turn_about(axis, degrees)
    return {
        bone: Placement(
            add(about, apply(rotation, subtract(skeleton[bone].origin, about))),
            compose(rotation, skeleton[bone].rotation),
        )
        for bone in (skeleton if bones is None else bones)
    }


def swing(skeleton: Skeleton, bones: Collection[str], pivot: Vector, start: Vector, end: Vector) -> None:
    """Turn some bones about a pivot, so that direction `start` becomes direction `end`."""
    axis = cross(unit(start), unit(end))
    if length(axis) > 1e-7:
        angle = arc_tangent(length(axis), dot(unit(start), unit(end)))
        skeleton.update(turned(skeleton, unit(axis), angle, pivot, bones))


def bone_along(origin: Vector, end: Vector, side_axis: Vector) -> Placement:
    """Return a bone that goes from one joint to the next, with its x axis as told."""
    up = scale(unit(subtract(end, origin)), -1)
    return Placement(origin, (side_axis, up, cross(side_axis, up)))
