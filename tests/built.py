"""Reading the built site as a browser would.

selectolax makes of HTML what a browser makes of it: nothing in a `<template>` is part of the page. A search by its
`css` differs in three ways from one in a browser: it finds the tag too that it starts from (`within` does not); it
finds a tag twice that both parts of `a, b` describe, and once with `:is(a, b)`; and it finds too little when the
selector begins with `:is(…)` and goes on with a space. tests/unit/test_built.py sees that none of ours does.
"""

import re
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from pathlib import Path

from selectolax.lexbor import LexborHTMLParser, LexborNode


@dataclass(frozen=True)
class Built:
    """A built page: its address relative to the site's root, and its HTML, parsed when it is first looked into.

    Whoever looks into it must not change it: the tests of a process share it.
    """

    url: str
    html: str = field(repr=False)

    @cached_property
    def tree(self) -> LexborHTMLParser:
        """The whole page."""
        return LexborHTMLParser(self.html)

    @cached_property
    def opened(self) -> LexborHTMLParser:
        """The whole page with what its templates hold, for who asks about all that a script may show."""
        return opened(self.html)

    @cached_property
    def article(self) -> LexborNode:
        """The page's own content, without the theme around it."""
        return first(self.tree, "article.md-content__inner")

    @cached_property
    def words(self) -> str:
        """The text of the content, white space folded."""
        return words(self.article)

    @cached_property
    def anchors(self) -> frozenset[str]:
        """What an address may name on the page."""
        return frozenset(tag.id or "" for tag in self.tree.css("[id]"))


def parsed(file: Path) -> LexborHTMLParser:
    """Return the tree of a file: a redirect, a drawing, or a page that is to be changed."""
    return LexborHTMLParser(file.read_text(encoding="utf-8"))


def opened(html: str) -> LexborHTMLParser:
    """Return the tree of a page, or of a part of one, in which a template is a section like another."""
    return LexborHTMLParser(re.sub(r"<(/?)template\b", r"<\1section", html))


def first(tag: LexborHTMLParser | LexborNode, selector: str) -> LexborNode:
    """Return the first that a selector finds, which must be there."""
    found = tag.css_first(selector)
    assert found, f"no {selector}"
    return found


def within(tag: LexborNode, selector: str) -> list[LexborNode]:
    """Return what a selector finds within a tag, and not that tag itself."""
    return [found for found in tag.css(selector) if found != tag]


def words(tag: LexborNode) -> str:
    """Return the text of a tag with white space folded, without its scripts and styles."""
    parts = (
        part.text_content or ""
        for part in tag.traverse(include_text=True)
        if part.is_text_node and not (part.parent and part.parent.tag in ("script", "style"))
    )
    return " ".join(" ".join(parts).split())


def in_template(page: Built, selector: str) -> LexborNode:
    """Return what a `<template>` of a page holds: neither a search through the page nor its text goes into one."""
    (found,) = first(page.tree, f"template{selector}").template_fragments()
    return found


# The real site, and a few others that a worker looks into by turns.
@lru_cache(maxsize=4)
def built_pages(site: Path) -> dict[str, Built]:
    """Return every page of a built site by its address; the 404 page and redirects are not pages."""
    found: dict[str, Built] = {}
    for path in sorted(site.rglob("index.html")):
        html = path.read_text(encoding="utf-8")
        url = path.relative_to(site).as_posix().removesuffix("index.html")
        if "md-content__inner" in html:
            found[url] = Built(url, html)
    return found


def addresses(site: Path) -> list[str]:
    """Return the address of every page, below that of its site; redirects are no pages."""
    paths = (
        path for path in sorted(site.rglob("index.html")) if "md-content__inner" in path.read_text(encoding="utf-8")
    )
    return [path.relative_to(site).as_posix().removesuffix("index.html") for path in paths]
