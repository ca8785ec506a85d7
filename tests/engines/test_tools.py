"""The main paths of the tools in Firefox and in WebKit.

To prescribe, to open a plan, to filter, to search, to practice, to keep a diary, to see an exercise move, to change the
language, and all of that without a network.
"""

import json
import re
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import ROOT, served
from engines import OPENED, Tab
from exercise_library.catalogue.catalogue import load
from selenium.webdriver.common.keys import Keys
from test_practice import GO, HOLD, READY, entry, hold, link, times
from test_prescribe import PRESCRIPTION

LIBRARY = load(ROOT)
SPANISH = LIBRARY.translations["es"].messages
PROGRAM = LIBRARY.programs["back-rehabilitation"]
# The first has sets, and no line that is open; the second is held, and nobody knows for how many sets.
FIRST, SECOND = (next(it for it in PROGRAM.entries if it.title == title) for title in ("Bridge", "Superman"))
NAMED = {
    "Enter": Keys.ENTER,
    "Tab": Keys.TAB,
    "Space": Keys.SPACE,
    "ArrowDown": Keys.ARROW_DOWN,
    "ArrowUp": Keys.ARROW_UP,
}
# A clock that goes on as much each time it is asked: drawn in software, a picture would be given up as too slow.
STEADY = "(() => { let now = 0; performance.now = () => (now += 40); })()"
NO_WEBGL = "(HTMLCanvasElement.prototype.getContext = () => null, true)"
CLEAN = """
  localStorage.clear();
  sessionStorage.clear();
  indexedDB.deleteDatabase("/care/diary").onsuccess = arguments[0];
"""
# Waits until the worker has kept this page.
KEPT = """
  const [done] = arguments;
  const page = location.href.replace(/[?#].*/, "");
  const look = () => caches.match(page).then((found) => (found ? done(true) : setTimeout(look, 100)));
  look();
"""
SHOWN = "[...document.querySelectorAll('.cards > .card')].filter((card) => card.checkVisibility()).length"


@pytest.fixture(scope="module", params=OPENED)
def engine(request: pytest.FixtureRequest) -> Iterator[Tab]:
    with OPENED[request.param]() as opened:
        yield opened


@pytest.fixture
def tab(engine: Tab) -> Iterator[Tab]:
    """A tab in which nothing is kept from the test before."""
    yield engine
    engine.run(CLEAN)


def test_three_exercises_are_prescribed_by_key_and_open_as_a_plan(tab: Tab, address: str) -> None:
    tab.go(f"{address}prescribe/")
    tab.wait("document.querySelector('#add').checkVisibility()")
    tab.tell("document.querySelector('#add').focus()")
    for key in re.sub(r"\[(\w+)\]", lambda key: NAMED[key[1]], PRESCRIPTION):
        tab.keys(key)
    link = tab.wait("document.querySelector('[data-field=link]').value")
    assert tab.tell("document.querySelectorAll('.sheet-card').length") == 3
    tab.go(f"{address}plan/#{link.partition('#')[2]}")
    tab.wait("document.querySelectorAll('.sheet-card').length === 3")
    told = tab.tell("document.querySelector('.md-content').innerText")
    for words in ("Slowly.", "North", "5550100", "3 to 5", "30 to 60 seconds"):
        assert words in told
    assert "Your clinic chose something here that we no longer have" not in told


def test_the_list_of_exercises_is_made_shorter(tab: Tab, address: str) -> None:
    tab.go(f"{address}exercises/")
    every = len(LIBRARY.exercises)
    tab.wait(f"{SHOWN} === {every}")
    field = tab.wait("document.querySelector('form input[type=search], form input[name=word]')?.name")
    tab.tell(f"document.querySelector('form [name={field}]').focus()")
    tab.keys(f"bridge{Keys.ENTER}")
    assert 0 < tab.wait(f"{SHOWN} < {every} && {SHOWN}") < every


def test_the_search_finds(tab: Tab, address: str) -> None:
    tab.go(f"{address}programs/low-back-pain/")
    tab.wait("document.querySelector('.search-open').checkVisibility()")
    tab.tell("document.querySelector('.search-open').click()")
    tab.wait("document.querySelector('.search[open]')")
    tab.tell("document.querySelector('#query').focus()")
    tab.keys("bridge")
    assert tab.wait("document.querySelector('.search-results a')?.href").endswith("/exercises/bridge/")


