"""The diary: the page where a patient keeps what was done, and where a clinic opens four weeks of it from a link.

All that is written down stays in the patient's browser. docs/contribute/diary.md has the formats.
"""

from collections.abc import Iterator
from typing import Any

from exercise_library.pages.page import Page, filled
from exercise_library.view import urls
from exercise_library.view.build import View

Json = dict[str, Any]


def diary(view: View) -> Iterator[Page]:
    """Yield the page. What a link to it shows stands behind the # of its address."""
    t = view.catalogue.messages.t
    page = Page(urls.DIARY, t("diary.title"), hub=urls.PROGRAMS)
    meta: Json = {"stands_in_address": True, "description": t("diary.description")}
    yield filled(page, "diary.md.j2", meta, view, script_data=diary_data(view))


def diary_data(view: View) -> Json:
    """Return what the page knows: the names of all that can be done, and how the language begins a week."""
    catalogue = view.catalogue
    return {
        "programs": [
            {"slug": slug, "name": it.program.name, "entries": [entry.code for entry in it.program.entries]}
            for slug, it in view.programs.items()
        ],
        "entries": {
            it.entry.code: {"program": slug, "exercise": it.exercise.slug, "title": it.entry.title}
            for slug, program in view.programs.items()
            for it in program.entries.values()
        },
        "exercises": {slug: it.exercise.name for slug, it in view.exercises.items()},
        "retired": {code: it.name for code, it in catalogue.retired.items()},
        "weekdays": list(catalogue.messages.weekdays),
        "first": catalogue.messages.first_weekday,
    }
