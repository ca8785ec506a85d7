"""The diary in a real browser: what is written down stays on the device, is not judged, and goes where it is sent."""

import csv
import io
import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import diary_format_1 as diary_format
import pytest
import tabs
from accessibility import faulty_states, overflowing_states
from conftest import ROOT, sampled
from library import our_library
from playwright.sync_api import Browser, Page, Route, expect
from test_practice import entry, link, times, too_wide

Json = dict[str, Any]
KB = 1024
LIBRARY = our_library()
PROGRAM, OTHER_PROGRAM = list(LIBRARY.programs.values())[:2]
ENTRY = PROGRAM.entries[0]
TODAY = "2026-11-26"
NOW = f"{TODAY}T09:30:00"
# A clock that stands where the test sets it.
STANDING = """
  window.hour = "NOW";
  const Hours = Date;
  window.Date = class extends Hours {
    constructor(...told) { super(...(told.length ? told : [window.hour])); }
    static now() { return new Hours(window.hour).getTime(); }
  };
""".replace("NOW", NOW)
PHONE: Json = {"viewport": {"width": 390, "height": 844}, "accept_downloads": True}
FORMULAS = ("=1+1", "+1", "-1", "@SUM(A1)", "\uff1d1")


@pytest.fixture(scope="module")
def tab(browser: Browser) -> Iterator[Page]:
    """A tab on a phone, on the morning of one day."""
    with tabs.opened(browser, **PHONE) as opened:
        opened.set_default_timeout(15_000)
        opened.add_init_script(STANDING)
        yield opened


@contextmanager
def lent(tab: Page, address: str, complains: bool = False) -> Iterator[Page]:
    """Lend the tab as good as new, without a diary."""
    with tabs.lent(tab, complains=complains) as good:
        yield good
    debug = tab.context.new_cdp_session(tab)
    kept = {"origin": address.removesuffix("/care/"), "storageTypes": "indexeddb"}
    debug.send("Storage.clearDataForOrigin", kept)
    debug.detach()


@pytest.fixture
def page(tab: Page, address: str) -> Iterator[Page]:
    with lent(tab, address) as good:
        yield good


@pytest.fixture
def lacking(tab: Page, address: str) -> Iterator[Page]:
    with lent(tab, address, complains=True) as good:
        yield good


@pytest.fixture
def alone(browser: Browser) -> Iterator[Page]:
    """A tab of a profile of its own, where no script may fail: for what cannot be undone."""
    wrong: list[str] = []
    with tabs.profile(browser, **PHONE) as context:
        context.set_default_timeout(15_000)
        context.on("weberror", lambda error: wrong.append(str(error.error)))
        opened = context.new_page()
        opened.add_init_script(STANDING)
        yield opened
    assert wrong == []


@pytest.fixture
def here(address: str) -> str:
    return f"{address}diary/"


def do(page: Page, name: str) -> None:
    """Press the first button of a name that is shown, as in test_practice.py."""
    page.locator(f'button[data-do="{name}"]:visible').first.dispatch_event("click")


def field(page: Page, name: str) -> Any:
    return page.locator(f'[data-part="form"] [data-field="{name}"]')


def write(page: Page, exercise: str = ENTRY.title, **told: str) -> None:
    """Write an entry down. Another exercise than one of the site is 'Something else'."""
    do(page, "add")
    expect(page.locator('[data-part="form"]')).to_be_visible()
    labels = page.locator('[data-field="exercise"] option').all_inner_texts()
    field(page, "exercise").select_option(label=exercise if exercise in labels else "Something else")
    if exercise not in labels:
        field(page, "title").fill(exercise)
    for name, value in told.items():
        if name in ("before", "after"):
            field(page, name).select_option(value)
        else:
            field(page, name).fill(value)
    keep(page)


def keep(page: Page) -> None:
    page.get_by_role("button", name="Keep it").click()
    expect(page.locator('[data-do="add"]')).to_be_visible()


def opened(page: Page, here: str) -> Page:
    page.goto(here)
    expect(page.locator('[data-do="add"]')).to_be_visible()
    return page


def days(page: Page) -> list[str]:
    return [text.replace("\n", " | ") for text in page.locator('[data-slot="days"] li').all_inner_texts()]


