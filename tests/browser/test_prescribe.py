"""Prescribing, as a clinician does it in a real browser: by keyboard, on paper, by link, and with templates."""

import io
import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import plan_format_1
import plan_format_2
import pypdfium2 as pdfium
import pytest
import tabs
import zxingcpp
from accessibility import SMALL
from conftest import sampled
from exercise_library.catalogue.catalogue import Catalogue
from exercise_library.catalogue.dose import Range, Value
from exercise_library.catalogue.rules import conflicts_with_bone_health
from exercise_library.pages.plans import preset
from exercise_library.view.build import build_view
from library import our_library
from own import OPEN, RESTRICTED
from PIL import Image
from playwright.sync_api import Dialog, Page, expect
from test_print import font_sizes, texts

ROOT = Path(__file__).resolve().parents[2]
LIBRARY = our_library()
PUBLISHED = "https://clinic.example/care/plan/"
QR = zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)
# The programs that have an entry of this title, in the order in which they are offered. There are two of ours.
BRIDGES = [it for it in LIBRARY.programs.values() if any(entry.title == "Bridge" for entry in it.entries)]
# The entries of each program that are held for some time.
HELD = {
    slug: [entry for entry in it.entries if isinstance(entry.dose.hold, Value | Range)]
    for slug, it in LIBRARY.programs.items()
}
ENTRIES = {entry.code: entry for program in LIBRARY.programs.values() for entry in program.entries}
# Those that are done in one way, so that nothing has to be chosen.
PLAIN = [code for code, entry in ENTRIES.items() if not LIBRARY.exercises[entry.exercise].variants]
# The keys of a whole prescription. Names of keys stand in brackets; all else is typed.
PRESCRIPTION = (
    "bri[Enter]5[Enter]10[Enter]2[Enter][Enter]"
    "curl[ArrowDown][ArrowUp][Enter][Space][Enter][Enter][Enter]3-5[Enter]6[Enter][Enter][Enter]"
    "knee to chest[ArrowDown][Enter]30[Tab]60[Enter]3[Enter][Enter]2[Enter]"
    "[Enter]3[Enter]Slowly.[Enter]North[Enter]5550100[Enter]"
)


@pytest.fixture(scope="module")
def tab(tab: Page) -> Iterator[Page]:
    with tabs.sized(tab, {"width": 1280, "height": 900}) as sized:
        yield sized


@pytest.fixture
def page(tab: Page) -> Iterator[Page]:
    """A tab as good as new, in which nothing may go wrong."""
    with tabs.lent(tab, dialogs=True) as lent:
        yield lent


def press(page: Page, keys: str) -> int:
    """Press keys, and return how many. Nothing is waited for: a clinician does not."""
    count = 0
    for named, typed in re.findall(r"\[([A-Za-z+]+)\]|([^\[]+)", keys):
        if named:
            page.keyboard.press(named)
        else:
            page.keyboard.type(typed)
        count += 1 if named else len(typed)
    return count


def pick(page: Page, *words: str) -> None:
    """Add the first exercise that fits each of some words."""
    for word in words:
        page.locator("#add").fill(word)
        expect(page.locator("#matches li").first).to_be_visible()
        page.locator("#add").press("Enter")


TICK = """names => {
  const labels = [...document.querySelectorAll(".lists label")];
  const told = (label) => label.textContent.trim().toLowerCase();
  for (const name of names) {
    const found = labels.find((one) => told(one) === name) ?? labels.find((one) => told(one).startsWith(name));
    found.querySelector("input").click();
  }
}"""


def tick(page: Page, *names: str) -> None:
    """Add the first exercise of each of some names by its box in the lists: a page takes long to get the search."""
    page.evaluate(TICK, [name.lower() for name in names])


def link(page: Page) -> str:
    """Return the link that the tool shows; nothing if it shows none."""
    field = page.get_by_label("Link to the plan")
    return field.input_value() if field.is_visible() else ""


def read(url: str) -> dict[str, Any]:
    """Return what a link says, read by another decoder than the site's."""
    told = plan_format_2.decode(url.partition("#")[2])
    assert isinstance(told, dict), told
    return told


def plan(page: Page) -> dict[str, Any]:
    return read(link(page))


def sent(codes: list[str], note: str = "") -> str:
    """Return the link to a plan of some entries that are done in one way, each with a note."""
    entry = {"mark": 0, "forms": "", "boxes": "", "sides": "", "lines": [], "note": note}
    told = {"boneHealth": False, "frequency": None, "clinic": "", "phone": "", "instructions": ""}
    return f"{PUBLISHED}#{plan_format_1.encode({**told, 'entries': [{**entry, 'code': code} for code in codes]})}"


def open_sent(page: Page, url: str) -> None:
    """Open a plan that was sent: many exercises in one step."""
    page.get_by_label("Change a plan that you sent").fill(url)
    page.get_by_label("Change a plan that you sent").press("Enter")
    expect(page.get_by_role("status").filter(has_text="A change makes a new link")).to_be_visible()


