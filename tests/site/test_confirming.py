"""`make drawings`: a picture that is new, changed or gone is seen as a file."""

from pathlib import Path

from click.testing import CliRunner
from conftest import copy_project
from exercise_library.cli import main


def drawings(root: Path, *options: str) -> tuple[int, str]:
    done = CliRunner().invoke(main, ["drawings", "--root", str(root), *options])
    return done.exit_code, done.output


def test_each_kind_of_change_is_told_and_written(tmp_path: Path) -> None:
    root = copy_project(tmp_path / "copy")
    folder = root / "data" / "drawings"
    assert drawings(root, "--check") == (0, "")
    bridge = root / "data/exercises/bridge.yml"
    text = bridge.read_text(encoding="utf-8")
    before = (folder / "bridge.svg").read_text(encoding="utf-8")
    bridge.write_text(text.replace("figure:\n", "figure:\n  zoom: 1.1\n", 1), encoding="utf-8")
    (folder / "bow.svg").write_text("<svg/>", encoding="utf-8")
    code, said = drawings(root, "--check")
    assert code == 1 and "not confirmed: bridge\nnot confirmed: bow\n" in said and "make drawings" in said
    assert (folder / "bridge.svg").read_text(encoding="utf-8") == before, "--check writes nothing"
    code, said = drawings(root)
    assert code == 0 and "changed: bridge" in said and "gone: bow" in said and "2 drawings to look at" in said
    assert (folder / "bridge.svg").read_text(encoding="utf-8") != before and not (folder / "bow.svg").exists()
    assert "No drawing has changed." in drawings(root)[1]
    (folder / "bridge.svg").unlink()
    assert "new: bridge" in drawings(root)[1]
    bridge.write_text(text + "\nno such key: 1\n", encoding="utf-8")
    assert drawings(root)[0] == 1
