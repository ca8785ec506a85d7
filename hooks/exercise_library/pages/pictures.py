"""The drawings of the library: who is drawn, in which file a frame stands, and how a page shows it."""

import hashlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from exercise_library.catalogue.catalogue import Catalogue
from exercise_library.catalogue.model import Entry, Exercise
from exercise_library.figures import LOOKS, Figure, Frame, Look, sheet
from exercise_library.figures.coarse import coarse
from exercise_library.pages import urls

Drawer = Callable[[Figure, Look], tuple[Frame, ...]]


@dataclass(frozen=True)
class Picture:
    """A frame as a page shows it: `address` leads to its place in a file of drawings."""

    address: str
    view_box: str
    caption: str
    alt: str


@dataclass(frozen=True)
class Album:
    """All drawings of the site.

    `exercises` and `programs` hold the pictures of an exercise's own page and of a program's page by the exercise's
    slug, or the program's slug and the entry's id, and the form's id, which is empty for the whole; `thumbnails` one
    picture by the exercise's slug.
    `files` are the drawings to publish.
    """

    exercises: Mapping[tuple[str, str], tuple[Picture, ...]] = field(default_factory=dict)
    programs: Mapping[tuple[str, str, str], tuple[Picture, ...]] = field(default_factory=dict)
    thumbnails: Mapping[str, Picture] = field(default_factory=dict)
    files: Mapping[str, str] = field(default_factory=dict)

    def of_exercise(self, slug: str, form: str = "") -> tuple[Picture, ...]:
        """Return the pictures of an exercise, or of one of its forms, in order."""
        return self.exercises.get((slug, form), ())

    def of_entry(self, program: str, entry: Entry, form: str = "") -> tuple[Picture, ...]:
        """Return the pictures of an entry, or of one of its forms, as its program's page shows them: small."""
        return self.programs.get((program, entry.id, form), ())


def album(catalogue: Catalogue, drawer: Drawer) -> Album:
    """Draw the whole library. Pages that show many pictures get a file of their own, so that they ask for one."""
    drawn: dict[tuple[str, str], tuple[Frame, ...]] = {}
    files: dict[str, str] = {}
    exercises: dict[tuple[str, str], tuple[Picture, ...]] = {}
    for exercise in catalogue.exercises.values():
        own = dict(_drawn(exercise, drawer))
        drawn |= own
        exercises |= _file(urls.drawings(exercise.slug), own, files)
    programs: dict[tuple[str, str, str], tuple[Picture, ...]] = {}
    for program in catalogue.programs.values():
        small = {key: frames for entry in program.entries for key, frames in _of_entry(entry, drawn, drawer)}
        shown = _file(urls.drawings(f"program-{program.slug}"), small, files)
        programs |= {(program.slug, *key): pictures for key, pictures in shown.items()}
    last = {key: (coarse(frames[-1], _TINY),) for key, frames in _first_form(drawn).items()}
    thumbnails = {key[0]: pictures[0] for key, pictures in _file(urls.drawings("thumbnails"), last, files).items()}
    return Album(exercises, programs, thumbnails, files)


def look_for(slug: str) -> Look:
    """Return the person who shows an exercise: always the same one, and all of them over the library."""
    return LOOKS[int.from_bytes(hashlib.sha256(slug.encode()).digest()[:4]) % len(LOOKS)]


def _drawn(exercise: Exercise, drawer: Drawer) -> Iterator[tuple[tuple[str, str], tuple[Frame, ...]]]:
    """Yield the frames of an exercise and of each of its forms that has a figure."""
    figures = {"": exercise.figure, **{variant.id: variant.figure for variant in exercise.variants}}
    for form, figure in figures.items():
        if figure is not None:
            yield (exercise.slug, form), drawer(figure, look_for(exercise.slug))


# How much the places in a small picture and in a thumbnail are rounded, in tenths of 1/220 of body height.
_SMALL, _TINY = 5, 10


def _small(frames: tuple[Frame, ...]) -> tuple[Frame, ...]:
    return tuple(coarse(frame, _SMALL) for frame in frames)


def _of_entry(
    entry: Entry, drawn: Mapping[tuple[str, str], tuple[Frame, ...]], drawer: Drawer
) -> Iterator[tuple[tuple[str, str], tuple[Frame, ...]]]:
    """Yield the frames of an entry, for small pictures: its own, or else those of its exercise and its forms."""
    if entry.figure is not None:
        yield (entry.id, ""), _small(drawer(entry.figure, look_for(entry.exercise)))
        return
    for form in ("", *(used.variant for used in entry.variants)):
        if frames := drawn.get((entry.exercise, form)):
            yield (entry.id, form), _small(frames)


def _first_form(drawn: Mapping[tuple[str, str], tuple[Frame, ...]]) -> dict[tuple[str, str], tuple[Frame, ...]]:
    """Return one set of frames for each exercise: its own, or its first form's."""
    found: dict[str, tuple[tuple[str, str], tuple[Frame, ...]]] = {}
    for key, frames in drawn.items():
        found.setdefault(key[0], (key, frames))
    return dict(found.values())


def _room(frame: Frame) -> str:
    """Return the box that a page gives a frame: its size, from the corner. Where its drawing starts is in the file."""
    _, _, width, height = frame.view_box.split()
    return f"0 0 {width} {height}"


def _file(
    name: str, groups: Mapping[tuple[str, str], tuple[Frame, ...]], files: dict[str, str]
) -> dict[tuple[str, str], tuple[Picture, ...]]:
    """Add a file with the frames of all groups, and return the pictures that it holds. Nothing to draw, no file."""
    frames = [frame for group in groups.values() for frame in group]
    if frames:
        files[name] = sheet(frames)
    pictures: dict[tuple[str, str], tuple[Picture, ...]] = {}
    count = 0
    for key, group in groups.items():
        pictures[key] = tuple(
            Picture(f"{name}#frame-{count + place}", _room(frame), frame.caption, frame.alt)
            for place, frame in enumerate(group, start=1)
        )
        count += len(group)
    return pictures
