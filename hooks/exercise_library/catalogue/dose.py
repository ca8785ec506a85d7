"""How long, how often and how many: the kinds of quantity a handout can give, which never turn into each other.

`Quantity` is closed: whoever tells the kinds apart ends with `assert_never`, so that mypy names every place that a new
kind has to be told in. docs/contribute/architecture.md has the recipe.
"""

import re
from collections.abc import Iterator, Mapping
from enum import StrEnum
from typing import Annotated, Any, Literal, Self, get_args

from pydantic import (
    BeforeValidator,
    Field,
    StrictInt,
    ValidationInfo,
    field_validator,
    model_validator,
)

from exercise_library.catalogue.text import Slug, Text
from exercise_library.source.problems import did_you_mean, problem, shown
from exercise_library.source.strict_model import StrictModel


class Unit(StrEnum):
    """What an amount counts. `unknown` stands only at a blank line that has no unit in print."""

    SECONDS = "seconds"
    MINUTES = "minutes"
    TIMES_A_DAY = "times-a-day"
    TIMES_A_WEEK = "times-a-week"
    DAYS_A_WEEK = "days-a-week"
    EVERY_DAYS = "every-days"
    EVERY_HOURS = "every-hours"
    EVERY_HOURS_AWAKE = "every-hours-awake"
    KG = "kg"
    LB = "lb"
    UNKNOWN = "unknown"


class Per(StrEnum):
    """What a count is for. `unclear`: the handout can be read both ways."""

    LEG = "leg"
    SIDE = "side"
    TOTAL = "total"
    UNCLEAR = "unclear"


MAX_AMOUNT = 1000
Amount = Annotated[StrictInt, Field(ge=1, le=MAX_AMOUNT)]


class Measured(StrictModel):
    """What can be counted or timed."""

    unit: Unit | None = Field(
        None, description="What the amount is in. Repetitions and sets have none.", examples=["seconds"]
    )
    per: Per | None = Field(None, description="What the amount is for.", examples=["leg"])


class Value(Measured):
    """One number, as the handout gives it."""

    kind: Literal["value"] = "value"
    amount: Amount = Field(description="The number.", examples=[30])


class Range(Measured):
    """From one number to a larger one."""

    kind: Literal["range"] = "range"
    start: Amount = Field(alias="from", description="The smaller number.", examples=[2])
    end: Amount = Field(alias="to", description="The larger number.", examples=[3])

    @model_validator(mode="after")
    def _grows(self) -> "Range":
        if self.start >= self.end:
            raise problem(
                f"runs from {self.start} to {self.end}.", "write the smaller number first, or use kind: value."
            )
        return self


class AtLeast(Measured):
    """A number that may be exceeded."""

    kind: Literal["at-least"] = "at-least"
    amount: Amount = Field(description="The least.", examples=[2])


class Target(Measured):
    """A number to work up to; where to begin is not given."""

    kind: Literal["target"] = "target"
    amount: Amount = Field(description="The number to work up to.", examples=[25])


class StartGoal(Measured):
    """A number to begin with and one to reach."""

    kind: Literal["start-goal"] = "start-goal"
    start: Amount = Field(description="The number to begin with.", examples=[1])
    goal: Amount = Field(description="The number to reach.", examples=[3])

    @model_validator(mode="after")
    def _grows(self) -> "StartGoal":
        if self.start >= self.goal:
            raise problem(
                f"starts at {self.start} and has the goal {self.goal}.", "the goal must be larger than the start."
            )
        return self


class Blank(Measured):
    """The handout has a line to write on; `target` is a number to work up to that is printed beside it."""

    kind: Literal["blank"] = "blank"
    target: Amount | None = Field(
        None, description="A number to work up to that is printed beside the line.", examples=[25]
    )


class Lost(Measured):
    """Our copy of the handout lacks the number: a line to write on, and a note."""

    kind: Literal["lost"] = "lost"


