"""The drawings of the library: who is drawn, in which file a frame stands, and how a page shows it."""

import hashlib
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple, Protocol

from exercise_library.catalogue.catalogue import Catalogue
from exercise_library.catalogue.model import Entry, Exercise
from exercise_library.figures import LOOKS, Figure, Frame, Look, Still
from exercise_library.figures.draw.shapes import SMALL, TINY
from exercise_library.view import urls
from exercise_library.view.figure_guide import examples


class FigureRenderer(Protocol):
    """Draws figures, each for a look."""

    def __call__(self, wanted: Iterable[tuple[Figure, Look]], /) -> Sequence[tuple[Still, ...]]:
        """Return the stills of figures, in order."""

    def frames(self, figure: Figure, look: Look, /) -> tuple[Frame, ...]:
        """Return the frames of a figure, with all that is painted in them."""


# An exercise or an entry, and one of its variants.
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
    slug, or the program's slug and the entry's id, and the variant's id, which is empty for the whole. `thumbnails` and
    `covers` hold one picture by the exercise's and the program's slug, `guide` the pictures of the guide by the
    example's name. `files` are the frames to publish in each file.
    """

    exercises: Mapping[tuple[str, str], tuple[Picture, ...]] = field(default_factory=dict)
    programs: Mapping[tuple[str, str, str], tuple[Picture, ...]] = field(default_factory=dict)
    thumbnails: Mapping[str, Picture] = field(default_factory=dict)
    covers: Mapping[str, Picture] = field(default_factory=dict)
    guide: Mapping[str, tuple[Picture, ...]] = field(default_factory=dict)
    files: Mapping[str, tuple[Still, ...]] = field(default_factory=dict)

    def of_exercise(self, slug: str, variant: str = "") -> tuple[Picture, ...]:
        """Return the pictures of an exercise, or of one of its variants, in order."""
        return self.exercises.get((slug, variant), ())

    def of_entry(self, program: str, entry: Entry, variant: str = "") -> tuple[Picture, ...]:
        """Return the pictures of an entry, or of one of its variants, as its program's page shows them: small."""
        return self.programs.get((program, entry.id, variant), ())


def album(catalogue: Catalogue, renderer: FigureRenderer) -> Album:
    """Draw the whole library. Pages that show many pictures get a file of their own, so that they ask for one."""
    named = tuple(all_figures(catalogue))
    stills = dict(zip((it.name for it in named), renderer((it.figure, it.look) for it in named), strict=True))
    files: dict[str, tuple[Still, ...]] = {}
    exercises: dict[_Key, tuple[Picture, ...]] = {}
    last: dict[_Key, tuple[Still, ...]] = {}
    for slug, exercise in catalogue.exercises.items():
        drawn = {key: stills[name_of(*key)] for key, _ in figures_of(exercise)}
        exercises |= _file(urls.drawings(slug), drawn, files)
        if drawn:
            last[slug, ""] = _simplified(next(iter(drawn.values()))[-1:], TINY)
    programs: dict[tuple[str, str, str], tuple[Picture, ...]] = {}
    for slug, program in catalogue.programs.items():
        small = {key: it for entry in program.entries for key, it in _of_entry(slug, entry, stills)}
        shown = _file(urls.drawings(f"program-{slug}"), small, files)
        programs |= {(slug, *key): pictures for key, pictures in shown.items()}
    chosen = {(program, ""): last[slug, ""] for program, slug in _chosen(catalogue, {slug for slug, _ in last}).items()}
    guide = {(example.name, ""): stills[name_of("guide", example.name)] for example in examples()}
    return Album(
        exercises,
        programs,
        thumbnails=_singles(_file(urls.drawings("thumbnails"), last, files)),
        covers=_singles(_file(urls.drawings("programs"), chosen, files)),
        guide={key[0]: pictures for key, pictures in _file(urls.drawings("guide"), guide, files).items()},
        files=files,
    )


def captioned(album: Album, catalogue: Catalogue) -> Album:
    """Return an album with what a catalogue in another language says beside its pictures."""
    figures = {key: figure for it in catalogue.exercises.values() for key, figure in figures_of(it)}
    exercises = {key: _told(pictures, figures[key]) for key, pictures in album.exercises.items()}
    shown = {
        (slug, entry.id, variant): figure
        for slug, program in catalogue.programs.items()
        for entry in program.entries
        for variant, figure in figures_of_entry(entry, figures)
    }
    programs = {key: _told(pictures, shown[key]) for key, pictures in album.programs.items()}
    return replace(album, exercises=exercises, programs=programs)


def _told(pictures: tuple[Picture, ...], figure: Figure) -> tuple[Picture, ...]:
    return tuple(
        replace(picture, caption=figure.caption_of(frame), alt=figure.alt_of(frame))
        for frame, picture in enumerate(pictures)
    )


