"""What programs on the way do to links, and what this site makes of it: nothing of a plan is lost without a word."""

import functools
import http.server
import json
import re
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import plan_format_1 as format_1
import pytest
import tabs
from built import first, parsed
from conftest import ROOT, sampled
from library import our_library
from playwright.sync_api import Browser, Page, Route, ViewportSize, expect
from test_plan import turn_to
from test_prescribe import tick

LIBRARY = our_library()
# The codes of two entries: one is done in one way, the other in three.
KNEE, IN_FORMS = "mnz", "smx"
Json = dict[str, Any]


def line(amount: int) -> Json:
    quantity = {"shape": "exact", "unit": "", "amount": amount}
    return {"kind": "repetitions", "part": "", "quantity": quantity}


def entry(site: Path, code: str, **more: Any) -> Json:
    text = (site / "plan/index.html").read_text(encoding="utf-8")
    found = re.search(r'data-part="library">(.*?)</script>', text, re.DOTALL)
    known = json.loads(found[1])["entries"] if found else {}
    mark = known.get(code, {"mark": 1})["mark"]
    return {"code": code, "mark": mark, "forms": "", "boxes": "", "sides": "", "lines": [], "note": ""} | more


def link(*entries: Json, **more: Any) -> str:
    plan = {"boneHealth": False, "frequency": None, "clinic": "", "phone": "", "instructions": ""}
    return format_1.encode({**plan, **more, "entries": list(entries)})


class _Host(http.server.SimpleHTTPRequestHandler):
    """A host that shows 404.html, as docs/contribute/publish.md asks for."""

    def log_message(self, *_: object) -> None:
        """Say nothing."""

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        if code != 404:
            return super().send_error(code, message, explain)
        body = Path(self.directory, "care/404.html").read_bytes()
        self.send_response(404)
        self.send_header("Content-Type", "text/html")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)
        return None


@pytest.fixture(scope="module")
def host(site: Path) -> Iterator[str]:
    """The address of the site on such a host."""
    handler = functools.partial(_Host, directory=str(site.parent))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/care/"
        server.shutdown()


PHONE: ViewportSize = {"width": 390, "height": 844}


@pytest.fixture(scope="module")
def tab(tab: Page) -> Iterator[Page]:
    with tabs.sized(tab, PHONE) as sized:
        yield sized


@pytest.fixture
def page(tab: Page) -> Iterator[Page]:
    """A tab as good as new. That an address is not found is a complaint in its console."""
    yield tab
    tabs.clean(tab)
    tab.set_viewport_size(PHONE)


@pytest.fixture
def other(browser: Browser) -> Iterator[Page]:
    """A tab in a profile of its own, for what cannot be undone."""
    with tabs.opened(browser, viewport=PHONE) as opened:
        yield opened


@pytest.fixture
def plan(site: Path) -> str:
    return link(entry(site, KNEE, lines=[line(5)]), clinic="Hillside")


# --- What a phone's Share hands on -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "url", ["plan/index.html", "practice/index.html", "diary/index.html", "prescribe/index.html", "404.html"]
)
def test_what_stands_in_the_address_has_no_address_without_it(site: Path, url: str) -> None:
    page = parsed(site / url)
    assert page.css("meta[name=viewport]")
    assert not page.css("link[rel=canonical], meta[property='og:url']")


def test_no_number_becomes_a_link_by_itself(site: Path) -> None:
    for url in ("index.html", "plan/index.html", "404.html"):
        found = first(parsed(site / url), "meta[name=format-detection]")
        assert "telephone=no" in str(found.attributes["content"])


# --- A link whose # is lost ------------------------------------------------------------------------------------------

# One that leads to 404.html, and one that leads to its page. The others are in tests/javascript/lost-plan.test.js.


@pytest.mark.parametrize("way", ["plan/%2523{}", "plan/?a=1%23{}"])
def test_a_plan_that_lost_its_sign_opens_and_says_who_got_it(page: Page, host: str, plan: str, way: str) -> None:
    page.goto(host + way.format(plan.upper()))
    expect(page.get_by_role("heading", name="Your plan: 1 exercise")).to_be_visible()
    expect(page.get_by_text("This link was different")).to_be_visible()
    assert page.locator(".dose dd").first.inner_text() == "5 times."


