"""Areas of the body that can be shaded, to show where to tighten or where a stretch is felt.

An area that there is on both sides is written with `_l` or `_r` for one of them.
"""

from collections.abc import Mapping
from typing import Literal, NamedTuple, get_args

from exercise_library.figures.pose.landmarks import split
from exercise_library.figures.solve.flesh import Ball
from exercise_library.figures.solve.geometry import Vector
from exercise_library.figures.solve.skeleton import SIDES, SIGN

Area = Literal[
    "buttocks",
    "belly",
    "lower-back",
    "upper-back",
    "neck",
    "chest",
    "shoulders",
    "hips",
    "front-of-hip",
    "pelvic-floor",
    "thigh",
    "back-of-thigh",
    "inner-thigh",
    "outer-thigh",
    "calf",
    "shin",
    "buttocks_l",
    "buttocks_r",
    "shoulders_l",
    "shoulders_r",
    "hips_l",
    "hips_r",
    "front-of-hip_l",
    "front-of-hip_r",
    "thigh_l",
    "thigh_r",
    "back-of-thigh_l",
    "back-of-thigh_r",
    "inner-thigh_l",
    "inner-thigh_r",
    "outer-thigh_l",
    "outer-thigh_r",
    "calf_l",
    "calf_r",
    "shin_l",
    "shin_r",
]
AREA_NAMES: tuple[str, ...] = get_args(Area)


class Patch(NamedTuple):
    """A shaded patch: its balls lie inside the body; it is painted after `part` and hidden when `out` faces away."""

    part: str
    balls: tuple[Ball, ...]
    out: Vector


def _middle(part: str, out: Vector, *places: tuple[str, float, float, float, float]) -> tuple[Patch, ...]:
    """Return a patch over both sides of the trunk: bone, half its breadth, up, front, radius."""
    balls = [
        Ball(bone, (sign * half, up, front), radius) for bone, half, up, front, radius in places for sign in (1, -1)
    ]
    return (Patch(part, tuple(balls), out),)


def _sided(part: str, out: Vector, *places: tuple[str, float, float, float, float]) -> tuple[Patch, ...]:
    """Return a patch for each side: bone without its side, how far outwards, up, front, radius."""
    found = []
    for side in SIDES:
        sign = SIGN[side]
        balls = tuple(
            Ball(bone if bone == "pelvis" else f"{bone}_{side}", (sign * outwards, up, front), radius)
            for bone, outwards, up, front, radius in places
        )
        name = part if part in ("seat", "torso") else f"{part}_{side}"
        found.append(Patch(name, balls, (sign * out[0], out[1], out[2])))
    return tuple(found)


_FRONT: Vector = (0.0, 0.0, 1.0)
_BACK: Vector = (0.0, 0.0, -1.0)
_OUT: Vector = (1.0, 0.0, 0.0)
_IN: Vector = (-1.0, 0.0, 0.0)
_ANY: Vector = (0.0, 0.0, 0.0)

_AREAS: Mapping[str, tuple[Patch, ...]] = {
    "buttocks": _sided(
        "seat", _BACK, ("pelvis", 0.034, -0.032, -0.030, 0.026), ("pelvis", 0.036, 0.014, -0.040, 0.026)
    ),
    "belly": _middle("torso", _FRONT, ("lumbar_1", 0.018, 0.028, 0.034, 0.023), ("pelvis", 0.016, 0.050, 0.022, 0.022)),
    "lower-back": _middle(
        "torso", _BACK, ("lumbar_1", 0.016, 0.030, -0.014, 0.016), ("pelvis", 0.016, 0.064, -0.028, 0.018)
    ),
    "upper-back": _middle(
        "torso", _BACK, ("thoracic_1", 0.040, 0.008, -0.024, 0.018), ("thoracic_2", 0.045, 0.016, -0.020, 0.017)
    ),
    "chest": _middle(
        "torso", _FRONT, ("thoracic_1", 0.034, 0.026, 0.044, 0.021), ("thoracic_2", 0.040, 0.0, 0.034, 0.020)
    ),
    "neck": _middle("head", _ANY, ("neck_0", 0.006, 0.016, -0.006, 0.015), ("neck_1", 0.006, 0.014, -0.006, 0.014)),
    "pelvic-floor": _middle("seat", _ANY, ("pelvis", 0.016, -0.054, -0.010, 0.022)),
    "shoulders": _sided("arm", _ANY, ("upper_arm", 0.0, -0.002, 0.0, 0.024), ("upper_arm", 0.0, -0.045, 0.0, 0.020)),
    "hips": _sided("seat", _OUT, ("pelvis", 0.055, 0.030, -0.012, 0.026), ("thigh", 0.010, -0.010, -0.010, 0.028)),
    "front-of-hip": _sided("leg", _FRONT, ("thigh", 0.0, 0.010, 0.018, 0.020), ("thigh", 0.0, -0.060, 0.024, 0.017)),
    "thigh": _sided("leg", _FRONT, ("thigh", 0.0, -0.060, 0.022, 0.023), ("thigh", 0.0, -0.185, 0.016, 0.016)),
    "back-of-thigh": _sided("leg", _BACK, ("thigh", 0.0, -0.070, -0.020, 0.021), ("thigh", 0.0, -0.190, -0.012, 0.015)),
    "inner-thigh": _sided("leg", _IN, ("thigh", -0.022, -0.060, 0.0, 0.022), ("thigh", -0.014, -0.180, 0.0, 0.016)),
    "outer-thigh": _sided("leg", _OUT, ("thigh", 0.022, -0.040, 0.0, 0.022), ("thigh", 0.014, -0.190, 0.0, 0.016)),
    "calf": _sided("leg", _BACK, ("shank", 0.0, -0.055, -0.020, 0.018), ("shank", 0.0, -0.130, -0.014, 0.013)),
    "shin": _sided("leg", _FRONT, ("shank", 0.0, -0.050, 0.014, 0.012), ("shank", 0.0, -0.150, 0.008, 0.010)),
}


def _patches_of(area: str) -> tuple[Patch, ...]:
    """Return the patches of an area, or those of one side of it: `_sided` tells them left and right."""
    name, side = split(area)
    return (_AREAS[name][SIDES.index(side)],) if side else _AREAS[name]


AREAS: Mapping[str, tuple[Patch, ...]] = {area: _patches_of(area) for area in AREA_NAMES}
