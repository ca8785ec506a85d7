"""Drawings kept: the confirmed ones as files of the project, the others from one build to the next."""

import hashlib
import os
from collections.abc import Iterable, Mapping
from concurrent.futures import ProcessPoolExecutor
from functools import lru_cache
from pathlib import Path

from exercise_library import cache
from exercise_library.figures.body.flesh import FILE
from exercise_library.figures.body.look import Look
from exercise_library.figures.draw.picture import draw
from exercise_library.figures.draw.shapes import Frame, from_json, to_json
from exercise_library.figures.draw.stored import from_svg, mark_in, mark_of, to_svg
from exercise_library.figures.pose.figure import Figure

_WORTH_A_POOL = 8
"""With fewer figures to draw, starting other processes takes longer than drawing."""

Wanted = tuple[Figure, Look]


class CachedRenderer:
    """Draws figures, each once.

    A drawing that was confirmed is a file in `confirmed`, found by the mark of what it shows: nothing is drawn then.
    What was drawn before by the same code from the same pose is read from `folder`; a file there that cannot be read
    or written costs time only.
    """

    def __init__(self, folder: Path, confirmed: Path | None = None):
        self._folder = folder
        self._confirmed = confirmed
        self._files: Mapping[str, str] = {}
        self._drawn: dict[str, tuple[Frame, ...]] = {}

    def __call__(self, figure: Figure, look: Look) -> tuple[Frame, ...]:
        """Return the frames of a figure."""
        key = self._key(figure, look)
        if key not in self._drawn:
            self._drawn[key] = self._read(key) or self._stored(key, self._made(figure, look))
        return self._drawn[key]

    def prepare(self, wanted: Iterable[Wanted]) -> None:
        """Read the confirmed drawings anew, and draw what is missing, on all processors at once if there is much."""
        self._files = confirmed(self._confirmed) if self._confirmed else {}
        missing: dict[str, Wanted] = {}
        for figure, look in wanted:
            key = self._key(figure, look)
            if not (key in self._drawn or mark_of(figure, look) in self._files or self._file(key).exists()):
                missing[key] = (figure, look)
        if len(missing) >= _WORTH_A_POOL:
            for key, frames in zip(missing, drawn_anew(missing.values()), strict=True):
                self._drawn[key] = self._stored(key, frames)

    def _made(self, figure: Figure, look: Look) -> tuple[Frame, ...]:
        text = self._files.get(mark_of(figure, look))
        if text is not None:
            try:
                return from_svg(text, figure)
            except ValueError:
                pass  # a file that was changed by hand is drawn anew, and 'make drawings' mends it
        return _draw((figure, look))

    def _key(self, figure: Figure, look: Look) -> str:
        text = self._files.get(mark_of(figure, look), "")
        return hashlib.sha256(f"{_code()} {text} {look!r} {figure.model_dump_json()}".encode()).hexdigest()

    def _read(self, key: str) -> tuple[Frame, ...] | None:
        try:
            return tuple(from_json(frame) for frame in cache.read(self._file(key)))
        except (OSError, ValueError, TypeError, KeyError, IndexError):
            return None

    def _stored(self, key: str, drawn: tuple[Frame, ...]) -> tuple[Frame, ...]:
        frames = tuple(frame.written_before() for frame in drawn)
        cache.write(self._file(key), [to_json(frame) for frame in frames])
        return frames

    def _file(self, key: str) -> Path:
        return self._folder / f"{key}.json"


def confirmed(folder: Path) -> dict[str, str]:
    """Return the text of each drawing in a folder, by the mark of what it shows."""
    texts = [path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.svg"))]
    return {mark_in(text): text for text in texts}


def drawn_anew(wanted: Iterable[Wanted]) -> Iterable[tuple[Frame, ...]]:
    """Draw figures on all processors, and yield the frames of each in order as soon as they are there."""
    with ProcessPoolExecutor(max_workers=os.cpu_count()) as pool:
        yield from pool.map(_draw, wanted, chunksize=4)


def _draw(wanted: Wanted) -> tuple[Frame, ...]:
    """Draw a figure as its file would say it, so that a drawing is the same before and after it is confirmed."""
    figure, look = wanted
    return from_svg(to_svg(draw(figure, look), ""), figure)


@lru_cache(maxsize=1)
def _code() -> str:
    """Return a mark of the code and the bodies that draw: others may draw in another way."""
    mark = hashlib.sha256(FILE.read_bytes())
    for path in sorted(Path(__file__).parents[1].rglob("*.py")):
        if path.parent.name == "motion":  # which asks the drawings, and not the other way round
            continue
        mark.update(path.read_bytes())
    return mark.hexdigest()