def test_capitals_in_the_path_lead_to_the_plan_and_the_host_got_nothing(page: Page, host: str, plan: str) -> None:
    page.goto(f"{host}PLAN/#{plan}")
    expect(page.get_by_role("heading", name="Your plan: 1 exercise")).to_be_visible()
    expect(page.get_by_text("This link was different")).to_be_hidden()


DIARY = json.loads((ROOT / "tests/diary_links.json").read_text(encoding="utf-8"))["diaries"][4]["fragment"]


@pytest.mark.parametrize("way", ["Diary/{}", "diary/?a=1%23{}"])
def test_a_diary_that_lost_its_sign_opens_and_says_who_got_it(page: Page, host: str, way: str) -> None:
    page.goto(host + way.format(DIARY.upper()))
    expect(page.locator('[data-part="shared-table"] tbody tr')).to_have_count(1)
    expect(page.get_by_text("This link was different")).to_be_visible()


def test_a_diary_that_is_cut_as_well_says_so(page: Page, host: str) -> None:
    page.goto(f"{host}diary/%23{DIARY[:-3]}")
    expect(page.get_by_role("heading", name="This link is damaged")).to_be_visible()
    expect(page.get_by_text("so that it did not come through")).to_be_visible()


def test_a_plan_that_is_cut_as_well_says_to_ask_the_clinic(page: Page, host: str, plan: str) -> None:
    page.goto(f"{host}plan/%23{plan[:-3]}")
    expect(page.get_by_role("heading", name="This link is damaged")).to_be_visible()
    text = page.inner_text("main, .md-main")
    assert "it did not come through" in text and "ask your clinic to send the link again" in text
    assert "Hillside" not in text and page.locator(".dose, .sheet-card").count() == 0


def test_any_other_address_stays_what_it_is(page: Page, host: str) -> None:
    page.goto(f"{host}planning%23here")
    expect(page.get_by_role("heading", name="We cannot find this page")).to_be_visible()
    assert "Was this the link to your plan?" in page.inner_text("body")


# --- Versions, and what this site does not have ----------------------------------------------------------------------


def test_an_unknown_version_may_be_newer_and_a_damaged_one_is_not(page: Page, host: str, plan: str) -> None:
    newer = page.get_by_text("made by a newer version of this site")
    page.goto(f"{host}plan/#9{plan[1:]}")
    expect(page.get_by_role("heading", name="This link is damaged")).to_be_visible()
    expect(newer).to_be_visible()
    turn_to(page, plan[:-2])
    expect(newer).to_be_hidden()
    expect(page.get_by_role("heading", name="This link is damaged")).to_be_visible()


def test_what_is_not_here_is_said_at_the_top_with_the_count_that_is_shown(page: Page, host: str, site: Path) -> None:
    entries = [entry(site, KNEE, lines=[line(5)]), entry(site, "bbb"), entry(site, "smx", forms="z", lines=[line(9)])]
    page.goto(f"{host}plan/#{link(*entries)}")
    expect(page.get_by_role("heading", name="Your plan: 1 exercise")).to_be_visible()
    told = page.locator(".sheet-front .notice").inner_text()
    assert "2 of the 3 exercises" in told and "2. An exercise that we do not have" in told and "3. Curl ups" in told
    curl = page.locator(".sheet-card").nth(2)
    assert "We show no other way." in curl.inner_text()
    assert curl.locator(".steps, .figures, .dose, [data-form]").count() == 0
    start = page.get_by_role("button", name="Go to exercise 1")
    expect(start).to_be_visible()
    turn_to(page, link(entry(site, "bbb")))
    expect(page.get_by_role("heading", name="Your plan: 0 exercises")).to_be_visible()
    expect(start).to_be_hidden()
    expect(page.get_by_role("link", name="Start practice")).to_be_hidden()


def test_two_doses_for_one_exercise_are_said_at_the_top(page: Page, host: str, site: Path) -> None:
    twice = [entry(site, KNEE, lines=[line(count)]) for count in (5, 9)]
    page.goto(f"{host}plan/#{link(*twice)}")
    told = page.locator(".sheet-front .notice")
    expect(told).to_contain_text("Knee to chest is here more than once, as exercises 1 and 2.")
    sides = [entry(site, KNEE, lines=[line(5)], sides=side) for side in ("left", "right")]
    turn_to(page, link(*sides))
    expect(told).to_have_count(0)
    expect(page.get_by_role("heading", name="Your plan: 2 exercises")).to_be_visible()


