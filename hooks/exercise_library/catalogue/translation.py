"""A catalogue in another language: the same one, with other text and other messages.

data/translations/<language>/ mirrors data/, and holds text alone: each below the mark of its original, by which a
changed original is known. What is not there, or is of an original that has changed, is not shown: English stands in.
"""

import json
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING, Annotated, Any

from pydantic import TypeAdapter, ValidationError
from pydantic.fields import FieldInfo

from exercise_library.catalogue.model import Condition, GetHelp, Term, WordsReview
from exercise_library.catalogue.texts import Untranslated, mark_of, retold
from exercise_library.interface.messages import Message, Messages
from exercise_library.interface.reading import LOCALE, read_messages
from exercise_library.interface.uses import Use
from exercise_library.source.problems import Problem
from exercise_library.source.reader import Document, Location

if TYPE_CHECKING:
    from exercise_library.catalogue.catalogue import Catalogue

INTERFACE_FILE = "interface.yml"
"""The file of the messages."""
NAV_FILE = "nav.yml"
"""The file of what the site and its parts are called, by what mkdocs.yml calls them."""
SIDES = ("left", "right")
"""The keys of a file of messages that list how the language says left and right, by which both are compared."""
TODO = "todo-"
"""What stands before the mark of a text that is still in English."""


@dataclass(frozen=True)
class Translation:
    """What data/translations/ has of one language: its messages, and its files by their path below data/."""

    language: str
    messages: Messages
    documents: Mapping[str, Document] = field(default_factory=dict)

    @cached_property
    def sides(self) -> dict[str, re.Pattern[str]]:
        """What finds the words for left and right, in small letters, as far as the language tells them."""
        told = self.documents[INTERFACE_FILE].value if INTERFACE_FILE in self.documents else {}
        words = {side: "|".join(re.escape(str(it).lower()) for it in told[side]) for side in SIDES if told.get(side)}
        return {side: re.compile(rf"\b(?:{found})\b") for side, found in words.items()}


@dataclass(frozen=True)
class Withdrawn:
    """What a translation does not show, because some of its text is not there: slugs, and the codes of entries."""

    exercises: frozenset[str] = frozenset()
    programs: frozenset[str] = frozenset()
    entries: frozenset[str] = frozenset()


class TranslatedFile:
    """Tells the texts of one file of data/ in another language. `missing` are the places of those that it lacks."""

    def __init__(self, document: Document | None) -> None:
        self.value: Mapping[str, Any] = document.value if document else {}
        self.missing: list[Location] = []

    def text(self, at: Location, original: str) -> str:
        """Return the translation of a text, or the text itself."""
        found = value_at(self.value, (*at, mark_of(original)))
        if isinstance(found, str) and found.strip():
            return " ".join(found.split())
        self.missing.append(at)
        return Untranslated(original)

    def printed(self, original: str) -> str:
        """Return it marked as English."""
        return Untranslated(original)

    def words(self, at: Location, original: tuple[Any, ...], field: FieldInfo) -> tuple[Any, ...]:  # noqa: ARG002
        """Return the words of this language; none if it has none."""
        found = value_at(self.value, at)
        try:
            return typed(found, field) if found else ()
        except ValidationError:
            return ()

    def review(self, at: Location, original: Any) -> WordsReview | None:  # noqa: ARG002
        """Return who checked the translation."""
        found = value_at(self.value, at)
        try:
            return WordsReview.model_validate(found) if found else None
        except ValidationError:
            return None


_ADAPTERS: dict[int, tuple[FieldInfo, TypeAdapter[Any]]] = {}


def typed(words: Any, field: FieldInfo) -> tuple[Any, ...]:
    """Return words that people type as a field of the model has them. Raises ValidationError."""
    if id(field) not in _ADAPTERS:
        adapter: TypeAdapter[Any] = TypeAdapter(Annotated[field.annotation, *field.metadata])  # type: ignore[arg-type]
        _ADAPTERS[id(field)] = (field, adapter)
    return tuple(_ADAPTERS[id(field)][1].validate_python(words))


def value_at(value: Any, at: Location) -> Any:
    """Return what stands at a place; None if nothing does."""
    for part in at:
        if not isinstance(value, Mapping):
            return None
        value = value.get(part)
    return value


def translatable(catalogue: "Catalogue") -> dict[str, Any]:
    """Return all of the data that holds text, by the path that it has below data/ and in the folder of a language."""
    vocabularies = {f"vocabulary/{name}.yml": terms for name, terms in catalogue.vocabulary.items()}
    return {
        **{f"exercises/{slug}.yml": it for slug, it in catalogue.exercises.items()},
        **{f"programs/{slug}.yml": it for slug, it in catalogue.programs.items()},
        **vocabularies,
        **{f"{key.replace('_', '-')}.yml": getattr(catalogue, key) for key in _SINGLES},
    }


# What one file holds, by its name in the catalogue.
_SINGLES = ("sources", "get_help", "conditions", "retired", "corrections", "site")


def translated(catalogue: "Catalogue", translation: Translation) -> "Catalogue":
    """Return a catalogue in another language."""
    things = translatable(catalogue)
    files = {path: TranslatedFile(translation.documents.get(path)) for path in things}
    told = {path: retold(thing, files[path]) for path, thing in things.items()}
    exercises = {slug: told[f"exercises/{slug}.yml"] for slug in catalogue.exercises}
    told["get-help.yml"] = _with_signs(catalogue.get_help, told["get-help.yml"])
    made = replace(
        catalogue,
        exercises=dict(sorted(exercises.items(), key=lambda item: _alphabetical(item[1].name))),
        programs={slug: told[f"programs/{slug}.yml"] for slug in catalogue.programs},
        vocabulary={name: told[f"vocabulary/{name}.yml"] for name in catalogue.vocabulary},
        **{key: told[f"{key.replace('_', '-')}.yml"] for key in _SINGLES},
        messages=translation.messages,
        notices=(),
        translations={},
    )
    return replace(made, withdrawn=_withdrawn(catalogue, files))


