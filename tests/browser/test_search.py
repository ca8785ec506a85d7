"""The search, in a real browser."""

import gzip
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import tabs
from accessibility import complaints_in_both_schemes
from conftest import sampled
from exercise_library.view import urls
from library import our_library
from playwright.sync_api import Browser, Page, Request, expect

LIBRARY = our_library()


@pytest.fixture(scope="module")
def told() -> list[str]:
    """What the browser complains of meanwhile."""
    return []


@pytest.fixture(scope="module")
def asked() -> list[list[str]]:
    """What is fetched before the search is opened, and what then."""
    return [[], []]


@pytest.fixture(scope="module")
def opened(browser: Browser, address: str, told: list[str], asked: list[list[str]]) -> Iterator[Page]:
    """A page with its search open, at an address with a place in it."""
    before, then = asked
    with tabs.opened(browser, viewport={"width": 360, "height": 800}) as page:
        page.on("console", lambda message: told.append(message.text))
        page.on("pageerror", lambda error: told.append(str(error)))
        with listened(page, before, address):
            page.goto(f"{address}programs/low-back-pain/#get-help", wait_until="networkidle")
        with listened(page, then, address):
            page.click(".search-open")
            expect(page.locator(".search-said")).not_to_be_empty()
        yield page


@contextmanager
def listened(page: Page, asked: list[str], address: str) -> Iterator[None]:
    """Note what a page asks for meanwhile."""

    def note(request: Request) -> None:
        asked.append(request.url.removeprefix(address))

    page.on("request", note)
    yield
    page.remove_listener("request", note)


RESULTS = "() => [...document.querySelectorAll('.search-results a')].map((link) => link.href)"
LISTED = """() => [...document.querySelectorAll('.cards > .card')].filter((card) => card.checkVisibility())
  .map((card) => card.querySelector('a').href)"""
OFFERED = "() => [...document.querySelectorAll('#matches li')].map((option) => option.dataset.code)"
# A slip, a limit and a sentence; and more of each.
SAME = {
    "some": ("brige", "no floor", "the backs of my legs feel tight"),
    "more": (
        "bridge", "press-ups", "push-ups", "curl-ups", "side lying", "on my back", "toes", "herniated disk",
        "exercises to do in my armchair", "my calves cramp at night",
    ),
}  # fmt: skip


@pytest.mark.parametrize("words", sampled(SAME, ["some"]))
def test_all_three_fields_give_the_same_exercises_in_the_same_order(browser: Browser, address: str, words: str) -> None:
    exercise_of = {entry.code: entry.exercise for it in LIBRARY.programs.values() for entry in it.entries}
    with tabs.profile(browser) as context:
        page, tool = context.new_page(), context.new_page()
        page.goto(f"{address}exercises/")
        tool.goto(f"{address}prescribe/")
        for text in SAME[words]:
            page.get_by_label("Type a word").fill(text)
            page.get_by_label("Type a word").press("Enter")
            page.wait_for_url(lambda url: "word=" in url)
            page.click(".search-open")
            page.fill("#query", text)
            page.wait_for_selector(".search-results li, .search-line")
            found = [url.removeprefix(address) for url in page.evaluate(RESULTS)]
            page.click(".search-close")
            wanted = [url for url in found if url.startswith("exercises/")]
            expect(page.locator(".find-count")).to_have_text(f"{len(wanted)} of {len(LIBRARY.exercises)} exercises")
            assert [url.removeprefix(address) for url in page.evaluate(LISTED)] == wanted, text
            tool.locator("#add").fill(text)
            if wanted:
                expect(tool.locator("#matches li").first).to_be_visible()
            offered = list(dict.fromkeys(urls.exercise(exercise_of[code]) for code in tool.evaluate(OFFERED)))
            assert offered == wanted[: len(offered)] and bool(offered) == bool(wanted), text