def look_for(slug: str, figure: Figure) -> Look:
    """Return the person who shows an exercise: always the same one, and all of them over the library.

    Where the neck is shaded, it is one whose hair leaves it free, and whose chin is seen to move.
    """
    neck = any("neck" in figure.highlights_of(frame) for frame in range(figure.count))
    looks = [look for look in LOOKS if look.hair == "short" and look.build != "sturdy"] if neck else LOOKS
    return looks[int.from_bytes(hashlib.sha256(slug.encode()).digest()[:4]) % len(looks)]


def figures_of(exercise: Exercise) -> Iterator[tuple[_Key, Figure]]:
    """Yield the figure of an exercise and of each of its variants that has one."""
    figures = {"": exercise.figure, **{variant.id: variant.figure for variant in exercise.variants}}
    for variant, figure in figures.items():
        if figure is not None:
            yield (exercise.slug, variant), figure


class NamedFigure(NamedTuple):
    """A figure that the site shows, with who shows it. `name` is that of the file of its confirmed drawing."""

    name: str
    figure: Figure
    look: Look


def all_figures(catalogue: Catalogue) -> Iterator[NamedFigure]:
    """Yield every figure of the site: those that patients are shown, and those of the guide."""
    yield from shown_figures(catalogue)
    for example in examples():
        yield NamedFigure(name_of("guide", example.name), example.figure, LOOKS[0])


def shown_figures(catalogue: Catalogue) -> Iterator[NamedFigure]:
    """Yield every figure that patients are shown: of exercises and variants, and of programs' own."""
    for exercise in catalogue.exercises.values():
        for key, figure in figures_of(exercise):
            yield NamedFigure(name_of(*key), figure, look_for(exercise.slug, figure))
    for program in catalogue.programs.values():
        for entry in program.entries:
            for variant, own in (("", entry.figure), *((used.variant, used.figure) for used in entry.variants)):
                if own is not None:
                    yield NamedFigure(name_of(program.slug, entry.id, variant), own, look_for(entry.exercise, own))


def name_of(*parts: str) -> str:
    """Return the name of a figure by the slugs and ids of whose it is.

    Slugs have single hyphens only, so two of them part what belongs to different things.
    """
    return "--".join(part for part in parts if part)


def _simplified(stills: Iterable[Still], precision: int) -> tuple[Still, ...]:
    return tuple(still.simplified(precision) for still in stills)


def _singles(pictures: Mapping[_Key, tuple[Picture, ...]]) -> dict[str, Picture]:
    return {slug: picture for (slug, _), (picture,) in pictures.items()}


def _of_entry(
    program: str, entry: Entry, stills: Mapping[str, tuple[Still, ...]]
) -> Iterator[tuple[_Key, tuple[Still, ...]]]:
    """Yield the stills of an entry, for small pictures: its own, or else those of its exercise and its variants.

    A variant that the entry draws in its own way is shown that way.
    """
    if entry.figure is not None:
        yield (entry.id, ""), _simplified(stills[name_of(program, entry.id)], SMALL)
        return
    for variant in ("", *(used.variant for used in entry.variants)):
        own = stills.get(name_of(program, entry.id, variant))
        if shown := own or stills.get(name_of(entry.exercise, variant)):
            yield (entry.id, variant), _simplified(shown, SMALL)


def figures_of_entry(entry: Entry, figures: Mapping[_Key, Figure]) -> Iterator[tuple[str, Figure]]:
    """Yield the figures that an entry shows, by the variant: its own, or else those of its exercise.

    `figures` are those of exercises, by slug and variant. A variant that the entry draws in its own way is shown so.
    """
    if entry.figure is not None:
        yield "", entry.figure
        return
    own = {used.variant: used.figure for used in entry.variants}
    for variant in ("", *own):
        if figure := own.get(variant) or figures.get((entry.exercise, variant)):
            yield variant, figure


def _chosen(catalogue: Catalogue, drawn: Collection[str]) -> dict[str, str]:
    """Return the exercise whose picture stands for each program, so that the pictures tell the programs apart.

    It is the first that only this program has; if there is none, its first.
    """
    found: dict[str, str] = {}
    for program in catalogue.programs.values():
        slugs = [entry.exercise for entry in program.entries if entry.exercise in drawn]
        own = [slug for slug in slugs if {use.program.slug for use in catalogue.uses[slug]} == {program.slug}]
        if slugs:
            found[program.slug] = (own or slugs)[0]
    return found


def _room(frame: Still) -> str:
    """Return the box that a page gives a frame: its size, from the corner. Where its drawing starts is in the file."""
    _, _, width, height = frame.view_box.split()
    return f"0 0 {width} {height}"


def _file(
    name: str, groups: Mapping[_Key, tuple[Still, ...]], files: dict[str, tuple[Still, ...]]
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
