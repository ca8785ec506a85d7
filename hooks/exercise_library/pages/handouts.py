"""Handouts: each program on paper, with lines to write on and codes that lead back to its page."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from exercise_library.catalogue.catalogue import Catalogue
from exercise_library.catalogue.model import Program
from exercise_library.pages import urls
from exercise_library.pages.cards import NOT_GIVEN, cards
from exercise_library.pages.dose import program_lines
from exercise_library.pages.library import NO_PICTURES, Page, filled
from exercise_library.pages.pictures import Album
from exercise_library.pages.qr import Code, Coder, code


@dataclass(frozen=True)
class Field:
    """Lines to fill in, and how many."""

    label: str
    lines: int = 1


# Draws the code of an address of this site, if that is known in full.
_CodeOf = Callable[[str], Code | None]

# What ends a text in a style, or stands for something else in it.
_QUOTED = re.compile(r'["\\]')

# For a handout that has no lines to fill in.
_OUR_FORM = (
    Field("Name"),
    Field("Date"),
    Field("Clinician"),
    Field("Phone"),
    Field("How often"),
    Field("Special instructions", 3),
)


def handouts(
    catalogue: Catalogue, album: Album = NO_PICTURES, site_url: str = "", coder: Coder = code
) -> Iterator[Page]:
    """Yield the handout of each program.

    `site_url` is where the site is published, with a slash at its end: codes lead there. Without it there are none.
    """

    def code_of(address: str) -> Code | None:
        return coder(f"{site_url}{address}") if site_url else None

    for program in catalogue.programs.values():
        yield _handout(catalogue, album, program, code_of)


def sheet_names(catalogue: Catalogue, site_name: str) -> Iterator[tuple[str, str]]:
    """Yield a style for each handout that names it at the foot of each sheet: a page cannot say so itself."""
    for program in catalogue.programs.values():
        name = _QUOTED.sub(lambda found: f"\\{found[0]}", f"{site_name}: {program.name}")
        yield urls.sheet_name(program.slug), f':root {{ --sheet-name: "{name}"; }}\n'


def _handout(catalogue: Catalogue, album: Album, program: Program, code_of: _CodeOf) -> Page:
    file = f"data/programs/{program.slug}.yml"
    page = Page(urls.handout(program.slug), f"{program.name} handout", file, urls.PROGRAMS)
    meta = {
        "description": f"A handout to print: {program.summary}",
        # It repeats its program, which search finds already.
        "search": {"exclude": True},
    }
    overall = program_lines(program)
    shown = {card.entry.id: card for card in cards(catalogue, album, program)}
    asked = [line for line in overall if line.kind == NOT_GIVEN]
    return filled(
        page,
        "handout.md.j2",
        meta,
        catalogue,
        program=program,
        source=catalogue.sources[program.source],
        form=program.form or _OUR_FORM,
        cards=shown,
        overall=[line for line in overall if line.kind != NOT_GIVEN],
        asked=asked,
        has_our_lines=bool(asked) or any(card.asked for card in shown.values()),
        code_of=code_of,
        titles=[f"{number}. {entry.title}" for number, entry in enumerate(program.entries, start=1)],
    )
