"""Characters and rows that a word processor, an editor or a merge leaves behind, named for what they are."""

import re
from collections.abc import Callable, Iterator

from exercise_library.source.problems import Edit, Problem

# Control characters, line ends that editors do not show as such, characters without width, fillers that look like
# nothing, and marks that turn the reading direction. U+200C and U+200D stay: some scripts and emoji need them.
FORBIDDEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u061c\u115f\u1160\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f"
    "\u2800\u3164\ud800-\udfff\ufeff\uffa0\ufff9-\ufffb\ufffe\uffff\U000e0001-\U000e007f]"
)
_ODD_SPACE = "\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
# What looks like an indent and is none for YAML: a tab, or a space of another kind.
_ODD_INDENT = re.compile(f"[ -]*([\t{_ODD_SPACE}])")
_CONFLICT = re.compile(r"(<{7}|={7}|>{7}|\|{7})(\s|$)")
_BULLET = re.compile("( *)([\u2022\u00b7\u25aa\u25e6\u2023\u2219\u2013\u2014])[ \u00a0\t]+")
_NO_SPACE = re.compile(r"( *)-(?=[A-Za-z\"'])")
_CURLY = re.compile(
    "((?: *- )? *(?:[a-z_]+: +)?)"
    '(?:[\u201c\u201d\u201e]([^\u201c\u201d\u201e"\\\\]*)[\u201c\u201d]|\u2018([^\u2018\u2019"\\\\]*)\u2019) *'
)
# A tab that starts no line: behind a '-', or within a text. YAML takes one behind a key as a space. It stays within its
# row: sought in a whole file (see _ANY), it would run to the end of it from every row.
_TAB = re.compile(r" *(?!#)(?:-|\S[^\t\n]*[^\t\n:])\t+(?=\S)")
_ODD_AFTER = re.compile(f"(?: *-| *(?:- )?[a-z_]+:)[{_ODD_SPACE}]")
# Whether a file needs a look at its rows at all: nearly none does.
_ANY = re.compile(
    "|".join([
        FORBIDDEN.pattern,
        "[\u201c\u201d\u201e\u2018]",
        *(f"^(?:{one.pattern})" for one in (_ODD_INDENT, _TAB, _ODD_AFTER, _CONFLICT, _BULLET, _NO_SPACE)),
    ]),
    re.MULTILINE,
)  # fmt: skip


def odd(path: str, text: str) -> Iterator[Problem]:
    """Yield what is wrong with the rows of a file before YAML sees them, each kind of mistake once a row."""
    if not _ANY.search(text):
        return
    for line, row in enumerate(text.split("\n"), 1):
        for look in _LOOKS:
            if found := look(row):
                message, tip, rows = found
                yield Problem(path, line, "", message, tip, edit=Edit(line, 1, (rows,)) if rows is not None else None)


_Found = tuple[str, str, str | None]
"""What is wrong, what to do, and the row as it must be meant, if that is certain."""


def _conflict(row: str) -> _Found | None:
    if not _CONFLICT.match(row):
        return None
    tip = "keep the lines of one side, and remove the lines with <<<<<<<, ======= and >>>>>>>."
    return "this line marks a conflict between two versions of the file.", tip, None


def _invisible(row: str) -> _Found | None:
    if not (match := FORBIDDEN.search(row)):
        return None
    message = f"an invisible character (U+{ord(match[0]):04X}) stands here."
    # A line end that is not shown as one stands between two words.
    return message, "delete it.", FORBIDDEN.sub(lambda it: " " if it[0] in "\x0b\x0c\u0085\u2028\u2029" else "", row)


def _odd_indent(row: str) -> _Found | None:
    if not (match := _ODD_INDENT.match(row)) or (match[1] == "\t" and _TAB.match(row)):
        return None
    what = "a tab" if match[1] == "\t" else f"a space of another kind (U+{ord(match[1]):04X})"
    spaced = match[1] != "\t" and re.sub(f"[{_ODD_SPACE}]", " ", row)
    return f"this line starts with {what}.", "use two spaces for each step in.", spaced or None


def _tab(row: str) -> _Found | None:
    if not _TAB.match(row):
        return None
    spaced = re.sub(r"(?<=\S)[ \t]*\t[ \t]*(?=\S)", " ", row)
    return "a tab stands in this line.", "type a space in its place.", spaced


def _odd_after(row: str) -> _Found | None:
    if not (match := _ODD_AFTER.match(row)):
        return None
    message = f"a space of another kind (U+{ord(match[0][-1]):04X}) stands after '{match[0][-2]}'."
    return message, "type a plain space in its place.", f"{match[0][:-1]} {row[match.end() :].lstrip()}"


def _bullet(row: str) -> _Found | None:
    if not (match := _BULLET.match(row)):
        return None
    message = f"this line starts with '{match[2]}', the bullet of a word processor."
    return message, "start it with '- '.", f"{match[1]}- {row[match.end() :]}"


def _no_space(row: str) -> _Found | None:
    if not (match := _NO_SPACE.match(row)):
        return None
    return "a space is missing after '-'.", "write '- ' and then the text.", f"{match[1]}- {row[match.end() :]}"


def _curly(row: str) -> _Found | None:
    if not (match := _CURLY.fullmatch(row)):
        return None
    message = "curly quotation marks stand around this text, and YAML takes them for a part of it."
    return message, "use straight ones.", f'{match[1]}"{match[2] or match[3] or ""}"'


_LOOKS: tuple[Callable[[str], _Found | None], ...] = (
    _conflict, _invisible, _odd_indent, _tab, _odd_after, _bullet, _no_space, _curly,
)  # fmt: skip