def stored(page: Page) -> list[Json]:
    """Return what stands in the browser's own store."""
    found: list[Json] = page.evaluate("""() => new Promise((done) => {
      const opening = indexedDB.open("/care/diary");
      opening.onsuccess = () => {
        const all = opening.result.transaction("entries").objectStore("entries").getAll();
        all.onsuccess = () => { opening.result.close(); done(all.result); };
      };
    })""")
    return found


def made(day: str = TODAY, **more: Any) -> Json:
    """Return an entry as a file has it."""
    return {
        "id": f"id-{day}-{len(more)}", "day": day, "time": "08:00", "code": ENTRY.code, "exercise": ENTRY.exercise,
        "program": PROGRAM.slug, "title": ENTRY.title, "repetitions": 10, "sets": 2, "seconds": 50, "before": 3,
        "after": 2, "words": "", **more,
    }  # fmt: skip


def put_file(page: Page, text: str) -> None:
    page.locator('[data-field="file"]').set_input_files(
        {"name": "d.json", "mimeType": "application/json", "buffer": text.encode()}
    )


def restore(page: Page, *entries: Json) -> None:
    # What a file before this one said is no sign that this one is read.
    page.locator('[data-part="said"]').evaluate("said => said.replaceChildren()")
    put_file(page, json.dumps({"format": "home-exercise-diary-1", "entries": entries}))
    expect(page.locator('[data-part="said"]')).not_to_be_empty()


def shared_link(page: Page) -> str:
    do(page, "link")
    return page.locator('[data-field="link"]').input_value()


# --- Writing down, a month at a glance, changing and deleting


def test_what_was_done_is_written_down_and_stays(page: Page, here: str) -> None:
    opened(page, here)
    write(page, repetitions="10", sets="2", seconds="50", before="3", after="2", words="Felt fine")
    expect(page.locator('[data-part="said"]')).to_have_text("It is in your diary.")
    told = f"{ENTRY.title} | 10 repeats, 2 sets, 50 seconds held in all | Pain before: 3. Pain after: 2. | Felt fine"
    page.reload()
    expect(page.locator('[data-slot="days"] h3')).to_have_text("Thursday, 26 November 2026")
    assert re.sub(r"( \| )+", " | ", days(page)[0]).startswith(told)
    [kept] = stored(page)
    assert kept == {**made(), "id": kept["id"], "time": "09:30", "words": "Felt fine"}


def test_the_list_begins_with_what_was_done_and_what_is_planned(page: Page, here: str) -> None:
    first, second, third = PROGRAM.entries[:3]
    page.goto(f"{here.removesuffix('diary/')}about/")
    page.evaluate("(kept) => localStorage.setItem('/care/plan', kept)", link(entry(second.code), entry(third.code)))
    opened(page, here)
    write(page, third.title)
    page.evaluate("hour => { window.hour = hour }", NOW.replace("09:30", "10:30"))
    write(page, first.title)
    do(page, "add")
    expect(page.locator('[data-part="form"]')).to_be_visible()
    groups = page.locator('[data-field="exercise"] optgroup')
    assert groups.first.get_attribute("label") == "You did these before"
    assert groups.nth(0).locator("option").all_text_contents() == [first.title, third.title]
    assert groups.nth(1).get_attribute("label") == "In your plans"
    assert groups.nth(1).locator("option").all_text_contents() == [second.title]
    # The rest stands below its programs, and nothing twice.
    assert groups.nth(2).get_attribute("label") == PROGRAM.name
    values = groups.locator("option").evaluate_all("all => all.map((one) => one.getAttribute('value'))")
    entries = sum(len(program.entries) for program in LIBRARY.programs.values())
    assert len(set(values)) == len(values) == entries + len(LIBRARY.exercises)


def test_nothing_but_the_exercise_has_to_be_told(page: Page, here: str) -> None:
    opened(page, here)
    write(page)
    assert "Done. No number was written down." in days(page)[0] and "Pain" not in days(page)[0]
    [kept] = stored(page)
    assert (kept["before"], kept["after"], kept["words"]) == (None, None, "")


