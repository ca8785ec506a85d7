"""All that is made from data, in one list: what `main.py` hands to MkDocs, and `stage.py` writes into a folder."""

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import chain
from pathlib import Path

from exercise_library.catalogue.catalogue import Catalogue
from exercise_library.exports import Site, exports
from exercise_library.exports.feed import corrections_feed
from exercise_library.exports.search import search_index
from exercise_library.figures import sheet
from exercise_library.figures.motion.cache import CachedMotion
from exercise_library.pages.app import icons, manifest
from exercise_library.pages.by_hand import is_outdated
from exercise_library.pages.catalogue_pages import pages, redirects
from exercise_library.pages.clinic import by_hand, clinic_files
from exercise_library.pages.diary import diary
from exercise_library.pages.environment import environment, keep_compiled
from exercise_library.pages.figure_pages import figure_pages
from exercise_library.pages.handouts import handouts, sheet_names
from exercise_library.pages.page import Page, Redirect, moved, renewed, with_anchors
from exercise_library.pages.plans import plans
from exercise_library.pages.practice import practice, practice_files
from exercise_library.pages.qr import CachedQrCodes
from exercise_library.pages.review_pages import review_pages
from exercise_library.pages.scripts import look_again
from exercise_library.pages.shell import site_name
from exercise_library.shelf import Shelf
from exercise_library.source.files import MOVEMENTS
from exercise_library.source.written import Written, address, settings_of, untranslated, written
from exercise_library.view.build import View, build_view, in_other_language
from exercise_library.view.motion import motion
from exercise_library.view.pictures import FigureRenderer, album

Made = tuple[str, Callable[[], str | bytes]]
"""The name of a file, and what makes its content."""


@dataclass(frozen=True)
class SiteContent:
    """What a site is made of: the pages by their Markdown file, the pages at former addresses, and the view.

    `others` are the views in other languages, by the language, and `lacking` are the addresses of pages by hand that a
    language has not. `by_hand` are the pages that are written by hand, which the search finds too; `renewed` is the
    Markdown that stands, by the file, in place of one whose original has changed since it was translated.
    """

    site: Site = field(default_factory=Site)
    view: View | None = None
    others: Mapping[str, View] = field(default_factory=dict)
    lacking: Mapping[str, frozenset[str]] = field(default_factory=dict)
    by_hand: tuple[Written, ...] = ()
    renewed: Mapping[str, str] = field(default_factory=dict)
    pages: Mapping[str, Page] = field(default_factory=dict)
    redirects: tuple[Redirect, ...] = ()
    root: Path = Path()

    def view_of(self, file: str) -> View | None:
        """Return the view in the language of a page, by its file."""
        return self.others.get(file.partition("/")[0], self.view)

    def told(self, file: str, markdown: str) -> str:
        """Return what this site shows of a page that is written by hand, by its file, relative to docs/."""
        view = self.view_of(file)
        if file in self.renewed:
            return settings_of(markdown) + self.renewed[file]
        return by_hand(view.catalogue)(file, markdown) if view else markdown

    def files(self) -> Iterator[Made]:
        """Yield the name of each file that is no page, and what makes it: together they are many times as large as the
        data, and a server shows few.
        """
        if self.view is None:
            return
        for name, frames in self.view.album.files.items():
            yield name, partial(sheet, frames)
        yield from self.view.motion.files.items()
        yield from clinic_files(self.view.catalogue, self.root)
        own = self.view.catalogue.site
        yield from icons(self.root / ".cache", (own.color or "") if own else "")
        for export in exports(self.view, self.site, self.root / ".cache", self.others.values()):
            yield export.file, export.make
        for view in (self.view, *self.others.values()):
            yield from self._files_with_words(view)

    def _files_with_words(self, view: View) -> Iterator[Made]:
        """Yield the files that each language has for itself."""
        original = (view.original or view).catalogue
        site = replace(self.site, name=site_name(original, view.catalogue.messages.language, self.site.name))
        yield from sheet_names(view, site.name)
        yield manifest(site.name, view)
        feed = corrections_feed(view, site)
        yield feed.file, feed.make
        yield from practice_files(view)
        index = search_index(view, self.by_hand)
        yield index.file, index.make


def build_site(catalogue: Catalogue, site: Site, renderer: FigureRenderer, root: Path, edit: str = "") -> SiteContent:
    """Make the whole site of the project at `root` in its first language, with the pages by hand of all.

    `edit` is the address before a file's name where it can be changed, if there is one.

    In .cache/ one build keeps for the next what takes time to make.
    """
    look_again()
    cache, docs = root / ".cache", root / "docs"
    keep_compiled(environment(), cache / "templates")
    moving = motion(catalogue, CachedMotion(cache / "motion", renderer.frames, root / MOVEMENTS))
    view = build_view(catalogue, album(catalogue, renderer), moving, site.date)
    lacking = {language: untranslated(docs, language, catalogue.translations) for language in catalogue.translations}
    content = SiteContent(site, view, lacking=lacking, redirects=tuple(redirects(view)), root=root)
    behind = chain(figure_pages(view, edit), review_pages(view, edit))
    return replace(
        content,
        pages={page.file: page for page in chain(_pages(content, view), behind)},
        by_hand=tuple(written(docs, content.told)),
    )


def with_languages(content: SiteContent, wanted: Iterable[str]) -> SiteContent:
    """Return a site with all that it has in other languages, too."""
    view = content.view
    others = {it: in_other_language(view, it, content.lacking[it]) for it in wanted} if view else {}
    made = (page for other in others.values() for page in _pages(content, other))
    pages = {page.file: _led_to(page, content) for page in made}
    moved_on = tuple(chain.from_iterable(map(redirects, others.values())))
    content = replace(
        content, others=others, pages={**content.pages, **pages}, redirects=(*content.redirects, *moved_on)
    )
    content = replace(content, renewed=dict(chain.from_iterable(_renewed(content, it) for it in others.values())))
    return replace(content, by_hand=tuple(written(content.root / "docs", content.told)))


def put_by(content: SiteContent, shelf: Shelf) -> SiteContent:
    """Return a site with all of its pages made, and on a shelf."""
    pages = {file: replace(page, make=shelf.put(page.make())) for file, page in content.pages.items()}
    return replace(content, pages=pages)


def _led_to(page: Page, content: SiteContent) -> Page:
    """Return a page in another language, with the anchors of its original where it stands for that."""
    return with_anchors(page, lambda: content.pages[page.stands_for].anchors) if page.stands_for else page


def _renewed(content: SiteContent, view: View) -> Iterator[tuple[str, str]]:
    """Yield what stands in a language in place of each page by hand whose original has changed, by its file."""
    docs, titles = content.root / "docs", {page.url: page.parts for page in content.by_hand}
    for path in (docs / view.prefix).rglob("*.md"):
        original = docs / path.relative_to(docs / view.prefix)
        if is_outdated(path, original):
            url = address(original.relative_to(docs))
            title, *parts = titles[url]
            file = os.path.relpath(original, path.parent).replace(os.sep, "/")
            page = renewed(Page(url=url, title=title.heading), view, file)
            whole = with_anchors(page, partial(tuple, [part.anchor for part in parts]))
            yield path.relative_to(docs).as_posix(), f"# {title.heading}\n\n{whole.body}"


def _pages(content: SiteContent, view: View) -> Iterator[Page]:
    """Yield the pages that each language has."""
    address, encoder = content.site.url, CachedQrCodes(content.root / ".cache" / "codes")
    tools = chain(plans(view, address), practice(view), diary(view))
    for page in chain(pages(view), handouts(view, address, encoder), tools):
        yield moved(page, view)
