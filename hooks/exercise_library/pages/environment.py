"""The Jinja environment: text from data is escaped everywhere, and a missing name is an error."""

import json
import os
import re
from collections.abc import Mapping
from contextlib import suppress
from datetime import date
from functools import lru_cache
from io import StringIO
from pathlib import Path
from typing import Any

import jinja2
from jinja2 import Environment, FileSystemBytecodeCache, PackageLoader, StrictUndefined, nodes
from jinja2.compiler import CodeGenerator, Frame
from markdown.extensions.toc import slugify, unique
from markupsafe import Markup, escape

from exercise_library import cache
from exercise_library.interface.messages import Slot
from exercise_library.pages.paper import columns, setting
from exercise_library.pages.scripts import modules, said_by
from exercise_library.view.calls import parted
from exercise_library.view.corrections import recent
from exercise_library.view.dose import sentence
from exercise_library.view.ours import OurLine, ours, told_by

_EMPTY_LINES = re.compile(r"\n\s*\n")


def anchor(heading: Markup, taken: set[str]) -> str:
    """Return the anchor that Markdown makes of what a heading says, or one like it if that is taken, and take it."""
    found: str = unique(slugify(heading.striptags(), "-"), taken)
    return found


def around(name: str, **attributes: str) -> Slot:
    """Return what stands around the text of a message's slot: a link, or another element. Values are escaped."""
    told = "".join(f' {key.rstrip("_")}="{escape(value)}"' for key, value in attributes.items())
    return Slot(Markup(f"<{name}{told}>"), Markup(f"</{name}>"))


def tag(name: str, text: str, **attributes: str) -> Markup:
    """Return an element with some text in it, escaped."""
    slot = around(name, **attributes)
    return slot.start + escape(text) + slot.end


def with_calls(line: str) -> Markup:
    """Return a line, escaped, in which each number of an emergency can be tapped."""
    told = enumerate(parted(str(escape(line))))
    return Markup("".join(tag("a", text, href=f"tel:{text}") if at % 2 else text for at, text in told))


class _Compiler(CodeGenerator):
    """Compiles templates. They call a function as it is: Jinja would look each time whether it wants the context, which
    none of ours does. And they take what is HTML already as it is: Jinja would make a copy of it, level by level.
    """

    def visit_Call(self, node: nodes.Call, frame: Frame, forward_caller: bool = False) -> None:  # noqa: N802
        """Write a call."""
        self.visit(node.node, frame)
        whole, self.stream = self.stream, StringIO()
        self.signature(node, frame, {"caller": "caller"} if forward_caller else None)
        arguments = self.stream.getvalue().removeprefix(", ")
        self.stream = whole
        self.write(f"({arguments})")

    def _output_child_pre(self, *_: Any) -> None:
        self.write("(said if type(said := ")

    def _output_child_post(self, *_: Any) -> None:
        self.write(") is Markup else escape(said))")


@lru_cache(maxsize=1)
def environment() -> Environment:
    """Return the one environment that all pages are made with."""
    environment = Environment(
        loader=PackageLoader("exercise_library.pages"),
        auto_reload=False,
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.code_generator_class = _Compiler
    environment.filters.update(sentence=sentence, day=date.fromisoformat)
    environment.filters.update(ours=ours, told_by=told_by, recent=recent, with_calls=with_calls)
    environment.tests.update(ours=lambda line: isinstance(line, OurLine))
    environment.globals.update(modules=modules, said_by=said_by, setting=setting, columns=columns)
    return environment


def keep_compiled(templates: Environment, folder: Path) -> None:
    """Keep templates as compiled, by what is in them. A folder that cannot be written costs time only.

    Jinja knows them by name and text alone, but how they are compiled goes by its settings and by our filters, too.
    """
    settings = (templates.autoescape is True, templates.trim_blocks, templates.lstrip_blocks, [*templates.extensions])
    place = folder / cache.mark(jinja2.__version__, *settings, code=[Path(__file__)])
    with suppress(OSError):
        place.mkdir(parents=True, exist_ok=True)
    if os.access(place, os.W_OK):
        templates.bytecode_cache = FileSystemBytecodeCache(str(place))


def render(template: str, **names: Any) -> str:
    """Return a template's text without its empty lines."""
    return _EMPTY_LINES.sub("\n", environment().get_template(template).render(names)).strip() + "\n"


def front_matter(meta: Mapping[str, Any]) -> str:
    """Return the block of settings at the top of a Markdown file. JSON is YAML, and quotes everything."""
    rows = [f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in meta.items()]
    return "\n".join(["---", *rows, "---", "", ""])
