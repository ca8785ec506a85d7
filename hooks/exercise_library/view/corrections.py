"""Corrections as they are shown: in a list, in the feed, and as a line on all that they touch."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from exercise_library.catalogue.catalogue import Catalogue
from exercise_library.catalogue.corrections import present
from exercise_library.catalogue.model import Correction
from exercise_library.interface.messages import Translate
from exercise_library.view import urls

_SHOWN_FOR = timedelta(days=365)


@dataclass(frozen=True)
class CorrectionView:
    """A correction: the page that it is about and where that is, and the line that stands there.

    `exercise`, `program` and `entry` are the names that these have now, and empty for what it is not about. `recent`:
    pages still have the line, for people who read or printed them before. The list and kept plans have it for ever.
    """

    correction: Correction
    exercise: str
    program: str
    entry: str
    title: str
    address: str
    line: str
    recent: bool

    @property
    def day(self) -> date:
        """The day of the correction."""
        return date.fromisoformat(self.correction.date)


@dataclass(frozen=True)
class CorrectionsView:
    """All corrections, the latest first."""

    all: tuple[CorrectionView, ...] = ()

    def of_exercise(self, slug: str) -> tuple[CorrectionView, ...]:
        """Return those that an exercise's own page has a line for."""
        return tuple(it for it in self.all if it.recent and it.exercise == slug)

    def of_program(self, slug: str) -> tuple[CorrectionView, ...]:
        """Return those of a program that are of no entry."""
        return tuple(it for it in self.all if it.program == slug and not it.entry)

    def of_entry(self, program: str, entry: str, exercise: str) -> tuple[CorrectionView, ...]:
        """Return those of an entry: its own, and its exercise's."""
        own = (program, entry)
        return tuple(it for it in self.all if (it.entry and (it.program, it.entry) == own) or it.exercise == exercise)


def recent(corrections: Iterable[CorrectionView]) -> tuple[CorrectionView, ...]:
    """Return the corrections that pages still have a line for."""
    return tuple(it for it in corrections if it.recent)


def corrections_view(catalogue: Catalogue, edition: str) -> CorrectionsView:
    """Return all corrections as they are shown in an edition of the library, such as that of 2026-11-20."""
    today = date.fromisoformat(edition) if edition else None
    return CorrectionsView(tuple(_shown(catalogue, it, today) for it in catalogue.corrections))


def _shown(catalogue: Catalogue, it: Correction, today: date | None) -> CorrectionView:
    exercise = present(it.exercise or "", catalogue.exercises) or ""
    slug = present(it.program or "", catalogue.programs) or ""
    entries = catalogue.programs[slug].entries if slug else ()
    entry = next((entry for entry in entries if it.entry in (entry.id, *entry.formerly)), None)
    t: Translate = catalogue.messages.t
    if exercise:
        title, address = catalogue.exercises[exercise].name, urls.exercise(exercise)
    elif entry:
        title = t("corrections.entry", program=catalogue.programs[slug].name, entry=entry.title)
        address = urls.entry(slug, entry.id)
    else:
        title, address = catalogue.programs[slug].name, urls.program(slug)
    day = date.fromisoformat(it.date)
    line = t("corrections.line", date=day, wrong=it.wrong, now=it.now)
    shown = today is None or day + _SHOWN_FOR >= today
    return CorrectionView(it, exercise, slug, entry.id if entry else "", title, address, line, shown)