class Words(StrictModel):
    """A quantity given in words, such as 'a few seconds'."""

    kind: Literal["words"] = "words"
    text: Text = Field(description="What the handout says, in our words.", examples=["a few seconds"])


class AsMany(StrictModel):
    """As many as one can, or as long."""

    kind: Literal["as-many"] = "as-many"


class ToFatigue(StrictModel):
    """Until one is too tired to do it well."""

    kind: Literal["to-fatigue"] = "to-fatigue"


BandName = Literal[
    "tan", "yellow", "orange", "red", "green", "blue", "purple", "black", "gray", "silver", "gold",
    "extra-light", "light", "medium", "heavy", "extra-heavy",
]  # fmt: skip


class Band(StrictModel):
    """An elastic band, by its color or its strength."""

    kind: Literal["band"] = "band"
    band: BandName = Field(description="Its color, or how strong it is.", examples=["red"])


class NotGiven(StrictModel):
    """The handout does not say."""

    kind: Literal["not-given"] = "not-given"


class AsProgram(StrictModel):
    """What holds for the whole program holds here."""

    kind: Literal["as-program"] = "as-program"


class NotApplicable(StrictModel):
    """It makes no sense for this exercise."""

    kind: Literal["not-applicable"] = "not-applicable"


Simple = (
    Value | Range | AtLeast | Target | StartGoal | Blank | Lost | Words | NotGiven | AsProgram | NotApplicable
    | AsMany | ToFatigue | Band
)  # fmt: skip
"""One quantity, for all of an exercise or for a part of it."""

KINDS: Mapping[str, type[Simple]] = {kind.model_fields["kind"].default: kind for kind in get_args(Simple)}
"""Each kind by the word that the data has for it."""

# The kinds that can say all they have to say in one word.
BARE = tuple(word for word, kind in KINDS.items() if not any(it.is_required() for it in kind.model_fields.values()))


def _spell_out(value: Any) -> Any:
    """Turn the short forms into full ones: `8` is a value, `blank` a kind without more."""
    if isinstance(value, float):
        raise problem(f"is {value}, but only whole numbers can be used.", "write it in a smaller unit.")
    if isinstance(value, int) and not isinstance(value, bool):
        return {"kind": "value", "amount": value}
    if isinstance(value, str):
        if value not in BARE:
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


_SPAN = re.compile(r"\D*(\d+)\s*(?:-|\u2013|\u2014|to)\s*(\d+)\s*(\w*).*")
_COUNT = re.compile(r"(?i)(\d+)\s*([a-z]*)\.?")
_SETS = re.compile(
    r"(?i)(\d+)\s*(?:x|\u00d7|sets? (?:of|x))\s*(\d+)(?:\s*(?:-|\u2013|to)\s*(\d+))?(?:\s*(?:x|times|reps?))?\.?"
)
_OFTEN = re.compile(r"(?i)daily|every ?day|once a day|twice|weekly|a day|a week|per (day|week)")
_UNITS = {"s": "seconds", "sec": "seconds", "second": "seconds", "m": "minutes", "min": "minutes", "minute": "minutes",
          "rep": "", "repetition": "", "time": "", "x": "", "": "", "kg": "kg", "lb": "lb"}  # fmt: skip


def sets_tip(text: str) -> str:
    """Return what to write for sets and repetitions in one, such as '3x10'; nothing if it is something else."""
    if not (found := _SETS.fullmatch(text.strip())):
        return ""
    sets, least, most = found.groups()
    times = (
        f"'repetitions:' with 'kind: range', 'from: {least}' and 'to: {most}' below it"
        if most
        else f"'repetitions: {least}'"
    )
    return f"these are two lines of a dose. Remove this one, and write 'sets: {sets}' and {times}."


def _below(value: str, keys: str, word: str) -> str:
    """Return the tip that puts keys in the place of a text, with the unit that a word of it says."""
    unit = _UNITS.get(word.casefold().removesuffix("s") if len(word) > 1 else word.casefold())
    told = ", and 'unit:' where it has one" if unit is None or not word else f" and 'unit: {unit}'" if unit else ""
    return f"remove {shown(value)}, and write below this key, two spaces further in: {keys}{told}."


