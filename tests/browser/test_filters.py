"""The list of all exercises, narrowed in a real browser."""

import functools
import gzip
import re
from collections.abc import Callable, Iterator
from datetime import datetime
from itertools import product
from pathlib import Path
from urllib.parse import quote

import pytest
import tabs
from conftest import SITE_URL, sampled
from exercise_library.catalogue.catalogue import Catalogue
from exercise_library.catalogue.model import Exercise
from library import our_library
from playwright.sync_api import Browser, Page, expect
from rank import answers

ROOT = Path(__file__).resolve().parents[2]
LIBRARY = our_library()
ALL = set(LIBRARY.exercises)

# Each select: its name in the address, its label, and its vocabulary, which is a key of an exercise too.
SELECTS = (
    ("position", "Position", "positions"),
    ("region", "Part of the body", "regions"),
    ("aim", "Aim", "aims"),
    ("equipment", "What you need", "equipment"),
)
SHOWN = """() => [...document.querySelectorAll('.cards > .card')].filter(card => card.checkVisibility())
  .map(card => card.querySelector('a').getAttribute('href').replace('/', ''))"""


@pytest.fixture
def hub(address: str) -> str:
    return f"{address}exercises/"


@pytest.fixture
def timed(browser: Browser) -> Iterator[Page]:
    """A tab of its own, whose clock we turn."""
    with tabs.opened(browser) as opened, tabs.lent(opened) as lent:
        lent.clock.install(time=datetime(2030, 1, 1))
        yield lent


def shown(page: Page) -> list[str]:
    """Return the slugs of the cards that can be seen, in order."""
    return [str(slug) for slug in page.evaluate(SHOWN)]


def count(page: Page, number: int) -> None:
    """Wait until the page says that there are so many."""
    expect(page.get_by_role("status").filter(has_text="exercises")).to_have_text(f"{number} of {len(ALL)} exercises")


def narrow(page: Page) -> None:
    """Open the lists to choose from, if they are not."""
    if not page.locator(".find-lists").is_visible():
        page.get_by_text("Narrow", exact=True).click()


def choose(page: Page, label: str, value: str) -> None:
    """Choose from a list of the form."""
    narrow(page)
    page.get_by_label(label, exact=True).select_option(value)


def those(fits: Callable[[Exercise], bool]) -> set[str]:
    return {slug for slug, exercise in LIBRARY.exercises.items() if fits(exercise)}


def having(key: str, word: str) -> set[str]:
    """Return the exercises that have a word of a vocabulary, themselves or in a variant, or that it suits."""
    terms = LIBRARY.vocabulary.get(key, {})
    return set(terms[word].suits if word in terms else ()) | those(
        lambda it: any(word in getattr(part, key, ()) for part in (it, *it.variants))
    )


def in_program(slug: str) -> set[str]:
    return {entry.exercise for entry in LIBRARY.programs[slug].entries}


# All that is typed here, so that the search is asked once.
HOSTILE = ('"><img src=x onerror=alert(1)><script>alert(1)</script>javascript:alert(1)', "%\\(.*)+$" + "é" * 1000)
TYPED = ("arm", "bri", "no floor", "arm & leg", "zz", "elbow", "bridge", "leg", *HOSTILE)


@functools.cache
def found() -> dict[str, list[str]]:
    return {
        text: [url.split("/")[1] for url in answer.exercises]
        for text, answer in zip(TYPED, answers(TYPED), strict=True)
    }


def finding(text: str) -> list[str]:
    """Return the exercises that the search finds, the best first."""
    return found()[text]


@pytest.mark.parametrize("every", sampled([False, True], [False]), ids=lambda every: "every" if every else "some")
def test_each_choice_shows_what_the_catalogue_says(page: Page, hub: str, every: bool) -> None:
    """Without one, all in order. Of each list all choices are told, and one is made."""
    page.goto(hub)
    count(page, len(ALL))
    assert shown(page) == list(LIBRARY.exercises)
    expect(page.get_by_role("form", name="Make the list shorter")).to_be_visible()
    assert page.evaluate("document.activeElement === document.body")
    for name, label, vocabulary in SELECTS:
        choose_from(page, (name, label, vocabulary), every)
        assert page.url.partition("?")[0] == hub


