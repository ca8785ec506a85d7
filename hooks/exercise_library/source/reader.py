"""Strict YAML: text in, plain values and their lines out.

YAML 1.1 as PyYAML reads it turns `no` into False, `1:30` into 90 and lets the last of two equal keys win.
Here a value is text, a whole number, a decimal number, true, false or null, and everything that could
surprise the person who wrote it is refused with its line.
"""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import yaml

from exercise_library.source.odd import FORBIDDEN, odd
from exercise_library.source.problems import Edit, Problem

Location = tuple[str | int, ...]
"""Where a value stands in a document: keys and list positions from the top."""

Scalar = str | int | float | bool | None

MAX_BYTES = 256 * 1024
MAX_DEPTH = 16
MAX_DIGITS = 15
MAX_KEY = 60

_WHOLE = re.compile(r"[-+]?(0|[1-9][0-9]*)")
_DECIMAL = re.compile(r"[-+]?(0|[1-9][0-9]*)\.[0-9]+")
_WORDS: Mapping[str, Scalar] = {"true": True, "false": False, "null": None, "~": None, "": None}
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True)
class Document:
    """A data file as read: `value` is its content, `lines` the line of each key and list item, `rows` its text.

    `crowded` names the lists of lines that start straight below another one: without the key between them, the two
    would be one list, and nobody could tell. `made` is for who makes something of it, to be found there if the same
    document comes again.
    """

    path: str
    value: dict[str, Any]
    lines: Mapping[Location, int] = field(repr=False)
    rows: tuple[str, ...] = field(default=(), repr=False)
    crowded: tuple[Location, ...] = ()
    made: dict[Any, Any] = field(default_factory=dict, repr=False)

    def line_of(self, location: Location) -> int:
        """Return the line of a value, or of the nearest thing around it that has one."""
        for end in range(len(location), 0, -1):
            if location[:end] in self.lines:
                return self.lines[location[:end]]
        return 1

    def problem(self, location: Location, message: str, tip: str = "", **more: Any) -> Problem:
        """Return a problem with the value at `location`."""
        return Problem(self.path, self.line_of(location), dotted(location), message, tip, **more)

    def row_below(self, location: Location, text: str) -> Edit:
        """Return the edit that puts a row below the one of `location`, as far in as the name there."""
        line = self.line_of(location)
        indent = re.sub("-", " ", re.match("[ -]*", self.rows[line - 1])[0])  # type: ignore[index]
        return Edit(line + 1, 0, (f"{indent}{text}",))


# The one key whose lists are no lines that people read.
_FIGURE = "figure"


def _is_line(item: Any) -> bool:
    """Say whether an item of a list is one line: text or a name, which may be marked, such as `ours: ...`."""
    return not isinstance(item, list | dict) or (isinstance(item, dict) and len(item) == 1)


def dotted(location: Location) -> str:
    """Return a location as people read it: `sections.1.entries.4.dose`, counting from 1."""
    return ".".join(str(part + 1) if isinstance(part, int) else part for part in location)


def read(path: str, content: bytes) -> tuple[Document | None, list[Problem]]:
    """Read one data file. Return the document, if it could be read, and every problem found."""
    text, problems = _decode(path, content)
    if text is None:
        return None, problems
    builder = _Builder(path, text)
    try:
        value = builder.build()
    except yaml.MarkedYAMLError as error:
        told = _syntax_problem(path, text, error)
        return None, [*(it for it in builder.problems if it.line != told.line), told]
    except _UnreadableError:
        return None, builder.problems
    if not builder.whole:
        return None, builder.problems
    if not isinstance(value, dict):
        what = "is empty" if value is None else "must hold keys and values, such as 'name: Bridge'"
        return None, [*builder.problems, Problem(path, 1, "", f"this file {what}.", "copy one from data/templates/.")]
    return Document(path, value, builder.lines, tuple(text.split("\n")), tuple(builder.crowded)), builder.problems


