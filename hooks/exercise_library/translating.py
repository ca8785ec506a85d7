"""Files for translators: every text that a language needs, each below the mark of its original, in the order of data/.

What is translated stays. What is missing stands there in English behind 'todo-', which counts as missing. A text whose
original has changed stays below its old mark, for the translator to look at, or gets the new mark if that is confirmed.
"""

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml
from pydantic import BaseModel
from pydantic.fields import FieldInfo

from exercise_library.catalogue.catalogue import Catalogue
from exercise_library.catalogue.texts import mark_of, retold
from exercise_library.catalogue.translation import INTERFACE_FILE, SIDES, TODO, message_mark, translatable, value_at
from exercise_library.interface.reading import LOCALE
from exercise_library.source.files import TRANSLATIONS
from exercise_library.source.problems import Problem, Severity
from exercise_library.source.reader import Document, Location
from exercise_library.source.written import translated_from

_Nested = dict[str, Any]


class _Filling:
    """Collects what a file of a language is to hold."""

    def __init__(self, old: Mapping[str, Any], confirmed: bool) -> None:
        self.made: _Nested = {}
        self._old = old
        self._confirmed = confirmed

    def text(self, at: Location, original: str) -> str:
        """Put a text below its mark."""
        _put(self.made, (*at, mark_of(original)), value_at(self._old, (*at, mark_of(original))), original)
        return original

    def printed(self, original: str) -> str:
        """Leave it out."""
        return original

    def words(self, at: Location, original: tuple[Any, ...], field: FieldInfo) -> tuple[Any, ...]:  # noqa: ARG002
        """Put words that people type below the key that they have in data/."""
        plain = [
            it.model_dump(mode="json", exclude_defaults=True) if isinstance(it, BaseModel) else it for it in original
        ]
        if found := value_at(self._old, at) or plain:
            _put(self.made, at, value_at(self._old, at), found)
        return original

    def review(self, at: Location, original: Any) -> Any:
        """Keep who checked the translation."""
        if found := value_at(self._old, at):
            _put(self.made, at, found, None)
        return original

    def message(self, at: Location, message: Any) -> None:
        """Put a message of the interface below its mark."""
        mark = message_mark(message)
        _put(self.made, (*at, mark), value_at(self._old, (*at, mark)), message)

    def whole(self) -> _Nested:
        """Return what was collected, with what the old file has beside it."""
        return _with_old(self.made, self._old, self._confirmed)


def _put(made: _Nested, at: Location, told: Any, original: Any) -> None:
    for part in at[:-1]:
        made = made.setdefault(str(part), {})
    made[str(at[-1]) if told else f"{TODO}{at[-1]}"] = told or original


def _with_old(made: _Nested, old: Mapping[str, Any], confirmed: bool) -> _Nested:
    """Return a group with what only the old one has, which takes the marks of what is missing where confirmed."""
    left = [key for key in old if key not in made and not key.startswith(TODO)]
    missing = [key for key in made if key.startswith(TODO)]
    whole: _Nested = {}
    pairs = dict(zip(missing, left, strict=True)) if confirmed and len(left) == len(missing) else {}
    for key, value in made.items():
        if key in pairs:
            whole[key.removeprefix(TODO)] = old[pairs[key]]
        elif isinstance(value, dict) and isinstance(old.get(key), Mapping):
            whole[key] = _with_old(value, old[key], confirmed)
        else:
            whole[key] = value
    return whole | {key: old[key] for key in left if key not in pairs.values()}