def do(tab: Tab, name: str) -> None:
    """Press a button by what it does."""
    tab.press(f'button[data-do="{name}"]')


def text(tab: Tab, selector: str) -> str:
    """Return the text of the first element that fits, on one line."""
    return " ".join(str(tab.tell(f"document.querySelector({json.dumps(selector)}).innerText")).split())


def wait_for(tab: Tab, selector: str, words: str) -> None:
    """Wait until an element that is seen says something."""
    element = f"document.querySelector({json.dumps(selector)})"
    tab.wait(f"{element}?.checkVisibility() && {element}.innerText.includes({json.dumps(words)})")


def type_into(tab: Tab, selector: str, keys: str) -> None:
    """Press keys in a field."""
    tab.press(selector)
    tab.keys(keys)


def test_a_program_is_practiced(tab: Tab, address: str) -> None:
    tab.go(f"{address}programs/{PROGRAM.slug}/")
    for chosen in (FIRST, SECOND):
        tab.press(f"[data-chosen={chosen.code}] input")
    tab.press("a[data-part=practice]")
    do(tab, "begin")
    assert text(tab, "[data-slot=title]") == FIRST.title
    do(tab, "go")
    assert text(tab, "[data-slot=now]") == READY
    while "Set 2 of 3" not in text(tab, "[data-slot=count]"):
        assert tab.tell("document.querySelector('[data-part=do]').checkVisibility()")
        do(tab, "go")
    do(tab, "skip")
    wait_for(tab, "[data-slot=title]", SECOND.title)
    do(tab, "go")
    wait_for(tab, "[data-slot=ask-title]", SECOND.title)
    type_into(tab, "[data-part=ask] input[type=text]", "1")
    tab.press("[data-part=ask] button:not([data-do])")
    do(tab, "go")
    assert text(tab, "[data-slot=now]") == HOLD
    wait_for(tab, "[data-slot=now]", GO)
    do(tab, "go")
    wait_for(tab, "[data-slot=count]", "Repeat 2")
    do(tab, "hurts")
    assert tab.tell("document.activeElement.innerText") == "The clock has stopped"
    assert PROGRAM.stop_rules[0] in text(tab, "[data-slot=rules]")
    do(tab, "hurts-on")
    assert text(tab, "[data-slot=now]") == "Stopped"
    do(tab, "leave")
    wait_for(tab, "[data-slot=end-title]", "You stopped here")
    tab.press("[data-state='end stopped'] button[data-do=leave]")
    tab.wait(f"location.pathname.endsWith('/programs/{PROGRAM.slug}/')")


def test_a_plan_is_practiced_by_itself_and_is_in_the_diary(tab: Tab, address: str) -> None:
    plan = link(entry(FIRST.code, hold(2), times(2)), entry(SECOND.code, hold(2), times(1)))
    tab.go(f"{address}plan/#{plan}")
    wait_for(tab, "[data-state=plan] h2", "Your plan: 2 exercises")
    tab.press("a[data-part=practice]")
    tab.press("[data-field=itself][value=itself]")
    tab.wait("!document.querySelector('[data-field=diary]').disabled")
    tab.press("[data-field=diary]")
    do(tab, "begin")
    do(tab, "go")
    wait_for(tab, "[data-slot=amount]", "2 counted, held for 4 seconds in all.")
    do(tab, "next")
    assert text(tab, "[data-slot=title]") == SECOND.title
    do(tab, "skip")
    wait_for(tab, "[data-slot=end]", f"{SECOND.title}: skipped")
    tab.press("[data-state='end stopped'] a[href*=diary]")
    wait_for(tab, "[data-slot=days]", FIRST.title)


