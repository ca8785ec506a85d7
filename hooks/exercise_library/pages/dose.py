"""A dose in words: what a patient reads, and where a line to write on stands."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from exercise_library.catalogue.dose import (
    AsProgram,
    AtLeast,
    Blank,
    ByPart,
    Lost,
    NotApplicable,
    NotGiven,
    Per,
    Range,
    StartGoal,
    Target,
    Unit,
    Value,
    Words,
)
from exercise_library.catalogue.model import Entry, Exercise, Program

LOST_NOTE = "Our copy of the handout lost this number. Ask your clinician."
NOT_GIVEN = "Not given. Ask your clinician."


@dataclass(frozen=True)
class Line:
    """One line of a dose: `before` and `after` stand around a line to write on, if there is one.

    `kind` is the kind of the answer in the data; `note` is a remark of ours.
    """

    label: str
    kind: str
    before: str = ""
    blank: bool = False
    after: str = ""
    note: str = ""


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

# The lines of an entry's dose in reading order: key, label, and what one of it is called when it has no unit.
_ENTRY_LINES = (
    ("hold", "Hold", ("", "")),
    ("repetitions", "Repeat", ("time", "times")),
    ("sets", "Sets", ("set", "sets")),
    ("rest_between_repetitions", "Rest between repeats", ("", "")),
    ("rest", "Rest between sets", ("", "")),
    ("frequency", "How often", ("", "")),
)
_PROGRAM_LINES = (
    ("frequency", "How often", ("", "")),
    ("repetitions", "Repeat each exercise", ("time", "times")),
    ("sets", "Sets", ("set", "sets")),
    ("rest", "Rest between sets", ("", "")),
    ("session", "How long in all", ("", "")),
)


def entry_lines(program: Program, entry: Entry, exercise: Exercise) -> list[Line]:
    """Return the dose of an entry as lines in reading order."""
    labels = {used.variant: f"{used.label}, " for used in entry.variants if used.label}
    names = {variant.id: f"{labels.get(variant.id, '')}{variant.name}" for variant in exercise.variants}
    names |= {phase.id: phase.name for phase in entry.phases}
    lines: list[Line] = []
    for key, label, count in _ENTRY_LINES:
        quantity = getattr(entry.dose, key)
        if isinstance(quantity, AsProgram):
            lines.extend(_as_program(getattr(program.dose, key, NotGiven()), label))
        elif isinstance(quantity, ByPart):
            for part, value in quantity.parts.items():
                lines.extend(_lines(value, f"{label}: {names[part]}", count, always=True))
        else:
            lines.extend(_lines(quantity, label, count, always=key == "repetitions"))
    lines.extend(_sides(entry.dose.sides))
    lines.extend(Line("Next step", "progression", text) for text in entry.dose.progression)
    return lines


def program_lines(program: Program) -> list[Line]:
    """Return what holds for a whole program as lines in reading order."""
    lines: list[Line] = []
    for key, label, count in _PROGRAM_LINES:
        lines.extend(_lines(getattr(program.dose, key), label, count, always=key == "frequency"))
    lines.extend(Line("Next step", "progression", text) for text in program.dose.progression)
    return lines


def _as_program(quantity: Any, label: str) -> Iterator[Line]:
    if isinstance(quantity, NotGiven):
        yield Line(label, "not-given", NOT_GIVEN)
    else:
        yield Line(label, "as-program", "As for the whole program.")


def _sides(sides: str) -> Iterator[Line]:
    if sides == "each":
        yield Line("Sides", "each", "Do one side, then the other.")
    elif sides == "alternate":
        yield Line("Sides", "alternate", "Change sides each time.")
    elif sides == "not-given":
        yield Line("Sides", "not-given", NOT_GIVEN)


def _lines(quantity: Any, label: str, count: tuple[str, str], always: bool) -> Iterator[Line]:
    """Yield the line for a quantity; none where it makes no sense, or is not given and need not be asked for."""
    if isinstance(quantity, NotApplicable) or (isinstance(quantity, NotGiven) and not always):
        return
    before, blank, after = _TELL[type(quantity)](quantity, count)
    if not blank:
        before, after = f"{before} {after}".strip(), ""
    note = LOST_NOTE if isinstance(quantity, Lost) else ""
    if getattr(quantity, "per", None) is Per.UNCLEAR:
        note = _UNCLEAR
    yield Line(label, quantity.kind, before, blank, after, note)


_Telling = tuple[str, bool, str]


def _value(quantity: Value, count: tuple[str, str]) -> _Telling:
    if quantity.unit is Unit.DAYS_A_WEEK and quantity.amount == 7:
        return "Every day", False, ""
    if quantity.amount == 2 and quantity.unit is Unit.TIMES_A_DAY:
        return "Twice a day", False, ""
    return f"{quantity.amount} {_unit(quantity, count, quantity.amount)}", False, _per(quantity)


def _range(quantity: Range, count: tuple[str, str]) -> _Telling:
    return f"{quantity.start} to {quantity.end} {_unit(quantity, count)}", False, _per(quantity)


def _at_least(quantity: AtLeast, count: tuple[str, str]) -> _Telling:
    if quantity.amount == 1 and quantity.unit is Unit.TIMES_A_DAY:
        return "Every day, at least once", False, ""
    return f"At least {quantity.amount} {_unit(quantity, count, quantity.amount)}", False, _per(quantity)


def _target(quantity: Target, count: tuple[str, str]) -> _Telling:
    told = f"Work up to {quantity.amount} {_unit(quantity, count, quantity.amount)} {_per(quantity)}".strip()
    return f"{told}.", False, "The handout does not say where to start. Ask your clinician."


def _start_goal(quantity: StartGoal, count: tuple[str, str]) -> _Telling:
    told = f"Start with {quantity.start} {_unit(quantity, count, quantity.start)}."
    return f"{told} Your goal is {quantity.goal} {_unit(quantity, count)}", False, _per(quantity)


def _blank(quantity: Blank, count: tuple[str, str]) -> _Telling:
    goal = f". Work up to {quantity.target}." if quantity.target else ""
    if quantity.unit is Unit.UNKNOWN:
        return "", True, "(number and unit)"
    return "", True, f"{_unit(quantity, count)} {_per(quantity)}".strip() + goal


def _lost(quantity: Lost, count: tuple[str, str]) -> _Telling:
    return "", True, f"{_unit(quantity, count)} {_per(quantity)}".strip()


def _words(quantity: Words, _: tuple[str, str]) -> _Telling:
    return quantity.text[:1].upper() + quantity.text[1:], False, ""


def _not_given(_: NotGiven, __: tuple[str, str]) -> _Telling:
    return NOT_GIVEN, False, ""


_TELL: dict[type, Callable[[Any, tuple[str, str]], _Telling]] = {
    Value: _value, Range: _range, AtLeast: _at_least, Target: _target, StartGoal: _start_goal,
    Blank: _blank, Lost: _lost, Words: _words, NotGiven: _not_given,
}  # fmt: skip


def _unit(quantity: Any, count: tuple[str, str], amount: int = 2) -> str:
    one, many = _UNIT_WORDS.get(quantity.unit, count)
    return one if amount == 1 else many


def _per(quantity: Any) -> str:
    return _PER_WORDS.get(quantity.per, "")
