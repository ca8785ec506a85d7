"""QR codes on paper: drawn at build, for cameras that see a print from an office printer.

Error correction is level M: a code stays readable with 15 % of it dirty. Sizes are those of ISO/IEC 18004.
"""

import hashlib
import json
import os
from collections.abc import Callable
from contextlib import suppress
from dataclasses import asdict, dataclass
from itertools import groupby
from pathlib import Path

import segno

# White modules around a code, which the standard wants, and the width of a module on paper in millimeters.
_QUIET = 4
_MODULE = 0.5


@dataclass(frozen=True)
class Code:
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


Coder = Callable[[str], Code]
"""Draws the code of an address."""


def code(address: str) -> Code:
    """Return the code of an address. Raises ValueError for one of more than 2,331 bytes: no code holds it."""
    matrix = segno.make(address, error="m", boost_error=False, micro=False).matrix
    return Code(address, len(matrix) + 2 * _QUIET, _path(matrix))


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


class KeptCodes:
    """Draws codes, each once: a code takes 4 ms, and stays the same for ever. A file that fails costs time only."""

    def __init__(self, folder: Path):
        self._folder = folder

    def __call__(self, address: str) -> Code:
        """Return the code of an address."""
        path = self._folder / f"{hashlib.sha256(address.encode()).hexdigest()}.json"
        try:
            return Code(**json.loads(path.read_text(encoding="utf-8")))
        except (OSError, ValueError, TypeError):
            return self._draw(path, address)

    def _draw(self, path: Path, address: str) -> Code:
        drawn = code(address)
        unfinished = path.with_suffix(f".{os.getpid()}")
        with suppress(OSError):
            self._folder.mkdir(parents=True, exist_ok=True)
            unfinished.write_text(json.dumps(asdict(drawn)), encoding="utf-8")
            unfinished.replace(path)
        return drawn
