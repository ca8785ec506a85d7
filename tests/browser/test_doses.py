"""Doses that clinicians really write: typed by keyboard, read by patients, printed, copied, and taken into a record."""

import io
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import plan_format_2 as format_2
import pypdfium2 as pdfium
import pytest
import tabs
from accessibility import FEW, complaints, complaints_in_both_schemes
from conftest import sampled
from fhir.resources.R4B import get_fhir_model_class
from own import OPEN
from playwright.sync_api import Browser, Page, expect
from test_plan import CARDS, Json, entry, library_of, line, quantity
from test_prescribe import first_line, keep, link, press, tick

# A plan with something of everything that format 1 cannot say.
TOLD: list[tuple[str, list[tuple[str, str]], list[str]]] = [
    ("1. Knee to chest", [
        ("Time for each one", "4 seconds."), ("Repeat", "As many as you can."), ("Weight or band", "2.5 to 5 kg."),
        ("Effort", "4 to 6 out of 10. 0 is rest, 10 is the most you can do."), ("How often", "Twice a day."),
        ("Days", "5 days a week."), ("Sides", "Change sides each time."),
    ], []),
    ("2. Lying on back", [
        ("Hold", "Until you are too tired to do it well."), ("Weight or band", "Extra light band."),
        ("How often", "Every 2 hours while you are awake."), ("Days", "Every other day."),
    ], []),
]  # fmt: skip
OVERALL = [
    "How often:3 times a day.",
    "Days:Every other day.",
    "First day:1 December 2026.",
    "Last day:12 January 2027.",
]


@pytest.fixture(scope="module")
def known(changed: Path) -> Json:
    """What the page knows of the library, and of the programs of the tests' own."""
    return library_of(changed)


@pytest.fixture(scope="module")
def plan(known: Json) -> Json:
    none = quantity("as-many", "", 0)
    first = entry(
        known, "zbz",
        {"kind": "repetitions", "part": "", "quantity": none}, line("frequency", "exact", "times-a-day", 2),
        line("days", "exact", "days-a-week", 5),
        {"kind": "load", "part": "", "quantity": {"shape": "range", "unit": "kg", "amount": 2.5, "to": 5}},
        line("effort", "range", "", 4, 6), line("tempo", "exact", "seconds", 4), sides="alternate", note="Slowly.",
    )  # fmt: skip
    second = entry(
        known, "zdz",
        {"kind": "hold", "part": "", "quantity": {**none, "shape": "to-fatigue"}},
        line("frequency", "exact", "every-hours-awake", 2), line("days", "exact", "every-days", 2),
        {"kind": "load", "part": "", "quantity": quantity("band", "extra-light", 0)},
    )  # fmt: skip
    return {
        "boneHealth": False, "frequency": quantity("exact", "times-a-day", 3),
        "days": quantity("exact", "every-days", 2),
        "start": "2026-12-01", "end": "2027-01-12", "clinic": "North Street", "phone": "555 0100",
        "instructions": "Stop if it hurts more.", "entries": [first, second],
    }  # fmt: skip


@pytest.fixture(scope="module")
def fragment(plan: Json) -> str:
    made = format_2.encode(plan)
    assert format_2.decode(made) == plan
    return made


@pytest.fixture(scope="module")
def tab(browser: Browser) -> Iterator[Page]:
    allowed = ["clipboard-read", "clipboard-write"]
    with tabs.opened(browser, viewport={"width": 1280, "height": 900}, permissions=allowed, bypass_csp=True) as opened:
        yield opened


@pytest.fixture
def page(tab: Page) -> Iterator[Page]:
    with tabs.lent(tab, dialogs=True) as lent:
        yield lent


def given(page: Page) -> Json:
    """Return the plan in the link that the tool gives."""
    link = page.get_by_label("Link to the plan").input_value()
    told = format_2.decode(link.partition("#")[2])
    assert isinstance(told, dict), (link, page.locator("[data-part=why-not]").inner_text())
    return told