def _number_tip(value: str) -> str:
    """Return what to write for a text with a number in it; nothing if there is none."""
    count = _COUNT.fullmatch(value)
    if value.isdecimal():
        return "write the number without quotes."
    if span := _SPAN.fullmatch(value):
        return _below(value, f"'kind: range', 'from: {span[1]}', 'to: {span[2]}'", span[3])
    if count and _UNITS.get(count[2].casefold().removesuffix("s")) == "":
        return f"write {count[1]} alone."
    if count:
        return _below(value, f"'kind: value', 'amount: {count[1]}'", count[2])
    has_number = any(character.isdigit() for character in value)
    return "write 'kind: value' with 'amount:' below it, and 'unit:' where it has one." if has_number else ""


def _dose_tip(value: str) -> str:
    if tip := sets_tip(value) or _number_tip(value):
        return tip
    if _OFTEN.search(value):
        return "write 'kind: value' with 'amount:' and 'unit: times-a-day', 'times-a-week' or 'days-a-week' below it."
    return did_you_mean(value, BARE)


_Simple = Annotated[Simple, Field(discriminator="kind"), BeforeValidator(lambda value: _check_kind(value, (*KINDS,)))]


class ByPart(StrictModel):
    """Another quantity for each variant or phase: `parts` maps its id to the quantity."""

    kind: Literal["by-part"] = "by-part"
    parts: dict[Slug, _Simple] = Field(
        min_length=2,
        description="The quantity for each variant or phase, by its id.",
        examples=[{"up": {"kind": "value", "amount": 3, "unit": "seconds"}, "down": "not-given"}],
    )


Quantity = Simple | ByPart
"""What a line of a dose holds."""

_Quantity = Annotated[
    Quantity,
    Field(discriminator="kind"),
    BeforeValidator(lambda value: _check_kind(value, (*KINDS, "by-part"))),
]

_DURATIONS = (Unit.SECONDS, Unit.MINUTES)
_INTERVALS = (Unit.EVERY_DAYS, Unit.EVERY_HOURS, Unit.EVERY_HOURS_AWAKE)
_FREQUENCIES = (Unit.TIMES_A_DAY, Unit.TIMES_A_WEEK, Unit.DAYS_A_WEEK, *_INTERVALS)
# Every line of a dose, with the units that it may have; none where it only counts.
UNITS: dict[str, tuple[Unit, ...]] = {
    "hold": _DURATIONS,
    "repetitions": (),
    "sets": (),
    "rest": _DURATIONS,
    "rest_between_repetitions": _DURATIONS,
    "session": _DURATIONS,
    "frequency": _FREQUENCIES,
    "days": (Unit.DAYS_A_WEEK, Unit.EVERY_DAYS),
    "load": (Unit.KG, Unit.LB),
    "effort": (),
    "tempo": (Unit.SECONDS,),
}
# The largest amount that can be meant, by line or unit. More is a slip of the pen.
LIMITS: dict[str, int] = {
    "seconds": 600, "minutes": 120, "repetitions": 200, "sets": 20,
    "times-a-day": 24, "times-a-week": 70, "days-a-week": 7, "every-days": 30, "every-hours": 12,
    "every-hours-awake": 12, "kg": 100, "lb": 220, "effort": 10, "tempo": 60,
}  # fmt: skip


class _Lines(StrictModel):
    """Lines of a dose, each under its name."""

    def quantity(self, line: str) -> Quantity:
        """Return what a line holds. A line that this dose cannot have is not given."""
        found: Quantity = getattr(self, line, NotGiven())
        return found

    @model_validator(mode="after")
    def _days_stand_beside_a_day(self) -> Self:
        frequency = self.quantity("frequency")
        if isinstance(self.quantity("days"), Measured) and isinstance(frequency, Measured):
            within = (Unit.TIMES_A_DAY, Unit.EVERY_HOURS, Unit.EVERY_HOURS_AWAKE)
            if frequency.unit not in (*within, None, Unit.UNKNOWN):
                raise problem(
                    "cannot stand beside a frequency that says on which days, too.",
                    f"say how often in a day there: {_either(within)}.",
                    "days",
                )
        return self


