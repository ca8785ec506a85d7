"""The site in long words that are written from right to left, in a real browser; and the hint for who reads another."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import tabs
from accessibility import complaints, complaints_in_both_schemes
from conftest import Factory, sampled, served
from made_up import LANGUAGE
from playwright.sync_api import Browser, Page, expect
from test_translated import spoken_site

PAGES = ("", "programs/", "programs/bone-health/", "exercises/", "exercises/wall-push-up/", "exercises/by-region/",
         "handouts/low-back-pain/", "plan/", "prescribe/", "practice/", "diary/", "sources/", "offline/")  # fmt: skip
# Those with the most beside each other.
SAMPLE = ("", "programs/bone-health/", "exercises/", "exercises/wall-push-up/", "prescribe/", "practice/", "diary/")
WITH_STEPS = "exercises/wall-push-up/"
# Those that axe looks at each time, and those that it looks at besides.
AXE = (WITH_STEPS, "prescribe/")
AXE_LATER = ("", "programs/bone-health/")


CUT = """() => [...document.querySelectorAll("main *")]
  .filter((one) => one.checkVisibility() && one.getBoundingClientRect().left < -1 && !one.closest("svg, table"))
  .map((one) => one.outerHTML.slice(0, 90))"""


@pytest.fixture(scope="module")
def there(tmp_path_factory: Factory) -> Iterator[str]:
    with served(spoken_site(tmp_path_factory)) as found:
        yield found


@pytest.mark.parametrize("url", sampled(PAGES, SAMPLE))
def test_long_words_from_right_to_left_fit_a_narrow_window_and_axe_finds_no_fault_in_a_wide_one(
    page: Page, there: str, url: str
) -> None:
    page.set_viewport_size({"width": 320, "height": 640})
    page.goto(f"{there}{LANGUAGE}/{url}")
    assert page.evaluate("getComputedStyle(document.body).direction") == "rtl"
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    # What is wider than its place is cut off on the left, and nothing may be.
    cut = page.evaluate(CUT)
    assert cut == []
    if url in AXE:
        page.set_viewport_size({"width": 1280, "height": 720})
        # Its colors are those of the page in English.
        assert complaints(page) == []
    if url == WITH_STEPS:
        # The numbers of steps stand on the right.
        step = page.locator(".steps > li").first
        box = step.bounding_box()
        assert box and step.evaluate("(one) => parseFloat(getComputedStyle(one).paddingRight)") > 40
        assert step.evaluate("(one) => getComputedStyle(one, '::before').right") == "0px"


@pytest.mark.deep
@pytest.mark.parametrize("url", AXE_LATER)
def test_axe_finds_no_fault_on_others_either(page: Page, there: str, url: str) -> None:
    page.goto(f"{there}{LANGUAGE}/{url}")
    assert complaints(page) == []


def test_a_page_whose_text_changed_leads_to_the_same_place_in_english(page: Page, there: str) -> None:
    page.goto(f"{there}es/exercises/bridge/#steps")
    page.locator("main a.button").click()
    expect(page).to_have_url(f"{there}exercises/bridge/#steps")


# --- the hint --------------------------------------------------------------------------------------------------------


@pytest.fixture
def spanish(browser: Browser) -> Iterator[Page]:
    with tabs.opened(browser, locale="es-MX") as tab, tabs.lent(tab) as lent:
        yield lent


def test_who_reads_spanish_is_told_once_and_led_nowhere(spanish: Page, address: str) -> None:
    spanish.goto(f"{address}exercises/bridge/#steps")
    hint = spanish.locator(".language-hint")
    expect(hint).to_have_attribute("lang", "es")
    expect(hint.locator("a")).to_have_text("Esta página también está en español.")
    assert spanish.url == f"{address}exercises/bridge/#steps"
    assert complaints_in_both_schemes(spanish, ".language-hint") == []
    hint.locator("button").click()
    expect(hint).to_have_count(0)
    spanish.goto(f"{address}programs/")
    expect(spanish.locator(".language-hint")).to_have_count(0)
    spanish.goto(f"{address}es/")
    expect(spanish.locator(".language-hint")).to_have_count(0)


def test_the_hint_leads_to_the_same_place_and_comes_no_more(spanish: Page, address: str) -> None:
    spanish.goto(f"{address}exercises/bridge/#steps")
    spanish.locator(".language-hint a").click()
    expect(spanish).to_have_url(f"{address}es/exercises/bridge/#steps")
    spanish.goto(f"{address}about/")
    expect(spanish.locator(".language-hint")).to_have_count(0)


@pytest.mark.parametrize("locale", sampled(["en-US", "fr-FR"], ["fr-FR"]))
def test_nobody_else_is_told_of_it(browser: Browser, address: str, locale: str) -> None:
    with tabs.opened(browser, locale=locale) as tab:
        tab.goto(f"{address}exercises/bridge/")
        assert tab.locator(".language-hint").count() == 0
        assert Path(tab.url).name == "bridge"
