"""Names that authors use: points of the body, places where a hand can go, and the parts that rest on the floor."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from exercise_library.figures.solve.geometry import Vec3, Vector, at
from exercise_library.figures.solve.skeleton import SIDES, Skeleton


class Landmark(NamedTuple):
    """A place on a bone, in the bone's own axes."""

    bone: str
    place: Vector


class Skin(NamedTuple):
    """A place on the skin: where it is on the right side (mirrored for the left), and which way is out.

    `elbow` is where the elbow should point, in the axes of the chest, when the pose alone would bend it badly.
    `backhand`: it is the back of the hand that lies there.
    """

    bone: str
    place: Vector
    out: Vector
    elbow: Vector | None = None
    backhand: bool = False


_SIDED_POINTS: Mapping[str, Landmark] = {
    "hand": Landmark("hand", (0.0, 0.0, 0.0)),
    "foot": Landmark("foot", (0.0, 0.0, 0.0)),
    "toe": Landmark("toes", (0.0, 0.0, 0.0)),
    "knee": Landmark("shank", (0.0, 0.0, 0.0)),
    "elbow": Landmark("forearm", (0.0, 0.0, 0.0)),
    "thigh": Landmark("thigh", (0.0, -0.12, 0.0)),
    "shoulder": Landmark("upper_arm", (0.0, 0.0, 0.0)),
    "heel": Landmark("foot", (0.0, -0.02, -0.04)),
    "hip": Landmark("thigh", (0.0, 0.0, 0.0)),
}

POINTS: Mapping[str, Landmark] = {
    "pelvis": Landmark("pelvis", (0.0, 0.004, -0.012)),
    "thorax": Landmark("thoracic_1", (0.0, 0.015, 0.013)),
    "shoulders": Landmark("thoracic_2", (0.0, 0.010, 0.009)),
    "head": Landmark("head", (0.0, 0.05, -0.01)),
    "belly": Landmark("lumbar_1", (0.0, 0.02, 0.06)),
    "chin": Landmark("head", (0.0, -0.01, 0.06)),
} | {
    f"{name}_{side}": Landmark(f"{bone}_{side}", place)
    for name, (bone, place) in _SIDED_POINTS.items()
    for side in SIDES
}

PLURALS: Mapping[str, str] = {
    "hands": "hand",
    "feet": "foot",
    "knees": "knee",
    "elbows": "elbow",
    "thighs": "thigh",
    "toes": "toe",
    "forearms": "forearm",
}

PLACES: Mapping[str, Skin] = {
    "knee": Skin("shank", (0.0, -0.045, 0.036), (0.0, 0.1, 1.0)),
    "shin": Skin("shank", (0.0, -0.12, 0.03), (0.0, 0.0, 1.0)),
    "ankle": Skin("shank", (0.0, -0.21, 0.022), (0.0, 0.0, 1.0)),
    "kneecap": Skin("thigh", (0.0, -0.225, 0.038), (0.0, 0.0, 1.0)),
    "back-of-thigh": Skin("thigh", (0.0, -0.17, -0.042), (0.0, 0.0, -1.0)),
    "thigh": Skin("thigh", (0.0, -0.165, 0.045), (0.0, 0.0, 1.0)),
    "outer-thigh": Skin("thigh", (-0.042, -0.13, 0.0), (-1.0, 0.0, 0.0)),
    "hip-bone": Skin("pelvis", (-0.066, 0.078, 0.047), (-0.5, 0.2, 1.0), (-1.0, 0.0, -0.5)),
    "outer-knee": Skin("thigh", (-0.036, -0.225, 0.0), (-1.0, 0.0, 0.0)),
    "hip": Skin("pelvis", (-0.085, 0.055, 0.0), (-1.0, 0.0, 0.0), (-1.0, 0.0, -0.5)),
    "lower-back": Skin("pelvis", (-0.050, 0.075, -0.050), (-0.2, 0.0, -1.0), (-1.0, 0.0, -0.5)),
    "middle-back": Skin("thoracic_0", (-0.045, 0.0, -0.052), (-0.2, 0.0, -1.0), (-1.0, 0.0, -0.3), backhand=True),
    "belly": Skin("lumbar_1", (-0.03, 0.01, 0.064), (0.0, 0.0, 1.0)),
    "chest": Skin("thoracic_1", (-0.02, 0.03, 0.074), (0.0, 0.0, 1.0)),
    "opposite-shoulder": Skin("thoracic_2", (0.03, 0.03, 0.055), (0.1, 0.3, 1.0), (-0.8, -0.5, 0.5)),
    "opposite-chest": Skin("thoracic_2", (0.035, -0.055, 0.067), (0.1, 0.0, 1.0), (-0.8, -0.9, 0.4)),
    # As arms are folded: the forearms cross close to the chest, the hand of each on the other side of it.
    "opposite-side": Skin("thoracic_2", (0.075, -0.06, 0.05), (1.0, 0.0, 1.0), (-0.5, -1.0, -0.1)),
    "ear": Skin("head", (-0.056, 0.03, -0.005), (-1.0, 0.0, 0.0), (-1.0, 0.2, 0.2)),
    "nape": Skin("head", (-0.045, 0.035, -0.052), (-0.6, 0.0, -1.0), (-0.9, -0.35, 0.1)),
    # Nearer the middle than nape, and the pose tells whether the elbows are up or down on the floor.
    "back-of-head": Skin("head", (-0.02, 0.055, -0.067), (-0.2, 0.0, -1.0)),
    "forehead": Skin("head", (-0.01, 0.06, 0.055), (0.0, 0.2, 1.0), (-1.0, 0.0, 0.2)),
    "chin": Skin("head", (0.0, -0.012, 0.06), (0.0, 0.0, 1.0)),
}

