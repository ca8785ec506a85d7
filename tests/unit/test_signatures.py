"""A signature is for words: what a clinician signed is told from what stands there now, and nothing else is signed."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import library
import pytest
from click.testing import CliRunner
from exercise_library.catalogue.catalogue import load
from exercise_library.catalogue.signature import KEYS, mark
from exercise_library.cli import main
from exercise_library.source.problems import DataError, Severity
from exercise_library.view.build import build_view
from exercise_library.view.signed import signables
from library import SIGNED, edit, problems, sign, small_library, write

BRIDGE, PROGRAM = "exercises/bridge.yml", "programs/daily.yml"
NAMES = {"exercises/bridge": BRIDGE, "programs/daily": PROGRAM}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """The small library, in which an exercise and its program are signed as they are."""
    small_library(tmp_path)
    for name in NAMES:
        sign(tmp_path, name)
    return tmp_path


def changed(root: Path) -> dict[str, tuple[str, ...]]:
    """Return what has changed of each thing that is signed."""
    return {page.name: page.changed for page in signables(load(root)) if page.review}


def test_a_signature_stands_as_long_as_nothing_changes(root: Path) -> None:
    assert changed(root) == {"exercises/bridge": (), "programs/daily": ()}
    view = build_view(load(root))
    assert view.exercises["bridge"].signed.text == f"Checked by {SIGNED} on 26 November 2026."
    assert view.programs["daily"].signed.state == "signed"
    assert view.exercises["rest"].signed.state == "none"


WORDS, DOSE, POSES = (("words",), ("dose",), ("poses",))
# A change, and what it changes of the exercise and of the program.
Change = tuple[str, str, str, tuple[str, ...], tuple[str, ...]]
CHANGES: dict[str, Change] = {
    "a step": (BRIDGE, "  - Lift your hips.", "  - Lift your hips as high as you can.", WORDS, WORDS),
    "a step moved": (BRIDGE, "\nsteps:\n  - Lift your hips.\n", "  - Lift your hips.\n\nsteps:\n", WORDS, WORDS),
    "a letter": (BRIDGE, "  - Lower your hips.", "  - Lower yuor hips.", WORDS, WORDS),
    "what the program does not show": (BRIDGE, "  - hip lift", "  - hip raise", WORDS, ()),
    "a picture's words": (BRIDGE, "    - The hips are lifted.", "    - The hips are up.", WORDS, WORDS),
    "a pose": (BRIDGE, "{hip: 2, knee: 98,", "{hip: 4, knee: 96,", POSES, POSES),
    "an arrow": (BRIDGE, "  arrows: [pelvis]\n", "", POSES, POSES),
    "a stop rule": (PROGRAM, "  - Stop if you feel pain.", "  - Go on if you feel pain.", (), WORDS),
    "a dose": (PROGRAM, "amount: 5\n            unit: seconds", "amount: 50\n            unit: seconds", (), DOSE),
    "a line to write on": (PROGRAM, "repetitions: 8", "repetitions: blank", (), DOSE),
    "how often": (PROGRAM, "to: 5\n    unit: days-a-week", "to: 7\n    unit: days-a-week", (), DOSE),
    "a variant that is used": ("exercises/curl-up.yml", "Fold your arms", "Cross your arms", (), WORDS),
    "a caution": ("exercises/rest.yml", "editorial:\n", "cautions: [balance]\neditorial:\n  - cautions\n", (), WORDS),
    "notes for editors": (BRIDGE, "editorial:\n", "editor_notes: [Look at it.]\neditorial:\n", (), ()),
    "an id": (PROGRAM, "order: 1", "order: 2", (), ()),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_what_changes_is_told_of_all_that_shows_it(root: Path, change: Change) -> None:
    file, old, new, exercise, program = change
    edit(root, file, old, new)
    assert changed(root) == {"exercises/bridge": exercise, "programs/daily": program}


def test_a_word_of_the_vocabulary_that_is_shown_is_signed_too(root: Path) -> None:
    path = root / "data/vocabulary/equipment.yml"
    text = path.read_text(encoding="utf-8")
    assert "  name: Exercise mat\n" in text or "mat:\n  name: " in text
    path.write_text(text.replace("mat:\n  name: ", "mat:\n  name: Big ", 1), encoding="utf-8")
    assert changed(root) == {"exercises/bridge": ("words",), "programs/daily": ("words",)}


def test_a_page_says_who_checked_it_and_what_has_changed(root: Path) -> None:
    edit(root, BRIDGE, "  - Lift your hips.", "  - Lift them.")
    edit(root, BRIDGE, "{hip: 2, knee: 98,", "{hip: 4, knee: 96,")
    signed = build_view(load(root)).exercises["bridge"].signed
    assert signed.text == (
        f"Checked by {SIGNED} on 26 November 2026; changed since: the words and the pictures. "
        "Nobody has checked it as it is now."
    )
    assert signed.holding is None and signed.state == "changed"


def test_a_new_name_of_the_file_breaks_no_signature(root: Path) -> None:
    text = (root / "data" / BRIDGE).read_text(encoding="utf-8")
    (root / "data" / BRIDGE).unlink()
    write(root, "exercises/hip-lift.yml", text.replace("  - pelvic-lift", "  - pelvic-lift\n  - bridge"))
    edit(root, PROGRAM, "exercise: bridge", "exercise: hip-lift")
    assert changed(root)["exercises/hip-lift"] == ()


# --- what is no signature ------------------------------------------------------------------------------------------


def reviewed(**changes: str) -> str:
    """Return a review with some lines changed; an empty one is left out."""
    lines = {"reviewer": SIGNED, "date": "2026-11-26"} | {key: mark("exercises/rest", key, ()) for key in KEYS}
    return "review:\n" + "".join(f"  {key}: {it}\n" for key, it in (lines | changes).items() if it)


OTHER = mark("exercises/bridge", "words", ())
WRONG = {
    "without a digest": ({"words": ""}, "review.words", "is missing", "exercise-library review"),
    "without another": ({"poses": ""}, "review.poses", "is missing", "three marks"),
    "no mark": ({"words": "abc"}, "review.words", "is not a mark", "copy it"),
    "made up": ({"words": "bcdfghjklm-bcdf"}, "review.words", "was never the mark", "exercise-library review"),
    "of another page": ({"words": OTHER}, "review.words", "was never the mark", "exercises/rest"),
    "of another key": ({"dose": mark("exercises/rest", "words", ())}, "review.dose", "was never", "copy it"),
    "a question mark": ({"reviewer": '"?"'}, "review.reviewer", "names nobody", "own name"),
    "the template's": ({"reviewer": "A. Example, physiotherapist"}, "review.reviewer", "names nobody", "own"),
    "yours": ({"reviewer": "Your name, profession"}, "review.reviewer", "names nobody", "own"),
    "to do": ({"reviewer": "TODO"}, "review.reviewer", "names nobody", "own"),
    "one word": ({"reviewer": "Ada, physiotherapist"}, "review.reviewer", "does not say who", "whole name"),
    "before the project": ({"date": "1900-01-01"}, "review.date", "before this library", "the day"),
    "the day before it": ({"date": "2026-11-19"}, "review.date", "before this library", "the day"),
}


@pytest.mark.parametrize("wrong", WRONG.values(), ids=WRONG)
def test_what_is_no_signature_is_refused_at_its_line(root: Path, wrong: tuple[dict[str, str], str, str, str]) -> None:
    changes, field, message, tip = wrong
    write(root, "exercises/rest.yml", library.REST + reviewed(**changes))
    (problem,) = [it for it in problems(root) if it.severity is Severity.ERROR]
    assert (problem.path, problem.field) == ("data/exercises/rest.yml", field)
    assert message in problem.message and tip in problem.tip
    lines = (root / problem.path).read_text(encoding="utf-8").splitlines()
    assert lines[problem.line - 1].split(":")[0].strip() in (field.partition(".")[2], "review")


@pytest.mark.parametrize(("day", "accepted"), [("2026-11-30", True), ("2026-12-01", True), ("2026-12-02", False)])
def test_nobody_signs_a_day_to_come(root: Path, day: str, accepted: bool) -> None:
    """Where the sun rises first, it is tomorrow already."""
    write(root, "exercises/rest.yml", library.REST + reviewed(date=day))
    if accepted:
        load(root, today=date(2026, 11, 30))
        return
    with pytest.raises(DataError) as caught:
        load(root, today=date(2026, 11, 30))
    (problem,) = caught.value.problems
    assert "a day to come" in problem.message and problem.field == "review.date"


def test_a_new_style_of_drawing_is_a_notice_to_look_again(root: Path) -> None:
    sign(root, "exercises/bridge", day="2026-11-21")
    (notice,) = [it for it in problems(root) if "new style" in it.message]
    assert notice.severity is Severity.NOTICE and SIGNED in notice.tip
    assert changed(root)["exercises/bridge"] == ()


def test_the_template_carries_no_signature() -> None:
    for template in (library.ROOT / "data/templates").glob("*.yml"):
        assert "\nreview:" not in template.read_text(encoding="utf-8")


# --- what `check` says ---------------------------------------------------------------------------------------------


@pytest.fixture
def check(root: Path) -> Callable[[], str]:
    def run() -> str:
        done = CliRunner().invoke(main, ["check", "--root", str(root), "--today", "2026-12-01"])
        assert done.exit_code == 0, done.output
        return done.output

    return run


def test_check_warns_at_the_mark_with_the_ways_out(root: Path, check: Callable[[], str]) -> None:
    assert "changed since" not in check()
    line = (root / "data" / BRIDGE).read_text(encoding="utf-8").splitlines().index("review:") + 4
    edit(root, BRIDGE, "  - Lower your hips.", "  - Lower your hip.")
    told = next(row for row in check().splitlines() if f"data/{BRIDGE}:{line}:" in row)
    assert told.startswith("warning:") and f"have changed since {SIGNED} checked them on 2026-11-26" in told
    assert "exercise-library review exercises/bridge" in told and "typing mistake" in told and "changed since" in told
