"""The positions that every pose starts from, told once: a base name, then only what differs is written."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Literal, get_args

from exercise_library.figures.solve.geometry import Rotation, Vector, compose, turn_x, turn_y, turn_z
from exercise_library.figures.solve.skeleton import LIMB_JOINTS, SIDES, Angles, neutral_angles

Base = Literal[
    "standing",
    "sitting",
    "supine",
    "hook-lying",
    "prone",
    "prone-on-elbows",
    "quadruped",
    "plank",
    "side-lying",
    "kneeling",
    "half-kneeling",
    "long-sitting",
    "heel-sitting",
    "floor-sitting",
]

Value = float | tuple[float, ...]

FACING: Mapping[str, float] = {"right": 90.0, "left": -90.0, "front": 0.0, "back": 180.0}
"""Where a person faces as the side view sees it, as a turn about the vertical."""


@dataclass(frozen=True)
class Stance:
    """All that is known of a pose before it is solved: joint angles, the whole body's direction, and contacts."""

    angles: Angles = field(default_factory=neutral_angles)
    facing: float = FACING["right"]
    lean: float = 0.0
    roll: float = 0.0
    turn: float = 0.0
    rest: tuple[str, ...] = ()
    floor: tuple[str, ...] = ()
    touch: tuple[str, ...] = ()
    hold: tuple[str, ...] = ()
    settle: tuple[str, ...] = ()
    reach: Mapping[str, str] = field(default_factory=dict)

    @property
    def direction(self) -> tuple[float, float, float, float]:
        """How the whole body is turned, as it was written."""
        return (self.facing, self.lean, self.roll, self.turn)

    @property
    def rotation(self) -> Rotation:
        """How the whole body is turned."""
        return compose(turn_y(self.facing), turn_x(self.lean), turn_z(self.roll), turn_y(self.turn))

    def towards(self, other: "Stance", share: float) -> "Stance":
        """Return this stance (share 0) with the whole body turned towards another (share 1)."""
        pairs = zip(self.direction, other.direction, strict=True)
        facing, lean, roll, turn = (a * (1 - share) + b * share for a, b in pairs)
        return replace(self, facing=facing, lean=lean, roll=roll, turn=turn)


def three(value: Value) -> Vector:
    """Return flexion, abduction and rotation; a bare number is flexion, and what is not told is 0."""
    given = value if isinstance(value, tuple) else (value,)
    x, y, z = (*given, 0.0, 0.0, 0.0)[:3]
    return (x, y, z)


def with_angles(angles: Angles, changes: Mapping[str, Value]) -> Angles:
    """Return angles with some changed. A joint of a limb without a side means both; the later entry wins."""
    found: dict[str, Vector] = dict(angles)
    for joint, value in changes.items():
        both = joint in LIMB_JOINTS
        found |= {name: three(value) for name in ([f"{joint}_{side}" for side in SIDES] if both else [joint])}
    return found


def _stance(changes: Mapping[str, Value], start: Stance | None = None, **rest: object) -> Stance:
    known = start or Stance()
    return replace(known, angles=with_angles(known.angles, changes), **rest)  # type: ignore[arg-type]


_SUPINE = _stance(
    {"neck": 4, "shoulder": (-5, 14, 0), "elbow": 6, "pronation": 60, "ankle": -25},
    lean=-90.0,
    rest=("pelvis", "thorax"),
    floor=("head",),
)
_PRONE = _stance(
    # Straight hips would leave the feet in the air: the front of the thigh is thicker than the shin.
    {"neck": -14, "head": 10, "hip": 9, "ankle": -72, "shoulder": (0, 14, 0), "elbow": 6},
    lean=90.0,
    rest=("thorax", "toes"),
    floor=("head",),
)
_LONG_SITTING = _stance({"hip": 84, "shoulder": (20, 6, 0), "elbow": 20}, lean=-6.0, rest=("pelvis", "feet"))

BASES: Mapping[str, Stance] = {
    "standing": _stance({"shoulder": (0, 6, 0), "elbow": 8}, rest=("feet",)),
    "sitting": _stance(
        {"hip": 90, "knee": 90, "shoulder": (18, 6, 0), "elbow": 62, "pronation": 85},
        rest=("feet",),
        floor=("feet",),
        reach={"hands": "thigh"},
    ),
    "supine": _SUPINE,
    "hook-lying": _stance({"hip": 52, "knee": 102}, _SUPINE, floor=("feet", "head")),
    "prone": _PRONE,
    "prone-on-elbows": _stance(
        {
            "lumbar": -28,
            "thoracic": -12,
            "neck": -16,
            "head": -6,
            "hip": -6,
            "shoulder": (76, 6, 0),
            "elbow": 88,
            "pronation": 80,
        },
        _PRONE,
        rest=("pelvis", "elbows"),
        floor=("forearms",),
    ),
    "quadruped": _stance(
        {
            "hip": 86,
            "knee": 86,
            "ankle": -74,
            "shoulder": (84, 2, 0),
            "elbow": 4,
            "scapula": (0, 1.5),
            "neck": -12,
            "head": 4,
        },
        lean=84.0,
        rest=("knees", "hands"),
        floor=("hands",),
    ),
    "plank": _stance(
        {
            "toes": -70,
            "shoulder": (86, 4, 0),
            "elbow": 90,
            "pronation": 80,
            "neck": -14,
            "scapula": (0, 1),
        },
        lean=80.0,
        rest=("toes", "elbows"),
        floor=("forearms",),
    ),
    "side-lying": _stance(
        {
            "hip_r": 30,
            "knee_r": 55,
            "shoulder_r": (170, 0, 0),
            "elbow_r": 110,
            "shoulder_l": (35, 0, 0),
            "elbow_l": 60,
        },
        facing=FACING["front"],
        roll=90.0,
        rest=("pelvis", "thorax", "thigh_r"),
    ),
    "kneeling": _stance({"knee": 86, "ankle": -74, "shoulder": (0, 6, 0), "elbow": 8}, rest=("knees",)),
    "half-kneeling": _stance(
        {"hip_r": 90, "knee_r": 90, "knee_l": 86, "ankle_l": -74, "shoulder": (20, 6, 0), "elbow": 40},
        rest=("knee_l", "foot_r"),
        floor=("foot_r",),
    ),
    "long-sitting": _LONG_SITTING,
    "heel-sitting": _stance(
        {"hip": 62, "knee": 150, "ankle": -72, "shoulder": (20, 6, 0), "elbow": 40, "pronation": 85},
        rest=("knees",),
        reach={"hands": "thigh"},
    ),
    "floor-sitting": _stance(
        {"hip": 119, "knee": 86, "shoulder": (50, 4, 0), "elbow": 30},
        _LONG_SITTING,
        floor=("feet",),
        reach={"hands": "knee"},
    ),
}

VIEWS_OF_BASES: Mapping[str, tuple[float, float]] = {"side-lying": (0.0, 14.0)}
"""Yaw and pitch of the camera where the side view is not the best for a base."""

BASE_NAMES: tuple[str, ...] = get_args(Base)