def choose_from(page: Page, list_: tuple[str, str, str], every: bool) -> None:
    name, label, vocabulary = list_
    select = page.get_by_label(label, exact=True)
    narrow(page)
    told = select.evaluate("list => [...list.options].map(option => [option.value, option.text])")
    terms = LIBRARY.vocabulary[vocabulary].items()
    assert told == [["", "Any"], *([slug, term.name] for slug, term in terms if having(vocabulary, slug))]
    choices = [(slug, term.name, wanted) for slug, term in terms if (wanted := having(vocabulary, slug))]
    for slug, choice, wanted in choices if every else choices[-1:]:
        select.select_option(choice)
        count(page, len(wanted))
        assert shown(page) == [each for each in LIBRARY.exercises if each in wanted], slug
        assert page.url.partition("?")[2] == f"{name}={slug}"
    select.select_option("")


@pytest.mark.parametrize("slug", sampled(LIBRARY.programs, {next(iter(LIBRARY.programs))}))
def test_a_link_can_show_one_program(page: Page, hub: str, slug: str) -> None:
    page.goto(f"{hub}?program={slug}")
    count(page, len(in_program(slug)))
    assert set(shown(page)) == in_program(slug)
    expect(page.get_by_label("Program", exact=True)).to_have_value(slug)
    assert (
        page.get_by_label("Program", exact=True).locator("option:checked").inner_text() == LIBRARY.programs[slug].name
    )
    # What a phone's Share hands on.
    expect(page.locator("link[rel=canonical]")).to_have_attribute("href", f"{SITE_URL}exercises/?program={slug}")


def narrowing(word: str) -> tuple[str, str, str]:
    """Return a position, an aim and a program that some exercises have together, of which a word finds a part."""
    found = set(finding(word))
    return next(
        (position, aim, program)
        for position, aim, program in product(
            LIBRARY.vocabulary["positions"], LIBRARY.vocabulary["aims"], LIBRARY.programs
        )
        if found & (wanted := having("positions", position) & having("aims", aim) & in_program(program))
        and wanted - found
    )


def test_choices_and_words_add_up(page: Page, hub: str) -> None:
    page.goto(hub)
    position, aim, program = narrowing("arm")
    choose(page, "Position", position)
    choose(page, "Aim", aim)
    choose(page, "Program", program)
    wanted = having("positions", position) & having("aims", aim) & in_program(program)
    assert set(shown(page)) == wanted
    narrower = [slug for slug in finding("arm") if slug in wanted]
    page.get_by_label("Type a word").fill("arm")
    count(page, len(narrower))
    assert shown(page) == narrower


def test_what_is_typed_shows_what_the_search_finds_the_best_first_below_help_and_notes(page: Page, hub: str) -> None:
    """That it is what the other two fields find, tests/browser/test_search.py tells."""
    page.goto(hub)
    for text in ("bri", "no floor"):
        page.get_by_label("Type a word").fill(text)
        wanted = finding(text)
        count(page, len(wanted))
        assert shown(page) == wanted, text
    told = page.locator("[data-part=told]")
    page.get_by_label("Type a word").fill("numb between my legs")
    expect(told.get_by_role("link", name=LIBRARY.get_help.title)).to_be_visible()
    page.get_by_label("Type a word").fill("brige")
    expect(told).to_have_text("Showing “bridge”. We have nothing called “brige”.")
    page.get_by_label("Type a word").fill("")
    expect(told).to_be_empty()
    count(page, len(ALL))
    assert shown(page) == list(LIBRARY.exercises)


def test_a_list_without_the_search_says_so_and_still_narrows(lacking: Page, hub: str) -> None:
    lacking.route("**/search.json", lambda route: route.abort())
    lacking.goto(hub)
    lacking.get_by_label("Type a word").fill("bridge")
    expect(lacking.locator("[data-part=told]")).to_contain_text("could not be loaded")
    lacking.get_by_label("Type a word").fill("")
    choose(lacking, "Position", "prone")
    count(lacking, len(having("positions", "prone")))


