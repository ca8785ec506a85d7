"""The browser that prints handouts, and that the tests drive: Chromium or Chrome, as it is on this machine."""

import shutil
from pathlib import Path

from playwright.sync_api import sync_playwright

# The same engine without windows: Debian's name for it. It prints the same, at a third of the work.
SHELL = "chromium-headless-shell"
_NAMES = (SHELL, "chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
_MAC = Path("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome")


def installed() -> str | None:
    """Return the path of a browser that is on this machine, or None."""
    for name in _NAMES:
        if found := shutil.which(name):
            return found
    return str(_MAC) if _MAC.exists() else None


def downloaded() -> str | None:
    """Return the path of Playwright's own browser if it has been downloaded, or None."""
    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if Path(path).exists() else None


def present() -> str | None:
    """Return the path of a browser that is there, or None."""
    return installed() or downloaded()
