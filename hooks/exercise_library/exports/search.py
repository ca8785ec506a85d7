"""The index of the search: every page in the words that it is found by, and what its results show.

One file for the search, the list of exercises and the prescribing tool. docs/assets/javascripts/search/ reads it.
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from exercise_library.catalogue.model import Entry, Exercise, GetHelp, Program, Source
from exercise_library.catalogue.translation import names_in, translated_help, translated_names
from exercise_library.exports.output import Export
from exercise_library.interface.messages import Messages
from exercise_library.source.written import Written
from exercise_library.view import urls
from exercise_library.view.build import View
from exercise_library.view.calls import parted
from exercise_library.view.exercises import ExerciseView
from exercise_library.view.pictures import Picture

Json = dict[str, Any]


# The vocabularies whose words find an exercise.
_VOCABULARIES = ("positions", "regions", "aims", "equipment", "muscles")


@dataclass(frozen=True)
class _Maker:
    view: View

    def exercises(self) -> Iterator[Json]:
        for slug, shown in self.view.exercises.items():
            exercise, program = shown.exercise, shown.restricted_to
            titles = (title for use in shown.uses for title in (use.entry.title, use.entry.printed_title) if title)
            yield _sparse(
                url=self.view.place(shown.address),
                exercise=slug,
                title=exercise.name,
                summary=exercise.summary,
                note=program.restriction.title if program and program.restriction else "",
                picture=_picture(self.view.album.thumbnails.get(slug)),
                others=exercise.other_names,
                titles=_once(titles),
                terms={name: self._terms(shown, name) for name in _VOCABULARIES},
                text=_text(exercise, [use.entry for use in shown.uses]),
            )

    def _terms(self, shown: ExerciseView, vocabulary: str) -> list[str]:
        terms = self.view.catalogue.vocabulary[vocabulary].items()
        return _once((*shown.terms[vocabulary], *(slug for slug, term in terms if shown.exercise.slug in term.suits)))

    def programs(self) -> Iterator[Json]:
        for slug, shown in self.view.programs.items():
            program = shown.program
            yield _sparse(
                url=self.view.place(urls.program(slug)),
                title=program.name,
                summary=program.summary,
                note=program.restriction.title if program.restriction else "",
                picture=_picture(self.view.album.covers.get(slug)),
                others=(*_credit(shown.source), *self._asked(slug)),
                text=" ".join((*program.audience, *program.purpose, *program.background, *_titles(program))),
            )

    def _asked(self, program: str) -> Iterator[str]:
        """Yield what people call the conditions that lead on to a program, unless they ask for a part of it."""
        for it in self.view.catalogue.conditions.values():
            if program in it.programs and not it.part:
                yield from (it.name, *it.words)

    def sources(self) -> Json:
        t = self.view.catalogue.messages.t
        credits = (word for source in self.view.catalogue.sources.values() for word in _credit(source))
        return _sparse(
            url=self.view.place(urls.SOURCES),
            title=t("sources.title"),
            summary=t("sources.description"),
            text=" ".join(credits),
        )

    def terms(self) -> Json:
        return {
            name: {
                slug: _sparse(names=(term.name, *term.synonyms), without=term.ruled_out)
                for slug, term in self.view.catalogue.vocabulary[name].items()
            }
            for name in _VOCABULARIES
        }

    def help(self) -> Json:
        box = self.view.catalogue.get_help
        calls = {grade.heading: [parted(line) for line in grade.who_to_call] for grade in (box.urgent, box.soon)}
        place = self.view.place(f"{urls.HOME}#emergency")
        return {"url": place, "title": box.title, "calls": calls, **self._signs(box)}

    def _signs(self, told: GetHelp) -> Json:
        """Return what people type who need help, in a language, with what this one says to it."""
        box = self.view.catalogue.get_help
        grades = {sign: grade.heading for grade in (box.soon, box.urgent) for sign in grade.signs}
        signs = dict(zip(told.signs, box.signs, strict=True))
        asked = [
            _sparse(words=it.words, alone=it.alone) | {"sign": sign, "heading": grades.get(sign, "")}
            for it in told.asked
            for sign in [signs.get(it.sign or "", "")]
        ]
        return {"asked": asked, "alike": told.alike}

    def others(self) -> Iterator[Json]:
        """Yield what there is to know of each other language: who needs help is to be understood in all of them."""
        original = (self.view.original or self.view).catalogue
        if self.view.prefix:
            names = names_in(original.vocabulary["regions"], original.conditions)
            yield self._other("", original.messages, original.get_help, names)
        for language, told in original.translations.items():
            if (prefix := f"{language}/") != self.view.prefix:
                box, names = translated_help(original, told), translated_names(original, told)
                yield self._other(prefix, told.messages, box, names)

    def _other(self, prefix: str, messages: Messages, box: GetHelp, names: Iterable[str]) -> Json:
        home, title = urls.in_language(urls.HOME, prefix), messages.t("search.in_language")
        words = " ".join(_once(" ".join(names).lower().split()))
        return {"locale": messages.locale, "url": home, "title": title, "words": words, **self._signs(box)}

    def conditions(self) -> list[Json]:
        catalogue = self.view.catalogue
        return [
            {
                "name": it.name,
                "words": it.words,
                "line": " ".join(it.line),
                "programs": [self._program_link(slug, it.part) for slug in it.programs],
            }
            for it in catalogue.conditions.values()
        ]

    def _program_link(self, slug: str, part: str | None) -> Json:
        url = f"{urls.program(slug)}#{part}" if part else urls.program(slug)
        return {"url": self.view.place(url), "title": self.view.catalogue.programs[slug].name}


def search_index(view: View, by_hand: Iterable[Written]) -> Export:
    """Return the index as a file."""
    return Export(view.place(urls.SEARCH), lambda: _index(view, by_hand))


def _index(view: View, by_hand: Iterable[Written]) -> str:
    """Return the index. Pages written by hand are found by each of their headings."""
    made, messages = _Maker(view), view.catalogue.messages
    tool = {
        "url": view.place(urls.PRESCRIBE),
        "title": messages.t("prescribe.title"),
        "summary": messages.t("prescribe.description"),
    }
    index = {
        "pages": [*made.exercises(), *made.programs(), *_by_hand(_in_language(view, by_hand)), made.sources(), tool],
        "terms": made.terms(),
        "help": made.help(),
        "conditions": made.conditions(),
        "others": list(made.others()),
        "messages": messages.subset([key for key in messages.messages if key.startswith("search.")]),
    }
    return json.dumps(index, ensure_ascii=False, separators=(",", ":")) + "\n"


def _in_language(view: View, by_hand: Iterable[Written]) -> Iterator[Written]:
    """Yield the pages by hand in the language of a view: those of others lie in a folder of their name."""
    folders = tuple(f"{language}/" for language in view.catalogue.translations)
    for page in by_hand:
        if page.url.startswith(view.prefix) if view.prefix else not page.url.startswith(folders):
            yield page


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
