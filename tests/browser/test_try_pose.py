"""Trying a pose, and a clinic's own site, in a real browser."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import tabs
from accessibility import complaints_in_both_schemes
from conftest import Factory, served
from exercise_library.catalogue.poses import figures_in
from guide import clinic_site
from playwright.sync_api import Browser, Page, expect
from test_serve import free_port, serving

# The server reads the body when it draws for the first time, which takes a while. In milliseconds.
SOLVED = 60_000


@pytest.fixture
def page(drawing: Browser, address: str) -> Iterator[Page]:
    # Drawing in software is slow: one pixel stands for 16.
    with tabs.profile(drawing, viewport={"width": 360, "height": 640}, device_scale_factor=0.25) as context:
        opened = context.new_page()
        opened.goto(f"{address}contribute/pose/")
        opened.wait_for_selector('[data-part="pose"][data-ready]')
        yield opened


def slide(page: Page, joint: str, axis: int, value: int) -> None:
    slider = page.locator(f'[data-joint="{joint}"][data-axis="{axis}"]')
    slider.evaluate(f"it => {{ it.value = {value}; it.dispatchEvent(new Event('input', {{ bubbles: true }})) }}")


def picture(page: Page) -> bytes:
    return page.locator("canvas").screenshot()


def test_sliders_turn_the_body_and_write_what_to_copy_and_the_page_is_sound(page: Page) -> None:
    page.select_option("[name=base]", "hook-lying")
    before = picture(page)
    page.click('[data-do="add"]')
    page.check('[name=side][value="r"]')
    slide(page, "hip", 0, 105)
    expect(page.locator(".pose-joint:has([data-joint=hip])").first).to_contain_text("105")
    assert picture(page) != before
    page.locator("summary", has_text="Contacts").click()
    page.locator('[data-contacts="frame"] [value="pelvis"]').check()
    text = page.input_value("[name=yaml]")
    assert "    - {hip_r: 105, hold: [pelvis]}\n" in text
    figures, problems = figures_in("figure.yml", text.encode())
    assert figures and not problems
    page.select_option("[name=frame]", "0")
    assert picture(page) == before, "the start is as it was"
    page.select_option("[name=view]", "front")
    assert "  view: front\n" in page.input_value("[name=yaml]")
    expect(page.get_by_text("it is settled when the site is built")).to_be_visible()
    expect(page.locator('[data-do="solve"]')).to_be_hidden()
    for details in page.locator(".pose details").all():
        details.evaluate("it => it.open = true")
    assert complaints_in_both_schemes(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_under_make_serve_the_solver_draws_it_with_its_contacts(drawing: Browser, project: Path) -> None:
    with (
        serving(project, free_port()) as server,
        tabs.profile(drawing, viewport={"width": 360, "height": 640}, device_scale_factor=0.25) as context,
    ):
        page = context.new_page()
        page.goto(f"{server.address}contribute/pose/")
        page.wait_for_selector('[data-part="pose"][data-ready]')
        page.click('[data-do="add"]')
        slide(page, "hip", 0, 70)
        slide(page, "knee", 0, 90)
        solved = page.locator('[data-part="solved"]')
        page.click('[data-do="solve"]')
        drawing_of = solved.get_by_role("img", name="The figure as the site will show it")
        expect(drawing_of).to_be_visible(timeout=SOLVED)
        without = drawing_of.get_attribute("src")
        assert drawing_of.evaluate("async it => { await it.decode(); return it.naturalWidth }") > 0
        page.locator("summary", has_text="Contacts").click()
        page.locator('[data-contacts="frame"] [value="feet"]').check()
        page.click('[data-do="solve"]')
        expect(drawing_of).not_to_have_attribute("src", without or "", timeout=SOLVED)
        page.evaluate(
            "document.querySelector('[name=yaml]').value = 'figure:\\n  base: standing\\n  start: {hipp: 3}\\n'"
        )
        page.click('[data-do="solve"]')
        expect(solved).to_contain_text("hipp", timeout=SOLVED)
        expect(drawing_of).to_have_count(0)
        context.route("**/pose/draw", lambda route: route.abort())
        page.click('[data-do="solve"]')
        expect(solved).to_have_text("It could not be drawn. The terminal in which make serve runs says why.")


# --- a clinic's own site ---


@pytest.fixture(scope="module")
def clinic(tmp_path_factory: Factory) -> Iterator[str]:
    with served(Path(clinic_site(tmp_path_factory))) as found:
        yield found


@pytest.mark.deep
@pytest.mark.parametrize("url", ["", "about/"])
def test_a_clinics_other_pages_are_sound_in_its_color(browser: Browser, clinic: str, url: str) -> None:
    with tabs.profile(browser, color_scheme="light", viewport={"width": 360, "height": 640}) as context:
        opened = context.new_page()
        opened.goto(f"{clinic}{url}")
        assert complaints_in_both_schemes(opened) == []


def test_paper_has_the_still_and_the_screen_the_film_and_on_a_phone_the_page_is_sound(
    browser: Browser, clinic: str
) -> None:
    """Sound in the clinic's color, and with a long name beside the search."""
    with tabs.profile(browser, color_scheme="light") as context:
        opened = context.new_page()
        asked: list[str] = []
        opened.on("request", lambda request: asked.append(request.url))
        opened.goto(f"{clinic}exercises/ankle-pump/")
        film, still = opened.locator(".medium video"), opened.locator(".medium .only-print")
        expect(film).to_be_visible()
        expect(still).to_be_hidden()
        assert not [url for url in asked if url.endswith(".mp4")], "nothing is fetched before it is asked for"
        assert all(url.startswith(clinic) for url in asked)
        opened.emulate_media(media="print")
        expect(film).to_be_hidden()
        expect(still).to_be_visible()
        opened.emulate_media(media="screen")
        opened.set_viewport_size({"width": 390, "height": 844})
        name, search = (opened.locator(f".md-header {one}").bounding_box() for one in (".brand", ".search-open"))
        assert name and search and name["x"] + name["width"] <= search["x"]
        assert search["y"] < name["y"] + name["height"] and search["x"] + search["width"] <= 390
        opened.set_viewport_size({"width": 360, "height": 640})
        assert complaints_in_both_schemes(opened) == []
