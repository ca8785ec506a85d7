"""Text in data is data: what a line of text, a slug and a date may hold."""

import hashlib
import re
from datetime import date
from typing import Annotated

from pydantic import AfterValidator, Field, StrictStr

from exercise_library.source.files import SLUG, slug_for
from exercise_library.source.problems import problem, shown

MAX_TEXT = 400
MAX_SLUG = 60

_MARKUP = (
    (re.compile(r"</?[a-zA-Z!]|&#?\w+;"), "HTML", "write plain text; 'less than' in words."),
    (re.compile(r"\{\{|\{%|\{#|\$\{"), "template code", "write plain text."),
    (
        re.compile(r"\b(https?|ftp|mailto|javascript|data|file):\S", re.IGNORECASE),
        "a link",
        "links belong in data/sources.yml.",
    ),
    (re.compile(r"\bwww\.\w", re.IGNORECASE), "a link", "links belong in data/sources.yml."),
    (re.compile(r"\[[^\]]*\]\s*[(\[]"), "a Markdown link", "write plain text."),
    (re.compile(r"\*\*|__|`|^#{1,6} |^[-*+] |^\d+\. ", re.MULTILINE), "Markdown", "write plain text."),
)

# What all of these have, and most text has not: to look for each takes longer.
_SUSPICIOUS = re.compile(r"[<&{$\[*`#]|__|:\S|www|^[-+\d]", re.IGNORECASE)


_URL = re.compile(r"""https://[a-z0-9.-]+(/[^\s"'<>\\^`{|}]*)?""")


def check_text(value: str) -> str:
    """Return one line of plain text without space around it; refuse markup, links and empty text."""
    text = " ".join(value.split())
    if not text:
        raise problem("is empty.", "write the text, or remove the line.")
    if len(text) > MAX_TEXT:
        raise problem(f"is too long: {len(text)} characters, and at most {MAX_TEXT} fit.", "split it into more lines.")
    for pattern, name, tip in _MARKUP if _SUSPICIOUS.search(text) else ():
        if pattern.search(text):
            raise problem(f"holds {name}: '{pattern.search(text)[0]}'.", tip)  # type: ignore[index]
    return text


def check_slug(value: str) -> str:
    """Return a name made of small letters, digits and single hyphens."""
    if not SLUG.fullmatch(value) or len(value) > MAX_SLUG:
        allowed = f"small letters, digits and single hyphens, at most {MAX_SLUG}"
        fixed = slug_for(value)[:MAX_SLUG].strip("-")
        raise problem(f"{shown(value)} is not a name: use {allowed}.", f"write '{fixed}', for example.")
    return value


def check_date(value: str) -> str:
    """Return a calendar date in the form 2026-11-20; the other forms of ISO 8601 are refused."""
    try:
        valid = date.fromisoformat(value).isoformat() == value
    except ValueError:
        valid = False
    if not valid:
        raise problem(f"{shown(value)} is not a date.", "write it as year-month-day: 2026-11-20.")
    return value


# Consonants that no one takes for a digit: three of them make no word, and YAML reads none of them as something else.
CODE_LETTERS = "bcdfghjklmnpqrstvwxz"
_CODE = re.compile(f"[{CODE_LETTERS}]{{3}}")
_LETTER = re.compile("[a-z]")


def check_code(value: str) -> str:
    """Return the code of an entry: three consonants."""
    if not _CODE.fullmatch(value):
        tip = "leave the line out: 'make check' then tells you a code that is free."
        raise problem(f"{shown(value)} is not a code: it is three of the letters {CODE_LETTERS}.", tip)
    return value


