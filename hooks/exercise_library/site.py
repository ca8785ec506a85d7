"""All that is made from data, in one list: what `main.py` hands to MkDocs, and `stage.py` writes into a folder."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path

from exercise_library.catalogue.catalogue import Catalogue
from exercise_library.exports import Site, exports
from exercise_library.exports.feed import corrections_feed
from exercise_library.exports.search import search_index
from exercise_library.figures import sheet
from exercise_library.figures.motion.cache import CachedMotion
from exercise_library.pages.app import app_files
from exercise_library.pages.catalogue_pages import pages, redirects
from exercise_library.pages.clinic import clinic_files
from exercise_library.pages.diary import diary
from exercise_library.pages.environment import environment, keep_compiled
from exercise_library.pages.figure_pages import figure_pages
from exercise_library.pages.handouts import handouts, sheet_names
from exercise_library.pages.page import Page, Redirect
from exercise_library.pages.plans import plans
from exercise_library.pages.practice import practice, practice_files
from exercise_library.pages.qr import CachedQrCodes, encode
from exercise_library.pages.review_pages import review_pages
from exercise_library.pages.scripts import look_again
from exercise_library.source.written import Written
from exercise_library.view.build import View, build_view
from exercise_library.view.motion import NO_MOTION, motion
from exercise_library.view.pictures import FigureRenderer, album


@dataclass(frozen=True)
class SiteContent:
    """What a site is made of: the pages by their Markdown file, the pages at former addresses, and the view.

    `by_hand` are the pages that are written by hand, which the search finds too.
    """

    site: Site = field(default_factory=Site)
    view: View | None = None
    by_hand: tuple[Written, ...] = ()
    pages: Mapping[str, Page] = field(default_factory=dict)
    redirects: tuple[Redirect, ...] = ()
    cache: Path | None = None
    root: Path = Path()

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
        yield from sheet_names(self.view.catalogue, self.site.name)
        own = self.view.catalogue.site
        color = (own.color or "") if own else ""
        yield from app_files(self.site.name, self.view.catalogue.messages, self.cache, color)
        feed = corrections_feed(self.view, self.site)
        yield feed.file, feed.text
        yield from practice_files(self.view)
        for export in exports(self.view, self.site, self.cache):
            yield export.file, export.text
        index = search_index(self.view, self.by_hand)
        yield index.file, index.text


def build_site(
    catalogue: Catalogue, site: Site, renderer: FigureRenderer, edit: str = "", cache: Path | None = None
) -> SiteContent:
    """Make the whole site, but for the pages written by hand.

    `edit` is the address before a file's name where it can be changed, if there is one.

    In the folder `cache`, one build keeps for the next what takes time to make.
    """
    look_again()
    encoder = CachedQrCodes(cache / "codes") if cache else encode
    if cache:
        keep_compiled(environment(), cache / "templates")
    moving = motion(catalogue, CachedMotion(cache / "motion", renderer.frames)) if cache else NO_MOTION
    view = build_view(catalogue, album(catalogue, renderer), moving, site.date)
    tools = chain(plans(view, site.url), practice(view), diary(view))
    behind = chain(figure_pages(view, edit), review_pages(view, edit))
    every_page = chain(pages(view), handouts(view, site.url, encoder), tools, behind)
    return SiteContent(site, view, (), {page.file: page for page in every_page}, tuple(redirects(view)), cache)
