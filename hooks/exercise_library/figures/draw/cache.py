"""Drawings kept: the confirmed ones as files of the project, the others from one build to the next."""

import hashlib
import os
from collections.abc import Iterable, Mapping
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

from exercise_library import cache
from exercise_library.figures.body.flesh import FILE
from exercise_library.figures.body.look import Look
from exercise_library.figures.draw.picture import draw
from exercise_library.figures.draw.shapes import Frame, Still, still
from exercise_library.figures.draw.stored import from_svg, mark_in, mark_of, to_svg
from exercise_library.figures.pose.figure import Figure

_WORTH_A_POOL = 8
"""With fewer figures to draw, starting other processes takes longer than drawing."""

Wanted = tuple[Figure, Look]


class CachedRenderer:
    """Draws figures, each once.

    A drawing that was confirmed is a file in `confirmed`, found by the mark of what it shows: nothing is drawn then.
    What was shown before of such a file, or drawn by the same code, is read from `folder`; a file there that cannot be
    read or written costs time only.
    """

    def __init__(self, folder: Path, confirmed: Path | None = None):
        self._folder = folder
        self._confirmed = confirmed
        self._files: Mapping[str, str] = {}
        self._drawn: dict[str, tuple[Frame, ...]] = {}
        self._stills: dict[str, tuple[Still, ...]] = {}

    def __call__(self, wanted: Iterable[Wanted]) -> list[tuple[Still, ...]]:
        """Return the stills of figures, in order. Confirmed drawings are read anew."""
        self._files = confirmed(self._confirmed) if self._confirmed else {}
        marked = [(mark_of(figure, look), figure, look) for figure, look in wanted]
        self._draw_missing({mark: (figure, look) for mark, figure, look in marked})
        return [self._shown(mark, figure, look) for mark, figure, look in marked]

    def frames(self, figure: Figure, look: Look) -> tuple[Frame, ...]:
        """Return the frames of a figure with their shapes."""
        mark = mark_of(figure, look)
        if mark in self._files:
            try:
                return from_svg(self._files[mark], figure)
            except ValueError:
                pass  # a file that was changed by hand is drawn anew, and 'make drawings' mends it
        if mark not in self._drawn:
            self._drawn[mark] = _draw((figure, look))
        return self._drawn[mark]

    def _draw_missing(self, wanted: Mapping[str, Wanted]) -> None:
        """Draw what is missing on all processors at once, if there is much."""
        missing = {
            mark: one for mark, one in wanted.items() if mark not in self._files and not self._is_kept(self._key(mark))
        }
        if len(missing) >= _WORTH_A_POOL:
            self._drawn.update(zip(missing, drawn_anew(missing.values()), strict=True))

    def _shown(self, mark: str, figure: Figure, look: Look) -> tuple[Still, ...]:
        key = self._key(mark)
        if key not in self._stills:
            self._stills[key] = self._read(key) or self._stored(key, self.frames(figure, look))
        return tuple(
            replace(still, caption=figure.caption_of(number), alt=figure.alt_of(number))
            for number, still in enumerate(self._stills[key])
        )

    def _key(self, mark: str) -> str:
        return hashlib.sha256(f"{_code()} {self._files.get(mark, mark)}".encode()).hexdigest()

    def _is_kept(self, key: str) -> bool:
        return key in self._stills or self._file(key).exists()

    def _read(self, key: str) -> tuple[Still, ...]:
        try:
            return tuple(
                Still(view_box, (large, small, tiny)) for view_box, large, small, tiny in cache.read(self._file(key))
            )
        except (OSError, ValueError, TypeError):
            return ()

    def _stored(self, key: str, frames: Iterable[Frame]) -> tuple[Still, ...]:
        stills = tuple(map(still, frames))
        cache.write(self._file(key), [[it.view_box, *it.texts] for it in stills])
        return stills

    def _file(self, key: str) -> Path:
        return self._folder / f"{key}.json"


def confirmed(folder: Path, files: str = "*.svg") -> dict[str, str]:
    """Return the text of each drawing in a folder, or of other files, by the mark of what it shows."""
    texts = [path.read_text(encoding="utf-8") for path in sorted(folder.glob(files))]
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
