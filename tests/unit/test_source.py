"""Reading data files: every mistake is told with its line and a tip, and nothing surprising gets through."""

# Typographic characters are what is tested here.
# ruff: noqa: RUF001

import os
import sys
import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from exercise_library.source.files import COLLECTIONS, NEEDED, VOCABULARIES, Tree, read_tree
from exercise_library.source.problems import DataError, Problem, Severity, did_you_mean
from exercise_library.source.reader import MAX_BYTES, MAX_DEPTH, Document, read
from library import small_library, write

PATH = "data/exercises/x.yml"


def told(text: str | bytes) -> list[Problem]:
    """Return the problems with a file of this text."""
    return read(PATH, text if isinstance(text, bytes) else text.encode())[1]


def document(text: str | bytes) -> Document:
    """Return a file that must be fine."""
    found, problems = read(PATH, text if isinstance(text, bytes) else text.encode())
    assert not problems
    assert found is not None
    return found


def value(plain: str) -> Any:
    """Return what an unquoted value means."""
    return document(f"key: {plain}\n").value["key"]


class Broken(NamedTuple):
    """A text that cannot be read, the line to mend, and words of the message and the tip."""

    text: str
    line: int
    message: str
    tip: str


BROKEN = {
    "colon in text": Broken("name: x\nsummary: Two forms: easy\n", 2, "a colon in this text", "in double quotes"),
    "colon in text, as it must be written": Broken("name: x\nsummary: It's: A\n", 2, "a colon", 'summary: "It\'s: A"'),
    "item with a name too far in": Broken(
        "editorial:\n  - name\n    - id: new\n      code: b\n", 3, "too far in", "below 'entries:'"
    ),
    "item with a name too far out": Broken(
        "a:\n    - id: b\n  - id: new\n    code: b\n", 3, "too far in or out", "straight below"
    ),
    "key too far in": Broken("name: x\n  summary: y\n", 2, "a colon in this text", "line it up"),
    "colon in a list item's text": Broken("steps:\n  - a: b: c\n", 2, "a colon in this text", "in double quotes"),
    "at sign": Broken("name: x\nsummary: @home\n", 2, "YAML keeps for itself", "in double quotes"),
    "backtick": Broken("name: `x`\n", 1, "YAML keeps for itself", "in double quotes"),
    "percent first": Broken("name: %5 more\n", 1, "YAML keeps for itself", "in double quotes"),
    "percent at the start of a line": Broken("a: b\n%5\n", 2, "starts with '%'", "in double quotes"),
    "question mark": Broken("name: ? x\n", 1, "starts with '?'", "in double quotes"),
    "greater-than sign": Broken("name: >5 times\n", 1, "starts with '>'", "in double quotes"),
    "bar": Broken("name: | x\n", 1, "starts with '>' or '|'", "in double quotes"),
    "closing bracket": Broken("name: ]\n", 1, "stands where a value should", "in double quotes"),
    "no colon": Broken("name: x\nsummary\naims: []\n", 2, "not a 'key: value' pair", "add the colon"),
    "no colon at the end": Broken("name: x\nsummary\n", 2, "not a 'key: value' pair", "add the colon"),
    "no colon and no line end": Broken("name: x\nsummary", 2, "not a 'key: value' pair", "add the colon"),
    "text in a list without dash": Broken("steps:\n  - a\n  b\n", 3, "not a 'key: value' pair", "start it with '- '"),
    "key in a list without dash": Broken("steps:\n  - a\n  b: c\n", 3, "does not fit the list", "start it with '- '"),
    "open double quote": Broken('a: b\nname: "x\nsummary: y\n', 2, "is never closed", "close it"),
    "open single quote": Broken("a: b\nname: 'x\nsummary: y\n", 2, "is never closed", "close it"),
    "open quote before ---": Broken('a: b\nname: "x\n---\ny"\n', 2, "is never closed", "close it"),
    "apostrophe in single quotes": Broken(
        "name: 'a patient's leg'\n", 1, "does not fit the lines", "in quotes as a whole"
    ),
    "text after a quotation": Broken('name: "Bridge" two\n', 1, "does not fit the lines", "in quotes as a whole"),
    "item after a quotation": Broken('a:\n  - "B" two\n', 2, "does not fit the list", "in quotes as a whole"),
    "text after brackets": Broken("name: [x] y\n", 1, "does not fit the lines", "quotation mark or bracket"),
    "item too far out": Broken("steps:\n  - a\n - b\n", 3, "does not fit the lines", "line it up"),
    "key too far out": Broken("spine:\n    loaded: no\n  fast: no\n", 3, "does not fit the lines", "line it up"),
    "first key too far in": Broken("  name: x\nsummary: y\n", 2, "does not belong to anything", "line it up"),
    "open bracket": Broken("name: x\nsteps: [a, b\naims: c\n", 2, "is not closed", "in double quotes"),
    "open brace": Broken("name: {x\n", 1, "is not closed", "in double quotes"),
    "backslash": Broken('name: "C:\\q"\n', 1, "a backslash", "single quotes"),
    "backslash x": Broken('name: "C:\\xyz"\n', 1, "a backslash", "single quotes"),
    "half a character": Broken('name: "\\ud800"\n', 1, "a backslash", "single quotes"),
    "unknown tag handle": Broken("name: !a!b c\n", 1, "starts with '!'", "in double quotes"),
    "ampersand first": Broken("name: & x\n", 1, "'&' or '*'", "in double quotes"),
    "star first": Broken("name: * x\n", 1, "'&' or '*'", "in double quotes"),
    "Markdown bold": Broken("name: **x**\n", 1, "'&' or '*'", "in double quotes"),
    "dash first": Broken("name: - x\n", 1, "a list cannot start here", "on a line of its own"),
    "two documents": Broken("name: x\n---\nname: y\n", 2, "a second document", "'---'"),
    "end of document": Broken("name: x\n...\nsummary: y\n", 3, "does not belong to anything", "line it up"),
    "percent and a word": Broken("%start:\n", 1, "starts with '%'", "in double quotes"),
    "percent and a space": Broken("% a\n", 1, "starts with '%'", "in double quotes"),
    "other YAML version": Broken("%YAML 2.0\n---\nname: x\n", 1, "starts with '%'", "in double quotes"),
    "what nobody thought of": Broken("name: |0\n  x\n", 1, "is not valid YAML", "data/templates/"),
    "braces as a key": Broken("name: {{ x }}\n", 1, "a key must be one word", "in quotes"),
    "list as a key": Broken("name: x\n? [a]\n: b\n", 2, "a key must be one word", "key: value"),
    "key with a line end": Broken('"a\\nb": c\n', 1, "a key must be one word", "key: value"),
    "key as long as a text": Broken(f"{'x' * 61}: c\n", 1, "a key must be one word", "key: value"),
    "no key": Broken('"": c\n', 1, "a key must be one word", "key: value"),
    "tab before a key": Broken("spine:\n\tloaded: no\n", 2, "starts with a tab", "two spaces"),
    "tab after spaces": Broken("spine:\n  \tloaded: no\n", 2, "starts with a tab", "two spaces"),
    "tab after a dash": Broken("steps:\n  -\tx\n", 2, "a tab stands in this line", "a space in its place"),
    "tab in a text": Broken("name: x\ty\n", 1, "a tab stands in this line", "a space in its place"),
    "single curly quotes": Broken("name: \u2018x y\u2019\n", 1, "curly quotation marks", "straight ones"),
    "tab alone": Broken("name: x\n\t\naims: []\n", 2, "starts with a tab", "two spaces"),
    "no-break space before a key": Broken("spine:\n\u00a0loaded: no\n", 2, "another kind (U+00A0)", "two spaces"),
    "no-break space before a dash": Broken("steps:\n \u00a0- x\n", 2, "another kind (U+00A0)", "two spaces"),
    "empty": Broken("", 1, "is empty", "data/templates/"),
    "blank": Broken("  \n\n", 1, "is empty", "data/templates/"),
    "notes only": Broken("# nothing\n", 1, "is empty", "data/templates/"),
    "null": Broken("~\n", 1, "is empty", "data/templates/"),
    "list at the top": Broken("- a\n", 1, "must hold keys and values", "data/templates/"),
    "text at the top": Broken("Bridge\n", 1, "must hold keys and values", "data/templates/"),
    "number at the top": Broken("5\n", 1, "must hold keys and values", "data/templates/"),
}