def test_a_month_at_a_glance(page: Page, here: str) -> None:
    opened(page, here)
    restore(page, made(id="a"), made(id="b"), made("2026-11-02", id="c"), made("2026-10-31", id="d"))
    table = page.locator('[data-part="month"]')
    full = table.locator("td").evaluate_all(
        "all => all.map(it => it.textContent).filter(text => text.includes('exercise'))"
    )
    assert full == ["21: 1 exercise", "262: 2 exercises"]
    assert table.locator('[aria-current="date"]').inner_text().startswith("26")
    assert table.locator("th").first.inner_text() == "Mo" and table.locator("td").nth(6).inner_text() == "1"
    do(page, "month-before")
    expect(page.locator('[data-slot="month"]')).to_have_text("October 2026")
    assert len(days(page)) == 1
    before = page.locator('[data-do="month-before"]')
    expect(before).to_have_attribute("aria-disabled", "true")
    before.focus()
    page.keyboard.press("Enter")
    expect(page.locator('[data-slot="month"]')).to_have_text("October 2026")
    expect(before).to_be_focused()


def test_an_entry_is_changed_and_deleted(page: Page, here: str) -> None:
    opened(page, here)
    write(page, "Walking", seconds="600")
    do(page, "change")
    expect(field(page, "title")).to_have_value("Walking")
    field(page, "title").fill("A long walk")
    field(page, "day").fill("2026-11-25")
    keep(page)
    [kept] = stored(page)
    assert (kept["title"], kept["day"], kept["seconds"]) == ("A long walk", "2026-11-25", 600)
    do(page, "delete")
    page.get_by_role("button", name="No, keep it").click()
    assert len(stored(page)) == 1
    do(page, "delete")
    page.get_by_role("button", name="Yes, delete it").click()
    expect(page.locator('[data-part="nothing"]')).to_be_visible()
    assert stored(page) == []


def test_a_form_tells_all_that_is_wrong_at_once_and_keeps_nothing(page: Page, here: str) -> None:
    opened(page, here)
    do(page, "add")
    field(page, "day").fill("2026-11-27")
    field(page, "repetitions").fill("ten")
    page.get_by_role("button", name="Keep it").click()
    told = " ".join(page.locator("[data-wrong]").all_inner_texts())
    expect(page.locator('[aria-invalid="true"]').first).to_be_focused()
    expect(page.locator("[data-wrong]").first).to_be_in_viewport(ratio=1)
    assert all(word in told for word in ("Day:", "Exercise:", "How much:"))
    do(page, "cancel")
    assert stored(page) == []


# --- It records and never judges


@pytest.mark.parametrize(("before", "after"), sampled([("0", "1"), ("2", "10")], [("2", "10")]))
def test_after_more_pain_the_own_rules_of_the_program_stand_there(
    page: Page, here: str, before: str, after: str
) -> None:
    opened(page, here)
    write(page, before=before, after=after)
    told = page.locator('[data-slot="rules"]').inner_text()
    assert told.startswith("You wrote down more pain after than before. This is when to stop:")
    assert f"When to stop: {PROGRAM.name}" in told
    for line in PROGRAM.stop_rules:
        assert str(line) in told
    assert not re.search(r"\d", told.replace(PROGRAM.name, ""))


def test_else_no_word_is_said_about_pain_and_what_is_of_no_program_has_the_rule_of_all_exercises(
    page: Page, here: str
) -> None:
    opened(page, here)
    rules = page.locator('[data-slot="rules"]')
    for before, after in (("5", "5"), ("5", "2"), ("", "9"), ("9", "")):
        write(page, before=before, after=after)
        assert rules.inner_text() == "", (before, after)
    write(page, "Walking", before="1", after="2")
    assert "Stop if it hurts, and ask your clinician." in rules.inner_text()


def test_rules_that_cannot_be_fetched_are_still_told(lacking: Page, here: str) -> None:
    opened(lacking, here)
    lacking.route("**/assets/practice/*.json", lambda route: route.abort())
    write(lacking, before="1", after="2")
    assert "Stop if it hurts, and ask your clinician." in lacking.locator('[data-slot="rules"]').inner_text()


def test_no_word_of_the_diary_praises_or_scores() -> None:
    said = json.dumps(LIBRARY.messages.messages["diary"] if "diary" in LIBRARY.messages.messages else [
        LIBRARY.messages.messages[key] for key in LIBRARY.messages.messages if key.startswith("diary.")
    ])  # fmt: skip
    assert len(said) > 3000
    assert not re.search(
        r"(?i)\b(great|well done|good job|streak|score|goal|congrat|keep it up|average|improv|worse|better)", said
    )


# --- On paper