def on_paper(page: Page) -> str:
    """Return the text that would be printed."""
    page.emulate_media(media="print")
    text = re.sub(r"\s+", " ", page.inner_text("body"))
    page.emulate_media(media="screen")
    return text


def take_in(page: Page, text: str) -> None:
    """Choose a file of templates."""
    file: Any = {"name": "t.json", "mimeType": "application/json", "buffer": text.encode()}
    page.locator("#import").set_input_files(file)


def titles(page: Page) -> list[str]:
    """Return the titles in the list of the plan, with their numbers."""
    return page.locator(".exercise h3").all_inner_texts()


def first_line(page: Page, label: str) -> Any:
    """Return the first number with this label in the plan."""
    return page.locator("[data-part=chosen]").get_by_role("textbox", name=label, exact=True).first


def kept_on_device(page: Page) -> str:
    """Return all that the page left in the browser, and its address."""
    return str(
        page.evaluate("JSON.stringify([{...localStorage}, {...sessionStorage}, document.cookie, `${location}`])")
    )


# --- By keyboard ---


def test_a_whole_prescription_by_keyboard_opens_as_the_same_plan(tool: Page, address: str) -> None:
    for _ in range(30):
        tool.keyboard.press("Tab")
        if tool.evaluate("document.activeElement.id") == "add":
            break
    # The search comes when the field has the focus. From then on, nothing is waited for.
    first, rest = PRESCRIPTION[:3], PRESCRIPTION[3:]
    typed = press(tool, first)
    expect(tool.locator("#matches li").first).to_be_visible()
    assert typed + press(tool, rest) < 100
    assert tool.evaluate("document.activeElement.id") == "patient"
    press(tool, "Ann[Enter]")
    assert tool.evaluate("document.activeElement.dataset.do") == "print"
    told = plan(tool)
    codes = [entry["code"] for entry in told["entries"]]
    assert [ENTRIES[code].title for code in codes] == ["Bridge", "Curl ups", "Knee-to-chest stretches"]
    assert [entry["forms"] for entry in told["entries"]] == ["", "a", ""]

    def amounts(at: int) -> dict[str, tuple[Any, ...]]:
        quantities = {line["kind"]: line["quantity"] for line in told["entries"][at]["lines"]}
        return {
            kind: tuple(it[key] for key in ("shape", "amount", "to") if key in it) for kind, it in quantities.items()
        }

    assert amounts(0) == {"hold": ("exact", 5), "repetitions": ("exact", 10), "sets": ("exact", 2)}
    assert amounts(1) == {"hold": ("range", 3, 5), "repetitions": ("exact", 6)}
    assert amounts(2) == {"hold": ("range", 30, 60), "repetitions": ("exact", 3), "frequency": ("exact", 2)}
    assert told["frequency"] == {"shape": "exact", "unit": "times-a-day", "amount": 3}
    assert (told["instructions"], told["clinic"], told["phone"]) == ("Slowly.", "North", "5550100")

    card = """cards => cards.map(card => [card.dataset.entry, ...["h3", "[data-part=dose]", ".steps"]
      .map(part => [...card.querySelectorAll(part)].map(one => one.innerText))])"""
    shown = tool.locator("#sheet .sheet-card").evaluate_all(card)
    patient = tool.context.new_page()
    patient.goto(link(tool).replace(PUBLISHED, f"{address}plan/"))
    opened = patient.locator(".sheet-card")
    expect(opened).to_have_count(3)
    assert opened.evaluate_all(card) == shown and all(all(parts) for parts in shown)
    assert [parts[0] for parts in shown] == codes
    for text in ("Slowly.", "North", "5550100"):
        expect(patient.get_by_text(text, exact=True)).to_be_visible()
    assert "Ann" not in patient.inner_text("body")


def test_the_field_is_a_list_to_choose_from_and_finds_every_exercise_by_its_title(tool: Page) -> None:
    field = tool.get_by_role("combobox", name="Add an exercise")
    options = tool.locator("#matches [role=option]")
    field.press_sequentially("knee")
    expect(field).to_have_attribute("aria-expanded", "true")
    marked = tool.locator("#matches [aria-selected=true]")
    expect(marked).to_have_count(1)
    expect(field).to_have_attribute("aria-activedescendant", marked.get_attribute("id") or "")
    count = options.count()
    first = marked.inner_text()
    field.press("ArrowUp")
    assert marked.get_attribute("id") == f"match-{count - 1}"
    field.press("ArrowDown")
    assert marked.inner_text() == first
    field.press("Escape")
    expect(options).to_have_count(0)
    expect(field).to_have_value("knee")
    field.press("Escape")
    expect(field).to_have_value("")
    for typed in ("WALL PUSH-UP", "wall push up", "pushups wall", "wall push"):
        field.fill(typed)
        expect(options.first).to_contain_text("Wall push-ups")
    field.fill("zzz")
    expect(options).to_have_count(0)
    expect(tool.get_by_role("status").filter(has_text="No exercise fits")).to_be_visible()
    field.fill("bridge")
    # The same title stands in two programs, each with its own numbers.
    last = len(BRIDGES) - 1
    wanted = [f"Bridge {program.name}" for program in BRIDGES]
    assert [text.replace("\n", " ") for text in options.all_inner_texts()[: last + 1]] == wanted
    options.nth(last).click()
    expect(tool.locator(".exercise")).to_contain_text(f"From {BRIDGES[last].name}")
    assert tool.evaluate("document.activeElement.id") == first_line(tool, "Hold").get_attribute("id")
    field.fill("bridge")
    expect(options.nth(last)).to_contain_text("in the plan")
    options.nth(last).click()
    assert titles(tool) == ["1. Bridge"]
    found = tool.evaluate(
        """names => names.map(name => {
          const field = document.querySelector("#add");
          field.value = name;
          field.dispatchEvent(new Event("input"));
          return [...document.querySelectorAll("#matches li")].map(option => option.dataset.code);
        })""",
        [entry.title for entry in ENTRIES.values()],
    )
    assert [code for code, codes in zip(ENTRIES, found, strict=True) if code not in codes] == []