@pytest.mark.parametrize("broken", BROKEN.values(), ids=BROKEN.keys())
def test_broken_text_is_told_once_at_its_line(broken: Broken) -> None:
    found, problems = read(PATH, broken.text.encode())
    assert found is None
    (problem,) = problems
    assert (problem.path, problem.line) == (PATH, broken.line)
    assert broken.message in problem.message
    assert broken.tip in problem.tip


REFUSED = {
    "anchor": Broken("name: x\naims: &a y\n", 2, "'&' and '*'", "write the value out"),
    "anchor at a key": Broken("&a name: x\n", 1, "'&' and '*'", "write the value out"),
    "alias of nothing": Broken("name: x\naims: *a\n", 2, "'&' and '*'", "write the value out"),
    "tag": Broken("name: x\naims: !y z\n", 2, "the tag '!y'", "remove the '!'"),
    "bare tag": Broken("name: ! x\n", 1, "the tag '!'", "remove the '!'"),
    "tag at a key": Broken("!!str name: x\n", 1, "the tag 'tag:yaml.org,2002:str'", "remove the '!'"),
    "tag of code": Broken(
        "name: !!python/object/apply:os.getcwd []\n", 1, "the tag 'tag:yaml.org,2002:python", "quotes"
    ),
    "escaped null": Broken('name: "a\\0b"\n', 1, "an invisible character (U+0000)", "remove it"),
    "escaped colour": Broken('name: "\\e[31m"\n', 1, "an invisible character (U+001B)", "remove it"),
    "escaped reading direction": Broken('name: "\\u202e"\n', 1, "an invisible character (U+202E)", "remove it"),
}