def _decode(path: str, content: bytes) -> tuple[str | None, list[Problem]]:
    """Return the text of a file with plain line ends, or the problems that keep it from being read."""
    if len(content) > MAX_BYTES:
        message = f"this file is too large: {len(content):,} bytes, and at most {MAX_BYTES:,} are allowed."
        return None, [Problem(path, 1, "", message)]
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = len(re.findall(rb"\r\n|\r|\n", content[: error.start])) + 1
        message = f"this line holds a byte that is not UTF-8 text (0x{content[error.start]:02x})."
        return None, [Problem(path, line, "", message, "save the file with the encoding 'UTF-8'.")]
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    problems = list(odd(path, text))
    return (None if problems else text), problems


class _UnreadableError(Exception):
    """The rest of the document cannot be read; the problem is already noted."""


class _Builder:
    """Builds plain values from YAML's events, noting where each stands and what is not allowed.

    `whole` turns false when a value could not be told, so that it is not called empty or wrong as well.
    """

    def __init__(self, path: str, text: str):
        self.path = path
        self.whole = True
        self.problems: list[Problem] = []
        self.lines: dict[Location, int] = {}
        self.crowded: list[Location] = []
        self._last_rows: dict[Location, int] = {}
        self._rows = text.split("\n")
        self._events: Iterator[Any] = yaml.parse(text, Loader=_LOADER)

    def build(self) -> Any:
        """Return the value of the one document in the text."""
        value = None
        documents = 0
        for event in self._events:
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    self._note(
                        event, (), "a second document starts here.", "remove the line '---' and what follows it."
                    )
                    raise _UnreadableError
                value = self._value(next(self._events), ())
        return value

    def _note(self, event: Any, at: Location, message: str, tip: str = "") -> None:
        self._note_line(event.start_mark.line, at, message, tip)

    def _note_line(self, row: int, at: Location, message: str, tip: str) -> None:
        self.problems.append(Problem(self.path, row + 1, dotted(at), message, tip))

    def _value(self, event: Any, at: Location) -> Any:
        self.lines.setdefault(at, event.start_mark.line + 1)
        if len(at) > MAX_DEPTH:
            self._note(event, at[:3], "this is nested too deep.", "compare it with data/templates/.")
            raise _UnreadableError
        self._refuse_marks(event, at)
        if isinstance(event, yaml.ScalarEvent):
            return self._scalar(event, at)
        if isinstance(event, yaml.MappingStartEvent):
            return self._mapping(at)
        return self._sequence(at, bool(event.flow_style)) if isinstance(event, yaml.SequenceStartEvent) else None

    def _refuse_marks(self, event: Any, at: Location) -> None:
        """Note anchors, aliases and tags: what they stand for is not built."""
        if event.anchor:
            self.whole = False
            message = "'&' and '*' at the start of a value are not allowed."
            self._note(event, at, message, "write the value out, or put the text in quotes.")
        if getattr(event, "tag", None):
            self.whole = False
            message = f"the tag '{event.tag[:40]}' is not allowed."
            self._note(event, at, message, "put the text in quotes, or remove the '!'.")

    def _sequence(self, at: Location, flow: bool) -> list[Any]:
        items: list[Any] = []
        while not isinstance(event := next(self._events), yaml.SequenceEndEvent):
            items.append(self._value(event, (*at, len(items))))
        if not flow and _FIGURE not in at and all(map(_is_line, items)):
            self._refuse_gaps(at, len(items))
            self._last_rows[at] = self.lines[(*at, len(items) - 1)]
        return items

    def _refuse_gaps(self, at: Location, count: int) -> None:
        """Note an empty line within a list of lines: where a key is lost, its list goes on in the one above."""
        for number in range(1, count):
            row = self.lines[(*at, number)] - 1
            if not self._rows[row - 1].strip():
                tip = "write the key that is missing there, such as 'steps:'; or remove the empty line."
                self._note_line(row, (*at, number), "an empty line stands within this list.", tip)

    def _note_crowded(self, above: Location | None, here: Location) -> None:
        """Note a list of lines that starts straight below another."""
        if above in self._last_rows and here in self._last_rows:
            rows = self._rows[self._last_rows[above] : self.lines[here] - 1]
            if all(row.strip() for row in rows):
                self.crowded.append(here)

    def _mapping(self, at: Location) -> dict[str, Any]:
        entries: dict[str, Any] = {}
        above: Location | None = None
        while not isinstance(event := next(self._events), yaml.MappingEndEvent):
            key = self._key(event, at)
            line = event.start_mark.line + 1
            here = (*at, key)
            if key in entries:
                first = self.lines[here]
                self._note(event, here, f"the key '{key}' is here twice; the first is on line {first}.", "keep one.")
                self._value(next(self._events), (*at, f"{key} (second)"))
                continue
            self.lines[here] = line
            entries[key] = self._value(next(self._events), here)
            self._note_crowded(above, here)
            above = here
        return entries

    def _key(self, event: Any, at: Location) -> str:
        text = event.value if isinstance(event, yaml.ScalarEvent) else ""
        if not text or len(text) > MAX_KEY or not text.isprintable():
            self._note(event, at, "a key must be one word.", "write 'key: value'; put text with braces in quotes.")
            raise _UnreadableError
        self._refuse_marks(event, at)
        return str(text)

    def _scalar(self, event: Any, at: Location) -> Scalar:
        if event.style:
            self._refuse_hidden(event, at)
            return str(event.value)
        value = resolve(event.value)
        if isinstance(value, str):
            self._refuse_cut(event, at)
            self._refuse_swallowed(event, at)
        return value

    def _refuse_hidden(self, event: Any, at: Location) -> None:
        """Note an invisible character that is written as an escape, such as a null in double quotes."""
        if match := FORBIDDEN.search(event.value):
            self.whole = False
            message = f"a backslash stands for an invisible character (U+{ord(match[0]):04X}) here."
            self._note(event, at, message, "remove it.")

    def _refuse_cut(self, event: Any, at: Location) -> None:
        """Note text that YAML drops because a # starts a note."""
        end = event.end_mark
        row = self._rows[end.line] if end.line < len(self._rows) else ""
        if "#" in row and re.match(r"\s+#", row[end.column :]):
            message = "the text after ' #' on this line is dropped, because # starts a note."
            tip = "put the whole text in double quotes, or move the note to a line of its own."
            self._note_line(end.line, at, message, tip)

    def _refuse_swallowed(self, event: Any, at: Location) -> None:
        """Note a list item that YAML takes for more text of the line above, because it stands too far in."""
        for row in range(event.start_mark.line + 1, min(event.end_mark.line + 1, len(self._rows))):
            if re.match(r"\s*-(\s|$)", self._rows[row]):
                self.whole = False
                tip = "line its '-' up with the '-' above it, or add the key that is missing."
                self._note_line(row, at, "this line is taken for more text of the line above.", tip)
                return


