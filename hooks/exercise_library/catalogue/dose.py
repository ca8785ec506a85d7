"""How long, how often and how many: the kinds of answer a handout can give, which never turn into each other."""

from collections.abc import Iterator
from enum import StrEnum
from typing import Annotated, Any, Literal

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StrictInt,
    ValidationInfo,
    field_validator,
    model_validator,
)

from exercise_library.catalogue.text import Slug, Text, problem
from exercise_library.source.problems import did_you_mean, shown


class Unit(StrEnum):
    """What an amount counts. `unknown` stands only at a blank line that has no unit in print."""

    SECONDS = "seconds"
    MINUTES = "minutes"
    TIMES_A_DAY = "times-a-day"
    TIMES_A_WEEK = "times-a-week"
    DAYS_A_WEEK = "days-a-week"
    UNKNOWN = "unknown"


class Per(StrEnum):
    """What a count is for. `unclear`: the handout can be read both ways."""

    LEG = "leg"
    SIDE = "side"
    TOTAL = "total"
    UNCLEAR = "unclear"


class Part(BaseModel):
    """A part of the data: no unknown keys, and never changed once read."""

    model_config = ConfigDict(extra="forbid", frozen=True)


Amount = Annotated[StrictInt, Field(ge=1, le=1000)]


class _Measured(Part):
    unit: Unit | None = None
    per: Per | None = None


class Value(_Measured):
    """One figure, as the handout gives it."""

    kind: Literal["value"] = "value"
    amount: Amount


class Range(_Measured):
    """From one figure to a larger one."""

    kind: Literal["range"] = "range"
    start: Amount = Field(alias="from")
    end: Amount = Field(alias="to")

    @model_validator(mode="after")
    def _grows(self) -> "Range":
        if self.start >= self.end:
            raise problem(
                f"runs from {self.start} to {self.end}.", "write the smaller number first, or use kind: value."
            )
        return self


class AtLeast(_Measured):
    """A figure that may be exceeded."""

    kind: Literal["at-least"] = "at-least"
    amount: Amount


class Target(_Measured):
    """A figure to work up to; where to begin is not given."""

    kind: Literal["target"] = "target"
    amount: Amount


class StartGoal(_Measured):
    """A figure to begin with and one to reach."""

    kind: Literal["start-goal"] = "start-goal"
    start: Amount
    goal: Amount

    @model_validator(mode="after")
    def _grows(self) -> "StartGoal":
        if self.start >= self.goal:
            raise problem(
                f"starts at {self.start} and has the goal {self.goal}.", "the goal must be larger than the start."
            )
        return self


class Blank(_Measured):
    """The handout has a line to write on; `target` is a figure to work up to that is printed beside it."""

    kind: Literal["blank"] = "blank"
    target: Amount | None = None


class Lost(_Measured):
    """Our copy of the handout lacks the figure: a line to write on, and a note."""

    kind: Literal["lost"] = "lost"


class Words(Part):
    """A figure given in words, such as 'a few seconds'."""

    kind: Literal["words"] = "words"
    text: Text


class NotGiven(Part):
    """The handout does not say."""

    kind: Literal["not-given"] = "not-given"


class AsProgram(Part):
    """What holds for the whole program holds here."""

    kind: Literal["as-program"] = "as-program"


class NotApplicable(Part):
    """It makes no sense for this exercise."""

    kind: Literal["not-applicable"] = "not-applicable"


_BARE = ("blank", "lost", "not-given", "as-program", "not-applicable")


def _spell_out(value: Any) -> Any:
    """Turn the short forms into full ones: `8` is a value, `blank` a kind without more."""
    if isinstance(value, float):
        raise problem(f"is {value}, but only whole numbers can be used.", "write it in a smaller unit.")
    if isinstance(value, int) and not isinstance(value, bool):
        return {"kind": "value", "amount": value}
    if isinstance(value, str):
        if value not in _BARE:
            raise problem(f"{shown(value)} is not a dose.", _dose_tip(value))
        return {"kind": value}
    if not isinstance(value, dict):
        raise problem("must be a number, a word or a kind.", "write 8, blank, or 'kind:' with what it needs.")
    return value


def _check_kind(value: Any, kinds: tuple[str, ...]) -> Any:
    """Refuse a dose of no kind that there is, before the parser does so in words of its own."""
    value = _spell_out(value)
    if value.get("kind") is None:
        raise problem("lacks a kind.", f"write 'kind:' and one of: {', '.join(kinds)}.")
    if value["kind"] not in kinds:
        tip = did_you_mean(value["kind"], kinds)
        raise problem(f"{shown(value['kind'])} is not a kind of dose.", tip, "kind")
    return value


def _dose_tip(value: str) -> str:
    if value.isdecimal():
        return "write the number without quotes."
    if any(character.isdigit() for character in value):
        value_form = "'kind: value' with 'amount: 5' and 'unit: seconds' below it"
        return f"write {value_form}, or 'kind: range' with 'from:' and 'to:'."
    return did_you_mean(value, _BARE)


