"""Measure how soon an edit shows under `mkdocs serve`: save a file, and ask for the page until it has changed."""

import os
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

from generate import copy

ROOT = Path(__file__).resolve().parent.parent
EDITS = 7
DEADLINE = 120
KEY = "summary: "


def page(address: str) -> str:
    """Return a page as it is served now, or nothing as long as nobody answers."""
    try:
        with urllib.request.urlopen(address, timeout=DEADLINE) as answer:
            return str(answer.read().decode())
    except OSError:
        return ""


def until(address: str, words: str) -> float:
    """Return how long it takes until a page has some words."""
    start = time.perf_counter()
    while words not in page(address):
        if time.perf_counter() - start > DEADLINE:
            sys.exit(f"{address} never said: {words}")
        time.sleep(0.02)
    return time.perf_counter() - start


def edits(project: Path) -> list[float]:
    """Serve a project, change a line some times, and return how long each change took to show."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [str(Path(sys.executable).parent / "mkdocs"), "serve", "--dev-addr", f"127.0.0.1:{port}"]
    environment = {**os.environ, "SITE_URL": "", "NO_MKDOCS_2_WARNING": "1"}
    with (project / "log").open("wb") as log:
        server = subprocess.Popen(command, cwd=project, env=environment, stdout=log, stderr=log)
    address, data = f"http://127.0.0.1:{port}/exercises/bridge/", project / "data/exercises/bridge.yml"
    try:
        until(address, "Bridge")
        found = []
        for number in range(EDITS):
            # An edit comes at any moment between two looks at the files.
            time.sleep(1 + number * 0.13)
            text = data.read_text(encoding="utf-8")
            head, _, rest = text.partition(KEY)
            data.write_text(
                f"{head}{KEY}Edit {number}. {rest.partition('. ')[2] if number else rest}", encoding="utf-8"
            )
            found.append(until(address, f"Edit {number}."))
        return found
    finally:
        server.terminate()
        server.wait()


def main() -> None:
    """Measure in a copy of the project, and print the result."""
    folder = Path(tempfile.mkdtemp(prefix="bench-"))
    try:
        copy(ROOT, folder / "project")
        found = edits(folder / "project")
    finally:
        shutil.rmtree(folder)
    middle = statistics.median(found)
    print(f"An edit shows after {middle:.2f} s (median of {len(found)}; {min(found):.2f} to {max(found):.2f}).")
    print(f"{'reached' if middle <= 0.6 else 'MISSED'}: at most 0.6 s. Load average now: {os.getloadavg()[0]:.1f}.")


if __name__ == "__main__":
    main()
