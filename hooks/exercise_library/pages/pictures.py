"""The drawings of the library: who is drawn, in which file a frame stands, and how a page shows it."""

import hashlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from exercise_library.catalogue.catalogue import Catalogue
from exercise_library.catalogue.model import Entry, Exercise
from exercise_library.figures import LOOKS, Figure, Frame, Look
from exercise_library.pages import urls

Drawer = Callable[[Figure, Look, int], tuple[Frame, ...]]
"""Draws a figure for a look, its places rounded by a grain for small pictures."""

# How much the places in a picture, a small one and a thumbnail are rounded, in tenths of 1/220 of body height.
_FINE, _SMALL, _TINY = 0, 5, 10

# An exercise or an entry, and one of its forms.
_Key = tuple[str, str]


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
    `files` are the frames to publish in each file.
    """

    exercises: Mapping[tuple[str, str], tuple[Picture, ...]] = field(default_factory=dict)
    programs: Mapping[tuple[str, str, str], tuple[Picture, ...]] = field(default_factory=dict)
    thumbnails: Mapping[str, Picture] = field(default_factory=dict)
    files: Mapping[str, tuple[Frame, ...]] = field(default_factory=dict)

    def of_exercise(self, slug: str, form: str = "") -> tuple[Picture, ...]:
        """Return the pictures of an exercise, or of one of its forms, in order."""
        return self.exercises.get((slug, form), ())

    def of_entry(self, program: str, entry: Entry, form: str = "") -> tuple[Picture, ...]:
        """Return the pictures of an entry, or of one of its forms, as its program's page shows them: small."""
        return self.programs.get((program, entry.id, form), ())


def album(catalogue: Catalogue, drawer: Drawer) -> Album:
    """Draw the whole library. Pages that show many pictures get a file of their own, so that they ask for one."""
    files: dict[str, tuple[Frame, ...]] = {}
    figures: dict[_Key, Figure] = {}
    exercises: dict[_Key, tuple[Picture, ...]] = {}
    for exercise in catalogue.exercises.values():
        own = dict(_figures(exercise))
        figures |= own
        drawn = {key: drawer(figure, look_for(exercise.slug), _FINE) for key, figure in own.items()}
        exercises |= _file(urls.drawings(exercise.slug), drawn, files)
    programs: dict[tuple[str, str, str], tuple[Picture, ...]] = {}
    for program in catalogue.programs.values():
        small = {key: frames for entry in program.entries for key, frames in _of_entry(entry, figures, drawer)}
        shown = _file(urls.drawings(f"program-{program.slug}"), small, files)
        programs |= {(program.slug, *key): pictures for key, pictures in shown.items()}
    last = {(slug, ""): drawer(it, look_for(slug), _TINY)[-1:] for slug, it in _first_figures(figures).items()}
    thumbnails = {key[0]: pictures[0] for key, pictures in _file(urls.drawings("thumbnails"), last, files).items()}
    return Album(exercises, programs, thumbnails, files)


def look_for(slug: str) -> Look:
    """Return the person who shows an exercise: always the same one, and all of them over the library."""
    return LOOKS[int.from_bytes(hashlib.sha256(slug.encode()).digest()[:4]) % len(LOOKS)]


def _figures(exercise: Exercise) -> Iterator[tuple[_Key, Figure]]:
    """Yield the figure of an exercise and of each of its forms that has one."""
    figures = {"": exercise.figure, **{variant.id: variant.figure for variant in exercise.variants}}
    for form, figure in figures.items():
        if figure is not None:
            yield (exercise.slug, form), figure


def _of_entry(entry: Entry, figures: Mapping[_Key, Figure], drawer: Drawer) -> Iterator[tuple[_Key, tuple[Frame, ...]]]:
    """Yield the frames of an entry, for small pictures: its own, or else those of its exercise and its forms."""
    look = look_for(entry.exercise)
    if entry.figure is not None:
        yield (entry.id, ""), drawer(entry.figure, look, _SMALL)
        return
    for form in ("", *(used.variant for used in entry.variants)):
        if figure := figures.get((entry.exercise, form)):
            yield (entry.id, form), drawer(figure, look, _SMALL)


def _first_figures(figures: Mapping[_Key, Figure]) -> dict[str, Figure]:
    """Return one figure for each exercise: its own, or its first form's."""
    found: dict[str, Figure] = {}
    for (slug, _), figure in figures.items():
        found.setdefault(slug, figure)
    return found


def _room(frame: Frame) -> str:
    """Return the box that a page gives a frame: its size, from the corner. Where its drawing starts is in the file."""
    _, _, width, height = frame.view_box.split()
    return f"0 0 {width} {height}"


def _file(
    name: str, groups: Mapping[_Key, tuple[Frame, ...]], files: dict[str, tuple[Frame, ...]]
) -> dict[_Key, tuple[Picture, ...]]:
    """Add a file with the frames of all groups, and return the pictures that it holds. Nothing to draw, no file."""
    frames = tuple(frame for group in groups.values() for frame in group)
    if frames:
        files[name] = frames
    pictures: dict[_Key, tuple[Picture, ...]] = {}
    count = 0
    for key, group in groups.items():
        pictures[key] = tuple(
            Picture(f"{name}#frame-{count + place}", _room(frame), frame.caption, frame.alt)
            for place, frame in enumerate(group, start=1)
        )
        count += len(group)
    return pictures
