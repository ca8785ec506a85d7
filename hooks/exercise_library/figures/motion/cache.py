"""The files of moving bodies, kept from one build to the next. What makes them is loaded only when one is made."""

import os
from collections.abc import Callable, Iterable
from concurrent.futures import ProcessPoolExecutor
from functools import lru_cache
from pathlib import Path

from exercise_library import cache
from exercise_library.figures.body.flesh import FILE
from exercise_library.figures.body.look import Look
from exercise_library.figures.draw.shapes import Frame
from exercise_library.figures.pose.figure import Figure

Frames = Callable[[Figure, Look], tuple[Frame, ...]]

_WORTH_A_POOL = 8
"""With fewer movements to make, starting other processes takes longer than making them."""


def body_name(look: Look) -> str:
    """Return the name of the file of a look."""
    glasses = "-glasses" if look.glasses else ""
    return f"{look.body}-{look.hair}-{look.skin}-{look.tone_of_hair}{glasses}"


class CachedMotion:
    """Makes the files, each once: what the same code made of the same pose before is read from `folder`."""

    def __init__(self, folder: Path, frames: Frames):
        self._folder, self._frames = folder, frames
        self._made: dict[str, bytes] = {}

    def mesh(self) -> bytes:
        """Return what all people share."""
        return self._kept("mesh", _mesh)

    def body(self, look: Look) -> bytes:
        """Return a person."""
        return self._kept(f"{look!r}", lambda: _body(look))

    def movement(self, figure: Figure, look: Look) -> bytes:
        """Return how a figure moves."""
        return self._kept(_name(figure, look), lambda: _movement((figure, look, self._frames(figure, look))))

    def prepare(self, wanted: Iterable[tuple[Figure, Look]]) -> None:
        """Make what of this is missing, on all processors at once if there is much."""
        missing = {_key(_name(*it)): it for it in wanted if not self._file(_key(_name(*it))).exists()}
        if len(missing) < _WORTH_A_POOL:
            return
        tasks = [(figure, look, self._frames(figure, look)) for figure, look in missing.values()]
        with ProcessPoolExecutor(max_workers=os.cpu_count()) as pool:
            for key, made in zip(missing, pool.map(_movement, tasks, chunksize=4), strict=True):
                self._keep(key, made)

    def _kept(self, name: str, make: Callable[[], bytes]) -> bytes:
        key = _key(name)
        if key not in self._made:
            try:
                self._made[key] = self._file(key).read_bytes()
            except OSError:
                self._keep(key, make())
        return self._made[key]

    def _keep(self, key: str, made: bytes) -> None:
        self._made[key] = made
        cache.write_bytes(self._file(key), made)

    def _file(self, key: str) -> Path:
        return self._folder / f"{key}.bin"


def _mesh() -> bytes:
    from exercise_library.figures.motion.pack import mesh_file  # noqa: PLC0415 (loads numpy)

    return mesh_file()


def _body(look: Look) -> bytes:
    from exercise_library.figures.motion.pack import look_file  # noqa: PLC0415 (loads numpy)

    return look_file(look)


def _movement(wanted: tuple[Figure, Look, tuple[Frame, ...]]) -> bytes:
    from exercise_library.figures.motion.movement import movement_file  # noqa: PLC0415 (loads numpy)

    figure, look, frames = wanted
    return movement_file(figure, look, frames, body_name(look))


def _name(figure: Figure, look: Look) -> str:
    return f"{look!r} {figure.model_dump_json()}"


def _key(name: str) -> str:
    return cache.mark(_code(), name)


@lru_cache(maxsize=1)
def _code() -> str:
    """Return a mark of the code and the bodies: others may make other files."""
    return cache.mark(code=[FILE, *Path(__file__).parents[1].rglob("*.py")])
