"""Reading the built site as a browser would."""

import re
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from pathlib import Path

from bs4 import BeautifulSoup, Tag


@dataclass(frozen=True)
class Built:
    """A built page: its address relative to the site's root, and its HTML, parsed when it is first looked into.

    Whoever looks into it must not change it: the tests of a process share it.
    """

    url: str
    html: str = field(repr=False)

    @cached_property
    def soup(self) -> BeautifulSoup:
        """The whole page. To parse it takes 20 ms."""
        return BeautifulSoup(self.html, "html.parser")

    @property
    def article(self) -> Tag:
        """The page's own content, without the theme around it."""
        found = self.soup.select_one("article.md-content__inner")
        assert found is not None, f"{self.url} has no content"
        return found

    @property
    def words(self) -> str:
        """The text of the content, white space folded."""
        return words(self.article)


def words(tag: Tag) -> str:
    """Return the text of a tag with white space folded."""
    return re.sub(r"\s+", " ", tag.get_text(" ")).strip()


def in_template(page: Built, selector: str) -> BeautifulSoup:
    """Return what a `<template>` of a page holds: neither a search through the page nor its text goes into one."""
    found = page.soup.select_one(f"template{selector}")
    assert found is not None, f"{page.url} has no template{selector}"
    return BeautifulSoup(found.decode_contents(), "html.parser")


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
