"""Take the picture in README.md: an exercise, alone and in a program, from the site that was built last.

make build && .venv/bin/python .github/scripts/picture.py
"""

import functools
import http.server
import sys
import threading
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, sync_playwright

ROOT = Path(__file__).resolve().parents[2]
sys.path.append(str(ROOT / "tests"))
from find_browser import find  # noqa: E402

SHOWN = ("exercises/bridge/", "programs/bone-health/#bridge")
WIDTH, HEIGHT, GAP = 640, 800, 24


def shot(browser: Browser, address: str) -> Image.Image:
    """Return what a page looks like on a screen of good quality."""
    page = browser.new_page(viewport={"width": WIDTH, "height": HEIGHT}, device_scale_factor=1.5)
    page.goto(address, wait_until="networkidle")
    return Image.open(BytesIO(page.screenshot())).convert("RGB")


def beside(shots: list[Image.Image]) -> Image.Image:
    """Return pictures beside each other, in few colors, so that the file stays small."""
    width, height = shots[0].size
    whole = Image.new("RGB", ((width + GAP) * len(shots) - GAP, height), "white")
    for number, one in enumerate(shots):
        whole.paste(one, (number * (width + GAP), 0))
    return whole.quantize(96)


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Say nothing."""


def main() -> None:
    """Serve site/, take the pictures and save them as one."""
    handler = functools.partial(_Quiet, directory=sys.argv[1] if len(sys.argv) > 1 else str(ROOT / "site"))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server, sync_playwright() as playwright:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        browser = playwright.chromium.launch(executable_path=find(fetch=True), args=["--no-sandbox"])
        shots = [shot(browser, f"http://127.0.0.1:{server.server_port}/{page}") for page in SHOWN]
        browser.close()
        server.shutdown()
    beside(shots).save(ROOT / ".github/readme.png", optimize=True)


if __name__ == "__main__":
    main()
