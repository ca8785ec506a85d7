"""What pages that are written by hand say of the data: a mark in them stands for a sentence that follows from it."""

import re
from collections.abc import Callable, Mapping
from pathlib import Path

from exercise_library.catalogue.texts import mark_of
from exercise_library.source.written import translated_from
from exercise_library.view.build import View

_MARK = re.compile(r"^<!-- data: ([a-z-]+) -->$", re.MULTILINE)


def with_data(markdown: str, view: View) -> str:
    """Return a page by hand with sentences in place of its marks. Raises KeyError for a mark that is not known."""
    return _MARK.sub(lambda found: _SENTENCES[found[1]](view), markdown)


def _reviewed(view: View) -> str:
    """Say how many pages a clinician has checked as they are now."""
    exercises = (page.signed for page in view.exercises.values())
    pages = (*exercises, *(page.signed for page in view.programs.values()))
    count = sum(signed.holding is not None for signed in pages)
    t = view.catalogue.messages.html
    return t("about.reviewed", count=count, all=len(pages))


_SENTENCES: Mapping[str, Callable[[View], str]] = {"reviewed": _reviewed}


def is_outdated(path: Path, original: Path) -> bool:
    """Tell whether a page by hand, in another language, is of words that its original no longer has."""
    if not original.is_file():
        return False
    of, _ = translated_from(path.read_text(encoding="utf-8"))
    return of != mark_of(original.read_text(encoding="utf-8"))
