"""What a built site needs to open without a network: the list of its files for the worker, and the name of its build.

A build is named by what is in it, so that two builds of one commit have one name. Every page carries it.
"""

import hashlib
import json
import os
import re
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from urllib.parse import quote, urldefrag, urljoin

from exercise_library.pages.app import MANIFEST
from exercise_library.pages.scripts import modules
from exercise_library.view import urls

# What stands in each page until the build has its name.
UNNAMED = "unnamedbuild"
WORKER = "worker.js"
LIST = "offline.json"
_SCRIPTS = "assets/javascripts/"
# Kept on every device, with the styles and scripts that they load.
_SHELL = (urls.HOME, urls.PLAN, urls.PRACTICE, urls.DIARY, urls.OFFLINE)
# What no page asks for, or what is to be read with a network.
_LEFT_OUT = re.compile(
    rf"api/|404\.html$|sitemap\.xml|{re.escape(WORKER)}$|{re.escape(LIST)}$|{_SCRIPTS}(?:lunr|workers)/"
    r"|.*\.(?:pdf|mp4|webm|map|min\.js|min\.css)$"
)
# What a page loads, and not where it stands in another language, which a link says too.
_LOADED = re.compile(r"""<(?:script|link(?![^>]*\bhreflang=)|use)\b[^>]*?\b(?:src|href)=["']?([^"'\s>]+)""")
_MARK_LENGTH = 16


def name_build(site: Path) -> str:
    """Give the site in a folder the name of its build, and the list of its files. Return the name."""
    files = dict(sorted(_files(str(site)), key=lambda file: file[0].split("/")))
    # Each language has a manifest of its own. The folder of the first has no name.
    folders = ("", *sorted(f"{path.parent.name}/" for path in site.glob(f"*/{MANIFEST}")))
    kept = {name: path for name, path in files.items() if not _LEFT_OUT.match(name)}
    worker = Path(files[WORKER]).read_text(encoding="utf-8")
    marks = {name: _mark(_content(path)) for name, path in kept.items()}
    build = hashlib.sha256(repr(([*marks.items()], worker)).encode()).hexdigest()[:12]
    for name, path in files.items():
        if path.endswith(".html"):
            named = _named(path, build.encode())
            if name in marks:
                marks[name] = _mark(named)
    told = {
        "build": build,
        "size": {folder: sum(map(os.path.getsize, _of(kept, folder, folders))) for folder in folders},
        "shell": {folder: sorted(_shell(kept, folder)) for folder in folders},
        "files": {_address(name): mark for name, mark in marks.items()},
    }
    (site / LIST).write_text(json.dumps(told, separators=(",", ":")), encoding="utf-8", newline="\n")
    told_to_worker = re.sub(r'\bBUILD ?= ?""', f'BUILD="{build}"', worker, count=1)
    (site / WORKER).write_text(told_to_worker, encoding="utf-8", newline="\n")
    return build


def _files(folder: str) -> Iterator[tuple[str, str]]:
    """Yield the name of each file below a folder, as seen from there, and its path: a `Path` of each takes long."""
    for place, _, names in os.walk(folder):
        inner = place[len(folder) + 1 :].replace(os.sep, "/")
        for name in names:
            yield f"{inner}/{name}" if inner else name, os.path.join(place, name)  # noqa: PTH118


def _content(path: str) -> bytes:
    with open(path, "rb") as file:  # noqa: PTH123
        return file.read()


def _named(path: str, build: bytes) -> bytes:
    """Write the name of the build into a page, where one of as many letters stands for it. Return the page."""
    with open(path, "r+b") as file:  # noqa: PTH123
        content = file.read()
        at = content.find(UNNAMED.encode())
        while at >= 0:
            file.seek(at)
            file.write(build)
            at = content.find(UNNAMED.encode(), at + len(build))
    return content.replace(UNNAMED.encode(), build)


def _mark(content: bytes) -> str:
    """Return what tells a file from others: enough of its SHA-256 against accidents."""
    return hashlib.sha256(content).hexdigest()[:_MARK_LENGTH]


def _address(name: str) -> str:
    """Return where a file of the site is asked for, seen from the site's root, as it stands in an address."""
    return quote(re.sub(r"(^|/)index\.html$", r"\1", name))


def _of(files: Mapping[str, str], folder: str, folders: Collection[str]) -> Iterator[str]:
    """Yield the files that the pages of a language need: its own, and what is no page and in none's folder."""
    others = tuple(other for other in folders if other and other != folder)
    for name, path in files.items():
        is_own = name.startswith(folder) if folder else not name.startswith(others)
        is_shared = not name.endswith("index.html") and not name.startswith(others)
        if is_own or is_shared:
            yield path


def _shell(files: Mapping[str, str], folder: str) -> set[str]:
    """Return the addresses of the pages of a language that are always kept, and of what they load."""
    known = {_address(name) for name in files}
    found = {f"{folder}{url}" for url in _SHELL if f"{folder}{url}" in known}
    for url in sorted(found):
        found.update(_loaded(url, _content(files[f"{url}index.html"]).decode()))
    return found & known


def _loaded(url: str, html: str) -> Iterator[str]:
    """Yield the addresses of what a page loads, and of all that its scripts may load later.

    The search waits until somebody asks for it, and a plan has its own pictures alone.
    """
    for link in _LOADED.findall(html):
        address = urldefrag(urljoin(url, link)).url
        if not (url.endswith(urls.PLAN) and address.startswith("assets/figures/")):
            yield address
        script = address.removeprefix(_SCRIPTS)
        if address == f"{_SCRIPTS}{script}" and script.endswith(".js"):
            later = not script.startswith("search/")
            yield from (_SCRIPTS + module for module in modules(script, on_request=later))