class Dose(_Lines):
    """How much of an exercise. A line that is left out means that the handout does not say."""

    hold: _Quantity = Field(
        NotGiven(),
        description="How long to hold.",
        examples=[{"kind": "range", "from": 2, "to": 3, "unit": "seconds"}],
    )
    repetitions: _Quantity = Field(NotGiven(), description="How many times to do it.", examples=[8])
    sets: _Quantity = Field(
        NotGiven(),
        description="How many rounds of repetitions.",
        examples=[{"kind": "start-goal", "start": 1, "goal": 3}],
    )
    rest: _Quantity = Field(
        NotGiven(), description="How long to rest between sets.", examples=[{"kind": "blank", "unit": "seconds"}]
    )
    rest_between_repetitions: _Quantity = Field(
        NotGiven(),
        description="How long to rest between repetitions.",
        examples=[{"kind": "words", "text": "a few seconds"}],
    )
    sides: Literal["each", "alternate", "together", "not-given"] = Field(
        "not-given",
        description="'each': one side, then the other. 'alternate': in turn. 'together': both at once, or no sides.",
        examples=["each"],
    )
    frequency: _Quantity = Field(NotGiven(), description="How often to do it.", examples=["as-program"])
    days: _Quantity = Field(
        NotGiven(),
        description="On which days, where frequency says how often in a day.",
        examples=[{"kind": "value", "amount": 5, "unit": "days-a-week"}],
    )
    load: _Quantity = Field(
        NotGiven(), description="With which weight or band.", examples=[{"kind": "band", "band": "red"}]
    )
    effort: _Quantity = Field(
        NotGiven(), description="How hard, from 0 to 10.", examples=[{"kind": "range", "from": 4, "to": 6}]
    )
    tempo: _Quantity = Field(
        NotGiven(),
        description="How long one repetition takes.",
        examples=[{"kind": "value", "amount": 4, "unit": "seconds"}],
    )
    progression: tuple[Text, ...] = Field(
        (), description="What to do when it gets easy.", examples=[["When this is easy, hold on with one hand."]]
    )

    @field_validator(*(line for line in UNITS if line != "session"))
    @classmethod
    def _fits(cls, value: Quantity, info: ValidationInfo) -> Quantity:
        check_line(value, str(info.field_name))
        return value


class ProgramDose(_Lines):
    """What holds for a whole program."""

    repetitions: _Quantity = Field(NotGiven(), description="How many times to do each exercise.", examples=["blank"])
    sets: _Quantity = Field(NotGiven(), description="How many rounds of repetitions.", examples=[2])
    rest: _Quantity = Field(
        NotGiven(),
        description="How long to rest between sets.",
        examples=[{"kind": "value", "amount": 30, "unit": "seconds"}],
    )
    frequency: _Quantity = Field(
        NotGiven(),
        description="How often to do the program.",
        examples=[{"kind": "range", "from": 1, "to": 2, "unit": "times-a-day"}],
    )
    days: _Quantity = Field(
        NotGiven(),
        description="On which days, where frequency says how often in a day.",
        examples=[{"kind": "value", "amount": 2, "unit": "every-days"}],
    )
    session: _Quantity = Field(
        NotGiven(),
        description="How long the whole program takes.",
        examples=[{"kind": "value", "amount": 20, "unit": "minutes"}],
    )
    progression: tuple[Text, ...] = Field(
        (), description="What to do when it gets easy.", examples=[["Add one set after a week."]]
    )

    @field_validator("repetitions", "sets", "rest", "frequency", "days", "session")
    @classmethod
    def _fits(cls, value: Quantity, info: ValidationInfo) -> Quantity:
        if isinstance(value, AsProgram | ByPart):
            raise problem(f"cannot be '{value.kind}' for a whole program.", "say what holds for every exercise.")
        check_line(value, str(info.field_name))
        return value


