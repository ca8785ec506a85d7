"""Inverse kinematics: bring the end of an arm or leg to a place.

The limb is swung to its target as a whole, then bent about the hinge axis that the pose already has. The direction
of the bend is never taken from where knee or elbow happen to be: with a straight limb it would flip.
"""

import math
from typing import NamedTuple

from exercise_library.figures.solve.geometry import (
    UP,
    Placement,
    Rotation,
    Vector,
    add,
    apply,
    clamp,
    compose,
    cross,
    dot,
    inverse,
    length,
    scale,
    subtract,
    unit,
)
from exercise_library.figures.solve.skeleton import (
    BALL_OF_FOOT,
    FOREARM,
    SHANK,
    THIGH,
    UPPER_ARM,
    Skeleton,
    bone_along,
    put_toes,
    swing,
)


class _Goal(NamedTuple):
    """Where the end of a limb should go, how it should be turned there, and where the hinge should point."""

    place: Vector
    rotation: Rotation | None = None
    pole: Vector | None = None


class _Limb(NamedTuple):
    """An arm or leg: its bones, their lengths, and which way its hinge bends (+1 as a knee, -1 as an elbow)."""

    upper: str
    lower: str
    end: str
    upper_length: float
    lower_length: float
    bends: int


_ARM = _Limb("upper_arm", "forearm", "hand", UPPER_ARM, FOREARM, -1)
_LEG = _Limb("thigh", "shank", "foot", THIGH, SHANK, 1)


def bring_hand(
    skeleton: Skeleton, side: str, target: Vector, rotation: Rotation | None = None, elbow: Vector | None = None
) -> float:
    """Bring a wrist to a place, turned as told; return by how much it misses. `elbow`: where the elbow should point."""
    return _bring(skeleton, _ARM, side, _Goal(target, rotation, elbow))


def bring_foot(skeleton: Skeleton, side: str, target: Vector, rotation: Rotation | None = None) -> float:
    """Bring an ankle to a place, turned as told; return by how much it misses."""
    bend = compose(inverse(skeleton[f"foot_{side}"].rotation), skeleton[f"toes_{side}"].rotation)
    miss = _bring(skeleton, _LEG, side, _Goal(target, rotation))
    put_toes(skeleton, side, bend)
    return miss


def bring_ball_of_foot(skeleton: Skeleton, side: str, target: Vector) -> float:
    """Bring the ball of a foot to a place; the heel goes where the ankle's angle puts it."""
    rotation = skeleton[f"foot_{side}"].rotation
    return bring_foot(skeleton, side, subtract(target, apply(rotation, BALL_OF_FOOT)), rotation)


def _bring(skeleton: Skeleton, limb: _Limb, side: str, goal: _Goal) -> float:
    upper, lower, end = (f"{bone}_{side}" for bone in (limb.upper, limb.lower, limb.end))
    root = skeleton[upper].origin
    held = compose(inverse(skeleton[lower].rotation), skeleton[end].rotation)
    way = subtract(goal.place, root)
    longest = limb.upper_length + limb.lower_length - 1e-4
    shortest = abs(limb.upper_length - limb.lower_length) + 1e-4
    towards, far = unit(way), clamp(length(way), shortest, longest)
    swing(skeleton, [upper], root, subtract(skeleton[end].origin, root), way)
    axis = scale(cross(goal.pole, towards), limb.bends) if goal.pole else skeleton[upper].rotation[0]
    axis = unit(subtract(axis, scale(towards, dot(axis, towards))))
    # The hinge lies on the circle where the two bones meet.
    along = (limb.upper_length * limb.upper_length - limb.lower_length * limb.lower_length + far * far) / (2 * far)
    aside = limb.bends * math.sqrt(max(0.0, limb.upper_length * limb.upper_length - along * along))
    hinge = add(root, add(scale(towards, along), scale(cross(towards, axis), aside)))
    tip = add(root, scale(towards, far))
    skeleton[upper] = bone_along(root, hinge, axis)
    skeleton[lower] = bone_along(hinge, tip, axis)
    skeleton[end] = Placement(tip, goal.rotation or compose(skeleton[lower].rotation, held))
    return length(subtract(goal.place, tip))


def palm_towards(side: str, normal: Vector, fingers: Vector) -> Rotation:
    """Return a hand whose palm faces along `normal`, with its fingers as near as can be to a direction."""
    up = scale(unit(subtract(fingers, scale(normal, dot(fingers, normal)))), -1)
    across = normal if side == "r" else scale(normal, -1)
    return (across, up, cross(across, up))


def level_direction(direction: Vector, otherwise: Vector) -> Vector:
    """Return a direction along the floor; if the first is nearly upright, that of the second."""
    flat = (direction[0], 0.0, direction[2])
    return unit(flat) if length(flat) > 0.2 else unit((otherwise[0], 0.0, otherwise[2]))


def flat_foot(heading: Vector) -> Rotation:
    """Return a foot whose sole lies on the floor and whose toes point along a level direction."""
    return (cross(UP, heading), UP, heading)
