"""The library stays easy to read."""

import pytest
from conftest import ROOT
from exercise_library.catalogue.readability import HIGHEST_GRADE, prose, tally, warnings
from exercise_library.source.files import read_tree

FILES = read_tree(ROOT).documents
# The grade of all prose in data/ was 1.8 when this was written. Raise it only for a reason, never to let a test pass.
HIGHEST_GRADE_OF_ALL = 2.0


@pytest.mark.parametrize("path", FILES)
def test_a_file_has_no_warnings(path: str) -> None:
    assert [str(problem) for problem in warnings(FILES[path])] == []


def test_the_library_gets_no_harder() -> None:
    found = tally(sentence for file in FILES.values() for sentence in prose(file.value)).grade
    assert found <= HIGHEST_GRADE_OF_ALL < HIGHEST_GRADE
