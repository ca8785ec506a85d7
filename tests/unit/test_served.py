"""What a server shows is made when it is asked for, and is always of the last build."""

from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from exercise_library.served import Served


class Host:
    """A server of a folder, as MkDocs has one: a request waits for the end of a build. `meanwhile` comes before it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.served = Served()
        self.made: list[str] = []
        self.meanwhile: list[Callable[[], None]] = []
        self._app = self.served.app(self._shown, "/care/")

    def build(self, **files: str) -> None:
        """Build a site of some pages, each by the name of its folder."""
        self.served.start()
        for path in self.folder.rglob("*.html"):
            path.unlink()
        for name, text in files.items():
            self.served.add(f"{name}/index.html", partial(self._make, name, text))
        self.served.end()

    def ask(self, path: str) -> str:
        told: list[str] = []
        found = self._app({"PATH_INFO": path}, lambda status, _: told.append(status))
        return f"{told[0]} {b''.join(found).decode()}"

    def _make(self, name: str, text: str) -> None:
        self.made.append(name)
        (self.folder / name).mkdir(exist_ok=True)
        (self.folder / name / "index.html").write_text(text)

    def _shown(self, request: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
        while self.meanwhile:
            self.meanwhile.pop()()
        file = self.folder / request["PATH_INFO"].removeprefix("/care/")
        page = file / "index.html"
        if page.is_file() and not request["PATH_INFO"].endswith("/"):
            start("302 Found", [])
            return []
        start("200 OK" if page.is_file() else "404 Not Found", [])
        return [page.read_bytes() if page.is_file() else b""]


@pytest.fixture
def host(tmp_path: Path) -> Host:
    return Host(tmp_path)


def test_a_page_is_made_once_and_only_when_asked_for(host: Host) -> None:
    host.build(a="A", b="B")
    assert host.made == []
    assert [host.ask("/care/a/"), host.ask("/care/a/")] == ["200 OK A"] * 2
    assert host.made == ["a"]
    host.build(a="A2")
    assert (host.ask("/care/a/"), host.ask("/care/b/")) == ("200 OK A2", "404 Not Found ")


@pytest.mark.parametrize("path", ["/care/a", "/care//a", "/care/b/../a"])
def test_a_page_is_found_below_an_address_that_is_not_quite_its_own(host: Host, path: str) -> None:
    host.build(a="A")
    host.ask(path)
    assert host.made == ["a"]


def test_a_build_that_comes_between_shows(host: Host) -> None:
    host.build(a="A")
    host.meanwhile = [lambda: host.build(a="A2")]
    assert host.ask("/care/a/") == "200 OK A2"


def test_what_could_not_be_made_is_tried_again(host: Host) -> None:
    tries: list[int] = []

    def fail() -> None:
        tries.append(1)
        raise ValueError

    host.served.start()
    host.served.add("a/index.html", fail)
    host.served.end()
    for count in (1, 2):
        with pytest.raises(ValueError):
            host.ask("/care/a/")
        assert len(tries) == count


def test_who_asks_during_a_build_waits_for_its_end(host: Host) -> None:
    host.build(a="A")
    host.served.start()
    found: list[str] = []
    asking = Thread(target=lambda: found.append(host.ask("/care/a/")))
    asking.start()
    asking.join(0.1)
    assert asking.is_alive() and host.made == []
    host.served.add("a/index.html", lambda: host._make("a", "A2"))
    host.served.end()
    host.served.end()
    asking.join()
    assert found == ["200 OK A2"]
