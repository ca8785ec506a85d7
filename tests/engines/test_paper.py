"""The same sheets from every engine: what people print at home is what the clinic printed."""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import plan_format_1
import pypdfium2 as pdfium
import pytest
from conftest import ROOT, once
from engines import PRINTERS, Job
from exercise_library.catalogue.catalogue import load
from exercise_library.pages.handouts import LAYOUTS, PAPERS
from exercise_library.pages.plans import mark
from exercise_library.view import urls
from exercise_library.view.build import build_view
from test_print import from_top, texts

LIBRARY = load(ROOT)
VIEW = build_view(LIBRARY)
# A plan of the first so many exercises of a program.
PLANNED, SEVERAL = "low-back-pain", 12
CHOOSE = 'document.getElementById("layout-{}").click();'
# Until the script of the plan has put its cards in.
WAIT = "while (!document.querySelector('.sheet-card')) await new Promise((done) => setTimeout(done, 50));"
NAMES = [f"{slug}-{layout}-{paper}" for slug in (*LIBRARY.programs, "plan") for layout in LAYOUTS for paper in PAPERS]
# What Chromium and Firefox print at the foot of a sheet, and WebKit does not.
FOOT = re.compile(r"(Home exercises: [A-Za-z -]+|My plan) ?\d+ of \d+")
# How far below the first line of a sheet a card may begin that begins a sheet, in points: below headings of its own.
TOP = 75
HEADINGS = (
    "Before you start",
    "When to stop",
    "How often",
    "Get help now",
    "The exercises",
    "Get ready:",
    "Diary",
    "Tips:",
)


@dataclass(frozen=True)
class Prints:
    """What each engine made of a page."""

    name: str
    documents: dict[str, pdfium.PdfDocument]

    def sheets(self, engine: str) -> list[str]:
        """Return the text of each sheet, without its foot."""
        return [FOOT.sub("", sheet).strip() for sheet in texts(self.documents[engine])]


def plan() -> str:
    """Return the end of a link to a plan."""
    entries = VIEW.programs[PLANNED].entries.values()
    line = {"kind": "repetitions", "part": "", "quantity": {"shape": "exact", "unit": "", "amount": 10}}
    blank = {"forms": "", "boxes": "", "sides": "", "note": "", "lines": [line]}
    chosen = [{**blank, "code": it.entry.code, "mark": mark(it)} for it in list(entries)[:SEVERAL]]
    every = {"shape": "exact", "unit": "times-a-day", "amount": 1}
    texts_ = {"clinic": "", "phone": "", "instructions": ""}
    return plan_format_1.encode({"boneHealth": False, "frequency": every, **texts_, "entries": chosen})


def job(address: str, name: str, folder: Path) -> Job:
    slug, layout, paper = name.rsplit("-", 2)
    url = f"{address}plan/#{plan()}" if slug == "plan" else address + urls.handout(slug)
    script = (WAIT if slug == "plan" else "") + CHOOSE.format(layout)
    return Job(url, script, paper, folder / f"{name}.pdf")


def by_each(factory: pytest.TempPathFactory, name: str, jobs: Callable[[Path], Sequence[Job]]) -> dict[str, Path]:
    """Return the folder of what each engine printed. `jobs` says what to print into a folder, and `name` is theirs."""

    def by(engine: str) -> Path:
        return once(factory, f"{name}-{engine}", lambda to: PRINTERS[engine](jobs(to)))

    return {engine: by(engine) for engine in PRINTERS}


