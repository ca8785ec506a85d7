"""Figures from a file, with every problem at its line."""

from pathlib import Path

from pydantic import ValidationError

from exercise_library.catalogue.validation import explain, validate_mapping
from exercise_library.figures.pose.figure import Figure
from exercise_library.source.problems import Problem
from exercise_library.source.reader import read


def read_figures(file: Path) -> tuple[dict[str, Figure], list[Problem]]:
    """Return the figures of a file by name: all that it holds, or the one under its key 'figure'."""
    document, problems = read(file.as_posix(), file.read_bytes())
    if document is None:
        return {}, problems
    if "figure" not in document.value:
        found, more = validate_mapping(Figure, document)
        return found, [*problems, *more]
    try:
        return {file.stem: Figure.model_validate(document.value["figure"])}, problems
    except ValidationError as error:
        return {}, [*problems, *explain(error, document, Figure, ("figure",))]