def test_it_prints_in_the_layout_of_the_paper_diary(page: Page, here: str, address: str) -> None:
    heads = """all => all.map(table => [...table.querySelectorAll("thead tr")].map(
      row => [...row.cells].map(cell => [cell.colSpan, cell.rowSpan])))"""
    page.goto(f"{address}handouts/{PROGRAM.slug}/")
    paper = page.locator("table.diary").evaluate_all(heads)
    opened(page, here)
    restore(page, made(id="a"), made(id="b"), made("2026-10-30", id="c", before=None, after=None))
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    tables = page.locator('[data-part="paper"] table.diary')
    assert tables.evaluate_all(heads) == paper
    assert tables.first.locator("th[colspan]").all_inner_texts() == [
        "Week 1, from 30 October 2026",
        "Week 2, from 6 November 2026",
    ]
    rows = [tables.nth(at).locator("tbody tr").first.locator("td").all_inner_texts() for at in (0, 1)]
    assert rows == [["✓", *[""] * 13], [*[""] * 13, "2"]]
    assert tables.first.locator("tbody th").all_inner_texts() == [ENTRY.title]
    seen = page.inner_text("main, .md-main")
    assert "How much, and pain from 0 to 10" in seen and "Delete the whole diary" not in seen
    page.emulate_media(media="null")
    do(page, "month-before")
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert tables.last.locator("th[colspan]").last.inner_text() == "Week 4, from 25 October 2026"


# --- Files


def test_a_file_is_saved_and_opened_elsewhere(page: Page, here: str, browser: Browser, tmp_path: Path) -> None:
    opened(page, here)
    write(page, words="Once")
    write(page, "Walking", before="1", after="1")
    with page.expect_download() as saving:
        do(page, "json")
    file = tmp_path / "diary.json"
    saving.value.save_as(file)
    assert saving.value.suggested_filename == f"diary-{TODAY}.json"
    with tabs.profile(browser) as other:
        again = opened(other.new_page(), here)
        put_file(again, file.read_text(encoding="utf-8"))
        expect(again.locator('[data-part="said"]')).to_have_text("2 entries of the file are now in your diary.")
        assert sorted(stored(again), key=lambda it: it["id"]) == sorted(stored(page), key=lambda it: it["id"])
        put_file(again, file.read_text(encoding="utf-8"))
        expect(again.locator('[data-part="said"]')).to_have_text("All of this file was in your diary already.")


BAD_FILES = {
    "no JSON": "{",
    "another format": json.dumps({"format": "home-exercise-diary-2", "entries": []}),
    "a pain of 11": json.dumps({"format": "home-exercise-diary-1", "entries": [made(), made(id="x", after=11)]}),
    "a key too many": json.dumps({"format": "home-exercise-diary-1", "entries": [made(score=1)]}),
    "one id twice": json.dumps({"format": "home-exercise-diary-1", "entries": [made(), made()]}),
    "no such day": json.dumps({"format": "home-exercise-diary-1", "entries": [made("2026-02-30")]}),
    "a program that is a path": json.dumps({"format": "home-exercise-diary-1", "entries": [made(program="../x")]}),
    "a list": "[]",
    "nothing": "null",
}


def test_of_a_file_that_is_not_whole_nothing_is_opened(page: Page, here: str) -> None:
    opened(page, here)
    for name, text in BAD_FILES.items():
        page.evaluate("document.querySelector('[data-part=\"said\"]').textContent = ''")
        put_file(page, text)
        expect(page.locator('[data-part="said"]'), name).to_contain_text("Nothing was opened.")
    assert stored(page) == []


def test_a_spreadsheet_finds_no_formula(page: Page, here: str, tmp_path: Path) -> None:
    opened(page, here)
    texts = [*FORMULAS, 'He said "ow", and left']
    restore(
        page,
        *[made(id=f"i{at}", words=text, title=text, code="", exercise="", program="") for at, text in enumerate(texts)],
    )
    with page.expect_download() as saving:
        do(page, "csv")
    saving.value.save_as(tmp_path / "diary.csv")
    raw = (tmp_path / "diary.csv").read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf") and b"\r\n" in raw
    head, *rows = list(csv.reader(io.StringIO(raw.decode("utf-8-sig"))))
    assert head[0] == "Day" and head[-1] == "Own words" and len(rows) == len(texts)
    assert not [cell for row in rows for cell in row if re.match(r"[=+\-@\uff1d\s]", cell)]
    assert sorted(row[-1].removeprefix("'") for row in rows) == sorted(texts)