def test_what_is_chosen_stands_in_the_address(page: Page, hub: str) -> None:
    page.goto(f"{hub}?h=other#footer")
    choose(page, "Position", "prone")
    page.get_by_label("Type a word").fill("arm & leg")
    page.get_by_label("Type a word").press("Enter")
    count(page, len(having("positions", "prone") & set(finding("arm & leg"))))
    assert page.url == f"{hub}?h=other&position=prone&word=arm+%26+leg#footer"
    found = shown(page)
    page.reload()
    count(page, len(found))
    assert shown(page) == found
    expect(page.get_by_label("Type a word")).to_have_value("arm & leg")
    page.get_by_role("button", name="Show all", exact=True).click()
    count(page, len(ALL))
    assert page.url == f"{hub}?h=other#footer"
    expect(page.get_by_label("Type a word")).to_have_value("")


def test_going_back_and_forward_shows_what_was_chosen(page: Page, hub: str) -> None:
    page.goto(hub)
    prone, stretch = having("positions", "prone"), having("aims", "stretch")
    choose(page, "Position", "prone")
    choose(page, "Aim", "stretch")
    for text in ("zz", "elbow"):
        page.get_by_label("Type a word").fill(text)
        page.get_by_label("Type a word").press("Enter")
        count(page, len(prone & stretch & set(finding(text))))
    page.go_back()
    count(page, len(prone))
    expect(page.get_by_label("Aim", exact=True)).to_have_value("")
    expect(page.get_by_label("Type a word")).to_have_value("")
    page.go_back()
    count(page, len(ALL))
    page.go_forward()
    page.go_forward()
    count(page, len(prone & stretch & set(finding("elbow"))))
    expect(page.get_by_label("Type a word")).to_have_value("elbow")
    page.get_by_label("Type a word").fill("")
    page.get_by_label("Type a word").press("Enter")
    page.locator(".card:visible a").first.click()
    expect(page).not_to_have_url(re.compile(r"\?"))
    page.go_back()
    count(page, len(prone & stretch))


def test_values_that_no_list_has_are_ignored_and_the_form_is_not_printed(page: Page, hub: str) -> None:
    page.goto(f"{hub}?position=floating&aim=stretch&aim=relief&program=&colour=red&q=arm&__proto__=x")
    count(page, len(having("aims", "stretch")))
    expect(page.get_by_label("Position", exact=True)).to_have_value("")
    expect(page.get_by_label("Position", exact=True).locator("option:checked")).to_have_text("Any")
    page.emulate_media(media="print")
    expect(page.locator(".find")).to_be_hidden()
    assert set(shown(page)) == having("aims", "stretch")


def test_nothing_found_has_a_way_back_and_all_fits_and_is_easy_to_hit(page: Page, hub: str) -> None:
    page.goto(f"{hub}?word=trampoline&position=prone")
    count(page, 0)
    assert shown(page) == []
    message = page.get_by_text("No exercise fits all of this.")
    expect(message).to_be_visible()
    narrow(page)
    for width in (320, 360, 1280):
        page.set_viewport_size({"width": width, "height": 800})
        boxes = page.locator(".find :is(input, select, button, summary), .find-nothing button").evaluate_all(
            "all => all.map(one => one.getBoundingClientRect()).map(({ width, height }) => [width, height])"
        )
        assert boxes and min(map(min, boxes)) >= 44
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.get_by_role("button", name="Show all exercises").focus()
    page.keyboard.press("Enter")
    count(page, len(ALL))
    assert shown(page) == list(LIBRARY.exercises)
    expect(message).to_be_hidden()
    expect(page.locator(".find-count")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.locator(".card a").first).to_be_focused()
    assert page.url == hub
    page.go_back()
    count(page, 0)


