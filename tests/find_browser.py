"""Find the browser that the tests drive, or get one. Prints its path; fails with what to do when there is none.

In this order: an installed Chromium or Chrome; Playwright's own download; as root on Debian or Ubuntu, the
distribution's package. As root on Debian, the shell of Chromium is got besides: it has no windows, and a third of the
work.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from exercise_library.browser import SHELL, downloaded, installed

HELP = """No browser was found for the tests, and none could be fetched.
Install Chromium or Chrome, for example:
  Debian or Ubuntu:  sudo apt-get install chromium
  Fedora:            sudo dnf install chromium
  macOS:             brew install --cask google-chrome
Then run 'make test' again."""
RELEASE = Path("/etc/os-release")


def download() -> str | None:
    """Let Playwright download its browser. Return its path, or None when that fails."""
    subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], check=False, timeout=600)
    return downloaded()


def package() -> str | None:
    """Install the distribution's Chromium, as root on Debian or Ubuntu. Return its path, or None."""
    install("chromium")
    return installed()


def add_shell() -> None:
    """Install the shell of Chromium, as root on Debian, where it is missing. Everywhere else Chromium will do."""
    debian = "ID=debian\n" in RELEASE.read_text(encoding="utf-8") if RELEASE.exists() else False
    if debian and not shutil.which(SHELL):
        install(SHELL)


def add_font() -> None:
    """Install the font that handouts are printed in, as root on Debian or Ubuntu, where it is missing.

    Elsewhere Arial stands in for it, or the tests of PDFs say what is missing.
    """
    fonts = shutil.which("fc-list")
    if fonts and "Liberation Sans" not in subprocess.run([fonts], capture_output=True, text=True, check=False).stdout:
        install("fonts-liberation")


def install(name: str) -> None:
    """Install a package of the distribution, as root on Debian or Ubuntu; nothing elsewhere."""
    if not shutil.which("apt-get") or os.geteuid() != 0:
        return
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for command in (["apt-get", "update", "-qq"], ["apt-get", "install", "-y", "-qq", name]):
        subprocess.run(command, check=False, env=environment, stdout=sys.stderr)


def find(fetch: bool) -> str:
    """Return the path of a browser; fetch one if need be and if asked to. Exits with help when there is none."""
    ways = (installed, downloaded, download, package) if fetch else (installed, downloaded)
    for way in ways:
        if path := way():
            return path
    sys.exit(HELP)


if __name__ == "__main__":
    add_shell()
    print(find(fetch=True))
    add_font()
