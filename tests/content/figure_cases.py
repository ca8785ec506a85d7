"""Every figure of the library, with who shows it and the words that stand beside it."""

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from exercise_library.catalogue.catalogue import Catalogue, load
from exercise_library.catalogue.model import Entry, Exercise, Variant
from exercise_library.figures import Figure, Look
from exercise_library.view.pictures import look_for

ROOT = Path(__file__).resolve().parents[2]


class Case(NamedTuple):
    """A figure and its words: `ready` and `steps` tell how to get ready and what to do."""

    figure: Figure
    look: Look
    positions: tuple[str, ...]
    equipment: tuple[str, ...]
    ready: tuple[str, ...]
    steps: tuple[str, ...]


def cases_of(catalogue: Catalogue) -> dict[str, Case]:
    """Return all figures of a library by name: exercises/bridge, exercises/curl-up/a, programs/plan/entry/form."""
    found: dict[str, Case] = {}
    for exercise in catalogue.exercises.values():
        found |= {f"exercises/{exercise.slug}{form}": case for form, case in _of_exercise(exercise)}
    for program in catalogue.programs.values():
        for entry in program.entries:
            name, exercise = f"programs/{program.slug}/{entry.id}", catalogue.exercises[entry.exercise]
            if entry.figure is not None:
                found[name] = _of_entry(entry, entry.figure, exercise)
            found |= {f"{name}/{form}": case for form, case in _of_forms(entry, exercise)}
    return found


def _of_exercise(exercise: Exercise) -> Iterator[tuple[str, Case]]:
    if exercise.figure is not None:
        yield "", _case(exercise.figure, exercise)
    for variant in exercise.variants:
        if variant.figure is not None:
            yield f"/{variant.id}", _case(variant.figure, exercise, variant)


def _case(figure: Figure, exercise: Exercise, variant: Variant | None = None) -> Case:
    own = variant or exercise
    return Case(
        figure,
        look_for(exercise.slug),
        own.positions or exercise.positions,
        own.equipment or exercise.equipment,
        own.start or exercise.start,
        own.steps or exercise.steps,
    )


def _of_entry(entry: Entry, figure: Figure, exercise: Exercise) -> Case:
    forms = {variant.id: variant for variant in exercise.variants}
    used = [forms[use.variant] for use in entry.variants]
    whole = _case(figure, exercise, used[0] if len(used) == 1 else None)
    return whole._replace(
        equipment=entry.equipment or whole.equipment, ready=entry.start or whole.ready, steps=entry.steps or whole.steps
    )


def _of_forms(entry: Entry, exercise: Exercise) -> Iterator[tuple[str, Case]]:
    """Yield the figures that a program has for a form of its own."""
    forms = {variant.id: variant for variant in exercise.variants}
    for use in entry.variants:
        if use.figure is not None:
            whole = _case(use.figure, exercise, forms[use.variant])
            own = whole._replace(equipment=entry.equipment or whole.equipment)
            yield use.variant, own._replace(ready=use.start or own.ready, steps=use.steps or own.steps)


LIBRARY = load(ROOT)
CASES = cases_of(LIBRARY)
