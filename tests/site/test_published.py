"""The site as published: made by `make build`, served at a domain root and below a sub-path, and walked through."""

import functools
import http.server
import os
import re
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from urllib.error import HTTPError
from urllib.parse import unquote, urldefrag, urljoin, urlsplit
from urllib.request import urlopen

import pytest
import tabs
from built import addresses, opened
from changed import PROGRAM, changed_copy, changed_site
from conftest import ADDRESSES, DATED, REPO_URL, ROOT, SITE_URL, Factory, copy_project, sampled
from exercise_library.view import urls
from playwright.sync_api import Browser, ConsoleMessage, Page, Request, Response, expect


class _Host(http.server.SimpleHTTPRequestHandler):
    """A plain static host: it shows the site's own 404 page at any address that is not there."""

    def __init__(self, *arguments: object, path: str, directory: str) -> None:
        self.not_found = Path(directory) / path.strip("/") / "404.html"
        super().__init__(*arguments, directory=directory)  # type: ignore[arg-type]

    def log_message(self, *_: object) -> None:
        """Say nothing."""

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        if code != 404:
            return super().send_error(code, message, explain)
        body = self.not_found.read_bytes()
        self.send_response(404)
        self.send_header("Content-Type", "text/html")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        with suppress(BrokenPipeError):  # the browser has gone on
            self.wfile.write(body)
        return None


@dataclass(frozen=True)
class Served:
    """A built site on a host: its folder, the path it is served below, and its address on this machine."""

    folder: Path
    path: str
    home: str


@contextmanager
def serve(folder: Path, path: str) -> Iterator[Served]:
    """Serve a folder below a path. A folder for a sub-path has that path's name."""
    root = folder if path == "/" else folder.parent
    handler = functools.partial(_Host, path=path, directory=str(root))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield Served(folder, path, f"http://127.0.0.1:{server.server_port}{path}")
        server.shutdown()


@pytest.fixture(scope="module", params=ADDRESSES)
def served(request: pytest.FixtureRequest, tmp_path_factory: Factory) -> Iterator[Served]:
    """The real site below a sub-path, and a changed one at a domain root, each built for its address."""
    path = str(request.param)
    folder = request.getfixturevalue("site") if path == "/care/" else changed_site(tmp_path_factory, path)
    with serve(folder, path) as site:
        yield site


@pytest.fixture
def page(tab: Page) -> Iterator[Page]:
    """A tab as good as new."""
    yield tab
    tabs.clean(tab)


# What a browser shows is looked at below the sub-path, where an address goes wrong more easily; at a root in test-deep.
# That every link is right is seen at both.
IN_A_BROWSER = sampled(ADDRESSES, ["/care/"])
seen_in_a_browser = pytest.mark.parametrize("served", IN_A_BROWSER, indirect=True)


# --- Every link and every anchor, from the home page on -----------------------------------------------------------


LEADING = """:is(:is(a, area, use, image, link:not([rel=canonical]))[href], :is(script, img, iframe, source)[src],
                 form[action], object[data])"""


class Seen:
    """What leads on from a page or drawing, and what can be led to."""

    def __init__(self, text: str) -> None:
        tree = opened(text)
        self.ids = {tag.id for tag in tree.css("[id]")}
        self.canonical = [tag.attributes["href"] for tag in tree.css("link[rel=canonical]")]
        self.shared = [tag.attributes["content"] for tag in tree.css('meta[property="og:url"]')]
        told = (tag.attributes for tag in tree.css(LEADING))
        self.leads = {it[key] or "" for it in told for key in ("href", "src", "action", "data") if key in it}
        for tag in tree.css("[srcset]"):
            self.leads.update(part.split()[0] for part in tag.attrs.sget("srcset").split(","))


@dataclass
class Walk:
    """What a walk through the site found: pages and drawings by address, the status of each, and what linked to it."""

    pages: dict[str, Seen] = field(default_factory=dict)
    drawings: dict[str, Seen] = field(default_factory=dict)
    status: dict[str, int] = field(default_factory=dict)
    links: set[tuple[str, str, str]] = field(default_factory=set)


