"""What an author writes: a figure as a base position, a few clinical angles and contacts for each frame."""

from collections.abc import Callable, Iterable, Mapping
from typing import Annotated, Any, Self, TypeVar

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Discriminator,
    Field,
    StrictStr,
    Tag,
    ValidationInfo,
    WithJsonSchema,
    field_validator,
    model_validator,
)

from exercise_library.figures.draw.camera import VIEWS, ViewName
from exercise_library.figures.draw.props import PROP_NEEDS, Need
from exercise_library.figures.pose.bases import BASE_NAMES, FACING, Base, three
from exercise_library.figures.pose.landmarks import (
    REST_BONES,
    in_present_words,
    known_places,
    known_points,
    singly,
    split,
)
from exercise_library.figures.pose.limits import AXES, LIMITS, beyond
from exercise_library.figures.pose.muscles import AREA_NAMES, Area
from exercise_library.figures.pose.parts import FOCUS
from exercise_library.figures.solve.geometry import Vector
from exercise_library.source.problems import did_you_mean, problem, shown

Item = TypeVar("Item")

_MANY = 12


class _Strict(BaseModel):
    """Something that an author writes: an unknown key is refused, and nothing changes afterwards."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and abs(value) < 1e6


def _number(value: object) -> object:
    if not _is_number(value):
        raise problem(f"{shown(value)} is not a number.", "write digits, such as 45 or -7.5.")
    return value


def _as_angles(value: object) -> Vector:
    """Return the three angles of a joint from a number, or a list of one to three."""
    given = tuple(value) if isinstance(value, list | tuple) else (value,)
    if not 1 <= len(given) <= 3 or not all(_is_number(item) for item in given):
        tip = "write flexion, such as 45, or [flexion, abduction or side bending, rotation]."
        raise problem(f"{shown(value)} is not an angle.", tip)
    return three(tuple(float(item) for item in given))


def _checked(known: Iterable[str], what: str) -> Callable[[str], str]:
    """Return a check that a name is one of those that are known."""
    names = frozenset(known)

    def check(name: str) -> str:
        if name not in names:
            raise problem(f"{shown(name)} is not {what} that we know.", did_you_mean(name, names))
        return name

    return check


def _word_list(value: object) -> object:
    """Allow one word where a list of words is expected."""
    return [value] if isinstance(value, str) else value


Number = Annotated[float, BeforeValidator(_number)]

Angle = Annotated[
    Vector,
    BeforeValidator(_as_angles),
    WithJsonSchema(
        {
            "anyOf": [
                {"type": "number"},
                {"type": "array", "items": {"type": "number"}, "minItems": 1, "maxItems": 3},
            ]
        }
    ),
]
"""Flexion, or [flexion, abduction or side bending, rotation], in degrees."""

Turn = Annotated[Number, Field(ge=-180, le=180)]
"""A turn of the whole body, in degrees."""

Point = Annotated[StrictStr, AfterValidator(_checked(known_points(), "a point of the body"))]
OnePoint = Annotated[
    StrictStr,
    AfterValidator(_checked((name for name in known_points() if [*singly([name])] == [name]), "one point of the body")),
]

_FOREARMS = frozenset({"forearms", "forearm_l", "forearm_r"})
# What a body can lie on.
_LAID = frozenset(name for name in known_points() if REST_BONES.keys() >= {*singly([name])}) - _FOREARMS
# What has no place of its own to keep, and what it moves with, which has.
_MOVES_WITH = {
    "belly": "thorax", "chin": "head", "heel_l": "foot_l", "heel_r": "foot_r", "hip_l": "pelvis", "hip_r": "pelvis",
    "shoulder_l": "shoulders", "shoulder_r": "shoulders",
}  # fmt: skip
_HELD = (known_points() - _MOVES_WITH.keys()) | {"back"}

Rests = Annotated[
    tuple[Annotated[StrictStr, AfterValidator(_checked(_LAID, "a part to lie on"))], ...],
    BeforeValidator(_word_list),
    Field(max_length=_MANY),
]
Contacts = Annotated[
    tuple[Annotated[StrictStr, AfterValidator(_checked(_LAID | _FOREARMS, "a part that can touch"))], ...],
    BeforeValidator(_word_list),
    Field(max_length=_MANY),
]


def _held(name: str) -> str:
    """Return a part that can be held in place."""
    if name in _MOVES_WITH:
        raise problem(f"'{name}' cannot be held by itself.", f"hold '{_MOVES_WITH[name]}', with which it moves.")
    return _checked(_HELD, "a part that can be held")(name)


Held = Annotated[
    tuple[Annotated[StrictStr, AfterValidator(_held)], ...],
    BeforeValidator(_word_list),
    Field(max_length=_MANY),
]

_REACHING = ("hands", "hand_l", "hand_r", "foot_l", "foot_r")
Reach = dict[
    Annotated[StrictStr, AfterValidator(_checked(_REACHING, "a hand or foot"))],
    Annotated[
        StrictStr, BeforeValidator(in_present_words), AfterValidator(_checked(known_places(), "a place on the body"))
    ],
]


def _facing(value: object) -> float:
    if isinstance(value, str) and value in FACING:
        return FACING[value]
    if isinstance(value, str) or not _is_number(value):
        raise problem(f"{shown(value)} is not a way to face.", did_you_mean(value, FACING))
    return float(value)  # type: ignore[arg-type]


Facing = Annotated[
    float, BeforeValidator(_facing), WithJsonSchema({"anyOf": [{"enum": sorted(FACING)}, {"type": "number"}]})
]


class Pose(_Strict):
    """What differs from the base (in `start`) or from the solved start (in later frames)."""

    hip: Angle | None = None
    hip_l: Angle | None = None
    hip_r: Angle | None = None
    knee: Angle | None = None
    knee_l: Angle | None = None
    knee_r: Angle | None = None
    ankle: Angle | None = None
    ankle_l: Angle | None = None
    ankle_r: Angle | None = None
    toes: Angle | None = None
    toes_l: Angle | None = None
    toes_r: Angle | None = None
    shoulder: Angle | None = None
    shoulder_l: Angle | None = None
    shoulder_r: Angle | None = None
    scapula: Angle | None = None
    scapula_l: Angle | None = None
    scapula_r: Angle | None = None
    elbow: Angle | None = None
    elbow_l: Angle | None = None
    elbow_r: Angle | None = None
    pronation: Angle | None = None
    pronation_l: Angle | None = None
    pronation_r: Angle | None = None
    wrist: Angle | None = None
    wrist_l: Angle | None = None
    wrist_r: Angle | None = None
    lumbar: Angle | None = None
    thoracic: Angle | None = None
    neck: Angle | None = None
    head: Angle | None = None
    facing: Facing | None = None
    lean: Turn | None = None
    roll: Turn | None = None
    turn: Turn | None = None
    rest: Rests | None = None
    floor: Contacts | None = None
    touch: Contacts | None = None
    hold: Held | None = None
    settle: Rests | None = None
    reach: Reach | None = None

    @field_validator("*", mode="after")
    @classmethod
    def _within_reach(cls, value: object, info: ValidationInfo) -> object:
        """Refuse angles that no person reaches."""
        joint = split(info.field_name or "")[0]
        if joint not in LIMITS or not isinstance(value, tuple):
            return value
        found = beyond(joint, three(value))
        if found is not None:
            axis, (low, high) = found
            message = f"{AXES[axis]} of the {joint} is {value[axis]:g}, and people reach {low:g} to {high:g}."
            raise problem(message, "look at the sign: flexion and abduction are positive, extension is negative.")
        return value

    @property
    def angles(self) -> dict[str, Vector]:
        """The joints that were written; those of one side after those of both, so that they win."""
        written = [name for name in type(self).model_fields if split(name)[0] in LIMITS]
        written.sort(key=lambda name: bool(split(name)[1]))
        return {name: angle for name in written if (angle := getattr(self, name)) is not None}


class Arrow(_Strict):
    """An arrow of one of five kinds.

    `follow`: the path of a point from the frame before; `dx` and `dy` tell where beside it, if not where it covers
    least. `at`: a short broad arrow that presses against a point, or
    pulls away from it, towards `dir`. `press`: the person presses with a point into what it rests on, down unless
    `dir` tells otherwise; the arrow goes from the skin into the floor, the wall or the hands. `around`: an arc about a
    point. `turn`: an arc about the upright line through a point, from and to degrees from the person's front, + to
    their left. Directions are degrees on the picture: 0 is right, 90 up. Lengths are fractions of body height.
    """

    follow: Point | None = None
    at: Point | None = None
    press: Point | None = None
    dir: Turn | None = None
    length: Annotated[Number, Field(ge=0.03, le=0.5)] = 0.1
    around: Point | None = None
    turn: Point | None = None
    radius: Annotated[Number, Field(ge=0.02, le=0.6)] = 0.1
    start: Annotated[Number, Field(ge=-720, le=720)] | None = Field(None, alias="from")
    end: Annotated[Number, Field(ge=-720, le=720)] | None = Field(None, alias="to")
    dx: Annotated[Number, Field(ge=-1, le=1)] = 0.0
    dy: Annotated[Number, Field(ge=-1, le=1)] = 0.0

    @model_validator(mode="before")
    @classmethod
    def _one_word(cls, value: object) -> object:
        return {"follow": value} if isinstance(value, str) else value

    @model_validator(mode="after")
    def _one_kind(self) -> Self:
        if sum(kind is not None for kind in (self.follow, self.at, self.press, self.around, self.turn)) != 1:
            tip = "write a point, such as knee_r, or {press: head}, or {around: head, from: 115, to: 65}."
            raise problem("is not one kind of arrow.", tip)
        if self.at and self.dir is None:
            raise problem("needs the direction of the arrow.", "add dir: 90 for up, -90 for down, 0 for right.")
        if (self.around or self.turn) and (self.start is None or self.end is None):
            raise problem("needs both ends of the arc.", "add from: 115 and to: 65, for example.")
        return self


class Prop(_Strict):
    """A thing in the picture, placed from the body: `wall`, or with what it is for: `{chair: hands}`."""

    kind: Annotated[StrictStr, BeforeValidator(in_present_words)]
    at: Annotated[tuple[Point, ...], BeforeValidator(_word_list)] = ()

    @model_validator(mode="before")
    @classmethod
    def _short_form(cls, value: object) -> object:
        if isinstance(value, str):
            return {"kind": value}
        if isinstance(value, dict) and len(value) == 1 and "kind" not in value:
            ((kind, place),) = value.items()
            return {"kind": kind, "at": place}
        return value

    @field_validator("kind")
    @classmethod
    def _known(cls, kind: str) -> str:
        return _checked(PROP_NEEDS, "a prop")(kind)

    @model_validator(mode="after")
    def _as_needed(self) -> Self:
        need = PROP_NEEDS[self.kind]
        if need is Need.NOTHING and self.at:
            raise problem(f"'{self.kind}' goes nowhere in particular.", f"write {self.kind} alone.")
        if need in (Need.POINT, Need.POINTS) and not self.at:
            raise problem(f"'{self.kind}' needs a point of the body.", f"write {{{self.kind}: hands}}, for example.")
        return self


def _list_or_group(value: object) -> str:
    return "by-frame" if isinstance(value, dict) else "all"


ByFrame = Annotated[
    Annotated[tuple[Item, ...], Tag("all"), Field(max_length=_MANY)]
    | Annotated[dict[int, tuple[Item, ...]], Tag("by-frame"), Field(max_length=_MANY)],
    Discriminator(_list_or_group),
]
"""A list for every frame that it suits, or lists by the frame's number; the start is 0."""


