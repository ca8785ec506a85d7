"""Every figure of the data, with the words that stand beside it and where in which file it is written."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from exercise_library.catalogue.model import Entry, Exercise, Need, Program, UsedVariant, Variant
from exercise_library.catalogue.validation import validate
from exercise_library.figures import Figure, Look
from exercise_library.source.files import Tree
from exercise_library.source.reader import Location
from exercise_library.view.pictures import look_for


class Case(NamedTuple):
    """A figure and its words: `ready` and `steps` tell how to get ready and what to do. `path`, `at`: where it is."""

    figure: Figure
    positions: tuple[str, ...]
    needs: tuple[Need, ...]
    ready: tuple[str, ...]
    steps: tuple[str, ...]
    exercise: str
    path: str
    at: Location

    @property
    def equipment(self) -> tuple[str, ...]:
        """All things that may be used."""
        return tuple(thing for need in self.needs for thing in need.any_of)

    @property
    def look(self) -> Look:
        """The person whom the site shows."""
        return look_for(self.exercise, self.figure)


def cases_in(tree: Tree) -> dict[str, Case]:
    """Return all figures by name: exercises/bridge, exercises/curl-up/a, programs/plan/entry/form.

    What cannot be read is left out: that is told elsewhere.
    """
    exercises = {slug: validate(Exercise, document, slug)[0] for slug, document in tree.folder("exercises").items()}
    programs = {slug: validate(Program, document, slug)[0] for slug, document in tree.folder("programs").items()}
    return cases_of(
        {slug: found for slug, found in exercises.items() if found},
        {slug: found for slug, found in programs.items() if found},
    )


def cases_of(exercises: Mapping[str, Exercise], programs: Mapping[str, Program]) -> dict[str, Case]:
    """Return all figures of exercises and programs by name, as `cases_in` does."""
    found: dict[str, Case] = {}
    for slug, exercise in exercises.items():
        found |= {f"exercises/{slug}{form}": case for form, case in _of_exercise(exercise)}
    for slug, program in programs.items():
        for number, section in enumerate(program.sections):
            for index, entry in enumerate(section.entries):
                at = (f"data/programs/{slug}.yml", ("sections", number, "entries", index))
                name = f"programs/{slug}/{entry.id}"
                if entry.exercise in exercises:
                    own = _of_entry(entry, exercises[entry.exercise], *at)
                    found |= {f"{name}{form}": case for form, case in own}
    return found


def _of_exercise(exercise: Exercise) -> Iterator[tuple[str, Case]]:
    if exercise.figure is not None:
        yield "", _case(exercise.figure, exercise)
    for number, variant in enumerate(exercise.variants):
        if variant.figure is not None:
            own = _case(variant.figure, exercise, variant)
            yield f"/{variant.id}", own._replace(at=("variants", number, "figure"))


def _case(figure: Figure, exercise: Exercise, variant: Variant | None = None) -> Case:
    own = variant or exercise
    return Case(
        figure,
        own.positions or exercise.positions,
        own.needs or exercise.needs,
        own.start or exercise.start,
        own.steps or exercise.steps,
        exercise.slug,
        f"data/exercises/{exercise.slug}.yml",
        ("figure",),
    )


def _of_entry(entry: Entry, exercise: Exercise, path: str, at: Location) -> Iterator[tuple[str, Case]]:
    """Yield the figures that a program has of its own: of the exercise as it uses it, and of single forms."""
    forms = {variant.id: variant for variant in exercise.variants}
    if entry.figure is not None:
        used = [forms[use.variant] for use in entry.variants if use.variant in forms]
        whole = _case(entry.figure, exercise, used[0] if len(used) == 1 else None)
        yield "", _own(whole, entry, path, (*at, "figure"), entry)
    for number, use in enumerate(entry.variants):
        if use.figure is not None and use.variant in forms:
            whole = _case(use.figure, exercise, forms[use.variant])
            yield f"/{use.variant}", _own(whole, entry, path, (*at, "variants", number, "figure"), use)


def _own(case: Case, entry: Entry, path: str, at: Location, words: Entry | UsedVariant) -> Case:
    """Return a case with what a program has of its own."""
    return case._replace(
        needs=entry.needs or case.needs,
        ready=words.start or case.ready,
        steps=words.steps or case.steps,
        path=path,
        at=at,
    )
