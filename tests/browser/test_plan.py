"""My plan: what a patient sees of a link, in a real browser. Links are made by the reference in plan_format_1.py."""

import ctypes
import functools
import json
import random
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import plan_format_1 as format_1
import pypdfium2 as pdfium
import pytest
import tabs
from accessibility import SMALL, TOUCHING, complaints, complaints_in_both_schemes
from built import built_pages
from changed import later_site
from conftest import sampled, served
from exercise_library.catalogue.catalogue import Catalogue
from exercise_library.catalogue.model import Program
from library import our_library
from own import OPEN, RESTRICTED
from playwright.sync_api import Browser, BrowserContext, Page, Request, expect
from pypdfium2 import raw

ROOT = Path(__file__).resolve().parents[2]
LIBRARY = our_library()

Json = dict[str, Any]

CLINIC = "Hillside Physiotherapy"
PHONE = "(555) 010-4477"
INSTRUCTIONS = "Do these in the morning, before you sit for long."
NOTE = "Begin with your left leg."


def quantity(shape: str, unit: str, amount: int, to: int | None = None) -> Json:
    return {"shape": shape, "unit": unit, "amount": amount} | ({"to": to} if to else {})


def line(kind: str, shape: str, unit: str, *amounts: int, part: str = "") -> Json:
    return {"kind": kind, "part": part, "quantity": quantity(shape, unit, *amounts)}


def entry(known: Json, code: str, *lines: Json, **more: Any) -> Json:
    """Return an entry of a plan with the mark of the built page, if the page has it."""
    mark = known["entries"].get(code, {"mark": 1})["mark"]
    return {"code": code, "mark": mark, "forms": "", "boxes": "", "sides": "", "lines": list(lines), "note": ""} | more


def link(*entries: Json, **more: Any) -> str:
    """Return the fragment of a plan."""
    plan = {"boneHealth": False, "frequency": None, "clinic": "", "phone": "", "instructions": ""}
    fragment = format_1.encode({**plan, **more, "entries": list(entries)})
    assert isinstance(format_1.decode(fragment), dict)
    return fragment


@pytest.fixture(scope="module")
def known(changed: Path) -> Json:
    """What the page knows of the library, and of the programs of the tests' own."""
    return library_of(changed)


@pytest.fixture(scope="module")
def programs(changed_catalogue: Catalogue) -> dict[str, Program]:
    return dict(changed_catalogue.programs)


def library_of(site: Path) -> Json:
    text = (site / "plan" / "index.html").read_text()
    found = re.search(r'data-part="library">(.*?)</script>', text, re.DOTALL)
    assert found
    known: Json = json.loads(found[1])
    return known


@pytest.fixture(scope="module")
def whole(known: Json) -> str:
    """A plan with something of everything."""
    return link(
        entry(known, "zbz", line("hold", "exact", "seconds", 20), line("repetitions", "exact", "", 5), sides="each",
              note=NOTE),
        entry(known, "zcz", line("repetitions", "start-goal", "", 5, 10, part="b"), forms="b"),
        entry(known, "zdz", line("hold", "range", "minutes", 5, 10), line("frequency", "exact", "times-a-day", 2),
              boxes="ac"),
        entry(known, "zfz", line("hold", "exact", "seconds", 7, part="p"), line("sets", "at-least", "", 2),
              line("rest", "target", "minutes", 2)),
        entry(known, "zgz"),
        frequency=quantity("exact", "days-a-week", 5),
        clinic=CLINIC, phone=PHONE, instructions=INSTRUCTIONS,
    )  # fmt: skip


# What each card of that plan says: its title, its dose, and the forms of it that are shown.
WHOLE = [
    ("1. Knee to chest", [("Hold", "20 seconds."), ("Repeat", "5 times."), ("Sides", "Do one side, then the other.")],
     []),
    ("2. Curl ups", [("Repeat", "Start with 5 times. Your goal is 10 times.")], ["b"]),
    ("3. Lying on back", [("Hold", "5 to 10 minutes."), ("How often", "Twice a day.")], []),
    ("4. Zigzag cat", [("Hold: Back rounded", "7 seconds."), ("Sets", "At least 2 sets."),
                    ("Rest between sets", "Work up to 2 minutes.")], []),
    ("5. Pelvic tilt (roll-up bridge)", [], []),
]  # fmt: skip

CARDS = """() => [...document.querySelectorAll('.sheet-card')].filter(card => card.checkVisibility()).map(card => [
  card.querySelector('h3').innerText,
  [...card.querySelectorAll('.dose > div')].map(row => [...row.children].map(cell => cell.innerText)),
  [...card.querySelectorAll('[data-form]')].map(form => form.dataset.form)])"""


def shown(page: Page) -> list[tuple[str, list[tuple[str, str]], list[str]]]:
    """Return what the cards say, as in WHOLE."""
    return [(title, [(name, told) for name, told in dose], forms) for title, dose, forms in page.evaluate(CARDS)]


def seen(page: Page) -> str:
    """Return all text of the page that can be seen, white space folded."""
    return re.sub(r"\s+", " ", page.inner_text("body"))


@pytest.fixture(scope="module")
def tab(tab: Page) -> Iterator[Page]:
    """The tab on a phone."""
    with tabs.sized(tab, {"width": 360, "height": 740}) as sized:
        yield sized


@pytest.fixture
def page(tab: Page) -> Iterator[Page]:
    """A tab as good as new, in which nothing may go wrong."""
    with tabs.lent(tab) as lent:
        yield lent


