"""Pages for clinicians who check ours: what is signed, changed and open, and a sheet for each page to check."""

from collections.abc import Iterator

from exercise_library.pages.page import Page, filled
from exercise_library.view import urls
from exercise_library.view.build import View
from exercise_library.view.review_sheet import ReviewSheet, review_sheets
from exercise_library.view.signed import CHANGED, HOLDS, NONE

# Patients look for none of them, nor do search engines.
_ASIDE = {"search": {"exclude": True}, "robots": "noindex"}
_STATES = {CHANGED: "Changed since they were signed", NONE: "Not signed yet", HOLDS: "Signed as they are"}
_KINDS = {"programs": "Program", "exercises": "Exercise", "conditions": "Answer of the search"}


def review_pages(view: View, edit: str = "") -> Iterator[Page]:
    """Yield the list of sheets, then each. `edit` is the address before a file's name where it can be changed."""
    sheets = tuple(review_sheets(view))
    page = Page(urls.REVIEW, "Check our pages", "", urls.CONTRIBUTE)
    states = {
        title: [(sheet, _KINDS.get(sheet.page.name.partition("/")[0], "Box")) for sheet in found]
        for state, title in _STATES.items()
        if (found := [sheet for sheet in sheets if sheet.signed.state == state])
    }
    meta = {**_ASIDE, "description": "What clinicians have signed, what has changed since, and what is open."}
    yield filled(page, "review-sheets.md.j2", meta, view, states=states)
    for sheet in sheets:
        yield _sheet(view, sheet, edit)


def _sheet(view: View, sheet: ReviewSheet, edit: str) -> Page:
    page = Page(sheet.url, f"To check: {sheet.title}", sheet.file, urls.CONTRIBUTE)
    meta = {**_ASIDE, "description": f"For clinicians who check {sheet.title}, and how to sign it."}
    return filled(page, "review-sheet.md.j2", meta, view, sheet=sheet, edit=edit)
