"""A movement as a file of the project: what was solved, to be kept and read again. No words are in it."""

import json
from dataclasses import dataclass
from typing import Any

from exercise_library.figures.motion.packed import packed, planes


@dataclass(frozen=True)
class Movement:
    """How a figure moves: facts, and what changes from key to key, as `movement.py` tells them."""

    told: dict[str, Any]
    numbers: list[int]

    def packed(self) -> bytes:
        """Return the file for the browser."""
        return packed(self.told, [planes(self.numbers)])


def to_json(movement: Movement, mark: str) -> str:
    """Return a file with a movement, told by the mark of the figure that moves. Each fact has a line."""
    facts = {"mark": mark, **movement.told, "numbers": movement.numbers}
    lines = (f"{json.dumps(key)}: {json.dumps(value, separators=(',', ':'))}" for key, value in facts.items())
    return "{\n" + ",\n".join(lines) + "\n}\n"


def from_json(text: str) -> Movement:
    """Return the movement of a file. Raises ValueError for what `to_json` did not write."""
    try:
        told = json.loads(text)
        del told["mark"]
        found = Movement(told, told.pop("numbers"))
        found.packed()
        left = len(found.numbers) % len(told["times"])
    except (KeyError, TypeError, AttributeError, ZeroDivisionError) as error:
        raise ValueError(f"this is no movement of ours ({error!r})") from error
    if left:
        raise ValueError("some numbers are missing")
    return found
