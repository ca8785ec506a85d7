"""Which messages the site says: the calls of `t` in templates, in scripts and in our code, with what they give."""

import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

# The code that runs says the messages, whatever data it reads.
_ROOT = Path(__file__).resolve().parents[3]
_CODE = (
    ("hooks/exercise_library/view", ".py"),
    ("hooks/exercise_library/pages", ".py"),
    ("hooks/exercise_library/exports", ".py"),
    ("hooks/exercise_library/pages/templates", ""),
    ("overrides", ".html"),
    ("docs/assets/javascripts", ".js"),
)
# t("key" with a dot in it.
_CALL = re.compile(r"""t(?:\.parts)?\(\s*(["'])([a-z0-9_]+(?:\.[a-z0-9_]+)+)\1""")
# The theme's templates have the words around every page as a setting.
_SHELL = re.compile(r"\bshell\.([a-z0-9_]+)")
# What may stand before it: no other name's end. The theme has a `lang.t` for its own words.
_BEFORE = re.compile(r"(?<![\w$])(?<!lang\.)")
_TOKEN = re.compile(r""""(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|`(?:\\.|[^`\\])*`|\*\*|\.\.\.|[=!<>]=|=>|[\w.]+|\S""")
_OPEN, _CLOSE = frozenset("([{"), frozenset(")]}")


@dataclass(frozen=True)
class Use:
    """Where a message is said, and the names that it is given there; None if the code does not list them."""

    path: str
    line: int
    names: frozenset[str] | None


def uses() -> Mapping[str, Use]:
    """Return each message that the site says, by its key. Where one is said in several places, the first counts."""
    found: dict[str, Use] = {}
    for file in code():
        for key, use in uses_in_file(file.path, file.stat().st_mtime_ns).items():
            found.setdefault(key, use)
    return found


def code() -> Iterator[os.DirEntry[str]]:
    """Yield every file that may say a message."""
    for folder, ending in _CODE:
        for file in sorted(_below(_ROOT / folder), key=lambda file: file.path):
            if file.name.endswith(ending):
                yield file


def _below(folder: str | Path) -> Iterator[os.DirEntry[str]]:
    for entry in os.scandir(folder):
        if entry.is_dir():
            yield from _below(entry.path)
        else:
            yield entry


@lru_cache(maxsize=1000)
def uses_in_file(path: str, _changed: int) -> Mapping[str, Use]:
    """Return the messages that one file says. A file that did not change is not read again."""
    return dict(uses_in(Path(path).relative_to(_ROOT).as_posix(), Path(path).read_text(encoding="utf-8")))


def uses_in(path: str, text: str) -> Iterator[tuple[str, Use]]:
    """Yield each message that some code says, and where. `path` tells whether it is a script."""
    for found in _SHELL.finditer(text):
        yield f"shell.{found[1]}", Use(path, text.count("\n", 0, found.start()) + 1, frozenset())
    for found in _CALL.finditer(text):
        if not _BEFORE.match(text, found.start()):
            continue
        names = _names(text, found.end(), in_braces=path.endswith(".js"))
        yield found[2], Use(path, text.count("\n", 0, found.start()) + 1, names)


def _names(text: str, start: int, in_braces: bool) -> frozenset[str] | None:
    """Return the names that a call gives: `count=5` in Python and templates, `{ count: 5 }` in a script."""
    names: set[str] = set()
    depth, before, word = 0, "", ""
    for found in _TOKEN.finditer(text, start):
        token = found[0]
        if (depth == in_braces and token in ("**", "...")) or (in_braces and depth == 0 and token.isidentifier()):
            return None
        if word and (token in ":,}" if in_braces else token == "="):
            names.add(word)
        word = token if depth == in_braces and before in ("{", ",") and token.isidentifier() else ""
        depth += (token in _OPEN) - (token in _CLOSE)
        if depth < 0:
            break
        before = token
    return frozenset(names)
