"""The text of FHIR resources in plain words, for software that shows them but does not know our extensions.

A description is Markdown, so text from data is escaped in it; everything else is plain text, a line for each line.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from exercise_library.catalogue.catalogue import Catalogue
from exercise_library.catalogue.model import Entry, Exercise, Program, Restriction
from exercise_library.pages.dose import Line, entry_lines, program_lines
from exercise_library.pages.forms import Doing, Form

# What Markdown can take for more than text within a line. How a line begins, the model has looked at.
_MARKDOWN = re.compile(r"[\\`*_\[\]<>~|]")
_WRITE_ON = "______"


def _escaped(text: str) -> str:
    return _MARKDOWN.sub(lambda found: f"\\{found[0]}", text)


def _dose(line: Line) -> str:
    """Return a line of a dose, with a line to write on where there is one."""
    told = " ".join(part for part in (line.before, _WRITE_ON if line.blank else "", line.after, line.note) if part)
    return f"{line.label}: {told}"


@dataclass(frozen=True)
class Words:
    """Writes what a catalogue holds in words."""

    catalogue: Catalogue

    @staticmethod
    def lines(lines: Iterable[str]) -> str:
        """Return lines as a list in Markdown."""
        return "\n".join(f"- {_escaped(line)}" for line in lines)

    def program(self, program: Program) -> str:
        """Return a program without its exercises in Markdown: who may use it, its rules, and when to get help."""
        box = self.catalogue.get_help
        parts = (
            *self._restriction(program.restriction),
            _escaped(program.summary),
            *self._part("Who it is for", program.audience),
            *self._part("What it is for", program.purpose),
            *self._part("Before you start", program.instructions),
            *self._part("When to stop", program.stop_rules),
            *self._part("How much", map(_dose, program_lines(program))),
            *self._part(box.title, box.intro),
            *self._part(box.urgent.heading, (*box.urgent.signs, *box.urgent.who_to_call)),
            *self._part(box.soon.heading, (*box.soon.signs, *box.soon.who_to_call)),
            *self._part("When you have finished the program", program.afterwards),
            *self._part("About this program", program.background),
        )
        return "\n\n".join(parts)

    def exercise(self, exercise: Exercise, restriction: Restriction | None) -> str:
        """Return how an exercise is done in Markdown."""
        cautions = (term.description for _, term in self.catalogue.terms("cautions", exercise.cautions))
        forms = (
            part
            for it in exercise.variants
            for part in self._part(it.name, [*([it.when] if it.when else []), *it.start, *it.steps, *it.feel])
        )
        parts = (
            *self._restriction(restriction),
            _escaped(exercise.summary),
            *self._part("Get ready", exercise.start),
            *self._part("Do this", exercise.steps),
            *forms,
            *self._part("You should feel", exercise.feel),
            *self._part("Take care", cautions),
        )
        return "\n\n".join(parts)

    def _restriction(self, restriction: Restriction | None) -> Iterator[str]:
        if restriction:
            yield from self._part(restriction.title, restriction.text)

    def _part(self, heading: str, lines: Iterable[str]) -> Iterator[str]:
        told = self.lines(lines)
        if told:
            yield f"## {_escaped(heading)}"
            yield told

    def entry(self, program: Program, entry: Entry, way: Doing) -> str:
        """Return how an entry is done and how much of it, in plain text."""
        exercise = self.catalogue.exercises[entry.exercise]
        cautions = (term.description for _, term in self.catalogue.terms("cautions", exercise.cautions))
        lines = (
            *way.start,
            *way.steps,
            *([way.choice] if way.choice else []),
            *map(_dose, entry_lines(program, entry, exercise)),
            *entry.differences,
            *entry.tips,
            *(f"You should feel: {line}" for line in way.feel),
            *(f"Take care: {line}" for line in cautions),
            *entry.notes,
        )
        return "\n".join(lines)

    @staticmethod
    def form(form: Form) -> str:
        """Return one form of an entry in plain text."""
        return "\n".join((*([form.when] if form.when else []), *form.start, *form.steps, *form.feel))
