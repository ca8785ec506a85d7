"""Builds of the site for the tests of the service worker, and a host that can be slow, or gone."""

import functools
import http.server
import re
import shutil
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from exercise_library.offline import LIST, UNNAMED, WORKER, name_build


def renewed(site: Path, to: Path, change: Callable[[Path], object], working: bool = True) -> Path:
    """Return another build of a site: a copy in which something has changed, named anew.

    `working`: with a service worker. Without one, it is what a build with OFFLINE=false makes.
    """
    shutil.copytree(site, to)
    worker = to / WORKER
    text = worker.read_text(encoding="utf-8")
    found = re.search(r'BUILD="(\w+)"', text)
    assert found
    worker.write_text(text.replace(found[0], 'BUILD=""'), encoding="utf-8")
    meta = f'<meta name="build" content="{found[1]}">'
    for page in to.rglob("*.html"):
        instead = meta.replace(found[1], UNNAMED) if working else ""
        page.write_text(page.read_text(encoding="utf-8").replace(meta, instead), encoding="utf-8")
    change(to)
    (to / LIST).unlink()
    if working:
        name_build(to)
    return to


def replaced(name: str, old: str, new: str) -> Callable[[Path], object]:
    """Return a change: other words in a file of the site."""

    def change(site: Path) -> None:
        path = site / name
        text = path.read_text(encoding="utf-8")
        assert old in text, name
        path.write_text(text.replace(old, new), encoding="utf-8")

    return change


@dataclass
class Host:
    """A host of several sites, each below a path. What is asked for is told in `asked`, with what follows the ?.

    `gone` paths get no answer, as without a network; `held` ones wait until they are let go.
    """

    address: str
    sites: dict[str, Path]
    asked: list[str] = field(default_factory=list)
    is_gone: bool = False
    gone: set[str] = field(default_factory=set)
    held: dict[str, threading.Event] = field(default_factory=dict)

    def hold(self, path: str) -> threading.Event:
        """Let whoever asks for a path wait for the event that is returned."""
        self.held[path] = threading.Event()
        return self.held[path]


@contextmanager
def hosted(**sites: Path) -> Iterator[Host]:
    """Serve each site below the path of its name."""
    host = Host("", {f"/{name}/": site for name, site in sites.items()})

    class Handler(http.server.SimpleHTTPRequestHandler):
        def log_message(self, *_: object) -> None:
            """Say nothing."""

        def do_GET(self) -> None:
            host.asked.append(self.path)
            path = self.path.partition("?")[0]
            if path in host.held:
                host.held[path].wait(timeout=60)
            if host.is_gone or path in host.gone:
                self.close_connection = True
                self.connection.close()
                return
            super().do_GET()

        def translate_path(self, path: str) -> str:
            below = next((below for below in host.sites if path.startswith(below)), None)
            self.directory = str(host.sites[below]) if below else "/nowhere"
            return super().translate_path(f"/{path.removeprefix(below or '')}")

        def handle(self) -> None:
            try:
                super().handle()
            except (ConnectionError, ValueError, OSError):
                return

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Handler)) as server:
        server.daemon_threads = True
        host.address = f"http://127.0.0.1:{server.server_port}/"
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield host
        for event in host.held.values():
            event.set()
        server.shutdown()
