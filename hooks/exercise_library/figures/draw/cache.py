"""Drawings kept from one build to the next, by what they are made from."""

import hashlib
from collections.abc import Callable
from dataclasses import asdict
from functools import lru_cache
from pathlib import Path

from exercise_library import cache
from exercise_library.figures.body.look import Look
from exercise_library.figures.draw.coarse import coarse
from exercise_library.figures.draw.moving import moving
from exercise_library.figures.draw.picture import Frame, Scenes
from exercise_library.figures.pose.figure import Figure


class Drawer:
    """Draws figures, each once: what was drawn before by the same code from the same pose is read from `folder`.

    A file that cannot be read or written costs time only: then the figure is drawn.
    """

    def __init__(self, folder: Path):
        self._folder = folder
        self._drawn: dict[str, tuple[Frame, ...]] = {}
        self._last: tuple[Figure, Look, Scenes] | None = None

    def __call__(self, figure: Figure, look: Look, grain: int = 0) -> tuple[Frame, ...]:
        """Return the frames of a figure; with a grain, as `coarse` makes them."""

        def make() -> tuple[Frame, ...]:
            return (
                tuple(coarse(frame, grain) for frame in self(figure, look))
                if grain
                else self._scenes(figure, look).frames()
            )

        return self._kept(str(grain), figure, look, make)

    def moving(self, figure: Figure, look: Look) -> tuple[Frame, ...]:
        """Return the moving drawing of a figure, as `moving` makes it."""
        return self._kept("moving", figure, look, lambda: moving(self._scenes(figure, look), self(figure, look)))

    def _scenes(self, figure: Figure, look: Look) -> Scenes:
        """Return the scenes of a figure. The last are kept: who asks for stills asks for the movement next."""
        if self._last is None or self._last[0] is not figure or self._last[1] != look:
            self._last = (figure, look, Scenes(figure, look))
        return self._last[2]

    def _kept(self, kind: str, figure: Figure, look: Look, make: Callable[[], tuple[Frame, ...]]) -> tuple[Frame, ...]:
        """Return a drawing of some kind: made now, unless it was made before."""
        key = hashlib.sha256(f"{_code()} {look!r} {kind} {figure.model_dump_json()}".encode()).hexdigest()
        if key not in self._drawn:
            self._drawn[key] = self._read(key) or self._made(key, make)
        return self._drawn[key]

    def _read(self, key: str) -> tuple[Frame, ...] | None:
        try:
            return tuple(Frame(**frame) for frame in cache.read(self._file(key)))
        except (OSError, ValueError, TypeError):
            return None

    def _made(self, key: str, make: Callable[[], tuple[Frame, ...]]) -> tuple[Frame, ...]:
        frames = make()
        cache.write(self._file(key), [asdict(frame) for frame in frames])
        return frames

    def _file(self, key: str) -> Path:
        return self._folder / f"{key}.json"


@lru_cache(maxsize=1)
def _code() -> str:
    """Return a mark of the code that draws: other code may draw in another way."""
    mark = hashlib.sha256()
    for path in sorted(Path(__file__).parents[1].rglob("*.py")):
        mark.update(path.read_bytes())
    return mark.hexdigest()
