"""Every figure of the library, with the words that stand beside it."""

import functools
from pathlib import Path

from exercise_library.catalogue.catalogue import build
from exercise_library.figures import solved
from exercise_library.figures.solve.solver import Movement
from exercise_library.review.cases import Case, cases_in
from exercise_library.source.files import read_tree

ROOT = Path(__file__).resolve().parents[2]
_TREE = read_tree(ROOT)
LIBRARY = build(_TREE)
CASES = cases_in(_TREE)

# What `make test` looks at; `exercise-library check` at each figure whose data or words change, and test-deep at all.
SOME = list(CASES)[::16]
FEW = SOME[::3]

__all__ = ["CASES", "FEW", "LIBRARY", "ROOT", "SOME", "Case", "solved_case"]


@functools.cache
def solved_case(name: str) -> Movement:
    """Return a figure as it is solved for the body that the site shows it in: once for all who look at it."""
    return solved(CASES[name].figure, CASES[name].look)
