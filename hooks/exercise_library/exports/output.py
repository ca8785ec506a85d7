"""What an export is made for and what it gives: the site it is published on, and files."""

from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel
from pydantic_core import to_json


@dataclass(frozen=True)
class Site:
    """Where the files are published. `url` ends with a slash, and is empty when the address is not known."""

    url: str = ""
    name: str = ""

    def whole(self, address: str | None) -> str | None:
        """Return an address of this site in full; None when there is none, or when the site's own is not known."""
        return f"{self.url}{address}" if self.url and address is not None else None


@dataclass(frozen=True)
class Export:
    """A file of the site: its address relative to the site's root, and its text."""

    file: str
    text: str


def to_json_file(file: str, content: BaseModel | dict[str, Any], *, indented: bool = True) -> Export:
    """Return content as a file of JSON, with the keys as they are in YAML.

    A file about one thing is indented, so that people can read it and see what changed. A collection is not: that
    would make it half as large again.
    """
    plain = content if isinstance(content, dict) else _sparsely_drawn(content.model_dump(mode="json", by_alias=True))
    return Export(file, to_json(plain, indent=1 if indented else None).decode() + "\n")


# The key of a drawing, wherever it stands.
DRAWING = "figure"


def _sparsely_drawn(value: Any, drawn: bool = False) -> Any:
    """Return data in which drawings leave out what they do not say: most poses move a few of the 40 joints."""
    if isinstance(value, dict):
        kept = value.items()
        return {key: _sparsely_drawn(it, drawn or key == DRAWING) for key, it in kept if not (drawn and it is None)}
    return [_sparsely_drawn(it, drawn) for it in value] if isinstance(value, list) else value