# --- Showing it to a clinic


def test_a_link_opens_as_a_table_without_free_words(page: Page, here: str, browser: Browser) -> None:
    opened(page, here)
    restore(page, made(id="a", words="My secret"), made(id="b", title="Walking", code="", exercise="", program=""),
            made("2026-10-29", id="c"), made("2026-10-30", id="d"))  # fmt: skip
    found = shared_link(page)
    told = diary_format.decode(found.partition("#")[2])
    assert isinstance(told, dict) and told["last"] == TODAY and [row["day"] for row in told["rows"]] == [0, 27, 27]
    assert not [one for one in told["named"] if one["title"]] and not any(row["words"] for row in told["rows"])
    asked: list[str] = []
    with tabs.profile(browser) as clinic:
        other = clinic.new_page()
        other.on("request", lambda request: asked.append(request.url))
        other.goto(found)
        rows = other.locator('[data-part="shared-table"] tbody tr')
        expect(rows).to_have_count(3)
        cells = [cell.strip() for cell in rows.nth(1).locator("th, td").all_inner_texts()]
        assert cells == [
            *("Thursday, 26 November 2026", ENTRY.title, "10 repeats, 2 sets, 50 seconds held in all"),
            *("3", "2"),
        ]
        assert "Another exercise" in rows.nth(2).inner_text()
        seen = other.inner_text("body")
        assert "30 October 2026 to 26 November 2026" in seen and "this site did not check it" in seen
        assert "My secret" not in seen and "Walking" not in seen
        assert other.evaluate("indexedDB.databases()") == [] and other.evaluate("localStorage.length") == 0
    assert not any("#" in url.removesuffix(found) and "d1" in url for url in asked)


def test_free_words_go_along_when_they_are_ticked_and_stay_text(page: Page, here: str) -> None:
    opened(page, here)
    restore(
        page,
        made(id="a", words="<b>It</b> was = fine"),
        made(id="b", title="Walking", code="", exercise="", program=""),
    )
    first = shared_link(page)
    # What the tick would send is read beside it, before it is sent.
    told = page.locator('[data-slot="words"] li')
    assert told.locator("bdi").all_inner_texts() == ["<b>It</b> was = fine", "Walking"]
    page.locator('[data-field="with-words"]').check()
    expect(page.locator('[data-part="link"]')).to_be_hidden()
    found = shared_link(page)
    assert len(found) > len(first)
    page.goto("about:blank")
    page.goto(found)
    table = page.locator('[data-part="shared-table"]')
    expect(table).to_contain_text("<b>It</b> was = fine")
    expect(table).to_contain_text("Walking")
    expect(page.get_by_text("Own words are the patient's")).to_be_visible()


def test_a_link_says_how_long_it_is_has_its_code_and_tells_what_to_do(page: Page, here: str) -> None:
    opened(page, here)
    restore(page, made("2026-01-05"))
    do(page, "link")
    expect(page.locator('[data-part="said"]')).to_have_text("There is nothing in the last four weeks.")
    restore(page, made())
    shared_link(page)
    expect(page.locator('[data-part="code"] svg')).to_be_visible()
    page.locator('[data-field="with-words"]').check()
    before = 0
    for words, told in (
        (0, "The link has"),
        (8, "more than 1,000"),
        (20, "more than 2,000"),
        (40, "too much for a link"),
    ):
        if words:
            restore(page, *[made(id=f"w{at}", words=f"{at} " + "x" * 70) for at in range(before, words)])
        before = words
        do(page, "link")
        expect(page.locator('[data-part="length"]:visible, [data-part="said"]').first).to_contain_text(told)


GOOD = json.loads((ROOT / "tests/diary_links.json").read_text(encoding="utf-8"))["diaries"][4]["fragment"]


def test_of_a_damaged_link_nothing_is_shown(page: Page, here: str) -> None:
    """What is one, test_diary_format.py has more of. A newer link says to load the page again."""
    for fragment in (GOOD[:-1], f"{GOOD[:9]}{'0' if GOOD[9] != '0' else '2'}{GOOD[10:]}", GOOD[1:], "hello"):
        page.goto(f"{here}#{fragment}")
        expect(page.get_by_role("heading", name="This link is damaged")).to_be_visible()
        expect(page.get_by_text("newer version of this site")).to_be_hidden()
        assert page.locator('[data-part="shared-table"] tbody tr').count() == 0
        # Else the next one is not told from this one.
        page.goto(f"{here}#")
        expect(page.locator('[data-do="add"]')).to_be_visible()
    page.goto(f"{here}#d9{GOOD[2:]}")
    expect(page.get_by_text("newer version of this site")).to_be_visible()


