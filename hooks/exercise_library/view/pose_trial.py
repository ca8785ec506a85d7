"""What the page for trying a pose knows: where each base starts, how far joints go, and how long bones are."""

from typing import Any

from exercise_library.figures.draw.camera import VIEWS
from exercise_library.figures.pose.bases import BASES, VIEWS_OF_BASES
from exercise_library.figures.pose.limits import LIMITS
from exercise_library.figures.solve import skeleton

CONTACTS = {
    "start": ("hands", "forearms", "feet"),
    "frame": ("head", "shoulders", "pelvis", "hands", "elbows", "knees", "feet", "toes"),
}
"""What may be brought to the floor at the start, and what may stay in its place in a frame."""

GROUPS = {
    "Trunk": ("lumbar", "thoracic", "neck", "head"),
    "Arms": ("scapula", "shoulder", "elbow", "pronation", "wrist"),
    "Legs": ("hip", "knee", "ankle", "toes"),
}
"""The joints in the order of the page."""

AXES = ("flexion", "abduction", "rotation")
SPINE_AXES = ("flexion", "side bending", "rotation")


def trial_data() -> dict[str, Any]:
    """Return what the script of the page goes by. Bases are as they are told, before the solver settles them."""
    return {
        "bases": {
            name: {
                "angles": stance.angles,
                "direction": stance.direction,
                "view": list(VIEWS_OF_BASES[name]) if name in VIEWS_OF_BASES else "side",
            }
            for name, stance in BASES.items()
        },
        "views": VIEWS,
        "joints": {
            joint: {"limits": LIMITS[joint], "sided": joint in skeleton.LIMB_JOINTS}
            for group in GROUPS.values()
            for joint in group
        },
        "lengths": _lengths(),
    }


def axes_of(joint: str) -> tuple[str, ...]:
    """Return what the numbers of a joint are called."""
    if joint == "scapula":
        return ("up", "forward")
    return (AXES if joint in skeleton.LIMB_JOINTS else SPINE_AXES)[: len(LIMITS[joint])]


def _lengths() -> dict[str, Any]:
    return {
        "sacrum": skeleton.SACRUM,
        "spine": [stretch._asdict() for stretch in skeleton.SPINE],
        "head": skeleton.HEAD_NEUTRAL,
        "hip": skeleton.HIP_HALF,
        "thigh": skeleton.THIGH,
        "shank": skeleton.SHANK,
        "toes": skeleton.BALL_OF_FOOT,
        "arm": skeleton.UPPER_ARM,
        "fore": skeleton.FOREARM,
        "shoulder": {
            "out": skeleton.SHOULDER_HALF,
            "up": skeleton.SHOULDER_ABOVE_CHEST,
            "front": skeleton.SHOULDER_BEFORE_CHEST,
            "from": skeleton.BLADE_RISES_FROM,
            "rise": skeleton.BLADE_RISE,
            "reach": skeleton.BLADE_REACH,
        },
    }