@pytest.mark.parametrize("refused", REFUSED.values(), ids=REFUSED.keys())
def test_what_yaml_can_do_and_people_do_not_expect_is_refused(refused: Broken) -> None:
    found, problems = read(PATH, refused.text.encode())
    assert found is None, "a value that cannot be told must not be called wrong as well"
    (problem,) = problems
    assert problem.line == refused.line
    assert refused.message in problem.message
    assert refused.tip in problem.tip


CUT = {
    "after a word": ("name: Bridge #2\n", 1, "name"),
    "in a list": ("steps:\n  - a\n  - Hold it # 5 times\n", 3, "steps.2"),
    "on a line that follows": ("name: Bridge\n  with two #legs\n", 2, "name"),
    "after accents and emoji": ("name: é 💪🏽 #2\n", 1, "name"),
    "at the end of the file": ("name: x\nsummary: y #", 2, "summary"),
}


@pytest.mark.parametrize(("text", "line", "field"), CUT.values(), ids=CUT.keys())
def test_text_cut_off_by_a_hash_is_told(text: str, line: int, field: str) -> None:
    found, (problem,) = read(PATH, text.encode())
    assert found is not None, "the rest of the file is still checked"
    assert (problem.line, problem.field) == (line, field)
    assert "# starts a note" in problem.message
    assert "double quotes" in problem.tip


@pytest.mark.parametrize(
    "text",
    [
        "# note\nname: x\n", "name: x\n# note\n", "name: x#2\n", 'name: "x #2"\n', "name: 'x #2'\n",
        'name: "x" # note\n', "steps: # note\n  - x\n", "order: 5 # note\n",
    ],
)  # fmt: skip
def test_a_hash_that_cuts_nothing_is_fine(text: str) -> None:
    document(text)


def test_a_list_item_that_stands_too_far_in_is_told() -> None:
    found, (problem,) = read(PATH, b"steps:\n  - Lift.\n    - Lower.\n    - Rest.\n")
    assert found is None
    assert (problem.line, problem.field) == (3, "steps.1")
    assert "more text of the line above" in problem.message
    assert "line its '-' up" in problem.tip


def test_a_text_may_go_on_over_lines() -> None:
    assert document("name: one\n  two - three\nsummary: x\n").value == {
        "name": "one two - three",
        "summary": "x",
    }


