"""Two languages of one site in a real browser: what a clinician gives in another, and what goes along between them."""

import io
import json
import re
from collections.abc import Iterator
from pathlib import Path

import pypdfium2 as pdfium
import pytest
import tabs
import zxingcpp
from accessibility import complaints
from conftest import ROOT, sampled
from exercise_library.catalogue.catalogue import load
from PIL import Image
from playwright.sync_api import Browser, Page, expect
from test_plan import turn_to
from test_practice import NOTED, entry, times
from test_practice import link as fragment_of
from test_prescribe import link, pick, tick
from test_print import texts

LIBRARY = load(ROOT)
SPANISH = LIBRARY.translations["es"].messages
PUBLISHED = "https://clinic.example/care/"
ENTRY = next(iter(LIBRARY.programs.values())).entries[0]


@pytest.fixture(scope="module")
def tab(browser: Browser) -> Iterator[Page]:
    with tabs.opened(browser, viewport={"width": 1280, "height": 900}, locale="en-US", accept_downloads=True) as opened:
        yield opened


@pytest.fixture
def page(tab: Page) -> Iterator[Page]:
    with tabs.lent(tab, dialogs=True) as lent:
        yield lent


@pytest.fixture(scope="module")
def fragment() -> str:
    """A plan of one exercise with a note."""
    return fragment_of(entry(ENTRY.code, times(8), note="Only to the chair."))


@pytest.fixture
def tool(page: Page, address: str) -> Page:
    page.goto(f"{address}prescribe/")
    expect(page.locator("#add")).to_be_visible()
    tick(page, "bridge")
    page.locator("#instructions").fill("Stop when it hurts.")
    return page


def choose(tool: Page, language: str) -> None:
    """Choose the patient's language, and wait until it is here."""
    tool.locator("#language").select_option(language)
    expect(tool.locator(f"#sheet[lang={language}]")).to_be_attached()


def body(page: Page, part: str) -> str:
    return page.locator(part).text_content() or ""


# --- prescribed in one language, read in another ---


def test_sheet_link_code_text_file_and_paper_come_in_the_patients_language(tool: Page) -> None:
    english = link(tool)
    tool.get_by_label("Patient's name").fill("Ana")
    choose(tool, "es")
    assert link(tool) == english.replace(f"{PUBLISHED}plan/", f"{PUBLISHED}es/plan/")
    picture = Image.open(io.BytesIO(tool.locator("[data-part=code] svg").screenshot())).convert("L")
    assert [code.text for code in zxingcpp.read_barcodes(picture)] == [link(tool)]
    sheet = body(tool, "#sheet")
    assert SPANISH.t("plan.heading", count=1) in sheet and "Your plan" not in sheet
    assert f"{SPANISH.t('card.as_written')}Stop when it hurts." in sheet
    tool.get_by_role("button", name="Copy as text").click()
    expect(tool.get_by_label("The plan as text")).to_have_value(re.compile("."))
    text = tool.get_by_label("The plan as text").input_value()
    assert SPANISH.t("as_text.as_written", text="Stop when it hurts.") in text and text.endswith(link(tool))
    with tool.expect_download() as download:
        tool.get_by_role("button", name="Save for a health record").click()
    told = json.loads(Path(download.value.path()).read_text(encoding="utf-8"))
    assert told["language"] == "es" and told["title"] == SPANISH.t("plan.heading", count=1)
    assert told["activity"][0]["detail"]["instantiatesCanonical"][0].startswith(f"{PUBLISHED}api/v1/fhir/")
    # The clinician's own words stay as they were.
    assert tool.locator("h1").inner_text() == "Prescribe exercises"
    # Paper is in the patient's language, with the name that was typed.
    printed = " ".join(texts(pdfium.PdfDocument(tool.pdf())))
    assert "Ana" in printed and SPANISH.t("plan.title") in printed and f"1 {SPANISH.t('paper.of')} " in printed
    for english in ("My plan", "Your plan", "Get help", "When to stop", " of 2", "Clinician"):
        assert english not in printed, english
    tool.locator("#language").select_option("en")
    assert "Your plan: 1 exercise" in body(tool, "#sheet")


