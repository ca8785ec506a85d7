"""Texts that are put by until they are asked for: all pages of a build together are most of its memory."""

from collections.abc import Callable
from functools import partial
from tempfile import TemporaryFile


class Shelf:
    """Holds texts in a file without a name, which is gone when nobody holds the shelf."""

    def __init__(self) -> None:
        self._file = TemporaryFile()  # noqa: SIM115 (it is open for as long as a text may be asked for)
        self._end = 0

    def put(self, text: str) -> Callable[[], str]:
        """Put a text by. Return what gives it back, each time that it is called."""
        told, start = text.encode(), self._end
        self._file.seek(start)
        self._file.write(told)
        self._end += len(told)
        return partial(self._take, start, len(told))

    def _take(self, start: int, size: int) -> str:
        self._file.seek(start)
        return self._file.read(size).decode()