def filled(
    catalogue: Catalogue, language: str, confirmed: Callable[[str], bool] = lambda _: False
) -> Iterator[tuple[str, str]]:
    """Yield the path and the text of each file that a language has or needs.

    `confirmed` tells of a file, such as 'exercises/bridge.yml', whether its texts still mean what their originals do
    now.
    """
    translation = catalogue.translations.get(language)
    documents: Mapping[str, Document] = translation.documents if translation else {}
    for path, thing in translatable(catalogue).items():
        old = documents[path].value if path in documents else {}
        filling = _Filling(old, confirmed(path))
        retold(thing, filling)
        if whole := filling.whole():
            yield f"data/{TRANSLATIONS}/{language}/{path}", as_yaml(whole, path)
    old = documents[INTERFACE_FILE].value if INTERFACE_FILE in documents else {LOCALE: language}
    filling = _Filling(old, confirmed(INTERFACE_FILE))
    for key, message in catalogue.messages.messages.items():
        filling.message(tuple(key.split(".")), message)
    head = {key: old[key] for key in (LOCALE, *SIDES) if key in old}
    whole = {**head, **filling.whole()}
    yield f"data/{TRANSLATIONS}/{language}/{INTERFACE_FILE}", as_yaml(whole, INTERFACE_FILE)


def as_yaml(value: Mapping[str, Any], path: str) -> str:
    """Return a file of a language, with the schema that editors know it by."""
    up = "../" * (2 + path.count("/"))
    head = f"# yaml-language-server: $schema={up}schema/translation.json\n"
    return head + "".join(f"\n{block}" for block in _blocks(value))


def _blocks(value: Mapping[str, Any]) -> Iterator[str]:
    """Yield the text of each key, with an empty line between those that have rows of their own."""
    for key, inner in value.items():
        yield "\n".join([*_rows({key: inner}, ""), ""])


def _rows(value: Any, indent: str) -> Iterator[str]:
    for key, inner in value.items():
        if isinstance(inner, Mapping):
            yield f"{indent}{key}:"
            yield from _rows(inner, f"{indent}  ")
        elif isinstance(inner, list | tuple):
            yield f"{indent}{key}:"
            for item in inner:
                yield from _item(item, f"{indent}  ")
        else:
            yield f"{indent}{key}: {_scalar(inner)}"


def _item(item: Any, indent: str) -> Iterator[str]:
    if not isinstance(item, Mapping):
        yield f"{indent}- {_scalar(item)}"
        return
    first, *rest = _rows(item, f"{indent}  ")
    yield f"{indent}- {first.strip()}"
    yield from rest


def _scalar(value: Any) -> str:
    told = yaml.safe_dump(value, allow_unicode=True, width=100_000)
    return str(told).removesuffix("...\n").strip()


def write(root: Path, files: Mapping[str, str]) -> list[str]:
    """Write those files that are new or other than they were, and return their paths."""
    changed = []
    for path, text in files.items():
        place = root / path
        if not place.is_file() or place.read_text(encoding="utf-8") != text:
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_text(text, encoding="utf-8", newline="\n")
            changed.append(path)
    return changed


def page_problems(root: Path, catalogue: Catalogue) -> Iterator[Problem]:
    """Yield what there is to do with the pages by hand of each language: docs/es/about.md is that of docs/about.md.

    The settings at its top have the mark of the whole original: `of: bcdfgh`.
    """
    for language in catalogue.translations:
        for path in sorted((root / "docs" / language).rglob("*.md")):
            name = path.relative_to(root / "docs" / language).as_posix()
            yield from _page_problems(root, name, language)


def _page_problems(root: Path, name: str, language: str) -> Iterator[Problem]:
    path, original = f"docs/{language}/{name}", root / "docs" / name
    if not original.is_file():
        tip = "give it the name of the page that it is a translation of, or remove it."
        yield Problem(path, 1, "", f"there is no page docs/{name}.", tip, Severity.WARNING)
        return
    of, line = translated_from((root / path).read_text(encoding="utf-8"))
    now = mark_of(original.read_text(encoding="utf-8"))
    if of != now:
        message = f"docs/{name} has changed since this page was translated." if of else "does not say what it is of."
        tip = f"compare the two, and write 'of: {now}' at the top. Until then it leads to docs/{name}."
        yield Problem(path, line, "of", message, tip, Severity.WARNING)
