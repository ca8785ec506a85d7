"""How well the search finds what a list of queries wants.

`python tests/rank.py LIST.csv [LANGUAGE]` prints figures and misses. A list has the columns query, kind and wanted, as
tests/content/searches.csv has: addresses with a stroke between them, in every language those of the original.
"""

import atexit
import csv
import functools
import json
import sys
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from exercise_library.exports.search import search_index
from exercise_library.source.written import untranslated, written
from exercise_library.view.build import build_view, in_other_language
from library import our_library
from scripts import Scripts

ROOT = Path(__file__).resolve().parent.parent
LIST = ROOT / "tests" / "content" / "searches.csv"
# Written before the ranker was tuned, and kept out of that.
KEPT = LIST.with_name("searches_kept.csv")
# The kinds of queries that are in patients' own words.
LAY = frozenset({"lay", "sentence", "question"})
HELP = "#get-help"
LOAD = "async ([rank, index]) => { globalThis.ask = await (await import(rank)).asker(index) }"


@dataclass(frozen=True)
class Query:
    """What somebody types, and the addresses that are right answers."""

    text: str
    kind: str
    wanted: frozenset[str]

    @property
    def needs_help(self) -> bool:
        """Whether help is a right answer."""
        return any(url.endswith(HELP) for url in self.wanted)

    def fits(self, url: str) -> bool:
        """Whether an address is a right answer: a wanted page, anywhere on it, or a wanted place."""
        return url in self.wanted or (url.partition("#")[0] or url) in self.wanted


@dataclass(frozen=True)
class Answer:
    """What the search says. `help` names the signs; it is None where no help is shown."""

    urls: tuple[str, ...]
    help: tuple[str, ...] | None
    conditions: tuple[str, ...]
    left: tuple[str, ...]
    unclear: tuple[str, ...]
    unknown: tuple[str, ...]
    corrected: tuple[tuple[str, str], ...]
    elsewhere: tuple[str, ...]

    @property
    def shown(self) -> tuple[str, ...]:
        """The addresses from the top: help stands above all."""
        return self.urls if self.help is None else (HELP, *self.urls)

    @property
    def exercises(self) -> tuple[str, ...]:
        """Those that the list and the field of prescribing show."""
        return tuple(url for url in self.urls if url.startswith("exercises/"))


def read_list(path: Path = LIST) -> list[Query]:
    """Return the queries of a list."""
    with path.open(encoding="utf-8", newline="") as file:
        return [Query(row["query"], row["kind"], frozenset(row["wanted"].split("|"))) for row in csv.DictReader(file)]


def index_of(language: str = "") -> dict[str, Any]:
    """Return the index of the search in the original language, or in another."""
    catalogue, docs = our_library(), ROOT / "docs"
    original, languages = build_view(catalogue), catalogue.translations
    view = in_other_language(original, language, untranslated(docs, language, languages)) if language else original
    index: dict[str, Any] = json.loads(search_index(view, tuple(written(docs))).make())
    return index


class Search:
    """The ranker over one index."""

    def __init__(self, index: dict[str, Any], language: str = "") -> None:
        """Start it."""
        self._prefix = f"{language}/" if language else ""
        self._scripts = Scripts()
        self._scripts.evaluate(LOAD, [(ROOT / "tests" / "rank.mjs").as_uri(), index])

    def answers(self, texts: Sequence[str]) -> list[Answer]:
        """Return what the search says to each text."""
        found = self._scripts.evaluate("texts => texts.map(ask)", texts)
        return [_answer(told, self._prefix) for told in found]

    def close(self) -> None:
        """End it."""
        self._scripts.close()


@functools.cache
def _search(language: str) -> Search:
    search = Search(index_of(language), language)
    atexit.register(search.close)
    return search


def answers(texts: Sequence[str], language: str = "") -> list[Answer]:
    """Return what the search of our library says to each text."""
    return _search(language).answers(texts)


def _answer(told: dict[str, Any], prefix: str) -> Answer:
    return Answer(
        urls=tuple(url.removeprefix(prefix) for url in told["urls"]),
        help=None if told["help"] is None else tuple(told["help"]),
        conditions=tuple(told["conditions"]),
        left=tuple(told["left"]),
        unclear=tuple(told["unclear"]),
        unknown=tuple(told["unknown"]),
        corrected=tuple((it["typed"], it["shown"]) for it in told["corrected"]),
        elsewhere=tuple(told["elsewhere"]),
    )


def place(query: Query, shown: Sequence[str]) -> int:
    """Return the place of the first right answer, counted from 1; 1000 if there is none."""
    return next((place for place, url in enumerate(shown, start=1) if query.fits(url)), 1000)


def shares(places: Iterable[int]) -> tuple[float, float]:
    """Return how many right answers are first and among the first three, in percent."""
    found = list(places)
    return tuple(100 * sum(it <= most for it in found) / len(found) for most in (1, 3))  # type: ignore[return-value]


def main(path: Path, language: str = "") -> None:
    """Print both figures for the whole list, for lay wording and for each kind, and what is not first."""
    queries = read_list(path)
    found = answers([query.text for query in queries], language)
    kinds: dict[str, list[int]] = defaultdict(list)
    for query, answer in zip(queries, found, strict=True):
        at = place(query, answer.shown)
        for kind in ("all", query.kind, *(["all lay wording"] if query.kind in LAY else [])):
            kinds[kind].append(at)
        if at > 1:
            print(f"{'missed' if at > 3 else at}  {query.kind}: '{query.text}' finds {', '.join(answer.shown[:3])}")
    for kind, places in kinds.items():
        first, three = shares(places)
        print(f"{kind}: {len(places)} queries, {three:.1f} % among the first three, {first:.1f} % first")


if __name__ == "__main__":
    main(Path(sys.argv[1]), *sys.argv[2:])
