"""QR codes on paper: drawn at build, for cameras that see a print from an office printer.

Error correction is level M: a code stays readable with 15 % of it dirty. Sizes are those of ISO/IEC 18004.
"""

import hashlib
from collections.abc import Callable
from dataclasses import asdict, dataclass
from itertools import groupby
from pathlib import Path

import segno

from exercise_library import cache

# White modules around a code, which the standard wants, and the width of a module on paper in millimeters.
_QUIET = 4
_MODULE = 0.5


@dataclass(frozen=True)
class QrCode:
    """A drawn code: its address, and its drawing.

    `size` is how many modules wide it is with its quiet zone; `path` are the dark modules as lines of width 1.
    """

    address: str
    size: int
    path: str

    @property
    def readable(self) -> str:
        """The address as people read it."""
        return self.address.removeprefix("https://").removeprefix("http://")

    @property
    def width(self) -> float:
        """How wide it is on paper with its quiet zone, in millimeters."""
        return self.size * _MODULE


QrEncoder = Callable[[str], QrCode]
"""Draws the code of an address."""


def encode(address: str) -> QrCode:
    """Return the code of an address. Raises ValueError for one of more than 2,331 bytes: no code holds it."""
    matrix = segno.make(address, error="m", boost_error=False, micro=False).matrix
    return QrCode(address, len(matrix) + 2 * _QUIET, _path(matrix))


def _path(matrix: tuple[bytearray, ...]) -> str:
    """Return the dark modules as horizontal lines, each from where the last one ended: that is half as long."""
    steps: list[str] = []
    for row, modules in enumerate(matrix):
        column, end = 0, 0
        for dark, run in groupby(modules):
            length = len(list(run))
            if dark:
                start = f"m{column - end} 0" if end else f"M{column + _QUIET} {row + _QUIET}.5"
                steps.append(f"{start}h{length}")
                end = column + length
            column += length
    return "".join(steps)


class CachedQrCodes:
    """Draws codes, each once: a code takes 4 ms, and stays the same for ever. A file that fails costs time only."""

    def __init__(self, folder: Path):
        self._folder = folder

    def __call__(self, address: str) -> QrCode:
        """Return the code of an address."""
        path = self._folder / f"{hashlib.sha256(address.encode()).hexdigest()}.json"
        try:
            return QrCode(**cache.read(path))
        except (OSError, ValueError, TypeError):
            drawn = encode(address)
            cache.write(path, asdict(drawn))
            return drawn
