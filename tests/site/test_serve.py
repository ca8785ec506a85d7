"""`mkdocs serve` for real: an edit shows, a mistake is told and kills nothing, and mending it is enough."""

import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from changed import changed_project
from conftest import sampled

# How long to wait for anything, in seconds. It is only ever reached when something is broken.
DEADLINE = 300
PAGE = "exercises/bridge/"
NAV = "  - Home: index.md\n"
# What a server adds to a page, with the moment of the build.
RELOADS = re.compile(r"<script>\s*var livereload = .*?</script>", re.DOTALL)
ADDED = {"exercises/added/index.html", "added/index.html", "assets/added"}
# Where an edit shows first.
EDITED = {"index.html", f"{PAGE}index.html", f"es/{PAGE}index.html", "about/index.html", "exercises/index.html"}


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
            time.sleep(0.25)  # to ask more often keeps the server from building

    def files(self, names: Iterable[str]) -> dict[str, str]:
        """Return what is shown, by name, as far as it is there. The first to ask has Spanish pages made."""
        found = {}
        for name in ("es/index.html", *names):
            try:
                with urllib.request.urlopen(self.address + name, timeout=DEADLINE) as answer:
                    found[name] = RELOADS.sub("", answer.read().decode("latin-1"))
            except urllib.error.HTTPError as error:
                assert error.code == 404, (name, error)
        return found

    def edit(self, old: str, new: str) -> None:
        """Change the summary of an exercise, as an editor does when it saves."""
        path = self.project / "data/exercises/bridge.yml"
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), encoding="utf-8")


@contextmanager
def serving(project: Path, port: int) -> Iterator[Served]:
    """Serve a project, once the site is built. What is shown lies in its folder `shown`."""
    log, shown = project / "log", project / "shown"
    shutil.rmtree(shown, ignore_errors=True)
    shown.mkdir()
    command = [sys.executable, "-u", "-m", "mkdocs", "serve", "--dev-addr", f"127.0.0.1:{port}"]
    environment = {
        **os.environ, "SITE_URL": "", "REPO_URL": "", "NO_MKDOCS_2_WARNING": "1", "TMPDIR": str(shown)
    }  # fmt: skip
    with log.open("wb") as out:
        process = subprocess.Popen(command, cwd=project, env=environment, stdout=out, stderr=out)
    found = Served(project, f"http://127.0.0.1:{port}/", log, process)
    try:
        found.until(lambda: "Bridge" in found.page())
        yield found
    finally:
        # In the background of a shell nobody hears Ctrl+C: the server would look at its files for minutes.
        process.terminate()
        try:
            process.wait(timeout=DEADLINE)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def free_port() -> int:
    """Return a port that nobody has."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


@pytest.fixture
def port() -> int:
    """A port that nobody has."""
    return free_port()


def mend_a_mistake(served: Served) -> None:
    """See that an edit shows, a mistake is told and kills nothing, and mending it is enough."""
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


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text, path
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def edit_much(project: Path) -> None:
    """Change a file of each kind that a server looks at, and add some."""
    data, docs = project / "data", project / "docs"
    change(data / "exercises/bridge.yml", "figure:\n", "figure:\n  zoom: 1.1\n")
    change(next(iter(sorted((data / "programs").iterdir()))), "\nsummary: ", "\nsummary: Edited. ")
    change(data / "vocabulary/positions.yml", "description: ", "description: Edited. ")
    change(data / "get-help.yml", "title: ", "title: Edited, ")
    change(data / "interface/en.yml", "choose_program: ", "choose_program: Edited, ")
    change(data / "translations/es/exercises/bridge.yml", ": Puente\n", ": El puente\n")
    plain = (data / "exercises/own-plain.yml").read_text(encoding="utf-8")
    (data / "exercises/added.yml").write_text(plain.replace("Own plain exercise", "Added"), encoding="utf-8")
    (docs / "added.md").write_text("# Added\n\n[Bridge](exercises/bridge/index.md#steps)\n")
    change(project / "mkdocs.yml", NAV, f"{NAV}  - Added: added.md\n")
    (docs / "assets/added").write_text("added")
    change(docs / "about.md", "\n\n", "\n\nEdited, [there](added.md#added).\n\n")
    change(docs / "assets/stylesheets/site.css", "{", "{ /* Edited. */")
    change(docs / "assets/javascripts/filter/main.js", "\n", "\n// Edited.\n")
    change(project / "overrides/partials/footer.html", "<footer", "<footer data-edited")


def undo(project: Path, before: Path) -> None:
    """Put back what stood in a project before it was edited."""
    for folder in ("data", "docs", "overrides"):
        for path in (project / folder).rglob("*"):
            kept = before / path.relative_to(project)
            if path.is_file() and not kept.exists():
                path.unlink()
            elif path.is_file() and path.read_bytes() != kept.read_bytes():
                path.write_bytes(kept.read_bytes())
    (project / "mkdocs.yml").write_bytes((before / "mkdocs.yml").read_bytes())


# Each page is made when it is asked for.
@pytest.mark.parametrize("step", sampled([1, 12], [12]))
def test_edits_show_and_after_many_the_server_shows_what_a_new_one_shows(
    changed: Path, project: Path, port: int, tmp_path_factory: pytest.TempPathFactory, step: int
) -> None:
    """Two servers: the second starts from the edits of the first, which are then taken back."""
    every = sorted(path.relative_to(changed).as_posix() for path in changed.rglob("*") if path.is_file())
    names = sorted({*every[::step], *EDITED, "offline.json"} | ADDED)
    with serving(project, port) as served:
        new = served.files(names)
        mend_a_mistake(served)
        edit_much(project)
        served.edit("summary: Mended, you lift", "summary: Edited, you lift")
        served.until(lambda: "Edited, you lift" in served.page())
        edited = served.files(names)
    with serving(project, port) as anew:
        assert edited == anew.files(names)
        undo(project, changed_project(tmp_path_factory))
        anew.until(lambda: "Edited, you lift" not in anew.page())
        left = anew.files(names)
    assert left == new
    assert edited.keys() - left.keys() == ADDED
    # Only a build that is published has a list of files for its worker.
    assert {*names} - ADDED - new.keys() == {"offline.json"}, "a server shows all that is built"
