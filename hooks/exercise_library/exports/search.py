"""The index of the search: every page in the words that it is found by, and what its results show.

One file for the search, the list of exercises and the prescribing tool. docs/assets/javascripts/search/ reads it.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from exercise_library.catalogue.catalogue import Catalogue
from exercise_library.catalogue.model import Entry, Exercise, Program, Source
from exercise_library.exports.output import Export
from exercise_library.pages import urls
from exercise_library.source.written import Written

FILE = "assets/search.json"

Json = dict[str, Any]


class Picture(Protocol):
    """A small picture: the address of a drawing and the part of it that is shown."""

    @property
    def address(self) -> str:
        """Where the drawing is."""

    @property
    def view_box(self) -> str:
        """What is shown of it."""


# The vocabularies whose words find an exercise, and the keys that hold them.
_KEYS = {
    "positions": ("positions",),
    "regions": ("regions",),
    "aims": ("aims",),
    "equipment": ("equipment",),
    "muscles": ("strengthens", "stretches"),
}


@dataclass(frozen=True)
class _Maker:
    catalogue: Catalogue
    thumbnails: Mapping[str, Picture]
    covers: Mapping[str, Picture]

    def exercises(self) -> Iterator[Json]:
        for slug, exercise in self.catalogue.exercises.items():
            uses = self.catalogue.uses[slug]
            restricted = self.catalogue.restricted_to(exercise)
            yield _sparse(
                url=urls.exercise(slug),
                exercise=slug,
                title=exercise.name,
                summary=exercise.summary,
                note=restricted.restriction.title if restricted and restricted.restriction else "",
                picture=_picture(self.thumbnails.get(slug)),
                others=exercise.other_names,
                titles=_once(title for use in uses for title in (use.entry.title, use.entry.printed_title) if title),
                terms={name: self._terms(exercise, name) for name in _KEYS},
                text=_text(exercise, [use.entry for use in uses]),
            )

    def _terms(self, exercise: Exercise, vocabulary: str) -> list[str]:
        parts = (exercise, *exercise.variants)
        slugs = _once(slug for part in parts for key in _KEYS[vocabulary] for slug in getattr(part, key, ()))
        suited = (slug for slug, term in self.catalogue.vocabulary[vocabulary].items() if exercise.slug in term.suits)
        return _once((*slugs, *suited))

    def programs(self) -> Iterator[Json]:
        for slug, program in self.catalogue.programs.items():
            yield _sparse(
                url=urls.program(slug),
                title=program.name,
                summary=program.summary,
                note=program.restriction.title if program.restriction else "",
                picture=_picture(self.covers.get(slug)),
                others=(*_credit(self.catalogue.sources[program.source]), *self._asked(slug)),
                text=" ".join((*program.audience, *program.purpose, *program.background, *_titles(program))),
            )

    def _asked(self, program: str) -> Iterator[str]:
        """Yield what people call the conditions that lead on to a program."""
        for it in self.catalogue.conditions.values():
            if program in it.programs:
                yield from (it.name, *it.words)

    def sources(self) -> Json:
        credits = (word for source in self.catalogue.sources.values() for word in _credit(source))
        return _sparse(
            url=urls.SOURCES,
            title="Sources and credits",
            summary="The handouts and the guidance that our pages come from.",
            text=" ".join(credits),
        )

    def terms(self) -> Json:
        return {
            name: {
                slug: _sparse(names=(term.name, *term.synonyms), without=term.ruled_out)
                for slug, term in self.catalogue.vocabulary[name].items()
            }
            for name in _KEYS
        }

    def help(self) -> Json:
        box = self.catalogue.get_help
        grades = {sign: grade.heading for grade in (box.soon, box.urgent) for sign in grade.signs}
        asked = [
            {"sign": it.sign or "", "heading": grades.get(it.sign or "", ""), "words": it.words} for it in box.asked
        ]
        return {"url": f"{urls.HOME}#get-help", "title": box.title, "asked": asked}

    def conditions(self) -> list[Json]:
        programs = self.catalogue.programs
        return [
            {
                "name": it.name,
                "words": it.words,
                "line": " ".join(it.line),
                "programs": [{"url": urls.program(slug), "title": programs[slug].name} for slug in it.programs],
            }
            for it in self.catalogue.conditions.values()
        ]


def search_index(
    catalogue: Catalogue,
    by_hand: Iterable[Written],
    thumbnails: Mapping[str, Picture],
    covers: Mapping[str, Picture],
) -> Export:
    """Return the index. Pages written by hand are found by each of their headings."""
    made = _Maker(catalogue, thumbnails, covers)
    pages = [*made.exercises(), *made.programs(), *_by_hand(by_hand), made.sources(), *_TOOLS]
    index = {
        "pages": pages,
        "terms": made.terms(),
        "help": made.help(),
        "conditions": made.conditions(),
        "messages": catalogue.messages.subset(
            [key for key in catalogue.messages.messages if key.startswith("search.")]
        ),
    }
    return Export(FILE, json.dumps(index, ensure_ascii=False, separators=(",", ":")) + "\n")


_TOOLS: tuple[Json, ...] = (
    {
        "url": urls.PRESCRIBE,
        "title": "Prescribe exercises",
        "summary": "Choose exercises for your patient, fill in how long and how often, print them or send a link.",
    },
)


def _by_hand(by_hand: Iterable[Written]) -> Iterator[Json]:
    for page in by_hand:
        for part in page.parts:
            at = f"#{part.anchor}" if part.anchor else ""
            told = page.description if not at and page.description else _begin(part.text)
            yield _sparse(
                url=f"{page.url}{at}",
                title=part.heading,
                of=page.parts[0].heading if at else "",
                summary=told,
                text=part.text,
            )


def _begin(text: str, most: int = 160) -> str:
    """Return the first words of a text."""
    return text if len(text) <= most else f"{text[:most].rsplit(' ', 1)[0]} …"


def _picture(picture: Picture | None) -> list[str]:
    return [picture.address, picture.view_box] if picture else []


def _text(exercise: Exercise, entries: Iterable[Entry]) -> str:
    """Return what is told to do: each line once, whoever tells it."""
    parts = (exercise, *exercise.variants, *(part for entry in entries for part in (entry, *entry.variants)))
    keys = ("name", "label", "start", "steps", "feel", "differences", "tips")
    values = (getattr(part, key, None) or () for part in parts if part is not exercise for key in keys)
    own = (*exercise.start, *exercise.steps)
    lines = (line for value in values for line in ((value,) if isinstance(value, str) else value))
    return " ".join(_once((*own, *lines)))


def _titles(program: Program) -> list[str]:
    return [entry.title for entry in program.entries]


def _credit(source: Source) -> list[str]:
    named = (source.title, *source.authors, source.publisher, source.series)
    return _once(it for it in (*named, *source.credit) if it)


def _once(items: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(items))


def _sparse(**keys: Any) -> Json:
    """Return what there is to say, without what is empty."""
    return {key: value for key, value in keys.items() if value}