@pytest.fixture
def context(page: Page) -> BrowserContext:
    """The profile of the tab."""
    return page.context


@pytest.fixture
def here(changed_address: str) -> str:
    return f"{changed_address}plan/"


def turn_to(page: Page, fragment: str) -> None:
    """Open another link on the page that is open: it costs a tenth of a page."""
    page.evaluate(
        """fragment => new Promise((done) => {
      addEventListener("hashchange", () => done(), { once: true });
      location.hash = fragment;
    })""",
        fragment,
    )


# What is shown


def test_a_plan_shows_what_the_clinic_chose_and_no_more(page: Page, here: str, whole: str, known: Json) -> None:
    page.goto(f"{here}#{whole}")
    assert shown(page) == WHOLE
    expect(page.get_by_role("heading", name="Your plan: 5 exercises")).to_be_focused()
    cards = page.locator(".sheet-card")
    assert (
        "Written in the link (not checked by this site):" in cards.nth(0).inner_text()
        and NOTE in cards.nth(0).inner_text()
    )
    assert page.locator(".sheet-card .clinic-wrote").count() == 1
    labels = {box["code"]: box["label"] for box in known["entries"]["zdz"]["boxes"]}
    assert labels["a"] in cards.nth(2).inner_text() and labels["c"] in cards.nth(2).inner_text()
    assert labels["b"] not in cards.nth(2).inner_text()
    assert "Your clinic gave no numbers here. Ask your clinician." in cards.nth(4).inner_text()
    assert page.get_by_text("Your clinic gave no numbers here.").count() == 1
    assert page.locator(".sheet-card :is(input, .blank)").count() == 0
    text = seen(page)
    assert CLINIC in text and INSTRUCTIONS in text and "How often 5 days a week." in text
    assert "Your clinic wrote" not in text and page.locator(".plan-from a[href^='tel:']").count() == 0
    assert "Check with your clinic if you did not expect this." in text
    assert "Anyone who has the link can read it." in text
    assert page.locator(".sheet-card .figures svg use").first.bounding_box()


def test_every_step_of_a_card_is_the_programs_own(
    page: Page, here: str, known: Json, programs: dict[str, Program]
) -> None:
    """Each entry of the library alone: all of its words, and none of the handout's numbers."""
    page.goto(here)
    for program in programs.values():
        entries = program.entries
        for part in (entries[:15], entries[15:]):
            if not part:
                continue
            page.evaluate("hash => { location.hash = hash }", link(*(entry(known, each.code) for each in part)))
            expect(page.locator(".sheet-card")).to_have_count(len(part))
            assert [title for title, _, _ in shown(page)] == [
                f"{number}. {each.title}" for number, each in enumerate(part, start=1)
            ]
            assert all(not dose for _, dose, _ in shown(page))
            for card, each in zip(page.locator(".sheet-card").all(), part, strict=True):
                text = re.sub(r"\s+", " ", card.inner_text())
                for told in (*each.steps, *each.tips, *each.purpose):
                    assert told in text
                assert "Next step" not in text and "ticked one" not in text and "one is for you" not in text


FORMS = [
    ("zhz", "", "Do one of these.", "abc"),
    ("zhz", "b", None, "b"),
    ("zhz", "ac", "Do one of these.", "ac"),
    ("zjz", "", "Your clinic did not choose one of these. Ask which one to do.", "ab"),
    ("zjz", "ab", None, "ab"),
    ("zkz", "", None, "ba"),
]


def test_only_the_forms_that_were_chosen_are_shown(page: Page, here: str, known: Json) -> None:
    page.goto(here)
    for code, chosen, says, shows in FORMS:
        turn_to(page, link(entry(known, code, forms=chosen)))
        assert "".join(shown(page)[0][2]) == shows, (code, chosen)
        told = page.locator("[data-part=choice]")
        assert (told.inner_text() if told.count() else None) == says, (code, chosen)
        words = page.inner_text(".sheet-card")
        for form in known["entries"][code]["forms"]:
            assert (form["name"] in words) == (form["code"] in shows), (code, chosen)


def test_a_phone_is_dialed_only_where_its_digits_are_clear(page: Page, here: str, known: Json) -> None:
    """Where they are, tests/javascript/plan.test.js has."""
    page.goto(here)
    dialed = page.locator(".plan-from a[href^='tel:']")
    for phone, dials in (("555-0104 / 555-0199", None), ("+1 (555) 010-4477", "tel:+15550104477")):
        turn_to(page, link(entry(known, "zbz"), phone=phone))
        assert phone in seen(page) and dialed.count() == 0
        if dials:
            page.get_by_role("button", name=phone).click()
            expect(page.get_by_role("link", name=f"Call {phone}")).to_be_focused()
        assert (dialed.get_attribute("href") if dialed.count() else None) == dials