OLD_WORDS: Mapping[str, str] = {
    "low_back": "lower-back",
    "mid_back": "middle-back",
    "behind_thigh": "back-of-thigh",
    "outer_thigh": "outer-thigh",
    "hip_bone": "hip-bone",
    "outer_knee": "outer-knee",
    "opposite_shoulder": "opposite-shoulder",
    "wall_behind": "wall-behind",
}
"""Words for places and things as they were written once, and as they are now."""

SIDED_PLACES = frozenset(name for name, skin in PLACES.items() if skin.bone in ("shank", "thigh"))
"""The places that may be told with a side: knee_r. Without one, each hand goes to its own side."""

REST_BONES: Mapping[str, tuple[str, ...]] = (
    {
        "pelvis": ("pelvis", "hip_l", "hip_r"),
        "thorax": ("thoracic_0", "thoracic_1", "thoracic_2"),
        "head": ("head",),
    }
    | {f"{name}_{side}": (f"{bone}_{side}",) for name, (bone, _) in _SIDED_POINTS.items() for side in SIDES}
    | {
        # The skin around a joint goes half way with each of its bones, and that beside it with one of them.
        f"knee_{side}": (f"knee_{side}", f"shank_{side}", f"thigh_{side}")
        for side in SIDES
    }
    | {f"toe_{side}": (f"toes_{side}", f"foot_{side}") for side in SIDES}
    | {f"elbow_{side}": (f"elbow_{side}", f"forearm_{side}") for side in SIDES}
)


def split(name: str) -> tuple[str, str]:
    """Return a name and its side, which is empty for what has none: 'knee_r' is ('knee', 'r')."""
    return (name[:-2], name[-1]) if name.endswith(("_l", "_r")) else (name, "")


def in_present_words(name: object) -> object:
    """Return the present word for a place or thing, with its side; what is no old word stays as it is."""
    if not isinstance(name, str):
        return name
    word, side = split(name)
    return f"{OLD_WORDS[word]}{side and '_' + side}" if word in OLD_WORDS else name


def singly(names: Iterable[str]) -> tuple[str, ...]:
    """Return names with each plural told as left and right."""
    found: list[str] = []
    for name in names:
        found += [f"{PLURALS[name]}_{side}" for side in SIDES] if name in PLURALS else [name]
    return tuple(found)


def place_of(skeleton: Skeleton, point: str) -> Vec3:
    """Return where a named point of the body is."""
    landmark = POINTS[point]
    return at(skeleton[landmark.bone], landmark.place)


def known_points() -> frozenset[str]:
    """Return every name of a point, single and plural."""
    plurals = {plural for plural, single in PLURALS.items() if f"{single}_l" in POINTS}
    return frozenset(POINTS) | plurals


def known_places() -> frozenset[str]:
    """Return every name of a place where a hand can go."""
    return frozenset(PLACES) | {f"{name}_{side}" for name in SIDED_PLACES for side in SIDES}
