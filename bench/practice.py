"""Measure how long the first picture of practice takes: the waits after each tap on the way to it, added up.

Somebody taps "Practice" on a page that has loaded: of an exercise, of a program, or a plan. Each way is taken with a
new browser, and again when practice was open before; and both on this machine and as on a slow phone.
"""

import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from exercise_library.browser import downloaded, installed
from phone import ROOT, host
from playwright.sync_api import Browser, Page, sync_playwright

RUNS = 5
# Its doses are whole, so that nothing is asked first.
PROGRAM = "back-rehabilitation"
AIM = 1.0
# How much slower a phone computes, and what a slow network gives it: milliseconds to and fro, and bytes a second.
SLOWER, DELAY, SPEED = 4, 150, 1_600_000 // 8
TAPPED = "addEventListener('click', () => (sessionStorage.tapped = performance.timeOrigin + performance.now()), true)"
# When something is seen: on the screen, and if it is a picture, drawn.
SEEN = """(selector) => {
  const found = [...document.querySelectorAll(selector)].find((one) => one.checkVisibility());
  const drawn = found instanceof SVGElement ? found.querySelector("use").getBBox().width > 0 : found;
  return drawn && performance.timeOrigin + performance.now() - Number(sessionStorage.tapped);
}"""
BEGIN, PICTURE = '[data-do="begin"]', '[data-slot="figures"] svg'
LINK = 'a[href*="practice/"]:not(.md-nav *)'


class Way(NamedTuple):
    """A way to the first picture: a page, and what is tapped there with what is then waited for."""

    page: str
    taps: tuple[tuple[str, str], ...]


def plan(page: Page, address: str) -> str:
    """Return the link of a plan with the first exercises of a program."""
    page.goto(f"{address}plan/")
    fragment = page.evaluate(
        """async (program) => {
      const { encode } = await import("../assets/javascripts/plan/format.js");
      const { programs, entries } = JSON.parse(document.querySelector('[data-part="library"]').text);
      const line = (kind, shape, unit, amount) => ({ kind, part: "", quantity: { shape, unit, amount } });
      const lines = [line("hold", "exact", "seconds", 5), line("repetitions", "exact", "", 10)];
      const codes = programs.find(({ slug }) => slug === program).entries.slice(0, 6);
      const nothing = { forms: "", boxes: "", sides: "", note: "" };
      const told = codes.map((code) => ({ ...nothing, code, mark: entries[code].mark, lines }));
      return encode({ boneHealth: false, frequency: null, clinic: "", phone: "", instructions: "", entries: told });
    }""",
        PROGRAM,
    )
    return f"plan/#{fragment}"


def taken(page: Page, address: str, way: Way) -> float:
    """Take a way, and return the seconds that were waited on it."""
    page.goto("about:blank")
    page.goto(address + way.page, wait_until="networkidle")
    waited = 0.0
    for tap, shown in way.taps:
        page.locator(tap).locator("visible=true").first.click(no_wait_after=True)
        waited += page.wait_for_function(SEEN, arg=shown, polling="raf").json_value()
    return waited / 1000


def rows(browser: Browser, address: str, ways: dict[str, Way], slow: bool) -> Iterator[tuple[str, float]]:
    """Yield each way with the middle of its runs: with a new browser, and with one that has had practice open."""
    for name, way in ways.items():
        first, again = [], []
        for _ in range(RUNS):
            with browser.new_context(viewport={"width": 390, "height": 844}) as context:
                context.add_init_script(TAPPED)
                page = context.new_page()
                if slow:
                    session = context.new_cdp_session(page)
                    session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
                    told = {"offline": False, "latency": DELAY, "downloadThroughput": SPEED, "uploadThroughput": SPEED}
                    session.send("Network.emulateNetworkConditions", told)
                first.append(taken(page, address, way))
                again.append(taken(page, address, way))
        yield f"{name}, practice for the first time", statistics.median(first)
        yield f"{name}, practice was open before", statistics.median(again)


def measure(site: Path) -> bool:
    """Print a table, and return whether the first picture comes soon enough on this machine."""
    executable = installed() or downloaded() or sys.exit("No Chromium: make browser")
    with host(site) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=["--no-sandbox", "--disable-gpu"])
        with browser.new_context() as context:
            made = plan(context.new_page(), address)
        start, whose = (LINK, BEGIN), f'[data-part="whose"] [value^="{PROGRAM} "]'
        chosen = ('[data-part="whose"] button', BEGIN)
        ways = {
            "a program": Way(f"programs/{PROGRAM}/", (start, (BEGIN, PICTURE))),
            "a plan": Way(made, (start, (BEGIN, PICTURE))),
            "an exercise": Way(
                "exercises/bridge/", ((LINK, whose), (whose, f"{whose}:checked"), chosen, (BEGIN, PICTURE))
            ),
        }
        reached = True
        print("| way | this machine, s | a slow phone, s |\n| --- | ---: | ---: |")
        here, phone = (dict(rows(browser, address, ways, slow)) for slow in (False, True))
        for name, seconds in here.items():
            print(f"| {name} | {seconds:.2f} | {phone[name]:.2f} |", flush=True)
            reached = reached and seconds <= AIM
        browser.close()
    return reached


def main() -> None:
    """Build the site aside and measure, or measure a built one that is named."""
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        if len(sys.argv) < 2:
            command = [sys.executable, "-m", "mkdocs", "build", "--quiet", "--strict", "--site-dir", folder]
            subprocess.run(command, cwd=ROOT, env={**os.environ, "NO_MKDOCS_2_WARNING": "1"}, check=True)
        reached = measure(Path(sys.argv[1] if len(sys.argv) > 1 else folder))
    print(f"{'reached' if reached else 'MISSED'}: {AIM:.0f} s. Load average now: {os.getloadavg()[0]:.1f}.")


if __name__ == "__main__":
    main()