def test_a_code_that_the_site_does_not_have_is_no_other_exercise(page: Page, here: str) -> None:
    page.goto(f"{here}#{GOOD}")
    expect(page.locator('[data-part="shared-table"] tbody')).to_contain_text("An exercise that we do not have")


# --- Where it is kept


def test_a_diary_of_an_older_site_goes_through_each_step_to_a_newer_one(alone: Page, address: str) -> None:
    """Version 1 as it was published, and a step that a later site may have."""
    alone.goto(f"{address}about/")
    alone.evaluate("""entry => new Promise((done) => {
      const opening = indexedDB.open("/care/diary", 1);
      opening.onupgradeneeded = () => opening.result.createObjectStore("entries", { keyPath: "id" });
      opening.onsuccess = () => {
        const writing = opening.result.transaction("entries", "readwrite");
        writing.objectStore("entries").put(entry);
        writing.oncomplete = () => { opening.result.close(); done(); };
      };
    })""", made())  # fmt: skip
    opened(alone, f"{address}diary/")
    assert len(days(alone)) == 1
    found = alone.evaluate("""async base => {
      const { openStore, STEPS } = await import(base + "assets/javascripts/diary/store.js");
      const seen = [];
      const later = (database, upgrade) => {
        seen.push(database.version);
        upgrade.objectStore("entries").createIndex("day", "day");
      };
      const database = await openStore([...STEPS, later]);
      const all = database.transaction("entries").objectStore("entries").index("day").getAll();
      const entries = await new Promise((done) => { all.onsuccess = () => done(all.result); });
      database.close();
      (await openStore([...STEPS, later])).close();
      return { seen, version: database.version, entries };
    }""", address)  # fmt: skip
    assert found == {"seen": [2], "version": 2, "entries": [made()]}
    alone.reload()
    expect(alone.get_by_text("written by a newer version of this site")).to_be_visible()


def test_what_is_no_entry_is_not_shown(page: Page, here: str) -> None:
    opened(page, here)
    write(page)
    page.evaluate("""() => new Promise((done) => {
      const opening = indexedDB.open("/care/diary");
      opening.onsuccess = () => {
        const writing = opening.result.transaction("entries", "readwrite");
        writing.objectStore("entries").put({ id: "odd", day: "soon", title: 5 });
        writing.oncomplete = () => { opening.result.close(); done(); };
      };
    })""")
    opened(page, here)
    assert len(days(page)) == 1


REFUSALS = {
    "refused": "IDBFactory.prototype.open = () => { throw new DOMException('', 'SecurityError'); };",
    "absent": "Object.defineProperty(window, 'indexedDB', { get() { return undefined; } });",
    "private": """IDBFactory.prototype.open = () => {
      const request = { error: new DOMException("", "InvalidStateError") };
      setTimeout(() => request.onerror());
      return request;
    };""",
}


# Which error each of them is, tests/javascript/diary.test.js has.
@pytest.mark.parametrize("name", sampled(REFUSALS, ["refused"]))
def test_a_browser_that_keeps_nothing_is_told(alone: Page, here: str, name: str) -> None:
    alone.add_init_script(REFUSALS[name])
    alone.goto(here)
    expect(alone.get_by_role("heading", name="The diary cannot be kept here")).to_be_visible()
    expect(alone.get_by_text("It may be a private window")).to_be_visible()
    assert alone.get_by_role("link", name=re.compile("handout")).first.is_visible()
    alone.goto("about:blank")
    alone.goto(f"{here}#{GOOD}")
    expect(alone.locator('[data-part="shared-table"] tbody tr')).to_have_count(1)


FULL = "IDBObjectStore.prototype.put = () => { throw new DOMException('', 'QuotaExceededError'); };"


def test_a_full_device_is_told_and_what_is_typed_stays(alone: Page, here: str) -> None:
    alone.add_init_script(FULL)
    opened(alone, here)
    do(alone, "add")
    field(alone, "exercise").select_option(label="Something else")
    field(alone, "title").fill("Walking")
    alone.get_by_role("button", name="Keep it").click()
    expect(alone.get_by_role("alert")).to_contain_text("There is no room left on this device")
    expect(field(alone, "title")).to_have_value("Walking")


