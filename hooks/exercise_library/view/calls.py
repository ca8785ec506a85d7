"""The numbers of an emergency in a line: on a screen, each is one tap from a call."""

import re

# Three digits that stand for themselves: none of those is a part of a longer number, however that is written.
_NUMBER = re.compile(r"(?<![\w+(-])(?<!\d[ .])(\d{3})(?![\w)-]|[ .]\d)")


def parted(line: str) -> list[str]:
    """Return a line in parts: text first, then a number and text in turns."""
    return _NUMBER.split(line)
