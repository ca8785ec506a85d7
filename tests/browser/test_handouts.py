"""Handouts on paper: printed by the real maker of PDFs, read back, and their codes read by a decoder."""

import io
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from pathlib import Path

import pikepdf
import pypdfium2 as pdfium
import pytest
import tabs
import zxingcpp
from accessibility import FEW, complaints_in_both_schemes
from built import built_pages, first, parsed
from click.testing import CliRunner
from conftest import SITE_URL, once, sampled
from exercise_library import cli, pdf
from exercise_library.catalogue.model import Program
from exercise_library.pages.handouts import LAYOUTS, PAPERS, handouts
from exercise_library.pages.qr import CachedQrCodes, encode
from exercise_library.view import urls
from exercise_library.view.build import build_view
from exercise_library.view.entries import EntryView
from library import our_library
from pdf_structure import faults, numbered
from playwright.sync_api import Browser, Page, expect
from test_print import PAPER, font_sizes, from_top, texts

LIBRARY = our_library()
FIRST = next(iter(LIBRARY.programs))
SHORTEST = min(LIBRARY.programs.values(), key=lambda program: len(program.entries)).slug
# The longest that is for everyone, which is printed for real.
FOR_ALL = max(LIBRARY.programs.values(), key=lambda it: (not it.restriction, len(it.entries))).slug
# The shortest with exercises that are done in several ways, which is printed each time.
IN_WAYS = min(
    LIBRARY.programs.values(),
    key=lambda it: (not any(LIBRARY.exercises[one.exercise].variants for one in it.entries), len(it.entries)),
).slug
IN_FULL = tuple(dict.fromkeys((FIRST, FOR_ALL, IN_WAYS)))
# The size of most letters in points, and all sizes: foot of the sheet, addresses, remarks, text, headings.
SIZES = {
    "standard": (14, {10, 11, 12, 14, 16, 18, 22}),
    "large": (18, {10, 14, 18, 20, 22}),
    "compact": (12, {10, 11, 12, 13, 14, 18}),
}
# What stands at the foot of each sheet; it comes first in the text.
FOOT = re.compile(r"Home exercises: [A-Za-z ]+ [0-9]+ of [0-9]+")
SHOWN = [f"{slug}-{layout}-{paper}" for slug in IN_FULL for layout in LAYOUTS for paper in PAPERS]
# Each layout and each paper once.
SAMPLE = {f"{IN_WAYS}-{name}" for name in ("standard-letter", "large-a4", "compact-a4")}
ON_A4 = [name for name in SHOWN if name.endswith("-a4")]


@dataclass(frozen=True)
class Printed:
    """A PDF that was made: of which program, in which layout, on which paper."""

    program: Program
    layout: str
    paper: str
    path: Path
    document: pdfium.PdfDocument

    @property
    def sheets(self) -> list[str]:
        """The text of each sheet, without its foot."""
        return read(self.document)


def read(document: pdfium.PdfDocument) -> list[str]:
    """Return the text of each sheet without its foot. For a hyphen that ends a line, pdfium has a sign of its own."""
    return [FOOT.sub("", sheet.replace("\ufffe", "-")).strip() for sheet in texts(document)]


def only(site: Path, to: Path, slugs: tuple[str, ...]) -> Path:
    """Copy a site with no other handouts than those of some programs."""
    shutil.copytree(site / "assets", to / "assets", dirs_exist_ok=True)
    for slug in slugs:
        shutil.copytree(site / urls.handout(slug), to / urls.handout(slug))
    return to