def test_restrictions_and_stop_rules_come_along_once(
    page: Page, here: str, known: Json, programs: dict[str, Program]
) -> None:
    free, restricted = programs[OPEN], programs[RESTRICTED]
    assert restricted.restriction
    title = restricted.restriction.title
    codes = [restricted.entries[0].code, free.entries[0].code, restricted.entries[1].code]
    page.goto(f"{here}#{link(*(entry(known, code) for code in codes))}")
    # What is folded is not said to stand below.
    assert "The signs below" not in seen(page) and "The button below shows them." in seen(page)
    page.get_by_role("button", name="Show all rules and all signs").click()
    text = seen(page)
    assert "The button below shows them." not in text
    assert text.count(title) == 1
    titles = [known["entries"][code]["title"] for code in codes]
    # the restriction and the stop rules
    assert text.count(f"For 1. {titles[0]}, 3. {titles[2]}") == 2 and text.count(f"For 2. {titles[1]}") == 1
    assert text.index(title) < text.index(f"1. {titles[0]} ")
    for rule in (*free.stop_rules, *restricted.stop_rules):
        assert text.count(rule) == 1
    for slug in programs.keys() - {OPEN, RESTRICTED}:
        assert programs[slug].stop_rules[0] not in text
    assert text.count("Not yet reviewed by a clinician.") == 1
    for sign in LIBRARY.get_help.urgent.signs:
        assert text.count(sign) == 1
    page.goto(f"{here}#{link(entry(known, codes[1]), entry(known, codes[1]))}")
    expect(page.get_by_role("heading", name="Your plan: 2 exercises")).to_be_visible()
    assert title not in seen(page) and "For 1." not in seen(page)
    assert seen(page).count(free.stop_rules[0]) == 1


def test_one_way_leads_through_all_exercises(page: Page, here: str, whole: str) -> None:
    page.goto(f"{here}#{whole}")
    page.get_by_role("button", name="Go to exercise 1").click()
    for number, (title, _, _) in enumerate(WHOLE, start=1):
        heading = page.get_by_role("heading", name=title)
        expect(heading).to_be_focused()
        expect(heading).to_be_in_viewport()
        if number < len(WHOLE):
            page.get_by_role("button", name=f"Next: exercise {number + 1}").click()
    page.get_by_role("button", name="Back to the top").click()
    expect(page.get_by_role("heading", name="Your plan: 5 exercises")).to_be_focused()
    assert page.url == f"{here}#{whole}"
    assert page.locator(".sheet-card button").count() == len(WHOLE)


# Links that are no plan


def nothing_of_it(page: Page, but: str = "") -> None:
    """Fail if anything of a plan is on the page, to be seen or not, but for one text of it."""
    assert page.locator(".sheet-card, a[href^='tel:']:not(.who-to-call a), .dose").count() == 0
    assert set(page.locator(".clinic-text").all_inner_texts()) <= {but}
    text = page.evaluate("[...document.querySelectorAll('body *:not(script)')].map(e => e.textContent).join(' ')")
    assert not any(word in text for word in (CLINIC, PHONE, INSTRUCTIONS, NOTE) if word != but)


def test_a_damaged_link_shows_nothing_of_the_plan(
    page: Page, here: str, whole: str, programs: dict[str, Program]
) -> None:
    for fragment in (whole[:-1], "2" + whole[1:], "x", "1" * 30_000):
        # Whether it is the first that is opened, or another was shown before.
        if fragment == whole[:-1]:
            page.goto(f"{here}#{fragment}")
        else:
            turn_to(page, whole)
            turn_to(page, fragment)
        expect(page.get_by_role("heading", name="This link is damaged")).to_be_focused()
        assert "ask your clinic to send the link again" in seen(page)
        nothing_of_it(page)
    shown_links = page.locator("[data-state] .links a").evaluate_all(
        "all => all.filter((one) => one.checkVisibility()).map((one) => one.getAttribute('href'))"
    )
    assert shown_links == [f"../programs/{slug}/" for slug in programs]
    expect(page.get_by_role("heading", name="Get help now")).to_be_visible()


def test_without_a_link_the_page_says_what_it_is_for(page: Page, here: str, programs: dict[str, Program]) -> None:
    page.goto(here)
    expect(page.get_by_role("heading", name="No plan is open")).to_be_focused()
    assert "Your clinic sends you a link" in seen(page) and programs[RESTRICTED].name in seen(page)
    nothing_of_it(page)
    assert page.evaluate("localStorage.length + sessionStorage.length + document.cookie.length") == 0


def mutants(fragment: str) -> list[str]:
    """Return 300 links that were made of one: some by programs for mail, some by accident, some on purpose."""
    chance = random.Random(6)
    at = functools.partial(chance.randrange, 1, len(fragment))

    def changed(text: str, place: int) -> str:
        return (
            text[:place] + chance.choice("0123456789abcdefghjkmnpqrstvwxyz%=<\"'&;:/ \u202e\u00e9") + text[place + 1 :]
        )

    hostile = (
        *("<img src=x onerror=alert(1)>", "javascript:alert(1)", "{{7*7}}", "__proto__", "constructor", "\u202e"),
        *("%00", "%3Cscript%3E", "#my-plan", "&utm_source=mail", "?fbclid=1", "=\r\n", "%20", ".", ")", "\n"),
    )
    ways: list[Callable[[], str]] = [
        lambda: fragment[: at()],
        lambda: fragment[at() :],
        lambda: changed(fragment, at()),
        lambda: changed(changed(fragment, at()), at()),
        lambda: fragment[: (place := at())] + chance.choice(hostile) + fragment[place:],
        lambda: fragment + chance.choice(hostile),
        lambda: chance.choice(hostile) + fragment,
        lambda: "".join(f"%{ord(letter):02x}" for letter in fragment),
        lambda: "".join(chance.choice((letter, letter.upper())) for letter in fragment),
        lambda: re.sub(f"(.{{{chance.randrange(20, 80)}}})", chance.choice(("\\1=\n", "\\1\n", "\\1 ")), fragment),
        lambda: "".join(chance.choice("0123456789abcdefghjkmnpqrstvwxyz") for _ in range(chance.randrange(1, 400))),
        lambda: fragment + fragment,
    ]
    return [chance.choice(ways)() for _ in range(297)] + [fragment * 100, "1" + "z" * 1_000_000, "%" * 30_000]


