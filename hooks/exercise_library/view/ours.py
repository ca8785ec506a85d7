"""Lines that no original has. They are text like all others; whoever shows them adds a small mark."""

from collections.abc import Iterable
from typing import Protocol


class OurLine(str):
    """A line that is ours. It equals the same text from an original: only its mark tells them apart."""

    __slots__ = ()


class _Part(Protocol):
    @property
    def ours(self) -> tuple[str, ...]: ...


def ours(lines: Iterable[str]) -> tuple[str, ...]:
    """Return lines that are ours, all of them."""
    return tuple(map(OurLine, lines))


def told_by(lines: Iterable[str], part: _Part) -> tuple[str, ...]:
    """Return lines of a part of the data, with those among them that the part calls ours."""
    return tuple(OurLine(line) if line in part.ours else line for line in lines)
