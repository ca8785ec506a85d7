"""Pages on paper: printed by a real browser, read back from the PDF."""

import ctypes
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import pypdfium2 as pdfium
import pytest
import tabs
from conftest import sampled
from exercise_library.view import urls
from library import our_library
from playwright.sync_api import Page
from pypdfium2 import raw

ROOT = Path(__file__).resolve().parents[2]
LIBRARY = our_library()
# One with lines to fill in, if there is one; the shortest, which has all kinds of things on few sheets.
PROGRAM = min(LIBRARY.programs.values(), key=lambda program: (not program.form, len(program.entries)))
PAPER = {"A4": (595, 842), "Letter": (612, 792)}


@pytest.fixture(scope="module")
def tab(tab: Page) -> Iterator[Page]:
    """The tab, to be left as it was by the last test alone."""
    yield tab
    tabs.clean(tab)


def printed(tab: Page, url: str, paper: str, scheme: Literal["light", "dark"]) -> pdfium.PdfDocument:
    """Print a page and return the PDF."""
    tab.emulate_media(color_scheme=scheme)
    tab.goto(url)
    return pdfium.PdfDocument(tab.pdf(format=paper, print_background=False, tagged=True, outline=True))


def texts(document: pdfium.PdfDocument) -> list[str]:
    """Return the text of each sheet, white space folded."""
    return [re.sub(r"\s+", " ", sheet.get_textpage().get_text_range()) for sheet in document]


def from_top(sheet: pdfium.PdfPage, words: str) -> float:
    """Return how far words stand below the highest letter of a sheet, in points."""
    text = sheet.get_textpage()
    found = text.search(words).get_next()
    assert found
    letters = [i for i, letter in enumerate(text.get_text_range()) if letter.isalnum()]
    return float(max(text.get_charbox(i)[3] for i in letters) - text.get_charbox(found[0])[3])


def font_sizes(document: pdfium.PdfDocument) -> Iterator[tuple[float, str]]:
    """Yield the size in points of every letter, with the letter."""
    for sheet in document:
        text = sheet.get_textpage()
        matrix = raw.FS_MATRIX()
        for index in range(text.count_chars()):
            letter = chr(raw.FPDFText_GetUnicode(text, index))
            if letter.isalnum() and raw.FPDFText_GetMatrix(text, index, ctypes.byref(matrix)):
                yield round(raw.FPDFText_GetFontSize(text, index) * abs(matrix.d), 1), letter


@pytest.fixture(
    scope="module",
    params=sampled(
        [f"{paper}-{scheme}" for paper in PAPER for scheme in ("light", "dark")], ["A4-dark", "Letter-light"]
    ),
)
def on_paper(request: pytest.FixtureRequest, tab: Page, address: str) -> Iterator[tuple[str, pdfium.PdfDocument]]:
    """A program on each paper, from each color scheme."""
    paper, scheme = request.param.split("-")
    document = printed(tab, address + urls.program(PROGRAM.slug), paper, scheme)
    yield paper, document
    document.close()


def test_the_paper_is_the_paper(on_paper: tuple[str, pdfium.PdfDocument]) -> None:
    paper, document = on_paper
    for sheet in document:
        assert sheet.get_size() == pytest.approx(PAPER[paper], abs=1.5)
    assert len(document) <= 20


def test_the_print_is_black_on_white_to_the_edges(on_paper: tuple[str, pdfium.PdfDocument]) -> None:
    _, document = on_paper
    picture = document[0].render(scale=0.5).to_pil().convert("RGB")
    width, height = picture.size
    corners = [(1, 1), (width - 2, 1), (1, height - 2), (width - 2, height - 2), (width // 2, height - 3)]
    assert all(picture.getpixel(corner) == (255, 255, 255) for corner in corners)
    colors = picture.getcolors(maxcolors=1 << 24) or []
    assert all(max(color) - min(color) <= 12 for _, color in colors)


def test_no_exercise_is_split_that_fits_a_page(on_paper: tuple[str, pdfium.PdfDocument]) -> None:
    """An exercise that runs over begins at the top of a page: then it is taller than one."""
    _, document = on_paper
    sheets = texts(document)
    for number, entry in enumerate(PROGRAM.entries, start=1):
        heading = f"{number}. {entry.title}"
        first = next(index for index, sheet in enumerate(sheets) if f"{heading} This one is for you" in sheet)
        last = (entry.purpose or LIBRARY.exercises[entry.exercise].steps or LIBRARY.exercises[entry.exercise].start)[-1]
        end = next(index for index, sheet in enumerate(sheets) if index >= first and last in sheet)
        if end != first:
            assert from_top(document[first], heading) <= 60, heading


def test_headings_stay_with_what_they_head(on_paper: tuple[str, pdfium.PdfDocument]) -> None:
    _, document = on_paper
    for sheet in texts(document):
        for heading in (
            "Get ready",
            "Do this",
            "What it is for",
            "Before you start",
            "When to stop",
            "How often",
            "Tips",
        ):
            assert not sheet.rstrip().endswith(heading), sheet[-80:]


def test_everything_is_on_paper_and_the_shell_is_not(on_paper: tuple[str, pdfium.PdfDocument]) -> None:
    _, document = on_paper
    whole = " ".join(texts(document))
    for line in (*PROGRAM.instructions, *PROGRAM.stop_rules, *(line.label for line in PROGRAM.form)):
        assert line in whole
    for sign in (*LIBRARY.get_help.urgent.signs, *LIBRARY.get_help.soon.signs):
        assert sign.split(",")[0].split("(")[0].strip() in whole
    for shell in (
        "Same as my device",
        "Improve this page",
        "Go to the exercises",
        "For contributors",
        "What are you looking for",
    ):
        assert shell not in whole
    assert f"https://clinic.example/care/programs/{PROGRAM.slug}/" in whole.replace(" ", "")
    assert re.search(r"\d{4}-\d\d-\d\d", texts(document)[-1])


def test_text_on_paper_is_large(on_paper: tuple[str, pdfium.PdfDocument]) -> None:
    _, document = on_paper
    sizes = [size for size, _ in font_sizes(document)]
    assert min(sizes) >= 9.9
    assert sum(size >= 13.9 for size in sizes) / len(sizes) >= 0.9


def test_blanks_are_large_enough_to_write_on(tab: Page, address: str) -> None:
    tab.goto(address + urls.program(PROGRAM.slug))
    tab.emulate_media(media="print")
    heights = tab.evaluate(
        "[...document.querySelectorAll('.blank, .form dd')].map((e) => e.getBoundingClientRect().height)"
    )
    tab.emulate_media(media="null")
    assert heights and min(heights) >= 9 / 25.4 * 96 - 0.5


@pytest.mark.parametrize("slug", sampled(["bridge", "supine-head-press", "knee-to-chest"], ["supine-head-press"]))
def test_an_exercise_prints_on_few_pages(tab: Page, address: str, slug: str) -> None:
    document = printed(tab, address + urls.exercise(slug), "A4", "dark")
    whole = " ".join(texts(document))
    assert len(document) <= 3
    assert f"https://clinic.example/care/exercises/{slug}/" in whole.replace(" ", "")
    for step in LIBRARY.exercises[slug].start:
        assert step in whole
    document.close()
