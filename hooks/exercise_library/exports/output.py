"""What an export is made for and what it gives: the site it is published on, and files."""

import hashlib
import os
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from pydantic import BaseModel
from pydantic_core import to_json


@dataclass(frozen=True)
class Site:
    """Where the files are published. `url` ends with a slash, and is empty when the address is not known.

    `date` is that of this edition of the library, such as 2026-11-20: see `edition`.
    """

    url: str = ""
    name: str = ""
    date: str = ""

    def whole(self, address: str | None) -> str | None:
        """Return an address of this site in full; None when there is none, or when the site's own is not known."""
        return f"{self.url}{address}" if self.url and address is not None else None


def edition() -> str:
    """Return the date of this edition: that of the commit, which SOURCE_DATE_EPOCH has, or else today."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    when = datetime.fromtimestamp(int(epoch), UTC) if epoch else datetime.now(UTC)
    return when.date().isoformat()


def stamped(content: dict[str, Any], date: str) -> dict[str, Any]:
    """Return content with a version, which changes whenever what it says does, and with the date of the edition."""
    said = {key: value for key, value in content.items() if key not in ("version", "date")}
    version = hashlib.sha256(to_json(said)).hexdigest()[:12]
    return {**content, "version": version, **({"date": date} if date else {})}


@dataclass(frozen=True)
class Export:
    """A file of the site: its address relative to the site's root, and what makes its text."""

    file: str
    make: Callable[[], str]


Content = BaseModel | dict[str, Any]


def to_json_text(content: Content, *, indented: bool = True, date: str | None = None) -> str:
    """Return content as JSON, with the keys as they are in YAML. With a date, it tells that and its version.

    A file about one thing is indented, so that people can read it and see what changed. A collection is not: that
    would make it half as large again.
    """
    plain = content if isinstance(content, dict) else _sparsely_drawn(content.model_dump(mode="json", by_alias=True))
    if date is not None:
        plain = stamped(plain, date)
    return to_json(plain, indent=1 if indented else None).decode() + "\n"


# The key of a drawing, wherever it stands.
DRAWING = "figure"
_NESTED = (dict, list)


def _sparsely_drawn(value: Any, drawn: bool = False) -> Any:
    """Return data in which drawings leave out what they do not say: most poses move a few of the 40 joints."""
    if isinstance(value, list):
        return [_sparsely_drawn(it, drawn) if isinstance(it, _NESTED) else it for it in value]
    return {
        key: _sparsely_drawn(it, drawn or key == DRAWING) if isinstance(it, _NESTED) else it
        for key, it in value.items()
        if not (drawn and it is None)
    }
