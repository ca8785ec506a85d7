"""Drawings stored from one build to the next, by what they are made from."""

import hashlib
import os
from collections.abc import Iterable
from concurrent.futures import ProcessPoolExecutor
from functools import lru_cache
from pathlib import Path

from exercise_library import cache
from exercise_library.figures.body.flesh import FILE
from exercise_library.figures.body.look import Look
from exercise_library.figures.draw.picture import draw
from exercise_library.figures.draw.shapes import Frame, from_json, to_json
from exercise_library.figures.pose.figure import Figure

_WORTH_A_POOL = 8
"""With fewer figures to draw, starting other processes takes longer than drawing."""


class CachedRenderer:
    """Draws figures, each once: what was drawn before by the same code from the same pose is read from `folder`.

    A file that cannot be read or written costs time only: then the figure is drawn.
    """

    def __init__(self, folder: Path):
        self._folder = folder
        self._drawn: dict[str, tuple[Frame, ...]] = {}

    def __call__(self, figure: Figure, look: Look) -> tuple[Frame, ...]:
        """Return the frames of a figure."""
        key = _key(figure, look)
        if key not in self._drawn:
            self._drawn[key] = self._read(key) or self._stored(key, draw(figure, look))
        return self._drawn[key]

    def prepare(self, wanted: Iterable[tuple[Figure, Look]]) -> None:
        """Draw whatever of this is missing, on all processors at once if there is much."""
        missing: dict[str, tuple[Figure, Look]] = {}
        for figure, look in wanted:
            key = _key(figure, look)
            if key not in self._drawn and not self._file(key).exists():
                missing[key] = (figure, look)
        if len(missing) < _WORTH_A_POOL:
            return
        with ProcessPoolExecutor(max_workers=os.cpu_count()) as pool:
            for key, frames in zip(missing, pool.map(_draw, missing.values(), chunksize=4), strict=True):
                self._drawn[key] = self._stored(key, frames)

    def _read(self, key: str) -> tuple[Frame, ...] | None:
        try:
            return tuple(from_json(frame) for frame in cache.read(self._file(key)))
        except (OSError, ValueError, TypeError, KeyError, IndexError):
            return None

    def _stored(self, key: str, frames: tuple[Frame, ...]) -> tuple[Frame, ...]:
        cache.write(self._file(key), [to_json(frame) for frame in frames])
        return frames

    def _file(self, key: str) -> Path:
        return self._folder / f"{key}.json"


def _draw(wanted: tuple[Figure, Look]) -> tuple[Frame, ...]:
    return draw(*wanted)


def _key(figure: Figure, look: Look) -> str:
    return hashlib.sha256(f"{_code()} {look!r} {figure.model_dump_json()}".encode()).hexdigest()


@lru_cache(maxsize=1)
def _code() -> str:
    """Return a mark of the code and the bodies that draw: others may draw in another way."""
    mark = hashlib.sha256(FILE.read_bytes())
    for path in sorted(Path(__file__).parents[1].rglob("*.py")):
        if path.parent.name == "motion":  # which asks the drawings, and not the other way round
            continue
        mark.update(path.read_bytes())
    return mark.hexdigest()
