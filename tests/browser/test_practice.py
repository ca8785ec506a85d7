"""Practice: one exercise a screen, in a real browser whose clock is in the test's hand."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import plan_format_1 as format_1
import plan_format_2 as format_2
import pytest
import tabs
from accessibility import faulty_states, overflowing_states
from built import opened
from conftest import sampled
from exercise_library.catalogue.catalogue import Catalogue
from library import our_library
from own import OPEN, RESTRICTED
from playwright.sync_api import Browser, BrowserContext, Page, Request, expect

Json = dict[str, Any]
KB = 1024
PHONE = "(555) 010-4477"
NOW = 1_700_000_000_000
# In seconds: the longest time that can be chosen is a minute. That what waits does so for ever, practice.test.js has.
BEYOND_ANY_TIME = 90
# What tells without the screen, noted in place of being heard or felt.
NOTED = """
  window.noted = { tones: 0, buzzes: [], said: [], locks: 0, done: [] };
  window.AudioContext = class {
    currentTime = 0; destination = {};
    resume() {}
    createOscillator() { window.noted.tones++; return { frequency: {}, connect: (to) => to, start() {}, stop() {} }; }
    createGain() { return { gain: { setValueAtTime() {}, linearRampToValueAtTime() {} }, connect: (to) => to }; }
  };
  navigator.vibrate = (buzz) => window.noted.buzzes.push(buzz);
  Object.defineProperty(navigator, "wakeLock", { value: { request: async () => {
    window.noted.locks++;
    return { addEventListener() {}, release: async () => void window.noted.locks-- };
  } } });
  window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } };
  Object.defineProperty(window, "speechSynthesis", { value: {
    getVoices: () => VOICES, addEventListener() {}, cancel() {}, speak: (words) => window.noted.said.push(words.text),
  } });
  document.addEventListener("practice:done", ({ detail }) => window.noted.done.push(detail));
"""
# A clock in the test's hand: it stands, and goes on only when it is told to. The name of the window takes the hour
# along when the page is loaded again. Playwright's own wants a tab for each test, and takes twice as long.
STANDING = """(() => {
  const Hours = Date, due = new Map();
  let now = Number(window.name) || NOW, last = 0;
  const wait = (act, after, every) => { due.set(++last, { act, at: now + after, every }); return last; };
  const happen = (id, { act, every, at }) => {
    if (every) due.set(id, { act, every, at: Math.max(at, now - every) + every });
    else due.delete(id);
    act();
  };
  window.Date = class extends Hours {
    constructor(...told) { super(...(told.length ? told : [now])); }
    static now() { return now; }
  };
  performance.now = () => now - NOW;
  window.setTimeout = (act, after = 0, ...told) => wait(() => act(...told), after, 0);
  window.setInterval = (act, every) => wait(act, every, every);
  window.clearTimeout = window.clearInterval = (id) => void due.delete(id);
  window.run = (time) => {
    const end = now + time;
    for (;;) {
      const [[id, next] = [0, { at: Infinity }]] = [...due].sort(([, one], [, other]) => one.at - other.at);
      if (next.at > end) break;
      now = next.at;
      happen(id, next);
    }
    window.name = now = end;
  };
  // As a device that slept: what was due in the meantime happens once, now.
  window.sleep = (time) => {
    window.name = now += time;
    for (const [id, next] of [...due]) if (next.at <= now) happen(id, next);
  };
})();
"""
LOCAL = '[{ localService: false, lang: "en-US" }, { localService: true, lang: "en-GB" }]'


def line(kind: str, shape: str, unit: str, *amounts: int, part: str = "") -> Json:
    numbers = dict(zip(("amount", "to"), amounts or (0,), strict=False))
    return {"kind": kind, "part": part, "quantity": {"shape": shape, "unit": unit, **numbers}}


def hold(seconds: int) -> Json:
    return line("hold", "exact", "seconds", seconds)


def times(count: int) -> Json:
    return line("repetitions", "exact", "", count)


def entry(code: str, *lines: Json, **more: Any) -> Json:
    empty: Json = {"code": code, "mark": 1, "forms": "", "boxes": "", "sides": "", "note": ""}
    return {**empty, "lines": list(lines), **more}


def link(*entries: Json, **more: Any) -> str:
    """Return the fragment of a plan, in the oldest format that can say it."""
    empty = {"boneHealth": False, "frequency": None, "clinic": "", "phone": "", "instructions": ""}
    plan = {**empty, **more, "entries": list(entries)}
    fragment: str = (format_1 if format_2.fits_one(plan) else format_2).encode(plan)
    assert isinstance(format_2.decode(fragment), dict)
    return fragment


@pytest.fixture(scope="module")
def tab(browser: Browser) -> Iterator[Page]:
    """A tab on a phone, whose clock stands."""
    with tabs.opened(browser, viewport={"width": 390, "height": 844}) as opened:
        opened.set_default_timeout(8000)
        opened.add_init_script(NOTED.replace("VOICES", LOCAL) + STANDING.replace("NOW", str(NOW)))
        yield opened


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A profile on a phone, in which no script may fail: for what cannot be undone."""
    wrong: list[str] = []
    with tabs.profile(browser, viewport={"width": 390, "height": 844}) as opened:
        opened.set_default_timeout(8000)
        opened.on("weberror", lambda error: wrong.append(str(error.error)))
        yield opened
    assert wrong == []


@pytest.fixture
def here(changed_address: str) -> str:
    return f"{changed_address}practice/"


def do(page: Page, name: str) -> None:
    """Press a button that is shown. A pointer takes twice as long; that it hits each of them, all states are asked."""
    page.locator(f'button[data-do="{name}"]:visible').dispatch_event("click")


def begun(page: Page, here: str, fragment: str, itself: bool = False) -> Page:
    """Open a practice and press Start."""
    page.goto(f"{here}#{fragment}")
    expect(page.locator('[data-do="begin"]')).to_be_visible()
    if itself:
        page.locator('[name="way"]').nth(1).check()
    else:
        # With a time to get into place, a test need not tap. At first it waits.
        page.get_by_label("Get into place (by myself)").select_option("5")
    do(page, "begin")
    return page


