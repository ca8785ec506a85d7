"""The real site, built once, served, and opened in a real browser."""

import fcntl
import functools
import http.server
import os
import shutil
import subprocess
import sys
import threading
from collections import Counter
from collections.abc import Callable, Container, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import pytest
from exercise_library.catalogue.catalogue import Catalogue, load
from exercise_library.source import files
from exercise_library.source.reader import read
from find_browser import find
from generate import copy
from library import our_library

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

# What drives a browser is loaded where there is one: tests of the lane `unit` would wait half a second for it.

ROOT = Path(__file__).resolve().parent.parent
SITE_URL = "https://clinic.example/care/"
# The path that a site is served below, and the address it is built for.
ADDRESSES = {"/": "https://clinic.example/", "/care/": SITE_URL}
REPO_URL = "https://github.com/clinic/home-exercises"
# The time of every build, in seconds: 14 November 2023.
DATED = "1700000000"


def build(project: Path, site: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Build a project as `make build` does, and return how it went."""
    settings = {
        "SITE_URL": SITE_URL,
        "REPO_URL": REPO_URL,
        "SOURCE_DATE_EPOCH": DATED,
        "NO_MKDOCS_2_WARNING": "1",
    }
    settings |= environment
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(site)]
    return subprocess.run(
        command, cwd=project, env={**os.environ, **settings}, capture_output=True, text=True, check=False
    )


def copy_project(to: Path) -> Path:
    """Copy what a build reads, so that a test can break it. What builds keep is shared: no drawing is made twice."""
    copy(ROOT, to)
    (ROOT / ".cache").mkdir(exist_ok=True)
    (to / ".cache").symlink_to(ROOT / ".cache")
    return to


Factory = pytest.TempPathFactory
Case = TypeVar("Case")


def once(factory: Factory, name: str, make: Callable[[Path], object]) -> Path:
    """Return a folder that is filled once in a run, whichever process comes first; the others wait for it.

    Whoever asks for it may read it, and must not change it. The workers of one run share the folder above their own.
    """
    base = factory.getbasetemp()
    shared = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    folder, whole = shared / name, shared / f"{name}.whole"
    with (shared / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not whole.exists():
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir()
            make(folder)
            whole.touch()
    return folder


def pytest_configure(config: pytest.Config) -> None:
    """Read no file of data a second time that has the same name and bytes, as under `make serve`: most tests break one
    file of thirty, and some read all while they are collected.
    """
    patch = pytest.MonkeyPatch()
    patch.setattr(files, "read", functools.cache(read))
    config.add_cleanup(patch.undo)


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    """The real library."""
    return our_library()


def build_well(project: Path, site: Path, **environment: str) -> None:
    """Build a project that has nothing wrong with it."""
    done = build(project, site, **environment)
    assert done.returncode == 0, done.stderr
    assert "WARNING" not in done.stderr


def real_site(factory: Factory) -> Path:
    """Return the real site, built with --strict for an address below a sub-path.

    The first build after a change of how bodies are drawn draws for minutes, so that other builds wait for this one.
    """
    return once(factory, "real", lambda folder: build_well(ROOT, folder / "care")) / "care"


@pytest.fixture(scope="session")
def site(tmp_path_factory: Factory) -> Path:
    """The real site."""
    return real_site(tmp_path_factory)


@pytest.fixture(scope="session")
def changed(tmp_path_factory: Factory) -> Path:
    """The built site of the changed project, below a sub-path."""
    from changed import changed_site  # noqa: PLC0415, it uses this file

    return changed_site(tmp_path_factory, "/care/")


@pytest.fixture
def project(tmp_path: Path, tmp_path_factory: Factory) -> Path:
    """A copy of the changed project, to be broken."""
    from changed import changed_copy  # noqa: PLC0415, as above

    return changed_copy(tmp_path_factory, tmp_path / "project")


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Say nothing."""

    def translate_path(self, path: str) -> str:
        """Have a second copy of the site stand on the same host, below /other/."""
        return super().translate_path(path.replace("/other/", "/care/", 1))


@contextmanager
def served(site: Path) -> Iterator[str]:
    """Serve a site below the sub-path it was built for. Yields its address."""
    handler = functools.partial(_Quiet, directory=str(site.parent))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/care/"
        server.shutdown()


@pytest.fixture(scope="session")
def address(site: Path) -> Iterator[str]:
    """The address of the site."""
    with served(site) as found:
        yield found


@pytest.fixture(scope="session")
def changed_address(changed: Path) -> Iterator[str]:
    """The address of the site of the changed project."""
    with served(changed) as found:
        yield found


@pytest.fixture(scope="session")
def changed_catalogue(tmp_path_factory: Factory) -> Catalogue:
    """The library of the changed project."""
    from changed import changed_project  # noqa: PLC0415, it uses this file

    return load(changed_project(tmp_path_factory))


_QUIET = ["--no-sandbox", "--disable-quic", "--no-first-run", "--disable-background-networking",
          "--disable-component-update", "--disable-sync"]  # fmt: skip


@pytest.fixture(scope="session")
def browser() -> Iterator["Browser"]:
    """A real headless browser, cut off from everything but this machine."""
    from playwright.sync_api import sync_playwright  # noqa: PLC0415, as above

    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=find(fetch=False), args=[*_QUIET, "--disable-gpu"])
        yield opened
        opened.close()


