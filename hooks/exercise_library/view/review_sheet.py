"""What a clinician is shown who checks a page: words and numbers beside what the originals say, and what is open."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from exercise_library.catalogue.catalogue import Catalogue
from exercise_library.catalogue.model import Exercise
from exercise_library.catalogue.signature import KEYS
from exercise_library.source.originals import DOSE_COLUMNS, Hedge
from exercise_library.view import urls
from exercise_library.view.build import ProgramView, View
from exercise_library.view.dose import DoseLine, DoseView
from exercise_library.view.entries import EntryView
from exercise_library.view.exercises import ExerciseView
from exercise_library.view.signed import (
    Signable,
    Signed,
    signable_condition,
    signable_help,
    signed,
)


class Number(NamedTuple):
    """A line of a dose as the original has it, in the words of its table, and as our page says it."""

    label: str
    original: str
    ours: str


@dataclass(frozen=True)
class SheetPart:
    """A part of a sheet: an entry with what its original says of it, or, without one, all of a program."""

    title: str
    numbers: tuple[Number, ...]
    hedges: tuple[Hedge, ...]
    entry: EntryView | None = None


@dataclass(frozen=True)
class ReviewSheet:
    """The sheet of one page. `file` holds its data and its review, `address` is the page itself.

    `keys` are those of the marks to sign. `parts` is empty but for programs, and `exercise` or `program` is there for
    one. `questions` are what is open.
    """

    page: Signable
    signed: Signed
    title: str
    file: str
    address: str
    parts: tuple[SheetPart, ...] = ()
    questions: tuple[str, ...] = ()
    exercise: ExerciseView | None = None
    program: ProgramView | None = None
    hedges: tuple[tuple[str, Hedge], ...] = field(default=())
    keys: tuple[str, ...] = KEYS

    @property
    def url(self) -> str:
        """Where the sheet itself is."""
        return urls.review(self.page.name)

    @property
    def indent(self) -> str:
        """What stands before each line of a review in the file: in a list of conditions, it stands below one."""
        return "  " if self.page.name.startswith("conditions/") else ""

    def to_paste(self, reviewer: str = "Your name, your profession", day: str = "year-month-day") -> str:
        """Return what a clinician writes into the file. As it stands without a name and a day, the check refuses it."""
        rows = {"reviewer": reviewer, "date": day, **{key: self.page.marks[key] for key in self.keys}}
        lines = ["review:", *(f"  {key}: {told}" for key, told in rows.items())]
        return "\n".join(f"{self.indent}{line}" for line in lines)


def review_sheets(view: View) -> Iterator[ReviewSheet]:
    """Yield the sheet of all that can be signed: the box of help, programs, exercises, and answers to conditions.

    A translation is signed for its words, in its own file.
    """
    for sheet in _sheets(view):
        if not view.original:
            yield sheet
        else:
            file = sheet.file.replace("data/", f"data/translations/{view.prefix}", 1)
            yield replace(sheet, file=file, address=view.place(sheet.address), keys=("words",))


def _sheets(view: View) -> Iterator[ReviewSheet]:
    catalogue = view.catalogue
    page = signable_help(catalogue.get_help)
    address = f"{urls.HOME}#get-help"
    yield ReviewSheet(page, view.help_signed, catalogue.get_help.title, "data/get-help.yml", address)
    for program in view.programs.values():
        yield _program(view, program)
    for exercise in view.exercises.values():
        yield _exercise(view, exercise)
    for slug, condition in catalogue.conditions.items():
        page = signable_condition(slug, condition)
        state = signed(page, catalogue.messages.t)
        yield ReviewSheet(page, state, condition.name, "data/conditions.yml", urls.HOME)


def _program(view: View, shown: ProgramView) -> ReviewSheet:
    program, originals = shown.program, view.catalogue.originals
    file = f"data/programs/{program.slug}.yml"
    whole = SheetPart(
        "The whole program",
        tuple(_numbers(originals.dose(program.slug), shown.dose.lines)),
        originals.hedges_of(program.slug),
    )
    entries = tuple(
        SheetPart(
            entry.title,
            tuple(_numbers(originals.dose(program.slug, id_), entry.dose.lines)),
            tuple(_named(originals.hedges_of(program.slug, id_), entry.exercise)),
            entry,
        )
        for id_, entry in shown.entries.items()
    )
    questions = (*program.editor_notes, *_open(shown), *_notices(view.catalogue, file))
    return ReviewSheet(
        shown.signable, shown.signed, program.name, file, urls.program(program.slug),
        (whole, *entries), questions, program=shown,
    )  # fmt: skip


def _exercise(view: View, shown: ExerciseView) -> ReviewSheet:
    exercise = shown.exercise
    file = f"data/exercises/{exercise.slug}.yml"
    hedges = tuple(
        (f"{program.name}: {entry.title}", hedge)
        for program, entry in shown.uses
        for hedge in _named(view.catalogue.originals.hedges_of(program.slug, entry.id), exercise)
    )
    return ReviewSheet(
        shown.signable, shown.signed, exercise.name, file, shown.address,
        questions=(*exercise.editor_notes, *_unknown(exercise), *_notices(view.catalogue, file)), exercise=shown,
        hedges=hedges,
    )  # fmt: skip


def _numbers(original: dict[str, str], lines: Iterable[DoseLine]) -> Iterator[Number]:
    """Yield each line of a dose that the original or our page has."""
    ours: dict[str, list[str]] = {}
    for line in lines:
        words = (line.before, "______" if line.blank else "", line.after, line.note)
        ours.setdefault(line.line, []).append(f"{line.label}: {' '.join(word for word in words if word)}")
    if "figures_in_words" in original:
        ours["figures_in_words"] = ["see the words"]
    for key in dict.fromkeys((*DOSE_COLUMNS, *ours)):
        if key in original or key in ours:
            yield Number(key.replace("_", " "), original.get(key, ""), " / ".join(ours.get(key, ())))


def _named(hedges: Iterable[Hedge], exercise: Exercise) -> Iterator[Hedge]:
    """Yield rows of the table with the names of forms in place of their ids."""
    names = {variant.id: variant.name for variant in exercise.variants}
    for hedge in hedges:
        yield hedge._replace(form=names.get(hedge.form, hedge.form), where=hedge.where.replace("_", " "))


# Why a line of a dose has no number, by its kind.
_WHY = {
    "blank": "the original has a line to write on",
    "lost": "our copy of the original lost the number",
    "not-given": "the original does not say",
}


def _open(shown: ProgramView) -> Iterator[str]:
    """Yield what a program leaves open: numbers that are not there, and notes of ours."""
    yield from _without_number("The whole program", shown.dose)
    for entry in shown.entries.values():
        yield from _without_number(entry.title, entry.dose)
        yield from (f"{entry.title}: {note}" for note in (*entry.entry.notes, *entry.entry.editor_notes))


def _without_number(title: str, dose: DoseView) -> Iterator[str]:
    """Yield each line of a dose that has no number, with the reason."""
    yield from (f"{title}, {line.label}: {_WHY[line.kind]}." for line in dose.lines if line.kind in _WHY)


# What is asked of the back in an exercise, by its key.
_SPINE = {
    "loaded": "Does a part of the back move, or hold still, against weight?",
    "end_range": "Does the back move as far as it can go?",
    "fast": "Does the back move fast?",
    "external_load": "Is there a weight or a band to move?",
}


def _unknown(exercise: Exercise) -> Iterator[str]:
    """Yield what we do not know of how the back moves, and what our pictures settled by themselves."""
    yield from (
        f"{asked} We do not know." for key, asked in _SPINE.items() if getattr(exercise.spine, key) == "unknown"
    )
    yield from (f"{variant.name}: {note}" for variant in exercise.variants for note in variant.picture_notes)
    yield from exercise.picture_notes


def _notices(catalogue: Catalogue, file: str) -> Iterator[str]:
    """Yield what the check leaves to a reviewer."""
    yield from (f"{notice.message} {notice.tip}" for notice in catalogue.notices if notice.path == file)