def walk(home: str) -> Walk:
    """Follow every link within the site from its home page on."""
    found, waiting = Walk(), [home]
    while waiting:
        address = waiting.pop()
        if address in found.status:
            continue
        try:
            with urlopen(address) as answer:
                found.status[address], kind, body = answer.status, answer.headers["Content-Type"], answer.read()
        except HTTPError as error:
            found.status[address] = error.code
            continue
        if "svg" in kind:
            found.drawings[address] = Seen(body.decode())
        if not kind.startswith("text/html"):
            continue
        seen = found.pages[address] = Seen(body.decode())
        for link in seen.leads:
            target, anchor = urldefrag(urljoin(address, link))
            if urlsplit(target).netloc == urlsplit(home).netloc:
                found.links.add((address, target, unquote(anchor)))
                waiting.append(target)
    return found


@pytest.fixture(scope="module")
def walked(served: Served) -> Walk:
    return walk(served.home)


def has_anchor(found: Walk, target: str, anchor: str) -> bool:
    seen = found.pages.get(target) or found.drawings.get(target)
    return seen is not None and anchor in seen.ids


def test_every_link_leads_somewhere_within_the_site(served: Served, walked: Walk) -> None:
    broken = {(page, target) for page, target, _ in walked.links if walked.status[target] != 200}
    assert not broken
    outside = {(page, target) for page, target, _ in walked.links if not target.startswith(served.home)}
    assert not outside, "these lead out of the sub-path"


def test_every_link_to_a_place_in_a_page_finds_it(walked: Walk) -> None:
    missing = {(page, target, anchor) for page, target, anchor in walked.links if anchor}
    assert len(missing) > 100
    assert {link for link in missing if not has_anchor(walked, link[1], link[2])} == set()


def test_every_page_can_be_reached_from_home(served: Served, walked: Walk) -> None:
    assert len(addresses(served.folder)) > 100
    assert {served.home + url for url in addresses(served.folder)} <= set(walked.pages)


def test_every_page_names_its_own_published_address(served: Served, walked: Walk) -> None:
    for url in addresses(served.folder):
        page = walked.pages[served.home + url]
        # What they show stands behind the #, which a canonical address lacks.
        if url.removeprefix("es/") in (urls.DIARY, urls.PLAN, urls.PRACTICE, urls.PRESCRIBE):
            assert not page.canonical and not page.shared, url
            continue
        assert page.canonical == [ADDRESSES[served.path] + url]


def listen(page: Page) -> list[str]:
    """Return a list that fills with whatever goes wrong in a page but for the answer to the page's own address."""
    wrong: list[str] = []

    def answered(response: Response) -> None:
        own = response.request.is_navigation_request() or response.url.endswith("/favicon.ico")
        if response.status >= 400 and not own:
            wrong.append(f"{page.url}: {response.status} for {response.url}")

    def failed(request: Request) -> None:
        if request.failure != "net::ERR_ABORTED":  # by going on to the next page
            wrong.append(f"{page.url}: {request.failure} for {request.url}")

    def said(message: ConsoleMessage) -> None:
        if message.type == "error" and "the server responded with a status" not in message.text:
            wrong.append(f"{page.url}: {message.text}")

    page.on("response", answered)
    page.on("requestfailed", failed)
    page.on("console", said)
    page.on("pageerror", lambda error: wrong.append(f"{page.url}: {error}"))
    return wrong


@seen_in_a_browser
@pytest.mark.parametrize("step", sampled([1, 24], [24]))
def test_every_page_opens_in_a_browser_and_lacks_nothing(
    browser: Browser, served: Served, walked: Walk, step: int
) -> None:
    with tabs.opened(browser) as page:
        wrong, asked = listen(page), set[str]()
        page.on("request", lambda request: asked.add(request.url))
        for address in sorted(walked.pages)[::step]:
            answer = page.goto(address)
            assert answer and answer.status == 200
        page.goto(served.home, wait_until="networkidle")  # the search, too, has come by then
        assert wrong == []
        assert len(asked) > len(walked.pages) // step
        assert {url for url in asked if not url.startswith((served.home, "data:", "blob:"))} == set()


