"""Inverse kinematics: bring the end of an arm or leg to a place.

The limb is swung to its target as a whole, then bent about the hinge axis that the pose already has. The direction
of the bend is never taken from where knee or elbow happen to be: with a straight limb it would flip.
"""

import math
from typing import NamedTuple

from exercise_library.figures.solve.geometry import UP, Placement, Rotation, Vec3, Vector, clamp, turn_from_to
from exercise_library.figures.solve.skeleton import (
    BALL_OF_FOOT,
    FOREARM,
    SHANK,
    THIGH,
    UPPER_ARM,
    Arm,
    Leg,
    Side,
    bone_along,
    toes_on,
)


class _Goal(NamedTuple):
    """Where the end of a limb should go, how it should be turned there, and where the hinge should point."""

    place: Vec3
    rotation: Rotation | None = None
    pole: Vec3 | None = None


class _Limb(NamedTuple):
    """The lengths of an arm or leg, and which way its hinge bends (+1 as a knee, -1 as an elbow)."""

    upper_length: float
    lower_length: float
    bends: int


_NOT_QUITE = 0.9999

_ARM = _Limb(UPPER_ARM, FOREARM, -1)
_LEG = _Limb(THIGH, SHANK, 1)
_Bones = tuple[Placement, Placement, Placement]


def bring_hand(
    arm: Arm, target: Vec3, rotation: Rotation | None = None, elbow: Vec3 | None = None
) -> tuple[Arm, float]:
    """Return an arm with its wrist at a place, turned as told, and by how much it misses.

    `elbow`: where the elbow should point.
    """
    bones, miss = _bent(arm, _ARM, _Goal(target, rotation, elbow))
    return Arm(*bones), miss


def bring_foot(leg: Leg, target: Vec3, rotation: Rotation | None = None) -> tuple[Leg, float]:
    """Return a leg with its ankle at a place, turned as told, and by how much it misses."""
    bones, miss = _bent(leg[:3], _LEG, _Goal(target, rotation))
    return Leg(*bones, toes_on(bones[2], leg.foot.rotation.inverse() @ leg.toes.rotation)), miss


def bring_ball_of_foot(leg: Leg, target: Vec3) -> tuple[Leg, float]:
    """Return a leg with the ball of its foot at a place; the heel goes where the ankle's angle puts it."""
    rotation = leg.foot.rotation
    return bring_foot(leg, target - rotation @ BALL_OF_FOOT, rotation)


def _bent(bones: _Bones, limb: _Limb, goal: _Goal) -> tuple[_Bones, float]:
    upper, lower, end = bones
    root = upper.origin
    held = lower.rotation.inverse() @ end.rotation
    way = goal.place - root
    # A straight limb is one whose bones are not yet in a line, by what no eye sees.
    longest = limb.upper_length + limb.lower_length - 1e-9
    shortest = abs(limb.upper_length - limb.lower_length) + 1e-4
    towards, far = way.normalize(), clamp(way.length(), shortest, longest)
    swung = turn_from_to(end.origin - root, way) @ upper.rotation
    axis = goal.pole.cross(towards) * limb.bends if goal.pole else swung.x
    axis = (axis - towards * axis.dot(towards)).normalize()
    # The hinge lies on the circle where the two bones meet.
    along = (limb.upper_length * limb.upper_length - limb.lower_length * limb.lower_length + far * far) / (2 * far)
    aside = limb.bends * math.sqrt(max(0.0, limb.upper_length * limb.upper_length - along * along))
    hinge = root + (towards * along + towards.cross(axis) * aside)
    tip = root + towards * far
    fore = bone_along(hinge, tip, axis)
    found = (bone_along(root, hinge, axis), fore, Placement(tip, goal.rotation or fore.rotation @ held))
    return found, (goal.place - tip).length()


def palm_towards(side: Side, normal: Vec3, fingers: Vec3) -> Rotation:
    """Return a hand whose palm faces along `normal`, with its fingers as near as can be to a direction."""
    up = -(fingers - normal * fingers.dot(normal)).normalize()
    across = normal if side == "r" else -normal
    return Rotation(across, up, across.cross(up))


def level_direction(direction: Vector, otherwise: Vector) -> Vec3:
    """Return a direction along the floor; if the first is nearly upright, that of the second."""
    flat = Vec3(direction[0], 0.0, direction[2])
    return flat.normalize() if flat.length() > 0.2 else Vec3(otherwise[0], 0.0, otherwise[2]).normalize()


def flat_foot(heading: Vec3) -> Rotation:
    """Return a foot whose sole lies on the floor and whose toes point along a level direction."""
    return Rotation(UP.cross(heading), UP, heading)


def within_reach(root: Vec3, place: Vec3, height: float, longest: float) -> Vec3:
    """Return a place at a height, as far from the root of a limb as told, or nearer if the limb is not as long."""
    aside = Vec3(place.x - root.x, 0.0, place.z - root.z)
    down = root.y - height
    most = math.sqrt(max(0.0, longest * longest - down * down)) * _NOT_QUITE
    nearer = aside * (most / aside.length()) if aside.length() > most else aside
    return Vec3(root.x + nearer.x, height, root.z + nearer.z)
