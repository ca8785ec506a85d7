"""What the list of all exercises can be filtered by: words of the vocabulary, programs, and words to type.

The page carries it as data attributes and one block of JSON; docs/assets/javascripts/filter/ reads them.
Both fold text the same way: lower case, no accents, no apostrophes, letters and digits only.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

_WORD = re.compile(r"[^\W_]+")
_HYPHENATED = re.compile(r"[^\W_]+(?:-[^\W_]+)+")
# Words that say little by themselves: 'on my back' is not 'on my front' and a part of the back.
_WHOSE = frozenset({"my", "your"})
_APOSTROPHES = str.maketrans("", "", "'\u2019")


@dataclass(frozen=True)
class Choice:
    """Something to filter by: what it is called, and the slugs of the exercises that have it."""

    slug: str
    name: str
    exercises: frozenset[str]
    synonyms: tuple[str, ...] = ()

    @property
    def phrases(self) -> tuple[str, ...]:
        """What people may call it."""
        return self.name, *self.synonyms


@dataclass(frozen=True)
class Filter:
    """A group of choices. `key` is its name in the address. One without a label only lends its words."""

    key: str
    choices: tuple[Choice, ...]
    labelled: bool = True
    searched: bool = True


@dataclass(frozen=True)
class FilterData:
    """What the page needs: its filters, the words of their choices, and the data attributes of each card."""

    filters: tuple[Filter, ...]
    words: Mapping[str, Mapping[str, str]]
    attributes: Mapping[str, Mapping[str, str]]


def filter_data(filters: tuple[Filter, ...], names: Mapping[str, Iterable[str]]) -> FilterData:
    """Return what the page needs. `names` are the words of each exercise, by its slug."""
    searched = [found for found in filters if found.searched]
    phrases = {phrase for found in searched for choice in found.choices for phrase in choice.phrases}
    split = _split(phrases.union(*names.values()))
    words = {found.key: {choice.slug: _words(choice.phrases, split) for choice in found.choices} for found in searched}
    chosen: dict[str, list[tuple[str, str]]] = {slug: [] for slug in names}
    for found in filters:
        for choice in found.choices:
            for slug in choice.exercises:
                chosen[slug].append((found.key, choice.slug))
    attributes = {slug: _attributes(chosen[slug], words, _words(own, split)) for slug, own in names.items()}
    shared = {key: {slug: " ".join(own) for slug, own in choices.items()} for key, choices in words.items()}
    return FilterData(filters, shared, attributes)


def fold(text: str) -> str:
    """Return text in lower case, without accents and apostrophes."""
    decomposed = unicodedata.normalize("NFKD", text.lower().translate(_APOSTROPHES))
    return "".join(sign for sign in decomposed if not unicodedata.combining(sign))


def _attributes(
    chosen: Iterable[tuple[str, str]], words: Mapping[str, Mapping[str, list[str]]], own: list[str]
) -> dict[str, str]:
    """Return the data attributes of a card. Words that its choices have are left out, to save bytes."""
    shared = {word for key, choice in chosen if key in words for word in words[key][choice]}
    attributes: dict[str, list[str]] = {}
    for key, choice in chosen:
        attributes.setdefault(f"data-{key}", []).append(choice)
    attributes["data-words"] = [word for word in own if word not in shared]
    return {name: " ".join(values) for name, values in attributes.items()}


def _words(phrases: Iterable[str], split: Mapping[str, list[str]]) -> list[str]:
    """Return the words of some phrases, each once."""
    return list(dict.fromkeys(word for phrase in phrases for word in split[phrase]))


def _split(phrases: Iterable[str]) -> dict[str, list[str]]:
    """Return the words of each phrase; 'push up' gives 'pushup' too, if it may be written so."""
    joined = _joined(phrases)
    words = {phrase: _WORD.findall(fold(phrase)) for phrase in phrases}
    return {
        phrase: [*own, *(a + b for a, b in pairwise(own) if _belong(a, b, joined))] for phrase, own in words.items()
    }


def _belong(first: str, second: str, joined: frozenset[str]) -> bool:
    return first in _WHOSE or (first + second).removesuffix("s") in joined


def _joined(phrases: Iterable[str]) -> frozenset[str]:
    """Return what may be written as one word: whatever somewhere is one, or stands with a hyphen."""
    return frozenset(word.removesuffix("s") for phrase in phrases for word in _spellings(fold(phrase)))


def _spellings(folded: str) -> Iterator[str]:
    yield from _WORD.findall(folded)
    for hyphenated in _HYPHENATED.findall(folded):
        yield from (first + second for first, second in pairwise(hyphenated.split("-")))
