"""Without a network: what opens, from which build, and that nothing behind a # or ? is kept or sent."""

import json
import os
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import plan_format_1 as format_1
import pytest
from accessibility import SMALL, complaints_in_both_schemes
from builds import Host, hosted, renewed, replaced
from conftest import Factory, once, sampled
from exercise_library.offline import LIST, WORKER
from playwright.sync_api import Browser, BrowserContext, Page, Worker, expect

Json = dict[str, Any]
NEWER = "There is a newer version of this page."
COPY = "The site does not answer. This page is the copy of 14 November 2023 that your device keeps."
OPENED = "exercises/bridge/"
# A worker tells pages of its build before the browser calls it installed: on a device with much to do, long before.
FOREIGN = "oninstall = () => skipWaiting(); onfetch = () => {};"
LATE = "addEventListener('install', (event) => event.waitUntil(new Promise((done) => setTimeout(done, 300))));"
KEYS = """async () => {
  const found = {};
  for (const name of await caches.keys()) {
    found[name] = (await (await caches.open(name)).keys()).map(({url}) => url);
  }
  return found;
}"""


# Half of what is always kept. Most tests do without: to fetch it takes longer than what they look at.
SPARED = (
    "practice/", "diary/", *(f"assets/javascripts/{name}/" for name in ("practice", "diary", "motion", "plan")),
    *(f"assets/stylesheets/{name}.css" for name in ("practice", "diary", "motion")),
)  # fmt: skip


def rewrite_list(site: Path, change: Callable[[Json], object]) -> None:
    """Change the list of a build. The file may be one of another build, too: that stays as it is."""
    told, when = json.loads((site / LIST).read_text()), (site / LIST).stat().st_mtime
    change(told)
    (site / LIST).unlink()
    (site / LIST).write_text(json.dumps(told))
    # A host goes by the time of a file: the list of a later build has to be later.
    os.utime(site / LIST, (when, when))


def spare(told: Json, kept: str = "nothing") -> None:
    told["shell"] = {
        folder: [path for path in paths if not path.removeprefix(folder).startswith(SPARED) or kept in path]
        for folder, paths in told["shell"].items()
    }


@pytest.fixture(scope="module")
def lean(site: Path, tmp_path_factory: Factory) -> Path:
    """The site, of which less is always kept."""
    to = tmp_path_factory.mktemp("lean") / "care"
    shutil.copytree(site, to, copy_function=os.link)
    rewrite_list(to, spare)
    return to


@pytest.fixture(scope="module")
def planned(site: Path, tmp_path_factory: Factory) -> Path:
    """The same with the scripts of plans."""
    to = tmp_path_factory.mktemp("planned") / "care"
    shutil.copytree(site, to, copy_function=os.link)
    rewrite_list(to, lambda told: spare(told, "/javascripts/plan/"))
    return to


@pytest.fixture
def host(lean: Path) -> Iterator[Host]:
    with hosted(care=lean) as found:
        yield found


@pytest.fixture(scope="module")
def context(browser: Browser) -> Iterator[BrowserContext]:
    """One profile for all tests: what is kept of a host is kept by its port, and each test has a host of its own."""
    with browser.new_context(color_scheme="light") as found:
        yield found


@pytest.fixture
def page(context: BrowserContext) -> Iterator[Page]:
    page = context.new_page()
    yield page
    page.close()


@pytest.fixture(scope="module")
def plan(site: Path) -> str:
    """The fragment of a plan with two exercises."""
    page = (site / "plan/index.html").read_text(encoding="utf-8")
    found = re.search(r'data-part="library">(.*?)</script>', page, re.DOTALL)
    assert found
    known = list(json.loads(found[1])["entries"].items())[:2]
    empty: Json = {"forms": "", "boxes": "", "sides": "", "lines": [], "note": ""}
    entries = [{"code": code, "mark": entry["mark"], **empty} for code, entry in known]
    told = {"boneHealth": False, "frequency": None, "clinic": "", "phone": "", "instructions": ""}
    return format_1.encode({**told, "entries": entries})


