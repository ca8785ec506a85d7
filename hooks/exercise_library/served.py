"""The folder that a server shows, from one build to the next: what is the same as before stays, and is not written.

MkDocs empties the folder before each build. To remove some hundred files and write them again takes longer than to make
what is in them.
"""

import hashlib
from contextlib import suppress
from pathlib import Path

# MkDocs leaves hidden files alone.
_ASIDE = ".built"


class ServedFolder:
    """The folder of a site, and what the last build put there."""

    def __init__(self) -> None:
        self._says: dict[Path, object] = {}
        self._before: dict[Path, int] = {}
        self._same: set[Path] = set()

    def hide(self, folder: Path) -> None:
        """Put what was built before out of sight, so that it is not removed."""
        (folder / _ASIDE).mkdir(parents=True, exist_ok=True)
        for path in folder.iterdir():
            if path.name != _ASIDE:
                path.replace(folder / _ASIDE / path.name)

    def show(self, folder: Path) -> None:
        """Put it back, to be written over or kept."""
        for path in (folder / _ASIDE).iterdir():
            path.replace(folder / path.name)
        self._before = {path: path.stat().st_mtime_ns for path in folder.rglob("*") if path.is_file()}
        self._same = set()

    def write(self, path: Path, content: bytes) -> None:
        """Write a file, unless it has this content."""
        if self._is_new(path, hashlib.sha256(content).digest()):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)

    def has_copy(self, source: Path, path: Path) -> bool:
        """Tell whether a file is a copy of another as that is now. If it is not, it is taken to be one from now on."""
        about = source.stat()
        return not self._is_new(path, (source, about.st_mtime_ns, about.st_size, about.st_ino))

    def remove_left(self) -> None:
        """Remove what was built before and neither written nor kept since."""
        for path, time in self._before.items():
            if path not in self._same and path.stat().st_mtime_ns == time:
                self._says.pop(path, None)
                path.unlink()
                with suppress(OSError):  # a folder that is not empty
                    path.parent.rmdir()

    def _is_new(self, path: Path, says: object) -> bool:
        if path in self._before and self._says.get(path) == says:
            self._same.add(path)
            return False
        self._says[path] = says
        return True
