"""Put together what a reviewer looks at: a site with a change and without it, and what changes side by side.

    python preview.py BEFORE AFTER OUT    two projects, each with its built site/, and the folder to write

It needs only Python's own library. What it shows comes from a stranger's files, so every name is escaped.
"""

import html
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

from changed_pages import Site, lost, read_site

_HEAD = """\
<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>What changes</title><style>
body { font: 16px/1.5 system-ui, sans-serif; margin: 1rem; color: #1c2523; background: #fff }
.pair { display: grid; grid-template-columns: 1fr 1fr; gap: 1rem; margin: .5rem 0 2rem }
figure { margin: 0; border: 1px solid #76827d; padding: .5rem } img { width: 100%; height: auto }
iframe { width: 100%; height: 70vh; border: 1px solid #76827d }
</style>
"""
_LOOK = '''\
"""Show the change in a browser. Run: python look.py"""

import functools
import http.server
import pathlib
import webbrowser

handler = functools.partial(http.server.SimpleHTTPRequestHandler, directory=pathlib.Path(__file__).parent)
with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
    address = f"http://127.0.0.1:{server.server_port}/"
    print(f"{address}  (Ctrl+C ends it)")
    webbrowser.open(address)
    server.serve_forever()
'''
_DRAWINGS = Path("data/drawings")


def drawings(project: Path) -> dict[str, bytes]:
    """Return the drawings of a project by name."""
    return {path.stem: path.read_bytes() for path in sorted((project / _DRAWINGS).glob("*.svg"))}


def write(before: Path, after: Path, out: Path) -> str:
    """Write the folder, and return what it holds in one line."""
    sites = {"before": before / "site", "after": after / "site"}
    for name, site in sites.items():
        (out / name).mkdir(parents=True)
        if site.is_dir():
            shutil.copytree(site, out / name, dirs_exist_ok=True)
    old, new = drawings(before), drawings(after)
    redrawn = [name for name in sorted({*old, *new}) if old.get(name) != new.get(name)]
    for folder, found in (("before", old), ("after", new)):
        (out / "drawings" / folder).mkdir(parents=True)
        for name in redrawn:
            if name in found:
                (out / "drawings" / folder / f"{name}.svg").write_bytes(found[name])
    pages = (read_site(sites["before"]), read_site(sites["after"]))
    changed = list(_changed(*pages))
    body = "".join([*_drawing_rows(redrawn, old, new), *_page_rows(changed, *pages)])
    (out / "index.html").write_text(f"{_HEAD}<h1>What changes</h1>{body}</html>\n", encoding="utf-8")
    (out / "look.py").write_text(_LOOK, encoding="utf-8")
    return f"{len(changed)} changed pages and {len(redrawn)} changed drawings, old beside new, and the whole site."


def _changed(before: Site, after: Site) -> Iterator[str]:
    """Yield the addresses of pages that are new, gone or have other words."""
    for address in sorted({*before.pages, *after.pages}):
        old, new = before.pages.get(address), after.pages.get(address)
        if old is None or new is None or (old.lines, old.moved_to) != (new.lines, new.moved_to):
            yield address


def _drawing_rows(names: list[str], old: dict[str, bytes], new: dict[str, bytes]) -> Iterator[str]:
    yield f"<h2>Drawings: {len(names)}</h2>" if names else "<h2>No drawing changes</h2>"
    for name in names:
        pair = (("before", old, "It is new."), ("after", new, "It is gone."))
        both = (_picture(name, folder) if name in found else none for folder, found, none in pair)
        shown = "".join(f"<figure>{one}</figure>" for one in both)
        yield f'<h3>{html.escape(name)}</h3><div class="pair">{shown}</div>'


def _picture(name: str, folder: str) -> str:
    image = f'<img src="drawings/{folder}/{quote(name)}.svg" alt="{html.escape(name)}, {folder}">'
    return f"{image}<figcaption>{folder}</figcaption>"


def _page_rows(addresses: list[str], before: Site, after: Site) -> Iterator[str]:
    yield f"<h2>Pages: {len(addresses)}</h2>" if addresses else "<h2>No page changes in words</h2>"
    gone = list(lost(before, after))
    if gone:
        yield f"<p><strong>Published addresses that lead nowhere now: {len(gone)}.</strong></p>"
    for address in addresses:
        sides = (("before", before), ("after", after))
        shown = "".join(
            _frame(address, folder) if address in site.pages else "<p>There is none.</p>" for folder, site in sides
        )
        yield f'<details><summary>{html.escape(address)}</summary><div class="pair">{shown}</div></details>'
    yield '<p><a href="after/index.html">The whole site with the change</a></p>'


def _frame(address: str, folder: str) -> str:
    target = f"{folder}/{quote(address.removeprefix('./'))}"
    title = f"{html.escape(address)}, {folder}"
    return f'<div><a href="{target}">{folder}</a><iframe loading="lazy" src="{target}" title="{title}"></iframe></div>'


def main() -> None:
    """Write the folder that a pull request hands over."""
    if len(sys.argv) != 4:
        sys.exit(__doc__)
    print(write(*map(Path, sys.argv[1:])))


if __name__ == "__main__":
    main()