def started(page: Page, here: str, fragment: str, itself: bool = False) -> Page:
    """Open a practice, press Start, and Start of its first exercise."""
    begun(page, here, fragment, itself)
    do(page, "go")
    return page


def word(page: Page) -> str:
    """Return what is to be done now."""
    return page.locator('[data-slot="now"]').inner_text()


def clock(page: Page) -> str:
    return page.locator('[data-slot="clock"]').inner_text()


def count(page: Page) -> str:
    return page.locator('[data-slot="count"]').inner_text().replace("\n", ", ")


def told(page: Page) -> str:
    """Return what a screen reader was told last."""
    return page.locator('[data-part="told"]').text_content() or ""


def run(page: Page, seconds: float) -> None:
    page.evaluate("time => window.run(time)", seconds * 1000)


def sleep(page: Page, seconds: int) -> None:
    page.evaluate("time => window.sleep(time)", seconds * 1000)


def path(page: Page, seconds: int) -> list[str]:
    """Return what is to be done from second to second, each change once, until the exercise is over."""
    page.evaluate("""() => {
      window.path = [];
      setInterval(() => {
        const part = document.querySelector('[data-part="do"]');
        const now = part.checkVisibility() ? part.querySelector('[data-slot="now"]').innerText : "over";
        if (window.path.at(-1) !== now) window.path.push(now);
      }, 500);
    }""")
    run(page, seconds)
    found: list[str] = page.evaluate("window.path")
    return found


# Each kind of dose, to its end


READY, HOLD, GO, SIDE, REST, OVER = "Get into place", "Hold", "Let go", "Change sides", "Rest", "over"
MOVE, ENOUGH = "Do it once", "That may be enough"
DOSES = {
    "a hold, twice": (entry("zbz", hold(5), times(2)), [READY, HOLD, GO, HOLD, OVER]),
    "a hold on both sides": (entry("zbz", hold(5), times(1), sides="each"), [READY, HOLD, SIDE, HOLD, OVER]),
    "sides in turn": (entry("zbz", hold(5), times(2), sides="alternate"), [READY, HOLD, GO, HOLD, OVER]),
    "one side": (entry("zbz", hold(5), times(1), sides="left"), [READY, HOLD, OVER]),
    "sets with rests": (
        entry("zbz", hold(5), times(1), line("sets", "exact", "", 2), line("rest", "exact", "seconds", 30)),
        [READY, HOLD, REST, HOLD, OVER],
    ),
    "minutes": (entry("zbz", line("hold", "exact", "minutes", 2), times(1)), [READY, HOLD, OVER]),
    "a pause between": (
        entry("zbz", times(2), line("rest_between_repetitions", "exact", "seconds", 4)),
        [READY, MOVE, REST, MOVE, OVER],
    ),
    "a time for each one": (entry("zbz", times(3), line("tempo", "exact", "seconds", 4)), [READY, MOVE, OVER]),
    "repeats at a pace": (entry("zbz", times(3)), [READY, MOVE, OVER]),
    "two ways in turn": (
        entry("zjz", hold(5), times(1), forms="ab"),
        [READY, f"{HOLD}", "Next: Sitting", HOLD, OVER],
    ),
    "holds in a row": (
        entry(
            "zkz",
            line("hold", "exact", "seconds", 5, part="a"),
            line("hold", "exact", "seconds", 6, part="b"),
            times(1),
        ),
        [READY, "Hold: Sitting", "Let go: Standing", "Hold: Standing", OVER],
    ),
}  # fmt: skip


# What comes after what, and in which words, tests/javascript/practice.test.js has for each kind.
SAMPLE = ("two ways in turn",)


@pytest.mark.parametrize("name", sampled(DOSES, SAMPLE))
def test_a_dose_runs_by_itself_to_its_end(page: Page, here: str, name: str) -> None:
    chosen, expected = DOSES[name]
    started(page, here, link(chosen), itself=True)
    assert path(page, 200) == expected


BEYOND = {
    "a range": ((line("repetitions", "range", "", 1, 2),), ENOUGH),
    "at least so many": ((line("repetitions", "at-least", "", 1),), ENOUGH),
    "a goal": ((line("repetitions", "start-goal", "", 1, 5),), ENOUGH),
    "a goal of sets": ((times(1), line("sets", "start-goal", "", 1, 3)), ENOUGH),
    "a hold of at least": ((line("hold", "at-least", "seconds", 5), times(1)), HOLD),
    "a hold for as long as you can": ((line("hold", "as-many", ""), times(1)), HOLD),
    "a rest without a time": ((times(1), line("sets", "exact", "", 2)), REST),
}


# For each kind, tests/javascript/practice.test.js has the step and its words.
@pytest.mark.parametrize("name", sampled(BEYOND, ["a goal of sets"]))
def test_by_itself_nothing_goes_beyond_what_must_be(page: Page, here: str, name: str) -> None:
    lines, stands_at = BEYOND[name]
    started(page, here, link(entry("zbz", *lines)), itself=True)
    run(page, BEYOND_ANY_TIME)
    assert word(page) == stands_at
    page.locator('button[data-do="enough"]:visible, button[data-do="go"]:visible').first.click()
    run(page, 1)


def test_a_range_of_two_counts_up_to_what_was_held(page: Page, here: str) -> None:
    started(page, here, link(entry("zbz", line("hold", "range", "seconds", 2, 3), times(1))))
    run(page, 7.1)
    assert (clock(page), page.locator('[data-slot="hint"]').inner_text()[:22]) == ("2", "Hold 2 or 3 seconds. L")


def test_in_large_type_each_step_is_in_view_and_it_hurts_in_reach(page: Page, here: str) -> None:
    page.set_viewport_size({"width": 320, "height": 640})
    begun(page, here, link(entry("zbz", hold(5), times(2))))
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    do(page, "go")
    expect(page.locator('[data-slot="now"]')).to_be_in_viewport(ratio=1)
    pause, hurts = (page.locator(f'.practice-bar [data-do="{name}"]').bounding_box() for name in ("pause", "hurts"))
    assert pause and hurts and pause["y"] == hurts["y"] and hurts["y"] + hurts["height"] <= 640