OPENED = """async (fragments) => {
  const found = [];
  const elements = () => document.querySelectorAll('script, img, iframe, object, style, link, form, base').length;
  const before = elements();
  for (const fragment of fragments) {
    const told = new Promise(resolve => addEventListener('hashchange', resolve, { once: true }));
    const old = location.hash;
    location.hash = fragment;
    if (location.hash !== old) await told;
    found.push([(CARDS)(), document.querySelector('[data-state]:not([hidden]) h2').textContent,
      [...document.querySelectorAll('.clinic-text, [data-slot]')].map(e => e.textContent).join(''),
      elements() - before]);
  }
  return found;
}""".replace("CARDS", CARDS)


@pytest.mark.parametrize("step", sampled([1, 12], [12]))
def test_mutated_links_show_the_plan_or_nothing(page: Page, here: str, whole: str, step: int) -> None:
    page.goto(f"{here}#{whole}")
    links = mutants(whole)[::-step]
    plan = format_1.decode(whole)
    expected = [format_1.decode(fragment) for fragment in links]
    assert 20 < sum(each == plan for each in expected) * step < 200
    for fragment, meant, (cards, heading, text, more) in zip(
        links, expected, page.evaluate(OPENED, links), strict=True
    ):
        assert more == 0, fragment[:200]
        if meant == plan:
            assert [title for title, _, _ in cards] == [title for title, _, _ in WHOLE], fragment[:200]
        else:
            assert meant in ("none", "damaged")
            assert heading == ("This link is damaged" if meant == "damaged" else "No plan is open"), fragment[:200]
            assert (cards, text) == ([], ""), fragment[:200]


HOSTILE = (
    "<img src=x onerror=alert(1)>",
    "</blockquote><script>alert(1)</script>",
    "javascript:alert(1) \"'&lt;&amp; {{7*7}} ${7*7}",
    "\u05e9\u05dc\u05d5\u05dd 123 \u0645\u0631\u062d\u0628\u0627",
)


def test_text_of_a_link_stays_text(page: Page, here: str, known: Json) -> None:
    isolated = "els => els.map(el => getComputedStyle(el).unicodeBidi)"
    page.goto(here)
    for text in HOSTILE:
        turn_to(page, link(entry(known, "zbz", note=text), clinic=text, instructions=text))
        assert page.locator(".clinic-text").all_text_contents() == [text] * 3
        assert page.locator("img, iframe, .clinic-text *, [href^='javascript:']").count() == 0, text
        assert set(page.locator(".clinic-text").evaluate_all(isolated)) == {"isolate"}
    assert page.locator("blockquote.clinic-text").evaluate_all("els => els.map(el => el.dir)") == ["auto", "auto"]


def test_another_link_takes_the_place_of_the_first(page: Page, here: str, whole: str, known: Json) -> None:
    page.goto(f"{here}#{whole}")
    page.get_by_label("Name (for the print only)").fill("Ada")
    page.evaluate("hash => { location.hash = hash }", link(entry(known, "zcz", forms="a")))
    expect(page.get_by_role("heading", name="Your plan: 1 exercise")).to_be_focused()
    assert shown(page) == [("1. Curl ups", [], ["a"])]
    assert CLINIC not in seen(page) and page.get_by_label("Name (for the print only)").input_value() == ""
    page.evaluate("location.hash = '1damaged'")
    expect(page.get_by_role("heading", name="This link is damaged")).to_be_focused()
    nothing_of_it(page)
    page.go_back()
    page.go_back()
    expect(page.get_by_role("heading", name="Your plan: 5 exercises")).to_be_focused()
    assert shown(page) == WHOLE


def test_links_within_the_page_keep_the_plan(page: Page, here: str, whole: str) -> None:
    page.goto(f"{here}#{whole}")
    page.locator(".md-skip").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="My plan", exact=True)).to_be_focused()
    assert page.url == f"{here}#{whole}"
    assert shown(page) == WHOLE


# What the library has become since


@pytest.fixture(scope="module")
def later(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Json]]:
    """The site after some changes: a new name, other words, a form that is gone, and an entry that is gone."""
    site = later_site(tmp_path_factory)
    with served(site) as address:
        yield f"{address}plan/", library_of(site)


def test_an_old_link_opens_and_says_what_has_changed(page: Page, later: tuple[str, Json], known: Json) -> None:
    here, _ = later
    five = line("repetitions", "exact", "", 5)
    codes = ("zbz", "zcz", "zlz", "bbb", "zmz")
    old = [entry(known, code, five, note=f"note {code}", sides="each") for code in codes]
    old[1] |= {
        "forms": "ac",
        "lines": [line("repetitions", "exact", "", 6, part="a"), line("repetitions", "exact", "", 9, part="c")],
    }
    page.goto(f"{here}#{link(*old)}")
    sides = ("Sides", "Do one side, then the other.")
    title = known["entries"]["zmz"]["title"]
    assert shown(page) == [
        ("1. One knee up", [("Repeat", "5 times."), sides], []),
        ("2. Curl ups", [("Repeat", "6 times."), sides], ["a"]),
        ("3. Chest (pectoralis) stretch", [], []),
        ("4. An exercise that we do not have", [], []),
        (f"5. {title}", [("Repeat", "5 times."), sides], []),
    ]
    cards = page.locator(".sheet-card")
    changed, lost = "We have changed some words of this exercise", "something here that we no longer have"
    assert [changed in card.inner_text() for card in cards.all()] == [True, True, False, False, False]
    assert [lost in card.inner_text() for card in cards.all()] == [False, True, False, False, False]
    assert "We no longer have this exercise. Ask your clinic" in cards.nth(2).inner_text()
    assert "this site does not have. Ask your clinic" in cards.nth(3).inner_text()
    assert [f"note {code}" in seen(page) for code in codes] == [True, True, False, False, True]
    page.check("#with-diary")
    assert page.locator(".sheet-diary table").first.locator("tbody tr").count() == 3