# --- The page for an address that is not there --------------------------------------------------------------------

DEEP = ("nowhere", "exercises/brigde/", "a/b/c/d.html")


@seen_in_a_browser
@pytest.mark.parametrize("lost", DEEP)
def test_the_404_page_is_whole_at_any_depth(page: Page, served: Served, lost: str) -> None:
    wrong = listen(page)
    answer = page.goto(served.home + lost)
    assert answer and answer.status == 404
    expect(page.get_by_role("heading", level=1)).to_have_text("We cannot find this page")
    page.wait_for_load_state("networkidle")
    assert wrong == []
    assert page.evaluate("document.styleSheets[0].cssRules.length") > 50
    for href in page.evaluate("[...document.querySelectorAll('a[href]')].map(link => link.href)"):
        if href.startswith(served.home.rpartition(":")[0]):
            assert urlopen(href).status == 200


@seen_in_a_browser
def test_the_404_page_leads_on_and_searches(page: Page, served: Served) -> None:
    page.goto(f"{served.home}a/b/c/d")
    page.click(".search-open")
    page.keyboard.type("bridge")
    result = page.locator(".search-results a").first
    result.click()
    expect(page).to_have_url(re.compile(re.escape(f"{served.home}exercises/bridge/")))
    page.goto(f"{served.home}a/b/c/d")
    page.get_by_role("main").get_by_role("link", name="All exercises").click()
    expect(page).to_have_url(f"{served.home}exercises/")


# --- Former addresses ---------------------------------------------------------------------------------------------


@pytest.fixture(scope="module", params=IN_A_BROWSER)
def renamed(request: pytest.FixtureRequest, tmp_path_factory: Factory) -> Iterator[Served]:
    path = str(request.param)
    with serve(changed_site(tmp_path_factory, path), path) as site:
        yield site


MOVED = {
    "exercises/old-name/": "exercises/bridge/",
    "exercises/old-name/#how": "exercises/bridge/#how",
    "programs/old-name/": f"programs/{PROGRAM}/",
    "programs/old-name/#bridge": f"programs/{PROGRAM}/#bridge",
    "programs/old-name/#old-bridge": f"programs/{PROGRAM}/#old-bridge",
}


def test_a_former_address_leads_on_and_keeps_the_place(page: Page, renamed: Served) -> None:
    wrong = listen(page)
    for old, new in MOVED.items():
        page.goto(renamed.home + old)
        page.wait_for_url(renamed.home + new)
    assert wrong == []


def test_a_former_address_leads_on_without_javascript(browser: Browser, renamed: Served) -> None:
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        for old, new in MOVED.items():
            page.goto(renamed.home + urldefrag(old).url)
            page.wait_for_url(renamed.home + urldefrag(new).url)


def test_a_former_place_in_a_page_is_shown(browser: Browser, renamed: Served) -> None:
    with tabs.opened(browser, viewport={"width": 400, "height": 700}) as page:
        page.goto(f"{renamed.home}programs/old-name/#old-bridge")
        expect(page.locator("#bridge")).to_be_in_viewport()


# --- make build ---------------------------------------------------------------------------------------------------

MADE_FROM = ("Makefile", "pyproject.toml", "requirements.lock", "README.md")


def with_make(project: Path) -> Path:
    """Add to a project what `make build` reads, with a git that knows one commit, of the time of every build."""
    for name in MADE_FROM:
        shutil.copy(ROOT / name, project / name)
    git = project / "bin/git"
    git.parent.mkdir()
    git.write_text(f'#!/bin/sh\n[ "$1 $2 $3" = "log -1 --format=%ct" ] && echo {DATED}\n')
    git.chmod(0o755)
    return project


