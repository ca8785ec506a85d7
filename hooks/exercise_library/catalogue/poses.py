"""Figures from a file, with every problem at its line."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from exercise_library.catalogue.validation import explain, validate_mapping
from exercise_library.figures.pose.figure import Figure
from exercise_library.source.problems import Problem
from exercise_library.source.reader import Location, read

_KEY = "figure"


def read_figures(file: Path) -> tuple[dict[str, Figure], list[Problem]]:
    """Return the figures of a file by name, as `figures_in` does."""
    return figures_in(file.as_posix(), file.read_bytes())


def figures_in(path: str, content: bytes) -> tuple[dict[str, Figure], list[Problem]]:
    """Return the figures of a file by name: all that stand under a key 'figure', or else all that it holds.

    An exercise's own figure is called as its file, and the others after the variant or the entry that has them, as
    their files in data/drawings/ are: curl-up--reach.
    """
    document, problems = read(path, content)
    if document is None:
        return {}, problems
    places = list(_places(document.value, (), (Path(path).stem,)))
    if not places:
        found, more = validate_mapping(Figure, document)
        return found, [*problems, *more]
    figures: dict[str, Figure] = {}
    for at, names, value in places:
        try:
            figures["--".join(names)] = Figure.model_validate(value)
        except ValidationError as error:
            problems = [*problems, *explain(error, document, Figure, at)]
    return figures, problems


def _places(value: Any, at: Location, names: tuple[str, ...]) -> Iterator[tuple[Location, tuple[str, ...], Any]]:
    """Yield where each figure stands, the names of what it stands in, and the figure as it is written."""
    if isinstance(value, list):
        for number, item in enumerate(value):
            yield from _places(item, (*at, number), names)
    elif isinstance(value, dict):
        name = value.get("id", value.get("variant"))
        inner = (*names, name) if isinstance(name, str) and at else names
        for key, part in value.items():
            if key == _KEY:
                yield (*at, key), inner, part
            else:
                yield from _places(part, (*at, key), inner)
