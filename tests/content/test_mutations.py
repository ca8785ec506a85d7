"""Slips of the hand in our own data: none ends in a traceback or hangs, and no number changes unseen."""

import multiprocessing
import random
import re
from collections.abc import Iterator
from typing import Any

import pytest
from conftest import ROOT, sampled
from exercise_library.catalogue.catalogue import build
from exercise_library.fix import layout_problems
from exercise_library.review import figure_problems
from exercise_library.review.cases import cases_in
from exercise_library.source.files import Tree, data_files, read_tree
from exercise_library.source.problems import DataError, Problem, errors
from library import with_figures_of
from test_check import mutated
from test_data import TABLE, assert_dose_stands, assert_figures_stand

# Longer than any check of one file takes on a slow machine.
_ENDS = 60
_NUMBER = re.compile(r"(?<![\w.-])\d+(?![\w.-])")
FILES = [path for path, _ in data_files(ROOT) if path.split("/")[1] in ("exercises", "programs")]


def outcome(path: str, text: str) -> str:
    """Return what becomes of a changed file: 'refused', 'seen' by a test, 'accepted', or 'unseen' for a number."""
    tree = read_tree(ROOT, {path: text.encode("utf-8", "surrogatepass")})
    problems = [*layout_problems(ROOT, tree), *_judged(tree, path)]
    try:
        catalogue = build(tree)
    except DataError:
        return "refused"
    if errors(problems):
        return "refused"
    try:
        for row in TABLE:
            assert_dose_stands(catalogue, row)
            assert_figures_stand(catalogue, row)
    except (AssertionError, KeyError, StopIteration):
        return "seen"
    before = read_tree(ROOT).documents[path].value
    changed = sorted(_numbers(tree.documents[path].value)) != sorted(_numbers(before))
    return "unseen" if changed else "accepted"


def _judged(tree: Tree, path: str) -> Iterator[Problem]:
    """Yield what is wrong with the figures of a file, if they are no longer those of the library: these are right."""
    drawn, before = (
        {name: case.figure for name, case in cases_in(it).items() if case.path == path}
        for it in (tree, read_tree(ROOT))
    )
    if drawn != before:
        yield from figure_problems(with_figures_of(tree, path), ROOT / ".cache/review")


def _numbers(value: Any, key: str = "") -> Iterator[str]:
    """Yield each number that a reader sees: those of figures are for check, and those of orders for nobody."""
    if isinstance(value, dict):
        for name, inner in value.items():
            if name not in ("figure", "order", "review", "source", "printed_title", "editor_notes"):
                yield from _numbers(inner, name)
    elif isinstance(value, list):
        for inner in value:
            yield from _numbers(inner, key)
    elif isinstance(value, str | int | float) and not isinstance(value, bool):
        yield from _NUMBER.findall(str(value))


def _told(queue: Any, path: str, text: str) -> None:
    queue.put(outcome(path, text))


@pytest.mark.parametrize("seed", sampled(range(600), range(0, 600, 40)))
def test_a_slip_ends_in_a_message_or_changes_no_number(seed: int) -> None:
    dice = random.Random(seed)
    path = dice.choice(FILES)
    text = mutated((ROOT / path).read_text(encoding="utf-8"), dice)
    context = multiprocessing.get_context("fork")
    queue = context.SimpleQueue()
    process = context.Process(target=_told, args=(queue, path, text))
    process.start()
    process.join(_ENDS)
    if process.is_alive():
        process.kill()
        pytest.fail(f"{path} hangs:\n{text}")
    assert process.exitcode == 0, f"a traceback for {path}"
    assert queue.get() != "unseen", f"a number of {path} changed, and nothing tells"