def test_a_link_from_a_handout_offers_that_program_first(page: Page, address: str) -> None:
    program = BRIDGES[-1]
    page.goto(f"{address}prescribe/#start={program.slug}")
    lists = page.locator(".lists details")
    expect(lists.first.locator("summary")).to_contain_text(program.name)
    assert page.evaluate("[...document.querySelectorAll('.lists details')].map(list => list.open)") == [
        True, *[False] * (len(LIBRARY.programs) - 1)
    ]  # fmt: skip
    pick(page, "bridge")
    expect(page.locator(".exercise")).to_contain_text(f"From {program.name}")
    page.goto(f"{address}prescribe/#start=constructor")
    expect(page.get_by_label("Add an exercise")).to_be_visible()


# --- The plan ---


def test_exercises_are_ticked_moved_and_removed(tool: Page) -> None:
    program, entries = max(HELD.items(), key=lambda held: len(held[1]))
    box = tool.locator(f".lists [id='start={program}']")
    box.locator("summary").click()
    for entry in entries[:2]:
        place = box.get_by_label(entry.title, exact=True)
        place.scroll_into_view_if_needed()
        before = place.bounding_box()
        place.check()
        after = place.bounding_box()
        # The list must not run away under the pointer while the plan above it grows.
        assert before and after and abs(before["y"] - after["y"]) < 2
    tick(tool, "calf")
    wanted = titles(tool)
    assert len(wanted) >= 3
    first_line(tool, "Hold").press("Alt+ArrowDown")
    moved = titles(tool)
    assert [title[3:] for title in moved[:2]] == [wanted[1][3:], wanted[0][3:]]
    assert [title[0] for title in moved] == [title[0] for title in wanted]
    assert tool.evaluate("document.activeElement.closest('li').querySelector('h3').textContent") == moved[1]
    tool.keyboard.press("Alt+ArrowUp")
    assert titles(tool) == wanted
    tool.get_by_role("button", name="Move down").first.click()
    assert titles(tool) == moved
    assert [card.split(". ")[1] for card in tool.locator("#sheet .sheet-card h3").all_inner_texts()] == [
        title.split(". ")[1] for title in moved
    ]
    tool.get_by_role("button", name="Remove").first.click()
    assert [title[3:] for title in titles(tool)] == [title[3:] for title in moved[1:]]
    assert tool.evaluate("document.activeElement.dataset.do") == "remove"
    box.get_by_label(moved[1][3:], exact=True).uncheck()
    assert moved[1][3:] not in [title[3:] for title in titles(tool)]


FIELDS = """[...document.querySelectorAll(".make :is(input:not([readonly]), select, textarea)")]
  .map(field => field.type === "checkbox" ? field.checked : field.value)"""


def test_every_change_can_be_undone(own: Page) -> None:
    tool = own

    def state() -> list[Any]:
        return [titles(tool), tool.evaluate(FIELDS)]

    steps: list[Callable[[], Any]] = [
        lambda: tick(tool, "zigzag bend"),
        lambda: tool.get_by_role("checkbox", name="Standing", exact=True).check(),
        lambda: first_line(tool, "Hold: Standing").fill("7"),
        lambda: first_line(tool, "Hold: Standing, to").fill("9"),
        lambda: tool.get_by_role("combobox", name="Hold: Standing, unit").select_option("minutes"),
        lambda: tool.get_by_role("combobox", name="Sets, exactly or how").first.select_option("at-least"),
        lambda: tool.get_by_role("combobox", name="Sides").select_option("left"),
        lambda: tick(tool, "zigzag bridge"),
        tool.get_by_role("button", name="Use these").first.click,
        lambda: tool.get_by_role("button", name="Move up").nth(1).click(),
        lambda: tool.get_by_label("Special instructions").fill("Slowly"),
        lambda: tool.get_by_label("This plan is for bone health").check(),
        lambda: tool.get_by_label("Phone of your clinic").fill("12345"),
        tool.get_by_role("button", name="Remove").first.click,
        tool.get_by_role("button", name="Start a new plan").click,
    ]
    states = [state()]
    for step in steps:
        step()
        states.append(state())
        assert states[-1] != states[-2]
    for before in reversed(states[:-1]):
        tool.get_by_role("button", name="Undo").click()
        assert state() == before
    expect(tool.get_by_role("button", name="Undo")).to_have_attribute("aria-disabled", "true")

    tick(tool, "bridge")
    box, undo = tool.get_by_label("This plan is for bone health"), tool.get_by_role("button", name="Undo")
    for button in (box, undo):
        button.evaluate("button => { for (let time = 0; time < 3; time++) button.click(); }")
    assert titles(tool) == ["1. Bridge"]
    tool.keyboard.press("Control+z")
    assert titles(tool) == []
    # In a text, Ctrl+Z belongs to the text.
    tick(tool, "bridge")
    tool.get_by_label("Special instructions").press_sequentially("a")
    tool.keyboard.press("Control+z")
    assert titles(tool) == ["1. Bridge"]


