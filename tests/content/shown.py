"""An entry as it is shown: its own words, and those of its exercise that it borrows."""

from typing import NamedTuple

from exercise_library.catalogue.model import Entry, Exercise, NamedVariant


class Shown(NamedTuple):
    """The words beside one form of an entry, by where they stand. An entry without forms has one, without a name."""

    form: str
    lines: dict[str, tuple[str, ...]]

    def at(self, where: str) -> tuple[str, ...]:
        """Return the lines that stand somewhere; 'any' is wherever a patient is told how to do it."""
        keys = ("start", "steps", "feel", "tips", "when", "notes") if where == "any" else (where,)
        return tuple(line for key in keys for line in self.lines[key])


def shown(entry: Entry, exercise: Exercise) -> list[Shown]:
    """Return the words of an entry, form by form."""
    common = {
        "start": entry.start or exercise.start,
        "steps": entry.steps or exercise.steps,
        "feel": entry.feel or exercise.feel,
        "tips": entry.tips,
        "when": (),
        "notes": entry.notes,
    }
    return [_of_form(used, entry, exercise, common) for used in entry.variants] or [Shown("", common)]


def _of_form(used: NamedVariant, entry: Entry, exercise: Exercise, common: dict[str, tuple[str, ...]]) -> Shown:
    variant = next(variant for variant in exercise.variants if variant.id == used.variant)
    own_words = bool(entry.steps) and not used.steps
    start = used.start or (() if own_words or entry.start else variant.start)
    steps = used.steps or (entry.steps if own_words else variant.steps)
    when = used.when or variant.when
    lines = {
        "start": (*common["start"], *start),
        "steps": steps,
        "feel": entry.feel or variant.feel or exercise.feel,
        "when": (when,) if when else (),
    }
    return Shown(used.variant, {**common, **lines})