def lines(made: Json, at: int = 0) -> dict[str, Any]:
    return {line["kind"]: tuple(line["quantity"].values()) for line in made["entries"][at]["lines"]}


# --- The patient's page


def test_a_plan_says_its_doses_in_words(page: Page, changed_address: str, fragment: str) -> None:
    page.goto(f"{changed_address}plan/#{fragment}")
    expect(page.get_by_role("heading", name="Your plan: 2 exercises")).to_be_focused()
    shown = [(title, [tuple(line) for line in dose], forms) for title, dose, forms in page.evaluate(CARDS)]
    assert shown == TOLD
    assert page.locator("dl.overall > div").evaluate_all(
        "all => all.map(one => [...one.children].map(part => part.textContent).join(':'))"
    ) == OVERALL  # fmt: skip


def test_a_damaged_dose_is_not_shown_and_a_later_edition_may_be_newer(
    page: Page, changed_address: str, plan: Json, fragment: str
) -> None:
    newer = page.get_by_text("made by a newer version")
    page.goto(f"{changed_address}plan/#{fragment[:-1]}")
    expect(page.get_by_role("heading", name="This link is damaged")).to_be_visible()
    expect(newer).to_be_hidden()
    assert page.locator(".sheet-card").count() == 0
    page.goto(f"{changed_address}plan/#{format_2.seal(format_2.body(plan, 1))}")
    expect(page.get_by_role("heading", name="This link is damaged")).to_be_visible()
    expect(newer).to_be_visible()
    assert page.locator(".sheet-card").count() == 0


def test_a_plan_is_whole_on_paper(page: Page, changed_address: str, fragment: str) -> None:
    page.goto(f"{changed_address}plan/#{fragment}")
    page.wait_for_selector("svg.qr", state="attached")
    document = pdfium.PdfDocument(io.BytesIO(page.pdf(prefer_css_page_size=True)))
    text = re.sub(r"\s+", " ", " ".join(sheet.get_textpage().get_text_range() for sheet in document))
    for _, dose, _ in TOLD:
        for label, told in dose:
            assert f"{label}: {told}" in text
    for told in OVERALL:
        assert told.replace(":", ": ", 1) in text
    assert re.search(r"Site last changed: \d{4}-\d\d-\d\d$", text.strip())


def test_a_diary_on_paper_has_the_weeks_of_its_plan(
    page: Page, changed_address: str, fragment: str, known: Json
) -> None:
    def weeks() -> list[str]:
        page.check("#with-diary")
        page.emulate_media(media="print")
        shown = page.locator(".sheet-diary th[scope=colgroup]:visible").all_inner_texts()
        days = page.locator(".sheet-diary thead tr:nth-child(2) th:visible").count()
        boxes = page.locator(".sheet-diary td:visible").count()
        page.emulate_media(media="screen")
        assert (days, boxes) == (7 * len(shown), 7 * len(shown) * page.locator(".sheet-card").count())
        return shown

    page.goto(f"{changed_address}plan/#{fragment}")
    assert weeks() == [f"Week {number}, from" for number in range(1, 8)]
    undated = {"boneHealth": False, "frequency": None, "clinic": "", "phone": "", "instructions": "",
               "entries": [entry(known, "zbz", line("tempo", "exact", "seconds", 5))]}  # fmt: skip
    page.goto(f"{changed_address}plan/#{format_2.encode(undated)}")
    assert len(weeks()) == 4