@pytest.fixture(scope="session")
def printed(address: str, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """All pages, printed by each engine."""
    return by_each(tmp_path_factory, "sheets", lambda to: [job(address, name, to) for name in NAMES])


@pytest.fixture(scope="session")
def pages(address: str, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The page of each program, which some print instead of its handout, by each engine."""
    slugs = LIBRARY.programs
    return by_each(
        tmp_path_factory,
        "pages",
        lambda to: [Job(address + urls.program(slug), "", "a4", to / f"{slug}.pdf") for slug in slugs],
    )


@pytest.fixture(params=NAMES)
def prints(request: pytest.FixtureRequest, printed: dict[str, Path]) -> Iterator[Prints]:
    name = str(request.param)
    documents = {engine: pdfium.PdfDocument(folder / f"{name}.pdf") for engine, folder in printed.items()}
    yield Prints(name, documents)
    for document in documents.values():
        document.close()


def letters(sheets: list[str]) -> Counter[str]:
    """Return how often each letter and digit stands on some sheets. Engines draw bullets each in its own way."""
    return Counter(filter(str.isalnum, "".join(sheets)))


def before_diary(sheets: list[str]) -> list[str]:
    """Return the text before the diary. A table that runs over has its heading twice, or once."""
    return ["".join(sheets).partition("Tick a box each time")[0]]


def headings(name: str) -> dict[str, bool]:
    """Return the heading of each card of a page, and whether the card has forms."""
    slug = name.rsplit("-", 2)[0]
    cards = list(VIEW.programs[PLANNED if slug == "plan" else slug].entries.values())
    shown = cards[:SEVERAL] if slug == "plan" else cards
    return {f"{card.number}. {card.entry.title}": bool(card.instructions.variants) for card in shown}


def test_the_sheets_agree_within_one(prints: Prints) -> None:
    counts = {engine: len(document) for engine, document in prints.documents.items()}
    assert max(counts.values()) - min(counts.values()) <= 1, counts


def test_the_text_is_the_same(prints: Prints) -> None:
    expected = letters(before_diary(prints.sheets("chromium")))
    for engine in PRINTERS:
        found = letters(before_diary(prints.sheets(engine)))
        assert found == expected, (engine, found - expected, expected - found)


@pytest.mark.parametrize("engine", PRINTERS)
def test_no_card_is_split_that_fits_a_sheet(prints: Prints, engine: str) -> None:
    """Whatever stands above a card on its sheet is a card that began there, or one of many forms that fills a sheet."""
    sheets, document = prints.sheets(engine), prints.documents[engine]
    known = headings(prints.name)
    starts = {it: next(at for at, sheet in enumerate(sheets) if f"{it} " in f"{sheet} ") for it in known}
    for heading, following in pairwise(known):
        start, end = starts[heading], starts[following]
        if start < end and from_top(document[end], following) > TOP:
            assert known[heading], f"{heading} is split"
            assert from_top(document[start], heading) <= TOP, f"{heading} is split, and would not fit a sheet"


@pytest.mark.parametrize("engine", PRINTERS)
def test_no_heading_stands_at_the_foot_of_a_sheet(prints: Prints, engine: str) -> None:
    several = [section.name for program in LIBRARY.programs.values() for section in program.sections if section.name]
    forms = [
        form.title
        for view in VIEW.programs.values()
        for it in view.entries.values()
        for form in it.instructions.variants
    ]
    # A diary lists all exercises.
    for sheet in (sheet for sheet in prints.sheets(engine) if "Week" not in sheet):
        assert not sheet.endswith((*HEADINGS, *several, *forms, *headings(prints.name))), sheet[-60:]


@pytest.mark.parametrize("engine", PRINTERS)
@pytest.mark.parametrize("slug", LIBRARY.programs)
def test_on_the_page_of_a_program_pictures_stand_on_the_sheet_of_their_exercise(
    pages: dict[str, Path], engine: str, slug: str
) -> None:
    with pdfium.PdfDocument(pages[engine] / f"{slug}.pdf") as document:
        sheets = texts(document)
    for it in VIEW.programs[slug].entries.values():
        figure = it.entry.figure or it.exercise.figure
        if figure and not it.instructions.variants:
            [sheet] = [sheet for sheet in sheets if f" {it.number}. {it.entry.title} " in f" {sheet} "]
            for frame in range(figure.count):
                assert figure.caption_of(frame) in sheet, (it.entry.title, figure.caption_of(frame))
