"""The list of all exercises, narrowed in a real browser."""

import gzip
import re
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from urllib.parse import quote

import pytest
from exercise_library.catalogue.catalogue import Catalogue, load
from exercise_library.catalogue.model import Exercise
from exercise_library.pages.filters import Choice, Filter, filter_data, fold
from exercise_library.view.build import build_view
from playwright.sync_api import Browser, Page, expect

ROOT = Path(__file__).resolve().parents[2]
LIBRARY = load(ROOT)
VIEW = build_view(LIBRARY)
ALL = set(LIBRARY.exercises)

# Each select: its name in the address, its label, and its vocabulary, which is a key of an exercise too.
SELECTS = (
    ("position", "Position", "positions"),
    ("region", "Part of the body", "regions"),
    ("aim", "Aim", "aims"),
    ("equipment", "What you need", "equipment"),
)
SHOWN = """() => [...document.querySelectorAll('.cards > .card')].filter(card => card.checkVisibility())
  .map(card => card.querySelector('a').getAttribute('href').replace('/', ''))"""


@pytest.fixture
def hub(address: str) -> str:
    return f"{address}exercises/"


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A fresh page; a script that fails on it, or a dialog that opens, fails the test."""
    context = browser.new_context()
    opened = context.new_page()
    wrong: list[str] = []
    opened.on("pageerror", lambda error: wrong.append(str(error)))
    opened.on("dialog", lambda dialog: wrong.append(dialog.message))
    yield opened
    context.close()
    assert wrong == []


def shown(page: Page) -> list[str]:
    """Return the slugs of the cards that can be seen, in order."""
    return [str(slug) for slug in page.evaluate(SHOWN)]


def count(page: Page, number: int) -> None:
    """Wait until the page says that there are so many."""
    expect(page.get_by_role("status").filter(has_text="exercises")).to_have_text(f"{number} of {len(ALL)} exercises")


def type_word(page: Page, text: str) -> set[str]:
    """Type something and press Enter, which does not wait for more. Return what is shown."""
    page.get_by_label("Type a word").fill(text)
    page.get_by_label("Type a word").press("Enter")
    found = shown(page)
    count(page, len(found))
    return set(found)


def those(fits: Callable[[Exercise], bool]) -> set[str]:
    return {slug for slug, exercise in LIBRARY.exercises.items() if fits(exercise)}


def having(key: str, word: str) -> set[str]:
    """Return the exercises that have a word of a vocabulary, themselves or in a variant."""
    return those(lambda it: any(word in getattr(part, key, ()) for part in (it, *it.variants)))


def in_program(slug: str) -> set[str]:
    return {entry.exercise for entry in LIBRARY.programs[slug].entries}


def phrases(exercise: Exercise) -> list[str]:
    return [phrase.lower() for phrase in (exercise.name, *VIEW.exercises[exercise.slug].search_words)]


def saying(pattern: str) -> set[str]:
    """Return the exercises of which a name or synonym matches."""
    return those(lambda it: any(re.search(pattern, phrase) for phrase in phrases(it)))


def test_without_a_choice_all_are_shown_in_order(page: Page, hub: str) -> None:
    page.goto(hub)
    count(page, len(ALL))
    assert shown(page) == list(LIBRARY.exercises)
    expect(page.get_by_role("form", name="Make the list shorter")).to_be_visible()
    assert page.evaluate("document.activeElement === document.body")


@pytest.mark.parametrize(("name", "label", "vocabulary"), SELECTS)
def test_each_choice_shows_what_the_catalogue_says(
    page: Page, hub: str, name: str, label: str, vocabulary: str
) -> None:
    page.goto(hub)
    select = page.get_by_label(label, exact=True)
    told = [(option.get_attribute("value"), option.inner_text()) for option in select.locator("option").all()]
    terms = LIBRARY.vocabulary[vocabulary].items()
    assert told == [("", "Any"), *((slug, term.name) for slug, term in terms if having(vocabulary, slug))]
    for slug, term in terms:
        if wanted := having(vocabulary, slug):
            select.select_option(term.name)
            count(page, len(wanted))
            assert shown(page) == [each for each in LIBRARY.exercises if each in wanted], slug
            assert page.url == f"{hub}?{name}={slug}"


@pytest.mark.parametrize("slug", LIBRARY.programs)
def test_a_link_can_show_one_program(page: Page, hub: str, slug: str) -> None:
    page.goto(f"{hub}?program={slug}")
    count(page, len(in_program(slug)))
    assert set(shown(page)) == in_program(slug)
    expect(page.get_by_label("Program", exact=True)).to_have_value(slug)
    assert (
        page.get_by_label("Program", exact=True).locator("option:checked").inner_text() == LIBRARY.programs[slug].name
    )


def test_choices_and_words_add_up(page: Page, hub: str) -> None:
    page.goto(hub)
    page.get_by_label("Position", exact=True).select_option("prone")
    page.get_by_label("Aim", exact=True).select_option("strengthen")
    page.get_by_label("Program", exact=True).select_option("low-back-pain")
    wanted = having("positions", "prone") & having("aims", "strengthen") & in_program("low-back-pain")
    assert set(shown(page)) == wanted
    narrower = wanted & saying(r"\barm")
    assert 0 < len(narrower) < len(wanted)
    assert type_word(page, "arm") == narrower


def test_a_word_finds_by_its_start_in_names_and_synonyms(page: Page, hub: str) -> None:
    page.goto(hub)
    for word in ("bridge", "bri", "calf", "tummy", "glute", "achilles", "lying", "chair", "prone", "ITB"):
        assert type_word(page, word) == saying(rf"\b{word.lower()}"), word


FIND_EACH = """names => names.map(name => {
  document.querySelector('#find-word').value = name;
  document.querySelector('.find').requestSubmit();
  return (SHOWN)();
})""".replace("SHOWN", SHOWN)


def test_every_name_finds_its_exercise(page: Page, hub: str) -> None:
    page.goto(hub)
    named: list[tuple[str, str]] = []
    for slug, exercise in LIBRARY.exercises.items():
        titles = [use.entry.title for use in LIBRARY.uses[slug]]
        named += [(name, slug) for name in (exercise.name, *exercise.other_names, *titles)]
    found = page.evaluate(FIND_EACH, [name for name, _ in named])
    assert [name for (name, slug), slugs in zip(named, found, strict=True) if slug not in slugs] == []


def test_all_words_must_match_in_any_order(page: Page, hub: str) -> None:
    page.goto(hub)
    wanted = saying(r"\bstretch") & saying(r"\bwall")
    assert type_word(page, "stretch wall") == type_word(page, "  WALL   stretch ") == wanted
    assert 0 < len(wanted) < len(saying(r"\bstretch"))


def test_words_are_found_however_they_are_spelled(page: Page, hub: str) -> None:
    page.goto(hub)
    for pattern, spellings in {
        r"\bpush[ -]?up": ("push up", "push-up", "pushup", "Push-Ups", "push ups", "pushups"),
        r"\bside[ -]?lying": ("side lying", "side-lying", "sidelying"),
        r"\bbridg": ("bridg", "BRIDG", "brídg", "bridg\u0065\u0301"),
        r"\bbridge": ("bridge", "bridges"),
        r"\bcrunch": ("crunch", "crunches"),
        r"\bchild's pose": ("child's pose", "child\u2019s pose", "childs pose"),
    }.items():
        wanted = saying(pattern)
        assert wanted
        for spelling in spellings:
            assert type_word(page, spelling) == wanted, spelling


def test_on_my_back_is_not_on_my_front(page: Page, hub: str) -> None:
    page.goto(hub)
    assert type_word(page, "on my back") == saying("on my back")


def test_accents_and_hyphens_in_the_data_are_folded_too() -> None:
    choices = Filter("aim", (Choice("ease", "Ease", frozenset({"a"}), ("Détente",)),))
    made = filter_data((choices,), {"a": ("Sit-Up (“Élan”)",), "b": ("Half sit ups", "<b>&'\"")})
    assert made.words == {"aim": {"ease": "ease detente"}}
    assert made.attributes["a"] == {"data-aim": "ease", "data-words": "sit up elan situp"}
    assert made.attributes["b"] == {"data-words": "half sit ups situps b"}
    assert fold("Runner\u2019s ÉLAN") == "runners elan"


def test_what_is_chosen_stands_in_the_address(page: Page, hub: str) -> None:
    page.goto(f"{hub}?h=other#footer")
    page.get_by_label("Position", exact=True).select_option("prone")
    type_word(page, "arm & leg")
    assert page.url == f"{hub}?h=other&position=prone&word=arm+%26+leg#footer"
    found = shown(page)
    page.reload()
    count(page, len(found))
    assert shown(page) == found
    expect(page.get_by_label("Type a word")).to_have_value("arm & leg")
    page.get_by_role("button", name="Show all", exact=True).click()
    count(page, len(ALL))
    assert page.url == f"{hub}?h=other#footer"
    expect(page.get_by_label("Type a word")).to_have_value("")


def test_going_back_and_forward_shows_what_was_chosen(page: Page, hub: str) -> None:
    page.goto(hub)
    prone, stretch = having("positions", "prone"), having("aims", "stretch")
    page.get_by_label("Position", exact=True).select_option("prone")
    page.get_by_label("Aim", exact=True).select_option("stretch")
    type_word(page, "zz")
    type_word(page, "elbow")
    page.go_back()
    count(page, len(prone))
    expect(page.get_by_label("Aim", exact=True)).to_have_value("")
    expect(page.get_by_label("Type a word")).to_have_value("")
    page.go_back()
    count(page, len(ALL))
    page.go_forward()
    page.go_forward()
    count(page, len(prone & stretch & saying(r"\belbow")))
    expect(page.get_by_label("Type a word")).to_have_value("elbow")
    page.get_by_label("Type a word").fill("")
    page.get_by_label("Type a word").press("Enter")
    page.locator(".card:visible a").first.click()
    expect(page).not_to_have_url(re.compile(r"\?"))
    page.go_back()
    count(page, len(prone & stretch))


def test_values_that_no_list_has_are_ignored(page: Page, hub: str) -> None:
    page.goto(f"{hub}?position=floating&aim=stretch&aim=relief&program=&colour=red&q=arm&__proto__=x")
    count(page, len(having("aims", "stretch")))
    expect(page.get_by_label("Position", exact=True)).to_have_value("")
    expect(page.get_by_label("Position", exact=True).locator("option:checked")).to_have_text("Any")


def test_nothing_found_has_a_way_back(page: Page, hub: str) -> None:
    page.goto(f"{hub}?word=trampoline&position=prone")
    count(page, 0)
    assert shown(page) == []
    message = page.get_by_text("No exercise fits all of this.")
    expect(message).to_be_visible()
    page.get_by_role("button", name="Show all exercises").focus()
    page.keyboard.press("Enter")
    count(page, len(ALL))
    assert shown(page) == list(LIBRARY.exercises)
    expect(message).to_be_hidden()
    expect(page.locator(".find-count")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.locator(".card a").first).to_be_focused()
    assert page.url == hub
    page.go_back()
    count(page, 0)


def test_the_count_is_said_once_typing_rests(page: Page, hub: str) -> None:
    page.clock.install(time=datetime(2030, 1, 1))
    page.goto(hub)
    page.clock.pause_at(datetime(2030, 1, 1, 1))
    status = page.locator(".find-count")
    expect(status).to_have_attribute("role", "status")
    expect(status).to_have_attribute("aria-live", "polite")
    page.evaluate("""() => {
      window.said = [];
      const status = document.querySelector('.find-count');
      new MutationObserver(() => said.push(status.textContent)).observe(status, {childList: true});
    }""")
    page.get_by_label("Type a word").press_sequentially("bri")
    page.clock.run_for(200)
    page.get_by_label("Type a word").press_sequentially("dge")
    page.clock.run_for(200)
    assert page.evaluate("said") == [] and page.url == hub
    page.clock.run_for(100)
    assert page.evaluate("said") == [f"{len(saying('bridge'))} of {len(ALL)} exercises"]
    assert page.url == f"{hub}?word=bridge"
    expect(page.get_by_label("Type a word")).to_be_focused()


def test_it_all_works_by_keyboard(page: Page, hub: str) -> None:
    page.goto(hub)
    page.get_by_label("Type a word").focus()
    page.keyboard.type("leg")
    for label in ("Position", "Part of the body", "Aim", "What you need", "Program"):
        page.keyboard.press("Tab")
        expect(page.get_by_label(label, exact=True)).to_be_focused()
        if label == "Position":
            page.keyboard.press("ArrowDown")
            page.keyboard.press("ArrowDown")
    second = page.get_by_label("Position", exact=True).input_value()
    assert second == page.get_by_label("Position", exact=True).locator("option").nth(2).get_attribute("value")
    wanted = having("positions", second) & saying(r"\bleg")
    count(page, len(wanted))
    page.keyboard.press("Tab")
    everything = page.get_by_role("button", name="Show all", exact=True)
    expect(everything).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.locator(".card:visible a").first).to_be_focused()
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Space")
    count(page, len(ALL))
    expect(everything).to_be_focused()


def test_without_javascript_the_page_is_whole(browser: Browser, hub: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{hub}?position=prone")
    assert page.locator(".cards > .card:visible").count() == len(ALL)
    for part in (".find", ".find-count", ".find-nothing"):
        expect(page.locator(part)).to_be_hidden()
    expect(page.get_by_role("link", name="By position")).to_be_visible()
    context.close()


def test_it_prints_without_the_form(page: Page, hub: str) -> None:
    page.goto(f"{hub}?position=prone")
    count(page, len(having("positions", "prone")))
    page.emulate_media(media="print")
    expect(page.locator(".find")).to_be_hidden()
    assert set(shown(page)) == having("positions", "prone")


HOSTILE = (
    "<img src=x onerror=alert(1)>",
    '"><script>alert(1)</script>',
    "javascript:alert(1)",
    "%",
    "\\",
    "(.*)+$",
    "é" * 1000,
)


def test_hostile_addresses_are_only_text(page: Page, hub: str) -> None:
    page.goto(hub)
    elements = page.locator("article *").count()
    for text in HOSTILE:
        value = quote(text, safe="")
        page.goto(f"{hub}?word={value}&position={value}&program={value}")
        count(page, len(shown(page)))
        assert page.locator("article *").count() == elements
        expect(page.get_by_label("Type a word")).to_have_value(text)
        expect(page.get_by_label("Position", exact=True)).to_have_value("")
        told = page.locator("article").inner_text()
        assert "onerror" not in told and "alert" not in told


@pytest.mark.parametrize("width", [320, 360, 1280])
def test_targets_are_large_and_nothing_sticks_out(page: Page, hub: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(f"{hub}?word=trampoline")
    count(page, 0)
    for control in page.locator(".find input, .find select, .find button, .find-nothing button").all():
        box = control.bounding_box()
        assert box and box["height"] >= 44 and box["width"] >= 44
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_the_page_and_its_script_are_small_and_safe(site: Path, catalogue: Catalogue) -> None:
    html = (site / "exercises/index.html").read_bytes()
    modules = [
        f"{name}.js" for name in ("filter/main", "filter/filter", "common/dom", "common/messages", "common/text")
    ]
    scripts = [(site / "assets/javascripts" / name).read_bytes() for name in modules]
    assert len(gzip.compress(html)) <= 14 * 1024
    assert sum(len(gzip.compress(script)) for script in scripts) <= 2.75 * 1024
    assert not any(re.search(rb"innerHTML|insertAdjacent|document\.write|eval|https?:", script) for script in scripts)
    assert re.findall(rb'modulepreload" href="../assets/javascripts/([^"]+)', html) == [
        it.encode() for it in modules[1:]
    ]
    loading = {path.parent.name for path in site.rglob("*.html") if b"javascripts/filter/" in path.read_bytes()}
    assert loading == {"exercises"}
    assert html.count(b"data-words=") == len(catalogue.exercises)
