"""What a device needs to put the site on its home screen: the manifest of a web app, and its signs."""

import json
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from exercise_library.pages.icons import ICONS, TOUCH_ICON, draw
from exercise_library.pages.page import linked
from exercise_library.view import urls
from exercise_library.view.build import View

MANIFEST = "manifest.json"
_ACCENT = "#0b4f4d"
_PAPER = "#fbf8f2"


def manifest(name: str, view: View) -> tuple[str, Callable[[], str]]:
    """Return the name of, and what makes, a language's manifest. `name` is what the site is called."""
    site = view.catalogue.site
    color = (site.color or _ACCENT) if site else _ACCENT
    return view.place(MANIFEST), partial(_manifest, name, view, color)


def icons(cache: Path | None, color: str = "") -> Iterator[tuple[str, Callable[[], str | bytes]]]:
    """Yield the name of each sign, and what makes it. `color` is a clinic's own."""
    for icon in (*ICONS, TOUCH_ICON):
        yield icon.address, partial(draw, icon, cache / "icons" if cache else None, color)


def _manifest(name: str, view: View, color: str) -> str:
    """Return the manifest. All its addresses are as seen from itself, so that it holds below any path."""
    messages = view.catalogue.messages
    told = {
        "id": "./",
        "name": name,
        "short_name": name,
        "lang": messages.language,
        "start_url": "./",
        "scope": "./",
        "display": "standalone",
        # Back and 'load again' are buttons that people look for, where a device can show them.
        "display_override": ["minimal-ui", "standalone"],
        "theme_color": color,
        "background_color": _PAPER,
        "icons": [
            {
                "src": linked(view, icon.address, urls.HOME),
                "sizes": f"{icon.size}x{icon.size}",
                "type": "image/png",
                "purpose": "maskable" if icon.safe else "any",
            }
            for icon in ICONS
        ],
        "shortcuts": [
            {"name": messages.t("plan.title"), "url": urls.PLAN},
            {"name": messages.t("label.all_programs"), "url": urls.PROGRAMS},
        ],
    }
    return json.dumps(told, ensure_ascii=False, indent=1) + "\n"