def test_without_the_form_that_was_chosen_no_dose_is_shown(page: Page, later: tuple[str, Json], known: Json) -> None:
    here, _ = later
    only = entry(known, "zcz", line("repetitions", "exact", "", 5), forms="c", sides="left")
    page.goto(f"{here}#{link(only)}")
    assert shown(page) == [("1. Curl ups", [], [])]
    assert "Ask your clinic what to do." in page.inner_text(".sheet-card")
    assert "gave no numbers" not in page.inner_text(".sheet-card")


def test_a_dose_of_something_that_is_not_shown_is_left_out(page: Page, here: str, known: Json) -> None:
    page.goto(here)
    for part in ("b", "z"):
        lines = [line("repetitions", "exact", "", 6, part="a"), line("repetitions", "exact", "", 9, part=part)]
        turn_to(page, link(entry(known, "zcz", *lines, forms="a")))
        assert shown(page) == [("1. Curl ups", [("Repeat", "6 times.")], ["a"])], part
        assert "something here that we no longer have" in page.inner_text(".sheet-card"), part


# What stays on the device


def test_a_plan_is_kept_and_removed(context: BrowserContext, page: Page, here: str, whole: str) -> None:
    page.goto(f"{here}#{whole}")
    assert page.evaluate("localStorage.length") == 0
    assert "Anyone who uses this device can see it." in seen(page)
    expect(page.get_by_role("button", name="Remove from this device")).to_be_hidden()
    page.get_by_role("button", name="Keep on this device").click()
    expect(page.locator("[data-part=said]")).to_have_text("This plan is kept on this device.")
    expect(page.get_by_role("button", name="Remove from this device")).to_be_focused()
    assert "can delete" not in page.locator("[data-part=said]").inner_text() and "for 7 days" in seen(page)
    again = context.new_page()
    again.goto(here)
    expect(again.get_by_role("heading", name="You kept a plan on this device")).to_be_focused()
    expect(again.locator(".plan-kept")).to_contain_text(f"The link names this clinic: {CLINIC}")
    nothing_of_it(again, but=CLINIC)
    again.get_by_role("button", name="Open my plan").click()
    expect(again.get_by_role("heading", name="Your plan: 5 exercises")).to_be_focused()
    assert shown(again) == WHOLE and again.url == f"{here}#{whole}"
    again.goto(here)
    again.reload()
    again.get_by_role("button", name="Remove it from this device").click()
    again.get_by_role("button", name="No, keep it").click()
    expect(again.get_by_role("button", name="Remove it from this device")).to_be_focused()
    again.keyboard.press("Enter")
    again.get_by_role("button", name="Yes, remove it").click()
    expect(again.get_by_role("heading", name="No plan is open")).to_be_focused()
    expect(again.locator("[data-part=said]")).to_have_text("The plan is removed from this device.")
    assert again.evaluate("localStorage.length") == 0


def test_several_plans_are_kept_each_with_its_name(page: Page, here: str, whole: str, known: Json) -> None:
    page.goto(f"{here}#{whole}")
    page.get_by_role("button", name="Keep this plan").click()
    expect(page.get_by_role("link", name="Change its name, or remove it")).to_be_focused()
    page.keyboard.press("Enter")
    page.get_by_label("Its name on this device").fill("Knees <b>at home</b>")
    page.evaluate("hash => { location.hash = hash }", link(entry(known, "zbz")))
    expect(page.get_by_role("heading", name="Your plan: 1 exercise")).to_be_visible()
    expect(page.get_by_role("button", name="Remove from this device")).to_be_hidden()
    page.get_by_role("button", name="Keep on this device").click()
    page.get_by_label("Its name on this device").fill("Back")
    page.goto(f"{here}#")
    expect(page.get_by_role("heading", name="You kept 2 plans on this device")).to_be_visible()
    names = page.locator(".plan-kept .label")
    expect(names).to_have_text(["Back", "Knees <b>at home</b>"])
    page.get_by_role("button", name="Open my plan").nth(1).click()
    expect(page.get_by_role("heading", name="Your plan: 5 exercises")).to_be_focused()
    assert shown(page) == WHOLE
    page.get_by_role("button", name="Remove from this device").click()
    expect(page.get_by_text("Remove “Knees <b>at home</b>” from this device?")).to_be_visible()
    page.get_by_role("button", name="Yes, remove it").click()
    expect(page.get_by_role("button", name="Keep on this device")).to_be_focused()
    assert shown(page) == WHOLE
    page.goto(f"{here}#")
    expect(page.get_by_role("heading", name="You kept a plan on this device")).to_be_visible()
    expect(names).to_have_text(["Back"])