def test_a_result_begins_with_its_name_and_has_a_picture(opened: Page) -> None:
    opened.fill("#query", "double leg lift")
    first = opened.locator(".search-results li").first
    exercise = LIBRARY.exercises["double-leg-lift"]
    expect(first).to_contain_text(exercise.name)
    expect(first).to_contain_text(exercise.summary)
    expect(first).to_contain_text("Only if your clinic gave it to you")
    expect(first.locator("svg[aria-hidden] use")).to_have_count(1)


def test_help_stands_above_all_results_and_names_the_sign(opened: Page) -> None:
    opened.fill("#query", "cant pee since my back hurts")
    expect(opened.locator(".search-help")).to_contain_text("Trouble passing urine")
    expect(opened.locator(".search-help")).to_contain_text(LIBRARY.get_help.urgent.heading)
    assert opened.evaluate("document.querySelector('dialog.search a').textContent") == LIBRARY.get_help.title
    # Who may need help is not led away from it: what was found is one tap away.
    expect(opened.locator(".search-results a, .search-line")).to_have_count(0)
    expect(opened.locator("[data-part=search-said]")).to_have_text("")
    # Past the way to help and the numbers to call.
    opened.locator("#query").press("ArrowDown")
    for _ in range(opened.locator(".search-help a").count()):
        opened.keyboard.press("ArrowDown")
    opened.keyboard.press("Enter")
    expect(opened.locator(".search-results a").first).to_be_focused()
    expect(opened.locator("[data-part=search-said]")).to_contain_text("result")
    expect(opened.locator(".search-help")).to_be_visible()
    opened.fill("#query", "bridge")
    expect(opened.locator(".search-help")).to_have_count(0)
    expect(opened.locator(".search-results a").first).to_be_visible()


PAIN = [("", "chest pain"), ("es/", "dolor en el pecho")]


@pytest.mark.parametrize(("folder", "typed"), sampled(PAIN, PAIN[:1]))
def test_the_number_to_call_is_in_the_box_and_on_the_screen_that_it_leads_to(
    page: Page, address: str, folder: str, typed: str
) -> None:
    numbers = ["911", "999", "112"]
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(f"{address}{folder}about/")
    page.click(".search-open")
    page.fill("#query", typed)
    calls = page.locator(".search-help a[href^='tel:']")
    expect(calls).to_have_text(numbers)
    assert [it.get_attribute("href") for it in calls.all()] == [f"tel:{number}" for number in numbers]
    page.locator(".search-help-link a").click()
    page.wait_for_url("**/#emergency")
    expect(page.locator("#emergency .who-to-call", has_text="911")).to_be_in_viewport(ratio=1)


def test_notes_are_whole_sentences(opened: Page) -> None:
    above = opened.locator(".search-above")
    for text, note in {
        "brige": "Showing “bridge”. We have nothing called “brige”.",
        "diabetes and a stiff neck": "Nothing here about “diabetes”. These match “stiff” and “neck”.",
        "plank": "Nothing here about “plank”.",
        "core exercises no floor": "Only what fits “no floor” is shown.",
        "can't bend my knee": "We did not understand “cant bend my knee”. Nothing is left out because of it.",
    }.items():
        opened.fill("#query", text)
        expect(above).to_contain_text(note)
    opened.fill("#query", "sciatica")
    expect(above).to_contain_text("Ask your clinician which exercises suit you. See Low back pain.")


def test_ways_on_are_a_list_where_there_are_several(opened: Page) -> None:
    opened.fill("#query", "when should I stop")
    ways = opened.locator(".search-above ul a")
    expect(ways).to_have_count(5)
    assert "See" not in opened.locator(".search-above").inner_text()
    assert all("#when-to-stop" in str(way.get_attribute("href")) for way in ways.all())


def test_axe_finds_nothing_in_what_it_says(opened: Page) -> None:
    """Help, a condition, a limit and a correction above results, in both schemes."""
    for text, shown in {
        "numb between my legs": ".search-help",
        "sciatica": ".search-line",
        "brige in bed": ".search-note",
    }.items():
        opened.fill("#query", text)
        expect(opened.locator(shown).first).to_be_visible()
        assert complaints_in_both_schemes(opened, "dialog.search") == [], text