def test_a_plan_is_copied_as_plain_lines(page: Page, changed_address: str, fragment: str) -> None:
    page.goto(f"{changed_address}plan/#{fragment}")
    page.get_by_role("button", name="Copy as text").click()
    expect(page.get_by_role("status").filter(has_text="copied as text")).to_be_visible()
    told = page.evaluate("navigator.clipboard.readText()")
    assert told.split("\n") == [
        "Your plan: 2 exercises", "Clinic: North Street", "Phone: 555 0100", "How often: 3 times a day",
        "Days: Every other day", "First day: 1 December 2026", "Last day: 12 January 2027",
        "Stop if it hurts more.", "",
        "1. Knee to chest", *(f"{label}: {dose.removesuffix('.')}" for label, dose in TOLD[0][1]), "Note: Slowly.", "",
        "2. Lying on back", *(f"{label}: {dose.removesuffix('.')}" for label, dose in TOLD[1][1]), "",
        f"{changed_address}plan/#{fragment}",
    ]  # fmt: skip
    expect(page.get_by_label("The plan as text")).to_have_value(told)
    # Another plan is not that text.
    page.evaluate("location.hash = '100300000000014n26qbg'")
    expect(page.get_by_label("The plan as text")).to_be_hidden()


# --- For a record


def saved(page: Page) -> Json:
    """Return the CarePlan that is saved, which is one of FHIR R4B."""
    with page.expect_download() as saving:
        page.get_by_role("button", name="Save for a health record").click()
    made: Json = json.loads(Path(saving.value.path()).read_text(encoding="utf-8"))
    get_fhir_model_class("CarePlan").model_validate(made)
    return made


def parts(extension: Json) -> dict[str, Any]:
    return {one["url"]: next(value for key, value in one.items() if key != "url") for one in extension["extension"]}


def test_a_plan_is_saved_as_a_care_plan(page: Page, changed_address: str, changed: Path, fragment: str) -> None:
    page.goto(f"{changed_address}plan/#{fragment}")
    made = saved(page)
    base = f"{changed_address}api/v1/fhir/"
    absent = "http://hl7.org/fhir/StructureDefinition/data-absent-reason"
    assert made["subject"] == {"extension": [{"url": absent, "valueCode": "unknown"}]}
    assert (made["status"], made["intent"], made["language"]) == ("active", "plan", "en")
    assert made["period"] == {"start": "2026-12-01", "end": "2027-01-12"}
    assert [parts(one) for one in made["extension"]] == [
        {"line": "frequency", "kind": "value", "amount": 3, "unit": "times-a-day"},
        {"line": "days", "kind": "value", "amount": 2, "unit": "every-days"},
    ]
    first, second = (one["detail"] for one in made["activity"])
    assert first["code"] == {"text": "Knee to chest"} and "Weight or band: 2.5 to 5 kg" in first["description"]
    doses = [parts(one) for one in first["extension"] if one["url"] == f"{base}StructureDefinition/dose-line"]
    assert doses == [
        {"line": "tempo", "kind": "value", "amount": 4, "unit": "seconds"}, {"line": "repetitions", "kind": "as-many"},
        {"line": "load", "kind": "range", "low": 2.5, "high": 5, "unit": "kg"},
        {"line": "effort", "kind": "range", "low": 4, "high": 6},
        {"line": "frequency", "kind": "value", "amount": 2, "unit": "times-a-day"},
        {"line": "days", "kind": "value", "amount": 5, "unit": "days-a-week"},
    ]  # fmt: skip
    assert {"url": f"{base}StructureDefinition/dose-sides", "valueCode": "alternate"} in first["extension"]
    assert {"line": "load", "kind": "band", "unit": "extra-light"} in [parts(one) for one in second["extension"]]
    # A Timing cannot repeat 'on 5 days a week', nor 'while awake': it says these in words.
    for detail in (first, second):
        assert detail["scheduledTiming"]["code"]["text"]
        assert "frequency" not in detail["scheduledTiming"].get("repeat", {})
    for activity in (first, second):
        for address in activity["instantiatesCanonical"]:
            assert (changed / f"{address.removeprefix(changed_address)}.json").is_file()
    defined = json.loads((changed / "api/v1/fhir/StructureDefinition/dose-line.json").read_text(encoding="utf-8"))
    assert {one["expression"] for one in defined["context"]} >= {"CarePlan", "CarePlan.activity.detail"}
    slices = {it["sliceName"] for it in defined["differential"]["element"] if "sliceName" in it}
    assert {key for dose in doses for key in dose} <= slices