def until(page: Page, script: str) -> None:
    """Wait until what a function of a page promises is true. Playwright's own `wait_for_function` takes a promise for a
    yes, and asks from outside.
    """
    waiting = f"""async () => {{
      const isTrue = {script};
      for (let looks = 0; looks < 600; looks++) {{
        if (await isTrue()) return true;
        await new Promise((done) => setTimeout(done, 50));
      }}
      return false;
    }}"""
    assert page.evaluate(waiting), f"never true: {script}"


def settle(page: Page) -> None:
    """Wait until the worker has all that the page has loaded: it answers in the order in which it is asked."""
    page.wait_for_load_state("networkidle")
    until(
        page,
        """async () => {
      await navigator.serviceWorker.ready;
      const names = (await caches.keys()).filter((name) => !name.endsWith('=notes'));
      const path = location.href.replace(/[?#].*/, '');
      for (const name of names) if (await (await caches.open(name)).match(path)) return true;
      return false;
    }""",
    )


def visit(page: Page, address: str) -> None:
    page.goto(address)
    settle(page)


def worker(page: Page) -> Worker:
    host = page.url.partition("/care/")[0]
    return next(it for it in reversed(page.context.service_workers) if it.url.startswith(host))


def update(page: Page) -> None:
    """Look for a new worker, as a browser does by itself."""
    page.evaluate("navigator.serviceWorker.getRegistration().then((found) => found.update()).catch(() => {})")


def taken_over(page: Page) -> None:
    """Wait until the worker of the page's own build has taken over, and has put away the copy before."""
    until(
        page,
        """async () => {
      const {waiting, installing} = await navigator.serviceWorker.getRegistration();
      const own = document.querySelector('meta[name=build]').content;
      const copies = (await caches.keys()).filter((name) => !name.endsWith('=notes'));
      return !waiting && !installing && copies.length === 1 && copies[0].endsWith(`=${own}`);
    }""",
    )


def nothing_left(page: Page) -> None:
    """Wait until no worker is there any more, and nothing is kept."""
    until(page, "() => caches.keys().then((names) => names.length === 0)")
    until(page, "() => navigator.serviceWorker.getRegistrations().then((all) => all.length === 0)")


def fail_to_update(page: Page) -> None:
    """Look for a new worker, as a browser does by itself, and wait until it has given up."""
    ended = page.evaluate("""async () => {
      const registration = await navigator.serviceWorker.getRegistration();
      const ended = new Promise((done) => registration.addEventListener("updatefound", () => {
        const found = registration.installing;
        found.addEventListener("statechange", () => found.state !== "installing" && done(found.state));
      }));
      await registration.update().catch(() => {});
      return ended;
    }""")
    assert ended == "redundant"


def keys(page: Page) -> dict[str, list[str]]:
    found: dict[str, list[str]] = page.evaluate(KEYS)
    return found


def copies(page: Page) -> list[str]:
    """Return the names of the builds of which something is kept."""
    return sorted(name.split("=")[-1] for name in keys(page) if not name.endswith("=notes"))


def build_of(site: Path) -> str:
    return str(json.loads((site / "offline.json").read_text())["build"])


@pytest.fixture(scope="module")
def newer(site: Path, tmp_path_factory: Factory) -> Path:
    """Return a build in which a page, its style and a script are other ones."""

    def change(folder: Path) -> None:
        replaced(f"{OPENED}index.html", "Bridge</h1>", "Bridge, corrected</h1>")(folder)
        replaced("plan/index.html", "My plan</h1>", "My plan, corrected</h1>")(folder)
        with (folder / "assets/stylesheets/site.css").open("a") as style:
            style.write("h1{letter-spacing:7px}")
        with (folder / "assets/javascripts/plan/qr.js").open("a") as script:
            script.write("\nglobalThis.ofBuild='new';")
        with (folder / WORKER).open("a") as worker:
            worker.write(f"\n{LATE}")

    def make(folder: Path) -> None:
        rewrite_list(renewed(site, folder / "care", change), spare)

    return once(tmp_path_factory, "newer", make) / "care"


