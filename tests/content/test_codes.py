"""Codes in links that clinics made: what a code meant once, it means for ever."""

from pathlib import Path

from conftest import ROOT
from exercise_library.catalogue.catalogue import Catalogue, load
from library import small_library

# Grows only. Add a line for each new code: `entry CODE EXERCISE`, or `form EXERCISE LETTER ID`, `box ENTRY-CODE LETTER
# ID` and `phase ENTRY-CODE LETTER ID`.
PUBLISHED = ROOT / "tests/published_codes.txt"


def codes(catalogue: Catalogue) -> set[str]:
    """Return every code of the library with what it stands for."""
    found = set()
    for program in catalogue.programs.values():
        for entry in program.entries:
            found.add(f"entry {entry.code} {entry.exercise}")
            found |= {f"box {entry.code} {box.code} {box.id}" for box in entry.tick_boxes}
            found |= {f"phase {entry.code} {phase.code} {phase.id}" for phase in entry.phases}
    for exercise in catalogue.exercises.values():
        found |= {f"form {exercise.slug} {variant.code} {variant.id}" for variant in exercise.variants}
    return found


def present(line: str, catalogue: Catalogue) -> str:
    """Return a published line with the exercise's present name."""
    kind, *rest = line.split()
    names = {old: it.slug for it in catalogue.exercises.values() for old in it.formerly}
    return " ".join([kind, *(names.get(word, word) for word in rest)])


def owner(line: str) -> str:
    """Return what a line gives away: an entry's code, or a letter of an exercise or entry."""
    words = line.split()
    return " ".join(words[:2] if words[0] == "entry" else words[:3])


def test_a_code_never_means_something_else(catalogue: Catalogue) -> None:
    published = [present(line, catalogue) for line in PUBLISHED.read_text().splitlines()]
    assert len({owner(line) for line in published}) == len(published)
    now = {owner(line): line for line in codes(catalogue)}
    for line in published:
        assert now.get(owner(line), line) == line, "this code is used again for something else"


def test_an_entry_that_is_gone_is_named(catalogue: Catalogue) -> None:
    now = {line.split()[1] for line in codes(catalogue) if line.startswith("entry")}
    gone = {line.split()[1] for line in PUBLISHED.read_text().splitlines() if line.startswith("entry")} - now
    assert gone <= set(catalogue.retired), "add the name of each to data/retired.yml"


def test_every_code_is_on_the_list(catalogue: Catalogue) -> None:
    published = {present(line, catalogue) for line in PUBLISHED.read_text().splitlines()}
    assert codes(catalogue) - published == set(), "add these lines to tests/published_codes.txt"


def test_a_removed_entry_keeps_its_name(tmp_path: Path) -> None:
    root = small_library(tmp_path)
    (root / "data/retired.yml").write_text("gnr:\n  name: Heel raise\n", encoding="utf-8")
    assert load(root).retired["gnr"].name == "Heel raise"