def test_four_or_fewer_are_done_best_and_twenty_fit(tool: Page) -> None:
    told = tool.locator("[data-part=count]")
    open_sent(tool, sent(PLAIN[:5]))
    expect(told).to_contain_text("Four or fewer are done best.")
    expect(told).not_to_contain_text("That is a lot")
    tick(tool, ENTRIES[PLAIN[5]].title)
    expect(told).to_contain_text("Four or fewer are done best.")
    expect(told).to_contain_text("That is a lot")
    open_sent(tool, sent(PLAIN[:20]))
    one_more = tool.locator(f".lists input[value={PLAIN[20]}]")
    one_more.evaluate("box => box.click()")
    expect(one_more).not_to_be_checked()
    expect(tool.get_by_role("status").filter(has_text="at most 20")).to_be_visible()
    assert len(titles(tool)) == 20


ALL_PRESETS = """codes => codes.map(code => {
  const link = () => document.querySelector("#link").value;
  const box = document.querySelector(`.lists input[value=${code}]`);
  box.click();
  for (const form of document.querySelectorAll(".exercise [data-field=form]")) {
    document.getElementById(form.id).click();
  }
  const before = link();
  const button = document.querySelector("[data-do=preset]");
  const offered = !button.hidden;
  if (offered) button.click();
  const told = document.querySelector("[data-part=gives]").textContent;
  const after = link();
  box.click();
  return [before, after, offered, told];
})"""


@pytest.mark.parametrize("all_", sampled([False, True], [False]), ids=lambda all_: "every" if all_ else "each kind")
def test_figures_come_from_the_entry_itself_and_only_when_asked_for(tool: Page, all_: bool) -> None:
    """The page knows those of every entry. One of each kind is asked for."""
    programs = build_view(LIBRARY).programs.values()
    every = {entry.entry.code: entry for program in programs for entry in program.entries.values()}
    known = json.loads(tool.locator("script[data-part=library]").inner_text())["entries"]
    assert [code for code, entry in every.items() if known[code]["preset"] != preset(entry)] == []
    kinds = {
        (bool(given["lines"]), any(line["part"] for line in given["lines"]), given["sides"]): code
        for code, given in ((code, preset(entry)) for code, entry in every.items())
    }
    made = every if all_ else {code: every[code] for code in kinds.values()}
    given = 0
    for code, (before, after, offered, told) in zip(made, tool.evaluate(ALL_PRESETS, list(made)), strict=True):
        wanted = preset(made[code])
        (empty,), (filled,) = read(before)["entries"], read(after)["entries"]
        assert (empty["code"], empty["lines"]) == (code, [])
        assert filled["lines"] == wanted["lines"], code
        assert (empty["sides"], filled["sides"]) == ("", wanted["sides"] if offered else "")
        assert offered == bool(wanted["lines"])
        for line in wanted["lines"]:
            assert str(line["quantity"]["amount"]) in told or line["quantity"]["amount"] in (1, 2, 7)
        given += offered
    assert given > 2


# --- What cannot be ---


# Of each field, and of all that can be wrong with it, tests/javascript/draft.test.js knows the reason.
IMPOSSIBLE = (
    ("Hold", "601", "Hold must be from 1 to 600 seconds."),
    ("Hold, to", "5", "Hold must be a whole number, such as 8, or from one to another, such as 8-12."),
)


