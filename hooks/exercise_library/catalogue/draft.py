"""What could be read of data/, before the rules between the files have looked at it."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import wraps
from typing import Any

from exercise_library.catalogue.clinic import Clinic
from exercise_library.catalogue.model import (
    Condition,
    Correction,
    Entry,
    Exercise,
    GetHelp,
    NamedVariant,
    Program,
    Published,
    Retired,
    Source,
    Term,
    Variant,
)
from exercise_library.source.media import MediaFile
from exercise_library.source.problems import Edit, Problem
from exercise_library.source.reader import Document, Location

SITE = "data/site.yml"
"""A clinic's own settings. The shared library has none."""


@dataclass
class Draft:
    """Everything that could be read, before the rules have looked at it.

    `names` holds the names of all files of a collection, those with mistakes included, so that a reference to a
    file with a mistake is not called unknown; `names["broken"]` holds the paths of files that cannot be read whole.
    `today` is the day on which they look; without it no day is to come.
    """

    documents: dict[str, Document]
    names: dict[str, set[str]]
    exercises: dict[str, Exercise] = field(default_factory=dict)
    programs: dict[str, Program] = field(default_factory=dict)
    vocabulary: dict[str, dict[str, Term]] = field(default_factory=dict)
    sources: dict[str, Source] = field(default_factory=dict)
    retired: dict[str, Retired] = field(default_factory=dict)
    conditions: dict[str, Condition] = field(default_factory=dict)
    corrections: tuple[Correction, ...] = ()
    get_help: GetHelp | None = None
    published: Published | None = None
    today: date | None = None
    site: Clinic | None = None
    media: dict[str, MediaFile] = field(default_factory=dict)

    def problem(
        self, thing: Exercise | Program | str, at: Location, message: str, tip: str = "", **more: Any
    ) -> Problem:
        """Return a problem at a place in the file of an exercise or program, or in a file named by its path."""
        return self._document(thing).problem(at, message, tip, **more)

    def row_below(self, thing: Exercise | Program, at: Location, text: str) -> Edit:
        """Return the edit that puts a row below a place in the file of an exercise or program."""
        return self._document(thing).row_below(at, text)

    def _document(self, thing: Exercise | Program | str) -> Document:
        return self.documents[thing if isinstance(thing, str) else f"data/{thing.folder}/{thing.slug}.yml"]

    def entries(self) -> Iterator[tuple[Program, Entry, Location]]:
        """Yield every entry of every program with its place in the file."""
        for program in self.programs.values():
            for number, section in enumerate(program.sections):
                for index, entry in enumerate(section.entries):
                    yield program, entry, ("sections", number, "entries", index)

    def parts(self) -> Iterator[tuple[Exercise | Program, Location, Exercise | Variant | Entry | NamedVariant]]:
        """Yield each thing that is told and drawn, with its file and its place there: exercises, entries and forms."""
        for exercise in self.exercises.values():
            yield exercise, (), exercise
            yield from ((exercise, ("variants", n), variant) for n, variant in enumerate(exercise.variants))
        for program, entry, place in self.entries():
            yield program, place, entry
            yield from ((program, (*place, "variants", n), form) for n, form in enumerate(entry.variants))

    def collections(self) -> Iterator[tuple[str, dict[str, Exercise] | dict[str, Program]]]:
        """Yield the exercises and the programs, each with the name of their folder."""
        yield Exercise.folder, self.exercises
        yield Program.folder, self.programs


Rule = Callable[[Draft], Iterable[Problem]]


def of_each_document(find: Callable[[Document], Iterable[Problem]]) -> Rule:
    """Return the rule that nothing is wrong with any file by itself. The same document is looked at once.

    The messages of the interface are left out: they have other readers, and rules of their own.
    """

    @wraps(find)
    def rule(draft: Draft) -> Iterator[Problem]:
        for path, document in draft.documents.items():
            if not path.startswith("data/interface/"):
                if rule not in document.made:
                    document.made[rule] = tuple(find(document))
                yield from document.made[rule]

    return rule