@pytest.fixture(scope="module")
def switched_off(site: Path, newer: Path, tmp_path_factory: Factory) -> Path:
    """A build without a service worker, newer than the newer one. It has a worker that is not ours."""

    def make(folder: Path) -> None:
        to = renewed(site, folder / "care", lambda it: (it / "other.js").write_text(FOREIGN), working=False)
        # Else the host says that nothing has changed.
        later = (newer / WORKER).stat().st_mtime + 10
        os.utime(to / WORKER, (later, later))

    return once(tmp_path_factory, "switched-off", make) / "care"


def test_without_a_network_what_was_opened_opens_and_the_rest_says_that_it_is_not_kept(
    page: Page, host: Host, planned: Path
) -> None:
    host.sites["/care/"] = planned
    visit(page, f"{host.address}care/{OPENED}")
    page.reload()
    assert_shown_in_time(page, host)
    host.is_gone = True
    page.reload()
    expect(page.get_by_role("heading", level=1)).to_have_text("Bridge")
    expect(page.get_by_text(COPY)).to_be_visible()
    drawn = "document.querySelector('article .figures use').getBoundingClientRect().width"
    assert page.evaluate(drawn) > 50
    assert page.evaluate("getComputedStyle(document.querySelector('h1')).fontFamily").startswith("Charter")
    page.goto(f"{host.address}care/")
    expect(page.get_by_text(COPY)).to_be_visible()
    page.goto(f"{host.address}care/plan/")
    expect(page.get_by_role("heading", name="No plan is open")).to_be_visible()
    # Without its last slash, and by its file, it is the same page.
    for address in (OPENED.rstrip("/"), f"{OPENED}index.html"):
        page.goto(f"{host.address}care/{address}#steps")
        expect(page.get_by_role("heading", level=1)).to_have_text("Bridge")
        assert page.url.endswith("#steps")
    page.goto(f"{host.address}care/exercises/wall-squat/")
    expect(page.get_by_text("Your device does not keep that page yet.")).to_be_visible()
    assert page.url.endswith("care/offline/")
    kept = page.locator("[data-part=keep-pages] a")
    expect(kept.filter(has_text="Bridge")).to_have_attribute("href", f"{host.address}care/{OPENED}")
    kept.filter(has_text="Bridge").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Bridge")


def assert_shown_in_time(page: Page, host: Host) -> None:
    """Check that the kept copy is shown when no answer comes in time.

    The clock of the worker is in our hands: how long it would wait is told, and the time is over when we say so.
    """
    worker(page).evaluate("""() => {
      self.waits = [];
      self.told = new Promise((tell) => {
        self.setTimeout = (act, time) => tell(self.waits.push({act, time}));
      });
    }""")
    held = host.hold(f"/care/{OPENED}")
    page.evaluate("void setTimeout(() => location.reload())")
    worker(page).evaluate("self.told")
    assert worker(page).evaluate("self.waits.map(({time}) => time)") == [3000]
    worker(page).evaluate("self.waits[0].act()")
    expect(page.get_by_text(COPY)).to_be_visible()
    held.set()


def test_a_kept_plan_opens_with_its_pictures_and_is_practiced(page: Page, host: Host, site: Path, plan: str) -> None:
    """Without a network, and though practice was never opened before."""
    host.sites["/care/"] = site
    visit(page, f"{host.address}care/plan/#{plan}")
    assert not practice_files(page)
    page.get_by_role("button", name="Keep on this device").click()
    until(
        page,
        """async () => {
      for (const name of await caches.keys())
        for (const {url} of await (await caches.open(name)).keys()) if (url.includes("/assets/practice/")) return true;
    }""",
    )
    settle(page)
    host.is_gone = True
    page.goto("about:blank")
    page.goto(f"{host.address}care/plan/")
    page.get_by_role("button", name="Open my plan").click()
    expect(page.locator("[data-slot=cards] h3").first).to_be_visible()
    see_all_drawn(page, "[data-slot=cards]")
    page.get_by_role("link", name="Start").click()
    page.locator('[data-do="begin"]').click()
    expect(page.locator('[data-slot="figures"] svg').first).to_be_visible()
    see_all_drawn(page, '[data-slot="figures"]')
    assert len(practice_files(page)) == 1


