"""What must not go wrong while a clinician works: lost numbers, lost steps, lost work, and messages that mislead."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import plan_format_1
import pytest
import tabs
from conftest import sampled
from exercise_library.catalogue.dose import ByPart
from exercise_library.view.build import build_view
from own import OPEN, RESTRICTED
from playwright.sync_api import Browser, Dialog, Page, Route, ViewportSize, expect
from test_prescribe import (
    ENTRIES,
    LIBRARY,
    PUBLISHED,
    first_line,
    keep,
    kept_on_device,
    link,
    pick,
    plan,
    press,
    take_in,
    tick,
    titles,
)

STATUS = "[data-part=said]"
# A telephone, a tablet and a computer.
PHONE: ViewportSize = {"width": 390, "height": 844}
TABLET: ViewportSize = {"width": 768, "height": 1024}
COMPUTER: ViewportSize = {"width": 1280, "height": 900}


@pytest.fixture(scope="module")
def tab(browser: Browser) -> Iterator[Page]:
    with tabs.opened(browser, viewport=COMPUTER, permissions=["clipboard-read", "clipboard-write"]) as opened:
        yield opened


@pytest.fixture
def page(tab: Page) -> Iterator[Page]:
    with tabs.lent(tab, dialogs=True) as lent:
        yield lent


def lines(page: Page, at: int) -> dict[str, Any]:
    """Return the amounts of an exercise in the plan, by the kind of their line."""
    return {line["kind"]: line["quantity"]["amount"] for line in plan(page)["entries"][at]["lines"]}


def focused(page: Page) -> str:
    return str(page.evaluate("document.activeElement.id"))


def button(page: Page, name: str, at: int = 0) -> Any:
    return page.locator(".exercise").nth(at).get_by_role("button", name=name, exact=True)


# --- Numbers ---


@pytest.mark.parametrize("count", sampled([1, 4], []))
def test_four_exercises_take_52_keys(tool: Page, count: int) -> None:
    """Each takes 13, and leads back to where the next one begins: one of them tells, the rest is for the sweep."""
    tool.locator("#add").focus()
    # The search comes with the focus.
    tool.keyboard.type("b")
    expect(tool.locator("#matches li").first).to_be_visible()
    tool.keyboard.press("Backspace")
    words = ("bri", "cat", "hip r", "arm")[:count]
    assert press(tool, "".join(f"{word}[Enter]5[Enter]10[Enter][Enter][Enter]" for word in words)) <= 13 * count
    assert len(titles(tool)) == count and focused(tool) == "add"
    assert [(lines(tool, at)["hold"], lines(tool, at)["repetitions"]) for at in range(count)] == [(5, 10)] * count


AMOUNTS = (
    """() => [...document.querySelectorAll(".exercise [data-key] [data-field=amount]")].map(field => field.value)"""
)


# One entry of each kind: by what is to be chosen first, and whether parts of it have numbers of their own.
OF_EACH_KIND = {
    (it.variant_choice if LIBRARY.exercises[it.exercise].variants else "", isinstance(it.dose.hold, ByPart)): code
    for code, it in ENTRIES.items()
}


@pytest.mark.parametrize("every", sampled([False, True], [False]), ids=lambda every: "every" if every else "each kind")
def test_numbers_typed_after_an_exercise_is_added_never_vanish(tool: Page, every: bool) -> None:
    tool.locator("#add").fill("bridge")
    expect(tool.locator("#matches li").first).to_be_visible()
    lost = []
    for code in ENTRIES if every else OF_EACH_KIND.values():
        entry = ENTRIES[code]
        tool.locator("#add").fill(entry.title)
        tool.locator(f"#matches [data-code={code}]").click()
        press(tool, "5[Enter]12")
        amounts = [amount for amount in tool.evaluate(AMOUNTS) if amount]
        if amounts != ["5", "12"]:
            lost.append((entry.title, amounts))
        tool.get_by_role("button", name="Remove", exact=True).click()
    assert lost == []


def test_a_number_typed_at_a_box_or_a_button_finds_an_open_field_or_says_there_is_none(own: Page) -> None:
    tick(own, "zigzag bridge")
    button(own, "Use these").click()
    own.locator(".exercise select[data-field=sides]").focus()
    own.keyboard.type("3")
    # Hold and Repeat are filled in; the next open number is that of the sets.
    assert own.evaluate(AMOUNTS)[:3] == ["5", "8", "3"]
    own.keyboard.press("Tab")
    for field in own.locator(".exercise [data-key] [data-field=amount]").all():
        if field.is_visible() and not field.input_value():
            field.fill("2")
    before = own.evaluate(AMOUNTS)
    button(own, "Move up").focus()
    own.keyboard.type("7")
    assert own.evaluate(AMOUNTS) == before
    expect(own.locator(STATUS)).to_contain_text("All numbers here are filled in.")


def test_a_number_of_a_form_that_is_not_chosen_is_told_and_comes_back(own: Page) -> None:
    tick(own, "zigzag bend")
    first_line(own, "Hold: Sitting").fill("9")
    standing = own.get_by_role("checkbox", name="Standing", exact=True)
    standing.check()
    left = "Not in the plan, because its way is not chosen: Hold: Sitting."
    expect(own.locator(".exercise .remarks")).to_contain_text(left)
    expect(own.locator(".look-first")).to_contain_text(left)
    own.get_by_role("checkbox", name="Sitting", exact=True).check()
    expect(first_line(own, "Hold: Sitting")).to_have_value("9")
    expect(own.locator(".exercise .remarks")).not_to_contain_text("Not in the plan")
    # What the handout gives takes the place of what was typed, and says how to get that back.
    tick(own, "zigzag bridge")
    bridge = own.locator(".exercise").nth(1)
    bridge.get_by_role("textbox", name="Hold", exact=True).fill("7")
    button(own, "Use these", 1).click()
    expect(own.locator(STATUS)).to_contain_text("Undo takes them out again.")
    own.keyboard.press("Control+z")
    expect(bridge.get_by_role("textbox", name="Hold", exact=True)).to_have_value("7")


def test_what_is_typed_before_the_search_has_come_waits_for_it(page: Page, address: str) -> None:
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    page.route("**/search.json", hold)
    page.goto(f"{address}prescribe/")
    with page.expect_request("**/search.json"):
        page.locator("#add").focus()
    press(page, "bri[Enter]5[Enter]10[Enter]")
    assert titles(page) == []
    expect(page.locator("#add")).to_have_value("bri")
    held[0].continue_()
    expect(page.locator(".exercise h3")).to_have_text("1. Bridge")
    expect(first_line(page, "Repeat")).to_have_value("10")
    assert lines(page, 0) == {"hold": 5, "repetitions": 10}


# --- Steps ---


def test_undo_and_redo_go_by_whole_steps_in_fields_too(own: Page) -> None:
    tick(own, "zigzag bridge")
    first_line(own, "Hold").focus()
    press(own, "12[Enter]34[Enter]")
    assert lines(own, 0) == {"hold": 12, "repetitions": 34}
    first_line(own, "Repeat").focus()
    own.keyboard.press("Control+z")
    assert lines(own, 0) == {"hold": 12}
    assert focused(own) == first_line(own, "Repeat").get_attribute("id")
    own.keyboard.press("Control+z")
    assert lines(own, 0) == {}
    own.keyboard.press("Control+z")
    assert titles(own) == []
    # The field is gone, and with it the focus: it is handed on.
    assert focused(own) == "add"
    own.keyboard.press("Control+z")
    expect(own.locator(STATUS)).to_have_text("There is nothing to undo.")
    for wanted in ({}, {"hold": 12}, {"hold": 12, "repetitions": 34}):
        own.keyboard.press("Control+Shift+Z")
        assert lines(own, 0) == wanted
    own.get_by_role("button", name="Undo").click()
    own.keyboard.press("Control+y")
    assert lines(own, 0) == {"hold": 12, "repetitions": 34}
    expect(own.get_by_role("button", name="Redo")).to_have_attribute("aria-disabled", "true")
    own.get_by_role("button", name="Undo").click()
    own.get_by_role("button", name="Redo").click()
    assert lines(own, 0) == {"hold": 12, "repetitions": 34}
    # Another change ends what could be done again.
    own.get_by_role("button", name="Undo").click()
    first_line(own, "Sets").fill("2")
    own.keyboard.press("Control+y")
    assert lines(own, 0) == {"hold": 12, "sets": 2}


def test_writing_and_deleting_are_two_steps_and_each_visit_is_one(tool: Page) -> None:
    field = tool.get_by_label("Special instructions")
    field.press_sequentially("Slowly please")
    for _ in range(7):
        field.press("Backspace")
    expect(field).to_have_value("Slowly")
    field.press("Control+z")
    expect(field).to_have_value("Slowly please")
    field.press("Control+z")
    expect(field).to_have_value("")
    field.press_sequentially("One")
    tool.get_by_label("Name of your clinic").focus()
    field.focus()
    field.press("End")
    field.press_sequentially(" two")
    field.press("Control+z")
    expect(field).to_have_value("One")
    # The patient's name is no part of the plan, and nothing of the plan goes with it.
    name = tool.get_by_label("Patient's name")
    name.press_sequentially("Ann")
    name.press("Control+z")
    name.press("Control+z")
    expect(field).to_have_value("One")
    expect(name).not_to_have_value("Ann")


def test_an_exercise_stands_twice_with_other_doses_for_left_and_right(own: Page, changed_address: str) -> None:
    often(own)
    tick(own, "zigzag bridge")
    first_line(own, "Hold").focus()
    press(own, "5[Enter]10[Enter]")
    own.get_by_role("combobox", name="Sides").select_option("left")
    button(own, "Add once more").click()
    # Each names its side, here and everywhere.
    named = ["Zigzag bridge, left side", "Zigzag bridge, right side"]
    numbered = [f"{at}. {title}" for at, title in enumerate(named, 1)]
    assert titles(own) == numbered
    expect(own.locator(STATUS)).to_have_text("Zigzag bridge is there once more, as exercise 2.")
    # What is for the left side is copied for the right one, and its first number waits to be changed.
    assert focused(own) == own.locator(".exercise").nth(1).locator("[data-field=amount]").first.get_attribute("id")
    press(own, "[Control+a]9[Enter]")
    told = plan(own)
    assert [(entry["code"], entry["sides"]) for entry in told["entries"]] == [("zpz", "left"), ("zpz", "right")]
    assert (lines(own, 0), lines(own, 1)) == ({"hold": 5, "repetitions": 10}, {"hold": 9, "repetitions": 10})
    assert link(own).startswith(f"{PUBLISHED}#1")
    expect(own.locator(".look-first")).not_to_be_visible()
    patient = own.context.new_page()
    patient.goto(link(own).replace(PUBLISHED, f"{changed_address}plan/"))
    cards = patient.locator(".sheet-card")
    expect(cards).to_have_count(2)
    for at, words in enumerate((("5 seconds", "Left"), ("9 seconds", "Right"))):
        for word in words:
            expect(cards.nth(at).locator("[data-part=dose]")).to_contain_text(re.compile(word, re.I))
    expect(patient.get_by_text("is here more than once")).to_have_count(0)
    # Before its steps, which may speak of the other side, each says to leave that out.
    assert cards.locator("h3").all_inner_texts() == numbered
    assert cards.locator("h3 + .notice").all_inner_texts() == [
        "Left side only: leave out the right side.",
        "Right side only: leave out the left side.",
    ]
    patient.check("#with-diary")
    assert patient.locator(".sheet-diary tbody th").all_inner_texts()[:2] == numbered
    patient.goto(link(own).replace(PUBLISHED, f"{changed_address}practice/"))
    patient.locator("[data-do=begin]").click()
    expect(patient.locator("[data-slot=title]")).to_have_text(named[0])
    # Undo takes the copy away whole.
    own.get_by_role("button", name="Undo").click()
    own.get_by_role("button", name="Undo").click()
    assert titles(own) == numbered[:1]


def test_two_that_look_the_same_are_told(own: Page) -> None:
    often(own)
    tick(own, "zigzag bridge")
    button(own, "Add once more").click()
    # Nothing tells them apart yet: the sides are asked for.
    assert focused(own).endswith("-sides")
    first_line(own, "Hold").fill("5")
    own.locator(".exercise [data-field=amount]").nth(len(own.evaluate(AMOUNTS)) // 2).fill("5")
    expect(own.locator(".look-first")).to_contain_text("Exercises 1 and 2 look the same to your patient.")
    assert link(own)
    own.get_by_role("combobox", name="Sides").nth(1).select_option("right")
    expect(own.locator(".look-first")).not_to_be_visible()
    # A tick in the lists stands for all of an exercise.
    box = own.locator(".lists input[value=zpz]")
    expect(box).to_be_checked()
    own.locator(f".lists [id='start={OPEN}'] summary").click()
    box.uncheck()
    assert titles(own) == []


# --- The pointer ---


def order(page: Page) -> list[str]:
    return [title.split(". ")[1] for title in titles(page)]


# A window in which all is in sight, so that nothing has to be scrolled while it is dragged.
TALL: ViewportSize = {"width": 1280, "height": 4000}


def take(page: Page, at: int) -> float:
    """Take an exercise by its handle, and return how far from the left."""
    handle = page.locator(".exercise .handle").nth(at)
    handle.scroll_into_view_if_needed()
    start = handle.bounding_box()
    assert start
    page.mouse.move(start["x"] + 20, start["y"] + 20)
    page.mouse.down()
    return start["x"] + 20


def drag(page: Page, at: int, to: int, drop: bool = True) -> None:
    """Drag an exercise by its handle to the middle of another one that is in sight."""
    left = take(page, at)
    goal = page.locator(".exercise").nth(to).bounding_box()
    assert goal
    page.mouse.move(left, goal["y"] + goal["height"] * (0.7 if to > at else 0.3))
    page.evaluate("() => new Promise((seen) => requestAnimationFrame(() => requestAnimationFrame(seen)))")
    if drop:
        page.mouse.up()


def test_exercises_are_dragged_and_escape_gives_up(own: Page) -> None:
    own.set_viewport_size(TALL)
    tick(own, "zigzag bridge", "zigzag cat", "lying on back")
    before = order(own)
    drag(own, 0, 2)
    assert order(own) == [before[1], before[2], before[0]]
    expect(own.locator(STATUS)).to_have_text("Exercise 1 is now exercise 3.")
    assert [ENTRIES.get(entry["code"]) is not None for entry in plan(own)["entries"]] == [False, True, False]
    drag(own, 2, 0)
    assert order(own) == before
    own.get_by_role("button", name="Undo").click()
    own.get_by_role("button", name="Undo").click()
    assert order(own) == before
    drag(own, 0, 1, drop=False)
    expect(own.locator(".exercise[data-dragged]")).to_have_count(1)
    expect(own.locator(".exercise[data-drop-below]")).to_have_count(1)
    own.keyboard.press("Escape")
    expect(own.locator(".exercise[data-dragged], .exercise[data-drop-below]")).to_have_count(0)
    own.mouse.up()
    assert order(own) == before
    # A click on the handle is no move.
    own.locator(".handle").nth(1).click()
    assert order(own) == before
    # What is dragged to the edge of a window that is too small scrolls it.
    own.set_viewport_size({"width": 1280, "height": 600})
    left, top = take(own, 0), own.evaluate("scrollY")
    own.mouse.move(left, 590)
    own.wait_for_function("top => scrollY > top + 200", arg=top)
    own.keyboard.press("Escape")
    own.mouse.up()
    assert order(own) == before


def test_the_pointer_keeps_the_button_that_it_presses(own: Page) -> None:
    tick(own, "zigzag bridge", "zigzag cat", "lying on back")
    first = order(own)[0]
    down = button(own, "Move down")
    down.scroll_into_view_if_needed()
    own.evaluate("scrollBy(0, 200)")
    place = down.bounding_box()
    assert place
    for wanted in (1, 2):
        own.mouse.click(place["x"] + 20, place["y"] + 20)
        assert order(own).index(first) == wanted
    own.mouse.click(place["x"] + 20, place["y"] + 20)
    expect(own.locator(STATUS)).to_have_text("It is the last exercise.")
    undo = own.get_by_role("button", name="Undo")
    undo.scroll_into_view_if_needed()
    place = undo.bounding_box()
    assert place
    for wanted in (1, 0):
        own.mouse.click(place["x"] + 20, place["y"] + 20)
        assert order(own).index(first) == wanted
    # The list of what fits closes as its field is left: what is pressed below it is pressed all the same.
    own.locator("#add").fill("zig")
    expect(own.locator("#matches li").first).to_be_visible()
    own.set_viewport_size({"width": 1280, "height": 1400})
    anew = own.get_by_role("button", name="Start a new plan")
    before = anew.bounding_box()
    own.keyboard.press("Escape")
    assert anew.bounding_box() == before


# --- Work that could be lost ---


ASKS = """() => {
  const leaving = new Event("beforeunload", { cancelable: true });
  window.dispatchEvent(leaving);
  return leaving.defaultPrevented;
}"""


def test_a_browser_asks_before_work_is_lost_and_only_then(tool: Page) -> None:
    page = tool

    def anew() -> None:
        page.get_by_role("button", name="Start a new plan").click()
        assert not page.evaluate(ASKS)
        tick(page, "bridge")
        assert page.evaluate(ASKS)

    anew()
    page.get_by_role("button", name="Copy the link").click()
    expect(page.locator(STATUS)).to_have_text("The link is copied.")
    assert not page.evaluate(ASKS)
    assert page.evaluate("navigator.clipboard.readText()") == link(page)
    first_line(page, "Hold").fill("5")
    assert page.evaluate(ASKS)
    anew()
    keep(page, "Mine")
    first_line(page, "Hold").fill("5")
    page.get_by_role("button", name="Undo").click()
    assert not page.evaluate(ASKS), "what is kept as a template is as it was"
    anew()
    page.get_by_label("Keep what I fill in when I close this tab").check()
    assert not page.evaluate(ASKS)
    page.get_by_label("Keep what I fill in when I close this tab").uncheck()
    # A real browser asks, and stays.
    with page.expect_event("dialog") as asked:
        page.close(run_before_unload=True)
    assert asked.value.type == "beforeunload"
    asked.value.dismiss()
    # Within the site, the tab keeps it: no question, and Back brings it back.
    page.get_by_role("link", name="About", exact=True).first.click()
    expect(page).to_have_url(re.compile("about/$"))
    page.go_back()
    assert titles(page) == ["1. Bridge"]


def test_a_draft_outlives_its_tab_only_if_that_is_wanted_and_goes_into_a_file(
    tool: Page,
    tmp_path: Path,
) -> None:
    wish = tool.get_by_label("Keep what I fill in when I close this tab")
    expect(wish).to_have_accessible_description(re.compile("Safari may delete it after 7 days.*save it as a file"))
    tick(tool, "bridge")
    first_line(tool, "Hold").fill("7")
    first_line(tool, "Sets").fill("oops")
    tool.get_by_label("Patient's name").fill("Zebediah Example")
    with tool.expect_download() as saving:
        tool.get_by_role("button", name="Save what I filled in as a file").click()
    file = tmp_path / "draft.json"
    saving.value.save_as(file)
    assert "Zebediah" not in file.read_text(encoding="utf-8")
    wish.check()
    other = tool.context.new_page()
    other.goto(tool.url)
    expect(first_line(other, "Hold")).to_have_value("7")
    expect(other.get_by_label("Keep what I fill in when I close this tab")).to_be_checked()
    assert "Zebediah" not in kept_on_device(other)
    other.get_by_role("button", name="Start a new plan").click()
    assert other.evaluate("Object.keys(localStorage).length") == 0
    other.locator("#open-draft").set_input_files(file)
    expect(first_line(other, "Hold")).to_have_value("7")
    expect(first_line(other, "Sets")).to_have_value("oops")
    other.get_by_role("button", name="Undo").click()
    assert titles(other) == []
    # What else is no draft is in tests/javascript/draft.test.js.
    for bad in ("{", file.read_text(encoding="utf-8") + " " * 1_000_001):
        wrong: Any = {"name": "d.json", "mimeType": "application/json", "buffer": bad.encode()}
        other.locator("#open-draft").set_input_files(wrong)
        expect(other.locator(STATUS)).to_contain_text("Nothing was opened.")
        assert titles(other) == []


def test_the_clinic_is_kept_if_that_is_wanted(tool: Page) -> None:
    name, phone = tool.get_by_label("Name of your clinic"), tool.get_by_label("Phone of your clinic")
    wish = tool.get_by_label("Keep the name and phone of my clinic")
    expect(wish).to_have_accessible_description(re.compile("Safari may\\s+delete them after 7 days"))
    name.fill("North Street")
    other = tool.context.new_page()
    other.goto(tool.url)
    expect(other.get_by_label("Name of your clinic")).to_have_value("")
    wish.check()
    phone.fill("555 0100")
    other.reload()
    expect(other.get_by_label("Name of your clinic")).to_have_value("North Street")
    expect(other.get_by_label("Phone of your clinic")).to_have_value("555 0100")
    assert titles(other) == []
    tick(other, "bridge")
    assert (plan(other)["clinic"], plan(other)["phone"]) == ("North Street", "555 0100")
    other.get_by_label("Keep the name and phone of my clinic").uncheck()
    assert "North Street" not in str(other.evaluate("JSON.stringify({...localStorage})"))


# --- Templates and messages ---


def test_a_template_is_brought_up_to_date_in_its_place(tool: Page) -> None:
    tick(tool, "bridge")
    keep(tool, "Hips")
    keep(tool, "Hips")
    expect(tool.locator("#template-name-wrong")).to_contain_text("Press Update beside it")
    tick(tool, "calf")
    row = tool.locator("[data-part=templates] li")
    for box in tool.locator(".exercise [data-field=form]").all():
        box.check()
    tool.once("dialog", lambda dialog: dialog.dismiss())
    row.get_by_role("button", name="Update").click()
    asked: list[str] = []

    def agree(dialog: Dialog) -> None:
        asked.append(dialog.message)
        dialog.accept()

    tool.once("dialog", agree)
    # The complaint was about another action.
    expect(tool.locator("#template-name-wrong")).not_to_be_visible()
    row.get_by_role("button", name="Update").click()
    assert len(asked) == 1 and "Hips" in asked[0]
    expect(tool.locator(STATUS)).to_have_text("“Hips” now holds this plan.")
    expect(row).to_have_count(1)
    wanted = plan(tool)
    tool.get_by_role("button", name="Start a new plan").click()
    row.get_by_role("button", name="Open").click()
    assert plan(tool) == wanted
    first_line(tool, "Hold").fill("7")
    row.get_by_role("button", name="Open").click()
    expect(tool.locator(STATUS)).to_contain_text("Undo brings your last plan back.")


def test_a_message_goes_with_the_next_action(tool: Page) -> None:
    said = tool.locator(STATUS)
    tick(tool, "bridge", "cat and")
    button(tool, "Move down").click()
    expect(said).to_have_text("Exercise 1 is now exercise 2.")
    tool.get_by_label("Patient's name").press_sequentially("A")
    expect(said).to_have_text("")
    tool.get_by_role("button", name="Keep", exact=True).click()
    expect(tool.locator("#template-name-wrong")).to_be_visible()
    expect(said).to_have_text("")
    button(tool, "Move up", 1).click()
    expect(tool.locator("#template-name-wrong")).not_to_be_visible()
    expect(said).to_have_text("Exercise 2 is now exercise 1.")
    take_in(tool, "{")
    expect(tool.locator("#import-wrong")).to_be_visible()
    expect(said).to_have_text("")
    tool.locator("#layout-large").check()
    expect(tool.locator("#import-wrong")).not_to_be_visible()
    tool.locator("#add").fill("zzz")
    expect(said).to_contain_text("No exercise fits.")
    tool.locator("#add").fill("")
    expect(said).to_have_text("")


# --- Choices, names and questions ---


def test_choose_one_lets_one(own: Page) -> None:
    tick(own, "press")
    group = own.get_by_role("group", name="Choose one way")
    choices = group.get_by_role("radio")
    expect(choices).to_have_count(4)
    expect(group.get_by_role("radio", name="My patient picks one")).to_be_checked()
    assert plan(own)["entries"][0]["forms"] == ""
    choices.nth(1).check()
    choices.nth(3).check()
    assert plan(own)["entries"][0]["forms"] == "c"
    assert focused(own).endswith("-form-c")
    # By key: arrows choose, Enter goes on at once, and a number goes where numbers go.
    own.keyboard.press("ArrowUp")
    assert plan(own)["entries"][0]["forms"] == "b"
    press(own, "[Enter]")
    assert own.evaluate("document.activeElement.matches('[data-field=amount]')")
    own.keyboard.press("Control+z")
    assert plan(own)["entries"][0]["forms"] == "c"
    # A template of long ago may have chosen two.
    told = plan(own)
    told["entries"][0]["forms"] = "ab"
    old = {"format": "home-exercise-templates-1", "templates": [{"name": "Old", "plan": plan_format_1.encode(told)}]}
    take_in(own, json.dumps(old))
    own.locator("[data-part=templates]").get_by_role("button", name="Open").click()
    expect(own.locator(STATUS)).to_contain_text("something that you chose is no longer here")
    expect(group.get_by_role("radio", name="My patient picks one")).to_be_checked()


def test_groups_of_fields_are_named_with_their_exercise(own: Page) -> None:
    tick(own, "zigzag bridge", "lying on back", "press")
    names = own.evaluate(
        """() => [...document.querySelectorAll(".exercise :is([role=group], fieldset)")].map(group =>
          (group.getAttribute("aria-labelledby") ?? "").split(" ")
            .map(id => document.getElementById(id)?.textContent))"""
    )
    wanted = titles(own)
    assert len(names) > 10
    assert {name[-1] for name in names} == set(wanted)
    assert all(len(name) == 2 and all(name) for name in names)
    for number, title in enumerate(wanted):
        expect(own.locator(".exercise").nth(number).get_by_role("group", name=title).first).to_be_visible()


def often(page: Page) -> None:
    """Say how often for the whole plan, so that nothing is missed."""
    page.locator("#often").fill("2")


def test_how_often_comes_from_the_program_or_is_missed(tool: Page) -> None:
    data = json.loads(tool.locator("script[data-part=library]").inner_text())
    tick(tool, "knee to chest")
    remark = "Your plan does not say how often to do this."
    expect(tool.locator(".exercise .remarks")).to_contain_text(remark)
    expect(tool.locator(".look-first")).to_contain_text(f"Exercise 1: {remark}")
    assert link(tool), "it is a word of advice"
    expect(tool.locator("[data-part=gives]")).to_contain_text("How often: Every day, at least once")
    button(tool, "Use these").click()
    expect(tool.locator(".look-first")).not_to_be_visible()
    (entry,) = plan(tool)["entries"]
    (told,) = [line for line in entry["lines"] if line["kind"] == "frequency"]
    assert told["quantity"] == {"shape": "at-least", "unit": "times-a-day", "amount": 1}
    # A program that leaves it open gives none.
    open_ = [it for it in LIBRARY.programs.values() if it.dose.frequency.kind in ("not-given", "blank")]
    left = [
        entry.code for it in open_ for entry in it.entries if entry.dose.frequency.kind in ("not-given", "as-program")
    ]
    assert left and not any(
        line["kind"] == "frequency" for code in left for line in data["entries"][code]["preset"]["lines"]
    )


def test_a_missing_hold_is_told_where_the_handout_has_one(tool: Page) -> None:
    data = json.loads(tool.locator("script[data-part=library]").inner_text())
    shown = [entry for program in build_view(LIBRARY).programs.values() for entry in program.entries.values()]

    def says_hold(steps: tuple[str, ...]) -> bool:
        return any(re.search(r"(^Hold\b|\band hold|, hold)(?! (both|your))", step) for step in steps)

    for it in shown:
        way = it.instructions
        forms = [step for variant in way.variants for step in variant.steps]
        if says_hold((*way.steps, *forms)):
            assert data["entries"][it.entry.code]["held"], it.entry.title
    assert {entry["held"] for entry in data["entries"].values()} == {True, False}

    often(tool)
    tick(tool, "bridge")
    remark = "The original has a time to hold. Your plan does not say how long."
    expect(tool.locator(".exercise .remarks")).to_have_text(remark)
    expect(tool.locator(".look-first li")).to_have_text(f"Exercise 1: {remark}")
    assert link(tool), "it is a word of advice"
    first_line(tool, "Hold").fill("5")
    expect(tool.locator(".exercise .remarks")).not_to_be_visible()
    expect(tool.locator(".look-first")).not_to_be_visible()
    # Where the handout has none, nothing is said.
    tick(tool, "hip rolling")
    expect(tool.locator(".exercise .remarks").nth(1)).not_to_contain_text("time to hold")
    assert "time to hold" not in tool.locator("#sheet").inner_text()


def test_a_large_dose_asks_back(tool: Page) -> None:
    tick(tool, "bridge")
    hold = first_line(tool, "Hold")
    yes = tool.get_by_role("button", name="Yes, it is right")
    # Of the other lines, tests/javascript/asks.test.js knows what is a lot.
    hold.fill("300")
    question = "Hold: 300 seconds. That is a lot. Is it right?"
    expect(hold).to_have_accessible_description(re.compile(re.escape(question)))
    assert link(tool) == ""
    expect(tool.locator("[data-part=why-not]")).to_have_text(f"Exercise 1: {question}")
    # What is asked about is shown: a clinician sees what it would be.
    expect(tool.locator("#sheet [data-part=dose]")).to_contain_text("300 seconds")
    yes.click()
    assert focused(tool) == hold.get_attribute("id")
    assert link(tool)
    # Another number is another question.
    hold.fill("400")
    expect(yes).to_be_visible()
    tool.get_by_role("button", name="Undo").click()
    hold.fill("2")
    expect(yes).to_have_count(0)
    tool.get_by_role("textbox", name="How often", exact=True).last.fill("20")
    expect(tool.locator("#often-wrong")).to_contain_text("How often: 20 times a day. That is a lot.")
    tool.locator("#often-wrong").get_by_role("button").press("Enter")
    assert link(tool) and focused(tool) == "often"
    # What a template was kept with was looked at then.
    keep(tool, "Often")
    tool.get_by_role("button", name="Start a new plan").click()
    tool.locator("[data-part=templates]").get_by_role("button", name="Open").click()
    assert link(tool)


def test_a_plan_that_was_sent_is_opened_for_a_change_and_nothing_of_it_is_asked_of_the_host(
    tool: Page, address: str
) -> None:
    tick(tool, "bridge")
    first_line(tool, "Hold").fill("300")
    tool.get_by_role("button", name="Yes, it is right").click()
    tool.locator("#instructions").fill("Slowly.")
    sent = link(tool)
    fragment = sent.partition("#")[2]
    asked: list[str] = []
    tool.on("request", lambda request: asked.append(request.url))
    tool.get_by_role("button", name="Start a new plan").click()
    field = tool.get_by_label("Change a plan that you sent")
    field.fill(f"https://clinic.example/plan/#{fragment[:-1]}")
    tool.get_by_role("button", name="Open the plan").click()
    expect(field).to_have_accessible_description(re.compile("not the whole link"))
    expect(field).to_be_focused()
    assert titles(tool) == []
    field.fill(f"Your plan: https://clinic.example/es/plan/#{fragment} Best wishes")
    field.press("Enter")
    expect(tool.locator("[data-part=said]")).to_contain_text("A change makes a new link")
    assert titles(tool) == ["1. Bridge"] and field.input_value() == ""
    # Nobody knows who wrote the link: a large dose is asked about again.
    assert link(tool) == ""
    tool.get_by_role("button", name="Yes, it is right").click()
    assert link(tool) == sent
    # From the patient's page.
    tool.goto(f"{address}plan/#{fragment}")
    tool.get_by_role("link", name="change this plan").click()
    expect(tool.locator("#instructions")).to_have_value("Slowly.")
    assert tool.url == f"{address}prescribe/"
    first_line(tool, "Hold").fill("5")
    assert link(tool) not in ("", sent)
    # A reload brings back what was changed, and not what was sent.
    tool.reload()
    expect(first_line(tool, "Hold")).to_have_value("5")
    assert not any(fragment in url.partition("#")[0] for url in asked)


def test_a_restricted_program_is_told_while_choosing(own: Page) -> None:
    own.locator("#add").fill("zigzag")
    options = own.locator("#matches li")
    expect(options.filter(has_text="Zigzag cat")).to_contain_text("Only if your own clinic gave it to you")
    expect(options.filter(has_text="Zigzag bridge")).not_to_contain_text("Only if")
    expect(own.locator(f".lists [id='start={RESTRICTED}']")).to_contain_text("Only if your own clinic gave it to you")
    own.locator("#add").press("Escape")
    pick(own, "zigzag cat", "zigzag bridge")
    note = own.locator(".exercise [data-part=restricted]")
    expect(note.nth(0)).to_have_text(
        "Own clinic plan is not for everyone. Your patient reads: “Only if your own clinic gave it to you”."
    )
    expect(note.nth(1)).not_to_be_visible()


def test_links_that_open_a_tab_say_so(tool: Page) -> None:
    tick(tool, "bridge")
    told = tool.evaluate(
        """() => [...document.querySelectorAll("[target=_blank]")].map(link => link.parentElement.textContent)"""
    )
    templates = tool.evaluate(
        """() => [...document.querySelectorAll("template")].flatMap(({ content }) =>
          [...content.querySelectorAll("[target=_blank]")].map(link => link.parentElement.textContent))"""
    )
    assert len(told) >= 2 and len(templates) >= 1
    assert [text for text in told + templates if "opens a new tab" not in text] == []
    expect(tool.get_by_role("link", name="See it as your patient will (opens a new tab)")).to_be_visible()


# --- Screens ---


@pytest.mark.parametrize("screen", sampled([PHONE, TABLET], [PHONE]))
def test_the_preview_is_one_tap_away(own: Page, screen: ViewportSize) -> None:
    own.set_viewport_size(screen)
    tick(own, "zigzag bridge", "zigzag cat", "lying on back")
    field = first_line(own, "Hold").first
    for place in ("#the-plan", "#add", "#templates"):
        own.locator(place).scroll_into_view_if_needed()
        show = own.get_by_role("button", name="See what your patient gets")
        box = show.bounding_box()
        assert box and box["y"] + box["height"] <= screen["height"]
        top = own.evaluate("scrollY")
        own.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
        expect(own.locator("#sheet h2").first).to_be_visible()
        expect(own.locator("#add")).not_to_be_visible()
        # Back is where the finger is, and leads to where one was.
        own.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
        expect(own.locator("#add")).to_be_visible()
        assert abs(own.evaluate("scrollY") - top) < 2
    own.locator(".exercise").nth(2).locator("input").first.focus()
    own.get_by_role("button", name="See what your patient gets").click()
    expect(own.locator("#sheet h3").filter(has_text="3. ")).to_be_in_viewport()
    own.get_by_role("button", name="Back to the fields").click()
    expect(field).to_be_visible()
    # Turned, or made wide, both stand side by side whatever was open.
    own.get_by_role("button", name="See what your patient gets").click()
    own.set_viewport_size(COMPUTER)
    expect(own.locator("#add")).to_be_visible()
    expect(own.locator("#sheet h2").first).to_be_visible()


@pytest.mark.parametrize("screen", sampled([PHONE, COMPUTER], [PHONE]))
def test_what_is_said_covers_no_button_that_has_the_focus(own: Page, screen: ViewportSize) -> None:
    own.set_viewport_size(screen)
    pick(own, "zigzag bridge", "zigzag cat")
    for _ in range(3):
        own.keyboard.press("Tab")
        own.keyboard.press("Alt+ArrowDown")
        own.keyboard.press("Alt+ArrowUp")
        covered = own.evaluate(
            """() => {
              const { left, top, width, height } = document.activeElement.getBoundingClientRect();
              const found = document.elementFromPoint(left + width / 2, top + height / 2);
              return found === null || !!found.closest(".said, .fold");
            }"""
        )
        assert not covered
