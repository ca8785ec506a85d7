"""What a clinician signs of a page, whether that still stands, and how pages say it.

Texts go into marks as they are in the library that is handed in, so that a translated one is signed by itself.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

from pydantic import BaseModel
from pydantic_core import to_json

from exercise_library.catalogue.catalogue import Catalogue
from exercise_library.catalogue.model import Condition, Entry, Exercise, GetHelp, Program, WordsReview
from exercise_library.catalogue.shown import cautions_of, needs_of
from exercise_library.catalogue.signature import (
    GET_HELP,
    KEYS,
    condition_name,
    day_of,
    exercise_name,
    mark,
    program_name,
)
from exercise_library.figures.pose.figure import Figure
from exercise_library.interface.messages import Translate
from exercise_library.view.entries import picture_notes
from exercise_library.view.instructions import instructions_for
from exercise_library.view.pictures import figures_of, figures_of_entry

NONE, HOLDS, CHANGED = "none", "signed", "changed"
# What is beside a pose, and signed with the words.
_BESIDE = {"captions", "alt"}


class Signable(NamedTuple):
    """All of a page that its review is about: texts, numbers and poses. `name` is its name in its marks.

    The review of a translation is of texts alone.
    """

    name: str
    review: WordsReview | None
    names: tuple[str, ...]
    words: tuple[str, ...]
    dose: tuple[str, ...] = ()
    poses: tuple[str, ...] = ()

    @property
    def marks(self) -> dict[str, str]:
        """The marks that a review of the page as it is now holds."""
        return {key: mark(self.name, key, getattr(self, key)) for key in KEYS}

    @property
    def version(self) -> str:
        """A few letters that paper has, to be compared with those of the page: another text, number or pose, others."""
        return "-".join(told[:3] for told in self.marks.values())

    @property
    def changed(self) -> tuple[str, ...]:
        """What differs from what was signed, by the key of its mark. A page that has moved is the same page."""
        if self.review is None:
            return ()
        told = {key: getattr(self.review, key) for key in KEYS if hasattr(self.review, key)}
        return tuple(
            key for key, mark_ in told.items() if mark_ not in {mark(it, key, getattr(self, key)) for it in self.names}
        )


@dataclass(frozen=True)
class Signed:
    """What a page says of its review: `state` is 'none', 'signed' or 'changed', `changed` are keys of marks."""

    state: str
    text: str
    review: WordsReview | None = None
    changed: tuple[str, ...] = ()

    @property
    def holding(self) -> WordsReview | None:
        """The review, if it is of what the page holds now."""
        return self.review if self.state == HOLDS else None


def signed(page: Signable, t: Translate, without: str = "") -> Signed:
    """Return what a page says of its review. `without`: what it says where there is none."""
    review, changed = page.review, page.changed
    if review is None:
        return Signed(NONE, without or f"{t('review.none')} {t('review.none_do')}")
    if not changed:
        return Signed(HOLDS, t("review.done", reviewer=review.reviewer, date=day_of(review)), review)
    parts = [t("review.part", part=key) for key in changed]
    text = t("review.changed", reviewer=review.reviewer, date=day_of(review), parts=parts)
    return Signed(CHANGED, text, review, changed)


def signable_exercise(catalogue: Catalogue, exercise: Exercise) -> Signable:
    """Return what is signed of an exercise: all that its page says of it but for other pages' names."""
    figures = [figure for _, figure in figures_of(exercise)]
    names = tuple(map(exercise_name, (exercise.slug, *exercise.formerly)))
    words = (*_exercise_words(catalogue, exercise), *_beside(figures))
    return Signable(names[0], exercise.review, names, words, (), tuple(map(_pose, figures)))


