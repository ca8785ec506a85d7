"""The pictures of the library that move: where each movement's file is, and what is in the files."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Protocol

from exercise_library.catalogue.catalogue import Catalogue
from exercise_library.figures import Figure, Look
from exercise_library.figures.motion.cache import body_name
from exercise_library.view import urls
from exercise_library.view.pictures import figures_of, look_for


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
    """The addresses of movements by the exercise's slug and the variant's id, which is empty for the whole; and the
    files to publish, each made when it is asked for.
    """

    movements: Mapping[tuple[str, str], str] = field(default_factory=dict)
    files: Mapping[str, Callable[[], bytes]] = field(default_factory=dict)

    def of_exercise(self, slug: str, variant: str = "") -> str:
        """Return the address of the movement of an exercise or of one of its variants; empty if it has none."""
        return self.movements.get((slug, variant), "")

    def moves(self, slug: str) -> bool:
        """Tell whether an exercise has a picture that moves."""
        return any(exercise == slug for exercise, _ in self.movements)


NO_MOTION = Motion()


def motion(catalogue: Catalogue, maker: MotionMaker) -> Motion:
    """Return what moves in the library: every picture of an exercise that has more than one still."""
    wanted = dict(_moving(catalogue))
    maker.prepare((figure, look_for(slug)) for (slug, _), figure in wanted.items())
    movements = {key: urls.motion("--".join(filter(None, key))) for key in wanted}
    looks = {look_for(slug) for slug, _ in wanted}
    files: dict[str, Callable[[], bytes]] = {}
    if wanted:
        files[urls.motion("mesh")] = maker.mesh
    for look in sorted(looks, key=body_name):
        files[urls.motion(f"body-{body_name(look)}")] = partial(maker.body, look)
    for key, figure in wanted.items():
        files[movements[key]] = partial(maker.movement, figure, look_for(key[0]))
    return Motion(movements, files)


def _moving(catalogue: Catalogue) -> Iterator[tuple[tuple[str, str], Figure]]:
    for exercise in catalogue.exercises.values():
        for key, figure in figures_of(exercise):
            if figure.count > 1:
                yield key, figure
