"""What an entry needs and takes care of, by the variants of its exercise that it uses."""

from collections.abc import Iterator
from typing import NamedTuple, TypeVar

from exercise_library.catalogue.model import Entry, Exercise, Need, Variant

T = TypeVar("T")


class Needed(NamedTuple):
    """What an entry needs; `variant` is the id of the variant that alone needs it, and empty where all do."""

    need: Need
    variant: str = ""


class Care(NamedTuple):
    """A caution of the vocabulary; `variant` is the id of the one that alone calls for it, and empty where all do."""

    caution: str
    variant: str = ""


def needs_of(entry: Entry, exercise: Exercise) -> tuple[Needed, ...]:
    """Return what an entry needs: what its handout says, or else what the exercise and the variants it uses need."""
    if entry.needs:
        return tuple(map(Needed, entry.needs))
    own = {used.variant: used.needs for used in entry.variants}
    found = [
        (need, variant.id)
        for variant in _used(entry, exercise)
        for need in own[variant.id] or variant.needs
        if not set(need.any_of) <= set(exercise.equipment)
    ]
    return (*map(Needed, exercise.needs), *(Needed(need, variant) for need, variant in _by_variant(found, entry)))


def cautions_of(entry: Entry, exercise: Exercise) -> tuple[Care, ...]:
    """Return what to take care of in an entry: in every variant of the exercise, and in those that it uses."""
    found = [(caution, variant.id) for variant in _used(entry, exercise) for caution in variant.cautions]
    return (*map(Care, exercise.cautions), *(Care(caution, variant) for caution, variant in _by_variant(found, entry)))


def _used(entry: Entry, exercise: Exercise) -> list[Variant]:
    variants = {variant.id: variant for variant in exercise.variants}
    return [variants[used.variant] for used in entry.variants]


def _by_variant(found: list[tuple[T, str]], entry: Entry) -> Iterator[tuple[T, str]]:
    """Yield what variants have, each with its variant; what all of an entry's have comes once and without one."""
    for thing in dict.fromkeys(thing for thing, _ in found):
        variants = [variant for other, variant in found if other == thing]
        if len(variants) == len(entry.variants):
            yield thing, ""
        else:
            yield from ((thing, variant) for variant in variants)