def test_impossible_numbers_are_refused_with_a_reason(tool: Page) -> None:
    tool.evaluate("() => { window.print = () => { window.printed = (window.printed ?? 0) + 1; }; }")
    tick(tool, "bridge")
    for label, typed, reason in IMPOSSIBLE:
        assert link(tool)
        field = first_line(tool, label)
        field.fill(typed)
        number = first_line(tool, label.removesuffix(", to"))
        expect(number).to_have_attribute("aria-invalid", "true")
        expect(number).to_have_accessible_description(reason)
        expect(tool.locator("[data-part=why-not]")).to_have_text(f"Exercise 1: {reason}")
        assert link(tool) == "" and tool.locator("#link").input_value() == "" and tool.locator("svg.qr").count() == 0
        expect(tool.locator("#sheet [data-part=dose]")).to_have_count(0)
        tool.get_by_role("button", name="Show me where").click()
        assert tool.evaluate("document.activeElement.id") == number.get_attribute("id")
        tool.get_by_role("button", name="Print", exact=True).click()
        assert tool.evaluate("window.printed ?? 0") == 0
        field.fill("")
        # A range that was typed in one field stands in both by now.
        first_line(tool, f"{label.removesuffix(', to')}, to").fill("")
        assert not tool.locator("[data-part=why-not]").is_visible()
    tool.get_by_role("button", name="Print", exact=True).click()
    assert tool.evaluate("window.printed") == 1
    first_line(tool, "Hold").fill("601")
    paper = on_paper(tool)
    assert "This plan is not ready." in paper and "Bridge" not in paper


def test_impossible_texts_are_refused_with_a_reason(tool: Page) -> None:
    tick(tool, "bridge")
    tool.get_by_text("More: rest").click()
    for label, bad, reason, good in (
        ("Note", "x" * 141, "At most 140 characters fit here. This is 1 too many.", "x" * 140),
        ("Special instructions", "\N{GRINNING FACE}" * 1301, "These are 1,001 too many.", "\N{GRINNING FACE}" * 300),
        ("Name of your clinic", "x" * 61, "At most 60 characters fit here.", "North Street"),
        ("Phone of your clinic", "call me", "A phone number can have digits", "(555) 0100 x7"),
    ):
        field = tool.get_by_label(label, exact=True)
        field.fill(bad)
        expect(field).to_have_attribute("aria-invalid", "true")
        expect(field).to_have_accessible_description(re.compile(f"names? .*{reason}|{reason}"))
        assert link(tool) == ""
        field.fill(good)
        expect(field).to_have_attribute("aria-invalid", "false")
        assert link(tool)
    tool.get_by_label("Special instructions").fill(" One.\nTwo.\u202e ")
    assert plan(tool)["instructions"] == "One. Two."
    tool.get_by_label("Special instructions").fill("<img src=x onerror=alert(1)> & </script>")
    expect(tool.locator("#sheet .clinic-wrote").first).to_contain_text("<img src=x onerror=alert(1)> & </script>")
    assert tool.locator("#sheet img").count() == 0


def test_a_clinician_must_choose_where_the_handout_says_so(own: Page) -> None:
    tool = own
    tick(tool, "zigzag bend")
    forms = tool.get_by_role("group", name="Choose what to do.")
    assert link(tool) == ""
    expect(forms).to_contain_text("Choose at least one of these.")
    tool.get_by_role("button", name="Show me where").click()
    assert tool.evaluate("document.activeElement.closest('label').innerText.trim()") == "Standing"
    first_line(tool, "Hold: Sitting").fill("9")
    tool.keyboard.press("Shift+Tab")
    forms.get_by_label("Standing").check()
    # The line of a form that is not chosen goes, with what was typed in it.
    assert [line["part"] for line in plan(tool)["entries"][0]["lines"]] == []
    expect(tool.get_by_role("textbox", name="Hold: Sitting", exact=True)).to_have_count(0)
    forms.get_by_label("Sitting").check()
    assert [line["part"] for line in plan(tool)["entries"][0]["lines"]] == ["b"]


def test_each_way_to_give_a_number(tool: Page) -> None:
    """One with one number, and one with two; the others are in tests/javascript/dose-field.test.js."""
    tick(tool, "bridge")
    select = tool.get_by_role("combobox", name="Sets, exactly or how")
    first_line(tool, "Sets").fill("2 to 3")
    assert plan(tool)["entries"][0]["lines"][0]["quantity"] == {"shape": "range", "unit": "", "amount": 2, "to": 3}
    expect(select).to_have_value("range")
    select.select_option("start-goal")
    first_line(tool, "Sets").fill("1")
    first_line(tool, "Sets, to").fill("3")
    goal = {"shape": "start-goal", "unit": "", "amount": 1, "to": 3}
    assert plan(tool)["entries"][0]["lines"] == [{"kind": "sets", "part": "", "quantity": goal}]
    expect(tool.locator("#sheet [data-part=dose]")).to_contain_text("Start with 1 set. Your goal is 3 sets")
    # What is not for one number goes when there is one number.
    select.select_option("at-least")
    assert plan(tool)["entries"][0]["lines"][0]["quantity"] == {"shape": "at-least", "unit": "", "amount": 1}


# --- Who may see what ---


def test_the_name_of_a_patient_is_on_paper_only(tool: Page) -> None:
    tick(tool, "bridge")
    before = link(tool)
    tool.get_by_label("Patient's name").fill("Zebediah Example")
    tool.get_by_label("Keep this plan as").fill("Hips")
    tool.get_by_role("button", name="Keep", exact=True).click()
    assert link(tool) == before
    assert "Zebediah Example" in on_paper(tool)
    assert "Zebediah" not in kept_on_device(tool)
    tool.reload()
    expect(tool.get_by_label("Patient's name")).to_have_value("")
    assert titles(tool) == ["1. Bridge"]
    tool.get_by_label("Patient's name").fill("Zebediah Example")
    tool.get_by_role("button", name="Start a new plan").click()
    expect(tool.get_by_label("Patient's name")).to_have_value("")
    assert "Zebediah" not in tool.locator("#sheet").inner_text() + kept_on_device(tool)