def make(project: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run `make build`, or make with some other arguments, with the packages of these tests."""
    ready = f"{sys.prefix}/ready"
    inherited = {key: value for key, value in os.environ.items() if key not in ("SOURCE_DATE_EPOCH", "MAKEFLAGS")}
    settings = {"PATH": f"{project}/bin:{os.environ['PATH']}", "SITE_URL": "", "REPO_URL": "", **environment}
    return subprocess.run(
        ["make", *(arguments or ["build"]), f"--old-file={ready}", f"VENV={sys.prefix}"],
        cwd=project,
        env=inherited | settings,
        capture_output=True,
        text=True,
        check=False,
    )


def contents(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_one_commit_makes_one_site_wherever_it_is_built(
    changed: Path, tmp_path: Path, tmp_path_factory: Factory
) -> None:
    """What was there before makes no difference either: the last site, and what a build that was cut off has left."""
    there = with_make(changed_copy(tmp_path_factory, tmp_path / "far/from/here"))
    refuse_mistakes(there)
    (there / "site.new").mkdir()
    (there / "site.new/left.html").write_text("left over")
    for path in there.rglob("*.*"):
        os.utime(path, (1_000_000_000, 1_000_000_000))
    far = {"TZ": "Pacific/Auckland", "LC_ALL": "C", "PYTHONHASHSEED": "7", "HOME": str(there), "COLUMNS": "40"}
    done = make(there, SITE_URL=SITE_URL, REPO_URL=REPO_URL, **far)
    assert done.returncode == 0, done.stderr
    assert sorted(path.name for path in there.glob("site*")) == ["site"]
    first, second = contents(changed), contents(there / "site")
    assert first.keys() == second.keys()
    assert [name for name in first if first[name] != second[name]] == []
    assert "2023-11-14" in first["about/index.html"].decode(), "the date is not that of the commit"
    assert time.strftime("%Y-%m-%d").encode() not in first["about/index.html"]


@pytest.mark.deep
@pytest.mark.parametrize("address", [ADDRESSES["/"], ""])
def test_one_commit_makes_one_site_at_other_addresses_too(tmp_path: Path, address: str) -> None:
    here, there = (with_make(copy_project(tmp_path / folder)) for folder in ("here", "far/from/here"))
    for project, zone in ((here, "America/New_York"), (there, "Pacific/Auckland")):
        done = make(project, SITE_URL=address, TZ=zone)
        assert done.returncode == 0, done.stderr
    assert contents(here / "site") == contents(there / "site")


def refuse_mistakes(project: Path) -> None:
    """See that mistakes leave the last site, and nothing of the next one. The mistakes are taken out again.

    Links are looked at last, when all pages have been made. What a mistake in data does is tested with MkDocs alone.
    """
    (project / "site").mkdir()
    (project / "site/index.html").write_text("the last site")
    about = project / "docs/about.md"
    before = about.read_text(encoding="utf-8")
    about.write_text(before + "\n[nowhere](nowhere.md)\n[never](programs/index.md#never-there)\n", encoding="utf-8")
    done = make(project)
    about.write_text(before, encoding="utf-8")
    assert done.returncode != 0
    assert all(told in done.stderr for told in ("nowhere.md", "does not contain an anchor '#never-there'"))
    assert "Not built. site/ is as it was." in done.stderr
    assert contents(project / "site") == {"index.html": b"the last site"}
    assert not (project / "site.new").exists()


def test_files_without_a_commit_have_the_date_of_the_newest(project: Path) -> None:
    """The date that a build would be given; that a build shows the date it is given is tested above."""
    with_make(project)
    (project / "bin/git").write_text("#!/bin/sh\nexit 128\n")
    for path in (project / "data").rglob("*"):
        os.utime(path, (1_600_000_000, 1_600_000_000))
    told = make(project, "--no-print-directory", "--eval=date: ; @echo $(SOURCE_DATE_EPOCH)", "date")
    assert told.stdout.splitlines()[-1] == "1600000000", told.stderr