def test_as_many_as_you_can_goes_on_until_it_is_enough(page: Page, here: str) -> None:
    started(page, here, link(entry("zbz", line("repetitions", "to-fatigue", ""))), itself=True)
    run(page, 60)
    assert word(page) == MOVE and count(page).endswith("until you are too tired to do it well")
    do(page, "enough")
    expect(page.get_by_role("heading", name="This exercise is over")).to_be_focused()


def test_by_myself_a_hold_is_counted_and_everything_else_waits(page: Page, here: str) -> None:
    started(page, here, link(entry("zbz", hold(10), times(2), sides="each")))
    assert (word(page), clock(page)) == (READY, "5")
    run(page, 5)
    assert (word(page), clock(page), count(page)) == (HOLD, "10", "Repeat 1 of 2, First side")
    run(page, 10)
    assert word(page) == GO
    run(page, BEYOND_ANY_TIME)
    assert word(page) == GO
    do(page, "go")
    run(page, 11)
    assert word(page) == SIDE
    do(page, "go")
    assert count(page) == "Repeat 1 of 2, Other side"


def test_repeats_are_counted_by_a_tap_or_a_key(page: Page, here: str) -> None:
    started(page, here, link(entry("zbz", times(4))))
    run(page, 5)
    do(page, "go")
    assert count(page) == "Repeat 2 of 4"
    page.locator("h2:visible").first.focus()
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    assert count(page) == "Repeat 4 of 4"
    do(page, "back")
    assert count(page) == "Repeat 3 of 4"
    do(page, "go")
    do(page, "go")
    expect(page.get_by_text("4 repeats were counted.")).to_be_visible()


def test_a_range_is_left_within_its_bounds_and_ends_there(page: Page, here: str) -> None:
    started(page, here, link(entry("zbz", line("hold", "range", "seconds", 5, 10), times(1))))
    run(page, 5)
    assert page.locator('[data-slot="hint"]').inner_text() == ("Hold 5 to 10 seconds. Let go when you want, from 5 on.")
    run(page, 5.2)
    assert clock(page) == "5"
    assert told(page) == "You may let go now."
    run(page, 5)
    expect(page.get_by_text("1 counted, held for 10 seconds in all.")).to_be_visible()


# What is not known


def test_what_is_open_is_asked_once_and_marked_as_typed(page: Page, here: str) -> None:
    started(page, here, link(entry("zbz", hold(5))))
    asked = page.locator('[data-part="ask"]')
    assert "What did your clinician say?" in asked.inner_text() and "Repeat (times)" in asked.inner_text()
    asked.get_by_role("button", name="Go on").click()
    assert "type a number, or tick “I do not know”" in page.locator("[data-wrong]").inner_text()
    # It stands where the patient is taken to, and a screen reader says it with the field.
    field = asked.get_by_label("Repeat (times)")
    expect(field).to_be_focused()
    expect(field).to_have_attribute("aria-invalid", "true")
    expect(field).to_have_accessible_description(page.locator("[data-wrong]").inner_text())
    expect(page.locator("[data-wrong]")).to_be_in_viewport(ratio=1)
    # A clinician may say a range, and what is kept is one number.
    for wrong in ("0", "201", "2.5", "-1", "x", "8-10"):
        asked.get_by_label("Repeat (times)").fill(wrong)
        asked.get_by_role("button", name="Go on").click()
        assert page.locator("[data-wrong]").inner_text() == (
            "Repeat must be a whole number from 1 to 200. For 8-10, type 8."
        )
    asked.get_by_label("Repeat (times)").fill("3")
    asked.get_by_role("button", name="Go on").click()
    assert re.search(r"Repeat\s+3 times\. You typed this\.", page.locator('[data-slot="dose"]').inner_text())
    run(page, 5)
    assert count(page) == "Repeat 1 of 3"
    page.reload()
    do(page, "begin")
    expect(page.locator('[data-part="do"]')).to_be_visible()
    do(page, "change-answers")
    expect(asked).to_be_visible()


def test_i_do_not_know_is_an_answer_and_nothing_is_made_up(page: Page, here: str) -> None:
    started(page, here, link(entry("zbz")))
    page.get_by_label("I do not know").check()
    page.locator('[data-part="ask"]').get_by_role("button", name="Go on").click()
    assert "Not known. Ask your clinician." in page.locator('[data-slot="dose"]').inner_text()
    run(page, 5)
    assert count(page) == "Repeat 1"
    assert page.locator('[data-slot="hint"]').inner_text().startswith("We do not know how many.")


def test_an_exercise_is_shown_before_anything_is_asked_of_it(page: Page, here: str) -> None:
    begun(page, here, link(entry("zjz", times(2))))
    expect(page.get_by_role("heading", name="Calf")).to_be_focused()
    expect(page.locator('[data-part="stage"] figure')).to_be_in_viewport()
    assert page.locator('[data-slot="hint"]').inner_text().endswith("we ask what your clinician said.")
    do(page, "go")
    asked = page.locator('[data-part="ask"]')
    expect(asked.locator("figure")).to_be_in_viewport()
    asked.get_by_label("Sitting").check()
    asked.get_by_role("button", name="Go on").click()
    # It was shown: what is left is to get into place.
    assert word(page) == READY


def test_where_a_form_is_to_be_chosen_each_has_its_picture_and_name(page: Page, here: str) -> None:
    library = our_library()
    program, use = next(
        (program, use)
        for program in library.programs.values()
        for use in program.entries
        if use.variant_choice == "clinician"
        and len(use.variants) > 1
        and all(form.figure for form in library.exercises[use.exercise].variants)
    )
    started(page, here, f"program={program.slug}&do={use.code}")
    names = page.locator('[data-part="ask"] input[name="form"] + span').all_text_contents()[:-1]
    for part in ("stage", "ask"):
        assert page.locator(f'[data-part="{part}"] p.label').all_text_contents() == names
        assert page.locator(f'[data-part="{part}"] figure').count() >= len(names) > 1