ENTRY_LINES = tuple(line for line in UNITS if line in Dose.model_fields)
"""The lines that an entry's dose can have."""


def simple_parts(quantity: Quantity) -> Iterator[tuple[Simple, tuple[str, ...]]]:
    """Yield a quantity, or each of its parts when it is given by part, with where below it that stands."""
    if isinstance(quantity, ByPart):
        for name, part in quantity.parts.items():
            yield part, ("parts", name)
    else:
        yield quantity, ()


def check_line(quantity: Quantity, line: str) -> None:
    """Refuse kinds and units that do not fit a line of a dose, missing units and amounts that cannot be meant."""
    for part, at in simple_parts(quantity):
        if not fits(type(part), line):
            raise problem(f"cannot be '{part.kind}' here.", "say it with a number, or in words.", *at)
        if isinstance(part, Measured):
            _check_unit(part, line, at)
            _check_amounts(part, line, at)


def fits(kind: type[Simple], line: str) -> bool:
    """Tell whether a line of a dose can be of a kind."""
    if issubclass(kind, AsMany | ToFatigue):
        return line in ("hold", "repetitions")
    if issubclass(kind, Band):
        return line == "load"
    return line != "effort" or not issubclass(kind, AtLeast | Target | StartGoal)


def units_of(kind: type[Measured], line: str) -> tuple[tuple[Unit, ...], bool]:
    """Return the units that a kind may have in a line of a dose, and whether it needs one.

    Only a line to write on may leave its unit open.
    """
    # Nobody works up to every 2 hours.
    without = _INTERVALS if issubclass(kind, AtLeast | Target | StartGoal) else ()
    allowed = tuple(unit for unit in UNITS[line] if unit not in without)
    writable = bool(allowed) and issubclass(kind, Blank | Lost)
    needed = bool(allowed) and not (writable and line == "frequency")
    return (*allowed, *([Unit.UNKNOWN] if writable else ())), needed


def _check_unit(part: Measured, line: str, at: tuple[str, ...]) -> None:
    allowed, needed = units_of(type(part), line)
    if part.unit is None:
        if needed:
            tip = (
                f"write 'kind: {type(part).model_fields['kind'].default}' and below it 'unit:' with {_either(allowed)}."
            )
            raise problem("lacks a unit.", tip, *at)
        return
    if part.unit in allowed:
        return
    counted = UNITS[line]
    tip = f"write {_either(counted)}." if counted else "remove the unit."
    if part.unit is Unit.UNKNOWN:
        raise problem("cannot have the unit 'unknown'.", tip, *at, "unit")
    raise problem(f"cannot be counted in {part.unit.value}.", tip, *at, "unit")


def limit_of(unit: Unit | None, line: str) -> int | None:
    """Return the largest amount that can be meant in a line; None where it has none."""
    return LIMITS.get(line, LIMITS.get(unit.value) if unit else None)


def _either(units: tuple[Unit, ...]) -> str:
    return " or ".join(unit.value for unit in units)


def _check_amounts(part: Measured, line: str, at: tuple[str, ...]) -> None:
    what = part.unit.value if part.unit else line
    limit = limit_of(part.unit, line)
    for name, field in type(part).model_fields.items():
        amount = getattr(part, name)
        if part.unit is Unit.EVERY_DAYS and amount == 1:
            raise problem("is every 1 days.", "write 7 and 'unit: days-a-week'.", *at, field.alias or name)
        if limit and isinstance(amount, int) and amount > limit:
            key = field.alias or name
            tip = f"at most {limit} is allowed."
            raise problem(f"is {amount} {what}, which cannot be meant.", tip, *at, key)
