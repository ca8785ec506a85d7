"""Every figure of the library, with the words that stand beside it."""

from pathlib import Path

from exercise_library.catalogue.catalogue import build
from exercise_library.review.cases import Case, cases_in
from exercise_library.source.files import read_tree

ROOT = Path(__file__).resolve().parents[2]
_TREE = read_tree(ROOT)
LIBRARY = build(_TREE)
CASES = cases_in(_TREE)

__all__ = ["CASES", "LIBRARY", "ROOT", "Case"]