def _view(value: object, lowest: int = 0) -> object:
    if isinstance(value, list | tuple):
        if len(value) != 2 or not all(_is_number(item) for item in value):
            raise problem("is not a view.", "write a name, or [yaw, pitch] in degrees.")
        if not (abs(value[0]) <= 360 and lowest <= value[1] <= 90):
            bottom = "-90 (from below)" if lowest else "0 (level)"
            raise problem("is not a view.", f"yaw is -360 to 360, pitch {bottom} to 90 (from above).")
        return tuple(float(item) for item in value)
    if not isinstance(value, str) or value not in VIEWS:
        raise problem(f"{shown(value)} is not a view that we know.", did_you_mean(value, VIEWS))
    return value


def _view_from_below(value: object) -> object:
    return _view(value, -90)


View = Annotated[ViewName | tuple[float, float], BeforeValidator(_view)]

Focus = Annotated[
    tuple[Annotated[StrictStr, AfterValidator(_checked(FOCUS, "a part to focus on"))], ...],
    BeforeValidator(_word_list),
    Field(max_length=_MANY),
]

Words = Annotated[StrictStr, Field(min_length=1, max_length=300)]


class Detail(_Strict):
    """A part of a frame's body once more, larger, in a disc: what lies within `radius` of a point, as `view` sees it.

    A pitch below zero looks from below, through what the person lies on. `dx` and `dy` tell where the middle of the
    disc is from the point. Lengths are fractions of body height, those of the disc's own body before it is enlarged.
    """

    point: OnePoint
    view: Annotated[ViewName | tuple[float, float], BeforeValidator(_view_from_below)] | None = None
    radius: Annotated[Number, Field(ge=0.03, le=0.5)] = 0.1
    zoom: Annotated[Number, Field(ge=1, le=6)] = 2.0
    dx: Annotated[Number, Field(ge=-1, le=1)] = 0.0
    dy: Annotated[Number, Field(ge=-1, le=1)] = 0.3
    arrows: Annotated[tuple[Arrow, ...], Field(max_length=_MANY)] = ()