def corrected(known: Json, seconds: int, clinic: str = CLINIC) -> str:
    """Return a plan of which a clinic sends one after the other, with another hold."""
    return link(entry(known, "zbz", line("hold", "exact", "seconds", seconds)), clinic=clinic)


def test_of_two_plans_that_read_the_same_the_newest_and_the_clinic_are_told(page: Page, here: str, known: Json) -> None:
    page.goto(f"{here}#{corrected(known, 20)}")
    page.get_by_role("button", name="Keep this plan").click()
    turn_to(page, corrected(known, 5, clinic="Riverside"))
    page.get_by_role("button", name="Keep this plan").click()
    expect(page.locator("[data-part=said]")).to_have_text("This plan is kept on this device.")
    turn_to(page, "")
    rows = page.locator(".plan-kept > li")
    expect(rows.nth(0)).to_contain_text("This is the newest. You kept it last.")
    expect(rows.nth(0)).to_contain_text("The link names this clinic: Riverside")
    expect(rows.nth(1)).to_contain_text(f"The link names this clinic: {CLINIC}")
    expect(rows.nth(1)).not_to_contain_text("newest")
    expect(rows.nth(0).get_by_role("button", name="Open my plan")).to_have_accessible_description(
        re.compile("This is the newest.*Riverside")
    )
    page.goto(here.replace("/plan/", "/practice/"))
    expect(page.locator("[data-slot=kept] > li")).to_have_text(
        [re.compile("This is the newest. You kept it last.$"), re.compile("^(?!.*newest)")]
    )


def test_a_corrected_plan_takes_the_place_of_the_older_one_for_who_says_so(page: Page, here: str, known: Json) -> None:
    old, new = corrected(known, 20), corrected(known, 5, clinic=CLINIC.upper())

    def kept() -> list[str]:
        plans: list[str] = page.evaluate("JSON.parse(localStorage['/care/plan']).map(one => one.plan)")
        return plans

    page.goto(f"{here}#{old}")
    page.get_by_role("button", name="Keep on this device").click()
    page.get_by_label("Its name on this device").fill("Knees")
    turn_to(page, new)
    said, bring_back = page.locator("[data-part=said]"), page.get_by_role("button", name="Bring the older plan back")
    page.get_by_role("button", name="Keep on this device").click()
    expect(page.get_by_text("You keep another plan that names the same clinic: “Knees”.")).to_be_visible()
    page.keyboard.press("Escape")
    assert kept() == [old], "who closes the question keeps what was kept"
    page.get_by_role("button", name="Keep on this device").click()
    page.get_by_role("button", name="Yes, replace the older plan").click()
    expect(said).to_have_text("This plan is kept on this device. The older one is removed.")
    expect(page.get_by_role("button", name="Remove from this device")).to_be_focused()
    assert kept() == [new]
    bring_back.last.click()
    expect(said).to_have_text("The older plan is kept on this device again.")
    expect(page.get_by_role("button", name="Remove from this device")).to_be_focused()
    expect(bring_back).to_have_count(0)
    assert kept() == [new, old]
    page.get_by_role("button", name="Remove from this device").click()
    page.get_by_role("button", name="Yes, remove it").click()
    page.get_by_role("button", name="Keep this plan").click()
    page.get_by_role("button", name="No, keep both plans").click()
    expect(said).to_have_text("This plan is kept on this device.")
    expect(page.get_by_role("link", name="Change its name, or remove it")).to_be_focused()
    expect(bring_back).to_have_count(0)
    assert kept() == [new, old]


def test_something_else_under_our_key_is_no_plan(page: Page, here: str, whole: str) -> None:
    page.goto(here)
    # What is kept for us, and what is not, tests/javascript/storage.test.js has.
    for other in ("<b>", whole[:-2]):
        for key in ("plan", "/care/plan"):
            page.evaluate("([key, other]) => localStorage.setItem(key, other)", [key, other])
        page.reload()
        expect(page.get_by_role("heading", name="No plan is open")).to_be_visible()
        assert page.evaluate("localStorage.plan") == other, "what is not ours stays where it is"


def test_a_browser_that_keeps_nothing_shows_the_plan(browser: Browser, here: str, whole: str) -> None:
    refuse = "Object.defineProperty(window, 'localStorage', {get() { throw new DOMException('no', 'SecurityError') }})"
    with tabs.profile(browser) as context:
        context.add_init_script(refuse)
        page, wrong = context.new_page(), list[str]()
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.goto(f"{here}#{whole}")
        assert shown(page) == WHOLE
        page.get_by_role("button", name="Keep on this device").click()
        expect(page.locator("[data-part=said]")).to_have_text(
            "This browser does not let us keep the plan. Keep the link."
        )
        page.goto(f"{here}#")
        expect(page.get_by_role("heading", name="No plan is open")).to_be_visible()
        assert wrong == []


# Nobody is told


def test_the_plan_leaves_the_page_by_no_way(context: BrowserContext, page: Page, here: str, whole: str) -> None:
    asked: list[Request] = []

    def note(request: Request) -> None:
        asked.append(request)

    context.on("request", note)
    page.goto(f"{here}?utm=1#{whole}")
    page.click(".search-open")
    page.keyboard.type("bridge")
    page.wait_for_selector(".search-results li")
    for each in asked:
        wanted, _, fragment = each.url.partition("#")
        assert whole not in wanted and (not fragment or each.is_navigation_request() or "figures" in wanted)
        assert "plan/" not in each.headers.get("referer", "") and not each.post_data
        assert each.url.startswith((here.split("/care/", maxsplit=1)[0], "data:"))
    told = page.evaluate("""() => [document.title,
      ...[...document.querySelectorAll('*')].flatMap(e => [...e.attributes].map(a => a.value))]""")
    assert all(whole not in each and CLINIC not in each for each in told)
    page.locator(".search-results a").first.click()
    page.wait_for_url("**/exercises/**")
    assert whole not in page.url and page.evaluate("document.referrer") == ""
    context.remove_listener("request", note)


