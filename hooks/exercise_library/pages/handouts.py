"""Handouts: each program on paper, with lines to write on and codes that lead back to its page."""

import re
from collections.abc import Callable, Iterator

from exercise_library.catalogue.catalogue import Catalogue
from exercise_library.catalogue.model import FormField
from exercise_library.pages.page import Page, filled
from exercise_library.pages.qr import QrCode, QrEncoder, encode
from exercise_library.view import urls
from exercise_library.view.build import ProgramView, View

# Draws the code of an address of this site, if that is known in full.
_CodeOf = Callable[[str], QrCode | None]

# What ends a text in a style, or stands for something else in it.
_QUOTED = re.compile(r'["\\]')

# For a handout that has no lines to fill in.
_OUR_FORM = (
    FormField(id="name", label="Name"),
    FormField(id="date", label="Date"),
    FormField(id="clinician", label="Clinician"),
    FormField(id="phone", label="Phone"),
    FormField(id="how-often", label="How often"),
    FormField(id="special-instructions", label="Special instructions", lines=3),
)


def handouts(view: View, site_url: str = "", encoder: QrEncoder = encode) -> Iterator[Page]:
    """Yield the handout of each program.

    `site_url` is where the site is published, with a slash at its end: codes lead there. Without it there are none.
    """

    def code_of(address: str) -> QrCode | None:
        return encoder(f"{site_url}{address}") if site_url else None

    for program in view.programs.values():
        yield _handout(view, program, code_of)


def sheet_names(catalogue: Catalogue, site_name: str) -> Iterator[tuple[str, str]]:
    """Yield a style for each handout that names it at the foot of each sheet: a page cannot say so itself."""
    for program in catalogue.programs.values():
        name = _QUOTED.sub(lambda found: f"\\{found[0]}", f"{site_name}: {program.name}")
        yield urls.sheet_name(program.slug), f':root {{ --sheet-name: "{name}"; }}\n'


def _handout(view: View, shown: ProgramView, code_of: _CodeOf) -> Page:
    program = shown.program
    file = f"data/programs/{program.slug}.yml"
    page = Page(urls.handout(program.slug), f"{program.name} handout", file, urls.PROGRAMS)
    meta = {
        "description": f"A handout to print: {program.summary}",
        # It repeats its program, which search finds already.
        "search": {"exclude": True},
    }
    return filled(
        page,
        "handout.md.j2",
        meta,
        view,
        shown=shown,
        program=program,
        form=program.form or _OUR_FORM,
        has_our_lines=any(dose.asked for dose in (shown.dose, *(entry.dose for entry in shown.entries.values()))),
        code_of=code_of,
    )
