"""A language that nobody speaks: all of data/ in long words of other letters, written from right to left.

It is made of the English by a rule, so that every text is there, and none is English.
"""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from exercise_library.catalogue.catalogue import load
from exercise_library.catalogue.text import MAX_TEXT
from exercise_library.catalogue.translation import TODO
from exercise_library.source.reader import read
from exercise_library.translating import as_yaml, filled

LANGUAGE = "ur"
_LETTERS = "ابتثجحخدذرزسشصضطظعغفقكلمنه"
_MEANT = {letter: _LETTERS[place] for place, letter in enumerate("abcdefghijklmnopqrstuvwxyz")}
# Places, slots and HTML's own signs stay as they are.
_WORD = re.compile(r"\{[^}]*\}|</?[a-z_]+>|[A-Za-z]+")
_KEPT = frozenset({"locale", "plural", "select", "sign"})


def spoken(text: str) -> str:
    """Return a text in the language: each word in other letters, and half as long again."""
    told = _WORD.sub(lambda found: _word(found[0], longer=True), text)
    return told if len(told) <= MAX_TEXT else _WORD.sub(lambda found: _word(found[0], longer=False), text)


def _word(word: str, longer: bool) -> str:
    if word[0] in "{<":
        return word
    told = "".join(_MEANT[letter] for letter in word.lower())
    return told + told[: len(told) // 2] if longer else told


def _said(value: Any, key: str = "") -> Any:
    if isinstance(value, Mapping):
        return {name.removeprefix(TODO): _said(inner, name) for name, inner in value.items()}
    if isinstance(value, list):
        return [_said(inner, key) for inner in value]
    return spoken(value) if isinstance(value, str) and key not in _KEPT else value


def translate(project: Path, language: str = LANGUAGE) -> None:
    """Add the language to a project: a folder of files."""
    for path, text in filled(load(project), language):
        document, _ = read(path, text.encode())
        assert document
        place = project / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(as_yaml({"locale": language, **_said(document.value)} if path.endswith("interface.yml") else
                                 _said(document.value), path.split("/", 3)[3]), encoding="utf-8")  # fmt: skip
    names = ("Home exercises", "Home", "Programs", "Exercises", "For clinics", "About")
    nav = "".join(f"{name}: {spoken(name)}\n" for name in names)
    (project / "data/translations" / language / "nav.yml").write_text(nav, encoding="utf-8")