def see_all_drawn(page: Page, part: str) -> None:
    """Wait until a part has pictures, and there is something in each."""
    until(
        page,
        f"""() => {{
      const all = [...document.querySelectorAll('{part} svg use')];
      return all.length > 0 && all.every((one) => one.getBBox().width > 0);
    }}""",
    )


def practice_files(page: Page) -> list[str]:
    """Return what is kept for practice: the files of programs."""
    return [key for found in keys(page).values() for key in found if "/assets/practice/" in key]


SECRET = [
    f"{url}{mark}"
    for url in ("plan/", OPENED, "diary/", "exercises/", "nowhere/")
    for mark in ("#", "?find=", "?%23", "?changed#")
]


# Every fifth of them, from the last, has each page but that of the plan, which comes anyway, and each sign.
@pytest.mark.parametrize("step", sampled([1, -5], [-5]))
def test_nothing_behind_the_sign_is_kept_or_sent(page: Page, host: Host, plan: str, step: int) -> None:
    """For every page, and whatever stands there: a plan's link, a diary's link, what was searched for."""
    secret = "1s3cr3tvn7"
    visit(page, f"{host.address}care/")
    for url in SECRET[::step]:
        page.goto("about:blank")
        page.goto(f"{host.address}care/{url}{secret}")
        page.wait_for_load_state("networkidle")
    page.goto(f"{host.address}care/plan/?x={secret}#{plan}")
    settle(page)
    expect(page.locator("[data-slot=cards] h3").first).to_be_visible()
    found = keys(page)
    assert len(found) == 2
    for key in (key for name in found for key in (name, *found[name])):
        assert not re.search(rf"[?#]|%23|{secret}|{plan}", key), key
    kept = """async (secret) => {
      for (const name of await caches.keys()) for (const {url} of await (await caches.open(name)).keys())
        if ((await (await caches.match(url, {cacheName: name})).text()).includes(secret)) return url;
    }"""
    assert page.evaluate(kept, secret) is None
    listed = json.loads((host.sites["/care/"] / "offline.json").read_text())["files"]
    for path in host.asked:
        if path.removeprefix("/care/").partition("?")[0] in listed:
            assert secret not in path and plan not in path, path


def test_a_page_comes_from_the_network_and_a_correction_is_never_late(page: Page, host: Host, newer: Path) -> None:
    # Chromium loses the event that a worker is installed now and then, and calls it "installing" from then on.
    page.add_init_script("Object.defineProperty(ServiceWorker.prototype, 'state', {get: () => 'installing'})")
    visit(page, f"{host.address}care/{OPENED}")
    host.sites["/care/"] = newer
    page.reload()
    expect(page.get_by_role("heading", level=1)).to_have_text("Bridge, corrected")
    spacing = "getComputedStyle(document.querySelector('h1')).letterSpacing"
    assert page.evaluate(spacing) == "7px", "a new page with the style of the old build"
    expect(page.get_by_text(NEWER)).to_be_hidden()
    taken_over(page)
    host.is_gone = True
    page.reload()
    expect(page.get_by_role("heading", level=1)).to_have_text("Bridge, corrected")
    assert page.evaluate(spacing) == "7px"


