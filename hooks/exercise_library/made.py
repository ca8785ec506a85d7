"""All that is made from data, in one list: what `main.py` hands to MkDocs, and `stage.py` writes into a folder."""

from collections.abc import Mapping
from dataclasses import dataclass

from exercise_library.catalogue.catalogue import Catalogue
from exercise_library.exports.library import exports
from exercise_library.exports.output import Site
from exercise_library.pages.library import Page, Redirect, pages, redirects
from exercise_library.pages.pictures import Drawer, album


@dataclass(frozen=True)
class Made:
    """The pages by their Markdown file, the pages at former addresses, and files that are no pages.

    The files are bytes: one sign beyond Latin 1 makes a text take twice the memory, and these are many.
    """

    pages: Mapping[str, Page]
    redirects: tuple[Redirect, ...]
    files: tuple[tuple[str, bytes], ...]


def make(catalogue: Catalogue, site: Site, drawer: Drawer) -> Made:
    """Make the whole site."""
    drawings = album(catalogue, drawer)
    files = [(name, text.encode()) for name, text in drawings.files.items()]
    files.extend((export.file, export.text.encode()) for export in exports(catalogue, site))
    made = {page.file: page for page in pages(catalogue, drawings)}
    return Made(made, tuple(redirects(catalogue)), tuple(files))
