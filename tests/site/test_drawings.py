"""The drawings that the site hands out: what a frame weighs, and that its paths are paths."""

import re
import statistics
from pathlib import Path

import pytest
from library import our_library

ROOT = Path(__file__).resolve().parents[2]
MEAN, LARGEST = 3.5 * 1024, 6500
"""Bytes of a frame as an exercise's page shows it."""


@pytest.fixture(scope="module")
def symbols(site: Path) -> list[str]:
    files = [site / "assets" / "figures" / f"{slug}.svg" for slug in our_library().exercises]
    texts = [file.read_text(encoding="utf-8") for file in files if file.exists()]
    return [symbol for text in texts for symbol in re.findall(r"<symbol .*?</symbol>", text, re.DOTALL)]


def test_a_frame_is_small(symbols: list[str]) -> None:
    sizes = [len(symbol) for symbol in symbols]
    assert len(sizes) > 100
    assert statistics.mean(sizes) <= MEAN and max(sizes) <= LARGEST


def test_paths_are_whole_numbers_and_nothing_else(symbols: list[str]) -> None:
    for symbol in symbols:
        for path in re.findall(r' d="([^"]*)"', symbol):
            assert re.fullmatch(r"(?:[Mlqtaz](?: ?-?[0-9]+)*)+", path), path


def test_colors_can_be_set_by_the_page(symbols: list[str]) -> None:
    for symbol in symbols:
        for paint in re.findall(r' (?:fill|stroke|color)="([^"]*)"', symbol):
            assert paint in ("none", "currentColor") or paint.startswith("var(--fig-"), paint
