"""The main paths of the tools in Firefox and in WebKit: to prescribe, to open a plan, to filter and to search."""

import re
from collections.abc import Iterator

import pytest
from conftest import ROOT
from engines import OPENED, Tab
from exercise_library.catalogue.catalogue import load
from selenium.webdriver.common.keys import Keys
from test_prescribe import PRESCRIPTION

LIBRARY = load(ROOT)
NAMED = {
    "Enter": Keys.ENTER,
    "Tab": Keys.TAB,
    "Space": Keys.SPACE,
    "ArrowDown": Keys.ARROW_DOWN,
    "ArrowUp": Keys.ARROW_UP,
}
SHOWN = "[...document.querySelectorAll('.cards > .card')].filter((card) => card.checkVisibility()).length"


@pytest.fixture(scope="module", params=OPENED)
def tab(request: pytest.FixtureRequest) -> Iterator[Tab]:
    with OPENED[request.param]() as opened:
        yield opened


def test_four_exercises_are_prescribed_by_key_and_open_as_a_plan(tab: Tab, address: str) -> None:
    tab.go(f"{address}prescribe/")
    tab.wait("document.querySelector('#add').checkVisibility()")
    tab.tell("document.querySelector('#add').focus()")
    for key in re.sub(r"\[(\w+)\]", lambda key: NAMED[key[1]], PRESCRIPTION):
        tab.keys(key)
    link = tab.wait("document.querySelector('[data-field=link]').value")
    assert tab.tell("document.querySelectorAll('.sheet-card').length") == 4
    tab.go(f"{address}plan/#{link.partition('#')[2]}")
    tab.wait("document.querySelectorAll('.sheet-card').length === 4")
    told = tab.tell("document.querySelector('.md-content').innerText")
    for words in ("Slowly, please.", "North Street", "555 0100", "3 to 5", "30 to 60 seconds"):
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