@pytest.mark.parametrize(
    ("text", "line", "field", "first"),
    [
        ("name: x\nsummary: y\nname: z\n", 3, "name", 1),
        ("spine:\n  fast: no\n  fast: yes\n", 3, "spine.fast", 2),
        ("a:\n  - b: 1\n    c: 2\n    b:\n      - d: 3\n", 4, "a.1.b", 2),
        ('a: {b: 1, "b": 2}\n', 1, "a.b", 1),
    ],
)
def test_a_key_twice_is_told_with_the_line_of_the_first(text: str, line: int, field: str, first: int) -> None:
    found, (problem,) = read(PATH, text.encode())
    assert found is not None, "the rest of the file is still checked"
    assert (problem.line, problem.field, problem.tip) == (line, field, "keep one.")
    assert problem.message.endswith(f"is here twice; the first is on line {first}.")


@pytest.mark.parametrize("plain", [
    "no", "yes", "on", "off", "No", "YES", "y", "n", "True", "FALSE", "Null", "NULL", "1:30", "012", "0x1F",
    "0o17", "0b1", "1_000", "1,000", "2026-11-20", "2026-11-20 10:00:00", "1e3", "1.5e3", ".inf", "-.INF",
    ".nan", ".5", "5.", "=", "<<", "½", "٣", "1 2", "--5",
])  # fmt: skip
def test_what_yaml_would_turn_into_something_else_stays_text(plain: str) -> None:
    assert value(plain) == plain


@pytest.mark.parametrize(
    ("plain", "meaning"),
    [
        ("5", 5), ("0", 0), ("-5", -5), ("+5", 5), ("2.5", 2.5), ("-0.5", -0.5), ("true", True),
        ("false", False), ("null", None), ("~", None), ("", None), ('"5"', "5"), ("'true'", "true"),
        ('""', ""), ('"~"', "~"),
    ],
)  # fmt: skip
def test_plain_values_mean_what_they_say(plain: str, meaning: object) -> None:
    found = value(plain)
    assert found == meaning
    assert type(found) is type(meaning)


@pytest.mark.parametrize("digits", [16, 5_000, 200_000])
def test_a_number_of_very_many_digits_stays_text(digits: int) -> None:
    assert value("9" * digits) == "9" * digits
    assert value("0." + "9" * digits) == "0." + "9" * digits


def test_merge_keys_merge_nothing() -> None:
    found, problems = read(PATH, b"a: &a\n  b: 1\nc:\n  <<: *a\n")
    assert found is None
    assert [(problem.line, problem.field) for problem in problems] == [(1, "a"), (4, "c.<<")]


def test_an_alias_bomb_is_refused_without_being_built() -> None:
    levels = [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 40)]
    found, problems = read(PATH, "\n".join(["a0: &a0 [lol]", *levels]).encode())
    assert found is None
    assert len(problems) == 40 + 39 * 9


def test_an_alias_inside_itself_is_refused() -> None:
    found, problems = read(PATH, b"a: &a [*a]\n")
    assert found is None
    assert [(problem.line, problem.field) for problem in problems] == [(1, "a"), (1, "a.1")]


DEEP = {
    "brackets": "a: " + "[" * 50_000,
    "closed brackets": "a: " + "[" * 50_000 + "]" * 50_000,
    "braces": "a: " + "{a: " * 50_000,
    "dashes": "- " * 50_000,
    "lines": "".join(f"{' ' * depth}a:\n" for depth in range(500)),
    "key marks": "? " * 50_000,
}


@pytest.mark.parametrize("text", DEEP.values(), ids=DEEP.keys())
def test_thousands_of_levels_are_refused_and_crash_nothing(text: str) -> None:
    found, (problem,) = read(PATH, text.encode())
    assert found is None
    assert "too deep" in problem.message or "a key must be one word" in problem.message
    assert problem.line <= MAX_DEPTH + 2


@pytest.mark.parametrize(
    "text", ["'" * 200_001, ": " * 90_000, "a: b " * 40_000, "[" * 99 + "," * 99_999, "\0" * 200_000]
)
def test_senseless_files_are_refused(text: str) -> None:
    found, problems = read(PATH, text.encode())
    assert found is None
    assert [problem.line for problem in problems] == [1]


