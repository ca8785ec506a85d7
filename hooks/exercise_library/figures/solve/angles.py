"""The joint angles of placed bones: the inverse of `place_bones`."""

from exercise_library.figures.solve.geometry import (
    Rotation,
    Vector,
    arc_sine,
    arc_tangent,
    cosine,
    sine,
    turn_x,
)
from exercise_library.figures.solve.skeleton import (
    HEAD_NEUTRAL,
    SIDES,
    SIGN,
    SPINE,
    Angles,
    Arm,
    Side,
    Skeleton,
    upright_chest,
)

# Beyond this sine of abduction, flexion and rotation cannot be told apart.
_LOCKED = 0.9998


def measure_angles(skeleton: Skeleton, like: Angles) -> Angles:
    """Return the joint angles of placed bones: the inverse of `place_bones`.

    The same pose can be told by two sets of angles; the one nearer to `like` is taken. The shoulder blade cannot be
    measured and is left out.
    """
    found: dict[str, Vector] = {}
    parent = skeleton.pelvis.rotation
    for stretch in SPINE:
        child = skeleton[f"{stretch.name}_{stretch.joints - 1}"].rotation
        found[stretch.name] = _spine_angles(parent, child, stretch.neutral)
        parent = child
    found["head"] = _spine_angles(parent, skeleton.head.rotation, HEAD_NEUTRAL)
    for side in SIDES:
        found |= measure_arm(skeleton, side, like)
        found |= _measure_leg(skeleton, side, like)
    return found


def _spine_angles(parent: Rotation, child: Rotation, neutral: float) -> Vector:
    flexion, bend, turn = _ball_angles(parent, child, 1)
    return (-flexion - neutral, -bend, turn)


def _ball_angles(parent: Rotation, child: Rotation, sign: int, near: Vector = (0.0, 0.0, 0.0)) -> Vector:
    """Return the angles by which `ball_joint` turns parent to child, of the two sets the one nearer to `near`."""
    turned = parent.inverse() @ child
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
    x, y, z = turn_x(flexion) @ turned.z
    aside = sign * abduction
    return sign * arc_tangent(x * cosine(aside) + y * sine(aside), z)


def other_set(angles: Vector) -> Vector:
    """Return the other angles that tell the same direction of a hip or shoulder."""
    return _whole_turns((angles[0] + 180, 180 - angles[1], angles[2] + 180), (0.0, 0.0, 0.0))


def _whole_turns(angles: Vector, near: Vector) -> Vector:
    """Return the same angles with whole turns added or taken away, so that they come near to others."""
    x, y, z = (angle + 360 * round((wanted - angle) / 360) for angle, wanted in zip(angles, near, strict=True))
    return (x, y, z)


def measure_arm(skeleton: Skeleton, side: Side, like: Angles) -> Angles:
    """Return the joint angles of one arm, but not of its shoulder blade."""
    arm = skeleton.arm[side]
    upper, fore = arm.upper_arm.rotation, arm.forearm.rotation
    pronation, wrist = measure_hand(arm, side)
    chest = upright_chest(skeleton.chest)
    return {
        f"shoulder_{side}": _ball_angles(chest, upper, SIGN[side], like[f"shoulder_{side}"]),
        f"elbow_{side}": (_ball_angles(upper, fore, 1)[0], 0.0, 0.0),
        f"pronation_{side}": (pronation, 0.0, 0.0),
        f"wrist_{side}": (wrist, 0.0, 0.0),
    }


def measure_hand(arm: Arm, side: Side) -> tuple[float, float]:
    """Return pronation of the forearm and the bend of the wrist."""
    turned = arm.forearm.rotation.inverse() @ arm.hand.rotation
    pronation = -SIGN[side] * arc_tangent(turned.z.x, turned.z.z)
    bend = SIGN[side] * arc_tangent(-turned.y.x * turned.z.z + turned.y.z * turned.z.x, turned.y.y)
    return pronation, bend


def _measure_leg(skeleton: Skeleton, side: Side, like: Angles) -> Angles:
    sign = SIGN[side]
    thigh, shank, foot, toes = (bone.rotation for bone in skeleton.leg[side])
    flexion, turn_in, rotation = _ball_angles(shank, foot, sign)
    return {
        f"hip_{side}": _ball_angles(skeleton.pelvis.rotation, thigh, sign, like[f"hip_{side}"]),
        f"knee_{side}": (-_ball_angles(thigh, shank, 1)[0], 0.0, 0.0),
        f"ankle_{side}": (flexion, -turn_in, rotation),
        f"toes_{side}": (_ball_angles(foot, toes, 1)[0], 0.0, 0.0),
    }
