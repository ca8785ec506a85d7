"""A dose in words: what a patient reads, and where a line to write on stands."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import assert_never

from exercise_library.catalogue.dose import (
    AsMany,
    AsProgram,
    AtLeast,
    Band,
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
    ToFatigue,
    Unit,
    Value,
    Words,
)
from exercise_library.catalogue.model import Entry, Exercise, Program
from exercise_library.interface.messages import Translate


@dataclass(frozen=True)
class DoseLine:
    """One line of a dose: `before` and `after` stand around a line to write on, if there is one.

    `line` is its key in the data and `kind` the kind of the quantity; `note` is a remark of ours. `part` is the id of
    the variant or phase that it is for, and `quantity` what it tells, if it tells one.
    """

    line: str
    label: str
    kind: str
    before: str = ""
    blank: bool = False
    after: str = ""
    note: str = ""
    part: str = ""
    quantity: Simple | None = None


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


# The lines in reading order.
_ENTRY_ORDER = (
    "hold", "tempo", "repetitions", "sets", "rest_between_repetitions", "rest", "load", "effort", "frequency", "days",
)  # fmt: skip
_PROGRAM_ORDER = ("frequency", "days", "repetitions", "sets", "rest", "session")
# Stands in a message where the line to write on does. No text from data holds it.
_LINE = "\0"


def entry_dose(program: Program, entry: Entry, exercise: Exercise, t: Translate) -> DoseView:
    """Return the dose of an entry."""
    names = {variant.id: variant.name for variant in exercise.variants}
    for used in entry.variants:
        if used.label:
            names[used.variant] = t("dose.variant_name", label=used.label, name=names[used.variant])
    names |= {phase.id: phase.name for phase in entry.phases}
    lines: list[DoseLine] = []
    for key in _ENTRY_ORDER:
        quantity, of_program, label = entry.dose.quantity(key), program.dose.quantity(key), t("dose.label", line=key)
        if isinstance(quantity, ByPart):
            for part, one in quantity.parts.items():
                part_label = t("dose.part_label", line=label, part=names[part])
                lines.extend(_lines(t, _shown(one, of_program, always=True), key, part_label, part))
        else:
            # A line that is written 'not-given' is asked for: to leave it out says nothing.
            asked = key == "repetitions" or key in entry.dose.model_fields_set
            lines.extend(_lines(t, _shown(quantity, of_program, always=asked), key, label))
    lines.extend(_sides(t, entry.dose.sides))
    lines.extend(_progression(t, entry.dose.progression))
    return DoseView(tuple(lines))


def program_dose(program: Program, t: Translate) -> DoseView:
    """Return what holds for a whole program."""
    lines: list[DoseLine] = []
    for key in _PROGRAM_ORDER:
        quantity, label = program.dose.quantity(key), t("dose.program_label", line=key)
        if not isinstance(quantity, ByPart):
            lines.extend(_lines(t, _shown(quantity, quantity, always=key == "frequency"), key, label))
    lines.extend(_progression(t, program.dose.progression))
    return DoseView(tuple(lines))


def in_force(quantity: Quantity, of_program: Quantity) -> Quantity:
    """Return a quantity of an entry, or that of its program where the entry points at it."""
    return of_program if isinstance(quantity, AsProgram) else quantity


def sentence(text: str) -> str:
    """Return text with a full stop at its end, unless it ends with a mark already."""
    return text if text.endswith((".", "?", "!", ":")) else f"{text}."


def _sides(t: Translate, sides: str) -> Iterator[DoseLine]:
    label = t("dose.label", line="sides")
    if sides in ("each", "alternate"):
        yield DoseLine("sides", label, sides, t("dose.sides", sides=sides))
    elif sides == "not-given":
        yield DoseLine("sides", label, "not-given", t("dose.not_given"))


def _progression(t: Translate, steps: tuple[str, ...]) -> Iterator[DoseLine]:
    """Yield one line for all next steps: two of one name would be read as one said twice."""
    if steps:
        text = " ".join((*map(sentence, steps[:-1]), steps[-1]))
        yield DoseLine("progression", t("dose.label", line="progression"), "progression", text)


def _shown(quantity: Simple, of_program: Quantity, always: bool) -> Simple | None:
    """Return the quantity to show; None where it makes no sense, or is not given and need not be asked for.

    Where an entry points at its program, and that says nothing, the line has to be asked for.
    """
    if isinstance(quantity, AsProgram) and isinstance(of_program, NotGiven):
        return of_program
    left_out = isinstance(quantity, NotApplicable) or (isinstance(quantity, NotGiven) and not always)
    return None if left_out else quantity


def _lines(t: Translate, quantity: Simple | None, line: str, label: str, part: str = "") -> Iterator[DoseLine]:
    """Yield the line for a quantity, if there is one to show."""
    if quantity is None:
        return
    before, blank, after = _text(t, quantity, line).partition(_LINE)
    note = t("dose.lost") if isinstance(quantity, Lost) else ""
    if isinstance(quantity, Measured) and quantity.per is Per.UNCLEAR:
        note = t("dose.per_unclear")
    yield DoseLine(line, label, quantity.kind, before.strip(), bool(blank), after.strip(), note, part, quantity)


def _text(t: Translate, quantity: Simple, line: str) -> str:
    """Return a quantity in words, with a sign where there is a line to write on."""
    match quantity:
        case Value() | Range() | AtLeast() | Target() | StartGoal():
            return _amount(t, quantity, line)
        case Blank() | Lost():
            return _blank(t, quantity, line)
        case Words():
            return quantity.text[:1].upper() + quantity.text[1:]
        case AsMany() | ToFatigue() | Band() | NotGiven() | AsProgram():
            return _without_number(t, quantity, line)
        case NotApplicable():
            return ""
        case _:
            assert_never(quantity)


def _without_number(t: Translate, quantity: AsMany | ToFatigue | Band | NotGiven | AsProgram, line: str) -> str:
    match quantity:
        case AsMany():
            return t("dose.as_many", line=line)
        case ToFatigue():
            return t("dose.to_fatigue")
        case Band():
            return t("dose.band", band=quantity.band)
        case NotGiven():
            return t("dose.not_given")
        case AsProgram():
            return t("dose.as_program")
        case _:
            assert_never(quantity)


def _amount(t: Translate, quantity: Value | Range | AtLeast | Target | StartGoal, line: str) -> str:
    unit = _unit(quantity, line)
    match quantity:
        case Value():
            return _per(t, quantity, t("dose.exactly", unit=unit, amount=quantity.amount))
        case Range():
            return _per(t, quantity, t("dose.range", unit=unit, amount=quantity.start, to=quantity.end))
        case AtLeast():
            return _per(t, quantity, t("dose.at_least", unit=unit, amount=quantity.amount))
        case StartGoal():
            return _per(t, quantity, t("dose.start_goal", unit=unit, amount=quantity.start, to=quantity.goal))
        case Target():
            goal = _per(t, quantity, t("dose.target", unit=unit, amount=quantity.amount))
            return t("dose.target_only", dose=goal)
        case _:
            assert_never(quantity)


def _blank(t: Translate, quantity: Blank | Lost, line: str) -> str:
    text = _per(t, quantity, t("dose.blank", unit=_unit(quantity, line), line=_LINE))
    if isinstance(quantity, Blank) and quantity.target and quantity.unit is not Unit.UNKNOWN:
        return t("dose.blank_with_target", dose=text, target=quantity.target)
    return text


def _unit(quantity: Measured, line: str) -> str:
    """Return what a quantity is counted in; a line that only counts is its own unit."""
    return quantity.unit.value if quantity.unit else line


def _per(t: Translate, quantity: Measured, dose: str) -> str:
    return t("dose.per", per=quantity.per.value, dose=dose) if quantity.per else dose