@pytest.fixture(scope="session")
def drawing(browser: "Browser") -> Iterator["Browser"]:
    """A browser that has WebGL2, though this machine need not have a graphics processor."""
    software = ["--use-angle=swiftshader", "--enable-unsafe-swiftshader"]
    opened = browser.browser_type.launch(executable_path=find(fetch=False), args=[*_QUIET, *software])
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def tab(browser: "Browser") -> Iterator["Page"]:
    """A tab for all files of tests. A file that wants another kind has a fixture of its own."""
    import tabs  # noqa: PLC0415, as above

    with tabs.opened(browser) as opened:
        yield opened


@pytest.fixture
def page(tab: "Page") -> Iterator["Page"]:
    """The tab as good as new, in which nothing may go wrong."""
    import tabs  # noqa: PLC0415, as above

    with tabs.lent(tab) as lent:
        yield lent


@pytest.fixture
def lacking(tab: "Page") -> Iterator["Page"]:
    """The tab as good as new, for a page that lacks something: the console may tell of it, and no script may fail."""
    import tabs  # noqa: PLC0415, as above

    with tabs.lent(tab, complains=True) as lent:
        yield lent


@pytest.fixture(scope="session")
def scriptless(browser: "Browser") -> Iterator["Page"]:
    """A tab in which no script of a page runs."""
    import tabs  # noqa: PLC0415, as above

    with tabs.opened(browser, java_script_enabled=False) as opened:
        yield opened


@pytest.fixture
def plain(scriptless: "Page") -> Iterator["Page"]:
    """The tab without JavaScript as good as new."""
    import tabs  # noqa: PLC0415, as above

    with tabs.lent(scriptless) as lent:
        yield lent


@pytest.fixture
def tool(page: "Page", address: str) -> "Page":
    """The page to prescribe with, over the real library."""
    return prescribing(page, address)


@pytest.fixture
def own(page: "Page", changed_address: str) -> "Page":
    """The page to prescribe with where the tests have programs of their own, with entries of every kind."""
    return prescribing(page, changed_address)


def prescribing(page: "Page", address: str) -> "Page":
    """Open the page to prescribe with, and return it when one can begin."""
    from playwright.sync_api import expect  # noqa: PLC0415, as above

    page.goto(f"{address}prescribe/")
    expect(page.locator("#add")).to_be_visible()
    return page


def sampled(cases: Iterable[Case], sample: Container[Case]) -> list[Any]:
    """Return the cases of a sweep for `parametrize`: those that are no part of the sample wait for test-deep."""
    return [case if case in sample else pytest.param(*_values(case), marks=pytest.mark.deep) for case in cases]


def _values(case: object) -> tuple[object, ...]:
    return case if isinstance(case, tuple) else (case,)


# --- No test skips, and what waits for `make test-deep` is named ---------------------------------------------------


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Any:
    """Make a failure of a test that skips: what a test needs is got, or the run says how to get it."""
    report = yield
    if report.skipped and not hasattr(report, "wasxfail"):
        report.outcome, report.longrepr = "failed", f"No test may skip, and this one does: {report.longrepr[2]}"
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report() -> Any:
    """Make a failure of a file that skips itself."""
    report = yield
    if report.skipped:
        report.outcome, report.longrepr = "failed", f"No file of tests may skip: {report.longrepr[2]}"
    return report


_LEFT = pytest.StashKey[Counter[str]]()


def _left(config: pytest.Config) -> Counter[str]:
    return config.stash.setdefault(_LEFT, Counter())


def pytest_deselected(items: list[pytest.Item]) -> None:
    """Count what is left for `make test-deep`, by the name of the test."""
    for item in (item for item in items if item.get_closest_marker("deep")):
        _left(item.config)[item.nodeid.partition("[")[0]] += 1


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Hand what a worker left out to the process that prints."""
    if hasattr(session.config, "workeroutput"):
        session.config.workeroutput["left"] = dict(_left(session.config))


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any) -> None:
    """Take over what a worker left out. Each of them leaves out the same."""
    _left(node.config).update(Counter(getattr(node, "workeroutput", {}).get("left", {})) - _left(node.config))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Name what was not run, unless it was asked for."""
    left = _left(terminalreporter.config)
    if terminalreporter.config.option.markexpr == "not deep" and left:
        terminalreporter.section(f"left to make test-deep: {left.total()}")
        for name, count in sorted(left.items()):
            terminalreporter.line(f"{count:5} {name}")