def test_nothing_is_asked_of_the_host_and_texts_say_no_names(tool: Page) -> None:
    asked: list[str] = []
    tool.on("request", lambda request: asked.append(request.url))
    pick(tool, "bridge", "cat and")
    tool.get_by_label("Special instructions").fill("Slowly")
    tool.get_by_label("Name of your clinic").fill("North Street")
    # Pictures, and the search once, each as a file that is the same for everyone.
    ours = re.compile(r"/care/(assets/(figures|javascripts)/[\w./-]+|assets/search\.json)$")
    assert [url for url in asked if not ours.search(url)] == []
    fields = tool.evaluate(
        """() => {
          for (const closed of document.querySelectorAll("details")) closed.open = true;
          const texts = ".text-field :is(input:not([readonly], #patient, #sent), textarea)";
          return [...document.querySelectorAll(`.prescribe :is(${texts})`)]
            .filter(field => field.checkVisibility())
            .map(field => field.getAttribute("aria-describedby").split(" ")
              .map(id => document.getElementById(id).textContent).join(" "));
        }"""
    )
    assert len(fields) == 6 and all("name" in hint for hint in fields)


def test_notes_on_bone_health_are_for_the_clinician(tool: Page) -> None:
    conflicts = [entry for entry in ENTRIES.values() if conflicts_with_bone_health(LIBRARY.exercises[entry.exercise])]
    title = conflicts[0].title
    tick(tool, title, "bridge")
    note = tool.get_by_text("bends or turns the back while it is loaded")
    expect(note.filter(visible=True)).to_have_count(0)
    tool.get_by_label("This plan is for bone health").check()
    expect(note.filter(visible=True)).to_have_count(1)
    source = note.filter(visible=True).get_by_role("link")
    assert source.get_attribute("href") == LIBRARY.sources["uk-bone-health-consensus"].url
    assert source.inner_text() == LIBRARY.sources["uk-bone-health-consensus"].title
    assert "noreferrer" in (source.get_attribute("rel") or "")
    assert "under load" not in tool.locator("#sheet").inner_text()
    paper = on_paper(tool)
    assert "loaded" not in paper and "bone health" not in paper.lower().split("your plan")[0]


# --- Paper and codes ---


LAYOUTS = {"two": (("standard", 14), ("large", 18)), "all": (("standard", 14), ("large", 18), ("compact", 12))}


@pytest.mark.parametrize("layouts", sampled(LAYOUTS, ["two"]))
def test_each_layout_prints_the_sheet_and_nothing_else(own: Page, changed_catalogue: Catalogue, layouts: str) -> None:
    tool, programs = own, changed_catalogue.programs
    tick(tool, "zigzag bridge", "zigzag cat", "zigzag bend")
    tool.get_by_role("checkbox", name="Standing", exact=True).check()
    first_line(tool, "Hold").fill("7")
    tool.get_by_label("Phone of your clinic").fill("555 0100")
    tool.get_by_label("Special instructions").fill("Slowly, please.")
    restricted = programs[RESTRICTED].restriction
    assert restricted
    there = ["Your plan: 3 exercises", "Name", "Date", "7 seconds", "555 0100", "Slowly, please.", restricted.title,
             LIBRARY.get_help.title, "Point your phone's camera here", "1. Zigzag bridge", "Diary",
             *(programs[slug].stop_rules[0] for slug in (OPEN, RESTRICTED))]  # fmt: skip
    ours = ("Add an exercise", "Undo", "Prescribe", "What your patient gets", "characters", "Move up")
    for layout, body in LAYOUTS[layouts]:
        tool.locator(f"#layout-{layout}").check()
        document = pdfium.PdfDocument(tool.pdf(format="A4", tagged=True, outline=True))
        paper = " ".join(texts(document))
        assert [told for told in there if told not in paper] == [], layout
        assert [told for told in ours if told in paper] == [], layout
        cards = paper.index("The exercises")  # rules before them name the exercises, too
        order = [paper.index(title, cards) for title in ("1. Zigzag bridge", "2. Zigzag cat", "3. Zigzag bend")]
        assert order == sorted(order)
        sizes = [size for size, letter in font_sizes(document)]
        assert max(set(sizes), key=sizes.count) == body
        pictures = (page.render(scale=3, grayscale=True).to_pil() for page in document)
        codes = [code.text for picture in pictures for code in zxingcpp.read_barcodes(picture, formats=QR)]
        assert codes == [link(tool)], layout
    tool.locator("#with-diary").uncheck()
    assert "Diary" not in on_paper(tool)
    # Folded away on a small screen, the sheet still prints.
    tool.set_viewport_size({"width": 360, "height": 700})
    assert not tool.locator("#sheet").is_visible()
    assert "1. Zigzag bridge" in on_paper(tool)


