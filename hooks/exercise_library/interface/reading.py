"""From a file of messages to messages that can be told: what may stand in one, and what is wrong with it."""

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any

from exercise_library.interface.messages import PIECE, PLURAL, SELECT, Message, Messages
from exercise_library.interface.uses import Use
from exercise_library.source.problems import Problem, did_you_mean
from exercise_library.source.reader import Document, Location

LOCALE = "locale"
"""The key of a file that says how its language writes numbers, dates and lists."""

MAX_MESSAGE = 600
CATEGORIES = ("zero", "one", "two", "few", "many", "other")
NAME = re.compile("[a-z][a-z0-9_]*")
CASE = re.compile("[a-z0-9][a-z0-9_-]*")

_SPACE = re.compile(r"[ \t\n]+")
_TAG_OR_ENTITY = re.compile(r"[{}<>]|&#?\w+;")


def read_messages(document: Document, uses: Mapping[str, Use]) -> tuple[Messages, list[Problem]]:
    """Return the messages of a file, and every problem with it. `uses` tells which messages the site says."""
    known, made = document.made.get(Messages, (None, None))
    if known != uses:
        made = _read_messages(document, uses)
        document.made[Messages] = (uses, made)
    found: tuple[Messages, list[Problem]] = made
    return found


def _read_messages(document: Document, uses: Mapping[str, Use]) -> tuple[Messages, list[Problem]]:
    problems: list[Problem] = []
    locale = document.value.get(LOCALE)
    if not isinstance(locale, str) or not _is_locale(locale):
        tip = "write the language, and the country if that matters: en-US, es-419."
        problems.append(document.problem((LOCALE,), "must name how numbers and dates are written.", tip))
        locale = "en"
    found = dict(_leaves({key: value for key, value in document.value.items() if key != LOCALE}, ()))
    categories = _categories(locale)
    wrong: set[Location] = set()
    for at, message in found.items():
        told = list(_message_problems(document, message, at, categories))
        problems.extend(told)
        wrong |= {at} if told else set()
    problems.extend(_unlike(document, found, uses, wrong))
    language = document.path.rpartition("/")[2].removesuffix(".yml")
    good = {".".join(map(str, at)): _tidy(message) for at, message in found.items() if at not in wrong}
    return Messages(language, locale, good), problems


def places_of(message: Message) -> frozenset[str]:
    """Return the names of the places and slots in a message, and of what it is chosen by."""
    if isinstance(message, str):
        return frozenset(name for found in PIECE.finditer(message) for name in _names_in(found))
    by = {message[key] for key in (PLURAL, SELECT) if key in message}
    return frozenset(by).union(*(places_of(case) for key, case in message.items() if key not in (PLURAL, SELECT)))


def _names_in(found: re.Match[str]) -> Iterator[str]:
    name, _, slot, inner = found.groups()
    yield name or slot
    if slot:
        yield from places_of(inner)


def _tidy(message: Any) -> Message:
    """Return a message with one space for many: in a file it may run over several lines. A hard space stays."""
    if isinstance(message, str):
        return _SPACE.sub(" ", message).strip()
    return {key: _tidy(case) for key, case in message.items()}


def _leaves(value: Mapping[str, Any], at: Location) -> Iterator[tuple[Location, Any]]:
    """Yield each message with where it stands. A group of messages is what is neither text nor a choice."""
    for key, inner in value.items():
        if isinstance(inner, dict) and not ({PLURAL, SELECT} & inner.keys()):
            yield from _leaves(inner, (*at, key))
        else:
            yield (*at, key), inner


# --- what may stand in a message ---


def _message_problems(document: Document, message: Any, at: Location, plurals: frozenset[str]) -> Iterator[Problem]:
    if isinstance(message, str):
        yield from _text_problems(document, message, at)
    elif isinstance(message, dict):
        yield from _choice_problems(document, message, at, plurals)
    else:
        yield document.problem(at, "must be text.", "put it in double quotes.")


