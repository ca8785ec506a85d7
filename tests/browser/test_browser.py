"""The site in a real browser: for everyone, at every size, with and without JavaScript."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import tabs
from accessibility import FEW, SMALL, TOUCHING, complaints, complaints_in_both_schemes
from built import built_pages
from conftest import sampled
from exercise_library.pages.catalogue_pages import pages
from exercise_library.view.build import build_view
from library import most_entries, our_library
from playwright.sync_api import Browser, Page, ViewportSize, expect

ROOT = Path(__file__).resolve().parents[2]
LIBRARY = our_library()
DOCS = (
    "about/",
    "clinics/",
    "contribute/",
    "contribute/style/",
    "contribute/data/",
    "contribute/architecture/",
    "contribute/dependencies/",
    "contribute/publish/",
    "contribute/api/",
    "contribute/fields/",
    "contribute/figures/",
    "contribute/plans/",
    "contribute/measurements/",
)
# Handouts and the tools have tests of their own for all states that they can be in.
ALL = [page.url for page in pages(build_view(LIBRARY))] + [*DOCS, "404.html"]
LONGEST = most_entries(LIBRARY)
FIRST = next(iter(LIBRARY.programs))
# One page of each kind, and the ones that are hardest: most entries, three forms, most text.
SOME = (
    "",
    "programs/",
    f"programs/{FIRST}/",
    f"programs/{LONGEST}/",
    "exercises/",
    "exercises/by-region/",
    "exercises/bridge/",
    "exercises/supine-head-press/",
    f"handouts/{FIRST}/",
    f"handouts/{LONGEST}/",
    "prescribe/",
    "plan/",
    "practice/",
    "diary/",
    "sources/",
    "about/",
    "contribute/data/",
    "contribute/style/",
    "404.html",
)
# One page of each kind, as axe sees it: the others of a kind have the same markup.
KINDS = (
    "",
    "programs/",
    f"programs/{FIRST}/",
    "exercises/",
    "exercises/by-region/",
    "exercises/bridge/",
    "sources/",
    "contribute/style/",
    "404.html",
)


@pytest.fixture(scope="module")
def window(browser: Browser) -> Iterator[Page]:
    """A tab to be made as large as a test wants it."""
    with tabs.opened(browser, reduced_motion="reduce") as opened:
        yield opened


TABLET: ViewportSize = {"width": 768, "height": 900}
# Those that have, between them, all colors of text that any of them has.
DARK = (f"programs/{FIRST}/", "exercises/bridge/")


@pytest.mark.parametrize(
    ("color", "size", "too_little"), [("#666", 16, True), ("#595959", 16, False), ("#777", 30, True)]
)
def test_axe_finds_text_of_less_contrast_than_seven(window: Page, color: str, size: int, too_little: bool) -> None:
    # The policy of a page that is shown would hold for this text, too, and keep its style out.
    window.goto("about:blank")
    text = f"<h1>Title</h1><p style='color: {color}; font-size: {size}px'>Text</p>"
    window.set_content(f"<html lang=en><title>Title</title><main>{text}</main></html>")
    assert [it.partition(":")[0] for it in complaints(window)] == ["color-contrast"] * too_little


@pytest.mark.deep
@pytest.mark.parametrize("url", ALL)
def test_axe_finds_nothing_on_a_whole_page(window: Page, address: str, url: str) -> None:
    window.set_viewport_size(TABLET)
    window.goto(address + url)
    assert complaints_in_both_schemes(window) == []


WIDEST = "Math.max(...[...document.querySelectorAll('.md-content p, .md-content li')].map((e) => e.clientWidth))"


@pytest.mark.parametrize("url", sampled(SOME, {*KINDS, f"handouts/{FIRST}/"}))
def test_it_fits_every_window_is_easy_to_hit_and_axe_finds_nothing(window: Page, address: str, url: str) -> None:
    """One visit, in which nothing moves by itself either: the tab asks for less motion."""
    window.set_viewport_size({"width": 320, "height": 800})
    window.goto(address + url)
    # What says that a tool does not come waits for it, and goes with it.
    window.wait_for_function("document.getAnimations().length === 0")
    assert window.evaluate("getComputedStyle(document.documentElement).scrollBehavior") == "auto"
    for width in (320, 360, 768, 1280):
        window.set_viewport_size({"width": width, "height": 800})
        assert window.evaluate("document.documentElement.scrollWidth") <= width
        if width in (360, 1280) and not url.startswith(("contribute/", "sources/")):
            assert window.evaluate(SMALL) == []
        assert window.evaluate(TOUCHING) == []
    assert window.evaluate("parseFloat(getComputedStyle(document.body).fontSize)") >= 19
    if url in {"", f"programs/{FIRST}/", "exercises/bridge/", "plan/"}:
        assert window.evaluate(WIDEST) <= 80 * 19 * 0.55
    # A reader's own font size of 32 px on a window of 640 px is a zoom of 200 % on one of 1280 px and smaller.
    window.set_viewport_size({"width": 640, "height": 800})
    window.evaluate("document.documentElement.style.fontSize = '200%'")
    assert window.evaluate("document.documentElement.scrollWidth") <= 640
    first = "document.querySelector('.md-content p, .md-content li')"
    assert window.evaluate(f"parseFloat(getComputedStyle({first}).fontSize)") >= 34
    if url in KINDS:
        window.evaluate("document.documentElement.style.fontSize = ''")
        window.set_viewport_size(TABLET)
        window.wait_for_selector(".entry[data-folded]", state="detached")
        window.evaluate(FEW)
        assert (complaints_in_both_schemes if url in DARK else complaints)(window) == []


@pytest.mark.parametrize(
    ("url", "width"),
    sampled(
        [
            (url, width)
            for width in (360, 1280)
            for url in ("", "exercises/", "exercises/bridge/", f"programs/{FIRST}/")
        ],
        {("", 360), ("exercises/bridge/", 1280)},
    ),
)
def test_the_keyboard_reaches_everything_and_gets_away(page: Page, address: str, url: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(address + url)
    wanted = page.evaluate("""() => {
      const found = [...document.querySelectorAll("a[href], button, input, select, summary, [tabindex='0']")]
        .filter((e) => e.checkVisibility() && !(e.type === "radio" && !e.checked));
      found.forEach((e, i) => e.dataset.walk = i);
      return found.length;
    }""")
    reached = set()
    for _ in range(wanted + 3):
        page.keyboard.press("Tab")
        here, visible, html = page.evaluate("""() => {
          const here = document.activeElement;
          return [here.dataset.walk ?? null, here === document.body || here.checkVisibility(),
            here.outerHTML.slice(0, 120)];
        }""")
        assert visible, html
        if here is not None:
            reached.add(int(here))
    assert reached == set(range(wanted))


def test_search_opens_closes_and_leads_to_the_first_result_by_keyboard(page: Page, address: str) -> None:
    page.set_viewport_size({"width": 360, "height": 800})
    page.goto(f"{address}exercises/bridge/")
    page.focus(".search-open")
    page.keyboard.press("Enter")
    page.wait_for_function("document.activeElement.id === 'query'")
    page.keyboard.type("cat")
    page.wait_for_selector(".search-results a")
    page.keyboard.press("ArrowDown")
    page.wait_for_function("!!document.activeElement.closest('.search-results')")
    page.keyboard.press("Escape")
    page.wait_for_function("document.activeElement.classList.contains('search-open')")
    assert not page.is_visible("dialog.search")
    page.keyboard.press("Enter")
    page.fill("#query", "pushup")
    # What was found for the word before may still stand there.
    expect(page.locator(".search-results a").first).to_contain_text("Push-up")
    page.keyboard.press("Enter")
    page.wait_for_url(f"{address}exercises/push-up/")


def test_the_first_tab_stop_skips_to_the_content(page: Page, address: str) -> None:
    page.goto(f"{address}exercises/bridge/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.matches('.md-skip') && document.activeElement.checkVisibility()")
    target = page.evaluate("document.activeElement.hash.slice(1)")
    assert page.evaluate(f"!!document.getElementById({target!r})")


@pytest.mark.parametrize("url", sampled(SOME, {*KINDS, "exercises/supine-head-press/", f"handouts/{FIRST}/", "plan/"}))
def test_without_javascript_everything_is_there(plain: Page, site: Path, address: str, url: str) -> None:
    plain.set_viewport_size({"width": 360, "height": 800})
    plain.goto(address + url)
    assert plain.locator(":is(.search-open, .find-how, .scheme, #search):visible").count() == 0
    if url in built_pages(site):
        shown = re.sub(r"\s+", " ", plain.inner_text("article.md-content__inner"))
        # What is hidden is for a script, and the diary for paper only; each is tested with its tool.
        for heading in built_pages(site)[url].article.css(":is(h2, h3):not([hidden] *, [id=diary])"):
            assert " ".join(heading.text().split()) in shown


def test_the_color_scheme_follows_the_device_until_one_is_chosen(browser: Browser, address: str) -> None:
    ground = "getComputedStyle(document.body).backgroundColor"
    with tabs.profile(browser, color_scheme="dark") as context:
        page = context.new_page()
        page.goto(address)
        dark = page.evaluate(ground)
        assert page.evaluate("localStorage.length + sessionStorage.length + document.cookie.length") == 0
        page.check(".scheme input[value=light]")
        light = page.evaluate(ground)
        assert light != dark
        page.goto(f"{address}exercises/bridge/")
        assert page.evaluate(ground) == light
        page.check(".scheme input[value='']")
        assert page.evaluate(ground) == dark
        assert page.evaluate("localStorage.length") == 0


def test_the_policy_holds_and_nothing_is_asked_of_others(browser: Browser, site: Path, address: str) -> None:
    """Search, filters and the color scheme in use, under each page's own policy. Tests of the tools tell of theirs: a
    request that the policy holds back is told in the console.
    """
    for url, built in built_pages(site).items():
        policy = re.search(r'http-equiv="Content-Security-Policy"\s+content="([^"]*)"', built.html)
        assert policy and "default-src 'none'" in policy[1] and "unsafe" not in policy[1], url
    asked: list[str] = []
    with tabs.opened(browser) as opened, tabs.lent(opened) as page:
        page.on("request", lambda request: asked.append(request.url))
        page.goto(f"{address}exercises/bridge/")
        page.goto(f"{address}exercises/?position=prone")
        page.wait_for_selector(".cards .card:visible")
        page.check(".scheme input[value=dark]")
        page.click(".search-open")
        page.keyboard.type("bridge")
        page.wait_for_selector(".search-results li")
        page.click(".search-close")
    host = address.split("/care/", maxsplit=1)[0]
    assert asked and all(url.startswith((f"{host}/", "data:")) for url in asked)


def test_a_script_that_is_slipped_in_is_not_run(window: Page, address: str) -> None:
    window.goto(f"{address}exercises/bridge/")
    window.evaluate(
        """() => {
          const script = document.createElement("script");
          script.textContent = "window.slipped = 1";
          document.body.append(script);
        }"""
    )
    assert window.evaluate("window.slipped ?? null") is None