def test_the_code_on_the_screen_is_the_link_and_either_may_be_too_long_which_is_told(tool: Page) -> None:
    tick(tool, "bridge")
    picture = Image.open(io.BytesIO(tool.locator("[data-part=code] svg").screenshot())).convert("L")
    assert [code.text for code in zxingcpp.read_barcodes(picture)] == [link(tool)]
    assert link(tool).startswith(f"{PUBLISHED}#1")
    length = tool.locator("#link-length")
    expect(length).to_have_text(f"{len(link(tool))} characters")
    tool.evaluate("window.print = undefined")
    tool.get_by_role("button", name="Print", exact=True).click()
    expect(tool.get_by_text("This browser cannot print.")).to_be_visible()
    # What may be cut on the way is told before it is too long for a code.
    open_sent(tool, sent(PLAIN[:5], "W" * 140))
    expect(length).to_contain_text("Some mail programs")
    open_sent(tool, sent(PLAIN[:5], "\N{GRINNING FACE}" * 120))
    expect(length).to_contain_text("Give it on paper or by the code")
    assert len(link(tool)) > 2331
    expect(tool.get_by_text("This plan is too long for a QR code.")).to_be_visible()
    assert tool.locator("svg.qr").count() == 0
    # One that is too long for a link, too, still prints.
    tool.locator(".exercise [data-field=note]").last.evaluate(
        """note => {
          note.value = "\N{GRINNING FACE}".repeat(140);
          note.dispatchEvent(new Event("input", { bubbles: true }));
        }"""
    )
    expect(tool.get_by_text("This plan is too long for a link. Print it, shorten the notes")).to_be_visible()
    assert link(tool) == ""
    assert tool.locator(".prescribe[data-ready]").count() == 1
    tool.emulate_media(media="print")
    expect(tool.locator("#sheet h3").first).to_be_visible()
    expect(tool.locator(".not-printed")).to_be_hidden()
    tool.emulate_media(media="screen")
    assert tool.locator("svg.qr").count() == 0


# --- Templates ---


def keep(page: Page, name: str) -> None:
    page.get_by_label("Keep this plan as").fill(name)
    page.get_by_label("Keep this plan as").press("Enter")


def agree(dialog: Dialog) -> None:
    dialog.accept()


def test_templates_are_kept_opened_saved_and_deleted(tool: Page, tmp_path: Path) -> None:
    tick(tool, "bridge", "cat and")
    first_line(tool, "Hold").fill("7")
    tool.get_by_label("Name of your clinic").fill("North Street")
    wanted = plan(tool)
    keep(tool, "Hips & <b>back</b>")
    keep(tool, "Hips & <b>back</b>")
    expect(tool.locator("#template-name-wrong")).to_contain_text("You have a template with this name.")
    tool.get_by_role("button", name="Start a new plan").click()
    keep(tool, "Empty")
    expect(tool.locator("#template-name-wrong")).to_contain_text("not ready")
    tick(tool, "calf")
    for box in tool.locator(".exercise [data-field=form]").all():
        box.check()
    keep(tool, "Calf")
    with tool.expect_download() as saving:
        tool.get_by_role("button", name="Save all as a file").click()
    file = tmp_path / "templates.json"
    saving.value.save_as(file)
    assert [one["name"] for one in json.loads(file.read_text(encoding="utf-8"))["templates"]] == [
        "Hips & <b>back</b>",
        "Calf",
    ]

    kept = tool.locator("[data-part=templates] li")
    delete_all = tool.get_by_role("button", name="Delete all templates")
    tool.once("dialog", lambda dialog: dialog.dismiss())
    delete_all.click()
    expect(kept).to_have_count(2)
    tool.on("dialog", agree)
    delete_all.click()
    expect(kept).to_have_count(0)
    assert tool.evaluate("localStorage.length") == 0
    # Into a browser that has none, and once more.
    tool.get_by_role("button", name="Start a new plan").click()
    for _ in range(2):
        tool.locator("#import").set_input_files(file)
        expect(tool.get_by_role("status").filter(has_text="taken in")).to_be_visible()
        expect(kept).to_have_count(2)
    kept.first.get_by_role("button", name="Open").click()
    assert plan(tool) == wanted
    tool.get_by_role("button", name="Undo").click()
    assert titles(tool) == []
    kept.first.get_by_role("button", name="Delete").click()
    expect(kept).to_have_count(1)
    tool.remove_listener("dialog", agree)


def test_hostile_files_are_refused_whole(tool: Page) -> None:
    tick(tool, "bridge")
    keep(tool, "Mine")
    good = {"name": "Good", "plan": link(tool).partition("#")[2]}
    head = {"format": "home-exercise-templates-1"}
    before = kept_on_device(tool)
    whole = json.dumps({**head, "templates": [good]})
    # What else is refused is in tests/javascript/templates.test.js.
    hostile = ["{", json.dumps({**head, "templates": [good, {"__proto__": good}]}), whole + " " * 1_000_001]
    for text in hostile:
        take_in(tool, text)
        expect(tool.locator("#import-wrong")).to_contain_text("Nothing was taken in.")
        assert kept_on_device(tool) == before, text[:80]
        tool.evaluate("document.querySelector('#import-wrong').textContent = ''")
    assert tool.evaluate("Object.keys(Object.prototype).length + Number('plan' in {})") == 0
    take_in(tool, whole)
    expect(tool.locator("[data-part=templates] li")).to_have_count(2)


