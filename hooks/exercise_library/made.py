"""All that is made from data, in one list: what `main.py` hands to MkDocs, and `stage.py` writes into a folder."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import chain

from exercise_library.catalogue.catalogue import Catalogue
from exercise_library.exports.library import exports
from exercise_library.exports.output import Site
from exercise_library.figures import sheet
from exercise_library.pages.figure_pages import figure_pages
from exercise_library.pages.handouts import handouts, sheet_names
from exercise_library.pages.library import Page, Redirect, pages, redirects
from exercise_library.pages.pictures import Renderer, album
from exercise_library.pages.plans import plans
from exercise_library.pages.qr import Coder, code


@dataclass(frozen=True)
class Made:
    """The pages by their Markdown file, the pages at former addresses, and files that are no pages.

    The files are made one by one as they are asked for, once: together they are many times as large as the data.
    """

    pages: Mapping[str, Page]
    redirects: tuple[Redirect, ...]
    files: Iterator[tuple[str, str]]


def make(catalogue: Catalogue, site: Site, renderer: Renderer, edit: str = "", coder: Coder = code) -> Made:
    """Make the whole site. `edit` is the address before a file's name where it can be changed, if there is one."""
    drawings = album(catalogue, renderer)

    def files() -> Iterator[tuple[str, str]]:
        for name, frames in drawings.files.items():
            yield name, sheet(frames)
        yield from sheet_names(catalogue, site.name)
        for export in exports(catalogue, site):
            yield export.file, export.text

    every_page = chain(
        pages(catalogue, drawings),
        handouts(catalogue, drawings, site.url, coder),
        plans(catalogue, drawings),
        figure_pages(catalogue, drawings, edit),
    )
    made = {page.file: page for page in every_page}
    return Made(made, tuple(redirects(catalogue)), files())
