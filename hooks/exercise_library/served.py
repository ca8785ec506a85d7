"""What a server shows: each file of the last build is made when somebody first asks for it.

So an edit shows as soon as the data is read anew and one page is made, however many pages there are.
"""

import posixpath
from collections.abc import Callable, Iterable
from threading import Lock
from typing import Any

App = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]
"""A server, as WSGI has it."""


class Served:
    """How to make each file of the last build, by its address. A build and what makes a file never run at once."""

    def __init__(self) -> None:
        self._busy = Lock()
        self._is_building = False
        self._builds = 0
        self._makers: dict[str, Callable[[], object]] = {}

    def start(self) -> None:
        """Begin a build: nothing is made until its end."""
        self._busy.acquire()
        self._is_building = True
        self._makers = {}

    def end(self) -> None:
        """End a build, whether it went well or not. To end it twice does no harm."""
        if self._is_building:
            self._is_building = False
            self._builds += 1
            self._busy.release()

    def add(self, address: str, make: Callable[[], object]) -> None:
        """Add a file of the build. `make` writes it."""
        self._makers[address] = make

    def app(self, shown: App, root: str) -> App:
        """Return a server that makes what another shows. `root` is the path that the site is served below."""

        def answer(request: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
            address = _address(request["PATH_INFO"], root)
            while True:
                builds, told = self._made(address), list[tuple[Any, ...]]()
                found = shown(request, lambda *said, told=told: told.append(said))
                # A build that began meanwhile has emptied the folder, and the server has waited for its end.
                if builds == self._builds or not told[-1][0].startswith("404"):
                    start(*told[-1])
                    return found

        return answer

    def _made(self, address: str) -> int:
        """Make a file, or the page of a folder whose slash is missing. Return how many builds there have been."""
        with self._busy:
            for name in (address, posixpath.join(address, "index.html")):
                if make := self._makers.get(name):
                    make()
                    del self._makers[name]
            return self._builds


def _address(path: str, root: str) -> str:
    """Return the address of the file that a path of a request asks for; the server reads paths alike."""
    name = path.encode("latin-1").decode("utf-8", "ignore").removeprefix(root)
    return posixpath.normpath(f"/{name}{'index.html' if path.endswith('/') else ''}").lstrip("/")
