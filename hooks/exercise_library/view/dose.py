"""A dose in words: what a patient reads, and where a line to write on stands."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple, assert_never

from exercise_library.catalogue.dose import (
    AsProgram,
    AtLeast,
    Blank,
    ByPart,
    Lost,
    Measured,
    NotApplicable,
    NotGiven,
    Per,
    Quantity,
    Range,
    Simple,
    StartGoal,
    Target,
    Unit,
    Value,
    Words,
)
from exercise_library.catalogue.model import Entry, Exercise, Program

LOST_NOTE = "Our copy of the handout lost this number. Ask your clinician."
NOT_GIVEN_NOTE = "Not given. Ask your clinician."


@dataclass(frozen=True)
class DoseLine:
    """One line of a dose: `before` and `after` stand around a line to write on, if there is one.

    `kind` is the kind of the quantity in the data; `note` is a remark of ours.
    """

    label: str
    kind: str
    before: str = ""
    blank: bool = False
    after: str = ""
    note: str = ""


@dataclass(frozen=True)
class DoseView:
    """All lines of a dose in reading order."""

    lines: tuple[DoseLine, ...]

    @property
    def stated(self) -> tuple[DoseLine, ...]:
        """The lines that the handout answers or leaves blank, without those that only point at the whole program."""
        return tuple(line for line in self.lines if line.kind not in ("not-given", "as-program"))

    @property
    def asked(self) -> tuple[DoseLine, ...]:
        """The lines that the handout says nothing about, for a clinician to fill in."""
        return tuple(line for line in self.lines if line.kind == "not-given")


_UNIT_WORDS = {
    Unit.SECONDS: ("second", "seconds"),
    Unit.MINUTES: ("minute", "minutes"),
    Unit.TIMES_A_DAY: ("time a day", "times a day"),
    Unit.TIMES_A_WEEK: ("time a week", "times a week"),
    Unit.DAYS_A_WEEK: ("day a week", "days a week"),
}
_PER_WORDS = {
    Per.LEG: "with each leg",
    Per.SIDE: "on each side",
    Per.TOTAL: "in all, left and right counted together",
}
_UNCLEAR = "The handout does not say if this is for each side or in all. Ask your clinician."


class _Line(NamedTuple):
    """What a line is called, what one and many are called where there is no unit, and its name for a whole program."""

    label: str
    counted: tuple[str, str] = ("", "")
    whole: str = ""


_LINES = {
    "hold": _Line("Hold"),
    "repetitions": _Line("Repeat", ("time", "times"), "Repeat each exercise"),
    "sets": _Line("Sets", ("set", "sets")),
    "rest_between_repetitions": _Line("Rest between repeats"),
    "rest": _Line("Rest between sets"),
    "frequency": _Line("How often"),
    "session": _Line("How long in all"),
}
# The lines in reading order.
_ENTRY_ORDER = ("hold", "repetitions", "sets", "rest_between_repetitions", "rest", "frequency")
_PROGRAM_ORDER = ("frequency", "repetitions", "sets", "rest", "session")


def entry_dose(program: Program, entry: Entry, exercise: Exercise) -> DoseView:
    """Return the dose of an entry."""
    labels = {used.variant: f"{used.label}, " for used in entry.variants if used.label}
    names = {variant.id: f"{labels.get(variant.id, '')}{variant.name}" for variant in exercise.variants}
    names |= {phase.id: phase.name for phase in entry.phases}
    lines: list[DoseLine] = []
    for key in _ENTRY_ORDER:
        quantity, of_program, (label, count, _) = entry.dose.quantity(key), program.dose.quantity(key), _LINES[key]
        if isinstance(quantity, ByPart):
            for part, one in quantity.parts.items():
                lines.extend(_lines(one, f"{label}: {names[part]}", count, of_program, always=True))
        else:
            lines.extend(_lines(quantity, label, count, of_program, always=key == "repetitions"))
    lines.extend(_sides(entry.dose.sides))
    lines.extend(DoseLine("Next step", "progression", text) for text in entry.dose.progression)
    return DoseView(tuple(lines))


def program_dose(program: Program) -> DoseView:
    """Return what holds for a whole program."""
    lines: list[DoseLine] = []
    for key in _PROGRAM_ORDER:
        quantity, (label, count, whole) = program.dose.quantity(key), _LINES[key]
        if not isinstance(quantity, ByPart):
            lines.extend(_lines(quantity, whole or label, count, quantity, always=key == "frequency"))
    lines.extend(DoseLine("Next step", "progression", text) for text in program.dose.progression)
    return DoseView(tuple(lines))


def in_force(quantity: Quantity, of_program: Quantity) -> Quantity:
    """Return a quantity of an entry, or that of its program where the entry points at it."""
    return of_program if isinstance(quantity, AsProgram) else quantity


def _sides(sides: str) -> Iterator[DoseLine]:
    if sides == "each":
        yield DoseLine("Sides", "each", "Do one side, then the other.")
    elif sides == "not-given":
        yield DoseLine("Sides", "not-given", NOT_GIVEN_NOTE)


def _lines(
    quantity: Simple, label: str, count: tuple[str, str], of_program: Quantity, always: bool
) -> Iterator[DoseLine]:
    """Yield the line for a quantity; none where it makes no sense, or is not given and need not be asked for.

    Where an entry points at its program, and that says nothing, the line has to be asked for.
    """
    if isinstance(quantity, AsProgram) and isinstance(of_program, NotGiven):
        quantity, always = of_program, True
    if isinstance(quantity, NotApplicable) or (isinstance(quantity, NotGiven) and not always):
        return
    before, blank, after = _text(quantity, count)
    note = LOST_NOTE if isinstance(quantity, Lost) else ""
    if isinstance(quantity, Measured) and quantity.per is Per.UNCLEAR:
        note = _UNCLEAR
    yield DoseLine(label, quantity.kind, before, blank, after, note)


# What stands before a line to write on, whether there is one, and what stands after it.
_Text = tuple[str, bool, str]


def _text(quantity: Simple, count: tuple[str, str]) -> _Text:
    """Return a quantity in words. `count` is what one and many of it are called if it has no unit."""
    match quantity:
        case Value() | Range() | AtLeast() | Target() | StartGoal():
            return _amount(quantity, count), False, ""
        case Blank() | Lost():
            return "", True, _after_line(quantity, count)
        case Words():
            return quantity.text[:1].upper() + quantity.text[1:], False, ""
        case NotGiven():
            return NOT_GIVEN_NOTE, False, ""
        case AsProgram():
            return "As for the whole program.", False, ""
        case NotApplicable():
            return "", False, ""
        case _:
            assert_never(quantity)


def _amount(quantity: Value | Range | AtLeast | Target | StartGoal, count: tuple[str, str]) -> str:
    per = _per(quantity)
    match quantity:
        case Value():
            text = _value(quantity, count)
        case Range():
            text = f"{quantity.start} to {quantity.end} {_unit(quantity, count)}"
        case AtLeast():
            text = _at_least(quantity, count)
        case StartGoal():
            start = f"Start with {quantity.start} {_unit(quantity, count, quantity.start)}."
            text = f"{start} Your goal is {quantity.goal} {_unit(quantity, count)}"
        case Target():
            goal = f"Work up to {quantity.amount} {_unit(quantity, count, quantity.amount)} {per}".strip()
            return f"{goal}. The handout does not say where to start. Ask your clinician."
        case _:
            assert_never(quantity)
    return f"{text} {per}".strip()


def _after_line(quantity: Blank | Lost, count: tuple[str, str]) -> str:
    if isinstance(quantity, Blank) and quantity.unit is Unit.UNKNOWN:
        return "(number and unit)"
    goal = f". Work up to {quantity.target}." if isinstance(quantity, Blank) and quantity.target else ""
    return f"{_unit(quantity, count)} {_per(quantity)}".strip() + goal


def _value(quantity: Value, count: tuple[str, str]) -> str:
    if quantity.unit is Unit.DAYS_A_WEEK and quantity.amount == 7:
        return "Every day"
    if quantity.amount == 2 and quantity.unit is Unit.TIMES_A_DAY:
        return "Twice a day"
    return f"{quantity.amount} {_unit(quantity, count, quantity.amount)}"


def _at_least(quantity: AtLeast, count: tuple[str, str]) -> str:
    if quantity.amount == 1 and quantity.unit is Unit.TIMES_A_DAY:
        return "Every day, at least once"
    return f"At least {quantity.amount} {_unit(quantity, count, quantity.amount)}"


def _unit(quantity: Measured, count: tuple[str, str], amount: int = 2) -> str:
    one, many = _UNIT_WORDS.get(quantity.unit, count) if quantity.unit else count
    return one if amount == 1 else many


def _per(quantity: Measured) -> str:
    return _PER_WORDS.get(quantity.per, "") if quantity.per else ""