# How often, on which days beside it, and what a Timing repeats; or its words, where no Timing repeats just that.
TIMINGS: tuple[tuple[tuple[Any, ...], tuple[Any, ...] | None, Json | str], ...] = (
    (("exact", "times-a-day", 2), None, {"frequency": 2, "period": 1, "periodUnit": "d"}),
    (("range", "times-a-week", 2, 3), None, {"frequency": 2, "frequencyMax": 3, "period": 1, "periodUnit": "wk"}),
    (("exact", "every-days", 2), None, {"frequency": 1, "period": 2, "periodUnit": "d"}),
    (("range", "every-hours", 2, 3), None, {"frequency": 1, "period": 2, "periodMax": 3, "periodUnit": "h"}),
    (("exact", "times-a-day", 2), ("exact", "days-a-week", 7), {"frequency": 2, "period": 1, "periodUnit": "d"}),
    (("exact", "times-a-day", 1), ("exact", "every-days", 2), {"frequency": 1, "period": 2, "periodUnit": "d"}),
    (("exact", "times-a-day", 2), ("exact", "every-days", 2), "How often: Twice a day; Days: Every other day"),
    (("exact", "times-a-day", 1), ("exact", "days-a-week", 5), "How often: Once a day; Days: 5 days a week"),
    (("exact", "days-a-week", 3), None, "How often: 3 days a week"),
    (("at-least", "times-a-day", 2), None, "How often: At least 2 times a day"),
    (("exact", "every-hours-awake", 2), None, "How often: Every 2 hours while you are awake"),
)


def test_a_timing_says_how_often_in_numbers_where_it_can_and_else_in_words(
    page: Page, changed_address: str, known: Json
) -> None:
    plans = [
        {"boneHealth": False, "frequency": quantity("exact", "times-a-day", 9), "clinic": "", "phone": "",
         "instructions": "", "start": "2026-12-01",
         "entries": [entry(known, "zbz", line("frequency", *often), *([line("days", *days)] if days else []))]}
        for often, days, _ in TIMINGS
    ]  # fmt: skip
    page.goto(f"{changed_address}plan/#{format_2.encode(plans[0])}")
    made = page.evaluate(
        """async ([known, plans, base]) => {
          const { carePlan } = await import(base + 'assets/javascripts/plan/care-plan.js');
          return plans.map(plan => carePlan(known, plan, base + 'plan/'));
        }""",
        [known, plans, changed_address],
    )
    bounds = {"boundsPeriod": {"start": "2026-12-01"}}
    for one, (_, _, wanted) in zip(made, TIMINGS, strict=True):
        get_fhir_model_class("CarePlan").model_validate(one)
        told = one["activity"][0]["detail"]["scheduledTiming"]
        expected = (
            {"code": {"text": wanted}, "repeat": bounds} if isinstance(wanted, str) else {"repeat": bounds | wanted}
        )
        assert told == expected


# --- The clinician's page


def open_more(page: Page) -> None:
    page.locator(".exercise details summary").first.focus()
    page.keyboard.press("Enter")


