"""Pages about the figures: the guide to what authors write, and a sheet of all figures for those who check them."""

from collections.abc import Iterator
from dataclasses import dataclass

from exercise_library.catalogue.catalogue import Catalogue
from exercise_library.catalogue.model import Exercise
from exercise_library.pages import urls
from exercise_library.pages.figure_guide import groups
from exercise_library.pages.library import Page, filled
from exercise_library.pages.pictures import Album, Picture


@dataclass(frozen=True)
class Shown:
    """A figure on the sheet: what it shows, its pictures, what is done in it, and the file that it is written in."""

    name: str
    pictures: tuple[Picture, ...]
    start: tuple[str, ...]
    steps: tuple[str, ...]
    file: str


def figure_pages(catalogue: Catalogue, album: Album, edit: str = "") -> Iterator[Page]:
    """Yield the pages about figures. `edit` is the address before a file's name where it can be changed, if any."""
    yield _guide(catalogue, album)
    yield _sheet(catalogue, album, edit)


_UNSEARCHED = {"search": {"exclude": True}}


def _guide(catalogue: Catalogue, album: Album) -> Page:
    page = Page(urls.FIGURE_GUIDE, "Figures in pictures", "", urls.CONTRIBUTE)
    meta = {**_UNSEARCHED, "description": "Every base position and every joint of a figure, in pictures."}
    return filled(page, "figure-guide.md.j2", meta, catalogue, groups=groups(), pictures=album.guide)


def _sheet(catalogue: Catalogue, album: Album, edit: str) -> Page:
    page = Page(urls.FIGURE_SHEET, "All figures", "", urls.CONTRIBUTE)
    meta = {**_UNSEARCHED, "description": "Every figure with its words, for those who check them."}
    positions: dict[str, list[tuple[Exercise, tuple[Shown, ...]]]] = {
        it: [] for it in catalogue.vocabulary["positions"]
    }
    for exercise in catalogue.exercises.values():
        positions[exercise.positions[0]].append((exercise, tuple(_shown(catalogue, album, exercise))))
    found = {catalogue.vocabulary["positions"][it].name: shown for it, shown in positions.items() if shown}
    return filled(page, "figure-sheet.md.j2", meta, catalogue, positions=found, edit=edit)


def _shown(catalogue: Catalogue, album: Album, exercise: Exercise) -> Iterator[Shown]:
    """Yield each figure of an exercise: its own, those of its forms, and what programs draw in their own way."""
    file = f"data/exercises/{exercise.slug}.yml"
    if pictures := album.of_exercise(exercise.slug):
        yield Shown("", pictures, exercise.start, exercise.steps, file)
    for form in exercise.variants:
        if pictures := album.of_exercise(exercise.slug, form.id):
            yield Shown(form.name, pictures, form.start, form.steps, file)
    names = {form.id: form.name for form in exercise.variants}
    for program, entry in catalogue.uses[exercise.slug]:
        file = f"data/programs/{program.slug}.yml"
        title = f"{program.name}: {entry.title}"
        if entry.figure:
            yield Shown(title, album.of_entry(program.slug, entry), entry.start, entry.steps, file)
        for used in (it for it in entry.variants if it.figure):
            pictures = album.of_entry(program.slug, entry, used.variant)
            yield Shown(f"{title}, {names[used.variant]}", pictures, used.start, used.steps, file)
