"""The pages that are written by hand: their titles, headings and text, as far as the search wants to know them."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import yaml

_FRONT = re.compile(r"\A---\n(.*?)\n---\n", re.DOTALL)
_HEADING = re.compile(r"^(#{1,3}) +(.+?)(?: *\{:? *#([\w-]+)[^}]*\})? *#*$")
_FENCE = re.compile(r"^(```|~~~)")
# What stands in Markdown for the reader of the file and not of the page: links' addresses, tags and signs.
_LINK = re.compile(r"!?\[([^\]]*)\]\([^)]*\)")
_MARKUP = re.compile(r"<!--.*?-->|<[^>]+>|\{:?[^}]*\}|[*`|]|^ {0,3}(?:[-+>]|\d+\.) ", re.DOTALL | re.MULTILINE)

# A table's head with the dashes under it, which say nothing without the lines below, and each of these lines.
_TABLE_HEAD = re.compile(r"^\|.*\|[ \t]*\n\|[ :|-]+\|[ \t]*$", re.MULTILINE)
_TABLE_ROW = re.compile(r"^\|(.*)\|[ \t]*$", re.MULTILINE)


@dataclass(frozen=True)
class Part:
    """What stands below one heading. `anchor` is the heading's own, and empty for the page's title."""

    heading: str
    anchor: str
    text: str


@dataclass(frozen=True)
class Written:
    """A page written by hand: its address relative to the site's root, and its parts; the first has its title."""

    url: str
    description: str
    parts: tuple[Part, ...]


def written(docs: Path, shown: Callable[[str, str], str] = lambda _, text: text) -> Iterator[Written]:
    """Yield each page below a folder, unless its settings keep it out of the search.

    `shown` makes of a page's file and text what the site shows of it.
    """
    for path in sorted(docs.rglob("*.md")):
        text = shown(path.relative_to(docs).as_posix(), path.read_text(encoding="utf-8"))
        if page := _page(path.relative_to(docs), text):
            yield page


_OF = re.compile(r"^of: *(\w+) *$", re.MULTILINE)


def settings_of(text: str) -> str:
    """Return the settings at the top of a page by hand, as they stand there; empty if it has none."""
    found = _FRONT.match(text)
    return found[0] if found else ""


def translated_from(text: str) -> tuple[str, int]:
    """Return the mark of the original that a page by hand is a translation of, and its line; empty if it has none."""
    found = _OF.search(settings_of(text))
    return (found[1], text.count("\n", 0, found.start()) + 1) if found else ("", 2)


# Whoever writes for the site reads English, so these pages are in no other language.
_IN_ORIGINAL = "contribute/"


def untranslated(docs: Path, language: str, languages: Iterable[str]) -> frozenset[str]:
    """Return the addresses of the pages by hand that a language lacks: that of docs/about.md is docs/es/about.md."""
    own = {address(path.relative_to(docs / language)) for path in (docs / language).rglob("*.md")}
    folders = (_IN_ORIGINAL, *(f"{it}/" for it in languages))
    every = (address(path.relative_to(docs)) for path in docs.rglob("*.md"))
    return frozenset(url for url in every if not url.startswith(folders)) - own


@lru_cache(maxsize=1000)
def _page(path: Path, text: str) -> Written | None:
    settings, body = _split(text)
    parts = tuple(_parts(body))
    if not parts or (settings.get("search") or {}).get("exclude"):
        return None
    return Written(address(path), str(settings.get("description", "")), parts)


def address(path: Path) -> str:
    """Return the address of a page by hand, by its file relative to docs/."""
    folder = path.parent if path.stem in ("index", "README") else path.with_suffix("")
    return "" if folder == Path() else f"{folder.as_posix()}/"


def _split(text: str) -> tuple[dict[str, dict[str, bool]], str]:
    found = _FRONT.match(text)
    return (yaml.safe_load(found[1]) or {}, text[found.end() :]) if found else ({}, text)


def _parts(body: str) -> Iterator[Part]:
    """Yield the parts of a page, from its title on."""
    heading, anchor, lines, fenced = "", "", list[str](), False
    for line in body.splitlines():
        fenced ^= bool(_FENCE.match(line))
        found = None if fenced else _HEADING.match(line)
        if not found:
            lines.append(line)
            continue
        if heading:
            yield Part(heading, anchor, _plain("\n".join(lines)))
        heading, lines = _plain(found[2]), []
        anchor = "" if len(found[1]) == 1 else found[3] or _slug(heading)
    if heading:
        yield Part(heading, anchor, _plain("\n".join(lines)))


def _plain(markdown: str) -> str:
    rows = _TABLE_ROW.sub(_row, _TABLE_HEAD.sub("", markdown))
    return " ".join(_MARKUP.sub("", _LINK.sub(r"\1", rows)).split())


def _row(found: re.Match[str]) -> str:
    """Return a table's row as it is read out: what is meant, and behind a colon what is said of it."""
    return ": ".join(cell.strip() for cell in found[1].split("|"))


def _slug(heading: str) -> str:
    """Return the anchor that Markdown's table of contents makes of a heading in plain letters."""
    return re.sub(r"[-\s]+", "-", re.sub(r"[^\w\s-]", "", heading).strip().lower())
