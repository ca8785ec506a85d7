"""Without a network: what opens, from which build, and that nothing behind a # or ? is kept or sent."""

import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import plan_format_1 as format_1
import pytest
from accessibility import SMALL, complaints_in_both_schemes
from builds import Host, hosted, renewed, replaced
from conftest import Factory, once, sampled
from playwright.sync_api import Browser, BrowserContext, Page, Worker, expect

Json = dict[str, Any]
NEWER = "There is a newer version of this page."
COPY = "The site does not answer. This page is the copy of 14 November 2023 that your device keeps."
OPENED = "exercises/bridge/"
KEYS = """async () => {
  const found = {};
  for (const name of await caches.keys()) {
    found[name] = (await (await caches.open(name)).keys()).map(({url}) => url);
  }
  return found;
}"""


@pytest.fixture
def host(site: Path) -> Iterator[Host]:
    with hosted(care=site) as found:
        yield found


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    with browser.new_context() as found:
        yield found


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
    """Wait until what a script promises is true. Playwright's own `wait_for_function` takes a promise for a yes."""
    for _ in range(300):
        if page.evaluate(script):
            return
        page.wait_for_timeout(100)
    raise AssertionError(f"never true: {script}")


def settle(page: Page) -> None:
    """Wait until the worker has all that the page has loaded: it answers in the order in which it is asked."""
    page.wait_for_load_state("networkidle")
    page.evaluate("navigator.serviceWorker.ready.then(() => {})")
    until(
        page,
        """async () => {
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
    return page.context.service_workers[-1]


def update(page: Page) -> None:
    """Look for a new worker, as a browser does by itself."""
    page.evaluate("navigator.serviceWorker.getRegistration().then((found) => found.update()).catch(() => {})")


def taken_over(page: Page) -> None:
    """Wait until the worker of the page's own build has taken over, and has put away the copy before."""
    until(
        page,
        """async () => {
      const {active, waiting, installing} = await navigator.serviceWorker.getRegistration();
      const own = document.querySelector('meta[name=build]').content;
      const copies = (await caches.keys()).filter((name) => !name.endsWith('=notes'));
      const isOver = active.state === 'activated' && !waiting && !installing;
      return isOver && copies.length === 1 && copies[0].endsWith(`=${own}`);
    }""",
    )


def nothing_left(page: Page) -> None:
    """Wait until no worker is there any more, and nothing is kept."""
    until(page, "caches.keys().then((names) => names.length === 0)")
    until(page, "navigator.serviceWorker.getRegistrations().then((all) => all.length === 0)")


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

    return once(tmp_path_factory, "newer", lambda folder: renewed(site, folder / "care", change)) / "care"


@pytest.fixture(scope="module")
def switched_off(site: Path, tmp_path_factory: Factory) -> Path:
    """A build without a service worker."""

    def make(folder: Path) -> None:
        renewed(site, folder / "care", lambda _: None, working=False)

    return once(tmp_path_factory, "switched-off", make) / "care"


def test_what_was_opened_opens_without_a_network(context: BrowserContext, host: Host) -> None:
    page = context.new_page()
    visit(page, f"{host.address}care/{OPENED}")
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


def test_what_was_not_opened_says_so(context: BrowserContext, host: Host) -> None:
    page = context.new_page()
    visit(page, f"{host.address}care/{OPENED}")
    host.is_gone = True
    page.goto(f"{host.address}care/exercises/wall-squat/")
    expect(page.get_by_text("Your device does not keep that page yet.")).to_be_visible()
    assert page.url.endswith("care/offline/")
    kept = page.locator("[data-part=keep-pages] a")
    expect(kept.filter(has_text="Bridge")).to_have_attribute("href", f"{host.address}care/{OPENED}")
    kept.filter(has_text="Bridge").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Bridge")


def test_a_kept_plan_opens_with_its_pictures(context: BrowserContext, host: Host, plan: str) -> None:
    page = context.new_page()
    visit(page, f"{host.address}care/plan/#{plan}")
    page.get_by_role("button", name="Keep on this device").click()
    settle(page)
    drawn = page.locator("[data-slot=cards] use").first.get_attribute("href")
    assert drawn
    host.is_gone = True
    page.goto("about:blank")
    page.goto(f"{host.address}care/plan/")
    page.get_by_role("button", name="Open my plan").click()
    expect(page.locator("[data-slot=cards] h3").first).to_be_visible()
    for width in page.locator("[data-slot=cards] svg use").evaluate_all("all => all.map((one) => one.getBBox().width)"):
        assert width > 0


def test_a_kept_plan_is_practiced_without_a_network(context: BrowserContext, host: Host, plan: str) -> None:
    """Though practice was never opened before."""
    page = context.new_page()
    visit(page, f"{host.address}care/plan/#{plan}")
    assert not practice_files(page)
    page.get_by_role("button", name="Keep on this device").click()
    page.wait_for_function("""async () => {
      for (const name of await caches.keys())
        for (const {url} of await (await caches.open(name)).keys()) if (url.includes("/assets/practice/")) return true;
    }""")
    host.is_gone = True
    page.get_by_role("link", name="Start").click()
    page.locator('[data-do="begin"]').click()
    expect(page.locator('[data-slot="figures"] svg').first).to_be_visible()
    for width in page.locator('[data-slot="figures"] svg use').evaluate_all(
        "all => all.map((one) => one.getBBox().width)"
    ):
        assert width > 0
    assert len(practice_files(page)) == 1


def practice_files(page: Page) -> list[str]:
    """Return what is kept for practice: the files of programs."""
    return [key for found in keys(page).values() for key in found if "/assets/practice/" in key]


SECRET = [
    f"{url}{mark}"
    for url in ("plan/", OPENED, "diary/", "exercises/", "nowhere/")
    for mark in ("#", "?find=", "?%23", "?changed#")
]


# Every third of them has each page and each sign.
@pytest.mark.parametrize("step", sampled([1, 3], [3]))
def test_nothing_behind_the_sign_is_kept_or_sent(context: BrowserContext, host: Host, plan: str, step: int) -> None:
    """For every page, and whatever stands there: a plan's link, a diary's link, what was searched for."""
    page = context.new_page()
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


def test_a_page_comes_from_the_network_and_a_correction_is_never_late(
    context: BrowserContext, host: Host, newer: Path
) -> None:
    page = context.new_page()
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


def test_the_kept_copy_is_shown_when_no_answer_comes_in_time(context: BrowserContext, host: Host) -> None:
    page = context.new_page()
    visit(page, f"{host.address}care/{OPENED}")
    page.reload()
    # The clock of the worker is in our hands: how long it would wait is told, and the time is over when we say so.
    worker(page).evaluate("""() => {
      self.waits = [];
      self.setTimeout = (act, time) => self.waits.push({act, time});
    }""")
    held = host.hold(f"/care/{OPENED}")
    page.evaluate("void setTimeout(() => location.reload())")
    for _ in range(200):
        if worker(page).evaluate("self.waits.length"):
            break
        page.wait_for_timeout(20)
    assert worker(page).evaluate("self.waits.map(({time}) => time)") == [3000]
    worker(page).evaluate("self.waits[0].act()")
    expect(page.get_by_text(COPY)).to_be_visible()
    held.set()


def test_an_open_page_keeps_its_build_and_says_that_it_is_not_the_newest(
    context: BrowserContext, host: Host, site: Path, plan: str, newer: Path
) -> None:
    page = context.new_page()
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
    assert copies(page) == sorted([build_of(site), build_of(host.sites["/care/"])])
    page.get_by_role("button", name="Reload").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("My plan, corrected")
    expect(page.get_by_text(NEWER)).to_be_hidden()
    expect(page.locator("[data-slot=code] svg")).to_be_attached()
    assert page.evaluate("globalThis.ofBuild") == "new"
    taken_over(page)
    host.is_gone = True
    page.goto(f"{host.address}care/{OPENED}")
    expect(page.get_by_role("heading", level=1)).to_have_text("Bridge, corrected")


@pytest.mark.parametrize("missing", [f"/care/{OPENED}", "/care/assets/stylesheets/site.css", "/care/offline.json"])
def test_an_update_is_taken_whole_or_not_at_all(context: BrowserContext, host: Host, missing: str, newer: Path) -> None:
    page = context.new_page()
    visit(page, f"{host.address}care/{OPENED}")
    before = keys(page)
    host.sites["/care/"] = newer
    host.gone.add(missing)
    fail_to_update(page)
    assert missing in host.asked
    # What the page had loaded may have come into its own copy meanwhile.
    after = keys(page)
    assert after.keys() == before.keys() and all(set(before[name]) <= set(after[name]) for name in before)
    host.is_gone = True
    page.reload()
    expect(page.get_by_role("heading", level=1)).to_have_text("Bridge")
    host.is_gone = False
    host.gone.clear()
    update(page)
    expect(page.get_by_text(NEWER)).to_be_visible()


def test_an_update_in_the_middle_of_publishing_is_not_taken(
    context: BrowserContext, host: Host, site: Path, tmp_path: Path, newer: Path
) -> None:
    """The worker and the list are new, and some files are not there yet."""
    page = context.new_page()
    visit(page, f"{host.address}care/{OPENED}")
    new = Path(shutil.copytree(newer, tmp_path / "care"))
    style = new / "assets/stylesheets/site.css"
    whole = style.read_bytes()
    style.write_bytes((site / "assets/stylesheets/site.css").read_bytes())
    host.sites["/care/"] = new
    fail_to_update(page)
    assert copies(page) == [build_of(site)]
    style.write_bytes(whole)
    update(page)
    expect(page.get_by_text(NEWER)).to_be_visible()


@pytest.mark.parametrize("harm", ["emptied", "broken"])
def test_a_harmed_cache_heals_itself(context: BrowserContext, host: Host, harm: str) -> None:
    page = context.new_page()
    visit(page, f"{host.address}care/{OPENED}")
    page.evaluate(
        """async (harm) => {
          for (const name of await caches.keys()) {
            const cache = await caches.open(name);
            if (harm === "emptied") await caches.delete(name);
            else for (const key of await cache.keys()) {
              const said = await (await cache.match(key)).text();
              await cache.put(key, new Response(said.slice(0, said.length / 2)));
            }
          }
        }""",
        harm,
    )
    page.reload()
    expect(page.get_by_role("heading", level=1)).to_have_text("Bridge")
    assert page.evaluate("getComputedStyle(document.querySelector('h1')).fontFamily").startswith("Charter")
    settle(page)
    page.goto(f"{host.address}care/plan/")
    settle(page)
    host.is_gone = True
    for url in (OPENED, "plan/"):
        page.goto(f"{host.address}care/{url}")
        expect(page.get_by_text(COPY)).to_be_visible()


def assert_for_everyone(page: Page) -> None:
    """Check a page as it is now, in the smallest window."""
    page.set_viewport_size({"width": 320, "height": 700})
    assert complaints_in_both_schemes(page) == []
    assert page.evaluate(SMALL) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_one_button_keeps_the_whole_site_and_says_its_size_first(
    context: BrowserContext, host: Host, site: Path
) -> None:
    told = json.loads((site / "offline.json").read_text())
    size = told["size"][""]
    assert size == sum(
        (site / (name or ".") / "index.html" if not name or name.endswith("/") else site / name).stat().st_size
        for name in told["files"]
        if not name.startswith("es/")
    )
    assert not any(re.search(r"\.pdf$|^api/", name) for name in told["files"])
    page = context.new_page()
    visit(page, f"{host.address}care/offline/")
    expect(page.get_by_text(f"It takes about {-(-size // 1_000_000)} MB on your device.")).to_be_visible()
    page.get_by_role("button", name="Keep the whole site").click()
    expect(page.get_by_text("Your device keeps the whole site now.")).to_be_visible(timeout=60_000)
    assert_for_everyone(page)
    host.is_gone = True
    for url in (
        "exercises/wall-squat/",
        "handouts/bone-health/",
        "programs/low-back-pain/",
        "prescribe/",
        "exercises/",
    ):
        page.goto(f"{host.address}care/{url}")
        expect(page.get_by_text(COPY)).to_be_visible()
    page.goto(f"{host.address}care/offline/")
    page.get_by_role("button", name="Remove what is kept").click()
    expect(page.get_by_text("What was kept is removed.")).to_be_visible()
    assert sorted(path for path in keys(page)[f"home-exercises=/care/={told['build']}"] if path.endswith("/")) == [
        f"{host.address}care/{url}" for url in ("", "diary/", "offline/", "plan/", "practice/")
    ]


def test_a_full_storage_is_said_and_breaks_nothing(context: BrowserContext, host: Host) -> None:
    page = context.new_page()
    visit(page, f"{host.address}care/offline/")
    expect(page.get_by_role("button", name="Keep the whole site")).to_be_visible()
    debug = context.new_cdp_session(page)
    debug.send("Storage.overrideQuotaForOrigin", {"origin": host.address.rstrip("/"), "quotaSize": 1_500_000})
    page.get_by_role("button", name="Keep the whole site").click()
    expect(page.get_by_text("Your device could not keep all of it.")).to_be_visible(timeout=60_000)
    page.goto(f"{host.address}care/exercises/wall-squat/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Wall squat")
    assert page.evaluate("getComputedStyle(document.querySelector('h1')).fontFamily").startswith("Charter")


def test_the_next_build_switches_the_worker_off(context: BrowserContext, host: Host, switched_off: Path) -> None:
    page = context.new_page()
    visit(page, f"{host.address}care/{OPENED}")
    host.sites["/care/"] = switched_off
    page.reload()
    nothing_left(page)
    page.reload()
    assert page.evaluate("navigator.serviceWorker.controller") is None


def test_a_worker_that_is_switched_off_leaves_by_itself(
    context: BrowserContext, host: Host, switched_off: Path
) -> None:
    """Also where no page is opened anew: the browser looks for a new worker now and then."""
    page = context.new_page()
    visit(page, f"{host.address}care/{OPENED}")
    host.sites["/care/"] = switched_off
    update(page)
    nothing_left(page)


def test_two_copies_on_one_host_do_not_touch_each_other(context: BrowserContext, site: Path, tmp_path: Path) -> None:
    other = renewed(site, tmp_path / "other", replaced(f"{OPENED}index.html", "Bridge</h1>", "Bridge of B</h1>"))
    with hosted(care=site, other=other) as host:
        first, second = context.new_page(), context.new_page()
        visit(first, f"{host.address}care/{OPENED}")
        visit(second, f"{host.address}other/{OPENED}")
        scopes = "navigator.serviceWorker.getRegistrations().then((all) => all.map(({scope}) => scope).sort())"
        assert first.evaluate(scopes) == [f"{host.address}care/", f"{host.address}other/"]
        for name, urls in keys(first).items():
            below = name.split("=")[1]
            assert below in ("/care/", "/other/") and all(
                url.startswith(host.address.rstrip("/") + below) for url in urls
            )
        # It has to be the newer one, to be sent at all.
        host.sites["/other/"] = renewed(site, tmp_path / "off", lambda _: None, working=False)
        second.reload()
        until(second, "navigator.serviceWorker.getRegistrations().then((all) => all.length === 1)")
        host.is_gone = True
        first.reload()
        expect(first.get_by_role("heading", level=1)).to_have_text("Bridge")
        assert {name.split("=")[1] for name in keys(first)} == {"/care/"}


def test_a_site_at_the_root_leaves_copies_below_it_alone(context: BrowserContext, site: Path, tmp_path: Path) -> None:
    below = renewed(site, tmp_path / "below", replaced(f"{OPENED}index.html", "Bridge</h1>", "Bridge below</h1>"))
    with hosted(care=site) as host:
        host.sites = {"/care/sub/": below, "/care/": site}
        page = context.new_page()
        visit(page, f"{host.address}care/{OPENED}")
        visit(page, f"{host.address}care/sub/{OPENED}")
        expect(page.get_by_role("heading", level=1)).to_have_text("Bridge below")
        for name, urls in keys(page).items():
            if name.startswith("home-exercises=/care/="):
                assert not any("/sub/" in url for url in urls)


# That of a whole site that is kept is seen above, where it is kept.
@pytest.mark.parametrize("state", ["some", "kept", "stale"])
def test_every_state_is_accessible(browser: Browser, host: Host, state: str, newer: Path) -> None:
    with browser.new_context(color_scheme="light") as context:
        page = context.new_page()
        visit(page, f"{host.address}care/offline/")
        if state == "kept":
            host.is_gone = True
            page.reload()
            expect(page.get_by_text(COPY)).to_be_visible()
        if state == "stale":
            host.sites["/care/"] = newer
            update(page)
            expect(page.get_by_text(NEWER)).to_be_visible()
        assert_for_everyone(page)


def test_without_a_worker_the_page_says_that_nothing_can_be_kept(browser: Browser, host: Host) -> None:
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(f"{host.address}care/offline/")
        expect(page.get_by_text("This browser cannot keep pages.")).to_be_visible()
        expect(page.get_by_role("button", name="Keep the whole site")).to_be_hidden()


def test_the_manifest_is_one_that_a_browser_takes(context: BrowserContext, host: Host) -> None:
    page = context.new_page()
    page.goto(f"{host.address}care/")
    told = context.new_cdp_session(page).send("Page.getAppManifest")
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


def test_nothing_is_registered_where_a_site_is_served_while_it_is_written(
    context: BrowserContext, host: Host, site: Path, tmp_path: Path
) -> None:
    """`make serve` shows pages without a build. They also remove what an earlier site at the same address left."""
    page = context.new_page()
    visit(page, f"{host.address}care/")
    (tmp_path / "foreign").mkdir()
    host.sites["/care/"] = renewed(
        site, tmp_path / "care", lambda folder: (folder / "other.js").write_text("onfetch=()=>{}"), working=False
    )
    page.evaluate("navigator.serviceWorker.register('other.js').then(() => caches.open('of another site'))")
    page.goto(f"{host.address}care/about/")
    until(page, "navigator.serviceWorker.getRegistrations().then((all) => all.length === 0)")
    until(page, "caches.keys().then((names) => names.join() === 'of another site')")
