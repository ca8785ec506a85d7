"""Messages: a key and what it is about in, a whole sentence out. Scripts have the same: common/messages.js.

A message is text with places, `{count} exercises`, and with slots, `See <link>the list</link>.`; or a choice among
messages: by the plural form that a number takes in the language, or by a word. docs/contribute/interface.md tells how.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property, lru_cache
from typing import Any

from markupsafe import Markup, escape

PIECE = re.compile(r"\{([a-z][a-z_]*)(, commas)?\}|<([a-z][a-z_]*)>(.*?)</\3>")
"""A place by its name, and whether a list has only commas there; or a slot by its name and the text in it."""

PLURAL, SELECT = "plural", "select"
"""The key of a choice that names what it goes by: a number, or a word."""

Message = str | Mapping[str, Any]
"""Text, or a choice: what it goes by, and a message for each case."""


Translate = Callable[..., str]
"""`Messages.t` of a language: a key and names in, plain text out."""


@lru_cache(maxsize=2000)
def _pieces(text: str) -> tuple[str | tuple[str, ...], ...]:
    """Return a text in pieces: what stands between places and slots, and the groups of each of those."""
    pieces: list[str | tuple[str, ...]] = []
    done = 0
    for found in PIECE.finditer(text):
        pieces += [text[done : found.start()], found.groups("")]
        done = found.end()
    pieces.append(text[done:])
    return tuple(piece for piece in pieces if piece)


@dataclass(frozen=True)
class Slot:
    """What stands around the text of a slot, such as the tags of a link."""

    start: Markup
    end: Markup


@dataclass(frozen=True)
class Messages:
    """All messages of one language. `locale` says how its numbers, dates and lists are written, such as 'en-001'."""

    language: str = "en"
    locale: str = "en"
    messages: Mapping[str, Message] = field(default_factory=dict)

    def t(self, key: str, /, **names: Any) -> str:
        """Return a message as plain text. Raises LookupError for a key, a place or a case that there is not."""
        return self._filled(self.message(key, names), names, self._text)

    def html(self, key: str, /, **names: Any) -> Markup:
        """Return a message for a page: all text in it is escaped, and a slot may put a link around some."""
        if names:
            return Markup(self._filled(self.message(key, names), names, self._html))
        if key not in self._plain:
            self._plain[key] = Markup(self._filled(self.message(key, names), names, self._html))
        return self._plain[key]

    def message(self, key: str, names: Mapping[str, Any]) -> str:
        """Return the text that a message has for these names, its places still empty."""
        message = self.messages[key]
        while not isinstance(message, str):
            message = self._chosen(key, message, names)
        return message

    def subset(self, keys: Sequence[str]) -> dict[str, Any]:
        """Return what a page gives to its scripts: these messages, and how to write numbers, dates and lists."""
        return {"locale": self.locale, "messages": {key: self.messages[key] for key in sorted(keys)}}

    def _chosen(self, key: str, choice: Mapping[str, Any], names: Mapping[str, Any]) -> Message:
        if PLURAL in choice:
            number = names[choice[PLURAL]]
            cases: tuple[str, ...] = (str(number), self._locale.plural_form(number), "other")
        else:
            cases = (str(names[choice[SELECT]]), "other")
        for case in cases:
            if case in choice:
                found: Message = choice[case]
                return found
        raise LookupError(f"{key} has no words for '{cases[0]}'")

    def _filled(self, text: str, names: Mapping[str, Any], shown: Callable[[Any], str]) -> str:
        """Return a text with its places and slots filled in, each part told by `shown`."""
        parts: list[str] = []
        for piece in _pieces(text):
            if isinstance(piece, str):
                parts.append(shown(piece))
                continue
            name, commas, slot, inner = piece
            if commas:
                parts.append(self._comma.join(map(shown, names[name])))
            elif name:
                parts.append(shown(names[name]))
            else:
                around = names[slot]
                parts.append(f"{around.start}{self._filled(inner, names, shown)}{around.end}")
        return "".join(parts)

    def _text(self, value: Any) -> str:
        return value if isinstance(value, str) else self._told(value, self._text)

    def _html(self, value: Any) -> str:
        return str(escape(value)) if isinstance(value, str) else self._told(value, self._html)

    def _told(self, value: Any, shown: Callable[[Any], str]) -> str:
        """Return a number, a date, or a list as the language writes it: '1, 2 and 4'."""
        if isinstance(value, date):
            from babel.dates import format_date  # noqa: PLC0415 - slow to load, and dates are rare

            return format_date(value, "long", locale=self._locale)
        if isinstance(value, list | tuple):
            from babel.lists import format_list  # noqa: PLC0415 - as above

            return format_list([shown(item) for item in value], locale=self._locale)
        if isinstance(value, int | float) and not isinstance(value, bool):
            if value not in self._numbers:
                from babel.numbers import format_decimal  # noqa: PLC0415 - as above

                self._numbers[value] = format_decimal(value, locale=self._locale)
            return self._numbers[value]
        raise TypeError(f"a message cannot tell {value!r}")

    @cached_property
    def _plain(self) -> dict[str, Markup]:
        """Messages without places, as they were told: a page says some of them for each exercise."""
        return {}

    @cached_property
    def _numbers(self) -> dict[float, str]:
        """Numbers as they were told: Babel takes its time, and a page has the same ones many times."""
        return {}

    @cached_property
    def weekdays(self) -> tuple[str, ...]:
        """The days of a week in two letters or so, from the day on that a week begins with."""
        from babel.dates import get_day_names  # noqa: PLC0415 - as above

        names, first = get_day_names("short", locale=self._locale), self._locale.first_week_day
        return tuple(names[(first + day) % 7] for day in range(7))

    @property
    def direction(self) -> str:
        """Which way the language is written: 'ltr' or 'rtl'."""
        return str(self._locale.text_direction)

    @cached_property
    def own_name(self) -> str:
        """What the language calls itself, with a capital letter: 'Español'."""
        from babel.core import Locale  # noqa: PLC0415 - as above

        told = str(Locale.parse(self.language, sep="-").get_display_name(self.language) or self.language)
        return told[:1].upper() + told[1:]

    @property
    def first_weekday(self) -> int:
        """The day that a week begins with, as scripts count them: 0 for Sunday."""
        return (int(self._locale.first_week_day) + 1) % 7

    @cached_property
    def _comma(self) -> str:
        """What stands between two items in the middle of a list."""
        pattern: str = self._locale.list_patterns["standard"]["middle"]
        return pattern.format("", "")

    @cached_property
    def _locale(self) -> Any:
        from babel.core import Locale  # noqa: PLC0415 - as above

        return Locale.parse(self.locale, sep="-")
