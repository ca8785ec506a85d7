"""What a build keeps of the files that it has read is what it would read again, and nothing else."""

from pathlib import Path

import pytest
from conftest import ROOT
from exercise_library import reading
from exercise_library.reading import KeptReader
from exercise_library.source.problems import Problem
from exercise_library.source.reader import Document, read

BRIDGE = "data/exercises/bridge.yml"
# A few of each kind.
SOME = {ROOT / BRIDGE, *sorted((ROOT / "data").rglob("*.yml"))[::6]}
FILES = {path.relative_to(ROOT).as_posix(): path.read_bytes() for path in sorted(SOME)}


@pytest.fixture
def files_read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The files that are not kept."""
    found: list[str] = []

    def noted(path: str, content: bytes) -> object:
        found.append(path)
        return read(path, content)

    monkeypatch.setattr(reading, "read", noted)
    return found


def build(folder: Path, files: dict[str, bytes]) -> dict[str, tuple[Document | None, list[Problem]]]:
    kept = KeptReader(folder)
    found = {path: kept(path, content) for path, content in files.items()}
    kept.keep()
    return found


def test_each_file_is_the_same_when_it_was_kept(tmp_path: Path, files_read: list[str]) -> None:
    expected = {path: read(path, content) for path, content in FILES.items()}
    assert build(tmp_path, FILES) == expected and files_read == list(FILES)
    files_read.clear()
    assert build(tmp_path, FILES) == expected and files_read == []


def test_only_what_has_changed_or_moved_is_read_again(tmp_path: Path, files_read: list[str]) -> None:
    build(tmp_path, FILES)
    files_read.clear()
    changed = {**FILES, BRIDGE: FILES[BRIDGE] + b"# More.\n", "data/exercises/a.yml": FILES[BRIDGE]}
    build(tmp_path, changed)
    assert files_read == [BRIDGE, "data/exercises/a.yml"]


def test_what_is_wrong_is_told_each_time(tmp_path: Path) -> None:
    wrong = {BRIDGE: b"name: a\nname: b\n"}
    for _ in range(2):
        ((_, problems),) = build(tmp_path, wrong).values()
        assert problems


@pytest.mark.parametrize("harm", [b"", b"\0\0", b"[", b"N"])
def test_a_damaged_file_costs_time_only(tmp_path: Path, harm: bytes) -> None:
    build(tmp_path, FILES)
    (file,) = tmp_path.iterdir()
    file.write_bytes(harm)
    assert build(tmp_path, {BRIDGE: FILES[BRIDGE]}) == {BRIDGE: read(BRIDGE, FILES[BRIDGE])}
    file.write_bytes(file.read_bytes()[:-9])
    assert build(tmp_path, {BRIDGE: FILES[BRIDGE]}) == {BRIDGE: read(BRIDGE, FILES[BRIDGE])}
