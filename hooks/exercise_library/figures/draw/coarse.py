"""Drawings for small pictures: places are rounded more, which takes fewer bytes and looks the same."""

import re
from collections.abc import Iterator
from dataclasses import replace

from exercise_library.figures.draw.picture import Frame
from exercise_library.figures.draw.svg import Path

_PATH = re.compile(r' d="([^"]*)"')
_STEP = re.compile(r"([A-Za-z])([^A-Za-z]*)")
_NUMBER = re.compile(r"-?(?:[0-9]*\.[0-9]+|[0-9]+)")
# How many numbers each command of our paths takes; a capital letter means places, a small one steps.
_TAKES = {"M": 2, "H": 1, "L": 2, "l": 2, "c": 6, "a": 7, "z": 0}


def coarse(frame: Frame, grain: int) -> Frame:
    """Return a frame with every place in its paths rounded to a multiple of `grain` tenths, of 1/220 of body height."""
    return replace(frame, svg_inner=_PATH.sub(lambda found: f' d="{_coarse_path(found[1], grain)}"', frame.svg_inner))


def _coarse_path(path: str, grain: int) -> str:
    """Return a path with its places rounded. Each is rounded by itself, so that nothing adds up."""
    made = Path(grain)
    x = y = 0.0
    for command, numbers in _commands(path):
        if command == "z":
            made.close()
            continue
        base_x, base_y = (0.0, 0.0) if command.isupper() else (x, y)
        x = base_x + (numbers[0] if command == "H" else numbers[-2])
        y = y if command == "H" else base_y + numbers[-1]
        if command == "M":
            made.move((x, y))
        elif command == "c":
            first, second = (base_x + numbers[0], base_y + numbers[1]), (base_x + numbers[2], base_y + numbers[3])
            made.curve(first, second, (x, y))
        elif command == "a":
            made.arc(numbers[0], (x, y), large=bool(numbers[3]))
        else:
            made.line((x, y))
    return str(made)


def _commands(path: str) -> Iterator[tuple[str, list[float]]]:
    """Yield each command with its numbers; one that is written once for several steps comes once for each."""
    for command, written in _STEP.findall(path):
        numbers = [float(number) for number in _NUMBER.findall(written)]
        takes = _TAKES[command]
        if not takes:
            yield command, []
        for start in range(0, len(numbers) if takes else 0, takes or 1):
            yield command, numbers[start : start + takes]