def test_a_diary_is_kept_saved_shown_to_a_clinic_and_deleted(tab: Tab, address: str) -> None:
    tab.go(f"{address}diary/")
    do(tab, "add")
    tab.wait("document.querySelector('[data-part=form]').checkVisibility()")
    tab.tell("document.querySelector('[data-field=exercise]').focus()")
    tab.keys(FIRST.title)
    type_into(tab, "[data-field=repetitions]", "10")
    type_into(tab, "[data-field=words]", "Felt fine")
    tab.press("[data-part=form] button:not([data-do])")
    wait_for(tab, "[data-slot=days]", "Felt fine")
    tab.go(f"{address}diary/")
    wait_for(tab, "[data-slot=days]", "10 repeats")
    assert "1 exercise" in str(tab.tell("document.querySelector('[aria-current=date]').textContent"))
    do(tab, "json")
    [kept] = json.loads(saved(tab, ".json"))["entries"]
    assert (kept["title"], kept["repetitions"], kept["words"]) == (FIRST.title, 10, "Felt fine")
    do(tab, "link")
    shown = tab.wait("document.querySelector('[data-field=link]').value")
    do(tab, "delete-all")
    do(tab, "sure")
    tab.wait("document.querySelector('[data-part=nothing]').checkVisibility()")
    tab.go(f"{address}diary/")
    tab.wait("document.querySelector('[data-part=nothing]').checkVisibility()")
    tab.go(f"{address}diary/#{shown.partition('#')[2]}")
    wait_for(tab, "[data-part=shared-table] tbody", "10 repeats")
    assert "Felt fine" not in text(tab, "[data-part=shared-table]")


def saved(tab: Tab, ending: str) -> str:
    """Wait for a file that the browser saves, and return what is in it."""
    for _ in range(100):
        for file in Path(tab.downloads).glob(f"*{ending}"):
            if content := file.read_text(encoding="utf-8"):
                file.unlink()
                return content
        time.sleep(0.1)
    raise AssertionError(f"no file *{ending} was saved")


def test_an_exercise_moves_or_its_pictures_stay(tab: Tab, address: str) -> None:
    note, player = "[data-part=note]", "document.querySelector('[data-playing]')"
    tab.go(f"{address}exercises/bridge/")
    tab.tell(STEADY)
    if tab.tell("!!document.createElement('canvas').getContext('webgl2')"):
        do(tab, "open")
        tab.wait(f"{player}?.dataset.at > 0.2")
        do(tab, "pause")
        while tab.tell(f"{player}.dataset.at") != "1.000":
            do(tab, "on")
        assert tab.tell("document.querySelector('[data-part=arrows] path') !== null")
        do(tab, "left")
        assert tab.tell(f"{player}.dataset.side") == "-15 0"
        do(tab, "close")
    tab.tell(NO_WEBGL)
    do(tab, "open")
    wait_for(tab, note, "This device cannot show the picture as it moves.")
    assert not tab.tell(player)
    assert tab.tell("document.querySelector('.figures svg').checkVisibility()")


def test_what_is_prescribed_in_spanish_opens_and_stays_in_either_language(tab: Tab, address: str) -> None:
    tab.go(f"{address}es/prescribe/")
    tab.wait("document.querySelector('#add').checkVisibility()")
    tab.tell("document.querySelector('#add').focus()")
    for key in ("puente", Keys.ENTER, "5", Keys.ENTER, "3 series de 10", Keys.ENTER):
        tab.keys(key)
    given = tab.wait("document.querySelector('[data-field=link]').value")
    assert "/es/plan/#" in given
    tab.go(f"{address}es/plan/#{given.partition('#')[2]}")
    wait_for(tab, "[data-state=plan] h2", SPANISH.t("plan.heading", count=1))
    card = text(tab, ".sheet-card")
    assert "5 segundos" in card and "3 series" in card and "10 veces" in card
    tab.press("a[data-part=language]")
    wait_for(tab, "[data-state=plan] h2", "Your plan: 1 exercise")
    assert "3 sets" in text(tab, ".sheet-card")
    tab.press("a[data-part=language]")
    wait_for(tab, "[data-state=plan] h2", SPANISH.t("plan.heading", count=1))
    assert tab.tell("location.hash").endswith(given.partition("#")[2])


def test_what_was_opened_opens_without_a_network(tab: Tab, site: Path) -> None:
    plan = link(entry(FIRST.code, times(8)))
    with served(site) as here:
        tab.go(f"{here}plan/#{plan}")
        wait_for(tab, "[data-state=plan] h2", "Your plan: 1 exercise")
        assert tab.run(KEPT)
    tab.go(f"{here}plan/#{plan}")
    wait_for(tab, "[data-state=plan] h2", "Your plan: 1 exercise")
    assert FIRST.title in text(tab, ".sheet-card")
