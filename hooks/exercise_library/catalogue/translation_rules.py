"""What is wrong with a translation, or missing in it: told with its line, the English and the line to write."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import zip_longest
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError
from pydantic.fields import FieldInfo
from pydantic_core import PydanticCustomError

from exercise_library.catalogue.model import Asked, WordsReview
from exercise_library.catalogue.signature import was_right
from exercise_library.catalogue.text import check_text
from exercise_library.catalogue.texts import mark_of, retold
from exercise_library.catalogue.translation import (
    INTERFACE_FILE,
    NAV_FILE,
    SIDES,
    TODO,
    Translation,
    message_mark,
    translatable,
    typed,
    value_at,
)
from exercise_library.catalogue.validation import explain
from exercise_library.interface.messages import Messages
from exercise_library.interface.reading import LOCALE
from exercise_library.source.files import TRANSLATIONS
from exercise_library.source.problems import Problem, Severity, shown
from exercise_library.source.reader import Document, Location

if TYPE_CHECKING:
    from exercise_library.catalogue.catalogue import Catalogue

_DIGITS = re.compile(r"\d+")
# Not 'a right angle', 'what is left' or 'left out'.
_IN_ENGLISH = {"left": re.compile(r"(?<!is )\bleft\b(?! out)"), "right": re.compile(r"(?<!is )\bright\b(?! angle)")}


def translation_problems(catalogue: "Catalogue") -> Iterator[Problem]:
    """Yield what is wrong with each translation."""
    originals = {**translatable(catalogue), INTERFACE_FILE: catalogue.messages}
    for translation in catalogue.translations.values():
        for path, original in originals.items():
            document = translation.documents.get(path)
            if document:
                yield from _known_problems(document, original, translation)
            elif _needed(original).texts:
                name = f"data/{TRANSLATIONS}/{translation.language}/{path}"
                tip = f"run 'exercise-library translate {translation.language}', which writes all that it needs."
                yield Problem(name, 1, "", "this file is missing.", tip, Severity.WARNING)
        for path in translation.documents.keys() - originals.keys() - {NAV_FILE}:
            message = "there is no such file in data/, so nothing here is shown."
            yield translation.documents[path].problem((), message, "remove it.", severity=Severity.WARNING)


def _known_problems(document: Document, original: Any, translation: Translation) -> list[Problem]:
    """Return what is wrong with a file. Where neither it nor its original is new, that is known."""
    about = (original, translation.sides)
    found: list[Problem]
    before, found = document.made.get(translation_problems, (None, []))
    if before != about:
        found = list(_file_problems(document, _needed(original), translation))
        document.made[translation_problems] = (about, found)
    return found


@dataclass
class _Needed:
    """What a file of a language needs: originals by their marks, by the place they stand at; and words of its own."""

    texts: dict[Location, dict[str, Any]] = field(default_factory=dict)
    typed: dict[Location, tuple[tuple[Any, ...], FieldInfo]] = field(default_factory=dict)
    reviews: list[Location] = field(default_factory=list)

    def text(self, at: Location, original: str) -> str:
        """Note a text."""
        self.texts.setdefault(at, {})[mark_of(original)] = original
        return original

    def printed(self, original: str) -> str:
        """Leave out what stays as it is printed."""
        return original

    def words(self, at: Location, original: tuple[Any, ...], field: FieldInfo) -> tuple[Any, ...]:
        """Note words that people type."""
        self.typed[at] = (original, field)
        return original

    def review(self, at: Location, original: Any) -> Any:
        """Note where a review may stand."""
        self.reviews.append(at)
        return original


def _needed(thing: Any) -> _Needed:
    if isinstance(thing, Messages):
        return _Needed({tuple(key.split(".")): {message_mark(it): it} for key, it in thing.messages.items()})
    needed = _Needed()
    retold(thing, needed)
    return needed


def _file_problems(document: Document, needed: _Needed, translation: Translation) -> Iterator[Problem]:
    for at, originals in needed.texts.items():
        yield from _group_problems(document, at, originals, translation)
    for at, (original, field_) in needed.typed.items():
        yield from _words_problems(document, at, original, field_)
    name = document.path.split("/", 3)[3].removesuffix(".yml")
    for at in needed.reviews:
        yield from _review_problems(document, at, "/".join((name, *map(str, at[:-1]))))
    free = {(LOCALE,), *((side,) for side in SIDES)} if document.path.endswith(f"/{INTERFACE_FILE}") else set()
    known = {*needed.texts, *needed.typed, *needed.reviews, *free}
    ways = {at[:end] for at in known for end in range(len(at))}
    yield from _strange(document, document.value, (), known, ways)


def _group_problems(
    document: Document, at: Location, originals: Mapping[str, Any], translation: Translation
) -> Iterator[Problem]:
    """Yield what is wrong with the texts of one place."""
    group = value_at(document.value, at)
    if group is not None and not isinstance(group, Mapping):
        mark, original = next(iter(originals.items()))
        tip = f"write below the key: '{mark}: …', for {_told(original)}."
        yield document.problem(at, "each text stands below the mark of its original.", tip)
        return
    group = group or {}
    missing = [mark for mark in originals if mark not in group]
    left = [mark for mark in group if mark not in originals and not mark.startswith(TODO)]
    written = [mark for mark in missing if f"{TODO}{mark}" in group]
    for mark in written:
        tip = f"write it in this language in place of the English, and take '{TODO}' away."
        yield document.problem((*at, f"{TODO}{mark}"), "is not translated yet.", tip, severity=Severity.WARNING)
    for mark, old in zip_longest((mark for mark in missing if mark not in written), left):
        yield _unlike(document, at, originals.get(mark or ""), mark, old)
    for mark in originals.keys() & group.keys():
        yield from _text_problems(document, (*at, mark), originals[mark], group[mark], translation)


def _unlike(document: Document, at: Location, original: Any, mark: str | None, old: str | None) -> Problem:
    """Return what there is to do with a text that is missing, is left over, or is of an original that has changed."""
    if mark is None:
        message = "is of a text that is gone."
        return document.problem((*at, str(old)), message, "remove this line.", severity=Severity.NOTICE)
    if old is None:
        message = f"lacks {_told(original)}."
        return document.problem(at, message, f"add a line: '{mark}: …'.", severity=Severity.WARNING)
    message = f"the original has changed. It is {_told(original)} now."
    tip = f"write '{mark}: …' in place of '{old}: …'; if the text still says the same, change only the mark."
    return document.problem((*at, old), message, tip, severity=Severity.WARNING)


def _told(original: Any) -> str:
    return f"'{original}'" if isinstance(original, str) else "a choice of messages"


def _text_problems(
    document: Document, at: Location, original: Any, told: Any, translation: Translation
) -> Iterator[Problem]:
    """Yield what is wrong with a text; what is wrong with a message, who reads messages tells."""
    if not isinstance(original, str) or document.path.endswith(f"/{INTERFACE_FILE}"):
        return
    if not isinstance(told, str):
        yield document.problem(at, "must be text.", "put it in double quotes.")
        return
    try:
        check_text(told)
    except PydanticCustomError as error:
        context = error.context or {}
        yield document.problem(at, str(context.get("message")), str(context.get("tip")))
    if sorted(_DIGITS.findall(original)) != sorted(_DIGITS.findall(told)):
        tip = "write the same numbers in digits, or change the original, too."
        yield document.problem(at, f"has other numbers than '{original}'.", tip, severity=Severity.WARNING)
    for side, words in translation.sides.items():
        if len(words.findall(told.lower())) != len(_IN_ENGLISH[side].findall(original.lower())):
            message = f"does not say '{side}' as often as '{original}'."
            yield document.problem(at, message, "compare the sides.", severity=Severity.WARNING)


def _words_problems(document: Document, at: Location, original: tuple[Any, ...], field: FieldInfo) -> Iterator[Problem]:
    """Yield what is wrong with words that people type."""
    found = value_at(document.value, at)
    if found is None:
        if original:
            message = f"there are no words of this language for '{at[-1]}'."
            yield document.problem(at, message, "write what people type, as a list.", severity=Severity.NOTICE)
        return
    try:
        told = typed(found, field)
    except ValidationError as error:
        for detail in error.errors(include_url=False):
            context, place = detail.get("ctx", {}), (*at, *detail["loc"])
            yield document.problem(place, str(context.get("message", detail["msg"])), context.get("tip", ""))
        return
    signs = {it.sign for it in original if isinstance(it, Asked)}
    for number, it in enumerate(told):
        if isinstance(it, Asked) and it.sign not in signs:
            tip = "write the sign as data/get-help.yml has it, in English."
            yield document.problem((*at, number, "sign"), f"{shown(it.sign)} is no sign.", tip)


def _review_problems(document: Document, at: Location, name: str) -> Iterator[Problem]:
    """Yield what is wrong with a signature. Its mark is one that the page has, or had once. `name`: as in its mark."""
    found = value_at(document.value, at)
    if found is None:
        return
    try:
        review = WordsReview.model_validate(found)
    except ValidationError as error:
        yield from explain(error, document, WordsReview, at)
        return
    if not was_right(name, "words", review.words):
        tip = f"copy it anew: 'exercise-library review --language {document.path.split('/')[2]} {name}' tells it."
        yield document.problem((*at, "words"), f"'{review.words}' was never the mark of what is signed here.", tip)


def _strange(
    document: Document, value: Any, at: Location, known: set[Location], ways: set[Location]
) -> Iterator[Problem]:
    """Yield each key of a file that leads to no text."""
    for key, inner in value.items() if isinstance(value, Mapping) else ():
        here = (*at, key)
        if here in known or key.startswith(TODO):
            continue
        if here in ways and isinstance(inner, Mapping):
            yield from _strange(document, inner, here, known, ways)
        else:
            message, tip = "no text of the original has this place.", "compare the file of the same name in data/."
            yield document.problem(here, message, tip, severity=Severity.WARNING)