def test_what_is_new_is_typed_by_keyboard(tool: Page) -> None:
    tick(tool, "bridge")
    first_line(tool, "Hold").focus()
    press(tool, "2 min[Enter]3x8-12[Enter]")
    # It is written as it is meant once the field is left.
    hold = tool.locator("[data-key='hold.']")
    expect(hold.get_by_role("textbox", name="Hold", exact=True)).to_have_value("2")
    expect(hold.get_by_role("combobox", name="Hold, unit")).to_have_value("minutes")
    expect(tool.get_by_role("textbox", name="Repeat", exact=True)).to_have_value("8")
    expect(tool.get_by_role("textbox", name="Repeat, to", exact=True)).to_have_value("12")
    expect(tool.get_by_role("textbox", name="Sets", exact=True)).to_have_value("3")
    expect(tool.get_by_role("textbox", name="Sets", exact=True)).to_be_focused()
    press(tool, "[Enter]twice a day[Enter]")
    open_more(tool)
    group = tool.get_by_role("group", name="Weight or band 1. Bridge")
    group.get_by_role("textbox", name="Weight or band", exact=True).focus()
    press(tool, "red[Enter]4-6[Enter]4 sec[Enter]5[Enter]")
    expect(group.get_by_role("combobox", name="Weight or band, unit")).to_have_value("red")
    expect(group.get_by_role("textbox", name="Weight or band", exact=True)).to_be_hidden()
    made = given(tool)
    assert lines(made) == {
        "hold": ("exact", "minutes", 2), "repetitions": ("range", "", 8, 12), "sets": ("exact", "", 3),
        "frequency": ("exact", "times-a-day", 2), "days": ("exact", "days-a-week", 5), "load": ("band", "red", 0),
        "effort": ("range", "", 4, 6), "tempo": ("exact", "seconds", 4),
    }  # fmt: skip
    sheet = tool.locator("#sheet")
    for told in ("Red band.", "4 to 6 out of 10.", "5 days a week.", "8 to 12 times."):
        expect(sheet.get_by_text(told)).to_be_visible()


def test_a_plan_is_undone_after_it_is_written_as_it_is_meant(tool: Page) -> None:
    tick(tool, "bridge")
    tool.get_by_role("textbox", name="Hold", exact=True).focus()
    press(tool, "[Enter]3x10[Enter]")
    repeat = tool.get_by_role("textbox", name="Repeat", exact=True)
    sets = tool.get_by_role("textbox", name="Sets", exact=True)
    expect(repeat).to_have_value("10")
    expect(sets).to_have_value("3")
    tool.get_by_role("button", name="Undo").click()
    expect(repeat).to_have_value("")
    expect(sets).to_have_value("")


def test_what_has_no_number_asks_for_none(tool: Page) -> None:
    tick(tool, "bridge")
    shape = tool.get_by_role("combobox", name="Repeat, exactly or how")
    shape.select_option("to-fatigue")
    expect(tool.get_by_role("textbox", name="Repeat", exact=True)).to_be_hidden()
    assert lines(given(tool)) == {"repetitions": ("to-fatigue", "", 0)}
    shape.select_option("exact")
    expect(tool.get_by_role("textbox", name="Repeat", exact=True)).to_be_visible()
    assert lines(given(tool)) == {}


def test_days_and_dates_of_a_whole_plan(tool: Page) -> None:
    tick(tool, "bridge")
    old = tool.get_by_label("Link to the plan").input_value()
    assert "#1" in old
    more = tool.locator("[data-part=more-of-plan]")
    more.locator("summary").click()
    days = more.get_by_role("textbox", name="Days", exact=True)
    days.fill("every other day")
    why = tool.locator("[data-part=why-not]")
    expect(why).to_have_text("Days: fill in how often in a day first.")
    tool.locator("#often").fill("2")
    # In the past: asked back, and taken once the clinician stands by it.
    more.get_by_label("First day").fill("2026-11-02")
    expect(why).to_have_text("The first day, 2 November 2026, is past. Is it right?")
    more.get_by_role("button", name="Yes, it is right").click()
    assert given(tool)["start"] == "2026-11-02"
    more.get_by_label("First day").fill("2098-12-02")
    more.get_by_label("Last day").fill("2098-12-01")
    expect(why).to_have_text("The last day must not be before the first.")
    more.get_by_label("Last day").fill("2099-01-12")
    made = given(tool)
    assert (made["days"], made["start"], made["end"]) == (
        {"shape": "exact", "unit": "every-days", "amount": 2}, "2098-12-02", "2099-01-12",
    )  # fmt: skip
    tool.reload()
    assert given(tool) == made
    for field in ("First day", "Last day"):
        more.get_by_label(field).fill("")
    days.fill("")
    tool.locator("#often").fill("")
    expect(tool.get_by_label("Link to the plan")).to_have_value(old)


