"""QR codes made in the browser: module for module those of segno, and readable on a screen and on paper."""

import gzip
import io
import random
import re
from collections.abc import Iterator
from itertools import product
from pathlib import Path

import pytest
import segno
import tabs
import zxingcpp
from conftest import sampled
from PIL import Image
from playwright.sync_api import Page
from scripts import DOCS, Scripts, loaded

# How many bytes each version from 1 to 40 holds at level M, by ISO/IEC 18004, table 7.
HOLDS = (
    14, 26, 42, 62, 84, 106, 122, 152, 180, 213, 251, 287, 331, 362, 412, 450, 504, 560, 624, 666, 711, 779, 857, 911,
    997, 1059, 1125, 1190, 1264, 1370, 1452, 1538, 1628, 1722, 1809, 1911, 1989, 2099, 2213, 2331,
)  # fmt: skip
ROWS = """texts => texts.map(text => {
  const code = qr(text);
  const range = Array.from({length: code.size}, (_, at) => at);
  return range.map(y => range.map(x => Number(code.dark(x, y))).join(''));
})"""
LOAD = "async base => { globalThis.qr = (await import(base + 'assets/javascripts/plan/qr.js')).qr }"
LINK = "https://clinic.example/exercises/plan/#"


@pytest.fixture(scope="module")
def scripts() -> Iterator[Scripts]:
    """The encoder without a page."""
    with loaded(LOAD, DOCS) as found:
        yield found


@pytest.fixture(scope="module")
def page(tab: Page, address: str) -> Iterator[Page]:
    """The page of plans with the encoder loaded: it brings the messages that this says."""
    tab.goto(f"{address}plan/")
    tab.evaluate("async base => Object.assign(window, await import(base + 'assets/javascripts/plan/qr.js'))", address)
    yield tab
    tabs.clean(tab)


def segno_rows(text: str) -> list[str]:
    code = segno.make(text, error="m", micro=False, boost_error=False, mode="byte", encoding="utf-8", eci=False)
    return ["".join(str(module) for module in row) for row in code.matrix]


def digits(chance: random.Random, count: int) -> str:
    return "".join(chance.choices("0123456789abcdefghjkmnpqrstvwxyz", k=count))


def link(chance: random.Random, size: int) -> str:
    """Return what a link looks like, of so many bytes."""
    return (LINK + digits(chance, size))[-size:] if size else ""


def mixed(chance: random.Random, size: int) -> str:
    """Return a text of letters of one to four bytes, of so many bytes in all."""
    text = ""
    while (left := size - len(text.encode())) > 0:
        text += chance.choice([sign for sign in "aZ0 ~\x01éжא€日🦵😀" if len(sign.encode()) <= left])
    return text


def texts_for(version: int) -> list[str]:
    """Return texts of a version: the longest, the shortest and some between. Small versions get more of them."""
    chance = random.Random(version)
    most, least = HOLDS[version - 1], HOLDS[version - 2] + 1 if version > 1 else 0
    texts = [link(chance, most), mixed(chance, least)]
    texts += [link(chance, least), mixed(chance, most)] if version <= 25 else []
    texts += ["\x00" * most, "\U0001f9b5" * (most // 4)] if version <= 20 else []
    more = 15 if version <= 10 else 2 if version <= 20 else 0
    texts += [chance.choice((link, mixed))(chance, chance.randint(least, most)) for _ in range(more)]
    return texts


def test_there_are_enough_texts() -> None:
    assert sum(len(texts_for(version)) for version in range(1, 41)) >= 300
    assert {len(text.encode()) for text in texts_for(7)} >= {107, 122}


# All of the small ones, which plans have, and of the others those on either side of each change in their build.
SMALL = (*range(1, 11), 20, 26, 27, 40)


@pytest.mark.parametrize("version", SMALL)
def test_every_module_is_that_of_segno(scripts: Scripts, version: int) -> None:
    """The longest and the shortest text of a version."""
    compare(scripts, version, texts_for(version)[:2])


@pytest.mark.deep
@pytest.mark.parametrize("version", range(1, 41))
def test_every_module_of_many_texts_is_that_of_segno(scripts: Scripts, version: int) -> None:
    compare(scripts, version, texts_for(version))


def compare(scripts: Scripts, version: int, texts: list[str]) -> None:
    made = scripts.evaluate(ROWS, texts)
    differing = [text for text, rows in zip(texts, made, strict=True) if rows != segno_rows(text)]
    assert differing == []
    assert {len(rows) for rows in made[:2]} == {17 + 4 * version}


def test_every_mask_is_chosen_at_times(scripts: Scripts) -> None:
    chance = random.Random(1)
    texts = [link(chance, chance.randint(14, 180)) for _ in range(30)] + [str(at) * 9 for at in range(30)]
    made = scripts.evaluate(ROWS, texts)
    assert made == [segno_rows(text) for text in texts]
    # The three bits of the mask, as they stand in the corner under a mask of their own.
    masks = {"".join(rows[8][column] for column in (2, 3, 4)) for rows in made}
    assert len(masks) == 8


def test_what_is_too_long_has_no_code(page: Page) -> None:
    most = HOLDS[-1]
    told = page.evaluate(
        "texts => texts.map(text => [qr(text), qrSvg(text)].map(made => made === null))",
        ["a" * most, "a" * (most + 1), "é" * (most // 2 + 1), "a" * 100_000],
    )
    assert told == [[False, False], [True, True], [True, True], [True, True]]


def test_half_a_letter_does_not_throw(page: Page) -> None:
    assert page.evaluate("qr('\\ud800').size") == 21


@pytest.mark.parametrize(
    ("ground", "size"),
    sampled(product(("white", "black"), (40, 200, 300, 600, 1000)), {("white", 1000), ("black", 40), ("white", 300)}),
)
def test_a_reader_reads_it_from_the_page(page: Page, size: int, ground: str) -> None:
    text = link(random.Random(size), size)
    page.evaluate(
        """([text, ground]) => {
          const article = document.querySelector('article');
          article.style.background = ground;
          article.replaceChildren(qrSvg(text));
        }""",
        [text, ground],
    )
    made = page.get_by_role("img", name="QR code of this link")
    picture = Image.open(io.BytesIO(made.screenshot())).convert("L")
    assert [(code.text, code.format.name) for code in zxingcpp.read_barcodes(picture)] == [(text, "QRCode")]
    assert picture.getpixel((4, 4)) == 255


def test_it_is_large_enough_on_paper(page: Page) -> None:
    for size in (14, 300, 600, 2331):
        text = link(random.Random(size), size)
        side = page.evaluate("text => qr(text).size", text) + 8
        read = "text => ['viewBox', 'width', 'height'].map(name => qrSvg(text).getAttribute(name))"
        box, width, height = page.evaluate(read, text)
        assert box == f"0 0 {side} {side}"
        assert width == height
        assert 0.5 * side <= float(width.removesuffix("mm")) <= 120


def test_the_module_is_small_and_safe(site: Path) -> None:
    script = (site / "assets/javascripts/plan/qr.js").read_bytes()
    assert len(gzip.compress(script, 9)) <= 4 * 1024
    assert not re.search(rb"innerHTML|insertAdjacent|eval|setAttribute\(.style|console|import ", script)
    assert set(re.findall(rb"https?:[^\"]*", script)) == {b"http://www.w3.org/2000/svg"}