PERSIST = """
  window.asked = 0;
  StorageManager.prototype.persisted = async () => false;
  StorageManager.prototype.persist = async () => { window.asked++; return true; };
"""


def test_it_asks_once_to_last_and_says_what_may_be_deleted(alone: Page, here: str) -> None:
    alone.add_init_script(PERSIST)
    opened(alone, here)
    expect(alone.locator('[data-part="lasts"]')).to_contain_text("does not promise")
    assert alone.evaluate("window.asked") == 0
    write(alone)
    expect(alone.locator('[data-part="lasts"]')).to_contain_text("will not delete the diary by itself")
    write(alone)
    assert alone.evaluate("window.asked") == 1
    seen = alone.inner_text("main, .md-main")
    assert "for 7 days" in seen and "no room left" in seen and "private window" in seen


def test_one_button_deletes_all(page: Page, here: str) -> None:
    opened(page, here)
    write(page)
    page.locator('[data-field="on"]').check()
    assert page.evaluate("({...localStorage})") == {"/care/diary": "on"}
    do(page, "delete-all")
    page.get_by_role("button", name="Yes, delete it").click()
    expect(page.locator('[data-part="said"]')).to_have_text("The whole diary is deleted from this device.")
    assert page.evaluate("localStorage.length") == 0
    assert page.locator('[data-field="on"]').is_checked() is False and days(page) == []
    page.reload()
    expect(page.locator('[data-part="nothing"]')).to_be_visible()


def test_two_copies_on_one_host_share_nothing(page: Page, here: str) -> None:
    opened(page, here)
    write(page)
    opened(page, here.replace("/care/", "/other/"))
    assert days(page) == []
    names = page.evaluate("indexedDB.databases().then(all => all.map(({name}) => name).sort())")
    assert names == ["/care/diary", "/other/diary"]


# --- Beside practice


def practiced(page: Page, address: str, on: bool, skip: bool = False) -> Page:
    """Go through one exercise of a plan."""
    page.goto(f"{address}practice/#{link(entry(ENTRY.code, times(2)))}")
    expect(page.locator('[data-do="begin"]')).to_be_visible()
    page.locator('[data-field="diary"]').set_checked(on)
    do(page, "begin")
    do(page, "go")
    if page.locator('[data-part="ask"]').is_visible():
        page.locator('[data-field="none-given"]').check()
        page.locator('[data-part="ask"]').get_by_role("button", name="Go on").click()
    if skip:
        do(page, "skip")
        return page
    for _ in range(12):
        if page.locator('[data-slot="over-title"]').is_visible():
            break
        page.locator('button[data-do="go"]:visible, button[data-do="enough"]:visible').first.click()
    expect(page.locator('[data-slot="over-title"]')).to_be_visible()
    return page


def test_practice_writes_nothing_down_unasked(page: Page, address: str) -> None:
    practiced(page, address, on=False)
    expect(page.locator('[data-part="diary-note"]')).to_be_hidden()
    assert page.evaluate("indexedDB.databases()") == []


def test_practice_writes_down_what_was_done_and_asks_for_pain(page: Page, address: str) -> None:
    practiced(page, address, on=True)
    expect(page.locator('[data-part="diary-said"]:visible')).to_have_text("It is in your diary.")
    [kept] = stored(page)
    assert (kept["day"], kept["code"], kept["program"], kept["repetitions"]) == (TODAY, ENTRY.code, PROGRAM.slug, 2)
    assert (kept["before"], kept["after"]) == (None, None)
    page.locator('[data-field="pain-before"]').select_option("1")
    page.locator('[data-field="pain-after"]').select_option("4")
    expect(page.locator('[data-part="diary-rules"]')).to_contain_text(f"When to stop: {PROGRAM.name}")
    page.locator('[data-field="diary-words"]').fill(" a bit stiff ")
    page.locator('[data-do="next"]').click()
    for _ in range(50):
        [kept] = stored(page)
        if kept["words"]:
            break
        page.wait_for_timeout(100)
    assert (kept["before"], kept["after"], kept["words"]) == (1, 4, "a bit stiff")


def test_what_was_not_done_is_not_written_down(page: Page, address: str) -> None:
    practiced(page, address, on=True, skip=True)
    expect(page.get_by_role("heading", name="That was the last exercise")).to_be_visible()
    opened(page, f"{address}diary/")
    assert days(page) == []