def resolve(plain: str) -> Scalar:
    """Return what an unquoted YAML value means: a number, true, false, null, or else text as it stands."""
    if plain in _WORDS:
        return _WORDS[plain]
    if len(plain) <= MAX_DIGITS and _WHOLE.fullmatch(plain):
        return int(plain)
    if len(plain) <= MAX_DIGITS and _DECIMAL.fullmatch(plain):
        return float(plain)
    return plain


_QUOTE = "put the whole text in double quotes."
_ALIGN = "line it up with its neighbours; put text that starts with a quotation mark or bracket in quotes as a whole."
_BACKSLASH = "a backslash stands inside double quotes."
_NO_BACKSLASH = "remove it, or use single quotes."
# Part of the parser's message -> what to say instead, and the tip.
_SYNTAX = (
    ("mapping values are not allowed", "there is a colon in this text, and YAML takes it for a new key.",
     ""),
    ("mapping keys are not allowed", "text that starts with '?' must be in quotes.", _QUOTE),
    ("cannot start any token", "this text starts with a character that YAML keeps for itself.", _QUOTE),
    ("directive name", "a line that starts with '%' is not allowed.", _QUOTE),
    ("non-alphabetical character", "a line that starts with '%' is not allowed.", _QUOTE),
    ("incompatible YAML document", "a line that starts with '%' is not allowed.", _QUOTE),
    ("expected node content", "a bracket, brace or comma stands where a value should.", _QUOTE),
    ("expected comment or line break", "text that starts with '>' or '|' must be in quotes.", _QUOTE),
    ("could not find expected ':'", "this line is not a 'key: value' pair.",
     "if it is one of a list, start it with '- '; else add the colon, or join it to the line above."),
    ("found unexpected end of stream", "a quotation mark that opens here is never closed.", "close it."),
    ("unexpected document indicator", "a quotation mark that opens here is never closed.", "close it."),
    ("did not find expected key", "this line does not fit the lines above it.", _ALIGN),
    ("expected '-' indicator", "this line does not fit the list above it.",
     f"start it with '- '; or {_ALIGN}"),
    ("expected ',' or", "a bracket or brace is not closed, or text starts with one.", _QUOTE),
    ("unknown escape character", _BACKSLASH, _NO_BACKSLASH),
    ("expected hexdecimal number", _BACKSLASH, _NO_BACKSLASH),
    ("character escape code", _BACKSLASH, _NO_BACKSLASH),
    ("found undefined tag handle", "text that starts with '!' must be in quotes.", _QUOTE),
    ("expected alphabetic or numeric", "text that starts with '&' or '*' must be in quotes.", _QUOTE),
    ("block sequence entries are not allowed", "a list cannot start here.",
     "put '- ' on a line of its own below the key, or put the whole text in double quotes."),
    ("expected <document start>", "this line does not belong to anything above it.",
     "line it up with its neighbours."),
)  # fmt: skip
# The parser finds these only after the line that is wrong, and tells where that one starts.
_FOUND_LATE = (
    "could not find expected ':'", "end of stream", "unexpected document indicator", "expected ',' or",
)  # fmt: skip