def signable_program(catalogue: Catalogue, program: Program) -> Signable:
    """Return what is signed of a program, with the words and poses of exercises that it shows."""
    shown = [figure for entry in program.entries for figure in _shown(catalogue, entry)]
    names = tuple(map(program_name, (program.slug, *program.formerly)))
    words = (*_program_words(catalogue, program), *_beside(shown))
    dose = (_dose(program.dose), *(f"{entry.id}:{_dose(entry.dose)}" for entry in program.entries))
    return Signable(names[0], program.review, names, words, dose, tuple(map(_pose, shown)))


def signable_help(box: GetHelp) -> Signable:
    """Return what is signed of the box 'Get help now'."""
    grades = (
        it
        for grade in (box.urgent, box.soon)
        for it in (*_told("heading", grade.heading), *_told("signs", *grade.signs), *_told("call", *grade.who_to_call))
    )
    words = (*_told("title", box.title), *_told("intro", *box.intro), *grades)
    return Signable(GET_HELP, box.review, (GET_HELP,), words)


def signable_condition(slug: str, condition: Condition) -> Signable:
    """Return what is signed of the answer to a condition."""
    words = (*_told("name", condition.name), *_told("line", *condition.line), *_told("programs", *condition.programs))
    return Signable(condition_name(slug), condition.review, (condition_name(slug),), words)


def signables(catalogue: Catalogue) -> Iterator[Signable]:
    """Yield all that can be signed, in the order of the pages."""
    yield signable_help(catalogue.get_help)
    for program in catalogue.programs.values():
        yield signable_program(catalogue, program)
    for exercise in catalogue.exercises.values():
        yield signable_exercise(catalogue, exercise)
    for slug, condition in catalogue.conditions.items():
        yield signable_condition(slug, condition)


def _told(label: str, *lines: str | None) -> Iterator[str]:
    """Yield lines below what they are: a line that moves elsewhere is another one."""
    said = [line for line in lines if line]
    if said:
        yield f"{label}:"
        yield from said


def _exercise_words(catalogue: Catalogue, exercise: Exercise) -> Iterator[str]:
    for key in ("name", "summary"):
        yield from _told(key, getattr(exercise, key))
    if (restricted := catalogue.restricted_to(exercise)) and restricted.restriction:
        yield from _told("restriction", restricted.restriction.title, *restricted.restriction.text)
    for key in ("other_names", "start", "steps", "feel", "picture_notes"):
        yield from _told(key, *getattr(exercise, key))
    yield from _needs(catalogue, "", exercise.needs)
    for key, vocabulary in _TERMS.items():
        yield from _told(key, *(term.name for _, term in catalogue.terms(vocabulary, getattr(exercise, key))))
    yield from _cautions(catalogue, "", exercise.cautions)
    yield from _told("spine", to_json(exercise.spine).decode())
    for other in catalogue.relations[exercise.slug]:
        yield from _told(f"relation-{other.kind}", other.exercise.slug, other.program)
    for variant in exercise.variants:
        yield from _told(f"variant-{variant.id}", variant.name, variant.when)
        for key in ("start", "steps", "feel", "picture_notes"):
            yield from _told(key, *getattr(variant, key))
        yield from _needs(catalogue, variant.id, variant.needs)
        yield from _told("positions", *(term.name for _, term in catalogue.terms("positions", variant.positions)))
        yield from _cautions(catalogue, variant.id, variant.cautions)


# The words of an exercise that its page shows as they are, by their vocabulary.
_TERMS = {
    "positions": "positions",
    "regions": "regions",
    "aims": "aims",
    "strengthens": "muscles",
    "stretches": "muscles",
}


def _needs(catalogue: Catalogue, form: str, needs: Iterable[Any]) -> Iterator[str]:
    for need in needs:
        names = (term.name for _, term in catalogue.terms("equipment", need.any_of))
        yield from _told("-".join(it for it in ("needs", form, "optional" if need.optional else "") if it), *names)


def _cautions(catalogue: Catalogue, form: str, slugs: tuple[str, ...]) -> Iterator[str]:
    for _, term in catalogue.terms("cautions", slugs):
        yield from _told(f"caution-{form}", term.name, term.description)