def test_practice_goes_on_where_the_diary_cannot_be_kept(alone: Page, address: str) -> None:
    alone.add_init_script(FULL)
    practiced(alone, address, on=True)
    expect(alone.locator('[data-part="diary-said"]:visible')).to_contain_text("There is no room left")
    alone.locator('[data-do="next"]').click()
    expect(alone.get_by_role("heading", name="That was the last exercise")).to_be_visible()


def test_the_box_waits_for_its_script(page: Page, address: str) -> None:
    """Whoever is quicker than the script would tick in vain."""
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    page.route("**/diary/beside.js*", hold)
    page.goto(f"{address}practice/#{link(entry(ENTRY.code, times(2)))}", wait_until="commit")
    expect(page.locator('[data-do="begin"]')).to_be_visible()
    expect(page.locator('[data-field="diary"]')).to_be_disabled()
    held[0].continue_()
    page.locator('[data-field="diary"]').check()
    expect(page.locator('[data-part="diary-said"]:visible')).to_contain_text("Practice writes into your diary")


# --- For everyone, and light


def states(page: Page, here: str) -> Iterator[str]:
    """Go through every state of the page."""
    opened(page, here)
    yield "nothing"
    do(page, "add")
    yield "form"
    page.get_by_role("button", name="Keep it").click()
    yield "form with mistakes"
    do(page, "cancel")
    write(page, before="1", after="5", words="W" * 140, repetitions="10", sets="2", seconds="50")
    do(page, "link")
    yield "mine, with rules and a link"
    found = page.locator('[data-field="link"]').input_value()
    do(page, "delete")
    yield "asking"
    page.get_by_role("button", name="No, keep it").click()
    page.goto(found)
    expect(page.locator('[data-part="shared-table"] tbody tr')).to_have_count(1)
    yield "shared"
    page.goto(f"{here}#{GOOD[:-1]}")
    expect(page.get_by_role("heading", name="This link is damaged")).to_be_visible()
    yield "damaged"


# The states that have colors which no other has.
DARK = ("form with mistakes", "mine, with rules and a link")


@pytest.mark.parametrize("dark", sampled([DARK, None], [DARK]), ids=["some dark", "all dark"])
def test_every_state_is_accessible_easy_to_hit_and_fits_a_narrow_screen_in_large_type(
    alone: Page, here: str, dark: tuple[str, ...] | None
) -> None:
    wide: list[str] = []
    alone.set_viewport_size({"width": 320, "height": 640})
    assert faulty_states(alone, too_wide(alone, states(alone, here), wide), dark) == {}
    assert wide == []


@pytest.mark.deep
@pytest.mark.parametrize(("width", "zoom"), [(390, "200%"), (1280, "200%")])
def test_every_state_fits_a_screen_in_large_type(alone: Page, here: str, width: int, zoom: str) -> None:
    alone.set_viewport_size({"width": width, "height": 640})
    assert overflowing_states(alone, states(alone, here), zoom) == []


def test_it_is_done_by_keys_alone_and_in_forced_colors(page: Page, here: str) -> None:
    page.emulate_media(forced_colors="active", reduced_motion="reduce")
    opened(page, here)
    page.locator('[data-do="add"]').focus()
    page.keyboard.press("Enter")
    expect(page.locator('[data-slot="form-title"]')).to_be_focused()
    page.keyboard.press("Tab")
    for _ in range(4):
        if field(page, "exercise").evaluate("it => it === document.activeElement"):
            break
        page.keyboard.press("Tab")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Tab")
    page.keyboard.type("10")
    page.keyboard.press("Enter")
    expect(page.locator('[data-slot="month"]')).to_be_focused()
    [kept] = stored(page)
    assert kept["repetitions"] == 10 and kept["title"] == PROGRAM.entries[0].title
    assert page.locator(".diary-has").evaluate("it => getComputedStyle(it).borderTopWidth") != "0px"


def test_without_javascript_the_page_says_so_and_leads_on(plain: Page, here: str) -> None:
    plain.goto(f"{here}#{GOOD}")
    expect(plain.get_by_role("heading", name=re.compile("The diary needs JavaScript"))).to_be_visible()
    plain.get_by_role("link", name=re.compile("handout")).first.click()
    expect(plain.locator("table.diary").first).to_be_attached()
