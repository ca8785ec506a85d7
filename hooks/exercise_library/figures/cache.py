"""Drawings kept from one build to the next, by what they are made from."""

import hashlib
import json
import os
from dataclasses import asdict
from functools import lru_cache
from pathlib import Path

from exercise_library.figures.coarse import coarse
from exercise_library.figures.look import Look
from exercise_library.figures.picture import Frame, draw
from exercise_library.figures.pose import Figure


class Drawer:
    """Draws figures, each once: what was drawn before by the same code from the same pose is read from `folder`.

    A file that cannot be read or written costs time only: then the figure is drawn.
    """

    def __init__(self, folder: Path):
        self._folder = folder
        self._drawn: dict[str, tuple[Frame, ...]] = {}

    def __call__(self, figure: Figure, look: Look, grain: int = 0) -> tuple[Frame, ...]:
        """Return the frames of a figure; with a grain, as `coarse` makes them."""
        key = hashlib.sha256(f"{_code()} {look!r} {grain} {figure.model_dump_json()}".encode()).hexdigest()
        if key not in self._drawn:
            self._drawn[key] = self._read(key) or self._draw(key, figure, look, grain)
        return self._drawn[key]

    def _read(self, key: str) -> tuple[Frame, ...] | None:
        try:
            kept = json.loads((self._folder / f"{key}.json").read_text(encoding="utf-8"))
            return tuple(Frame(**frame) for frame in kept)
        except (OSError, ValueError, TypeError):
            return None

    def _draw(self, key: str, figure: Figure, look: Look, grain: int) -> tuple[Frame, ...]:
        frames = tuple(coarse(frame, grain) for frame in self(figure, look)) if grain else draw(figure, look)
        unfinished = self._folder / f"{key}.{os.getpid()}"
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            unfinished.write_text(json.dumps([asdict(frame) for frame in frames]), encoding="utf-8")
            unfinished.replace(self._folder / f"{key}.json")
        except OSError:
            unfinished.unlink(missing_ok=True)
        return frames


@lru_cache(maxsize=1)
def _code() -> str:
    """Return a mark of the code that draws: other code may draw in another way."""
    mark = hashlib.sha256()
    for path in sorted(Path(__file__).parent.glob("*.py")):
        mark.update(path.read_bytes())
    return mark.hexdigest()
