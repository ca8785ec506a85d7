"""The confirmed files: a drawing of each figure that the site shows, and how each figure of an exercise moves.

A change of a picture is then seen, and a build draws and solves nothing.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path

from exercise_library.catalogue.catalogue import Catalogue
from exercise_library.figures.draw.cache import drawn_anew
from exercise_library.figures.draw.shapes import Frame
from exercise_library.figures.draw.stored import from_svg, mark_in, mark_of, to_svg
from exercise_library.figures.motion.cache import moved_anew
from exercise_library.figures.motion.stored import from_json, to_json
from exercise_library.source.files import DRAWINGS, MOVEMENTS
from exercise_library.view.pictures import NamedFigure, all_figures, shown_figures

Figures = Mapping[str, NamedFigure]
"""Figures by the file that tells them, relative to the project."""

Change = tuple[str, str]
"""What became of a file: 'new', 'changed' or 'gone', and its name."""


def confirmable(catalogue: Catalogue) -> dict[str, NamedFigure]:
    """Return all files that there should be."""
    drawn = {f"{DRAWINGS}/{one.name}.svg": one for one in all_figures(catalogue)}
    return drawn | {f"{MOVEMENTS}/{one.name}.json": one for one in shown_figures(catalogue)}


def unconfirmed(catalogue: Catalogue, root: Path) -> dict[str, NamedFigure]:
    """Return the files that are missing, show another pose or person, or are no files of ours."""
    return {name: one for name, one in confirmable(catalogue).items() if not _is_confirmed(root / name, one)}


def leftover(catalogue: Catalogue, root: Path) -> list[str]:
    """Return the files that are of no figure."""
    there = (path for kind in (f"{DRAWINGS}/*.svg", f"{MOVEMENTS}/*.json") for path in root.glob(kind))
    return sorted({path.relative_to(root).as_posix() for path in there} - confirmable(catalogue).keys())


def write(root: Path, wanted: Figures) -> Iterator[Change | None]:
    """Make files, and yield what became of each as soon as it is there; None if nothing did."""
    drawings = {name: one for name, one in wanted.items() if name.endswith(".svg")}
    drawn = drawn_anew((one.figure, one.look) for one in drawings.values())
    for (name, one), frames in zip(drawings.items(), drawn, strict=True):
        yield _written(root, name, to_svg(frames, mark_of(one.figure, one.look)))
    # Arrows are those of the drawing, which is confirmed by now.
    movements = {name: one for name, one in wanted.items() if name not in drawings}
    moved = moved_anew((one.figure, one.look, _frames(root, one)) for one in movements.values())
    for (name, one), movement in zip(movements.items(), moved, strict=True):
        yield _written(root, name, to_json(movement, mark_of(one.figure, one.look)))


def _is_confirmed(file: Path, one: NamedFigure) -> bool:
    text = file.read_text(encoding="utf-8") if file.exists() else ""
    if mark_in(text) != mark_of(one.figure, one.look):
        return False
    try:
        from_svg(text, one.figure) if file.suffix == ".svg" else from_json(text)
    except ValueError:
        return False
    return True


def _frames(root: Path, one: NamedFigure) -> tuple[Frame, ...]:
    return from_svg((root / DRAWINGS / f"{one.name}.svg").read_text(encoding="utf-8"), one.figure)


def _written(root: Path, name: str, text: str) -> Change | None:
    file = root / name
    before = file.read_text(encoding="utf-8") if file.exists() else ""
    if text == before:
        return None
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8", newline="\n")
    return ("changed" if before else "new"), name
