"""How a file for the browser is put together: docs/assets/javascripts/motion/decode.js reads it.

It is compressed by gzip. It begins with facts as JSON, behind their length; then come streams of whole numbers, low
bytes and high bytes apart, which compress well.
"""

import gzip
import json
import struct
from collections.abc import Iterable, Sequence
from typing import Any


def packed(told: dict[str, Any], streams: Iterable[bytes]) -> bytes:
    """Return a file: facts, then streams. The same content gives the same bytes."""
    facts = json.dumps(told, separators=(",", ":")).encode()
    facts += b" " * (-len(facts) % 4)
    return gzip.compress(b"".join([struct.pack("<I", len(facts)), facts, *streams]), 9, mtime=0)


def planes(values: Iterable[int]) -> bytes:
    """Return numbers of at most 16 bits, of either sign, as two planes of bytes."""
    return unsigned_planes([-2 * value - 1 if value < 0 else 2 * value for value in values])


def unsigned_planes(values: Sequence[int]) -> bytes:
    """Return numbers of at most 16 bits as two planes of bytes. Raises ValueError for a larger one."""
    return bytes(value & 255 for value in values) + bytes(value >> 8 for value in values)