def _text_problems(document: Document, text: str, at: Location) -> Iterator[Problem]:
    rest = text
    while (less := PIECE.sub(lambda found: found[4] or "", rest)) != rest:
        rest = less
    if not text.strip():
        yield document.problem(at, "is empty.", "write the text, or remove the line.")
    elif odd := _TAG_OR_ENTITY.search(rest):
        tip = "a place is written {name}, a link <name>text</name>; names have small letters."
        yield document.problem(at, f"holds '{odd[0]}', which is no part of a place or a link.", tip)
    elif len(text) > MAX_MESSAGE:
        message = f"is too long: {len(text)} characters, and at most {MAX_MESSAGE} fit."
        yield document.problem(at, message, "make two messages of it.")


def _choice_problems(
    document: Document, choice: Mapping[str, Any], at: Location, plurals: frozenset[str]
) -> Iterator[Problem]:
    if PLURAL in choice and SELECT in choice:
        yield document.problem(at, "is chosen by two things.", "put one choice into each case of the other.")
        return
    if not {PLURAL, SELECT} & choice.keys():
        tip = f"add a line '{PLURAL}: …' or '{SELECT}: …' with the name of the place that it goes by."
        yield document.problem(at, "is a choice that does not say what it goes by.", tip)
        return
    kind = PLURAL if PLURAL in choice else SELECT
    by = choice[kind]
    if not isinstance(by, str) or not NAME.fullmatch(by):
        yield document.problem((*at, kind), "must name what it goes by.", "write the name of a place, such as 'count'.")
    cases = {key: case for key, case in choice.items() if key != kind}
    if kind == PLURAL:
        yield from _plural_problems(document, cases, at, plurals)
    elif not cases:
        yield document.problem(at, "has no case.", "add a line for each word that it goes by.")
    for key, case in cases.items():
        yield from _message_problems(document, case, (*at, key), plurals)


def _plural_problems(
    document: Document, cases: Mapping[str, Any], at: Location, plurals: frozenset[str]
) -> Iterator[Problem]:
    for key in cases:
        if key not in plurals and not key.isdigit():
            yield document.problem((*at, key), "is no plural form of this language.", did_you_mean(key, plurals))
    for form in sorted(plurals - cases.keys()):
        yield document.problem(at, f"lacks the plural form '{form}'.", f"add a line '{form}: …'.")


def _is_locale(locale: str) -> bool:
    from babel.core import Locale, UnknownLocaleError  # noqa: PLC0415 - slow to load, and MkDocs does it anyway

    try:
        Locale.parse(locale, sep="-")
    except (ValueError, UnknownLocaleError):
        return False
    return True


@lru_cache
def _categories(locale: str) -> frozenset[str]:
    """Return the plural forms of a language that whole numbers up to a thousand take, and 'other'."""
    from babel.core import Locale  # noqa: PLC0415 - as above

    form = Locale.parse(locale, sep="-").plural_form
    return frozenset({"other", *map(form, range(1000))})


# --- what the site says ---


def _unlike(
    document: Document, found: Mapping[Location, Any], uses: Mapping[str, Use], wrong: set[Location]
) -> Iterator[Problem]:
    """Yield each message that the site says and the file lacks, or the other way round, and each wrong place."""
    here = {".".join(map(str, at)): at for at in found}
    missing = uses.keys() - here.keys()
    for key, at in here.items():
        if key not in uses:
            yield document.problem(at, "is not a message that the site says.", did_you_mean(key, missing or uses))
        elif at not in wrong:
            yield from _place_problems(document, found[at], at, uses[key])
    for key in sorted(missing):
        where = f"{uses[key].path}:{uses[key].line} says it"
        yield document.problem(tuple(key.split(".")), "is needed here, but it is missing.", f"add it: {where}.")


def _place_problems(document: Document, message: Any, at: Location, use: Use) -> Iterator[Problem]:
    if use.names is None:
        return
    places = places_of(message)
    for name in sorted(places - use.names):
        tip = did_you_mean(name, use.names)
        yield document.problem(at, f"has a place '{name}', and {use.path}:{use.line} gives it none.", tip)
    for name in sorted(use.names - places):
        tip = f"write {{{name}}} where it belongs."
        yield document.problem(at, f"does not say '{name}', which {use.path}:{use.line} gives it.", tip)
