"""What stands on the first screen, what opens when it is asked for, and how a wide screen is used."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from accessibility import FEW, complaints, complaints_in_both_schemes
from conftest import SITE_URL
from exercise_library.view import urls
from library import most_entries, our_library
from playwright.sync_api import Page, ViewportSize, expect

LIBRARY = our_library()
LONGEST = LIBRARY.programs[most_entries(LIBRARY)]
ADDRESS = urls.program(LONGEST.slug)
PHONE: ViewportSize = {"width": 390, "height": 844}
RESTRICTED = next(it for it in LIBRARY.exercises.values() if LIBRARY.restricted_to(it))
IN_WAYS = next(it for it in LIBRARY.exercises.values() if not it.figure and all(way.figure for way in it.variants))
OPEN = """() => [...document.querySelectorAll('.entry')]
  .filter((entry) => !entry.matches('[data-folded]')).map((entry) => entry.querySelector('h3').id)"""
BOX = "(it) => it.getBoundingClientRect().toJSON()"


@pytest.fixture
def opened(page: Page, address: str) -> Callable[..., Page]:
    """Opens a page in a window of a size."""

    def open_(url: str, viewport: ViewportSize = PHONE) -> Page:
        page.set_viewport_size(viewport)
        page.goto(address + url)
        return page

    return open_


def check_first_screen(page: Page) -> None:
    """Check that a phone shows the name of an exercise and its first picture, before all else."""
    name, picture = page.locator("h1").evaluate(BOX), page.locator("article figure").first.evaluate(BOX)
    assert name["top"] >= 0 and picture["bottom"] <= PHONE["height"]
    assert picture["width"] >= PHONE["width"] - 2 * 16
    steps = page.locator("ol.steps, .variant").first.evaluate(BOX)["top"]
    assert picture["top"] < steps < page.locator("#more").evaluate(BOX)["top"]
    for needs in page.locator(".needs").all():
        assert needs.evaluate("(it) => it.previousElementSibling.matches('ol.steps')")


@pytest.mark.parametrize("exercise", [IN_WAYS, LIBRARY.exercises["bridge"]], ids=lambda it: it.slug)
def test_a_phone_shows_name_and_first_picture_of_an_exercise(opened: Callable[..., Page], exercise: Any) -> None:
    check_first_screen(opened(urls.exercise(exercise.slug)))


def test_review_and_restriction_are_a_line_each_that_opens(opened: Callable[..., Page]) -> None:
    """Name and first picture of such an exercise stand on the first screen all the same."""
    page = opened(urls.exercise(RESTRICTED.slug))
    check_first_screen(page)
    program = LIBRARY.restricted_to(RESTRICTED)
    assert program and program.restriction
    for box, line in ((".restriction", program.restriction.title), (".review", "Not yet reviewed by a clinician.")):
        button, rest = page.locator(f"{box} button"), page.locator(f"{box} [data-part=rest]")
        expect(button).to_have_text(line)
        expect(button).to_have_attribute("aria-expanded", "false")
        assert not rest.evaluate(
            "(it) => (it.firstElementChild ?? it).checkVisibility({contentVisibilityAuto: true}) && it.offsetHeight > 9"
        )
        button.press("Enter")
        expect(button).to_have_attribute("aria-expanded", "true")
        assert rest.evaluate("(it) => it.offsetHeight") > 20
    told = page.locator(".restriction").inner_text()
    assert all(text in told for text in LIBRARY.restriction_text(program))


def test_the_entries_of_a_program_are_a_list_of_which_one_opens_for_a_press_a_search_or_a_link(
    opened: Callable[..., Page],
) -> None:
    page = opened(ADDRESS)
    assert page.evaluate(OPEN) == []
    assert page.evaluate("document.documentElement.scrollHeight") < 22 * PHONE["height"]
    glances = page.locator(".entry").evaluate_all(
        """all => all.map((entry) => ["h3", ".dose > div", ".entry-glance svg"].map((it) => entry.querySelector(it)))
          .map(([title, dose, drawing]) => [title.checkVisibility(), dose.checkVisibility(), drawing.clientWidth])"""
    )
    assert len(glances) == len(LONGEST.entries)
    assert all(title and dose and width >= 160 for title, dose, width in glances)
    second, third = (page.locator(f"#{LONGEST.entries[at].id} button") for at in (1, 2))
    second.click()
    assert page.evaluate(OPEN) == [LONGEST.entries[1].id]
    expect(second).to_have_attribute("aria-expanded", "true")
    third.scroll_into_view_if_needed()
    before = third.evaluate(BOX)["top"]
    third.press("Enter")
    assert page.evaluate(OPEN) == [LONGEST.entries[2].id]
    assert abs(third.evaluate(BOX)["top"] - before) < 2
    third.press("Enter")
    assert page.evaluate(OPEN) == []
    # The browser's own search and a link to an entry open what they lead to.
    rests = page.locator(".entry > [data-part=rest]")
    assert rests.count() == len(LONGEST.entries)
    assert rests.evaluate_all("all => all.every((it) => it.getAttribute('hidden') === 'until-found')")
    rests.nth(3).dispatch_event("beforematch")
    assert page.evaluate(OPEN) == [LONGEST.entries[3].id]
    wanted = LONGEST.entries[5].id
    page.evaluate("id => { location.hash = id }", wanted)
    page.wait_for_function(
        "id => document.getElementById(id).closest('.entry').matches(':not([data-folded])')", arg=wanted
    )
    assert page.evaluate(OPEN) == [wanted]
    assert 0 <= page.locator(f"#{wanted}").evaluate(BOX)["top"] < 100


def test_all_entries_are_open_for_an_address_with_a_place_and_on_a_wide_screen(opened: Callable[..., Page]) -> None:
    every = [entry.id for entry in LONGEST.entries]
    page = opened(f"{ADDRESS}#{every[7]}")
    assert page.evaluate(OPEN) == every
    assert 0 <= page.locator(f"#{every[7]}").evaluate(BOX)["top"] < 100
    # Pictures and dose stand before all else.
    places = page.locator(".entry").evaluate_all(
        """all => all.map((entry) => [
          ["figure svg", ".dose", ".steps"].map((it) => entry.querySelector(it).getBoundingClientRect().top),
          [...entry.querySelectorAll("figure svg")].map((it) => it.getBoundingClientRect().width),
        ])"""
    )
    assert len(places) == len(every)
    for tops, widths in places:
        assert tops == sorted(set(tops)) and min(widths) >= 160
    # What a phone's Share hands on.
    expect(page.locator("link[rel=canonical]")).to_have_attribute("href", f"{SITE_URL}{ADDRESS}#{every[7]}")
    wide = opened(ADDRESS, viewport={"width": 1280, "height": 800})
    assert wide.evaluate(OPEN) == every and wide.locator(".entry h3 button").count() == 0
    check_beside(wide, ".entry:has(> .figures)")
    wide.set_viewport_size(PHONE)
    expect(wide.locator(".entry h3 button")).to_have_count(len(every))
    assert wide.evaluate(OPEN) == []
    wide.set_viewport_size({"width": 1280, "height": 800})
    expect(wide.locator(".entry h3 button")).to_have_count(0)
    assert wide.evaluate(OPEN) == every


def test_without_scripts_and_on_paper_all_entries_are_open(
    plain: Page, address: str, opened: Callable[..., Page]
) -> None:
    seen = """() => [...document.querySelectorAll('.entry .steps > li, .folds [data-part=rest]')]
      .every((line) => line.checkVisibility() && line.offsetHeight > 5)"""
    plain.set_viewport_size(PHONE)
    plain.goto(address + ADDRESS)
    assert plain.locator(".entry .steps > li:visible").count() == plain.locator(".entry .steps > li").count() > 0
    assert plain.locator(".folds [data-part=rest]").first.is_visible()
    page = opened(ADDRESS)
    page.emulate_media(media="print")
    assert page.evaluate(seen)
    assert not page.locator(".entry-glance").first.is_visible()


def test_axe_finds_nothing_in_what_is_closed_and_in_what_is_open(opened: Callable[..., Page]) -> None:
    shortest = min(LIBRARY.programs.values(), key=lambda it: len(it.entries))
    page = opened(urls.program(shortest.slug))
    page.locator(".entry h3 button").first.click()
    page.evaluate(FEW)
    assert complaints_in_both_schemes(page, "article") == []
    page = opened(urls.exercise(RESTRICTED.slug))
    page.locator(".restriction button").click()
    assert complaints(page, within=".restriction, .review") == []


def check_beside(page: Page, kind: str) -> None:
    """Check that pictures stand beside the steps in the first place of a kind, on a wide screen."""
    place = page.locator(kind).first
    pictures, steps = (place.locator(it).first.evaluate(BOX) for it in (".figures", ".steps"))
    assert pictures["right"] <= steps["left"]
    assert pictures["top"] < steps["bottom"] and steps["top"] < pictures["bottom"]
    assert page.locator("article.md-content__inner").evaluate(BOX)["right"] - steps["right"] < 1280 / 4


def test_a_wide_screen_has_pictures_beside_the_steps(opened: Callable[..., Page]) -> None:
    check_beside(opened(urls.exercise("bridge"), viewport={"width": 1280, "height": 800}), ".beside")


def test_the_first_screen_of_the_list_shows_exercises(opened: Callable[..., Page]) -> None:
    page = opened(urls.EXERCISES)
    expect(page.locator(".find-count")).not_to_be_empty()
    tops = [card.evaluate(BOX) for card in page.locator(".card").all()[:2]]
    assert tops[0]["bottom"] < PHONE["height"] and tops[1]["top"] < PHONE["height"] - 44
    assert page.locator(".find select:visible").count() == 0
    page.get_by_text("Narrow", exact=True).click()
    assert page.locator(".find select:visible").count() == 5
    for link in ("By position", "By muscle"):
        expect(page.get_by_role("link", name=re.compile(link))).to_be_visible()