def test_the_language_is_undone_kept_and_begun_anew_with_the_rest(tool: Page) -> None:
    choose(tool, "es")
    tool.get_by_role("button", name="Undo").click()
    assert link(tool).startswith(f"{PUBLISHED}plan/#")
    tool.get_by_role("button", name="Redo").click()
    assert link(tool).startswith(f"{PUBLISHED}es/plan/#")
    tool.reload()
    expect(tool.locator("#sheet[lang=es]")).to_be_attached()
    # Its colors are those of the page in English.
    assert complaints(tool, within="#sheet") == []
    tool.locator('[data-field="template-name"]').fill("Spanish")
    tool.locator("[data-do=keep]").click()
    tool.get_by_role("button", name="Start a new plan").click()
    assert tool.locator("#language").input_value() == "en"
    assert tool.locator("#sheet[lang]").count() == 0
    tool.locator("[data-part=templates]").get_by_role("button", name="Open").click()
    expect(tool.locator("#sheet[lang=es]")).to_be_attached()
    assert link(tool).startswith(f"{PUBLISHED}es/plan/#")


def test_what_cannot_be_fetched_is_given_out_in_no_other_language(browser: Browser, address: str) -> None:
    with browser.new_context(service_workers="block") as context:
        page = context.new_page()
        page.goto(f"{address}prescribe/")
        expect(page.locator("#add")).to_be_visible()
        tick(page, "bridge")
        page.route("**/es/prescribe/", lambda route: route.abort())
        page.locator("#language").select_option("es")
        expect(page.locator("#language-wrong")).to_contain_text("could not be loaded")
        assert link(page) == ""
        page.unroute("**/es/prescribe/")
        page.locator("#language").select_option("en")
        choose(page, "es")
        assert link(page).startswith(f"{PUBLISHED}es/plan/#")
        expect(page.locator("#language-wrong")).to_be_hidden()


def test_a_clinician_who_works_in_spanish_gives_english(page: Page, address: str) -> None:
    page.goto(f"{address}es/prescribe/")
    pick(page, "puente")
    assert page.locator("[data-field=link]").input_value().startswith(f"{PUBLISHED}es/plan/#")
    choose(page, "en")
    assert page.locator("[data-field=link]").input_value().startswith(f"{PUBLISHED}plan/#")
    assert "Your plan: 1 exercise" in body(page, "#sheet")


# --- from one language to the other ---


def test_a_plan_opens_in_either_language_and_the_switch_takes_it_along(page: Page, address: str, fragment: str) -> None:
    page.goto(f"{address}plan/#{fragment}")
    expect(page.locator("[data-state=plan] h2").first).to_have_text("Your plan: 1 exercise")
    page.locator("a[data-part=language]").click()
    assert page.url == f"{address}es/plan/#{fragment}"
    expect(page.locator("[data-state=plan] h2").first).to_have_text(SPANISH.t("plan.heading", count=1))
    card = body(page, ".sheet-card")
    assert SPANISH.t("card.in_link") in card and "Only to the chair." in card
    assert SPANISH.t("dose.label", line="repetitions") in card and "8" in card
    page.locator("[data-do=start]").click()
    page.locator("a[data-part=language]").click()
    assert page.url == f"{address}plan/#{fragment}"


OLD = json.loads((ROOT / "tests/plan_links.json").read_text(encoding="utf-8"))["plans"]
ABOUT = ("each unit, at its largest", "each side", "forms and boxes", "six exercises as a clinic gives them")


@pytest.mark.parametrize("every", sampled([False, True], [False]), ids=lambda every: "every" if every else "some")
def test_links_of_old_open_in_spanish(page: Page, address: str, every: bool) -> None:
    page.goto(f"{address}es/plan/")
    for one in (one for one in OLD if every or one["about"] in ABOUT):
        turn_to(page, one["fragment"])
        assert page.locator("[data-state=plan]").first.is_visible(), one
        assert page.locator(".sheet-card").count() == len(one["plan"]["entries"]), one


def test_what_is_kept_is_kept_for_both(page: Page, address: str, fragment: str) -> None:
    page.goto(f"{address}es/plan/#{fragment}")
    page.locator("[data-do=keep]").click()
    page.goto(f"{address}plan/")
    expect(page.get_by_role("heading", name="You kept a plan on this device")).to_be_visible()
    assert page.evaluate("Object.keys(localStorage).filter((name) => !name.endsWith('hint'))") == ["/care/plan"]


