"""What an entry needs and takes care of, by the forms of its exercise that it uses."""

from collections.abc import Iterator
from typing import NamedTuple, TypeVar

from exercise_library.catalogue.model import Entry, Exercise, Need, Variant

T = TypeVar("T")


class Needed(NamedTuple):
    """What an entry needs; `form` is the id of the form that alone needs it, and empty where all do."""

    need: Need
    form: str = ""


class Care(NamedTuple):
    """A caution of the vocabulary; `form` is the id of the form that alone calls for it, and empty where all do."""

    caution: str
    form: str = ""


def needs_of(entry: Entry, exercise: Exercise) -> tuple[Needed, ...]:
    """Return what an entry needs: what its handout says, or else what the exercise and the forms it uses need."""
    if entry.needs:
        return tuple(map(Needed, entry.needs))
    own = {used.variant: used.needs for used in entry.variants}
    forms = [
        (need, form.id)
        for form in _used(entry, exercise)
        for need in own[form.id] or form.needs
        if not set(need.any_of) <= set(exercise.equipment)
    ]
    return (*map(Needed, exercise.needs), *(Needed(need, form) for need, form in _by_form(forms, entry)))


def cautions_of(entry: Entry, exercise: Exercise) -> tuple[Care, ...]:
    """Return what to take care of in an entry: in every form of the exercise, and in the forms that it uses."""
    forms = [(caution, form.id) for form in _used(entry, exercise) for caution in form.cautions]
    return (*map(Care, exercise.cautions), *(Care(caution, form) for caution, form in _by_form(forms, entry)))


def _used(entry: Entry, exercise: Exercise) -> list[Variant]:
    forms = {form.id: form for form in exercise.variants}
    return [forms[used.variant] for used in entry.variants]


def _by_form(found: list[tuple[T, str]], entry: Entry) -> Iterator[tuple[T, str]]:
    """Yield what forms have, each with its form; what all forms of an entry have comes once and without one."""
    for thing in dict.fromkeys(thing for thing, _ in found):
        forms = [form for other, form in found if other == thing]
        if len(forms) == len(entry.variants):
            yield thing, ""
        else:
            yield from ((thing, form) for form in forms)