def code_of(number: int) -> str:
    """Return the code with a number, from 0 to 7,999; after the last, the first follows."""
    count = len(CODE_LETTERS)
    return "".join(CODE_LETTERS[number // count**place % count] for place in (2, 1, 0))


def check_letter(value: str) -> str:
    """Return the code of a part of an exercise or entry: one small letter."""
    if not _LETTER.fullmatch(value):
        tip = "leave the line out: 'make check' then tells you a letter that is free."
        raise problem(f"{shown(value)} is not a code: it is one small letter.", tip)
    return value


def letters(text: str, count: int) -> str:
    """Return so many letters that follow from a text. None is taken for a digit, and YAML reads none as a number."""
    number = int.from_bytes(hashlib.sha256(text.encode()).digest())
    base = len(CODE_LETTERS)
    return "".join(CODE_LETTERS[number // base**place % base] for place in range(count))


# A mark of what was signed: letters that follow from it, a hyphen, and letters that follow from those.
MARK_LETTERS, CHECK_LETTERS = 10, 4
_MARK = re.compile(f"[{CODE_LETTERS}]{{{MARK_LETTERS}}}-[{CODE_LETTERS}]{{{CHECK_LETTERS}}}")


def check_mark(value: str) -> str:
    """Return the mark of something that was signed."""
    if not _MARK.fullmatch(value):
        tip = "copy it from the page's sheet for reviewers, or from 'exercise-library review'."
        raise problem(f"{shown(value)} is not a mark: it is {MARK_LETTERS} letters, '-' and {CHECK_LETTERS} more.", tip)
    return value


# The first day of the project: nobody can have checked a page of ours before.
FIRST_DAY = "2026-11-20"


def check_day(value: str) -> str:
    """Return a date on which there was something of ours to look at."""
    if check_date(value) < FIRST_DAY:
        raise problem(f"{shown(value)} is before this library began, on {FIRST_DAY}.", "write the day that it was.")
    return value


_NOBODY = frozenset({
    "anonymous", "clinician", "example", "name", "nobody", "reviewer", "somebody", "someone", "tbd", "test", "tester",
    "todo", "unknown", "xxx", "your",
})  # fmt: skip


def check_person(value: str) -> str:
    """Return a name and a profession; refuse what stands in a template for them, and what names nobody."""
    text = check_text(value)
    words = re.findall(r"[^\W\d_]+", text.partition(",")[0])
    if not any(len(word) > 1 for word in words) or _NOBODY & {word.casefold() for word in words}:
        raise problem(f"{shown(value)} names nobody.", "write the clinician's own name; or take 'review:' out.")
    if len(words) < 2:
        tip = "write the whole name, a comma and the profession, such as 'Ada Quill, physiotherapist'."
        raise problem(f"{shown(value)} does not say who it is.", tip)
    return text


def check_url(value: str) -> str:
    """Return an https address without spaces, quotes or user name."""
    if not _URL.fullmatch(value) or len(value) > MAX_TEXT:
        raise problem(
            "is not a web address that we can print.", "start it with https:// and leave out spaces and quotes."
        )
    return value


Text = Annotated[
    StrictStr, AfterValidator(check_text), Field(json_schema_extra={"minLength": 1, "maxLength": MAX_TEXT})
]
"""One line of plain text."""

Slug = Annotated[
    StrictStr,
    AfterValidator(check_slug),
    Field(json_schema_extra={"pattern": f"^{SLUG.pattern}$", "maxLength": MAX_SLUG}),
]
"""The name of a thing in addresses and references."""

Code = Annotated[StrictStr, AfterValidator(check_code), Field(json_schema_extra={"pattern": f"^{_CODE.pattern}$"})]
"""The code of an entry in links that clinics make. It never changes and is never used again."""

Letter = Annotated[
    StrictStr, AfterValidator(check_letter), Field(json_schema_extra={"pattern": f"^{_LETTER.pattern}$"})
]
"""The code of a variant, a box to tick or a phase in links that clinics make."""

Date = Annotated[
    StrictStr,
    AfterValidator(check_date),
    Field(json_schema_extra={"format": "date", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}),
]
"""A calendar date, ISO 8601."""

Day = Annotated[
    StrictStr,
    AfterValidator(check_day),
    Field(json_schema_extra={"format": "date", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}),
]
"""A date since this library began, ISO 8601."""

Mark = Annotated[StrictStr, AfterValidator(check_mark), Field(json_schema_extra={"pattern": f"^{_MARK.pattern}$"})]
"""A mark of something that was signed."""

Person = Annotated[
    StrictStr, AfterValidator(check_person), Field(json_schema_extra={"minLength": 1, "maxLength": MAX_TEXT})
]
"""A person's name and profession."""

Url = Annotated[
    StrictStr,
    AfterValidator(check_url),
    Field(json_schema_extra={"format": "uri", "pattern": f"^{_URL.pattern}$", "maxLength": MAX_TEXT}),
]
"""An https address."""
