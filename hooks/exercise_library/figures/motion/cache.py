"""The files of moving bodies: the confirmed movements as files of the project, the others from one build to the next.

What makes them is loaded only when one is made.
"""

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from functools import lru_cache
from pathlib import Path

from exercise_library import cache
from exercise_library.figures.body.flesh import FILE
from exercise_library.figures.body.look import Look
from exercise_library.figures.draw.cache import confirmed
from exercise_library.figures.draw.shapes import Frame
from exercise_library.figures.draw.stored import mark_of
from exercise_library.figures.motion.stored import Movement, from_json
from exercise_library.figures.pose.figure import Figure

Frames = Callable[[Figure, Look], tuple[Frame, ...]]
Moving = tuple[Figure, Look, tuple[Frame, ...]]
"""A figure, who moves, and its stills."""

_WORTH_A_POOL = 8
"""With fewer movements to make, starting other processes takes longer than making them."""


def body_name(look: Look) -> str:
    """Return the name of the file of a look."""
    glasses = "-glasses" if look.glasses else ""
    return f"{look.body}-{look.hair}-{look.skin}-{look.tone_of_hair}{glasses}"


class CachedMotion:
    """Makes the files, each once.

    A movement that was confirmed is a file in `confirmed`, found by the mark of what it shows: nothing is solved then.
    What the same code made of the same pose, body or confirmed file before is read from `folder`.
    """

    def __init__(self, folder: Path, frames: Frames, confirmed: Path | None = None):
        self._folder, self._frames, self._confirmed = folder, frames, confirmed
        self._files: Mapping[str, str] = {}
        self._made: dict[str, bytes] = {}

    def mesh(self) -> bytes:
        """Return what all people share."""
        return self._kept("mesh", _mesh)

    def body(self, look: Look) -> bytes:
        """Return a person."""
        return self._kept(f"{look!r}", lambda: _body(look))

    def movement(self, figure: Figure, look: Look) -> bytes:
        """Return how a figure moves."""
        if text := self._files.get(mark_of(figure, look)):
            try:
                return self._kept(text, lambda: from_json(text).packed())
            except ValueError:
                pass  # a file that was changed by hand is made anew, and 'make drawings' mends it
        return self._kept(_name(figure, look), lambda: _movement((figure, look, self._frames(figure, look))).packed())

    def prepare(self, wanted: Iterable[tuple[Figure, Look]]) -> None:
        """Read the confirmed movements anew, and make what is missing on all processors at once if there is much."""
        self._files = confirmed(self._confirmed, "*.json") if self._confirmed else {}
        left = {_key(_name(*it)): it for it in wanted if mark_of(*it) not in self._files}
        missing = {key: it for key, it in left.items() if not self._file(key).exists()}
        if len(missing) < _WORTH_A_POOL:
            return
        made = moved_anew((figure, look, self._frames(figure, look)) for figure, look in missing.values())
        for key, movement in zip(missing, made, strict=True):
            self._keep(key, movement.packed())

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


def moved_anew(wanted: Iterable[Moving]) -> Iterator[Movement]:
    """Make movements on all processors, and yield them in order as soon as each is there."""
    with ProcessPoolExecutor(max_workers=os.cpu_count()) as pool:
        yield from pool.map(_movement, wanted, chunksize=4)


def _mesh() -> bytes:
    from exercise_library.figures.motion.pack import mesh_file  # noqa: PLC0415 (loads numpy)

    return mesh_file()


def _body(look: Look) -> bytes:
    from exercise_library.figures.motion.pack import look_file  # noqa: PLC0415 (loads numpy)

    return look_file(look)


def _movement(wanted: Moving) -> Movement:
    from exercise_library.figures.motion.movement import movement_of  # noqa: PLC0415 (loads numpy)

    figure, look, frames = wanted
    return movement_of(figure, look, frames, body_name(look))


def _name(figure: Figure, look: Look) -> str:
    return f"{look!r} {figure.model_dump_json()}"


def _key(name: str) -> str:
    return cache.mark(_code(), name)


@lru_cache(maxsize=1)
def _code() -> str:
    """Return a mark of the code and the bodies: others may make other files."""
    return cache.mark(code=[FILE, *Path(__file__).parents[1].rglob("*.py")])