def test_a_file_that_is_too_large_is_not_parsed() -> None:
    (problem,) = told(b"a" * (MAX_BYTES + 1))
    assert problem.message == "this file is too large: 262,145 bytes, and at most 262,144 are allowed."
    document("a: " + "b" * (MAX_BYTES - 3))


@pytest.mark.parametrize(
    ("content", "line", "byte"),
    [
        (b"name: x\nsummary: caf\xe9\n", 2, "0xe9"), ("name: é\nsummary: x\n".encode("utf-16"), 1, "0xff"),
        (b"a: b\r\nc: d\r\ne: \xff", 3, "0xff"), (b"a: b\rc: \xff", 2, "0xff"),
        (b"name: \xed\xa0\x80\n", 1, "0xed"), (b"name: \xc0\xaf\n", 1, "0xc0"),
    ],
)  # fmt: skip
def test_text_that_is_not_utf8_is_told(content: bytes, line: int, byte: str) -> None:
    (problem,) = told(content)
    assert problem.line == line
    assert f"not UTF-8 text ({byte})" in problem.message
    assert "UTF-8" in problem.tip


INVISIBLE = [
    0x00, 0x08, 0x0B, 0x0C, 0x1B, 0x7F, 0x85, 0x9F, 0xAD, 0x061C, 0x200B, 0x200E, 0x200F, 0x2028, 0x2029,
    0x202A, 0x202E, 0x2060, 0x2066, 0x2069, 0xFEFF, 0xFFFE, 0xFFFF, 0xE0041,
]  # fmt: skip


@pytest.mark.parametrize("code", INVISIBLE, ids=hex)
@pytest.mark.parametrize(
    "text", ["name: x\nsummary: a{}b\n", "name: x\n{}summary: y\n", 'a: b\nc: "{}"\n', "a: b\n#{}\n"]
)
def test_invisible_characters_are_told(code: int, text: str) -> None:
    found, (problem,) = read(PATH, text.format(chr(code)).encode())
    assert found is None
    assert problem.line == 2
    assert f"(U+{code:04X})" in problem.message


def test_each_line_with_an_invisible_character_is_told_once() -> None:
    assert [problem.line for problem in told("a: \0\0\nb: c\nd: \0\n")] == [1, 3]


FINE = {
    "Windows line ends": b"name: x\r\nsteps:\r\n  - y\r\n",
    "old Mac line ends": b"name: x\rsteps:\r  - y\r",
    "mixed line ends": b"name: x\r\nsteps:\n  - y\r",
    "byte order mark": b"\xef\xbb\xbfname: x\nsteps:\n  - y\n",
    "no line end at the end": b"name: x\nsteps:\n  - y",
    "spaces at the ends of lines": b"name: x  \nsteps:  \n  - y \n",
    "items not indented": b"name: x\nsteps:\n- y\n",
    "start of document": b"---\nname: x\nsteps: [y]\n",
    "end of document": b"name: x\nsteps: [y]\n...\n",
    "tab after a colon": b"name:\tx\nsteps: [y]\n",
    "folded text": b"name: >-\n  x\nsteps:\n  - |-\n    y\n",
}


@pytest.mark.parametrize("content", FINE.values(), ids=FINE.keys())
def test_all_usual_ways_to_save_a_file_are_fine(content: bytes) -> None:
    assert document(content).value == {"name": "x", "steps": ["y"]}


@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
def test_lines_are_counted_alike_whatever_ends_them(ends: str) -> None:
    found = document(ends.join(["# note", "a: b", "", "c:", "  - d", "  - e: f", "    g: h"]))
    places: list[tuple[str | int, ...]] = [
        ("a",),
        ("c",),
        ("c", 0),
        ("c", 1),
        ("c", 1, "e"),
        ("c", 1, "g"),
        ("c", 1, "x"),
    ]
    assert [found.line_of(place) for place in places] == [2, 4, 5, 6, 6, 7, 6]
    assert found.line_of(("unknown",)) == 1


