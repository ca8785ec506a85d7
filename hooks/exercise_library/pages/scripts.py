"""Which modules a script is made of, so that a page can ask for all of them at once, and which messages they say.

A browser finds a module's imports only when it has the module, one floor after the other. A page names them all.
"""

import posixpath
import re
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path

from exercise_library.interface.uses import uses_in_file

_FOLDER = Path(__file__).resolve().parents[3] / "docs/assets/javascripts"
# An import or export at the start of a line. What is imported on request, by import(), waits until it is asked for.
_FROM = re.compile(r"""^(?:import|export)\b(?:[^;"']*\bfrom)?\s*["'](?P<path>\.[^"']+)["']""", re.MULTILINE)
_ON_REQUEST = re.compile(r"""\bimport\(["'](?P<path>\.[^"']+)["']\)""")


def _read(module: str) -> str:
    return (_FOLDER / module).read_text(encoding="utf-8")


@lru_cache(maxsize=200)
def _imports(text: str, on_request: bool) -> tuple[str, ...]:
    """Return what a module imports, as it is written there."""
    patterns = (_FROM, _ON_REQUEST) if on_request else (_FROM,)
    return tuple(match["path"] for pattern in patterns for match in pattern.finditer(text))


@lru_cache(maxsize=100)
def modules(entry: str, read: Callable[[str], str] = _read, on_request: bool = False) -> tuple[str, ...]:
    """Return a module and all that it imports, and they import, each once and the nearest first.

    `entry` and what is returned are paths in the folder of scripts, such as "plan/main.js"; `read` gives a module's
    text. `on_request`: with what is imported on request. Raises what `read` raises where a module is imported that is
    not there.
    """
    found = [entry]
    for module in found:  # which grows while we go through it
        imported = _imports(read(module), on_request)
        paths = (posixpath.normpath(posixpath.join(posixpath.dirname(module), path)) for path in imported)
        found.extend(dict.fromkeys(path for path in paths if path not in found))
    return tuple(found)


@lru_cache(maxsize=100)
def said_by(entry: str) -> frozenset[str]:
    """Return the keys of the messages that a script and all its modules say."""
    files = (_FOLDER / module for module in modules(entry, on_request=True))
    return frozenset(key for file in files for key in uses_in_file(file, file.stat().st_mtime_ns))


def look_again() -> None:
    """Forget what was read of scripts, before a build: they may have changed."""
    modules.cache_clear()
    said_by.cache_clear()