def test_no_numbers_from_the_clinic_is_one_answer_to_all_that_is_open(page: Page, here: str) -> None:
    started(page, here, link(entry("zbz", hold(5)), entry("zpz"), entry("zbz", times(2))))
    page.get_by_label("I have no numbers from my clinic").check()
    expect(page.get_by_label("Repeat (times)")).to_be_hidden()
    page.locator('[data-part="ask"]').get_by_role("button", name="Go on").click()
    assert "Not known. Ask your clinician." in page.locator('[data-slot="dose"]').inner_text()
    run(page, 5)
    assert word(page) == HOLD
    do(page, "skip")
    do(page, "go")
    assert word(page) == READY
    do(page, "skip")
    # What the clinic gave stays.
    assert "2 times" in page.locator('[data-slot="dose"]').inner_text()


def test_a_goal_asks_where_to_begin_and_takes_no_more_than_the_goal(page: Page, here: str) -> None:
    started(page, here, link(entry("zbz", line("repetitions", "target", "", 8))))
    field = page.get_by_label("Repeat (times). The goal is 8.")
    field.fill("9")
    page.locator('[data-part="ask"]').get_by_role("button", name="Go on").click()
    assert "the goal is 8" in page.locator("[data-wrong]").inner_text()
    field.fill("3")
    page.locator('[data-part="ask"]').get_by_role("button", name="Go on").click()
    assert "Start with 3 times. Your goal is 8 times." in page.locator('[data-slot="dose"]').inner_text()


def test_answers_stay_on_the_device_only_where_that_was_asked_for(page: Page, here: str) -> None:
    for keep in (False, True):
        started(page, here, link(entry("zbz", hold(5))))
        if page.locator('[data-part="ask"]').is_visible():
            page.get_by_label("Repeat (times)").fill("3")
            page.locator('[data-field="keep"]').set_checked(keep)
            page.locator('[data-part="ask"]').get_by_role("button", name="Go on").click()
        kept = page.evaluate("Object.keys(localStorage).filter(name => name.endsWith('practice-answers'))")
        assert kept == (["/care/practice-answers"] if keep else [])
        page.evaluate("sessionStorage.clear()")
        page.goto("about:blank")
    page.goto(f"{here}#{link(entry('zbz'))}")
    page.get_by_role("button", name="Forget all that I typed").click()
    assert "practice-answers" not in page.evaluate("JSON.stringify({...localStorage})")


def test_the_way_that_a_clinician_must_choose_is_asked_for(page: Page, here: str) -> None:
    started(page, here, link(entry("zjz", times(2))))
    asked = page.locator('[data-part="ask"]')
    assert "Which way did your clinician choose?" in asked.inner_text()
    asked.get_by_role("button", name="Go on").click()
    expect(asked.get_by_role("radio").first).to_be_focused()
    expect(page.locator("[data-wrong]")).to_be_in_viewport(ratio=1)
    asked.get_by_label("I do not know").check()
    asked.get_by_role("button", name="Go on").click()
    assert word(page) == "Leave this one out today"
    assert "You do not know which way. Ask your clinician" in page.locator('[data-slot="hint"]').inner_text()
    assert page.locator('[data-slot="card"] [data-form]:visible').count() == 0
    do(page, "change-answers")
    asked.get_by_label("I do not know").check()
    asked.get_by_role("button", name="Go on").click()
    assert page.locator('button[data-do="go"]:visible').inner_text() == "To the end"
    do(page, "go")
    assert page.locator('[data-slot="end"] li').inner_text().endswith(": skipped")
    do(page, "once-more")
    do(page, "change-answers")
    asked.get_by_label("Sitting").check()
    asked.get_by_role("button", name="Go on").click()
    assert "Lift your back a little." in page.locator('[data-slot="card"]').inner_text()
    assert "Press your back down." not in page.locator('[data-slot="card"]').inner_text()


def test_sides_that_a_plan_does_not_name_are_said_and_not_guessed(page: Page, here: str) -> None:
    begun(page, here, link(entry("zbz", hold(5), times(1))))
    assert "The plan does not say which side. Ask your clinician." in page.locator('[data-slot="dose"]').inner_text()
    do(page, "go")
    run(page, 5)
    assert count(page) == ""


# From where it starts, and whose numbers they are


def test_a_plan_starts_practice_with_its_own_numbers(page: Page, here: str, changed_address: str) -> None:
    fragment = link(entry("zbz", hold(5), times(2), note="Slowly."), phone=PHONE, instructions="Breathe.")
    page.goto(f"{changed_address}plan/#{fragment}")
    page.get_by_role("link", name="Start practice").click()
    expect(page.locator('[data-do="begin"]')).to_be_visible()
    assert page.url == f"{here}#{fragment}"
    text = page.locator('[data-part="practice"]').inner_text()
    assert "From the link you opened (not checked by this site)." in text and "Breathe." in text
    do(page, "begin")
    assert "Slowly." in page.locator('[data-slot="card"]').inner_text()
    do(page, "leave")
    page.wait_for_url(f"{changed_address}plan/#{fragment}")


def test_a_program_starts_with_all_or_with_what_is_ticked(
    page: Page, changed_address: str, changed_catalogue: Catalogue
) -> None:
    program = changed_catalogue.programs[OPEN]
    page.goto(f"{changed_address}programs/{OPEN}/")
    way = page.locator('a[data-part="practice"]')
    assert way.inner_text() == f"Start practice: all {len(program.entries)} exercises"
    entries = page.locator("article.entry")
    entries.filter(has_text="Curl ups").get_by_role("button").click()
    entries.filter(has_text="Curl ups").get_by_label("This one is for you").check()
    entries.filter(has_text="Curl ups").get_by_label("A: Arms folded on your chest").check()
    entries.filter(has_text="Zigzag bridge").get_by_role("button").click()
    entries.filter(has_text="Zigzag bridge").get_by_label("This one is for you").check()
    assert way.inner_text() == "Start practice: 2 exercises that you ticked"
    way.click()
    expect(page.locator('[data-do="begin"]')).to_be_visible()
    assert page.locator('[data-slot="list"] li').all_inner_texts() == ["Curl ups", "Zigzag bridge"]
    assert f"You chose the program {program.name}." in page.locator('[data-slot="origin"]').inner_text()
    assert "#program=own-open&do=zcz-b,zpz" in page.url