# The first line of an entry, or of another item that has a name.
_ENTRY = re.compile(r" *- +id: +\S+ *$")
_MISPLACED = (
    "this item stands too far in or out, or in a list of another kind.",
    "put its '-' straight below the '-' of the others; an entry stands below 'entries:', above 'editorial:'.",
)
_COLON_IN_TEXT = re.compile(r" *((?:- +)?[a-z_]+: +)([^'\"].*)")


def _quoted_tip(row: str) -> str:
    """Return what to write for a row with a colon in its text."""
    if not (found := _COLON_IN_TEXT.fullmatch(row)) or ": " not in found[2]:
        return "put the whole text in double quotes; or, if this is a key, line it up with its neighbours."
    return f"put the whole text in double quotes: {found[1]}{json.dumps(found[2].rstrip(), ensure_ascii=False)}"


def _syntax_problem(path: str, text: str, error: yaml.MarkedYAMLError) -> Problem:
    said = str(error.problem)
    late = error.context_mark is not None and any(part in said for part in _FOUND_LATE)
    mark = error.context_mark if late else error.problem_mark or error.context_mark
    rows = text.splitlines()
    line = min(mark.line + 1 if mark else 1, len(rows))
    row = rows[line - 1] if rows else ""
    if _ENTRY.match(row):
        return Problem(path, line, "", *_MISPLACED)
    for part, message, tip in _SYNTAX:
        if part in said:
            return Problem(path, line, "", message, _quoted_tip(row) if "mapping values" in part else tip)
    return Problem(path, line, "", f"this is not valid YAML: {said}.", "compare it with data/templates/.")
