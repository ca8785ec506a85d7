"""What one build keeps for the next of the files that it has read: to read YAML with its lines takes long."""

import hashlib
import marshal
import sys
from pathlib import Path
from typing import Any

from exercise_library import cache
from exercise_library.source import reader
from exercise_library.source.problems import Problem
from exercise_library.source.reader import Document, read

_ROOM = Path(reader.__file__).parent


class KeptReader:
    """Reads data files. What has nothing wrong is kept in one file of a folder, as long as the same code reads it."""

    def __init__(self, folder: Path):
        self._file = folder / f"{cache.mark(sys.version, code=_ROOM.glob('*.py'))}.bin"
        self._before = _kept(self._file)
        self._now: dict[bytes, tuple[Any, ...]] = {}

    def __call__(self, path: str, content: bytes) -> tuple[Document | None, list[Problem]]:
        """Read a file by its path and content, as `read` does."""
        key = hashlib.sha256(path.encode() + b"\0" + content).digest()
        if found := self._before.get(key):
            self._now[key] = found
            value, lines, text, crowded = found
            return Document(path, value, lines, tuple(text.split("\n")), crowded), []
        document, problems = read(path, content)
        if document and not problems:
            self._now[key] = (document.value, document.lines, "\n".join(document.rows), document.crowded)
        return document, problems

    def keep(self) -> None:
        """Keep what was read, for the next build."""
        if self._now.keys() != self._before.keys():
            cache.write_bytes(self._file, marshal.dumps(self._now))


def _kept(file: Path) -> dict[bytes, tuple[Any, ...]]:
    try:
        found = marshal.loads(file.read_bytes())
    except (OSError, EOFError, ValueError, TypeError):
        return {}
    return found if isinstance(found, dict) else {}