def test_an_exercise_asks_whose_numbers_and_takes_none_by_itself(
    page: Page, here: str, changed_catalogue: Catalogue
) -> None:
    page.goto(f"{here}#exercise=own-two-forms")
    asked = page.locator('[data-part="whose"]')
    expect(asked).to_be_visible()
    uses = changed_catalogue.uses["own-two-forms"]
    texts = [f"{use.program.name}: {use.entry.title}" for use in uses]
    assert asked.locator("label").all_inner_texts() == [*texts, "What my clinician said"]
    assert page.locator('[name="whose"]:checked').count() == 0
    asked.get_by_label("What my clinician said").check()
    asked.get_by_role("button", name="Go on").click()
    do(page, "begin")
    do(page, "go")
    form = page.locator('[data-part="ask"]')
    form.get_by_label("Sitting").check()
    form.get_by_label("Hold", exact=True).fill("7")
    form.get_by_label("Repeat (times)").fill("2")
    form.get_by_label("Left side only").check()
    form.get_by_role("button", name="Go on").click()
    dose = page.locator('[data-slot="dose"]').inner_text()
    assert "7 seconds. You typed this." in dose and "2 times. You typed this." in dose and "Sets" not in dose
    do(page, "go")
    assert (clock(page), count(page)) == ("7", "Repeat 1 of 2, Left side")


def test_what_one_restricted_program_alone_uses_keeps_its_banner(
    page: Page, here: str, changed_catalogue: Catalogue
) -> None:
    restriction = changed_catalogue.programs[RESTRICTED].restriction
    assert restriction
    page.goto(f"{here}#program={RESTRICTED}")
    expect(page.locator('[data-slot="restrictions"]').get_by_text(restriction.title)).to_be_visible()
    alone = next(it for it in changed_catalogue.exercises.values() if changed_catalogue.restricted_to(it))
    page.goto(f"{here}#exercise={alone.slug}")
    title = changed_catalogue.restricted_to(alone)
    assert title and title.restriction
    expect(page.locator('[data-slot="whose-banner"]').get_by_text(title.restriction.title)).to_be_visible()


def test_nothing_to_practice_says_where_to_look_and_a_damaged_link_shows_nothing_of_it(
    lacking: Page, here: str
) -> None:
    """Without anything asked for, and for a program, an entry and an exercise that there are not."""
    damaged = link(entry("zbz", hold(5)), phone=PHONE)[:-3]
    for fragment in ("", "program=no-such", "program=own-open&do=bbb", "exercise=no-such"):
        lacking.goto(f"{here}#{fragment}")
        expect(lacking.get_by_role("heading", name="Nothing to practice yet"), fragment).to_be_focused()
        lacking.goto(f"{here}#{damaged}")
        expect(lacking.get_by_role("heading", name="This link is damaged")).to_be_visible()
    assert PHONE not in lacking.inner_text("body") and lacking.locator('[data-do="begin"]').is_hidden()


def test_a_link_that_a_program_changed_opens_and_says_so(page: Page, changed_address: str) -> None:
    fragment = link(entry("zbz", hold(5), times(1)))
    page.goto(f"{changed_address}practice/?x=1%23{fragment}")
    expect(page.locator('[data-do="begin"]')).to_be_visible()
    assert page.url == f"{changed_address}practice/?changed#{fragment}"
    expect(page.get_by_text("This link was different")).to_be_visible()


def test_nothing_of_the_fragment_is_sent_or_handed_on(page: Page, here: str, changed_address: str) -> None:
    asked: list[Request] = []

    def note(request: Request) -> None:
        asked.append(request)

    page.on("request", note)
    fragment = link(entry("zbz", hold(5), times(1)))
    started(page, here, fragment)
    page.remove_listener("request", note)
    assert all(request.url.startswith(changed_address) for request in asked)
    assert not any(fragment in f"{request.url}{request.headers}{request.post_data}" for request in asked)
    assert page.locator('link[rel="canonical"], meta[property="og:url"]').count() == 0


# It hurts


def test_it_hurts_stops_the_clock_and_shows_the_programs_own_rules_first(
    page: Page, here: str, changed_catalogue: Catalogue
) -> None:
    """As long as the clock goes, the screen stays on."""
    started(page, here, link(entry("zbz", hold(30), times(2)), phone=PHONE, clinic="Hillside"))
    run(page, 10)
    assert page.evaluate("noted.locks") == 1
    page.get_by_role("button", name="It hurts").click()
    assert page.evaluate("noted.locks") == 0
    expect(page.get_by_role("heading", name="The clock has stopped")).to_be_focused()
    text = re.sub(r"\s+", " ", page.locator('[data-part="practice"]').inner_text())
    rule = changed_catalogue.programs[OPEN].stop_rules[0]
    get_help = changed_catalogue.get_help.title
    # What can be done comes first, and is in sight; "Get help now" leads to what stands below the rules.
    assert text.index("Stop for today") < text.index("Back to the exercise") < text.index(rule)
    expect(page.get_by_role("button", name="Stop for today")).to_be_in_viewport()
    assert text.index(rule) < text.rindex(get_help) < text.index(f"Phone in the link: {PHONE}")
    assert page.locator(".plan-from a[href^='tel:']").count() == 0
    page.get_by_role("button", name="Get help now").click()
    expect(page.get_by_role("heading", name=get_help)).to_be_focused()
    expect(page.get_by_role("heading", name=get_help)).to_be_in_viewport()
    run(page, 60)
    do(page, "hurts-on")
    assert (word(page), clock(page)) == ("Stopped", "25")


def test_it_hurts_shows_the_rules_of_the_exercise_that_hurts(
    page: Page, here: str, changed_catalogue: Catalogue
) -> None:
    begun(page, here, link(entry("zbz", times(1)), entry("znz", times(1), forms="a")))
    do(page, "skip")
    if page.locator('[data-part="ask"]').is_visible():
        page.get_by_label("I do not know").first.check()
    page.get_by_role("button", name="It hurts").click()
    text = page.locator('[data-slot="rules"]').inner_text()
    open_rule, closed_rule = (changed_catalogue.programs[slug].stop_rules[0] for slug in (OPEN, RESTRICTED))
    assert closed_rule in text and (open_rule == closed_rule or open_rule not in text)