class Figure(_Strict):
    """A figure of one or more frames: the start, and what follows."""

    base: Base
    start: Pose = Pose()
    frames: Annotated[tuple[Pose, ...], Field(max_length=6)] = ()
    end: Pose | None = None
    view: View | None = None
    focus: Focus = ()
    zoom: Annotated[Number, Field(ge=0.5, le=4)] | None = None
    props: Annotated[tuple[Prop, ...], Field(max_length=_MANY)] = ()
    arrows: ByFrame[Arrow] = ()
    highlight: ByFrame[Area] = ()
    detail: dict[int, Detail] = {}
    captions: Annotated[tuple[Words, ...], BeforeValidator(_word_list), Field(max_length=7)] = ()
    alt: Annotated[tuple[Words, ...], BeforeValidator(_word_list), Field(max_length=7)] = ()

    @field_validator("base", mode="before")
    @classmethod
    def _known_base(cls, value: Any) -> Any:
        return _checked(BASE_NAMES, "a base position")(value) if isinstance(value, str) else value

    @field_validator("highlight", mode="before")
    @classmethod
    def _known_areas(cls, value: Any) -> Any:
        lists = value.values() if isinstance(value, Mapping) else [value]
        for area in (area for areas in lists if isinstance(areas, list | tuple) for area in areas):
            if isinstance(area, str):
                _checked(AREA_NAMES, "an area of the body")(area)
        return value

    @model_validator(mode="after")
    def _fits(self) -> Self:
        """Refuse what does not fit together: two ways to tell the end, or words for frames that are not there."""
        if self.end is not None and self.frames:
            raise problem("has both an end and frames.", "write the end as the last of the frames.", "end")
        for name in ("rest", "floor"):
            for number, pose in enumerate(self.frames or (self.end,)):
                if pose is not None and getattr(pose, name) is not None:
                    raise problem(f"'{name}' belongs to the start only.", "use touch or hold here.", *self._at(number))
        for name in ("captions", "alt"):
            words = getattr(self, name)
            if words and len(words) != self.count and not (name == "alt" and len(words) == 1):
                raise problem(
                    f"has {len(words)}, and there are {self.count} frames.", f"write one for each: {self.order}.", name
                )
        for name in ("arrows", "highlight", "detail"):
            listed = getattr(self, name)
            for number in listed if isinstance(listed, dict) else ():
                if not 0 <= number < self.count:
                    raise problem(f"there is no frame {number}.", f"the last is {self.count - 1}.", name)
        return self

    def _at(self, number: int) -> tuple[str | int, ...]:
        return ("frames", number) if self.frames else ("end",)

    @property
    def later(self) -> tuple[Pose, ...]:
        """The poses after the start."""
        return self.frames or (() if self.end is None else (self.end,))

    @property
    def count(self) -> int:
        """How many frames there are."""
        return 1 + len(self.later)

    @property
    def order(self) -> str:
        """Which frames there are, in their order, as an author is told."""
        later = " and the end" if self.count == 2 else f" and each of the {self.count - 1} frames below 'frames:'"
        return f"the start{later if self.count > 1 else ''}"

    def caption_of(self, frame: int) -> str:
        """Return what stands below a frame."""
        if self.captions:
            return self.captions[frame]
        if self.count == 1:
            return ""
        if frame == 0:
            return "Start"
        return "End" if self.count == 2 else f"Step {frame}"

    def alt_of(self, frame: int) -> str:
        """Return what a frame shows, for who cannot see it."""
        if not self.alt:
            return self.caption_of(frame)
        return self.alt[0] if len(self.alt) == 1 else self.alt[frame]

    def arrows_of(self, frame: int) -> tuple[Arrow, ...]:
        """Return the arrows of one frame; those of a list belong to every frame but the start."""
        if isinstance(self.arrows, dict):
            return self.arrows.get(frame, ())
        return self.arrows if frame > 0 or self.count == 1 else ()

    def all_arrows_of(self, frame: int) -> tuple[Arrow, ...]:
        """Return the arrows of one frame and of its detail."""
        detail = self.detail.get(frame)
        return (*self.arrows_of(frame), *(detail.arrows if detail else ()))

    def without_details(self) -> "Figure":
        """Return the figure as it moves: a frame without arrows has those of its detail, seen from the same side."""
        arrows = {frame: self.arrows_of(frame) for frame in range(self.count)}
        arrows |= {
            frame: detail.arrows for frame, detail in self.detail.items() if not detail.view and not arrows[frame]
        }
        return self.model_copy(update={"detail": {}, "arrows": arrows})

    def highlights_of(self, frame: int) -> tuple[Area, ...]:
        """Return the areas that are shaded in one frame; those of a list belong to the last."""
        if isinstance(self.highlight, dict):
            return self.highlight.get(frame, ())
        return self.highlight if frame == self.count - 1 else ()


__all__ = ["Arrow", "Figure", "Pose", "Prop"]