def test_the_switch_keeps_filter_and_typed_words(page: Page, address: str) -> None:
    page.goto(f"{address}exercises/?position=standing&word=wall")
    page.locator("a[data-part=language]").click()
    assert page.url == f"{address}es/exercises/?position=standing&word=wall"
    expect(page.locator("select[name=position]")).to_have_value("standing")
    expect(page.locator("input[name=word]")).to_have_value("wall")


def test_the_switch_keeps_how_far_one_has_read(page: Page, address: str) -> None:
    page.goto(f"{address}about/")
    page.evaluate("document.getElementById('your-privacy').scrollIntoView()")
    page.locator("a[data-part=language]").dispatch_event("click")
    page.wait_for_url(f"{address}es/about/#your-privacy")


# --- each language asks for its own ---


def search_for(page: Page, typed: str) -> list[str]:
    """Search, and return the addresses of what was asked for meanwhile."""
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.locator("[data-part=search-open]").click()
    page.locator("#query").fill(typed)
    expect(page.locator("[data-part=results] a").first).to_be_visible()
    return asked


SEARCHES = [("", "bridge", "chest pain"), ("es/", "puemte", "no siento las piernas")]


@pytest.mark.parametrize(("folder", "typed", "sign"), sampled(SEARCHES, SEARCHES[1:]))
def test_the_search_fetches_its_own_index_and_what_it_knows_of_each_language(
    page: Page, address: str, folder: str, typed: str, sign: str
) -> None:
    page.goto(f"{address}{folder}about/")
    asked = search_for(page, typed)
    # Who needs help is understood in each language of the site.
    words = [url for url in asked if url.endswith(("english.js", "spanish.js"))]
    assert sorted(words) == [f"{address}assets/javascripts/search/{it}.js" for it in ("english", "spanish")]
    assert [url for url in asked if "search.json" in url] == [f"{address}{folder}assets/search.json"]
    # Help comes first, in each language.
    page.locator("#query").fill(sign)
    expect(page.locator("[data-part=above] a").first).to_have_attribute("href", f"{address}{folder}#emergency")
    page.locator("#query").fill(typed)
    page.locator("[data-part=results] a").first.click()
    page.wait_for_url(f"{address}{folder}exercises/bridge/")


def test_practice_fetches_leads_and_speaks_in_its_language(browser: Browser, address: str) -> None:
    voices = '[{ localService: true, lang: "en-GB" }, { localService: true, lang: "es-MX" }]'
    program = next(iter(LIBRARY.programs))
    with browser.new_context(service_workers="block") as context:
        context.add_init_script(NOTED.replace("VOICES", voices))
        page = context.new_page()
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        page.goto(f"{address}es/practice/#program={program}")
        expect(page.locator("[data-state~=begin]").first).to_be_visible()
        files = [url.removeprefix(address) for url in asked if "assets/practice/" in url]
        assert files == [f"es/assets/practice/{program}.json"]
        script = f"import('{address}assets/javascripts/practice/tell.js').then((it) => it.voiceFor(document).lang)"
        assert page.evaluate(script) == "es-MX"
        page.locator("[data-do=begin]").click()
        page.locator("[data-do=leave]:visible").first.click()
        page.wait_for_url(f"{address}es/programs/{program}/")


def test_a_calendar_and_a_saved_plan_are_named_in_its_language(page: Page, address: str, fragment: str) -> None:
    page.goto(f"{address}es/plan/#{fragment}")
    with page.expect_download() as download:
        page.locator("[data-do=file]").click()
    assert download.value.suggested_filename == f"{SPANISH.t('plan.file_name')}.html"
    page.locator("button[data-do=calendar]").click()
    page.locator("[data-part=calendar] input[type=time]").first.fill("09:00")
    page.locator("[data-part=calendar] .plan-days input").first.check()
    with page.expect_download() as download:
        page.locator("[data-part=calendar] button").last.click()
    assert download.value.suggested_filename == f"{SPANISH.t('calendar.file_name')}.ics"
    assert f"SUMMARY:{SPANISH.t('calendar.title')}" in Path(download.value.path()).read_text(encoding="utf-8")
