"""`make drawings`: a picture that is new, changed or gone is seen as a file, and so is how it moves."""

from pathlib import Path

from click.testing import CliRunner
from conftest import copy_project
from exercise_library.cli import main


def drawings(root: Path, *options: str) -> tuple[int, str]:
    done = CliRunner().invoke(main, ["drawings", "--root", str(root), *options])
    return done.exit_code, done.output


def test_each_kind_of_change_is_told_and_written(tmp_path: Path) -> None:
    root = copy_project(tmp_path / "copy")
    assert drawings(root, "--check") == (0, "")
    bridge = root / "data/exercises/bridge.yml"
    files = [root / "data/drawings/bridge.svg", root / "data/movements/bridge.json"]
    strays = [root / "data/drawings/bow.svg", root / "data/movements/bow.json"]
    text = bridge.read_text(encoding="utf-8")
    before = [file.read_text(encoding="utf-8") for file in files]
    bridge.write_text(text.replace("figure:\n", "figure:\n  zoom: 1.1\n", 1), encoding="utf-8")
    for stray in strays:
        stray.write_text("<svg/>", encoding="utf-8")
    code, said = drawings(root, "--check")
    names = [path.relative_to(root).as_posix() for path in (*files, *strays)]
    assert (
        code == 1 and said.startswith("".join(f"not confirmed: {name}\n" for name in names)) and "make drawings" in said
    )
    assert [file.read_text(encoding="utf-8") for file in files] == before, "--check writes nothing"
    code, said = drawings(root)
    assert code == 0 and all(f"changed: {name}" in said for name in names[:2])
    assert all(f"gone: {name}" in said for name in names[2:]) and "2 drawings to look at" in said
    assert all(file.read_text(encoding="utf-8") != old for file, old in zip(files, before, strict=True))
    assert not any(stray.exists() for stray in strays)
    assert "No drawing has changed." in drawings(root)[1]
    bridge.write_text(text + "\nno such key: 1\n", encoding="utf-8")
    assert drawings(root)[0] == 1


def test_what_is_missing_or_damaged_is_made_again(tmp_path: Path) -> None:
    """Damaged are files that two people changed, and that were merged without a look."""
    root = copy_project(tmp_path / "copy")
    drawing, movement = root / "data/drawings/bridge.svg", root / "data/movements/bridge.json"
    before = [drawing.read_text(encoding="utf-8"), movement.read_text(encoding="utf-8")]
    drawing.unlink()
    movement.write_text(before[1].replace('"camera"', '<<<<<<< mine\n"camera"'), encoding="utf-8")
    said = drawings(root)[1]
    assert "new: data/drawings/bridge.svg\nchanged: data/movements/bridge.json\n" in said
    assert "1 drawing to look at in data/drawings/, and 1 movement in data/movements/." in said
    drawing.write_text(before[0].replace("<svg x=", "<<<<<<< mine\n<svg x=", 1), encoding="utf-8")
    assert "changed: data/drawings/bridge.svg" in drawings(root)[1]
    assert [drawing.read_text(encoding="utf-8"), movement.read_text(encoding="utf-8")] == before
