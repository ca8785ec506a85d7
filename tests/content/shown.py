"""The words beside an entry as it is shown: its own, and those of its exercise that it borrows."""

from typing import NamedTuple

from exercise_library.catalogue.catalogue import Catalogue
from exercise_library.catalogue.model import Entry
from exercise_library.view.instructions import instructions_for


class Shown(NamedTuple):
    """The words beside one form of an entry, by where they stand. An entry without forms has one, without a name."""

    form: str
    lines: dict[str, tuple[str, ...]]

    def at(self, where: str) -> tuple[str, ...]:
        """Return the lines that stand somewhere; 'any' is wherever a patient is told how to do it."""
        keys = ("start", "steps", "feel", "tips", "when", "notes") if where == "any" else (where,)
        return tuple(line for key in keys for line in self.lines[key])


def shown(catalogue: Catalogue, entry: Entry) -> list[Shown]:
    """Return the words of an entry, form by form."""
    exercise = catalogue.exercises[entry.exercise]
    way = instructions_for(entry, exercise, len(catalogue.uses[entry.exercise]) == 1, catalogue.messages.t)
    common = {"start": way.start, "steps": way.steps, "feel": way.feel, "tips": entry.tips, "notes": entry.notes}
    if not way.variants:
        only = entry.variants[0].variant if entry.variants else ""
        return [Shown(only, {**common, "when": ()})]
    return [
        Shown(
            form.id,
            {
                **common,
                "start": (*way.start, *form.start),
                "steps": (*way.steps, *form.steps),
                "feel": (*way.feel, *form.feel),
                "when": (form.when,) if form.when else (),
            },
        )
        for form in way.variants
    ]