def test_an_open_page_keeps_its_build_and_says_that_it_is_not_the_newest(
    page: Page, host: Host, planned: Path, plan: str, newer: Path
) -> None:
    host.sites["/care/"] = planned
    visit(page, f"{host.address}care/{OPENED}")
    page.goto(f"{host.address}care/plan/")
    settle(page)
    host.sites["/care/"] = newer
    update(page)
    expect(page.get_by_text(NEWER)).to_be_visible()
    # The script of the QR code is asked for only now. It has to be the one of the page's own build.
    page.evaluate(f"location.hash = '{plan}'")
    expect(page.locator("[data-slot=code] svg")).to_be_attached()
    assert page.evaluate("globalThis.ofBuild") is None
    assert copies(page) == sorted([build_of(planned), build_of(newer)])
    page.get_by_role("button", name="Reload").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("My plan, corrected")
    expect(page.get_by_text(NEWER)).to_be_hidden()
    expect(page.locator("[data-slot=code] svg")).to_be_attached()
    assert page.evaluate("globalThis.ofBuild") == "new"
    taken_over(page)
    host.is_gone = True
    page.goto(f"{host.address}care/{OPENED}")
    expect(page.get_by_role("heading", level=1)).to_have_text("Bridge, corrected")


def test_an_update_is_taken_whole_or_not_at_all(
    page: Page, host: Host, site: Path, tmp_path: Path, newer: Path
) -> None:
    """Where a file of it does not come, and in the middle of publishing: worker and list are new, and a file is not."""
    new = Path(shutil.copytree(newer, tmp_path / "care"))
    style = new / "assets/stylesheets/site.css"
    whole = style.read_bytes()
    visit(page, f"{host.address}care/{OPENED}")
    before = keys(page)
    host.sites["/care/"] = new

    def assert_not_taken(why: str) -> None:
        fail_to_update(page)
        # What the page had loaded may have come into its own copy meanwhile.
        after = keys(page)
        assert after.keys() == before.keys(), why
        assert all(set(before[name]) <= set(after[name]) for name in before), why

    for missing in (f"/care/{OPENED}", "/care/assets/stylesheets/site.css", "/care/offline.json"):
        host.gone, host.asked[:] = {missing}, []
        assert_not_taken(missing)
        assert missing in host.asked
    host.gone = set()
    style.write_bytes((site / "assets/stylesheets/site.css").read_bytes())
    assert_not_taken("the style of before")
    host.is_gone = True
    page.reload()
    expect(page.get_by_role("heading", level=1)).to_have_text("Bridge")
    host.is_gone = False
    style.write_bytes(whole)
    update(page)
    expect(page.get_by_text(NEWER)).to_be_visible()


HARM = """async (harm) => {
  for (const name of await caches.keys()) {
    const cache = await caches.open(name);
    if (harm === "emptied") await caches.delete(name);
    else for (const key of await cache.keys()) {
      const said = await (await cache.match(key)).text();
      await cache.put(key, new Response(said.slice(0, said.length / 2)));
    }
  }
}"""


def test_a_harmed_cache_heals_itself(page: Page, host: Host) -> None:
    visit(page, f"{host.address}care/{OPENED}")
    for harm in ("emptied", "broken"):
        page.evaluate(HARM, harm)
        page.reload()
        expect(page.get_by_role("heading", level=1), harm).to_have_text("Bridge")
        assert page.evaluate("getComputedStyle(document.querySelector('h1')).fontFamily").startswith("Charter"), harm
        settle(page)
        if harm == "emptied":
            # What is always kept is got again by itself; what is broken, when it is opened.
            until(page, "() => caches.match(new URL('../../plan/', location.href).href)")
        else:
            visit(page, f"{host.address}care/plan/")
        host.is_gone = True
        for url in ("plan/", OPENED):
            page.goto(f"{host.address}care/{url}")
            expect(page.get_by_text(COPY), harm).to_be_visible()
        host.is_gone = False


def assert_for_everyone(page: Page) -> None:
    """Check a page as it is now, in the smallest window."""
    page.set_viewport_size({"width": 320, "height": 700})
    assert complaints_in_both_schemes(page) == []
    assert page.evaluate(SMALL) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