def test_a_plan_is_kept_as_a_template_with_its_doses(tool: Page) -> None:
    tick(tool, "bridge")
    tool.get_by_role("textbox", name="Hold", exact=True).focus()
    for typed in ("max", "to fatigue", "2", "every 2 hours while awake"):
        tool.keyboard.insert_text(typed)
        tool.keyboard.press("Enter")
    open_more(tool)
    tool.get_by_role("textbox", name="Weight or band", exact=True).fill("2,5 kg")
    made = given(tool)
    tool.get_by_label("Keep this plan as").fill("Mine")
    tool.get_by_label("Keep this plan as").press("Enter")
    tool.get_by_role("button", name="Start a new plan").click()
    tool.locator("[data-part=templates]").get_by_role("button", name="Open").click()
    assert given(tool) == made
    assert lines(made) == {
        "hold": ("as-many", "", 0), "repetitions": ("to-fatigue", "", 0), "sets": ("exact", "", 2),
        "frequency": ("exact", "every-hours-awake", 2), "load": ("exact", "kg", 2.5),
    }  # fmt: skip


def test_the_tool_copies_text_and_saves_for_a_record(tool: Page) -> None:
    tick(tool, "bridge")
    tool.get_by_role("textbox", name="Hold", exact=True).focus()
    press(tool, "5[Enter]")
    tool.get_by_label("Patient's name").fill("Ann Example")
    tool.get_by_role("button", name="Copy as text").click()
    text = tool.get_by_label("The plan as text")
    expect(text).to_be_visible()
    link = tool.get_by_label("Link to the plan").input_value()
    assert text.input_value() == f"Your plan: 1 exercise\n\n1. Bridge\nHold: 5 seconds\n\n{link}"
    made = saved(tool)
    assert made["activity"][0]["detail"]["instantiatesCanonical"] == [
        "https://clinic.example/care/api/v1/fhir/ActivityDefinition/bridge"
    ]
    assert "Ann Example" not in json.dumps(made) + text.input_value()
    # What is changed after that is not the text any more.
    tool.get_by_role("textbox", name="Hold", exact=True).fill("6")
    expect(text).to_be_hidden()


# --- For everyone


# What stands on the page only while something is looked for, or is wrong.
AT_TIMES = "#add, #matches, [aria-invalid=true], .wrong, [data-part=why-not], .look-first, .remarks"


@pytest.mark.parametrize(
    "whole", sampled([False, True], [False]), ids=lambda whole: "whole" if whole else "what is new"
)
def test_axe_finds_nothing_in_any_state(page: Page, changed_address: str, whole: bool) -> None:
    """With everything open, in both schemes, and else what is new; in time, the whole page in each state."""
    page.goto(f"{changed_address}prescribe/#start={OPEN}")
    tick(page, "zigzag bridge", "zigzag bend", *(["lying on back"] if whole else []))
    page.get_by_label("This plan is for bone health").check()
    first_line(page, "Hold").fill("9999")
    page.get_by_label("Phone of your clinic").fill("x")
    assert not whole or complaints_in_both_schemes(page) == []
    page.get_by_label("Add an exercise").fill("knee")
    expect(page.locator("#matches li").first).to_be_visible()
    assert (complaints_in_both_schemes(page) if whole else complaints(page, within=AT_TIMES)) == []
    page.get_by_label("Add an exercise").press("Escape")
    first_line(page, "Hold").fill("9")
    page.get_by_label("Phone of your clinic").fill("555 0100")
    page.get_by_role("checkbox", name="Standing", exact=True).check()
    keep(page, "Mine")
    page.set_viewport_size({"width": 768, "height": 900})
    for closed in page.locator(".make details").all():
        closed.evaluate("details => { details.open = true; }")
    assert link(page)
    page.get_by_role("button", name="Copy as text").click()
    expect(page.get_by_label("The plan as text")).to_be_visible()
    if whole:
        page.get_by_role("button", name="See what your patient gets").click()
        assert complaints_in_both_schemes(page) == []
        page.get_by_role("button", name="Back to the fields").click()
    else:
        page.evaluate(FEW)
    assert complaints_in_both_schemes(page, None if whole else "article") == []