@pytest.mark.parametrize(
    "text",
    [
        "Élève à Noël",
        "Übung für Füße",
        "膝を曲げる",
        "تمرين",
        "👩🏽‍🦽 💪",
        "5 × 10 – 15 °C",
        "“quoted” and ‘quoted’",
        "می‌روم",
    ],
)
def test_all_scripts_and_emoji_are_kept(text: str) -> None:
    assert value(text) == text
    assert value(unicodedata.normalize("NFD", text)) == unicodedata.normalize("NFD", text)


# --- which files there are ---


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return small_library(tmp_path)


def only(tree: Tree) -> Problem:
    (problem,) = tree.problems
    return problem


def test_a_valid_library_is_read_in_full(root: Path) -> None:
    tree = read_tree(root)
    assert not tree.problems
    assert not tree.broken
    assert set(tree.folder("exercises")) == {"bridge", "curl-up", "rest"}
    assert set(tree.folder("programs")) == {"daily"}
    assert len(tree.documents) == 4 + len(NEEDED) + len(VOCABULARIES)


@pytest.mark.parametrize(
    ("name", "message", "tip"),
    [
        ("exercises/heel-raise.yaml", "must end in '.yml'", "heel-raise.yml"),
        ("exercises/Heel Raise.YML", "must end in '.yml'", "heel-raise.yml"),
        ("exercises/heel-raise.json", "must end in '.yml'", "heel-raise.yml"),
        ("exercises/heel-raise.yml~", "a copy that an editor or a merge left", "remove it"),
        ("exercises/desktop.ini", "a file of the operating system", "remove it"),
        ("exercises/heel-raise.docx", "a document of another program", "move it out"),
        ("exercises/heel-raise", "must end in '.yml'", "heel-raise.yml"),
        ("programs/plan.yml.txt", "must end in '.yml'", "move it out"),
        ("README.md", "must end in '.yml'", "move it out"),
        ("heel-raise.yml", "no place here", "data/exercises/"),
        ("exercise/heel-raise.yml", "folder has no place", "data/exercises/"),
        ("exercises/legs/heel-raise.yml", "folder has no place", "data/exercises/"),
        ("vocabulary/more/aims.yml", "folder has no place", "data/exercises/"),
        ("vocabulary/muscle.yml", "no such vocabulary", "did you mean 'muscles'?"),
        ("exercises/Heel-Raise.yml", "small letters", "heel-raise.yml"),
        ("exercises/heel_raise.yml", "small letters", "heel-raise.yml"),
        ("exercises/heel raise.yml", "small letters", "heel-raise.yml"),
        ("exercises/heel--raise-.yml", "small letters", "heel-raise.yml"),
        ("exercises/élève.yml", "small letters", "eleve.yml"),
        ("exercises/膝.yml", "small letters", "a-new-name.yml"),
        ("programs/My Plan.yml", "small letters", "my-plan.yml"),
    ],
)
def test_a_file_in_the_wrong_place_is_told(root: Path, name: str, message: str, tip: str) -> None:
    write(root, name, "name: x\n")
    problem = only(read_tree(root))
    assert (problem.path, problem.line) == (f"data/{name}", 1)
    assert message in problem.message
    assert tip in problem.tip


@pytest.mark.parametrize(
    "name", ["templates/.x.txt", "schema/exercise.json", "schema/a/b", "exercises/.DS_Store", ".gitkeep"]
)
def test_schemas_templates_and_hidden_files_are_left_alone(root: Path, name: str) -> None:
    write(root, name, b"\xff")
    assert not read_tree(root).problems


@pytest.mark.parametrize("name", [*NEEDED, *(f"vocabulary/{name}.yml" for name in VOCABULARIES)])
def test_a_file_that_the_library_needs_is_missed(root: Path, name: str) -> None:
    (root / "data" / name).unlink()
    problem = only(read_tree(root))
    assert (problem.path, problem.message) == (f"data/{name}", "this file is missing.")
    assert problem.tip


def test_a_file_that_cannot_be_read_is_not_missed_as_well(root: Path) -> None:
    write(root, "sources.yml", "")
    assert only(read_tree(root)).message == "this file is empty."