# --- On a phone ------------------------------------------------------------------------------------------------------


def mixed(site: Path) -> str:
    """Return a plan from four programs, with all that can stand before its first exercise."""
    quantity = {"shape": "exact", "unit": "days-a-week", "amount": 5}
    entries = [entry(site, code, lines=[line(5)]) for code in (KNEE, "jsv", "djb", "jhf")]
    words = "Do these in the morning, before you sit for long."
    return link(
        *entries, clinic="Hillside Physiotherapy", phone="(555) 010-4477", instructions=words, frequency=quantity
    )


def test_the_first_exercise_is_within_two_screens(page: Page, host: str, site: Path) -> None:
    page.goto(f"{host}plan/#{mixed(site)}")
    top = page.locator(".sheet-card h3").first.bounding_box()
    who = page.get_by_text("A link cannot prove it").bounding_box()
    keep = page.get_by_role("button", name="Keep this plan").bounding_box()
    assert top and top["y"] < 2 * 844
    assert who and keep and keep["y"] < who["y"] and who["y"] + who["height"] < 844
    first = LIBRARY.programs["low-back-pain"].stop_rules
    assert page.get_by_text(first[0]).is_visible() and not page.get_by_text(first[1]).is_visible()
    page.get_by_role("button", name="Show all rules and all signs").click()
    for sign in (*first, *LIBRARY.get_help.urgent.signs):
        assert page.get_by_text(sign).is_visible()


def test_the_way_to_the_rules_promises_how_often_only_where_the_plan_says_it(page: Page, host: str, site: Path) -> None:
    told = format_1.decode(mixed(site))
    assert isinstance(told, dict)
    entries = told["entries"]
    bare = {"boneHealth": False, "frequency": None, "clinic": "", "phone": "", "instructions": "", "entries": entries}
    page.goto(f"{host}plan/#{format_1.encode(bare)}")
    ways = page.locator(".sheet-card .plan-again")
    expect(ways.first).to_have_text("When to stop, and help")
    assert page.get_by_text("How often, when to stop").count() == 0
    page.goto(f"{host}plan/#{mixed(site)}")
    expect(ways.first).to_have_text("How often, when to stop, and help")


def test_rules_and_help_are_one_tap_from_each_exercise_and_back_leads_back(page: Page, host: str, site: Path) -> None:
    page.goto(f"{host}plan/#{mixed(site)}")
    page.get_by_role("button", name="Go to exercise 1").click()
    page.get_by_role("button", name="Next: exercise 2").click()
    titles = page.locator(".sheet-card h3")
    expect(titles.nth(1)).to_be_focused()
    page.locator(".sheet-card").nth(1).get_by_role("link", name="How often, when to stop, and help").click()
    assert page.get_by_text(LIBRARY.get_help.urgent.signs[0]).is_visible()
    for number in (1, 0):
        page.go_back()
        expect(titles.nth(number)).to_be_focused()
        expect(titles.nth(number)).to_be_in_viewport()
    page.go_back()
    expect(page.get_by_role("heading", name="Your plan: 4 exercises")).to_be_focused()


def test_a_wide_screen_has_pictures_beside_the_steps(page: Page, host: str, site: Path) -> None:
    page.set_viewport_size({"width": 1280, "height": 800})
    page.goto(f"{host}plan/#{link(entry(site, KNEE), entry(site, IN_FORMS))}")
    cards = page.locator(".sheet-card")
    expect(cards).to_have_count(2)
    for place in (cards.first, *cards.nth(1).locator(".form-of").all()):
        pictures, steps = (place.locator(it).first.bounding_box() for it in (".figures", ".steps"))
        assert pictures and steps
        assert pictures["x"] + pictures["width"] <= steps["x"]
        assert pictures["y"] < steps["y"] + steps["height"] and steps["y"] < pictures["y"] + pictures["height"]


def test_a_plan_is_saved_as_a_file_that_leads_back_where_it_cannot_be_printed(page: Page, host: str, plan: str) -> None:
    page.goto(f"{host}plan/#{plan}")
    page.evaluate("window.print = undefined")
    page.get_by_role("button", name="Print", exact=True).click()
    expect(page.get_by_text("This browser cannot print.")).to_be_visible()
    page.get_by_role("button", name="Keep this plan").click()
    page.get_by_label("Its name on this device").fill("<b>Knees</b>")
    with page.expect_download() as saved:
        page.get_by_role("button", name="Save as a file").click()
    again = page.context.new_page()
    again.set_content(saved.value.path().read_text(encoding="utf-8"))
    way = again.get_by_role("link", name="Open the plan: <b>Knees</b>")
    assert way.get_attribute("href") == f"{host}plan/#{plan}"


