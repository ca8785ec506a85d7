"""Three browsers with an engine each, told to do the same."""

import base64
import json
import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from find_browser import find
from find_engines import SYSTEM_PYTHON
from firefox import session
from playwright.sync_api import sync_playwright
from selenium import webdriver
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.webkitgtk.options import Options
from selenium.webdriver.webkitgtk.service import Service

HERE = Path(__file__).resolve().parent
CM = {"a4": (21.0, 29.7), "letter": (21.59, 27.94)}
# As @page in docs/assets/stylesheets/sheet.css. WebKitGTK takes them from the printer's settings alone.
MARGINS = (8, 9, 11, 9)
FIRST_SEEN = "[...document.querySelectorAll({})].find((it) => it.checkVisibility())"


@dataclass(frozen=True)
class Job:
    """A page to print: what to do on it before, as the body of a function, and where to put the PDF."""

    url: str
    script: str
    paper: str
    file: Path


def print_with_chromium(jobs: Sequence[Job]) -> None:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find(fetch=False), args=["--no-sandbox", "--disable-gpu"])
        page = browser.new_page()
        for job in jobs:
            if page.url != job.url:
                page.goto(job.url)
            page.evaluate(f"async () => {{ {job.script} }}")
            page.pdf(path=job.file, format=job.paper, tagged=True)
        browser.close()


def print_with_firefox(jobs: Sequence[Job]) -> None:
    with opened_firefox() as tab:
        url = ""
        for job in jobs:
            if url != job.url:
                url = job.url
                tab.go(url)
            tab.run(f"const [done] = arguments; (async () => {{ {job.script} }})().then(done, done);")
            width, height = CM[job.paper]
            settings = {"page": {"width": width, "height": height}, "shrinkToFit": False, "background": False}
            told = tab.driver.command("WebDriver:Print", **settings)
            job.file.write_bytes(base64.b64decode(told))


def print_with_webkit(jobs: Sequence[Job]) -> None:
    told = [
        {"url": it.url, "script": it.script, "paper": it.paper, "margins": MARGINS, "file": str(it.file)} for it in jobs
    ]
    listed = jobs[0].file.parent / "jobs.json"
    listed.write_text(json.dumps(told))
    command = [SYSTEM_PYTHON, str(HERE / "webkit_printer.py"), str(listed)]
    with screen() as environment:
        done = subprocess.run(command, capture_output=True, text=True, check=False, env=environment)
    assert done.returncode == 0, done.stderr


PRINTERS = {"chromium": print_with_chromium, "firefox": print_with_firefox, "webkit": print_with_webkit}


@dataclass(frozen=True)
class Tab:
    """A page in a browser. `driver` is what its maker calls so; what the browser saves is put into `downloads`."""

    driver: Any
    downloads: Path

    def go(self, url: str) -> None:
        """Open an address, also if only its fragment is another."""
        self._go("about:blank")
        self._go(url)

    def _go(self, url: str) -> None:
        self.driver.get(url)

    def run(self, script: str) -> Any:
        """Run the body of a function that is given what to call with the result."""
        return self.driver.execute_async_script(script)

    def tell(self, expression: str) -> Any:
        """Return the value of an expression."""
        return self.driver.execute_script(f"return {expression}")

    def keys(self, keys: str) -> None:
        """Press keys wherever the focus is."""
        ActionChains(self.driver).send_keys(keys).perform()

    def press(self, selector: str) -> None:
        """Press the first element that fits and is seen, as a pointer does: what covers it is a failure."""
        found = FIRST_SEEN.format(json.dumps(selector))
        element = self.wait(found)
        self.tell(f"{found}.scrollIntoView({{ block: 'center' }})")
        self._click(element)

    def _click(self, element: Any) -> None:
        element.click()

    def wait(self, expression: str) -> Any:
        """Wait until an expression has a value that is true, and return it."""
        for _ in range(300):
            if value := self.tell(expression):
                return value
            time.sleep(0.1)
        raise AssertionError(f"never true: {expression}")


class _Firefox(Tab):
    def _go(self, url: str) -> None:
        self.driver.command("WebDriver:Navigate", url=url)

    def run(self, script: str) -> Any:
        """Run the body of a function that is given what to call with the result."""
        return self.driver.command("WebDriver:ExecuteAsyncScript", script=script, args=[])

    def tell(self, expression: str) -> Any:
        """Return the value of an expression."""
        return self.driver.command("WebDriver:ExecuteScript", script=f"return {expression}", args=[])

    def keys(self, keys: str) -> None:
        """Press keys wherever the focus is."""
        strokes = [{"type": kind, "value": key} for key in keys for kind in ("keyDown", "keyUp")]
        source = {"type": "key", "id": "keyboard", "actions": strokes}
        self.driver.command("WebDriver:PerformActions", actions=[source])

    def _click(self, element: Any) -> None:
        self.driver.command("WebDriver:ElementClick", id=next(iter(element.values())))


@contextmanager
def opened_firefox() -> Iterator[Tab]:
    """Open Firefox, on a screen that nobody sees."""
    with downloading() as folder, screen() as environment, session(environment, folder) as driver:
        yield _Firefox(driver, folder)


@contextmanager
def opened_webkit() -> Iterator[Tab]:
    """Open the small browser of WebKitGTK, on a screen that nobody sees."""
    with downloading() as folder, screen() as environment:
        (folder / "user-dirs.dirs").write_text(f'XDG_DOWNLOAD_DIR="{folder}"\n')
        settings = {**environment, "XDG_CONFIG_HOME": str(folder)}
        service = Service(executable_path=str(shutil.which("WebKitWebDriver")), env=settings)
        driver = webdriver.WebKitGTK(options=Options(), service=service)
        try:
            yield Tab(driver, folder)
        finally:
            driver.quit()


@contextmanager
def downloading() -> Iterator[Path]:
    """Make a folder for what a browser saves."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        yield Path(folder)


@contextmanager
def screen() -> Iterator[dict[str, str]]:
    """Start a screen that nobody sees. Yields the environment of a program that shows something there."""
    reading, writing = os.pipe()
    command = ["Xvfb", "-displayfd", str(writing), "-screen", "0", "1280x1024x24"]
    with subprocess.Popen(command, pass_fds=[writing], stderr=subprocess.DEVNULL) as server:
        os.close(writing)
        with os.fdopen(reading) as told:
            number = told.readline().strip()
        try:
            yield {**os.environ, "DISPLAY": f":{number}"}
        finally:
            server.terminate()


OPENED = {"firefox": opened_firefox, "webkit": opened_webkit}