def test_an_old_template_says_what_is_no_longer_there(tool: Page) -> None:
    tick(tool, "bridge")
    told = plan(tool)
    entry = told["entries"][0]
    quantity = {"shape": "exact", "unit": "seconds", "amount": 5}
    told["entries"] = [
        {**entry, "mark": entry["mark"] ^ 1, "lines": [{"kind": "hold", "part": "z", "quantity": quantity}]},
        {**entry, "code": "zzz"},
    ]
    old = {"format": "home-exercise-templates-1", "templates": [{"name": "Old", "plan": plan_format_1.encode(told)}]}
    take_in(tool, json.dumps(old))
    tool.locator("[data-part=templates]").get_by_role("button", name="Open").click()
    status = tool.get_by_role("status").filter(has_text="is open")
    expect(status).to_contain_text("An exercise is no longer here. It is left out.")
    expect(status).to_contain_text("something that you chose is no longer here")
    assert titles(tool) == ["1. Bridge"]
    expect(tool.get_by_text("Some words of this exercise have changed")).to_be_visible()
    assert plan(tool)["entries"] == [entry]


def test_what_is_in_progress_survives_a_reload_in_its_tab_only(tool: Page) -> None:
    tick(tool, "bridge")
    first_line(tool, "Hold").fill("7")
    first_line(tool, "Sets").fill("oops")
    tool.reload()
    expect(first_line(tool, "Hold")).to_have_value("7")
    expect(first_line(tool, "Sets")).to_have_value("oops")
    other = tool.context.new_page()
    other.goto(tool.url)
    expect(other.locator("[data-part=count]")).to_contain_text("No exercises.")
    assert other.evaluate("localStorage.length") == 0
    # What else is no draft is in tests/javascript/draft.test.js.
    tool.evaluate("sessionStorage.setItem('/care/prescription', '{')")
    tool.reload()
    expect(tool.locator("[data-part=count]")).to_contain_text("No exercises.")


# --- For everyone ---


# The narrowest, with large letters, and the widest.
SCREENS = {
    "three": ((320, "100%"), (640, "200%"), (1280, "100%")),
    "more": ((360, "100%"), (768, "100%")),
}


@pytest.mark.parametrize("sizes", sampled(SCREENS, ["three"]))
def test_it_fits_and_is_easy_to_hit(page: Page, changed_address: str, sizes: str) -> None:
    def screens() -> Iterator[int]:
        for width, zoom in SCREENS[sizes]:
            page.set_viewport_size({"width": width, "height": 800})
            page.evaluate("zoom => { document.documentElement.style.fontSize = zoom; }", zoom)
            yield width

    page.goto(f"{changed_address}prescribe/#start={RESTRICTED}")
    tick(page, "zigzag bend", "lying on back", "zigzag cat")
    page.get_by_role("checkbox", name="Standing", exact=True).check()
    for box in page.locator(".exercise [data-field=form]").all():
        box.check()
    first_line(page, "Hold: Standing").fill("9999")
    for closed in page.locator(".make details").all():
        closed.evaluate("details => { details.open = true; }")
    assert [width for width in screens() if page.evaluate("document.documentElement.scrollWidth") > width] == []
    first_line(page, "Hold: Standing").fill("9")
    keep(page, "A template with a long name, as long as a name can be, 60 so")
    keep(page, "Mine")
    # A number, its unit and how it is meant stand in one row where there is room for two columns.
    page.set_viewport_size({"width": 1280, "height": 800})
    page.evaluate("document.documentElement.style.fontSize = ''")
    apart = """lines => lines.flatMap(line => {
      const fields = [...line.querySelectorAll("input, select")].filter(one => one.checkVisibility());
      const [first, ...rest] = fields.map(one => one.getBoundingClientRect().top);
      return rest.filter(top => Math.abs(top - first) > 9);
    })"""
    assert page.locator(".line[data-key=often], .line[data-key='frequency.']").evaluate_all(apart) == []
    fold = page.locator("[data-do=fold]")
    for width in screens():
        for _ in range(2):
            assert page.evaluate("document.documentElement.scrollWidth") <= width
            assert page.evaluate(SMALL) == []
            if fold.is_visible():
                fold.click()


def test_without_javascript_it_says_what_to_do(plain: Page, address: str) -> None:
    plain.goto(f"{address}prescribe/")
    assert not plain.get_by_label("Add an exercise").is_visible()
    expect(plain.get_by_text("Open the handout of a program and print it.")).to_be_visible()
    for slug in LIBRARY.programs:
        expect(plain.locator(f"a[href='../handouts/{slug}/']")).to_be_visible()
