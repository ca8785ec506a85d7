"""The search, in a real browser: what patients type finds what they want."""

import csv
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest
from built import built_pages
from conftest import ROOT
from exercise_library.catalogue.catalogue import Catalogue
from exercise_library.view import urls
from playwright.sync_api import Browser, Page, expect

LIST = ROOT / "tests/content/searches.csv"
KINDS = {
    "name", "handout-title", "clinical", "lay", "misspelling", "part-word", "two-words", "question",
}  # fmt: skip
NOTHING = "Nothing found."


@dataclass(frozen=True)
class Query:
    """What somebody types, and the addresses that are right answers."""

    text: str
    kind: str
    wanted: frozenset[str]

    def fits(self, url: str) -> bool:
        """Whether an address is a right answer: a wanted page, anywhere on it, or a wanted place."""
        return url in self.wanted or url.partition("#")[0] in self.wanted


@dataclass(frozen=True)
class Result:
    """One result as it is shown. `url` is where Enter leads: the link in it that fits best."""

    url: str
    links: tuple[str, ...]
    heading: str
    shown: str


def read_list() -> list[Query]:
    with LIST.open(encoding="utf-8", newline="") as file:
        return [Query(row["query"], row["kind"], frozenset(row["wanted"].split("|"))) for row in csv.DictReader(file)]


QUERIES = read_list()

FORGET = """() => {
  document.querySelector(".md-search-result__list").replaceChildren();
  document.querySelector(".md-search-result__meta").textContent = "";
}"""
READ = """() => [...document.querySelectorAll(".md-search-result__item")].map((item) => {
  const score = (link) => Number(link.firstElementChild.dataset.mdScore);
  const links = [...item.querySelectorAll("a")];
  const best = links.reduce((one, other) => (score(other) > score(one) ? other : one));
  return { url: best.href, links: links.map((link) => link.href), heading: links[0].querySelector("h1").textContent,
    shown: item.innerText };
})"""

Search = Callable[[str], list[Result]]


@pytest.fixture(scope="module")
def told() -> list[str]:
    """What the browser complains of meanwhile."""
    return []


@pytest.fixture(scope="module")
def opened(browser: Browser, address: str, told: list[str]) -> Iterator[Page]:
    """A page with its search open."""
    with browser.new_context(viewport={"width": 360, "height": 800}) as context:
        page = context.new_page()
        page.on("console", lambda message: told.append(message.text))
        page.on("pageerror", lambda error: told.append(str(error)))
        page.goto(f"{address}exercises/bridge/")
        page.click(".search-open")
        yield page


@pytest.fixture(scope="module")
def search(opened: Page, address: str) -> Search:
    """Types something, and returns what is found, from the top."""

    @cache
    def ask(text: str) -> list[Result]:
        opened.evaluate(FORGET)
        opened.fill("#query", text)
        opened.wait_for_selector(".md-search-result__meta:not(:empty)")
        return [
            Result(
                url=item["url"].removeprefix(address),
                links=tuple(link.removeprefix(address) for link in item["links"]),
                heading=item["heading"],
                shown=item["shown"],
            )
            for item in opened.evaluate(READ)
        ]

    return ask


@pytest.fixture(scope="module")
def answers(search: Search) -> dict[str, list[Result]]:
    """What each query of the list finds."""
    return {query.text: search(query.text) for query in QUERIES}


def place(query: Query, results: list[Result]) -> int:
    """Return the place of the first right answer, counted from 1; 1000 if there is none."""
    return next((place for place, result in enumerate(results, start=1) if query.fits(result.url)), 1000)


def test_each_exercise_and_program_is_first_for_its_own_name(search: Search, catalogue: Catalogue) -> None:
    names = {urls.exercise(slug): it.name for slug, it in catalogue.exercises.items()}
    names |= {urls.program(slug): it.name for slug, it in catalogue.programs.items()}
    others = {name: found[0].url for url, name in names.items() if (found := search(name))[0].url != url}
    assert others == {}


def test_each_title_of_a_handout_leads_to_its_exercise(search: Search, catalogue: Catalogue) -> None:
    titles: dict[str, set[str]] = {}
    for program in catalogue.programs.values():
        for entry in program.entries:
            title = entry.printed_title or entry.title
            titles.setdefault(title.casefold(), set()).add(urls.exercise(entry.exercise))
    for title, wanted in titles.items():
        first = [result.url for result in search(title)[:3]]
        assert wanted & set(first), f"'{title}' finds {first}"


def test_a_result_is_the_page_itself_and_begins_with_its_name(
    answers: dict[str, list[Result]], catalogue: Catalogue
) -> None:
    exercises = {urls.exercise(slug): exercise for slug, exercise in catalogue.exercises.items()}
    for result in [result for results in answers.values() for result in results]:
        if exercise := exercises.get(result.url):
            assert result.heading == exercise.name
            assert result.links == (result.url,)
            assert result.shown.startswith(exercise.name)
            assert exercise.summary in result.shown
            program = catalogue.restricted_to(exercise)
            assert not (program and program.restriction) or program.restriction.title in result.shown


def test_results_lead_to_places_that_exist(answers: dict[str, list[Result]], site: Path) -> None:
    built = built_pages(site)
    for link in {link for results in answers.values() for result in results for link in result.links}:
        path, _, anchor = link.partition("#")
        assert path in built, link
        assert not anchor or built[path].soup.find(id=anchor), link


@pytest.mark.parametrize("text", ["zzzzzz", "???", "+-*~^:", '"', "=", "_", "日本", "<img src='/'>"])
def test_when_nothing_is_found_it_says_what_to_try(search: Search, opened: Page, text: str) -> None:
    assert search(text) == []
    assert not opened.query_selector("#search img")
    status = opened.get_by_role("dialog").get_by_role("status")
    expect(status).to_contain_text(NOTHING)
    expect(status).to_contain_text("Try another word")
    expect(status).to_contain_text("Exercises to see them all")


@pytest.mark.parametrize(
    "text", ["BRIDGE", " bridge ", "bridge!", "“bridge”", "bridge:", "-bridge", "bridge~", "brídge"]
)
def test_signs_and_capitals_do_not_matter(search: Search, text: str) -> None:
    assert search(text)[0].url == urls.exercise("bridge")


def test_the_browser_has_nothing_to_complain_of(answers: dict[str, list[Result]], told: list[str]) -> None:
    assert answers
    assert told == []


def test_nothing_is_fetched_for_the_search_before_it_is_opened(browser: Browser, address: str) -> None:
    asked: list[str] = []
    with browser.new_context() as context:
        page = context.new_page()
        page.on("request", lambda request: asked.append(request.url))
        page.goto(f"{address}exercises/bridge/", wait_until="networkidle")
        assert not [url for url in asked if "search_index" in url or "worker" in url or "bundle" in url]
        page.click(".search-open")
        page.fill("#query", "bridge")
        page.wait_for_selector(".md-search-result__link")
    assert len([url for url in asked if "search_index" in url]) == 1
    assert all(url.startswith(address) for url in asked)


def test_enter_opens_the_first_result(browser: Browser, address: str) -> None:
    with browser.new_context() as context:
        page = context.new_page()
        page.goto(address)
        page.click(".search-open")
        page.keyboard.type("pushup")
        page.wait_for_selector(".md-search-result__link")
        page.keyboard.press("Enter")
        page.wait_for_url(f"{address}exercises/push-up/")