def test_to_stop_for_today_says_what_was_done_and_offers_the_diary_and_no_new_start(page: Page, here: str) -> None:
    started(page, here, link(entry("zbz", hold(5), times(2)), entry("zgz", times(2))))
    run(page, 11)
    do(page, "hurts")
    do(page, "leave")
    expect(page.get_by_role("heading", name="You stopped here")).to_be_focused()
    assert page.locator('[data-slot="end"] li').all_inner_texts() == [
        "Knee to chest: 1 counted, held for 5 seconds in all."
    ]
    expect(page.get_by_role("button", name="Start again from the first exercise")).to_be_hidden()
    page.get_by_role("button", name="Write this in my diary").click()
    expect(page.locator('[data-part="diary-said"]:visible')).to_have_text("It is in your diary.")
    page.get_by_label("Pain after").select_option("4")
    expect(page.get_by_role("link", name="My diary").first).to_be_visible()
    page.locator('[data-state="end stopped"] button[data-do="leave"]').click()
    page.wait_for_url("**/plan/#*")


# The clock


# Both ways: tests/javascript/practice.test.js.
@pytest.mark.parametrize("itself", sampled([False, True], [False]))
def test_a_tab_that_slept_within_a_hold_is_right_and_one_that_slept_on_counts_nothing_that_nobody_saw(
    page: Page, here: str, itself: bool
) -> None:
    started(page, here, link(entry("zbz", hold(60), times(5))), itself)
    run(page, 6)
    sleep(page, 40)
    assert (word(page), clock(page)) == (HOLD, "19")
    sleep(page, 3600)
    run(page, 1)
    assert word(page) == "Stopped" and count(page) == "Repeat 2 of 5"
    assert "The screen was off" in page.locator('[data-slot="hint"]').inner_text()
    run(page, 60)
    assert count(page) == "Repeat 2 of 5"
    do(page, "go")
    assert word(page) == GO


def test_a_tab_that_the_device_closed_comes_back_to_where_it_was(page: Page, here: str) -> None:
    started(page, here, link(entry("zbz", times(5))))
    run(page, 5)
    do(page, "go")
    do(page, "go")
    page.reload()
    do(page, "go-back-in")
    assert count(page) == "Repeat 3 of 5"


def test_each_time_can_be_longer_or_switched_off(page: Page, here: str) -> None:
    page.goto(f"{here}#{link(entry('zbz', hold(5), times(2)))}")
    page.get_by_label("Get into place (by itself)").select_option("0")
    page.get_by_label("Between two holds").select_option("30")
    page.locator('[data-field="clock"]').uncheck()
    page.locator('[name="way"]').nth(1).check()
    do(page, "begin")
    do(page, "go")
    run(page, BEYOND_ANY_TIME)
    assert (word(page), clock(page)) == (READY, "")
    do(page, "go")
    run(page, BEYOND_ANY_TIME)
    assert word(page) == HOLD
    do(page, "go")
    assert (word(page), clock(page)) == (GO, "30")
    do(page, "longer")
    assert clock(page) == "40"


# Telling without the screen


def test_what_matters_is_announced_and_not_each_second(page: Page, here: str) -> None:
    started(page, here, link(entry("zbz", hold(30), times(1), sides="each")))
    said: list[str] = []
    for _ in range(37):
        if not said or said[-1] != told(page):
            said.append(told(page))
        run(page, 1)
    assert said == [
        "Get into place. 5 seconds.",
        "Hold. 30 seconds. First side",
        "Half. 15 seconds left.",
        "3 seconds left.",
        "Change sides. Other side",
    ]
    assert page.locator('[data-slot="clock"]').get_attribute("aria-live") == "off"


def test_sounds_vibration_and_voice_wait_until_they_are_chosen(page: Page, here: str) -> None:
    fragment = link(entry("zbz", hold(5), times(1)))
    started(page, here, fragment)
    run(page, 11)
    assert page.evaluate("[noted.tones, noted.buzzes.length, noted.said.length]") == [0, 0, 0]
    page.goto("about:blank")
    page.goto(f"{here}#{fragment}")
    for name in ("Sounds", "Vibration", "A voice that counts"):
        page.get_by_label(name).check()
    do(page, "begin")
    do(page, "go")
    run(page, 11)
    assert page.evaluate("noted.tones") > 0 and page.evaluate("noted.buzzes").count([150]) == 1
    assert page.evaluate("noted.said") == ["Get into place", "Hold", "1", "2", "3", "4"]


def test_a_voice_that_is_not_on_the_device_is_never_used(context: BrowserContext, here: str) -> None:
    page = context.new_page()
    page.add_init_script(NOTED.replace("VOICES", '[{ localService: false, lang: "en-US" }]'))
    begun(page, here, link(entry("zbz", hold(5), times(1))))
    expect(page.locator('[data-do="read"]')).to_be_hidden()
    do(page, "settings")
    expect(page.get_by_label("A voice that counts")).to_be_hidden()


def test_steps_are_read_aloud_by_the_device_and_louder_goes_up_and_then_off(page: Page, here: str) -> None:
    begun(page, here, link(entry("zbz", hold(5), times(1))))
    page.get_by_role("button", name="Read the steps aloud").click()
    assert "Pull your knee to your chest." in page.evaluate("noted.said")[-1]
    expect(page.get_by_role("button", name="Stop reading")).to_be_visible()
    button = page.locator('[data-do="louder"]')
    seen = [button.inner_text()]
    for _ in range(4):
        button.click()
        seen.append(button.inner_text())
    assert seen == ["Louder (no sound now)", "Louder (now low)", "Louder (now middle)", "Sound off (now loud)", seen[0]]


def test_without_sound_voice_vibration_or_a_lock_it_runs_all_the_same(context: BrowserContext, here: str) -> None:
    page = context.new_page()
    page.add_init_script(
        "delete window.AudioContext; delete window.speechSynthesis; delete Navigator.prototype.vibrate;"
        "delete Navigator.prototype.wakeLock;"
    )
    page.add_init_script(STANDING.replace("NOW", str(NOW)))
    started(page, here, link(entry("zbz", hold(5), times(1))))
    do(page, "louder")
    run(page, 11)
    expect(page.get_by_role("heading", name="This exercise is over")).to_be_visible()