_Simple = Value | Range | AtLeast | Target | StartGoal | Blank | Lost | Words | NotGiven | AsProgram | NotApplicable
_KINDS = ("value", "range", "at-least", "target", "start-goal", "blank", "lost", "words", *_BARE[2:])
Simple = Annotated[_Simple, Field(discriminator="kind"), BeforeValidator(lambda value: _check_kind(value, _KINDS))]


class ByPart(Part):
    """Another answer for each form or phase: `parts` maps its id to the answer."""

    kind: Literal["by-part"] = "by-part"
    parts: dict[Slug, Simple] = Field(min_length=2)


Quantity = Annotated[
    _Simple | ByPart,
    Field(discriminator="kind"),
    BeforeValidator(lambda value: _check_kind(value, (*_KINDS, "by-part"))),
]

_DURATIONS = (Unit.SECONDS, Unit.MINUTES)
_FREQUENCIES = (Unit.TIMES_A_DAY, Unit.TIMES_A_WEEK, Unit.DAYS_A_WEEK)
# Which units a line of a dose may have; none where it only counts.
_UNITS: dict[str, tuple[Unit, ...]] = {
    "hold": _DURATIONS,
    "repetitions": (),
    "sets": (),
    "rest": _DURATIONS,
    "rest_between_repetitions": _DURATIONS,
    "session": _DURATIONS,
    "frequency": _FREQUENCIES,
}
# The largest amount that can be meant, by line or unit. More is a slip of the pen.
_LIMITS: dict[str, int] = {
    "seconds": 600, "minutes": 120, "repetitions": 200, "sets": 20,
    "times-a-day": 24, "times-a-week": 70, "days-a-week": 7,
}  # fmt: skip

_LINES = tuple(_UNITS)


class Dose(Part):
    """How much of an exercise. A line that is left out means that the handout does not say."""

    hold: Quantity = NotGiven()
    repetitions: Quantity = NotGiven()
    sets: Quantity = NotGiven()
    rest: Quantity = NotGiven()
    rest_between_repetitions: Quantity = NotGiven()
    sides: Literal["each", "together", "not-given"] = "not-given"
    frequency: Quantity = NotGiven()
    progression: tuple[Text, ...] = ()

    @field_validator(*(line for line in _LINES if line != "session"))
    @classmethod
    def _fits(cls, value: Any, info: ValidationInfo) -> Any:
        check_line(value, str(info.field_name))
        return value


class ProgramDose(Part):
    """What holds for a whole program."""

    repetitions: Quantity = NotGiven()
    sets: Quantity = NotGiven()
    rest: Quantity = NotGiven()
    frequency: Quantity = NotGiven()
    session: Quantity = NotGiven()
    progression: tuple[Text, ...] = ()

    @field_validator("repetitions", "sets", "rest", "frequency", "session")
    @classmethod
    def _fits(cls, value: Any, info: ValidationInfo) -> Any:
        if isinstance(value, AsProgram | ByPart):
            raise problem(f"cannot be '{value.kind}' for a whole program.", "say what holds for every exercise.")
        check_line(value, str(info.field_name))
        return value


def simple_parts(quantity: Any) -> Iterator[tuple[Any, tuple[str, ...]]]:
    """Yield a quantity, or each of its parts when it is given by part, with where below it that stands."""
    if isinstance(quantity, ByPart):
        for name, part in quantity.parts.items():
            yield part, ("parts", name)
    else:
        yield quantity, ()


def check_line(quantity: Any, line: str) -> None:
    """Refuse units that do not fit a line of a dose, missing units and amounts that cannot be meant."""
    for part, at in simple_parts(quantity):
        if isinstance(part, _Measured):
            _check_unit(part, line, at)
            _check_amounts(part, line, at)


def _check_unit(part: _Measured, line: str, at: tuple[str, ...]) -> None:
    allowed = _UNITS[line]
    names = " or ".join(unit.value for unit in allowed)
    writable = isinstance(part, Blank | Lost)
    if part.unit is None:
        if allowed and not (writable and line == "frequency"):
            tip = f"add 'unit:' with {names}{' or unknown' if writable else ''}."
            raise problem("lacks a unit.", tip, *at)
        return
    tip = f"write {names}." if allowed else "remove the unit."
    if part.unit is Unit.UNKNOWN:
        if not writable or not allowed:
            raise problem("cannot have the unit 'unknown'.", tip, *at, "unit")
    elif part.unit not in allowed:
        raise problem(f"cannot be counted in {part.unit.value}.", tip, *at, "unit")


def _check_amounts(part: _Measured, line: str, at: tuple[str, ...]) -> None:
    what = part.unit.value if part.unit else line
    limit = _LIMITS.get(what)
    for name in ("amount", "start", "end", "goal", "target"):
        amount = getattr(part, name, None)
        if limit and amount and amount > limit:
            key = type(part).model_fields[name].alias or name
            tip = f"at most {limit} is allowed."
            raise problem(f"is {amount} {what}, which cannot be meant.", tip, *at, key)
