"""Which modules a script is made of, so that a page can ask for all of them at once.

A browser finds a module's imports only when it has the module, one floor after the other. A page names them all.
"""

import posixpath
import re
from collections.abc import Callable
from pathlib import Path

_FOLDER = Path(__file__).resolve().parents[3] / "docs/assets/javascripts"
# An import or export at the start of a line. What is imported on request, by import(), waits until it is asked for.
_FROM = re.compile(r"""^(?:import|export)\b(?:[^;"']*\bfrom)?\s*["'](?P<path>\.[^"']+)["']""", re.MULTILINE)


def _read(module: str) -> str:
    return (_FOLDER / module).read_text(encoding="utf-8")


def modules(entry: str, read: Callable[[str], str] = _read) -> tuple[str, ...]:
    """Return a module and all that it imports, and they import, each once and the nearest first.

    `entry` and what is returned are paths in the folder of scripts, such as "plan/main.js"; `read` gives a module's
    text. Raises what `read` raises where a module is imported that is not there.
    """
    found = [entry]
    for module in found:  # which grows while we go through it
        imported = (match["path"] for match in _FROM.finditer(read(module)))
        paths = (posixpath.normpath(posixpath.join(posixpath.dirname(module), path)) for path in imported)
        found.extend(dict.fromkeys(path for path in paths if path not in found))
    return tuple(found)
