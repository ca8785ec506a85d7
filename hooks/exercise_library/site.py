"""All that is made from data, in one list: what `main.py` hands to MkDocs, and `stage.py` writes into a folder."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import chain
from pathlib import Path

from exercise_library.catalogue.catalogue import Catalogue
from exercise_library.exports import Site, exports
from exercise_library.exports.feed import corrections_feed
from exercise_library.exports.search import search_index
from exercise_library.figures import sheet
from exercise_library.figures.motion.cache import CachedMotion
from exercise_library.pages.app import icons, manifest
from exercise_library.pages.catalogue_pages import pages, redirects
from exercise_library.pages.clinic import by_hand, clinic_files
from exercise_library.pages.diary import diary
from exercise_library.pages.environment import environment, keep_compiled
from exercise_library.pages.figure_pages import figure_pages
from exercise_library.pages.handouts import handouts, sheet_names
from exercise_library.pages.page import Page, Redirect, moved
from exercise_library.pages.plans import plans
from exercise_library.pages.practice import practice, practice_files
from exercise_library.pages.qr import CachedQrCodes, QrEncoder
from exercise_library.pages.review_pages import review_pages
from exercise_library.pages.scripts import look_again
from exercise_library.pages.shell import site_name
from exercise_library.source.written import Written, untranslated, written
from exercise_library.view.build import View, build_view, in_other_language
from exercise_library.view.motion import motion
from exercise_library.view.pictures import FigureRenderer, album


@dataclass(frozen=True)
class SiteContent:
    """What a site is made of: the pages by their Markdown file, the pages at former addresses, and the view.

    `others` are the views in other languages, by the language. `by_hand` are the pages that are written by hand, which
    the search finds too.
    """

    site: Site = field(default_factory=Site)
    view: View | None = None
    others: Mapping[str, View] = field(default_factory=dict)
    by_hand: tuple[Written, ...] = ()
    pages: Mapping[str, Page] = field(default_factory=dict)
    redirects: tuple[Redirect, ...] = ()
    root: Path = Path()

    def view_of(self, file: str) -> View | None:
        """Return the view in the language of a page, by its file."""
        return self.others.get(file.partition("/")[0], self.view)

    def told(self, file: str, markdown: str) -> str:
        """Return what this site shows of a page that is written by hand, by its file, relative to docs/."""
        view = self.view_of(file)
        return by_hand(view.catalogue)(file, markdown) if view else markdown

    def files(self) -> Iterator[tuple[str, str | bytes]]:
        """Yield the name and content of each file that is no page. Each is made when it is asked for: together they are
        many times as large as the data.
        """
        if self.view is None:
            return
        for name, frames in self.view.album.files.items():
            yield name, sheet(frames)
        for name, make in self.view.motion.files.items():
            yield name, make()
        yield from clinic_files(self.view.catalogue, self.root)
        own = self.view.catalogue.site
        yield from icons(self.root / ".cache", (own.color or "") if own else "")
        for export in exports(self.view, self.site, self.root / ".cache", self.others.values()):
            yield export.file, export.text
        for view in (self.view, *self.others.values()):
            yield from self._files_with_words(view)

    def _files_with_words(self, view: View) -> Iterator[tuple[str, str]]:
        """Yield the files that each language has for itself."""
        site = replace(self.site, name=site_name(view, self.site.name))
        yield from sheet_names(view, site.name)
        yield manifest(site.name, view)
        feed = corrections_feed(view, site)
        yield feed.file, feed.text
        yield from practice_files(view)
        index = search_index(view, self.by_hand)
        yield index.file, index.text


def build_site(catalogue: Catalogue, site: Site, renderer: FigureRenderer, root: Path, edit: str = "") -> SiteContent:
    """Make the whole site of the project at `root`, but for the pages written by hand, which are in its docs/.

    `edit` is the address before a file's name where it can be changed, if there is one.

    In .cache/ one build keeps for the next what takes time to make.
    """
    look_again()
    cache = root / ".cache"
    encoder = CachedQrCodes(cache / "codes")
    keep_compiled(environment(), cache / "templates")
    moving = motion(catalogue, CachedMotion(cache / "motion", renderer.frames))
    view = build_view(catalogue, album(catalogue, renderer), moving, site.date)
    behind = chain(figure_pages(view, edit), review_pages(view, edit))
    others = {
        language: in_other_language(view, language, untranslated(root / "docs", language, catalogue.translations))
        for language in catalogue.translations
    }
    every_page = chain(
        _pages(view, site.url, encoder), behind, *(_pages(other, site.url, encoder) for other in others.values())
    )
    moved_on = chain(redirects(view), *map(redirects, others.values()))
    by_file = {page.file: page for page in every_page}
    content = SiteContent(site, view, others, pages=by_file, redirects=tuple(moved_on), root=root)
    return replace(content, by_hand=tuple(written(root / "docs", content.told)))


def _pages(view: View, address: str, encoder: QrEncoder) -> Iterator[Page]:
    """Yield the pages that each language has."""
    tools = chain(plans(view, address), practice(view), diary(view))
    for page in chain(pages(view), handouts(view, address, encoder), tools):
        yield moved(page, view)
