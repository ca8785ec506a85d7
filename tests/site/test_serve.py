"""`mkdocs serve` for real: an edit shows, a mistake is told and kills nothing, and mending it is enough."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

# How long to wait for anything, in seconds. It is only ever reached when something is broken.
DEADLINE = 90
PAGE = "exercises/bridge/"


@dataclass
class Served:
    """A server over a copy of the project."""

    project: Path
    address: str
    log: Path
    process: subprocess.Popen[bytes]

    def page(self) -> str:
        """Return a page as it is served now, or nothing while the server starts or builds."""
        try:
            with urllib.request.urlopen(self.address + PAGE, timeout=5) as answer:
                return str(answer.read().decode())
        except (urllib.error.URLError, TimeoutError, ConnectionError):
            return ""

    def told(self) -> str:
        """Return what the terminal shows."""
        return self.log.read_text(encoding="utf-8")

    def until(self, seen: Callable[[], bool]) -> None:
        """Wait until something is seen."""
        deadline = time.monotonic() + DEADLINE
        while not seen():
            assert self.process.poll() is None, f"the server is gone:\n{self.told()}"
            assert time.monotonic() < deadline, self.told()
            time.sleep(0.05)

    def edit(self, old: str, new: str) -> None:
        """Change the summary of an exercise, as an editor does when it saves."""
        path = self.project / "data/exercises/bridge.yml"
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), encoding="utf-8")


@pytest.fixture
def served(project: Path) -> Iterator[Served]:
    """A server over a copy of the project, once it has built the site."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    log = project / "log"
    command = [sys.executable, "-u", "-m", "mkdocs", "serve", "--dev-addr", f"127.0.0.1:{port}"]
    environment = {**os.environ, "SITE_URL": "", "REPO_URL": "", "NO_MKDOCS_2_WARNING": "1"}
    with log.open("wb") as out:
        process = subprocess.Popen(command, cwd=project, env=environment, stdout=out, stderr=out)
    found = Served(project, f"http://127.0.0.1:{port}/", log, process)
    try:
        found.until(lambda: "Bridge" in found.page())
        yield found
    finally:
        process.send_signal(signal.SIGINT)
        try:
            process.wait(timeout=DEADLINE)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def test_an_edit_shows_and_a_mistake_is_told_and_mending_it_is_enough(served: Served) -> None:
    served.edit("summary: You lift", "summary: Slowly you lift")
    served.until(lambda: "Slowly you lift" in served.page())
    assert "Content-Security-Policy" not in served.page()
    served.edit("- hook-lying", "- hook-laying")
    served.until(lambda: "did you mean 'hook-lying'?" in served.told())
    assert re.search(r"data/exercises/bridge\.yml:\d+: positions\.1: 'hook-laying' is not known\.", served.told())
    served.until(lambda: "An error happened during the rebuild" in served.told())
    assert "Traceback" not in served.told()
    served.edit("- hook-laying", "- hook-lying")
    served.edit("summary: Slowly you lift", "summary: Mended, you lift")
    served.until(lambda: "Mended, you lift" in served.page())
    assert served.process.poll() is None