# Pages that are opened without a network for the first time.
LATER = {
    "some": ("exercises/wall-squat/",),
    "all": ("exercises/wall-squat/", "handouts/bone-health/", "prescribe/"),
}
# Folders with a hundred files of a kind.
LARGE = (
    "contribute/", "exercises/", "assets/motion/", "assets/figures/", "assets/practice/",
    "assets/javascripts/prescribe/", "assets/javascripts/search/",
)  # fmt: skip


@pytest.fixture(scope="module")
def smaller(site: Path, tmp_path_factory: Factory) -> Path:
    """The site with a list of fewer files: of the large folders every fortieth. To fetch them all takes long."""
    to = tmp_path_factory.mktemp("smaller") / "care"
    shutil.copytree(site, to, copy_function=os.link)

    def change(told: Json) -> None:
        needed = {*LATER["some"], *(path for paths in told["shell"].values() for path in paths)}
        left = [path for path in told["files"] if path.startswith(LARGE) and path not in needed]
        for path in set(left) - set(left[::40]):
            del told["files"][path]

    rewrite_list(to, change)
    return to


@pytest.mark.parametrize("listed", sampled(["all", "some"], ["some"]))
def test_one_button_keeps_the_whole_site_and_says_its_size_first(
    page: Page, host: Host, site: Path, smaller: Path, listed: str
) -> None:
    told = json.loads((site / "offline.json").read_text())
    size = told["size"][""]
    assert size == sum(
        (site / (name or ".") / "index.html" if not name or name.endswith("/") else site / name).stat().st_size
        for name in told["files"]
        if not name.startswith("es/")
    )
    assert not any(re.search(r"\.pdf$|^api/", name) for name in told["files"])
    host.sites["/care/"] = {"all": site, "some": smaller}[listed]
    visit(page, f"{host.address}care/offline/")
    expect(page.get_by_text(f"It takes about {-(-size // 1_000_000)} MB on your device.")).to_be_visible()
    page.get_by_role("button", name="Keep the whole site").click()
    expect(page.get_by_text("Your device keeps the whole site now.")).to_be_visible(timeout=60_000)
    host.is_gone = True
    for url in LATER[listed]:
        page.goto(f"{host.address}care/{url}")
        expect(page.get_by_text(COPY)).to_be_visible()
    page.goto(f"{host.address}care/offline/")
    expect(page.get_by_text(COPY)).to_be_visible()
    assert_for_everyone(page)
    page.get_by_role("button", name="Remove what is kept").click()
    expect(page.get_by_text("What was kept is removed.")).to_be_visible()
    assert sorted(path for path in keys(page)[f"home-exercises=/care/={told['build']}"] if path.endswith("/")) == [
        f"{host.address}care/{url}" for url in ("", "diary/", "offline/", "plan/", "practice/")
    ]


def test_a_full_storage_is_said_and_breaks_nothing(page: Page, host: Host) -> None:
    visit(page, f"{host.address}care/offline/")
    expect(page.get_by_role("button", name="Keep the whole site")).to_be_visible()
    debug = page.context.new_cdp_session(page)
    debug.send("Storage.overrideQuotaForOrigin", {"origin": host.address.rstrip("/"), "quotaSize": 1_500_000})
    page.get_by_role("button", name="Keep the whole site").click()
    expect(page.get_by_text("Your device could not keep all of it.")).to_be_visible(timeout=60_000)
    page.goto(f"{host.address}care/exercises/wall-squat/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Wall squat")
    assert page.evaluate("getComputedStyle(document.querySelector('h1')).fontFamily").startswith("Charter")


