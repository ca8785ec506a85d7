"""Handouts: each program on paper, with lines to write on and codes that lead back to its page."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial

from markupsafe import Markup

from exercise_library.catalogue.model import FormField, Program
from exercise_library.interface.messages import Translate
from exercise_library.pages.environment import around
from exercise_library.pages.page import Page, filled, renewed
from exercise_library.pages.qr import QrCode, QrEncoder, encode
from exercise_library.view import urls
from exercise_library.view.build import ProgramView, View

# Draws the code of an address of this site, if that is known in full.
_CodeOf = Callable[[str], QrCode | None]

LAYOUTS = ("standard", "large", "compact")
PAPERS = ("a4", "letter")

# What ends a text in a style, or stands for something else in it.
_QUOTED = re.compile(r'["\\]')

# For a handout that has no lines to fill in: a field, and how many lines it has.
_OUR_FORM = {"name": 1, "date": 1, "clinician": 1, "phone": 1, "special-instructions": 3}


def handouts(view: View, site_url: str = "", encoder: QrEncoder = encode) -> Iterator[Page]:
    """Yield the handout of each program.

    `site_url` is where the site is published, with a slash at its end: codes lead there. Without it there are none.
    """

    def code_of(address: str) -> QrCode | None:
        return encoder(f"{site_url}{view.place(address)}") if site_url else None

    for program in view.programs.values():
        yield _handout(view, program, code_of)


def sheet_names(view: View, site_name: str) -> Iterator[tuple[str, Callable[[], str]]]:
    """Yield a style for each handout that names it at the foot of each sheet: a page cannot say so itself."""
    for program in view.catalogue.programs.values():
        yield view.place(urls.sheet_name(program.slug)), partial(_sheet_name, view, f"{site_name}: {program.name}")


def _sheet_name(view: View, name: str) -> str:
    quoted = _QUOTED.sub(lambda found: f"\\{found[0]}", name)
    return f':root {{ --sheet-name: "{quoted}"; --sheet-of: " {view.catalogue.messages.t("paper.of")} "; }}\n'


def _handout(view: View, shown: ProgramView, code_of: _CodeOf) -> Page:
    program = shown.program
    t = view.catalogue.messages.t
    file = f"data/programs/{program.slug}.yml"
    heading = _heading(program, view.catalogue.messages.html)
    page = Page(
        urls.handout(program.slug), t("handout.title", program=program.name), file, urls.PROGRAMS, heading=heading
    )
    if program.slug in view.catalogue.withdrawn.programs:
        return renewed(replace(page, heading=None), view)
    meta = {"description": t("handout.description", summary=program.summary)}
    return filled(
        page,
        "handout.md.j2",
        meta,
        view,
        shown=shown,
        program=program,
        pdf_labels=_pdf_labels(t),
        form=program.form or _our_form(t),
        code_of=code_of,
    )


def _heading(program: Program, t: Callable[..., Markup]) -> Markup:
    """Return what the handout's heading says: a sheet has no need to say that it is one."""
    return t("handout.heading", program=program.name, screen=around("span", class_="no-print"))


def _pdf_labels(t: Translate) -> dict[str, str]:
    """Return what links to the PDFs say, for `make pdf` to find: by the end of the file's name."""
    return {
        f"{layout}-{paper}": t("handout.pdf", layout=layout, paper=t("handout.paper", paper=paper))
        for layout in LAYOUTS
        for paper in PAPERS
    }


def _our_form(t: Translate) -> tuple[FormField, ...]:
    fields = ((id_, t("handout.field", field=id_), lines) for id_, lines in _OUR_FORM.items())
    return tuple(FormField(id=id_, label=label, lines=lines) for id_, label, lines in fields)