# --- The tool, and everywhere ----------------------------------------------------------------------------------------


def test_an_old_browser_is_told_before_anything_is_typed(other: Page, host: str, plan: str) -> None:
    page = other
    page.add_init_script("delete Object.hasOwn")
    page.goto(f"{host}prescribe/")
    expect(page.get_by_text("or this browser is too old")).to_be_visible()
    expect(page.get_by_label("Add an exercise")).to_be_hidden()
    page.goto(f"{host}plan/#{plan}")
    expect(page.get_by_text("or your browser is too old")).to_be_visible()


def test_safari_16_goes_on_by_enter(other: Page, host: str) -> None:
    page = other
    page.add_init_script("delete Element.prototype.checkVisibility")
    page.goto(f"{host}prescribe/")
    expect(page.locator("#add")).to_be_visible()
    tick(page, "bridge")
    page.get_by_role("textbox", name="Hold", exact=True).focus()
    before = page.evaluate("document.activeElement.id")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") != before


SHIFTS = """new PerformanceObserver((list) => {
  for (const one of list.getEntries()) window.shifted = (window.shifted ?? 0) + one.value;
}).observe({ type: 'layout-shift', buffered: true });"""


# All but site.js, which comes before anything is shown.
MODULES = re.compile(r"/assets/javascripts/\w+/")


@pytest.mark.parametrize(
    ("url", "ready", "width"),
    sampled(
        [
            ("exercises/", "[data-part=count]:not(:empty)", 390),
            ("exercises/", "[data-part=count]:not(:empty)", 1280),
            ("exercises/bridge/", "[data-part=motion] [data-do=open]", 390),
            ("practice/", "[data-part=programs] a", 390),
        ],
        [
            ("exercises/", "[data-part=count]:not(:empty)", 390),
            ("exercises/bridge/", "[data-part=motion] [data-do=open]", 390),
            ("practice/", "[data-part=programs] a", 390),
        ],
    ),
)
def test_a_page_does_not_jump_when_its_scripts_come_late(
    browser: Browser, host: str, url: str, ready: str, width: int
) -> None:
    with tabs.opened(browser, viewport={"width": width, "height": 844}) as page:
        page.add_init_script(SHIFTS)
        held: list[Route] = []
        late = True
        page.route(MODULES, lambda route: held.append(route) if late else route.continue_())
        page.goto(f"{host}{url}", wait_until="commit")
        expect(page.get_by_role("contentinfo")).to_be_attached()
        page.evaluate("new Promise((seen) => requestAnimationFrame(() => requestAnimationFrame(seen)))")
        assert held
        late = False
        for route in held:
            route.continue_()
        expect(page.locator(ready).first).to_be_visible()
        page.evaluate("document.fonts.ready.then(() => new Promise((seen) => requestAnimationFrame(seen)))")
        assert page.evaluate("window.shifted ?? 0") <= 0.005


def test_the_current_item_of_the_menu_is_told_in_forced_colors(page: Page, host: str) -> None:
    page.emulate_media(forced_colors="active")
    page.set_viewport_size({"width": 1280, "height": 720})
    page.goto(f"{host}exercises/")
    lines = "els => els.map(el => getComputedStyle(el).borderBottomColor)"
    current = page.locator(".main-nav a[aria-current]").evaluate_all(lines)
    others = page.locator(".main-nav a:not([aria-current])").evaluate_all(lines)
    assert len(current) == 1 and current[0] not in others


@pytest.mark.parametrize(
    "file", sampled(["index.html", "plan/index.html", "exercises/bridge/index.html"], ["plan/index.html"])
)
def test_a_copy_in_a_folder_says_how_to_open_it(page: Page, site: Path, file: str) -> None:
    page.goto((site / file).as_uri())
    expect(page.get_by_role("heading", name="This copy is in a folder")).to_be_visible()
    assert "python3 -m http.server" in page.inner_text("body") and "handouts" in page.inner_text("body")


def test_a_renamed_program_takes_its_handout_along(changed: Path) -> None:
    assert parsed(changed / "handouts/old-name/index.html").css_first("a[href='../bone-health/']")
