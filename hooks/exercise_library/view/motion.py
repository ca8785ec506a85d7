"""The pictures of the library that move: where each movement's file is, and what is in the files."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Protocol

from exercise_library.catalogue.catalogue import Catalogue
from exercise_library.catalogue.model import Entry, Exercise
from exercise_library.figures import Figure, Look
from exercise_library.figures.motion.cache import body_name
from exercise_library.view import urls
from exercise_library.view.pictures import name_of, shown_figures


class MotionMaker(Protocol):
    """Makes the files of moving bodies."""

    def mesh(self) -> bytes:
        """Return what all people share."""

    def body(self, look: Look, /) -> bytes:
        """Return a person."""

    def movement(self, figure: Figure, look: Look, /) -> bytes:
        """Return how a figure moves."""

    def prepare(self, wanted: Iterable[tuple[Figure, Look]], /) -> None:
        """Make what will be asked for, all at once."""


@dataclass(frozen=True)
class Motion:
    """The addresses of movements by the figure's name, and the files to publish, each made when it is asked for."""

    movements: Mapping[str, str] = field(default_factory=dict)
    files: Mapping[str, Callable[[], bytes]] = field(default_factory=dict)

    def of_exercise(self, slug: str, variant: str = "") -> str:
        """Return the address of the movement of an exercise or of one of its variants; empty if it has none."""
        return self.movements.get(name_of(slug, variant), "")

    def moves(self, exercise: Exercise) -> bool:
        """Tell whether an exercise, or one of its variants, has a picture that moves or turns."""
        return any(self.of_exercise(exercise.slug, id_) for id_ in ("", *(it.id for it in exercise.variants)))

    def of_entry(self, program: str, entry: Entry, variant: str = "") -> str:
        """Return the address of the movement that a program draws for an entry itself; empty if it draws none."""
        return self.movements.get(name_of(program, entry.id, variant), "")


NO_MOTION = Motion()


def motion(catalogue: Catalogue, maker: MotionMaker) -> Motion:
    """Return what moves in the library: every figure of an exercise or a program. One that is a single still turns."""
    wanted = tuple(shown_figures(catalogue))
    maker.prepare((it.figure, it.look) for it in wanted)
    movements = {it.name: urls.motion(it.name) for it in wanted}
    files: dict[str, Callable[[], bytes]] = {}
    if wanted:
        files[urls.motion("mesh")] = maker.mesh
    for look in sorted({it.look for it in wanted}, key=body_name):
        files[urls.motion(f"body-{body_name(look)}")] = partial(maker.body, look)
    for it in wanted:
        files[movements[it.name]] = partial(maker.movement, it.figure, it.look)
    return Motion(movements, files)
