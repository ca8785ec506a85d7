"""What one build keeps for the next: a file that cannot be read or written costs time only."""

import hashlib
import json
import os
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import Any


def mark(*values: object, code: Iterable[Path] = ()) -> str:
    """Return a mark of values and of the code in files: other code may make something else of the same values."""
    digest = hashlib.sha256(repr(values).encode())
    for path in sorted(code):
        digest.update(path.read_bytes())
    return digest.hexdigest()


def read(path: Path) -> Any:
    """Return what is kept in a file. Raises OSError or ValueError if nothing there can be read."""
    return json.loads(path.read_text(encoding="utf-8"))


def write(path: Path, value: Any) -> None:
    """Keep a value in a file, whole or not at all."""
    write_bytes(path, json.dumps(value).encode())


def write_bytes(path: Path, content: bytes) -> None:
    """Keep bytes in a file, whole or not at all."""
    unfinished = path.with_suffix(f".{os.getpid()}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        unfinished.write_bytes(content)
        unfinished.replace(path)
    except OSError:
        with suppress(OSError):
            unfinished.unlink(missing_ok=True)