def make_pdfs(site: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Print the handouts of a site as `make pdf` does, and return how it went."""
    settings = {**os.environ, "SOURCE_DATE_EPOCH": "1700000000", **environment}
    command = [str(Path(sys.executable).parent / "exercise-library"), "pdf", str(site)]
    return subprocess.run(command, env=settings, capture_output=True, text=True, check=False)


def handout_in_pdf(site: Path, factory: pytest.TempPathFactory, name: str) -> Path:
    """Return a site with a handout in a layout on a paper, made as `make pdf` makes them.

    To print takes long: a page is made to offer the sample alone, or what of it is no part of the sample.
    """
    slug, sample = name.rsplit("-", 2)[0], name in SAMPLE
    wanted = [one for one in SHOWN if one.rsplit("-", 2)[0] == slug and (one in SAMPLE) == sample]

    def make(folder: Path) -> None:
        page = only(site, folder, (slug,)) / urls.handout(slug) / "index.html"
        labels = {key: label for key, label in offered(page).items() if f"{slug}-{key}" in wanted}
        told = f'data-labels="{escape(json.dumps(labels))}"'
        page.write_text(re.sub('data-labels="[^"]*"', lambda _: told, page.read_text("utf-8")), "utf-8")
        done = make_pdfs(folder)
        assert done.returncode == 0, done.stderr
        assert f"{len(wanted)} PDFs" in done.stdout

    return once(factory, f"pdf-{slug}-{'sample' if sample else 'rest'}", make)


def offered(page: Path) -> dict[str, str]:
    """Return what a handout calls each PDF that there is to be of it, by layout and paper."""
    labels: dict[str, str] = json.loads(str(first(parsed(page), ".pdfs").attributes["data-labels"]))
    return labels


@pytest.fixture(scope="module", params=sampled(SHOWN, SAMPLE))
def printed(request: pytest.FixtureRequest, site: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Printed]:
    slug, layout, paper = str(request.param).rsplit("-", 2)
    path = handout_in_pdf(site, tmp_path_factory, request.param) / urls.handout(slug) / f"{request.param}.pdf"
    document = pdfium.PdfDocument(path)
    yield Printed(LIBRARY.programs[slug], layout, paper, path, document)
    document.close()


def open_handout(page: Page, address: str, slug: str, layout: str = "standard") -> None:
    page.goto(address + urls.handout(slug))
    page.check(f"#layout-{layout}")


def told(program: Program) -> list[EntryView]:
    return list(build_view(LIBRARY).programs[program.slug].entries.values())


# --- On paper ------------------------------------------------------------------------------------------------------


def test_the_paper_is_the_paper(printed: Printed) -> None:
    for sheet in printed.document:
        assert sheet.get_size() == pytest.approx(PAPER[{"a4": "A4", "letter": "Letter"}[printed.paper]], abs=1.5)


def test_letters_are_as_large_as_the_layout_says(printed: Printed) -> None:
    body, allowed = SIZES[printed.layout]
    sizes = [size for size, _ in font_sizes(printed.document)]
    assert {round(size) for size in sizes} == allowed
    assert sum(size >= body - 0.1 for size in sizes) / len(sizes) >= 0.65


def test_no_exercise_is_split_that_fits_a_page_and_none_but_between_its_forms(printed: Printed) -> None:
    sheets = printed.sheets
    for card in told(printed.program):
        heading = f"{card.number}. {card.entry.title}"
        first = next(i for i, sheet in enumerate(sheets) if heading in sheet)
        address = f"/programs/{printed.program.slug}/#{card.entry.id}"
        end = next(i for i, sheet in enumerate(sheets) if i >= first and is_last(address, sheet))
        if end == first:
            continue
        assert from_top(printed.document[first], heading) <= 40, heading
        parts = [form.name for form in card.instructions.variants] + [
            f"{line.label}:" for line in (*card.dose.stated, *card.dose.asked)
        ]
        for sheet in sheets[first + 1 : end + 1]:
            assert any(name in sheet[:150] for name in parts), (heading, sheet[:150])


def is_last(address: str, sheet: str) -> bool:
    """Say if an address stands on a sheet, where a line may end within it."""
    return re.search(" ?".join(map(re.escape, address)) + "(?![a-z0-9-])", sheet) is not None


def test_no_heading_stands_at_the_foot_of_a_sheet(printed: Printed) -> None:
    headings = ["Before you start", "When to stop", "How often", "Get help now", "The exercises", "Get ready:", "Tips:"]
    headings += ["Diary", "Do not wait if you have any of these signs"]
    headings += [entry.title for entry in printed.program.entries]
    headings += [form.name for card in told(printed.program) for form in card.instructions.variants]
    for sheet in (sheet for sheet in printed.sheets if "Week" not in sheet):
        assert not sheet.rstrip().endswith(tuple(headings)), sheet[-60:]


def check_all_is_there(program: Program, whole: str) -> None:
    rules = (*program.audience, *program.purpose, *program.instructions, *program.stop_rules)
    for line in (*rules, *(field.label for field in program.form)):
        assert line in whole
    for line in (
        "This is information. It does not replace your",
        "Lines with this mark",
        "that we call the original (",
    ):
        assert whole.count(line) == 1, line
    for sign in (*LIBRARY.get_help.urgent.signs, *LIBRARY.get_help.soon.signs):
        assert sign in whole
    if program.restriction:
        assert program.restriction.title in whole and all(line in whole for line in program.restriction.text)
    place = whole.index("The exercises")
    for card in told(program):
        entry = card.entry
        place = whole.index(f"{card.number}. {entry.title} ", place)
        own = whole[place:]
        assert "This one is for you" in own
        for line in (
            *card.instructions.start,
            *card.instructions.steps,
            *entry.purpose,
            *entry.tips,
            *entry.differences,
            *entry.notes,
            *(line for lines in card.picture_notes.values() for line in lines),
            *(line for lines in card.care.values() for line in lines),
        ):
            assert line in own, line
        for form in card.instructions.variants:
            for line in (*form.start, *form.steps):
                assert line in own, line
        for dose in (*card.dose.stated, *card.dose.asked):
            assert f"{dose.label}:" in own, (entry.title, dose)
            assert dose.blank or dose in card.dose.asked or dose.before in own
        for box in entry.tick_boxes:
            assert box.label in own
    assert LIBRARY.sources[program.source].title in whole
    assert "Not yet reviewed by a clinician" in whole
    assert "Its makers had no part in it" in whole


def test_all_of_the_program_is_on_paper_in_order(printed: Printed) -> None:
    whole = " ".join(printed.sheets)
    check_all_is_there(printed.program, whole)
    for shell in ("How to print it", "press Ctrl", "For contributors", "PDF:", "Improve this page", "Large print"):
        assert shell not in whole
    for number, sheet in enumerate(texts(printed.document), start=1):
        assert f"Home exercises: {printed.program.name} {number} of {len(printed.document)}" in sheet


@pytest.mark.deep
@pytest.mark.parametrize("slug", [slug for slug in LIBRARY.programs if slug not in IN_FULL])
def test_every_other_program_is_whole_too(page: Page, address: str, slug: str) -> None:
    open_handout(page, address, slug, "compact")
    document = pdfium.PdfDocument(page.pdf(format="A4", tagged=True))
    check_all_is_there(LIBRARY.programs[slug], " ".join(read(document)))
    document.close()


def test_it_prints_black_on_white(printed: Printed) -> None:
    picture = printed.document[1].render(scale=0.5).to_pil().convert("RGB")
    assert all(max(color) - min(color) <= 12 for _, color in picture.getcolors(maxcolors=1 << 24) or [])


# --- Lines to write on ---------------------------------------------------------------------------------------------


# How large a drawing is at least, in mm, where a card or a form has one or two: as wide, or as high if it is upright.
LEAST = {"standard": 60, "large": 60, "compact": 45}


# The lists whose last number is wider than the room before its step. WebKit cuts off what stands out.
CROWDED = """[...document.querySelectorAll('.sheet-card .steps')].map((list) => {
  const { fontSize, fontFamily, paddingInlineStart } = getComputedStyle(list);
  const pen = document.createElement('canvas').getContext('2d');
  pen.font = `bold ${fontSize} ${fontFamily}`;
  const number = `${list.children.length}. `;
  return pen.measureText(number).width > parseFloat(paddingInlineStart) ? number : '';
}).filter(Boolean)"""


@pytest.mark.parametrize("slug", sampled(LIBRARY.programs, {IN_WAYS}))
def test_lines_boxes_and_drawings_are_large_enough_on_paper(page: Page, address: str, slug: str) -> None:
    page.goto(address + urls.handout(slug))
    mm = 96 / 25.4
    for layout in LAYOUTS:
        page.emulate_media(media="screen")
        page.check(f"#layout-{layout}")
        page.emulate_media(media="print")
        # A4 has 726 px between its margins. What is written on has to be large enough on less, too.
        page.set_viewport_size({"width": 695, "height": 1000})
        heights = page.evaluate(
            "[...document.querySelectorAll('.blank, .form dd')].map(e => e.getBoundingClientRect().height)"
        )
        cells = page.evaluate(
            """[...document.querySelectorAll('.diary td')].map(cell => {
                 const box = cell.getBoundingClientRect();
                 return Math.min(box.width, box.height);
               })"""
        )
        assert min(heights) >= 9 * mm - 0.5
        assert min(cells) >= 7 * mm - 0.5
        assert len(cells) == 28 * len(LIBRARY.programs[slug].entries)
        assert page.evaluate(CROWDED) == []
        page.set_viewport_size({"width": 726, "height": 1000})
        sizes = page.evaluate(
            """[...document.querySelectorAll('.sheet-card .figures:not(:has(> :nth-child(3))) svg')].map(drawing => {
                 const { width, height } = drawing.getBoundingClientRect();
                 const proportion = drawing.viewBox.baseVal.width / drawing.viewBox.baseVal.height;
                 return Math.max(Math.min(width, height * proportion), Math.min(height, width / proportion));
               })"""
        )
        assert min(sizes) / mm >= LEAST[layout] - 0.1


def test_there_is_a_line_for_each_number_that_is_the_clinicians_to_give(site: Path) -> None:
    for program in LIBRARY.programs.values():
        page = built_pages(site)[urls.handout(program.slug)].article
        for card in told(program):
            article = first(page, f'[data-entry="{card.entry.code}"]')
            assert len(article.css(".dose .blank")) == sum(line.blank for line in card.dose.stated)
            assert len(article.css(".our-lines li")) == len(card.dose.asked)
            assert len(article.css(".our-lines .mark")) == len(card.dose.asked)


def test_the_diary_can_be_left_out_and_a_button_prints_it(page: Page, address: str) -> None:
    open_handout(page, address, SHORTEST)
    page.evaluate("window.print = () => { document.title = 'printed'; }")
    page.click("text='Print'")
    assert page.title() == "printed"
    page.evaluate("window.print = undefined")
    page.click("text='Print'")
    expect(page.get_by_text("This browser cannot print.")).to_be_visible()
    assert page.locator(".diary").first.is_visible()
    page.uncheck("#with-diary")
    page.emulate_media(media="print")
    assert not page.locator(".diary").first.is_visible()


def test_it_needs_no_javascript(plain: Page, address: str) -> None:
    plain.goto(address + urls.handout(SHORTEST))
    heights = []
    for layout in ("compact", "large"):
        plain.emulate_media(media="screen")
        plain.check(f"#layout-{layout}")
        plain.emulate_media(media="print")
        box = plain.locator("article.md-content__inner").bounding_box()
        assert box
        heights.append(box["height"])
    assert 1.2 * heights[0] < heights[1]


def test_it_is_free_of_accessibility_faults(page: Page, address: str) -> None:
    page.goto(address + urls.handout(SHORTEST))
    page.evaluate(FEW)
    assert complaints_in_both_schemes(page, "article") == []


@pytest.mark.deep
@pytest.mark.parametrize("slug", LIBRARY.programs)
def test_a_whole_handout_is_free_of_accessibility_faults(page: Page, address: str, slug: str) -> None:
    page.goto(address + urls.handout(slug))
    assert complaints_in_both_schemes(page) == []


# --- The PDF -------------------------------------------------------------------------------------------------------


def addresses(program: Program) -> set[str]:
    """Return the addresses that a handout may lead to: its program and the entries on it."""
    return {SITE_URL + urls.program(program.slug)} | {
        SITE_URL + urls.entry(program.slug, entry.id) for entry in program.entries
    }


def test_the_pdf_can_be_read_aloud_and_walked_through(printed: Printed) -> None:
    with pikepdf.open(printed.path) as opened:
        root = opened.Root
        assert str(root.Lang).startswith("en")
        assert root.MarkInfo.Marked
        assert root.StructTreeRoot.K is not None
        assert str(opened.docinfo["/Title"]).startswith(f"{printed.program.name} handout")
        with opened.open_outline() as outline:
            names = [str(item.title) for top in outline.root for item in (top, *_below(top))]
        links = {str(a.A.URI) for page in opened.pages for a in page.get("/Annots", []) if "/A" in a and "/URI" in a.A}
    for entry in printed.program.entries:
        assert any(name.endswith(f". {entry.title}") for name in names), names
    assert {"When to stop", "Get help now", "Diary"} <= set(names)
    assert links == addresses(printed.program)


def test_nothing_is_wrong_with_what_is_read_aloud(printed: Printed) -> None:
    with pikepdf.open(printed.path) as opened:
        assert faults(opened) == []
        steps_tagged = numbered(opened)
    cards = [card.instructions for card in told(printed.program)]
    steps = [step for card in cards for way in (card.steps, *(form.steps for form in card.variants)) for step in way]
    assert steps_tagged == len(steps)


def _below(item: pikepdf.OutlineItem) -> Iterator[pikepdf.OutlineItem]:
    for child in item.children:
        yield child
        yield from _below(child)


@pytest.mark.parametrize("printed", sampled(ON_A4, {f"{IN_WAYS}-compact-a4"}), indirect=True)
def test_codes_lead_to_each_entry_and_are_large_enough(printed: Printed) -> None:
    """On A4: on Letter they are the same."""
    dots = 200
    found = set()
    for sheet in printed.document:
        for seen in zxingcpp.read_barcodes(
            sheet.render(scale=dots / 72, grayscale=True).to_pil(),
            formats=zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode),
        ):
            found.add(seen.text)
            corners = seen.position
            width = (
                (corners.top_right.x - corners.top_left.x) ** 2 + (corners.top_right.y - corners.top_left.y) ** 2
            ) ** 0.5
            modules = encode(seen.text).size - 8
            assert width / dots * 25.4 / modules >= 0.49, seen.text
    assert found == addresses(printed.program)


def test_pages_link_the_pdfs_once_they_are_there_and_not_before(
    site: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    slug = IN_WAYS
    pdfs = handout_in_pdf(site, tmp_path_factory, min(SAMPLE))
    name = f"{urls.handout(slug)}index.html"
    before, after = (parsed(folder / name) for folder in (site, pdfs))
    assert set(offered(site / name)) == {f"{layout}-{paper}" for layout in LAYOUTS for paper in PAPERS}
    assert not before.css("a[href$='.pdf']")
    hrefs = [str(link.attributes["href"]) for link in after.css(".pdfs:not([hidden]) a")]
    assert sorted(hrefs) == sorted(f"{name}.pdf" for name in SAMPLE)
    assert all((pdfs / urls.handout(slug) / href).read_bytes().startswith(b"%PDF") for href in hrefs)


def test_a_pdf_is_the_same_to_the_byte_and_half_as_large_and_less_is_wrong_with_it(
    page: Page, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    open_handout(page, address, SHORTEST)
    raw = page.pdf(format="A4", tagged=True, outline=True)
    again = page.pdf(format="A4", tagged=True, outline=True)
    assert pdf.finished(raw) == pdf.finished(again)
    assert len(pdf.finished(raw)) < 0.62 * len(raw)
    # What the browser leaves open would be found.
    with pikepdf.open(io.BytesIO(raw)) as opened:
        found = set(faults(opened))
    assert {
        "no title in the metadata",
        "a figure without a text in its place",
        "sheet 1: something has no tag",
    } <= found


def test_what_is_missing_is_said_in_one_sentence(site: Path, tmp_path: Path) -> None:
    small, empty = only(site, tmp_path / "site", (SHORTEST,)), tmp_path / "empty"
    empty.mkdir()
    no_site = CliRunner().invoke(cli.main, ["pdf", str(empty)])
    # To look for a browser takes another process: in this one there is a browser already.
    no_browser = make_pdfs(small, PATH=str(empty), PLAYWRIGHT_BROWSERS_PATH=str(empty))
    assert (no_site.exit_code, no_browser.returncode) == (1, 1)
    for told, words in ((no_site.stderr, "run 'make build' first"), (no_browser.stderr, "Chromium is missing")):
        assert words in told and told.strip().count("\n") == 0, told
    assert not list(tmp_path.rglob("*.pdf"))


def test_a_missing_font_is_said(browser: Browser, site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "_FONTS", ("No Such Font",))
    with tabs.profile(browser) as context, pytest.raises(pdf.PdfError, match="install fonts-liberation"):
        pdf.open_handout(context, site, SITE_URL, urls.handout(FIRST))


# --- Codes ---------------------------------------------------------------------------------------------------------


def test_without_an_address_there_is_no_code() -> None:
    for page in handouts(build_view(LIBRARY)):
        assert 'data-part="qr"' not in page.body and "on-the-web" not in page.body
    page = next(iter(handouts(build_view(LIBRARY), site_url=SITE_URL)))
    assert page.body.count('data-part="qr"') > 1


def test_a_kept_code_is_the_code_and_a_broken_file_does_no_harm(tmp_path: Path) -> None:
    kept = CachedQrCodes(tmp_path / "codes")
    drawn = encode(SITE_URL)
    assert kept(SITE_URL) == kept(SITE_URL) == drawn
    file = next((tmp_path / "codes").iterdir())
    file.write_text("[]")
    assert kept(SITE_URL) == drawn
    assert CachedQrCodes(Path("/dev/null/no"))(SITE_URL) == drawn


def test_a_code_has_its_quiet_zone(site: Path) -> None:
    for svg in built_pages(site)[urls.handout(FIRST)].tree.css(".qr svg"):
        size = int(str(svg.attributes["viewBox"]).split()[2])
        assert float(str(svg.attributes["width"]).removesuffix("mm")) >= size * 0.5
        starts = [int(x) for x in re.findall(r"M(\d+) ", str(first(svg, "path").attributes["d"]))]
        assert min(starts) == 4
