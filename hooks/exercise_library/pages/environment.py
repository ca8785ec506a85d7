"""The Jinja environment: text from data is escaped everywhere, and a missing name is an error."""

import json
import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from exercise_library.interface.messages import Slot
from exercise_library.pages.scripts import modules

# The characters that Markdown can read as more than text, within a heading.
_MARKDOWN = re.compile(r"[\\`*_{}\[\]#!]")
_EMPTY_LINES = re.compile(r"\n\s*\n(\s*\n)*")


def heading(text: str) -> Markup:
    """Return data as the text of a Markdown heading: neither HTML nor Markdown takes it for more."""
    return Markup(_MARKDOWN.sub(lambda found: f"\\{found[0]}", str(escape(text))))


def sentence(text: str) -> str:
    """Return text with a full stop at its end, unless it ends with a mark already."""
    return text if text.endswith((".", "?", "!", ":")) else f"{text}."


def around(tag: str, **attributes: str) -> Slot:
    """Return what stands around the text of a message's slot: a link, or another element. Values are escaped."""
    told = "".join(f' {name.rstrip("_")}="{escape(value)}"' for name, value in attributes.items())
    return Slot(Markup(f"<{tag}{told}>"), Markup(f"</{tag}>"))


@lru_cache(maxsize=1)
def environment() -> Environment:
    """Return the one environment that all pages are made with."""
    made = Environment(
        loader=PackageLoader("exercise_library.pages"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    made.filters.update(heading=heading, sentence=sentence)
    made.globals.update(modules=modules)
    return made


def render(template: str, **names: Any) -> str:
    """Return a template's text with runs of empty lines made one."""
    return _EMPTY_LINES.sub("\n\n", environment().get_template(template).render(names)).strip() + "\n"


def front_matter(meta: Mapping[str, Any]) -> str:
    """Return the block of settings at the top of a Markdown file. JSON is YAML, and quotes everything."""
    rows = [f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in meta.items()]
    return "\n".join(["---", *rows, "---", "", ""])