# The end, and who listens


def test_at_the_end_it_lists_what_was_counted_and_a_diary_can_hear_it(page: Page, here: str) -> None:
    started(page, here, link(entry("zbz", hold(5), times(2)), entry("zgz", times(2))), itself=True)
    run(page, 30)
    page.get_by_role("button", name="Next: Pelvic tilt (roll-up bridge)").click()
    do(page, "skip")
    expect(page.get_by_role("heading", name="That was the last exercise")).to_be_visible()
    assert page.locator('[data-slot="end"] li').all_inner_texts() == [
        "Knee to chest: 2 counted, held for 10 seconds in all.",
        "Pelvic tilt (roll-up bridge): skipped",
    ]
    first, second = page.evaluate("noted.done.map(one => ({...one, date: typeof one.date.getTime()}))")
    assert first | {"dose": 0} == {
        "exercise": "own-plain",
        "program": OPEN,
        "code": "zbz",
        "title": "Knee to chest",
        "origin": "plan",
        "dose": 0,
        "done": {"repetitions": 2, "sets": 1, "seconds": 10, "skipped": False},
        "date": "number",
    }
    assert [it["kind"] for it in first["dose"]][:2] == ["hold", "repetitions"]
    assert second["done"]["skipped"]
    assert not re.search(r"well done|great|streak|congrat", page.inner_text("body"), re.IGNORECASE)


# For everyone


def states(page: Page, here: str) -> Iterator[str]:
    """Go through every state of the page, and name each. axe needs a clock that goes: so nothing here is short."""
    page.goto(here)
    yield "none"
    page.goto(f"{here}#1damaged")
    yield "damaged"
    page.goto(f"{here}#exercise=own-two-forms")
    expect(page.locator('[data-part="whose"]')).to_be_visible()
    yield "whose"
    long = line("hold", "range", "minutes", 20, 30)
    fragment = link(entry("zjz", long, sides="each"), phone=PHONE, instructions="Slowly.")
    page.goto(f"{here}#{fragment}")
    yield "begin"
    do(page, "begin")
    yield "before an exercise, with a form to choose"
    do(page, "go")
    yield "ask for a form"
    page.get_by_label("Sitting").check()
    page.locator('[data-part="ask"]').get_by_role("button", name="Go on").click()
    if page.locator('[data-part="ask"]').is_visible():
        page.locator('[data-part="ask"]').get_by_role("button", name="Go on").click()
        yield "ask for a number, which is missing"
        page.get_by_label("Repeat (times)").fill("2")
        page.locator('[data-part="ask"]').get_by_role("button", name="Go on").click()
    yield "get ready"
    do(page, "go")
    yield "hold"
    do(page, "pause")
    yield "paused"
    do(page, "settings")
    yield "settings"
    do(page, "close-settings")
    do(page, "hurts")
    yield "hurts"
    do(page, "hurts-on")
    do(page, "enough")
    yield "change sides"
    do(page, "go")
    do(page, "enough")
    yield "over"
    do(page, "next")
    yield "end"


# The states that have colors which no other has.
DARK = ("ask for a form", "hold", "hurts")
# Those that differ from another in words alone.
ALIKE = ("get ready", "paused", "change sides")
# A window of 320 px has room for as many letters of 164 % as one of 390 px has for those of 200 %.
SIZES = ("100%", "164%")


def too_wide(page: Page, names: Iterator[str], found: list[str]) -> Iterator[str]:
    """Pass on the states of a page, and note those that are wider than its window in letters of any of the sizes."""
    for name in names:
        found += [f"{name}, {size}" for size in SIZES if overflowing_states(page, [name], size)]
        yield name


@pytest.mark.parametrize("dark", sampled([DARK, None], [DARK]), ids=["some dark", "all dark"])
def test_every_state_is_accessible_easy_to_hit_and_fits_a_narrow_screen_in_large_type(
    context: BrowserContext, here: str, dark: tuple[str, ...] | None
) -> None:
    page, wide = context.new_page(), list[str]()
    page.set_viewport_size({"width": 320, "height": 640})
    names = too_wide(page, states(page, here), wide)
    assert faulty_states(page, (name for name in names if dark is None or name not in ALIKE), dark) == {}
    assert wide == []


@pytest.mark.deep
@pytest.mark.parametrize(("width", "zoom"), [(390, "200%"), (1280, "200%")])
def test_every_state_fits_a_screen_in_large_type(context: BrowserContext, here: str, width: int, zoom: str) -> None:
    page = context.new_page()
    page.set_viewport_size({"width": width, "height": 640})
    assert overflowing_states(page, states(page, here), zoom) == []


def test_it_is_done_by_keys_alone_and_getting_into_place_waits_for_one(page: Page, here: str) -> None:
    page.goto(f"{here}#{link(entry('zbz', hold(5), times(2)))}")
    expect(page.locator("h2:visible").first).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator('[data-part="do"]')).to_be_visible()
    page.keyboard.press("Space")
    assert word(page) == READY
    # No time was chosen to get into place: it waits for a tap.
    run(page, BEYOND_ANY_TIME)
    assert (word(page), clock(page)) == (READY, "")
    assert page.locator('[data-slot="hint"]').inner_text() == "Tap when you are ready."
    page.keyboard.press("Escape")
    assert word(page) == "Stopped"
    page.keyboard.press("Space")
    page.keyboard.press("Space")
    assert (word(page), clock(page)) == (HOLD, "5")
    page.get_by_role("button", name="It hurts").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="The clock has stopped")).to_be_focused()


def test_in_forced_colors_and_with_less_motion_it_runs(page: Page, here: str) -> None:
    page.emulate_media(forced_colors="active", reduced_motion="reduce")
    started(page, here, link(entry("zbz", hold(5), times(1))))
    run(page, 6)
    assert word(page) == HOLD and page.locator('[data-do="go"]').is_visible()
    assert page.evaluate("document.getAnimations().filter(it => it.playState === 'running').length") == 0


