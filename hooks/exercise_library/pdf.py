"""Handouts as PDF: printed by Chromium from the built site, each in every layout, on A4 and on Letter.

Chromium, because it is what people print these pages with: a PDF and a clinic's own print are the same sheets. It
tags what it prints. WeasyPrint knows neither `:has()`, which chooses the layout, nor variables within drawings.
"""

import json
import os
import re
import time
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from functools import partial
from html import escape, unescape
from io import BytesIO
from pathlib import Path

import pikepdf
from playwright.sync_api import BrowserContext, Page, Route, sync_playwright

from exercise_library import pdf_tags
from exercise_library.browser import present

# Stands for the site's address where the site does not say it. Links within the site lead nowhere then.
_NOWHERE = "https://site.invalid/"
_CANONICAL = re.compile(r'<link rel="canonical" href="([^"]*)"')
# What the page at a former address of a handout says: where the handout is now.
_MOVED = re.compile(r'<link rel="canonical" href="\.\./([^"/]*)/"')
_LINKS = re.compile(r'<ul class="pdfs links"(?: hidden)? data-labels="(?P<labels>[^"]*)">.*?</ul>', re.DOTALL)

# Fonts of the same widths: with any of them, the sheets break at the same places.
_FONTS = ("Liberation Sans", "Arimo", "Arial")
_HAS_FONT = """fonts => {
  const context = document.createElement("canvas").getContext("2d");
  const width = font => { context.font = `72px ${font}`; return context.measureText("mmmmmmiiiiii WAV").width; };
  return fonts.some(font => width(`"${font}", monospace`) !== width("monospace"));
}"""
_WITHOUT_LINKS = 'document.querySelectorAll("a[href]").forEach(link => link.removeAttribute("href"))'


class PdfError(Exception):
    """The handouts cannot be printed; says why in one sentence."""


def print_handouts(site: Path) -> list[Path]:
    """Print every handout of a built site into its folder, and link them from its page. Return the files.

    Nothing is written unless all of them could be made. Raises PdfError.
    """
    pages = sorted(site.glob("**/handouts/*/index.html"))
    if not pages:
        raise PdfError(f"There is no handout in {site}: run 'make build' first.")
    browser = present()
    if browser is None:
        raise PdfError("Chromium is missing, which prints the PDFs: on Debian or Ubuntu, install chromium.")
    moved = {page.parent: found[1] for page in pages if (found := _MOVED.search(page.read_text(encoding="utf-8")))}
    pages = [page for page in pages if page.parent not in moved]
    made = {path: data for page in pages for path, data in _in(browser, site, page)}
    made |= {path: data for old, new in moved.items() for path, data in _at_former_address(made, old, new)}
    for path, data in made.items():
        path.write_bytes(data)
    for page in pages:
        names = [path.name for path in made if path.parent == page.parent]
        page.write_text(_linked(page.read_text(encoding="utf-8"), names), encoding="utf-8", newline="\n")
    return list(made)


def _at_former_address(made: Mapping[Path, bytes], old: Path, new: str) -> Iterator[tuple[Path, bytes]]:
    """Yield the PDFs of a renamed program under its former name. A file cannot lead on, so they stand there again."""
    for path, data in made.items():
        if path.parent == old.parent / new:
            yield old / path.name.replace(new, old.name, 1), data


def _in(browser: str, site: Path, file: Path) -> Iterator[tuple[Path, bytes]]:
    """Yield where each PDF of a handout belongs, and what is in it."""
    url = f"{file.parent.relative_to(site).as_posix()}/"
    html = file.read_text(encoding="utf-8")
    canonical = _CANONICAL.search(html)
    home = canonical[1].removesuffix(url) if canonical else _NOWHERE
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=browser, args=["--no-sandbox", "--disable-gpu"])
        page = open_handout(opened.new_context(color_scheme="light", reduced_motion="reduce"), site, home, url)
        for name in _labels(html):
            layout, paper = name.split("-")
            page.check(f"#layout-{layout}")
            data = page.pdf(format=paper, tagged=True, outline=True)
            yield file.parent / f"{file.parent.name}-{name}.pdf", finished(data)
        opened.close()


def open_handout(context: BrowserContext, site: Path, home: str, url: str) -> Page:
    """Return a handout, opened at the address it is published at, so that its links lead there from paper too.

    Raises PdfError if the font is missing that makes pages break alike everywhere.
    """
    context.route("**/*", partial(_answer, site, home))
    page = context.new_page()
    page.goto(f"{home}{url}")
    if not page.evaluate(_HAS_FONT, list(_FONTS)):
        raise PdfError("The font Liberation Sans is missing: on Debian or Ubuntu, install fonts-liberation.")
    if home == _NOWHERE:
        page.evaluate(_WITHOUT_LINKS)
    return page


def _answer(site: Path, home: str, route: Route) -> None:
    """Answer what the page asks for from the folder of the site. Nothing goes over the network."""
    path = site / route.request.url.partition("#")[0].removeprefix(home)
    file = path / "index.html" if path.is_dir() else path
    if route.request.url.startswith(home) and file.is_file():
        route.fulfill(path=file)
    else:
        route.abort()


def _labels(html: str) -> dict[str, str]:
    """Return what the page of a handout calls each PDF, by its layout and paper, such as 'large-a4'."""
    place = _LINKS.search(html)
    labels: dict[str, str] = json.loads(unescape(place["labels"])) if place else {}
    return labels


def _name_of(file: str) -> str:
    """Return the layout and paper that the name of a PDF ends with."""
    return "-".join(file.removesuffix(".pdf").rsplit("-", 2)[1:])


def _linked(html: str, names: list[str]) -> str:
    """Return the page of a handout with a list of its PDFs."""
    labels = _labels(html)
    rows = (f'<li><a href="{name}">{escape(labels[_name_of(name)])}</a></li>' for name in names)
    items = "".join(rows)
    return _LINKS.sub(lambda place: f'<ul class="pdfs links" data-labels="{place["labels"]}">{items}</ul>', html)


# What Chromium writes into a page to draw a line or a curve: numbers with eight digits, then the operator.
_DRAWN = re.compile(rb"^[-.0-9 ]+ [mlc]$", re.MULTILINE)
_LONG = re.compile(rb"-?[0-9]*\.[0-9]{2,}")


def finished(data: bytes) -> bytes:
    """Return a PDF that is half as large, and the same to the byte for the same sheets.

    Chromium writes places in drawings to a millionth of a millimeter; a hundredth is left. What it leaves untagged is
    tagged. The date is that of the commit: SOURCE_DATE_EPOCH.
    """
    with pikepdf.open(BytesIO(data)) as pdf:
        for page in pdf.pages:
            drawn = page.Contents.read_bytes()
            page.Contents.write(_DRAWN.sub(lambda line: _LONG.sub(_rounded, line[0]), drawn))
        pdf_tags.complete(pdf)
        when = datetime.fromtimestamp(int(os.environ.get("SOURCE_DATE_EPOCH", time.time())), UTC)
        pdf.docinfo["/CreationDate"] = pdf.docinfo["/ModDate"] = when.strftime("D:%Y%m%d%H%M%SZ")
        small = BytesIO()
        pdf.save(
            small,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
            recompress_flate=True,
            deterministic_id=True,
        )
    return small.getvalue()


def _rounded(number: re.Match[bytes]) -> bytes:
    return b"%.1f" % float(number[0])