def test_when_nothing_is_found_it_says_what_to_try(opened: Page) -> None:
    for text in ("zzzzzz", "???", "<img src='/'>"):
        opened.fill("#query", text)
        expect(opened.locator(".search-said")).to_contain_text("Nothing found. Try another word")
        expect(opened.locator(".search-above p").last).to_have_text(f"Not well? {LIBRARY.get_help.title}")
        assert str(opened.locator(".search-above a").last.get_attribute("href")).endswith("#emergency")
        assert not opened.query_selector("dialog.search img")


def test_a_note_without_results_leads_to_the_help_too(opened: Page) -> None:
    opened.fill("#query", "heart pills")
    expect(opened.locator(".search-above p").last).to_have_text(f"Not well? {LIBRARY.get_help.title}")
    opened.fill("#query", "bridge")
    expect(opened.locator(".search-above a")).to_have_count(0)


def test_words_of_another_language_lead_to_its_search_with_what_was_typed(page: Page, address: str) -> None:
    page.goto(f"{address}about/")
    page.click(".search-open")
    page.fill("#query", "me duele la espalda")
    offer = page.locator(".search-above a[lang|=es]")
    expect(offer).to_have_text("Buscar en español")
    offer.click()
    # A host does not receive what was typed, and nothing of it stays in the address.
    page.wait_for_url(f"{address}es/")
    expect(page.locator("dialog.search")).to_be_visible()
    expect(page.locator("#query")).to_have_value("me duele la espalda")
    expect(page.locator(".search-results a").first).to_be_visible()
    # Help comes in the language of the page, whatever the language it is asked for in.
    page.fill("#query", "chest pain")
    expect(page.locator(".search-help")).to_contain_text("Dolor en el pecho")
    expect(page.locator(".search-above a[lang|=en]")).to_have_text("Search in English")


def test_clear_and_close_stand_on_the_fields_line(opened: Page) -> None:
    boxes = [opened.locator(it).bounding_box() for it in ("#query", ".search-clear", ".search-close")]
    assert all(box and box["height"] >= 44 and box["width"] >= 44 for box in boxes)
    assert len({round(box["y"] + box["height"] / 2) for box in boxes if box}) == 1
    assert opened.evaluate("document.querySelector('dialog.search').scrollWidth") <= 360
    opened.fill("#query", "bridge")
    opened.click(".search-clear")
    expect(opened.locator("#query")).to_have_value("")
    expect(opened.locator("#query")).to_be_focused()
    expect(opened.locator(".search-results li")).to_have_count(0)


@pytest.mark.usefixtures("opened")
def test_nothing_is_fetched_for_the_search_before_it_is_opened(site: Path, asked: list[list[str]]) -> None:
    before, then = asked
    assert before and not [url for url in before if "search.json" in url or "bundle" in url or "lunr" in url]
    assert [url for url in then if "search.json" in url] == ["assets/search.json"]
    # Who needs help is understood in each language of the site.
    assert {f"assets/javascripts/search/{it}.js" for it in ("english", "spanish")} <= set(then)
    assert sum(len(gzip.compress((site / url).read_bytes(), mtime=0)) for url in then) <= 60 * 1024


def test_it_says_so_when_the_index_cannot_be_fetched(lacking: Page, address: str) -> None:
    lacking.route("**/search.json", lambda route: route.abort())
    lacking.goto(f"{address}about/")
    lacking.click(".search-open")
    expect(lacking.locator(".search-said")).to_contain_text("could not be loaded")
    lacking.unroute("**/search.json")
    lacking.keyboard.type("bridge")
    expect(lacking.locator(".search-results li").first).to_be_visible()


def test_the_browser_has_nothing_to_complain_of(opened: Page, told: list[str]) -> None:
    assert opened.is_visible("dialog.search")
    assert [text for text in told if "Service Worker" not in text] == []