def test_copies_beside_each_other_and_below_do_not_touch_each_other(
    context: BrowserContext, lean: Path, newer: Path, switched_off: Path
) -> None:
    with hosted(care=lean) as host:
        host.sites = {"/care/sub/": newer, "/care/": lean, "/other/": newer}
        first, second = context.new_page(), context.new_page()
        for page, url, title in (
            (first, "care/", "Bridge"),
            (second, "other/", "Bridge, corrected"),
            (first, "care/sub/", "Bridge, corrected"),
        ):
            visit(page, f"{host.address}{url}{OPENED}")
            expect(page.get_by_role("heading", level=1)).to_have_text(title)
        scopes = "navigator.serviceWorker.getRegistrations().then((all) => all.map(({scope}) => scope).sort())"
        paths = ("/care/", "/care/sub/", "/other/")
        assert first.evaluate(scopes) == [host.address.rstrip("/") + path for path in paths]
        for name, urls in keys(first).items():
            below = name.split("=")[1]
            assert below in paths and all(url.startswith(host.address.rstrip("/") + below) for url in urls)
            assert below != "/care/" or not any("/sub/" in url for url in urls)
        host.sites["/other/"] = switched_off
        second.reload()
        until(second, "() => navigator.serviceWorker.getRegistrations().then((all) => all.length === 2)")
        host.is_gone = True
        first.goto(f"{host.address}care/{OPENED}")
        expect(first.get_by_role("heading", level=1)).to_have_text("Bridge")
        assert {name.split("=")[1] for name in keys(first)} == {"/care/", "/care/sub/"}
        first.close()
        second.close()


def test_a_page_that_is_not_the_newest_is_accessible_and_a_worker_that_is_switched_off_leaves_by_itself(
    page: Page, host: Host, newer: Path, switched_off: Path
) -> None:
    """What else it says is seen above, where the whole site is kept."""
    visit(page, f"{host.address}care/offline/")
    host.sites["/care/"] = newer
    update(page)
    expect(page.get_by_text(NEWER)).to_be_visible()
    assert_for_everyone(page)
    # Also where no page is opened anew: the browser looks for a new worker now and then.
    host.sites["/care/"] = switched_off
    update(page)
    nothing_left(page)


def test_without_a_worker_the_page_says_that_nothing_can_be_kept(browser: Browser, host: Host) -> None:
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(f"{host.address}care/offline/")
        expect(page.get_by_text("This browser cannot keep pages.")).to_be_visible()
        expect(page.get_by_role("button", name="Keep the whole site")).to_be_hidden()


def test_the_manifest_is_one_that_a_browser_takes(page: Page, host: Host) -> None:
    # To install the worker takes longer than all of this.
    host.gone = {f"/care/{WORKER}"}
    page.goto(f"{host.address}care/")
    told = page.context.new_cdp_session(page).send("Page.getAppManifest")
    assert told["errors"] == [] and told["url"] == f"{host.address}care/manifest.json"
    manifest = json.loads(told["data"])
    assert manifest["start_url"] == manifest["scope"] == "./"
    for icon in manifest["icons"]:
        load = (
            "async (src) => { const it = new Image(); it.src = src; await it.decode(); return [it.width, it.height] }"
        )
        width, height = page.evaluate(load, f"{host.address}care/{icon['src']}")
        size = f"{width}x{height}"
        assert size == icon["sizes"]
    page.goto(f"{host.address}care/plan/#none")
    assert page.locator("link[rel=manifest]").count() == 0, "its sign on a home screen would lose the plan"


def test_the_next_build_switches_the_worker_off_and_leaves_what_is_not_ours(
    page: Page, host: Host, switched_off: Path
) -> None:
    """`make serve` shows pages without a build, too. They remove what an earlier site at the same address left."""
    visit(page, f"{host.address}care/")
    host.sites["/care/"] = switched_off
    page.evaluate("navigator.serviceWorker.register('other.js').then(() => caches.open('of another site'))")
    # In Chromium, a page that is being opened while workers change may wait for ever.
    until(page, "async () => /other/.test((await navigator.serviceWorker.getRegistration()).active.scriptURL)")
    page.goto(f"{host.address}care/about/")
    until(page, "() => navigator.serviceWorker.getRegistrations().then((all) => all.length === 0)")
    until(page, "() => caches.keys().then((names) => names.join() === 'of another site')")
    page.reload()
    assert page.evaluate("navigator.serviceWorker.controller") is None
