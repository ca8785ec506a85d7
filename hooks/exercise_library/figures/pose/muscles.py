"""Areas of the body that can be shaded, to show where to tighten or where a stretch is felt.

An area that there is on both sides is written with `_l` or `_r` for one of them. Where each lies on the skin:
body/areas.py.
"""

from typing import Literal, get_args

Area = Literal[
    "buttocks",
    "belly",
    "lower-back",
    "upper-back",
    "neck",
    "chest",
    "shoulders",
    "waist",
    "hips",
    "front-of-hip",
    "pelvic-floor",
    "thigh",
    "back-of-thigh",
    "inner-thigh",
    "outer-thigh",
    "calf",
    "lower-calf",
    "shin",
    "buttocks_l",
    "buttocks_r",
    "shoulders_l",
    "shoulders_r",
    "waist_l",
    "waist_r",
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
    "lower-calf_l",
    "lower-calf_r",
    "shin_l",
    "shin_r",
]
AREA_NAMES: tuple[str, ...] = get_args(Area)
