"""Get the other browsers: Firefox, and WebKitGTK, which has the engine of Safari; and Java, for the Nu checker.

As root on Debian or Ubuntu, the distribution's packages. Elsewhere it says what is missing, and fails.
"""

import shutil
import subprocess
import sys
from collections.abc import Iterator

from find_browser import install

# What has the bindings of the distribution's libraries: not the Python of our own packages.
SYSTEM_PYTHON = "/usr/bin/python3"
BINDINGS = "import gi; gi.require_version('WebKit2', '4.1'); from gi.repository import WebKit2"
# What each is for, the packages that have it, and how to know that it is there.
_PARTS = {
    "Firefox": (("firefox-esr", "firefox"), ("firefox-esr", "firefox")),
    "the driver of WebKitGTK": (("webkit2gtk-driver",), ("WebKitWebDriver",)),
    "a screen that nobody sees": (("xvfb",), ("Xvfb",)),
    "Java": (("default-jre-headless",), ("java",)),
}


def program(*names: str) -> str | None:
    """Return the path of the first program that is there, or None."""
    return next(filter(None, map(shutil.which, names)), None)


def firefox() -> str:
    """Return the path of Firefox. Exits with what to do without it."""
    return program("firefox-esr", "firefox") or sys.exit("Firefox is missing: run 'make engines'.")


def has_bindings() -> bool:
    """Whether WebKitGTK can be told to print, which its driver cannot."""
    command = [SYSTEM_PYTHON, "-c", BINDINGS]
    return (
        bool(shutil.which(SYSTEM_PYTHON)) and subprocess.run(command, capture_output=True, check=False).returncode == 0
    )


def missing() -> Iterator[str]:
    """Get what is not there, and yield the name of what could not be got."""
    for name, (packages, programs) in _PARTS.items():
        for package in packages:
            if not program(*programs):
                install(package)
        if not program(*programs):
            yield name
    if not has_bindings():
        for package in ("python3-gi", "gir1.2-webkit2-4.1"):
            install(package)
    if not has_bindings():
        yield "the bindings of WebKitGTK for Python (gir1.2-webkit2-4.1)"


if __name__ == "__main__":
    if lacking := list(missing()):
        sys.exit(f"Could not be got: {', '.join(lacking)}. On Debian or Ubuntu, run this as root.")
    if not program("verapdf"):
        print("veraPDF is not here: no package has it. The PDFs are looked at by tests/browser/test_handouts.py alone.")