def test_the_count_is_said_once_typing_rests(timed: Page, hub: str) -> None:
    page = timed
    page.goto(hub)
    page.clock.pause_at(datetime(2030, 1, 1, 1))
    status = page.locator(".find-count")
    expect(status).to_have_attribute("role", "status")
    expect(status).to_have_attribute("aria-live", "polite")
    page.evaluate("""() => {
      window.said = [];
      const status = document.querySelector('.find-count');
      new MutationObserver(() => said.push(status.textContent)).observe(status, {childList: true});
    }""")
    page.get_by_label("Type a word").press_sequentially("bri")
    page.clock.run_for(200)
    page.get_by_label("Type a word").press_sequentially("dge")
    page.clock.run_for(200)
    assert page.evaluate("said") == [] and page.url == hub
    page.clock.run_for(100)
    expect(status).to_have_text(f"{len(finding('bridge'))} of {len(ALL)} exercises")
    assert page.evaluate("said") == [f"{len(finding('bridge'))} of {len(ALL)} exercises"]
    assert page.url == f"{hub}?word=bridge"
    expect(page.get_by_label("Type a word")).to_be_focused()


def test_it_all_works_by_keyboard(page: Page, hub: str) -> None:
    page.goto(hub)
    page.get_by_label("Type a word").focus()
    page.keyboard.type("leg")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    for label in ("Position", "Part of the body", "Aim", "What you need", "Program"):
        page.keyboard.press("Tab")
        expect(page.get_by_label(label, exact=True)).to_be_focused()
        if label == "Position":
            page.keyboard.press("ArrowDown")
            page.keyboard.press("ArrowDown")
    second = page.get_by_label("Position", exact=True).input_value()
    assert second == page.get_by_label("Position", exact=True).locator("option").nth(2).get_attribute("value")
    wanted = having("positions", second) & set(finding("leg"))
    count(page, len(wanted))
    page.keyboard.press("Tab")
    everything = page.get_by_role("button", name="Show all", exact=True)
    expect(everything).to_be_focused()
    for link in page.locator(".find .links a").all():
        page.keyboard.press("Tab")
        expect(link).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.locator(".card:visible a").first).to_be_focused()
    everything.focus()
    page.keyboard.press("Space")
    count(page, len(ALL))
    expect(everything).to_be_focused()


def test_without_javascript_the_page_is_whole(plain: Page, hub: str) -> None:
    plain.goto(f"{hub}?position=prone")
    assert plain.locator(".cards > .card:visible").count() == len(ALL)
    for part in ("#find-word", ".find summary", ".find-lists", ".find-count", ".find-nothing"):
        expect(plain.locator(part)).to_be_hidden()
    expect(plain.get_by_role("link", name="By position")).to_be_visible()


def test_hostile_addresses_are_only_text(page: Page, hub: str) -> None:
    built = "article *:not([data-part=told], [data-part=told] *)"
    page.goto(f"{hub}?word=zz&position=zz&program=zz")
    count(page, 0)
    elements = page.locator(built).count()
    for text in HOSTILE:
        value = quote(text, safe="")
        page.goto(f"{hub}?word={value}&position={value}&program={value}")
        count(page, len(finding(text)))
        assert page.locator(built).count() == elements
        assert page.locator("[data-part=told] *:not(p, a[href$='#emergency'])").count() == 0
        expect(page.get_by_label("Type a word")).to_have_value(text)
        expect(page.get_by_label("Position", exact=True)).to_have_value("")


def test_the_page_and_its_script_are_small_and_safe(site: Path, catalogue: Catalogue) -> None:
    html = (site / "exercises/index.html").read_bytes()
    modules = [
        f"{name}.js" for name in ("filter/main", "filter/filter", "common/dom", "common/messages", "search/wake")
    ]
    scripts = [(site / "assets/javascripts" / name).read_bytes() for name in modules]
    assert len(gzip.compress(html)) <= 14 * 1024
    assert sum(len(gzip.compress(script)) for script in scripts) <= 2.9 * 1024
    assert not any(re.search(rb"innerHTML|insertAdjacent|document\.write|eval|https?:", script) for script in scripts)
    assert re.findall(rb'modulepreload" href="../assets/javascripts/([^"]+)', html) == [
        it.encode() for it in modules[1:]
    ]
    loading = {path.parent.name for path in site.rglob("*.html") if b"javascripts/filter/" in path.read_bytes()}
    assert loading == {"exercises"}
    assert html.count(b"data-exercise=") == len(catalogue.exercises)
