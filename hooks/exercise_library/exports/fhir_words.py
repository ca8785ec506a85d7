"""The text of FHIR resources in plain words, for software that shows them but does not know our extensions.

A description is Markdown, so text from data is escaped in it; everything else is plain text, a line for each line.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from exercise_library.catalogue.catalogue import Catalogue
from exercise_library.catalogue.model import Program, Variant
from exercise_library.interface.messages import Translate
from exercise_library.view.build import ProgramView
from exercise_library.view.dose import DoseLine
from exercise_library.view.entries import EntryView
from exercise_library.view.exercises import ExerciseView
from exercise_library.view.instructions import VariantView
from exercise_library.view.signed import Signed

# What Markdown can take for more than text within a line. How a line begins, the model has looked at.
_MARKDOWN = re.compile(r"[\\`*_\[\]<>~|]")
_WRITE_ON = "______"


def _escaped(text: str) -> str:
    return _MARKDOWN.sub(lambda found: f"\\{found[0]}", text)


def _dose(t: Translate, line: DoseLine) -> str:
    """Return a line of a dose, with a line to write on where there is one."""
    text = " ".join(part for part in (line.before, _WRITE_ON if line.blank else "", line.after, line.note) if part)
    return t("dose.line", label=line.label, dose=text)


@dataclass(frozen=True)
class Words:
    """Writes what a catalogue holds in words."""

    catalogue: Catalogue

    @staticmethod
    def lines(lines: Iterable[str]) -> str:
        """Return lines as a list in Markdown."""
        return "\n".join(f"- {_escaped(line)}" for line in lines)

    def program(self, shown: ProgramView) -> str:
        """Return a program without its exercises in Markdown: who may use it, its rules, and when to get help."""
        program, t = shown.program, self.catalogue.messages.t
        box = self.catalogue.get_help
        parts = (
            *self._restriction(program),
            _escaped(program.summary),
            *self._part(t("label.audience"), program.audience),
            *self._part(t("label.purpose"), program.purpose),
            *self._part(t("label.before_you_start"), program.instructions),
            *self._part(t("label.when_to_stop"), program.stop_rules),
            *self._part(t("label.how_much"), (_dose(t, line) for line in shown.dose.lines)),
            *self._part(box.title, box.intro),
            *self._part(box.urgent.heading, (*box.urgent.signs, *box.urgent.who_to_call)),
            *self._part(box.soon.heading, (*box.soon.signs, *box.soon.who_to_call)),
            *self._part(t("label.afterwards"), program.afterwards),
            *self._part(t("label.about_program"), program.background),
            *self._review(shown.signed),
        )
        return "\n\n".join(parts)

    def exercise(self, shown: ExerciseView) -> str:
        """Return how an exercise is done in Markdown."""
        exercise, t = shown.exercise, self.catalogue.messages.t
        cautions = (term.description for _, term in self.catalogue.terms("cautions", exercise.cautions))
        variants = (
            part
            for it in exercise.variants
            for part in self._part(it.name, self._form(it, shown.form_restricted_to[it.id]))
        )
        parts = (
            *self._restriction(shown.restricted_to),
            _escaped(exercise.summary),
            *self._part(t("label.get_ready"), exercise.start),
            *self._part(t("label.do_this"), exercise.steps),
            *variants,
            *self._part(t("label.feel"), exercise.feel),
            *self._part(t("label.take_care"), cautions),
            *self._review(shown.signed),
        )
        return "\n\n".join(parts)

    def _form(self, form: Variant, restricted: Program | None) -> Iterator[str]:
        """Yield what is said of one variant of an exercise: who alone may do it, how, and what to take care of."""
        t = self.catalogue.messages.t
        if restricted and restricted.restriction:
            yield restricted.restriction.title
        if form.when:
            yield form.when
        yield from (*form.start, *form.steps, *form.feel)
        for _, term in self.catalogue.terms("cautions", form.cautions):
            yield t("entry.care_line", line=term.description)

    def _restriction(self, program: Program | None) -> Iterator[str]:
        if program and program.restriction:
            yield from self._part(program.restriction.title, self.catalogue.restriction_text(program))

    @staticmethod
    def _review(signed: Signed) -> Iterator[str]:
        """Yield who checked it, and what has changed since."""
        if signed.review:
            yield _escaped(signed.text)

    def _part(self, heading: str, lines: Iterable[str]) -> Iterator[str]:
        text = self.lines(lines)
        if text:
            yield f"## {_escaped(heading)}"
            yield text

    def entry(self, shown: EntryView) -> str:
        """Return how an entry is done and how much of it, in plain text."""
        t = self.catalogue.messages.t
        entry, way = shown.entry, shown.instructions
        lines = (
            *way.start,
            *way.steps,
            *([way.choice] if way.choice else []),
            *(_dose(t, line) for line in shown.dose.lines),
            *entry.differences,
            *entry.tips,
            *(t("entry.feel_line", line=line) for line in way.feel),
            *(t("entry.care_line", line=line) for line in shown.cautions),
            *entry.notes,
        )
        return "\n".join(lines)

    @staticmethod
    def variant(variant: VariantView) -> str:
        """Return one variant of an entry in plain text."""
        when = [variant.when] if variant.when else []
        return "\n".join((*when, *variant.start, *variant.steps, *variant.feel))
