"""How many bytes a page costs, compressed as a host sends it. The search waits until it is asked for."""

import functools
import gzip
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import tabs
from library import most_entries, our_library
from playwright.sync_api import Page, Request

KB = 1024
LONGEST = most_entries(our_library())
# Page: HTML, everything on a first visit, everything on a later one (the shell is in the cache by then).
BUDGETS = {
    "exercises/bridge/": (7, 95, 12),
    "exercises/supine-head-press/": (7, 95, 12),
    f"programs/{LONGEST}/": (15, 170, 80),
    "exercises/": (14, 150, 70),
    "": (14, 150, 70),
    # Each holds every exercise as a card, so that nothing of a plan has to be asked for.
    "plan/": (37, 110, 60),
    "prescribe/": (46, 130, 88),
    # Holds no exercise: it fetches those that are asked for.
    "practice/": (13, 90, 50),
    "diary/": (14, 92, 50),
    f"handouts/{LONGEST}/": (32, 190, 100),
}


def weigh(site: Path, asked: list[str]) -> dict[str, int]:
    """Return the compressed size of each file that was asked for."""
    sizes = {}
    for url in asked:
        path = site / urlsplit(url).path.removeprefix("/care/")
        file = path / "index.html" if path.is_dir() else path
        sizes[file.relative_to(site).as_posix()] = packed(file)
    return sizes


@functools.cache
def packed(file: Path) -> int:
    """Return the size of a file as a host sends it."""
    return len(gzip.compress(file.read_bytes(), 9, mtime=0))


@functools.cache
def ask(tab: Page, address: str, url: str) -> list[str]:
    """Return every address a page asks for on a first visit. What the browser then has already is told, too."""
    asked: list[str] = []

    def note(request: Request) -> None:
        asked.append(request.url)

    tab.on("request", note)
    # A large page on a busy machine can be read for so long that its network is idle before its scripts are asked for.
    tab.goto(address + url, wait_until="load")
    tab.wait_for_load_state("networkidle")
    tab.remove_listener("request", note)
    tabs.clean(tab)
    return asked


@pytest.mark.parametrize("url", BUDGETS)
def test_a_page_keeps_its_budget(tab: Page, site: Path, address: str, url: str) -> None:
    html, cold, warm = (limit * KB for limit in BUDGETS[url])
    shell = set(weigh(site, ask(tab, address, "about/")))
    sizes = weigh(site, ask(tab, address, url))
    assert sizes[f"{url}index.html"] <= html
    assert sum(sizes.values()) <= cold, sizes
    assert sum(size for name, size in sizes.items() if name not in shell) <= warm, sizes
    assert not any("search.json" in name for name in sizes)
    if url.startswith("exercises/b"):
        assert len(sizes) <= 12


def test_an_exercise_without_javascript_is_light(scriptless: Page, site: Path, address: str) -> None:
    sizes = weigh(site, ask(scriptless, address, "exercises/bridge/"))
    assert sum(sizes.values()) <= 45 * KB, sizes


def test_the_scripts_of_both_tools_are_light_and_on_no_other_page(tab: Page, site: Path, address: str) -> None:
    folder = site / "assets/javascripts"
    own = {path.relative_to(site).as_posix() for name in ("plan", "prescribe") for path in (folder / name).iterdir()}
    common = {path.relative_to(site).as_posix() for path in (folder / "common").iterdir()}
    loaded = {url: set(weigh(site, ask(tab, address, url))) & own for url in (*BUDGETS, "clinics/")}
    assert loaded["plan/"] and loaded["prescribe/"]
    assert {url for url, found in loaded.items() if found} == {"plan/", "practice/", "diary/", "prescribe/"}
    # What waits until someone asks for it, such as the list of kept plans, costs those alone who do.
    plan, prescribe, shared = (
        sum(packed(site / name) for name in names) for names in (loaded["plan/"], loaded["prescribe/"], common)
    )
    assert plan <= 15 * KB and prescribe <= 37 * KB and shared <= 2.75 * KB, (plan, prescribe, shared)


def test_the_diary_is_light_and_its_scripts_are_on_no_other_page(tab: Page, site: Path, address: str) -> None:
    folder = site / "assets/javascripts/diary"
    own = {path.relative_to(site).as_posix() for path in folder.iterdir()}
    asked = {url: weigh(site, ask(tab, address, url)) for url in ("plan/", "practice/", "diary/", "about/")}
    loaded = {url: set(sizes) & own for url, sizes in asked.items()}
    assert {url for url, found in loaded.items() if found} == {"practice/", "diary/"}
    sizes = asked["diary/"]
    shell = set(asked["about/"])
    assert sum(packed(site / name) for name in loaded["practice/"]) <= 6 * KB
    assert sizes["diary/index.html"] <= 14 * KB
    assert sum(size for name, size in sizes.items() if name not in shell) <= 50 * KB, sizes


def test_practice_is_light_and_on_no_other_page(tab: Page, site: Path, address: str) -> None:
    assert not any("practice" in url for url in ask(tab, address, "exercises/bridge/"))
    own = [url for url in ask(tab, address, f"programs/{LONGEST}/") if "javascripts/practice" in url]
    assert sorted(url.rsplit("/", 1)[1] for url in own) == ["chosen.js", "fragment.js"]
    scripts = [*(site / "assets/javascripts/practice").glob("*.js")]
    assert sum(map(packed, [*scripts, site / "assets/stylesheets/practice.css"])) <= 24 * KB