def _program_words(catalogue: Catalogue, program: Program) -> Iterator[str]:
    for key in ("name", "summary"):
        yield from _told(key, getattr(program, key))
    if program.restriction:
        yield from _told("restriction", *_texts(program.restriction))
    for key in ("audience", "purpose", "background", "instructions", "stop_rules", "afterwards"):
        yield from _told(key, *getattr(program, key))
    for field in program.form:
        yield from _told("field", field.label, str(field.lines))
    for section in program.sections:
        yield from _told("section", section.name or "-")
        for entry in section.entries:
            yield from _entry_words(catalogue, entry)


def _texts(part: BaseModel) -> Iterator[str]:
    """Yield every text of a part of the data, in the order of its keys."""
    for value in part.model_dump().values():
        yield from [value] if isinstance(value, str) else value or ()


def _entry_words(catalogue: Catalogue, entry: Entry) -> Iterator[str]:
    """Yield the words of an entry as its program shows them: its own, and those that it takes from its exercise."""
    exercise = catalogue.exercises[entry.exercise]
    way = instructions_for(entry, exercise, catalogue.is_only_use(exercise), catalogue.messages.t)
    yield from _told(f"entry-{entry.id}", entry.exercise, entry.title, entry.printed_title)
    for key in ("start", "steps", "feel"):
        yield from _told(key, *getattr(way, key))
    yield from _told("choice", entry.variant_choice if way.variants else "")
    for form in way.variants:
        yield from _told(f"variant-{form.id}", form.label, form.name, form.when)
        for key in ("start", "steps", "feel"):
            yield from _told(key, *getattr(form, key))
    for key in ("differences", "tips", "purpose", "notes", "see_also"):
        yield from _told(key, *getattr(entry, key))
    yield from _told("boxes", *(box.label for box in entry.tick_boxes))
    yield from _told("phases", *(phase.name for phase in entry.phases))
    for need, variant in needs_of(entry, exercise):
        yield from _needs(catalogue, variant, [need])
    for caution, variant in cautions_of(entry, exercise):
        yield from _cautions(catalogue, variant, (caution,))
    for variant in ("", *(used.variant for used in entry.variants)):
        yield from _told(f"picture_notes-{variant}", *picture_notes(entry, exercise, variant))


def _shown(catalogue: Catalogue, entry: Entry) -> Iterator[Figure]:
    """Yield the figures that an entry shows, its own or its exercise's."""
    for _, figure in figures_of_entry(entry, dict(figures_of(catalogue.exercises[entry.exercise]))):
        yield figure


def _beside(figures: Iterable[Figure]) -> Iterator[str]:
    """Yield what stands beside figures: captions, and words for who cannot see them."""
    for figure in figures:
        for frame in range(figure.count):
            yield from _told("picture", figure.caption_of(frame), figure.alt_of(frame))


def _pose(figure: Figure) -> str:
    """Return all that a figure shows as text: a key that figures learn later, and this one lacks, changes nothing."""
    return _sorted_json(figure.model_dump(mode="json", by_alias=True, exclude=_BESIDE, exclude_defaults=True))


def _dose(dose: BaseModel) -> str:
    """Return the lines of a dose that are written, as text: 'not given' is told on the page, and silence is not."""
    whole = dose.model_dump(mode="json", by_alias=True, exclude_none=True)
    return _sorted_json({key: value for key, value in whole.items() if key in dose.model_fields_set})


def _sorted_json(value: Any) -> str:
    return to_json(_sorted(value)).decode()


def _sorted(value: Any) -> Any:
    """Return data with the keys of all that is in it in order."""
    if isinstance(value, dict):
        return {key: _sorted(value[key]) for key in sorted(value, key=str)}
    return [_sorted(it) for it in value] if isinstance(value, list) else value
