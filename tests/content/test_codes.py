"""Codes in links that clinics made: what a code meant once, it means for ever. `check` holds it; see test_rules.py."""

from pathlib import Path

from exercise_library.catalogue.catalogue import load
from library import small_library


def test_a_removed_entry_keeps_its_name(tmp_path: Path) -> None:
    root = small_library(tmp_path)
    (root / "data/retired.yml").write_text("gnr:\n  name: Heel raise\n", encoding="utf-8")
    assert load(root).retired["gnr"].name == "Heel raise"
