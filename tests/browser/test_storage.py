"""What a browser keeps for us: under names of this copy of the site alone, and what an older copy kept is not lost."""

import json
from collections.abc import Iterator

import pytest
import tabs
from exercise_library.catalogue.catalogue import Catalogue
from playwright.sync_api import Page, expect

PLAN = "100300000000014n26qbg"
TEMPLATES = json.dumps({"format": "home-exercise-templates-1", "templates": [{"name": "Knees", "plan": PLAN}]})


@pytest.fixture
def page(tab: Page) -> Iterator[Page]:
    with tabs.lent(tab, dialogs=True) as lent:
        yield lent


def draft(catalogue: Catalogue) -> str:
    """Return what the tool keeps in its tab with one exercise chosen."""
    entry = next(iter(catalogue.programs.values())).entries[0]
    item = {"id": "e1", "code": entry.code, "forms": "", "boxes": "", "sides": "", "note": "", "lines": {}}
    often = {"amount": "", "to": "", "unit": "times-a-day", "shape": "exact"}
    texts = {"instructions": "", "clinic": "Ours", "phone": ""}
    return json.dumps({"items": [{**item, "changed": False}], "often": often, **texts, "bone": False, "made": 1})


def kept(page: Page) -> dict[str, str]:
    """Return all that the browser keeps, on the device and in the tab."""
    found: dict[str, str] = page.evaluate("({...localStorage, ...sessionStorage})")
    return found


def test_what_an_older_copy_kept_moves_at_first_use(page: Page, address: str, catalogue: Catalogue) -> None:
    old = {"plan": PLAN, "clinic-templates": TEMPLATES, "scheme": "dark"}
    page.goto(f"{address}about/")
    page.evaluate("old => Object.assign(localStorage, old)", old)
    page.evaluate("draft => { sessionStorage.prescription = draft }", draft(catalogue))
    page.goto(f"{address}plan/")
    expect(page.get_by_role("heading", name="You kept a plan on this device")).to_be_visible()
    assert page.evaluate("document.documentElement.dataset.scheme") == "dark"
    page.goto(f"{address}prescribe/")
    expect(page.get_by_label("Name of your clinic")).to_have_value("Ours")
    expect(page.locator("[data-part=chosen] > li")).to_have_count(1)
    expect(page.locator("[data-part=templates] li")).to_contain_text(["Knees"])
    found = kept(page)
    assert set(found) == {"/care/plan", "/care/clinic-templates", "/care/scheme", "/care/prescription"}
    assert [found[f"/care/{name}"] for name in old] == list(old.values())


def test_two_copies_on_one_host_share_nothing(page: Page, address: str) -> None:
    """Each part of the site keeps what it keeps below the path of its copy."""
    other = address.replace("/care/", "/other/")
    page.goto(f"{address}plan/#{PLAN}")
    page.get_by_role("button", name="Keep on this device").click()
    page.check(".scheme input[value=dark]")
    page.goto(f"{address}prescribe/")
    page.get_by_label("Name of your clinic").fill("Ours")
    page.goto(f"{other}plan/")
    expect(page.get_by_role("heading", name="No plan is open")).to_be_visible()
    assert page.evaluate("document.documentElement.dataset.scheme ?? ''") == ""
    assert set(kept(page)) == {"/care/plan", "/care/scheme", "/care/prescription"}


def test_what_another_site_keeps_under_such_a_name_is_left_to_it(page: Page, address: str) -> None:
    foreign = {"plan": "gold", "clinic-templates": "[]", "scheme": "solarized"}
    page.goto(f"{address}about/")
    page.evaluate("foreign => Object.assign(localStorage, foreign)", foreign)
    for url in ("plan/", "prescribe/"):
        page.goto(f"{address}{url}")
        expect(page.locator("main h1, article h1").first).to_be_visible()
    page.locator("[data-part=count]").wait_for()
    assert {name: kept(page)[name] for name in foreign} == foreign