def translated_help(catalogue: "Catalogue", translation: Translation) -> GetHelp:
    """Return the box that says when to get help in another language."""
    told: GetHelp = _part(catalogue.get_help, translation, "get-help.yml")
    return _with_signs(catalogue.get_help, told)


def translated_names(catalogue: "Catalogue", translation: Translation) -> tuple[str, ...]:
    """Return what parts of the body and conditions are called in another language."""
    regions = _part(catalogue.vocabulary["regions"], translation, "vocabulary/regions.yml")
    return names_in(regions, _part(catalogue.conditions, translation, "conditions.yml"))


def names_in(regions: Mapping[str, Term], conditions: Mapping[str, Condition]) -> tuple[str, ...]:
    """Return what parts of the body and conditions are called."""
    terms = (text for it in regions.values() for text in (it.name, *it.synonyms))
    return (*terms, *(text for it in conditions.values() for text in (it.name, *it.words)))


def _part(thing: Any, translation: Translation, path: str) -> Any:
    """Return what one file of data/ holds in another language."""
    return retold(thing, TranslatedFile(translation.documents.get(path)))


def _with_signs(original: GetHelp, told: GetHelp) -> GetHelp:
    """Return the box with the signs in what people ask for as it tells them. A language's file names the original's."""
    signs = dict(zip(original.signs, told.signs, strict=True))
    asked = (it.model_copy(update={"sign": signs.get(it.sign or "")}) for it in told.asked)
    return told.model_copy(update={"asked": tuple(asked)})


def _alphabetical(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name)
    return "".join(sign for sign in plain if not unicodedata.combining(sign)).casefold()


def _withdrawn(catalogue: "Catalogue", files: Mapping[str, TranslatedFile]) -> Withdrawn:
    """Return what shows a text that is missing. What many pages name in a word or two is in English there."""
    terms = {(name, str(at[0])) for name in ("equipment", "cautions") for at in files[f"vocabulary/{name}.yml"].missing}
    exercises = {
        slug
        for slug, it in catalogue.exercises.items()
        if files[f"exercises/{slug}.yml"].missing or _named(it, *it.variants) & terms
    }
    entries: set[str] = set()
    programs: set[str] = set()
    for slug, program in catalogue.programs.items():
        missing = files[f"programs/{slug}.yml"].missing
        own = {at[2] for at in missing if at[:2] == ("sections", "entries")}
        stale = {
            entry.code
            for entry in program.entries
            if entry.id in own or entry.exercise in exercises or _named(entry, *entry.variants) & terms
        }
        entries |= stale
        programs |= {slug} if missing or stale else set()
    return Withdrawn(frozenset(exercises), frozenset(programs), frozenset(entries))


def _named(*things: Any) -> set[tuple[str, str]]:
    """Return the words that a card tells in full: what is needed, and what to take care of."""
    return {(name, slug) for it in things for name in ("equipment", "cautions") for slug in getattr(it, name, ())}


def read_translations(
    files: Mapping[str, Mapping[str, Document]], original: Messages, said: Mapping[str, Use]
) -> tuple[dict[str, Translation], list[Problem]]:
    """Return what there is of each language, by its name, and what is wrong with its messages."""
    made: dict[str, Translation] = {}
    problems: list[Problem] = []
    for language, documents in files.items():
        messages, found = _messages(language, documents.get(INTERFACE_FILE), original, said)
        problems.extend(found)
        made[language] = Translation(language, messages, documents)
    return made, problems


def _messages(
    language: str, document: Document | None, original: Messages, said: Mapping[str, Use]
) -> tuple[Messages, list[Problem]]:
    """Return the messages of a language. English stands in for those that it lacks."""
    if document is None:
        return replace(original, language=language), []
    current = _unmarked(document, original.messages)
    known = {key: use for key, use in said.items() if value_at(current.value, tuple(key.split("."))) is not None}
    messages, problems = read_messages(current, known)
    return Messages(language, messages.locale, {**original.messages, **messages.messages}), problems


def _unmarked(document: Document, originals: Mapping[str, Message]) -> Document:
    """Return a file of messages as if it had no marks, without what is of another original."""
    value: dict[str, Any] = {LOCALE: document.value.get(LOCALE)}
    marks: dict[Location, str] = {}
    for key, original in originals.items():
        at = tuple(key.split("."))
        mark = message_mark(original)
        found = value_at(document.value, (*at, mark))
        if found is None:
            continue
        marks[at] = mark
        inner = value
        for part in at[:-1]:
            inner = inner.setdefault(part, {})
        inner[at[-1]] = found
    lines: dict[Location, int] = {(LOCALE,): document.line_of((LOCALE,))}
    for place, line in document.lines.items():
        for end in range(1, len(place)):
            if marks.get(place[:end]) == place[end]:
                lines[(*place[:end], *place[end + 1 :])] = line
    return replace(document, value=value, lines=lines, made={})


def message_mark(message: Message) -> str:
    """Return the mark of a message: of its text, or of all that it may choose among."""
    return mark_of(message if isinstance(message, str) else json.dumps(message, ensure_ascii=False))
