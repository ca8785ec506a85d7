"""The confirmed drawings: one file for each figure that the site shows, so that a change of a picture is seen."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from exercise_library.catalogue.catalogue import Catalogue
from exercise_library.figures.draw.cache import drawn_anew
from exercise_library.figures.draw.stored import mark_in, mark_of, to_svg
from exercise_library.view.pictures import NamedFigure, all_figures

Change = tuple[str, str]
"""What became of a drawing: 'new', 'changed' or 'gone', and its name."""


def unconfirmed(catalogue: Catalogue, folder: Path) -> dict[str, NamedFigure]:
    """Return the figures whose drawing in `folder` is missing, or shows another pose or person, by name."""
    wanted = {one.name: one for one in all_figures(catalogue)}
    there = {path.stem: mark_in(path.read_text(encoding="utf-8")) for path in _files(folder)}
    return {name: one for name, one in wanted.items() if there.get(name) != mark_of(one.figure, one.look)}


def leftover(catalogue: Catalogue, folder: Path) -> list[Path]:
    """Return the files in `folder` that are of no figure."""
    wanted = {one.name for one in all_figures(catalogue)}
    return [path for path in _files(folder) if path.stem not in wanted]


def write(folder: Path, wanted: Mapping[str, NamedFigure]) -> Iterator[Change | None]:
    """Draw figures into `folder`, and yield what became of each as soon as it is there; None if nothing did."""
    folder.mkdir(parents=True, exist_ok=True)
    drawn = drawn_anew((one.figure, one.look) for one in wanted.values())
    for one, frames in zip(wanted.values(), drawn, strict=True):
        file = folder / f"{one.name}.svg"
        before = file.read_text(encoding="utf-8") if file.exists() else ""
        text = to_svg(frames, mark_of(one.figure, one.look))
        if text == before:
            yield None
        else:
            file.write_text(text, encoding="utf-8", newline="\n")
            yield ("changed" if before else "new"), one.name


def _files(folder: Path) -> list[Path]:
    return sorted(folder.glob("*.svg"))
