"""Pages about the figures: the guide to what authors write, and a sheet of all figures for those who check them."""

from collections.abc import Iterator
from dataclasses import dataclass

from exercise_library.catalogue.model import Exercise
from exercise_library.pages.page import Page, filled
from exercise_library.view import urls
from exercise_library.view.build import View
from exercise_library.view.figure_guide import groups
from exercise_library.view.pictures import Picture
from exercise_library.view.pose_trial import CONTACTS, GROUPS, axes_of, trial_data


@dataclass(frozen=True)
class SheetFigure:
    """A figure on the sheet: what it shows, its pictures, what is done in it, and the file that it is written in."""

    name: str
    pictures: tuple[Picture, ...]
    start: tuple[str, ...]
    steps: tuple[str, ...]
    file: str


def figure_pages(view: View, edit: str = "") -> Iterator[Page]:
    """Yield the pages about figures. `edit` is the address before a file's name where it can be changed, if any."""
    yield _guide(view)
    yield _sheet(view, edit)
    yield _pose(view)


def _guide(view: View) -> Page:
    page = Page(urls.FIGURE_GUIDE, "Figures in pictures", "", urls.CONTRIBUTE)
    meta = {"description": "Every base position and every joint of a figure, in pictures."}
    return filled(page, "figure-guide.md.j2", meta, view, groups=groups(), pictures=view.album.guide)


def _pose(view: View) -> Page:
    """Return the page for trying a pose. It borrows the body of whoever moves on the site."""
    page = Page(urls.POSE, "Try a pose", "", urls.CONTRIBUTE)
    meta = {"description": "Turn the joints of a body, and copy what to write for a figure."}
    person = next(
        (name for name in view.motion.files if name.startswith(urls.motion("body-").removesuffix(".bin"))), ""
    )
    names = {"data": trial_data(), "groups": GROUPS, "contacts": CONTACTS, "axes_of": axes_of}
    return filled(page, "pose.md.j2", meta, view, person=person, mesh=urls.motion("mesh"), **names)


def _sheet(view: View, edit: str) -> Page:
    page = Page(urls.FIGURE_SHEET, "All figures", "", urls.CONTRIBUTE)
    meta = {"description": "Every figure with its words, for those who check them."}
    catalogue = view.catalogue
    positions: dict[str, list[tuple[Exercise, tuple[SheetFigure, ...]]]] = {
        it: [] for it in catalogue.vocabulary["positions"]
    }
    for exercise in catalogue.exercises.values():
        positions[exercise.positions[0]].append((exercise, tuple(_shown(view, exercise))))
    found = {catalogue.vocabulary["positions"][it].name: shown for it, shown in positions.items() if shown}
    return filled(page, "figure-sheet.md.j2", meta, view, positions=found, edit=edit)


def _shown(view: View, exercise: Exercise) -> Iterator[SheetFigure]:
    """Yield each figure of an exercise: its own, those of its variants, and what programs draw in their own way."""
    file = f"data/exercises/{exercise.slug}.yml"
    if pictures := view.album.of_exercise(exercise.slug):
        yield SheetFigure("", pictures, exercise.start, exercise.steps, file)
    for variant in exercise.variants:
        if pictures := view.album.of_exercise(exercise.slug, variant.id):
            yield SheetFigure(variant.name, pictures, variant.start, variant.steps, file)
    names = {variant.id: variant.name for variant in exercise.variants}
    for program, entry in view.catalogue.uses[exercise.slug]:
        file = f"data/programs/{program.slug}.yml"
        title = f"{program.name}: {entry.title}"
        if entry.figure:
            yield SheetFigure(title, view.album.of_entry(program.slug, entry), entry.start, entry.steps, file)
        for used in (it for it in entry.variants if it.figure):
            pictures = view.album.of_entry(program.slug, entry, used.variant)
            yield SheetFigure(f"{title}, {names[used.variant]}", pictures, used.start, used.steps, file)
