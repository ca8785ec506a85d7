"""The examples in the guide to figures. Each is drawn from what it shows, so that the guide cannot be out of date."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from exercise_library.figures import Figure

Written = Mapping[str, Any]
"""A part of a figure as an author writes it."""


@dataclass(frozen=True)
class Example:
    """A picture of the guide: its name, what an author writes for it, what that means, and the figure to draw."""

    name: str
    written: str
    words: str
    figure: Figure


@dataclass(frozen=True)
class Group:
    """A section of the guide. `wide`: its examples have more than one picture each."""

    id: str
    title: str
    intro: str
    examples: tuple[Example, ...]
    wide: bool = False


@lru_cache(maxsize=1)
def groups() -> tuple[Group, ...]:
    """Return all sections of the guide, in reading order."""
    return (
        Group("bases", "Base positions", _BASES_INTRO, tuple(_bases())),
        Group("joints", "Joints: plus and minus", _JOINTS_INTRO, tuple(_joints())),
        Group("contacts", "What touches, stays and reaches", _CONTACTS_INTRO, tuple(_written(_CONTACTS)), wide=True),
        Group("arrows", "Arrows", _ARROWS_INTRO, tuple(_written(_ARROWS))),
        Group("props", "Things in the picture", _PROPS_INTRO, tuple(_written(_PROPS))),
        Group("highlight", "Shaded areas", _AREAS_INTRO, tuple(_areas())),
        Group("detail", "A part once more, larger", _DETAILS_INTRO, tuple(_written(_DETAILS))),
    )


def examples() -> Iterator[Example]:
    """Yield every example of the guide."""
    for group in groups():
        yield from group.examples


def as_yaml(value: Any) -> str:
    """Return a value as an author writes it on one line."""
    if isinstance(value, Mapping):
        return f"{{{', '.join(f'{key}: {as_yaml(it)}' for key, it in value.items())}}}"
    if isinstance(value, list | tuple):
        return f"[{', '.join(as_yaml(it) for it in value)}]"
    return f"{value:g}" if isinstance(value, int | float) else str(value)


def _lines(written: Written) -> str:
    return "\n".join(f"{key}: {as_yaml(value)}" for key, value in written.items())


def _example(name: str, written: str, words: str, figure: Written) -> Example:
    """Return an example. Its pictures have no captions: what is written stands below them."""
    count = 1 + len(figure.get("frames", ()))
    alt = [words] if count == 1 else [f"{words} Picture {number}." for number in range(1, count + 1)]
    return Example(name, written, words, Figure.model_validate({**figure, "alt": alt}))


# --- base positions ---

_BASES_INTRO = (
    "Every pose starts from one of these. In a side view the person faces right, and the right side is the near one."
)
_BASES = {
    "standing": "Standing.",
    "sitting": "Sitting with feet flat and hands on the thighs. Add a chair, a stool or a bed.",
    "supine": "Lying on the back, legs straight. The head is on the left.",
    "hook-lying": "Lying on the back, knees bent, feet flat.",
    "prone": "Lying on the front.",
    "prone-on-elbows": "Lying on the front, propped on the forearms.",
    "quadruped": "On hands and knees.",
    "plank": "On forearms and toes.",
    "side-lying": "Lying on the right side. The left leg is the upper one.",
    "kneeling": "Upright on both knees.",
    "half-kneeling": "Left knee down, right foot in front.",
    "long-sitting": "Sitting on the floor, legs straight.",
    "heel-sitting": "Sitting on the heels.",
    "floor-sitting": "Sitting on the floor, knees bent, hands at the knees.",
}


def _bases() -> Iterator[Example]:
    for base, words in _BASES.items():
        yield _example(f"base-{base}", f"base: {base}", words, {"base": base})


# --- joints ---

_JOINTS_INTRO = (
    "A number is flexion, but for ankle, toes and wrist plus is extension. A list is [flexion, abduction or side "
    "bending, rotation]. For the shoulder blade it is [up, forward], in hundredths of body height. Zero everywhere is "
    "relaxed standing. For limbs, the right side is shown."
)


@dataclass(frozen=True)
class _Joint:
    """A direction of a joint: what is written for plus and for minus, and what each does.

    `also` is what the picture needs besides; a minus that people cannot do is 0.
    """

    joint: str
    plus: tuple[Any, str]
    minus: tuple[Any, str]
    base: str = "standing"
    view: Any = "side"
    focus: tuple[str, ...] = ()
    also: Mapping[str, Any] = field(default_factory=dict)


_LEGS = ("lower",)
_TRUNK = ("trunk",)
_UP = ("upper",)
_SEATED_LEG = {"knee": 90}
_LEFT = {"rest": ["foot_l"]}

_JOINTS = (
    _Joint("hip_r", (60, "Thigh forward."), (-20, "Thigh back."), focus=_LEGS, also=_LEFT),
    _Joint("hip_r", ([0, 35], "Thigh out to the side."), ([0, -20], "Thigh across the other."), "standing", "front",
           _LEGS, _LEFT),
    _Joint("hip_r", ([90, 0, 35], "Thigh turned out: the foot goes in."),
           ([90, 0, -35], "Thigh turned in: the foot goes out."), "sitting", "front", _LEGS, {"hip_l": [90, 25]}),
    _Joint("knee_r", (90, "Knee bent."), (0, "Knee straight. It does not go beyond."), focus=_LEGS, also=_LEFT),
    _Joint("ankle_r", (20, "Toes up."), (-35, "Toes down."), "long-sitting", "side", _LEGS),
    _Joint("ankle_r", ([0, 30], "Sole turned in."), ([0, -30], "Sole turned out."), "standing", "front", ("feet",),
           {"hip_r": 40, "knee_r": 40, **_LEFT}),
    _Joint("ankle_r", ([0, 0, 30], "Foot turned out."), ([0, 0, -30], "Foot turned in."), "standing", [90, 40],
           ("feet",)),
    _Joint("toes_r", (40, "Toes bent up: extension."), (-50, "Toes curled under: flexion."), "long-sitting", "side",
           ("feet",)),
    _Joint("shoulder_r", (90, "Arm forward."), (-40, "Arm back."), focus=_TRUNK),
    _Joint("shoulder_r", ([0, 90], "Arm out to the side."), ([40, -30], "Arm across the chest."), "standing", "front",
           _TRUNK),
    _Joint("shoulder_r", ([0, 0, 60], "Arm turned out."), ([0, 0, -60], "Arm turned in."), "standing", "front", _TRUNK,
           {"elbow_r": 90}),
    _Joint("scapula_r", (3, "Shoulder up."), (-2, "Shoulder down."), "standing", "front", _UP),
    _Joint("scapula_r", ([0, 4], "Shoulder forward."), ([0, -4], "Shoulder back."), focus=_UP),
    _Joint("elbow_r", (90, "Elbow bent."), (0, "Elbow straight."), focus=_TRUNK),
    _Joint("pronation_r", (90, "Palm to the back; with the elbow bent, palm down."),
           (-90, "Palm to the front; with the elbow bent, palm up."), "standing", "front", ("hands",)),
    _Joint("wrist_r", (60, "Hand towards its back: extension."), (-60, "Hand towards the palm: flexion."), "standing",
           "side", ("hands",), {"elbow": 90, "pronation": 90}),
    _Joint("lumbar", (30, "Lower back bent forward."), (-30, "Lower back bent back."), focus=_TRUNK),
    _Joint("lumbar", ([0, 20], "Bent to the person's left."), ([0, -20], "Bent to their right."), "standing", "front",
           _TRUNK),
    _Joint("lumbar", ([0, 0, 18], "Turned to the person's left."), ([0, 0, -18], "Turned to their right."), "standing",
           "front", _TRUNK),
    _Joint("thoracic", (35, "Upper back bent forward."), (-22, "Upper back bent back."), focus=_TRUNK),
    _Joint("thoracic", ([0, 22], "Bent to the person's left."), ([0, -22], "Bent to their right."), "standing", "front",
           _TRUNK),
    _Joint("thoracic", ([0, 0, 35], "Turned to the person's left."), ([0, 0, -35], "Turned to their right."),
           "standing", "front", _TRUNK),
    _Joint("neck", (35, "Neck bent forward."), (-40, "Neck bent back."), focus=_UP),
    _Joint("neck", ([0, 25], "Bent to the person's left."), ([0, -25], "Bent to their right."), "standing", "front",
           _UP),
    _Joint("neck", ([0, 0, 40], "Turned to the person's left."), ([0, 0, -40], "Turned to their right."), "standing",
           "front", _UP),
    _Joint("head", (20, "Chin down."), (-25, "Chin up."), focus=_UP),
    _Joint("head", ([0, 15], "Tilted to the person's left."), ([0, -15], "Tilted to their right."), "standing", "front",
           _UP),
    _Joint("head", ([0, 0, 40], "Turned to the person's left."), ([0, 0, -40], "Turned to their right."), "standing",
           "front", _UP),
)  # fmt: skip


def _joints() -> Iterator[Example]:
    for number, shown in enumerate(_JOINTS):
        for sign, (value, words) in (("plus", shown.plus), ("minus", shown.minus)):
            pose = {shown.joint: value}
            figure = {"base": shown.base, "start": {**shown.also, **pose}, "view": shown.view, "focus": shown.focus}
            yield _example(f"joint-{number}-{sign}", _lines(pose), words, figure)


# --- contacts, arrows, props: the whole of what is written ---

_CONTACTS_INTRO = (
    "You say what rests on the floor, what stays where it is and what a hand reaches. The heights are worked out."
)
_CONTACTS: Mapping[str, tuple[str, Written]] = {
    "rest": (
        "The parts that the body stands or lies on. The base has them; write them only if they differ.",
        {"base": "quadruped", "start": {"hip_r": 0, "knee_r": 10, "rest": ["knee_l", "hands"]}},
    ),
    "floor": (
        "Hands, feet or forearms that are brought down to the floor at the start.",
        {"base": "quadruped", "start": {"shoulder_r": 92, "floor": "hands"}},
    ),
    "hold": (
        "The parts that stay where they were at the start. The hips rise; the rest finds its way.",
        {"base": "hook-lying", "frames": [{"hip": 2, "knee": 98, "hold": ["shoulders", "head", "feet", "hands"]}]},
    ),
    "touch": (
        "Parts that are brought down to the floor in a later picture.",
        {
            "base": "standing",
            "frames": [
                {
                    "hip_r": 32,
                    "knee_r": 14,
                    "hip_l": -23,
                    "knee_l": 10,
                    "ankle_l": 14,
                    "hold": "toe_l",
                    "touch": "foot_r",
                }
            ],
        },
    ),
    "settle": (
        "The parts that lie down again after they have moved.",
        {
            "base": "supine",
            "frames": [{"hip_r": 52, "knee_r": 102, "hold": "head", "settle": ["pelvis", "thorax", "foot_r"]}],
        },
    ),
    "reach": (
        "A hand on a place of the body.",
        {
            "base": "hook-lying",
            "frames": [
                {
                    "hip_r": 122,
                    "knee_r": 78,
                    "scapula": [0, 4],
                    "reach": {"hands": "back-of-thigh_r"},
                    "hold": ["pelvis", "foot_l"],
                },
            ],
        },
    ),
}

_ARROWS_INTRO = "Degrees are those of the picture: 0 is right, 90 is up, -90 is down. Lengths are parts of body height."
_LIFT: Written = {"base": "hook-lying", "frames": [{"hip_r": 95, "knee_r": 95, "hold": ["foot_l"]}]}
_ARROWS: Mapping[str, tuple[str, Written]] = {
    "follow": ("The path of a point from the picture before.", {**_LIFT, "arrows": ["knee_r"]}),
    "press": (
        "The person presses into the floor. With dir, into a wall or into hands.",
        {"base": "hook-lying", "arrows": [{"press": "head"}]},
    ),
    "at": (
        "A short broad arrow that pushes a point from outside, or pulls it.",
        {"base": "hook-lying", "arrows": [{"at": "belly", "dir": 90}]},
    ),
    "around": (
        "An arc around a point of the picture.",
        {"base": "standing", "focus": "upper", "arrows": [{"around": "head", "from": 115, "to": 65}]},
    ),
    "turn": (
        "An arc around the upright line through a point; plus is to the person's left.",
        {
            "base": "standing",
            "view": "three-quarter",
            "start": {"thoracic": [0, 0, 30]},
            "arrows": [{"turn": "thorax", "from": -40, "to": 40, "radius": 0.2}],
        },
    ),
}

_PROPS_INTRO = "Things find their place by themselves. Some need a point of the body to go to."
_PROPS: Mapping[str, tuple[str, Written]] = {
    "wall": (
        "A wall in front.",
        {"base": "standing", "start": {"shoulder": 85, "pronation": 90, "wrist": 80}, "props": ["wall"]},
    ),
    "wall-behind": ("A wall at the back.", {"base": "standing", "props": ["wall-behind"]}),
    "corner": (
        "A corner of the room.",
        {"base": "standing", "view": "back", "start": {"shoulder": [30, 75, 60], "elbow": 90}, "props": ["corner"]},
    ),
    "doorway": (
        "A door frame.",
        {"base": "standing", "view": "back", "start": {"shoulder": [30, 75, 60], "elbow": 90}, "props": ["doorway"]},
    ),
    "chair": ("A chair to sit on.", {"base": "sitting", "props": ["chair"]}),
    "chair-hands": (
        "A chair to hold on to.",
        {"base": "standing", "start": {"shoulder": 45, "elbow": 30}, "props": [{"chair": "hands"}]},
    ),
    "armchair": ("A chair with arms.", {"base": "sitting", "props": ["armchair"]}),
    "stool": ("A stool.", {"base": "sitting", "props": ["stool"]}),
    "table": (
        "A table or bed edge to hold.",
        {"base": "standing", "start": {"shoulder": 40, "elbow": 25}, "props": [{"table": "hands"}]},
    ),
    "step": ("A step below a foot.", {"base": "standing", "start": {"hip_r": 40, "knee_r": 45, **_LEFT},
                                      "props": [{"step": "foot_r"}]}),
    "bed": ("A bed to lie or sit on.", {"base": "sitting", "props": ["bed"]}),
    "mat": ("A mat below the body.", {"base": "supine", "props": ["mat"]}),
    "pillow": ("A pillow below the head.", {"base": "supine", "props": ["pillow"]}),
    "cushion": ("A cushion below a part.", {"base": "supine", "start": {"hip": 22, "knee": 42},
                                            "props": [{"cushion": "knee_r"}]}),
    "roll": ("A rolled towel below a part.", {"base": "supine", "start": {"hip": 12, "knee": 24},
                                              "props": [{"roll": "knees"}]}),
    "towel": ("A towel below a part.", {"base": "prone", "props": [{"towel": "head"}]}),
    "ball": (
        "A ball between two parts.",
        {"base": "hook-lying", "view": "three-quarter", "props": [{"ball": ["knee_l", "knee_r"]}]},
    ),
    "strap": ("A strap between two points.", {"base": "supine", "start": {"hip_r": 75, "shoulder": 60, "elbow": 40},
                                              "props": [{"strap": ["hand_r", "foot_r"]}]}),
    "band": (
        "An elastic band between two points.",
        {"base": "standing", "view": "front", "start": {"elbow": 90}, "props": [{"band": ["hand_l", "hand_r"]}]},
    ),
    "stick": (
        "A stick in the hands.",
        {"base": "standing", "view": "front", "start": {"elbow": 90}, "props": [{"stick": ["hand_l", "hand_r"]}]},
    ),
}  # fmt: skip


def _written(shown: Mapping[str, tuple[str, Written]]) -> Iterator[Example]:
    for name, (words, figure) in shown.items():
        yield _example(f"example-{name}", _lines(figure), words, figure)


# --- shaded areas ---

_AREAS_INTRO = "Shade the muscles that work when a pose alone does not show them. Add _l or _r for one side of a pair."
_AREAS: Mapping[str, Any] = {
    "buttocks": [-60, 5],
    "belly": [60, 5],
    "lower-back": [-60, 5],
    "upper-back": [-60, 5],
    "neck": "side",
    "chest": [60, 5],
    "shoulders": "side",
    "waist": [40, 5],
    "hips": "side",
    "front-of-hip": [60, 5],
    "pelvic-floor": [60, 5],
    "thigh": [60, 5],
    "back-of-thigh": [-60, 5],
    "inner-thigh": [60, 5],
    "outer-thigh": "side",
    "calf": [-60, 5],
    "lower-calf": [-60, 5],
    "shin": [60, 5],
}


def _areas() -> Iterator[Example]:
    for area, view in _AREAS.items():
        figure = {"base": "standing", "view": view, "highlight": [area]}
        yield _example(f"area-{area}", f"highlight: [{area}]", f"{area.replace('-', ' ').capitalize()}.", figure)


# --- a part once more ---

_DETAILS_INTRO = (
    "For what is small or hidden. The number is the frame: 0 is the start. dx and dy say where the middle of the disc "
    "is from the point."
)
_DETAILS: Mapping[str, tuple[str, Written]] = {
    "detail": (
        "What lies around the head, twice as large, with an arrow of its own.",
        {
            "base": "hook-lying",
            "focus": ["trunk", "thighs"],
            "detail": {
                0: {
                    "point": "head",
                    "radius": 0.12,
                    "zoom": 2,
                    "dx": 0.05,
                    "dy": 0.4,
                    "arrows": [{"press": "head", "length": 0.08}],
                }
            },
        },
    ),
    "detail-from-below": (
        "The buttocks of someone who lies on them, seen from below. Point and view say what is shown.",
        {
            "base": "supine",
            "focus": ["trunk", "thighs"],
            "highlight": ["buttocks"],
            "detail": {0: {"point": "pelvis", "view": [0, -90], "radius": 0.17, "zoom": 1.4, "dy": 0.38}},
        },
    ),
}