def test_without_javascript_the_page_says_so_and_leads_on(plain: Page, here: str) -> None:
    plain.goto(f"{here}#program={OPEN}")
    expect(plain.get_by_role("heading", name=re.compile("Practice needs JavaScript"))).to_be_visible()
    plain.locator('[data-part="programs"] a').first.click()
    expect(plain.locator("article.entry").first).to_be_attached()
    plain.goto("about:blank")
    plain.goto(f"{here}#exercise=own-plain")
    plain.get_by_role("link", name="Back to the exercise").click()
    assert plain.url.endswith("/exercises/own-plain/")


def test_what_cannot_be_fetched_is_said_and_tried_again(lacking: Page, here: str) -> None:
    lacking.route("**/assets/practice/*.json", lambda route: route.abort())
    lacking.goto(f"{here}#program={OPEN}")
    expect(lacking.get_by_role("heading", name="This could not be loaded")).to_be_visible()
    lacking.unroute("**/assets/practice/*.json")
    lacking.get_by_role("button", name="Try again").click()
    expect(lacking.locator('[data-do="begin"]')).to_be_visible()


# The picture that moves


# An exercise that moves between two stills, and is held at the second.
MOVING = next(
    f"program={program.slug}&do={each.code}"
    for program in our_library().programs.values()
    for each in program.entries
    if each.dose.sides == "together"
    and all(each.dose.quantity(line).kind == "value" for line in ("hold", "repetitions", "sets"))
)

# One that is a position to rest in.
AT_REST = next(
    f"program={program.slug}&do={each.code}"
    for program in our_library().programs.values()
    for each in program.entries
    if each.exercise == "supine-rest-position"
)


def press(page: Page, name: str) -> None:
    """Press a button of a page whose frames stand, on which nothing can be waited for."""
    page.evaluate("name => document.querySelector(`[data-do='${name}']`).click()", name)


# Drawing in software is slow: one pixel stands for 16, and four pictures a second are enough.
COARSE = 0.25
SLOWLY = "window.requestAnimationFrame = (then) => setTimeout(() => then(performance.now()), 250);"


def test_the_body_moves_at_the_tempo_of_the_clock(drawing: Browser, address: str) -> None:
    with tabs.profile(drawing, viewport={"width": 360, "height": 640}, device_scale_factor=COARSE) as context:
        page = context.new_page()
        page.add_init_script(STANDING.replace("NOW", str(NOW)) + SLOWLY)
        begun(page, f"{address}practice/", MOVING)
        press(page, "open")
        for _ in range(600):
            if page.locator("[data-playing]").count():
                break
            run(page, 0.1)
        press(page, "go")
        run(page, 0.1)
        expect(page.locator('[data-part="bar"] [data-do="pause"]')).to_be_visible()
        expect(page.locator('.player [data-do="pause"]')).to_be_hidden()
        seen = []
        for _ in range(8):
            run(page, 1)
            seen.append((word(page), float(page.locator('[data-part="player"]').get_attribute("data-at") or 0)))
        page.evaluate("document.querySelector('[data-do=close]').click()")
    assert [at for now, at in seen if now == HOLD] == [seen[-1][1]] * sum(now == HOLD for now, _ in seen)
    ways = [at for now, at in seen if now == READY]
    assert ways[0] == 0 < ways[-1] and ways == sorted(ways) and seen[-1] == (HOLD, max(at for _, at in seen))


def test_without_webgl_the_stills_stay_and_that_a_device_is_too_slow_is_said_once(page: Page, address: str) -> None:
    begun(page, f"{address}practice/", MOVING)
    page.evaluate("HTMLCanvasElement.prototype.getContext = () => null")
    do(page, "open")
    expect(page.get_by_text("This device cannot show the picture as it moves.")).to_be_visible()
    expect(page.locator('[data-slot="figures"] figure').first).to_be_visible()
    box = page.locator('[data-part="do"] [data-part="motion"]')
    expect(box).to_be_visible()
    # As motion.js leaves it: this machine has no graphics processor that could be slow.
    box.evaluate(
        "box => { box.dataset.why = 'slow'; box.querySelector('[data-part=note]').textContent = 'Too slow.'; }"
    )
    do(page, "go")
    expect(box).to_be_hidden()
    do(page, "back")
    expect(box).to_be_hidden()


def test_what_is_one_picture_is_not_offered_moving(page: Page, address: str) -> None:
    page.goto(f"{address}practice/#{AT_REST}")
    do(page, "begin")
    expect(page.locator('[data-slot="figures"] figure')).to_have_count(1)
    expect(page.locator('[data-part="do"] [data-part="motion"]')).to_be_hidden()


# What it is made of


def test_every_entry_of_the_library_can_be_practiced(site: Path) -> None:
    """Each has a file with its card and its dose, and no line of it has lost what its page says."""
    for program in our_library().programs.values():
        file = json.loads((site / f"assets/practice/{program.slug}.json").read_text())
        assert list(file["entries"]) == [entry.code for entry in program.entries]
        for each in program.entries:
            assert f'data-card="{each.code}"' in file["html"]
            for told_line in file["entries"][each.code]["lines"]:
                known = told_line["quantity"] or told_line.get("text") or told_line["kind"] in ASKED
                assert known, (program.slug, each.id, told_line)


def test_every_picture_of_an_entry_moves(site: Path) -> None:
    """Those that a program draws for itself, too: each form that has pictures has their movement."""
    own = 0
    for program in our_library().programs.values():
        file = json.loads((site / f"assets/practice/{program.slug}.json").read_text())
        cards = {it.attributes["data-card"]: it for it in opened(file["html"]).css("[data-card]")}
        for each in program.entries:
            moves = file["entries"][each.code]["moves"]
            assert len(moves) == len(cards[each.code].css(".figures")), (program.slug, each.id, moves)
            assert all((site / "practice" / address).is_file() for address in moves.values())
            own += sum(f"/{program.slug}--{each.id}" in address for address in moves.values())
    assert own > 10


ASKED = {"hold", "repetitions", "sets", "rest", "rest_between_repetitions", "frequency", "sides"}