def test_once_loaded_the_page_needs_no_network(context: BrowserContext, page: Page, here: str, whole: str) -> None:
    page.goto(f"{here}#{whole}")
    # What practice needs is fetched for a plan that is kept: that alone wants a network.
    with page.expect_response("**/practice/fetched.js"):
        page.get_by_role("button", name="Keep on this device").click()
    page.wait_for_load_state("networkidle")
    context.set_offline(True)
    page.get_by_role("button", name="Go to exercise 1").click()
    page.get_by_role("button", name="Next: exercise 2").click()
    document = pdfium.PdfDocument(page.pdf())
    assert NOTE in " ".join(sheet.get_textpage().get_text_range() for sheet in document)
    document.close()


# For everyone


def test_without_javascript_the_page_says_what_to_do(
    plain: Page, here: str, whole: str, programs: dict[str, Program]
) -> None:
    plain.set_viewport_size({"width": 360, "height": 740})
    plain.goto(f"{here}#{whole}")
    text = seen(plain)
    assert "Your plan needs JavaScript." in text and "ask your clinic for a printed sheet" in text
    for program in programs.values():
        assert plain.get_by_role("link", name=program.name).is_visible()
    assert "Get help now" in text and "Start with" not in text and "damaged" not in text
    assert plain.get_by_role("button").count() == 0


def test_a_script_that_does_not_come_leaves_what_to_do(lacking: Page, here: str, whole: str) -> None:
    lacking.route("**/plan.js", lambda route: route.abort())
    lacking.goto(f"{here}#{whole}")
    expect(lacking.get_by_text("Your plan needs JavaScript.")).to_be_visible()


@pytest.mark.parametrize("states", sampled(["whole none", "gone damaged", "kept"], ["whole none"]))
def test_axe_finds_nothing(page: Page, here: str, whole: str, known: Json, states: str) -> None:
    first, *others = states.split()
    changed = entry(known, "zcz", line("sets", "exact", "", 2, part="z"), mark=0)
    gone = link(entry(known, "bbb"), changed, entry(known, "znz", note="x" * 140), phone="*67 555 0104")
    fragments = {"whole": whole, "gone": gone, "damaged": "1x"}
    page.set_viewport_size({"width": 1280, "height": 720})
    page.goto(f"{here}#{fragments.get(first, '')}")
    if first == "kept":
        page.evaluate("plan => localStorage.setItem('plan', plan)", whole)
        page.reload()
    assert complaints_in_both_schemes(page) == []
    for state in others:
        turn_to(page, fragments.get(state, ""))
        # Their colors are those of the first.
        assert complaints(page) == []


def test_nothing_runs_off_the_side_and_targets_are_large(page: Page, here: str, known: Json, whole: str) -> None:
    long = link(entry(known, "zbz", note="W" * 140), clinic="W" * 60, phone="1" * 30, instructions="W" * 300)
    wide = "document.documentElement.scrollWidth"
    page.goto(here)
    for fragment in (whole, long, "1x", ""):
        turn_to(page, fragment)
        for width in (320, 768):
            page.set_viewport_size({"width": width, "height": 740})
            assert page.evaluate(wide) <= width
            assert page.evaluate(SMALL) == []
            assert page.evaluate(TOUCHING) == []
        # Text twice as large.
        page.set_viewport_size({"width": 640, "height": 800})
        page.evaluate("document.documentElement.style.fontSize = '200%'")
        assert page.evaluate(wide) <= 640
        page.evaluate("document.documentElement.style.fontSize = ''")


def test_all_is_done_by_keyboard(page: Page, here: str, whole: str) -> None:
    page.goto(f"{here}#{whole}")

    def tab_to(text: str) -> None:
        for _ in range(40):
            page.keyboard.press("Tab")
            now = page.evaluate("(document.activeElement.labels?.[0] ?? document.activeElement).textContent.trim()")
            if now == text:
                return
        raise AssertionError(text)

    tab_to(PHONE)
    tab_to("Go to exercise 1")
    page.keyboard.press("Enter")
    for number in range(2, 6):
        tab_to(f"Next: exercise {number}")
        page.keyboard.press("Enter")
    tab_to("Back to the top")
    tab_to("Name (for the print only)")
    page.keyboard.type("Ada")
    tab_to("Standard")
    page.keyboard.press("ArrowDown")
    assert page.is_checked("#layout-large")
    tab_to("With a diary sheet")
    page.keyboard.press("Space")
    tab_to("Print")
    tab_to("Keep on this device")
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Remove from this device")).to_be_focused()


# On paper


def sizes(document: pdfium.PdfDocument) -> list[float]:
    """Return the size in points of every letter."""
    found: list[float] = []
    for sheet in document:
        text = sheet.get_textpage()
        matrix = raw.FS_MATRIX()
        for index in range(text.count_chars()):
            letter = chr(raw.FPDFText_GetUnicode(text, index))
            if letter.isalnum() and raw.FPDFText_GetMatrix(text, index, ctypes.byref(matrix)):
                found.append(round(raw.FPDFText_GetFontSize(text, index) * abs(matrix.d), 1))
    return found


