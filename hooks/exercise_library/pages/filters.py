"""What the list of all exercises can be filtered by: words of the vocabulary, and programs.

The page carries it as data attributes, which docs/assets/javascripts/filter/ reads. What is typed, the search is asked.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Choice:
    """Something to filter by: what it is called, and the slugs of the exercises that have it."""

    slug: str
    name: str
    exercises: frozenset[str]


@dataclass(frozen=True)
class Filter:
    """A group of choices. `key` is its name in the address."""

    key: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True)
class FilterData:
    """What the page needs: its filters, and the data attributes of each card."""

    filters: tuple[Filter, ...]
    attributes: Mapping[str, Mapping[str, str]]


def filter_data(filters: tuple[Filter, ...], exercises: Iterable[str]) -> FilterData:
    """Return what the page needs for exercises, by their slugs."""
    attributes: dict[str, dict[str, list[str]]] = {slug: {"data-exercise": [slug]} for slug in exercises}
    for found in filters:
        for choice in found.choices:
            for slug in choice.exercises:
                attributes[slug].setdefault(f"data-{found.key}", []).append(choice.slug)
    joined = {slug: {name: " ".join(values) for name, values in own.items()} for slug, own in attributes.items()}
    return FilterData(filters, joined)