def test_no_data_at_all_is_told(tmp_path: Path) -> None:
    tree = read_tree(tmp_path)
    assert {problem.message for problem in tree.problems} == {"this file is missing."}


def _dangling(path: Path) -> None:
    path.symlink_to("nothing.yml")


def _leading_out(path: Path) -> None:
    path.symlink_to("/etc/hostname")


def _leading_out_to_nothing(path: Path) -> None:
    path.symlink_to("../../../nothing.yml")


def _leading_to_itself(path: Path) -> None:
    path.symlink_to(path.name)


def _leading_to_a_folder(path: Path) -> None:
    path.symlink_to("../vocabulary", target_is_directory=True)


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (_dangling, "not a file that can be read"),
        (_leading_out, "leads out of data/"),
        (_leading_out_to_nothing, "leads out of data/"),
        (_leading_to_itself, "leads to itself"),
        (_leading_to_a_folder, "not a file that can be read"),
        (Path.mkdir, "not a file that can be read"),
        (os.mkfifo, "not a file that can be read"),
    ],
)
@pytest.mark.parametrize("name", ["exercises/x.yml", "programs/x.yml"])
def test_what_is_no_file_is_told_and_not_opened(
    root: Path, name: str, make: Callable[[Path], None], message: str
) -> None:
    make(root / "data" / name)
    tree = read_tree(root)
    problem = only(tree)
    assert (problem.path, problem.line) == (f"data/{name}", 1)
    assert message in problem.message
    assert problem.tip
    assert "x" in tree.names(name.split("/", maxsplit=1)[0])


@pytest.mark.parametrize("folder", [*COLLECTIONS, "vocabulary"])
def test_a_folder_that_is_a_link_out_of_data_is_not_followed(root: Path, folder: str) -> None:
    (root / "data" / folder).rename(root / "elsewhere")
    (root / "data" / folder).symlink_to(root / "elsewhere", target_is_directory=True)
    tree = read_tree(root)
    assert "leads out of data/" in tree.problems[0].message
    assert not tree.folder(folder)


def test_a_file_that_the_system_refuses_to_open_is_told(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_: Path) -> bytes:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "read_bytes", refuse)
    tree = read_tree(root)
    assert not tree.documents
    assert {problem.message for problem in tree.problems} == {"this file cannot be read (Permission denied)."}


if sys.platform == "linux":  # other systems refuse to make such a file

    def test_a_file_name_that_is_not_utf8_can_be_told(root: Path) -> None:
        Path(os.fsdecode(bytes(root / "data" / "exercises") + b"/\xff.yml")).write_text("name: x\n", encoding="utf-8")
        assert only(read_tree(root)).path == "data/exercises/\\udcff.yml"


# --- how problems are told ---


@pytest.mark.parametrize(
    ("problem", "text"),
    [
        (
            Problem("a.yml", 3, "spine.fast", "is empty.", "write it."),
            "a.yml:3: spine.fast: is empty. Tip: write it.",
        ),
        (Problem("a.yml", 1, "", "this file is empty."), "a.yml:1: this file is empty."),
    ],
)
def test_a_problem_reads_as_one_line(problem: Problem, text: str) -> None:
    assert str(problem) == text


def test_problems_come_in_file_order_and_once() -> None:
    late = Problem("b.yml", 10, "", "x")
    early = Problem("b.yml", 9, "", "x", severity=Severity.NOTICE)
    other = Problem("a.yml", 11, "", "x")
    assert DataError([late, other, early, late]).problems == [other, early, late]


@pytest.mark.parametrize(
    ("word", "known", "tip"),
    [
        ("hamstring", ["hamstrings", "soleus"], "did you mean 'hamstrings'?"),
        ("Other Names", ["other_names", "name"], "did you mean 'other_names'?"),
        ("xyz", ["no", "yes"], "choose one of: no, yes."),
        ("xyz", [], "remove it: there is nothing to choose from."),
        ("xyz", [f"word-{n}" for n in range(29)], "look the right name up: none that we know comes near."),
    ],
)
def test_the_tip_names_the_nearest_word_or_all(word: object, known: list[str], tip: str) -> None:
    assert did_you_mean(word, known) == tip