# Each layout with a color scheme and a paper, the size of most letters, and the least size, both in points.
LAYOUTS = {
    "standard": ("light", "A4", 14, 10),
    "large": ("dark", "Letter", 18, 18),
    "compact": ("dark", "A4", 12, 10),
}


def printed(page: Page, url: str, layout: str) -> pdfium.PdfDocument:
    """Print a plan with a name, and with a diary unless the print is to be small."""
    scheme, paper, _, _ = LAYOUTS[layout]
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    page.goto(url)
    page.get_by_label("Name (for the print only)").fill("Ada Example")
    page.check(f"#layout-{layout}")
    page.set_checked("#with-diary", layout != "compact")
    page.wait_for_selector("[data-slot=code] svg", state="attached")
    document = pdfium.PdfDocument(page.pdf(format=paper, print_background=False))
    assert page.evaluate("localStorage.length") == 0 and "Ada" not in page.url
    return document


# What is the standard layout's own, the size of its letters, the next test has.
@pytest.mark.parametrize("layout", sampled(LAYOUTS, ["large", "compact"]))
def test_the_plan_prints_in_each_layout(page: Page, here: str, whole: str, layout: str) -> None:
    document = printed(page, f"{here}#{whole}", layout)
    _, _, body, least = LAYOUTS[layout]
    sheets = [re.sub(r"\s+", " ", sheet.get_textpage().get_text_range()) for sheet in document]
    text = " ".join(sheets)
    # The signs stand below the exercises: above them, half of the first sheet was empty.
    help_last = "The signs that need help at once stand after the exercises."
    places = [text.index(words) for words in (CLINIC, PHONE, "Ada Example", INSTRUCTIONS, "When to stop", help_last)]
    places += [text.index(title, places[-1]) for title, _, _ in WHOLE]
    places.append(text.index("Get help now"))
    assert places == sorted(places)
    for _, dose, _ in WHOLE:
        for label, told in dose:
            assert f"{label}: {told}" in text
    assert text.count("Your clinic gave no numbers here. Ask your clinician.") == 1
    assert NOTE in text and "Check with your clinic if you did not expect this." in text
    shell = (
        "Next:",
        "Go to exercise",
        "Back to the top",
        "on this device",
        "Print this plan",
        "Colors",
        "About the link",
    )
    assert [word for word in shell if word in text] == []
    assert ("Diary" in text) == (layout != "compact")
    assert all(f"{number} of {len(sheets)}" in sheet for number, sheet in enumerate(sheets, start=1))
    found = sizes(document)
    assert max(set(found), key=found.count) == pytest.approx(body, abs=0.1)
    # At the edge of a sheet stand its number and its address, small. Of the rest, the weekdays of the diary alone are.
    inside = [size for size in found if size > 10.1]
    assert sum(size >= least - 0.1 for size in inside) / len(inside) > 0.96
    picture = document[0].render(scale=0.5).to_pil().convert("RGB")
    assert all(max(color) - min(color) <= 12 for _, color in picture.getcolors(maxcolors=1 << 24) or [])
    document.close()


def test_no_card_is_split_that_fits_a_page_in_letters_of_the_standard_layout(
    page: Page, here: str, known: Json, programs: dict[str, Program]
) -> None:
    chosen = programs[OPEN].entries
    entries = [entry(known, each.code, line("sets", "exact", "", 3), note="End.") for each in chosen]
    page.goto(f"{here}#{link(*entries)}")
    document = pdfium.PdfDocument(page.pdf(format="A4", print_background=False))
    sheets = [re.sub(r"\s+", " ", sheet.get_textpage().get_text_range()) for sheet in document]
    for number, each in enumerate(chosen, start=1):
        first = next(index for index, sheet in enumerate(sheets) if f"{number}. {each.title}" in sheet)
        assert all(step in sheets[first] for step in each.steps), each.title
    # It fits there, below the rules.
    assert f"1. {chosen[0].title}" in sheets[0]
    found = sizes(document)
    assert max(set(found), key=found.count) == pytest.approx(LAYOUTS["standard"][2], abs=0.1)
    document.close()


def test_the_code_on_paper_is_large_enough_and_has_the_link(page: Page, here: str, whole: str, known: Json) -> None:
    page.goto(f"{here}?from=mail#{whole}.")
    page.emulate_media(media="print")
    code = page.locator("[data-slot=code] svg")
    expect(code).to_be_visible()
    box = code.bounding_box()
    modules = int((code.get_attribute("viewBox") or "").split()[2])
    assert box and box["width"] / modules >= 0.5 / 25.4 * 96
    same = (
        """async ([code, link]) => (await import('../assets/javascripts/plan/qr.js')).qrSvg(link).outerHTML === code"""
    )
    assert page.evaluate(same, [code.evaluate("svg => svg.outerHTML"), f"{here}#{whole}"])
    long = [entry(known, "zbz", note="W" * 140) for _ in range(16)]
    page.goto(f"{here}?long#{link(*long)}")
    expect(page.get_by_text("This plan is too long for a code to scan.")).to_be_visible()
    assert code.count() == 0


def test_the_page_is_left_out_of_search(site: Path) -> None:
    assert "plan/" in built_pages(site)
    index = json.loads((site / "assets/search.json").read_text())
    assert not [each["url"] for each in index["pages"] if each["url"].startswith("plan/")]
