"""What may stand in data/corrections.yml, and for how long pages have a line of it."""

from datetime import date
from pathlib import Path

import pytest
from exercise_library.catalogue.catalogue import load
from exercise_library.source.problems import DataError
from exercise_library.view.corrections import corrections_view
from library import problems, small_library, write


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return small_library(tmp_path)


GOOD = {
    "id": "first", "date": "2026-12-01", "program": "daily", "entry": "bridge", "about": "dose",
    "wrong": "It said 50 seconds.", "now": "It is 5 seconds.",
}  # fmt: skip


def text(*corrections: dict[str, str]) -> str:
    return "corrections:\n" + "".join(
        "".join(f"{'  - ' if number == 0 else '    '}{key}: {it}\n" for number, (key, it) in enumerate(one.items()))
        for one in corrections
    )


def test_a_correction_is_read(root: Path) -> None:
    write(root, "corrections.yml", text(GOOD))
    (shown,) = corrections_view(load(root), "").all
    assert shown.line == "Corrected on 1 December 2026. Before: It said 50 seconds. Now: It is 5 seconds."
    assert (shown.title, shown.address) == ("Daily plan: Bridge", "programs/daily/#bridge")


def without(*keys: str, **changes: str) -> dict[str, str]:
    return {key: it for key, it in (GOOD | changes).items() if key not in keys}


WRONG = {
    "no such program": (without("entry", program="dialy"), "program", "no program 'dialy'", "'daily'"),
    "no such entry": (without(entry="brige"), "entry", "no entry 'brige'", "'bridge'"),
    "no such exercise": (without("program", "entry", exercise="brige"), "exercise", "no exercise", "'bridge'"),
    "of nothing": (without("program", "entry"), "", "does not name one", "'exercise:'"),
    "of two things": (without(exercise="bridge"), "", "does not name one", "'program:'"),
    "an entry of an exercise": (without("program", exercise="bridge"), "entry", "of no program", "'program:'"),
    "before the library": (without(date="2020-01-01"), "date", "before this library", "the day"),
    "not yet": (without(date="2027-01-01"), "date", "a day to come", "the day"),
    "of something else": (without(about="numbers"), "about", "not a choice", "dose"),
    "nothing right": (without("now"), "now", "missing", ""),
}


@pytest.mark.parametrize("wrong", WRONG.values(), ids=WRONG)
def test_what_is_wrong_is_told_at_its_line(root: Path, wrong: tuple[dict[str, str], str, str, str]) -> None:
    correction, field, message, tip = wrong
    write(root, "corrections.yml", text(correction))
    with pytest.raises(DataError) as caught:
        load(root, today=date(2026, 12, 5))
    (problem,) = caught.value.problems
    assert problem.path == "data/corrections.yml"
    assert problem.field == ".".join(it for it in ("corrections.1", field) if it)
    assert message in problem.message and tip in problem.tip


def test_an_id_stands_once(root: Path) -> None:
    write(root, "corrections.yml", text(GOOD, GOOD))
    (problem,) = problems(root)
    assert problem.field == "corrections.2.id" and "stands above" in problem.message


def test_a_former_name_is_found(root: Path) -> None:
    write(root, "corrections.yml", text(without(program="first-plan", entry="hip-lift")))
    (shown,) = corrections_view(load(root), "").all
    assert (shown.program, shown.entry) == ("daily", "bridge")


@pytest.mark.parametrize(("edition", "recent"), [("", True), ("2027-12-01", True), ("2027-12-02", False)])
def test_pages_have_the_line_for_a_year_and_plans_for_ever(root: Path, edition: str, recent: bool) -> None:
    write(root, "corrections.yml", text(GOOD, without("program", "entry", id="other", exercise="bridge")))
    found = corrections_view(load(root), edition)
    assert all(it.recent is recent for it in found.all)
    assert len(found.of_exercise("bridge")) == recent
    assert len(found.of_entry("daily", "bridge", "bridge")) == 2
