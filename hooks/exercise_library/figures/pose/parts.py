"""Words for parts of the body and the bones in them, so that a picture can be cropped to some."""

from collections.abc import Collection, Mapping

from exercise_library.figures.solve.skeleton import SIDES

_SPINE = tuple(f"{name}_{number}" for name, count in (("lumbar", 3), ("thoracic", 3)) for number in range(count))
_NECK = ("neck_0", "neck_1")
_CHEST = tuple(f"thoracic_{number}" for number in range(3))


def _both(*bones: str) -> tuple[str, ...]:
    return tuple(f"{bone}_{side}" for bone in bones for side in SIDES)


FOCUS: Mapping[str, tuple[str, ...]] = {
    "upper": ("head", *_NECK, *_CHEST, *_both("upper_arm")),
    "trunk": ("head", *_NECK, *_SPINE, "pelvis", *_both("upper_arm", "forearm", "hand")),
    "lower": ("pelvis", *_both("thigh", "shank", "foot", "toes")),
    "head": ("head", *_NECK),
    "chest": _CHEST,
    "belly": ("lumbar_0", "lumbar_1", "lumbar_2"),
    "pelvis": ("pelvis",),
    "arms": _both("upper_arm", "forearm", "hand"),
    "upper-arms": _both("upper_arm"),
    "hands": _both("forearm", "hand"),
    "thighs": _both("thigh"),
    "legs": _both("thigh", "shank", "foot", "toes"),
    "feet": _both("shank", "foot", "toes"),
}


def focus_bones(words: Collection[str]) -> frozenset[str]:
    """Return the bones that are in some parts of the body."""
    return frozenset(bone for word in words for bone in FOCUS[word])
