"""The command `exercise-library fix`: it makes what is certain, shows it first, and changes no meaning."""

from pathlib import Path

import pytest
from click.testing import CliRunner
from exercise_library.cli import main
from exercise_library.source.files import read_tree
from library import edit, problems, small_library

BRIDGE, PROGRAM = "exercises/bridge.yml", "programs/daily.yml"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return small_library(tmp_path)


def fix(root: Path, *options: str, answer: str = "") -> str:
    result = CliRunner().invoke(main, ["fix", "--root", str(root), *options], input=answer)
    assert result.exception is None, result.output
    return result.output


def content(root: Path, name: str) -> object:
    return read_tree(root).documents[f"data/{name}"].value


# What slips in, by the text that it stands in place of.
SLIPS = {
    "bullet of a word processor": ("  - Lift your hips.", "  • Lift your hips."),
    "no space after the dash": ("  - Lift your hips.", "  -Lift your hips."),
    "curly quotes": ("name: Bridge", "name: “Bridge”"),
    "invisible character": ("name: Bridge", "name: Bri\u200bdge"),
    "space of another kind in front": ("  - Lift your hips.", "\u00a0 - Lift your hips."),
    "space of another kind after the colon": ("name: Bridge", "name:\u00a0Bridge"),
    "no line between two lists": ("\nsteps:", "steps:"),
    "space at the end": ("name: Bridge", "name: Bridge   "),
    "line ends of Windows": ("name: Bridge\n", "name: Bridge\r\n"),
}


@pytest.mark.parametrize(("right", "wrong"), SLIPS.values(), ids=SLIPS.keys())
def test_a_slip_is_mended(root: Path, right: str, wrong: str) -> None:
    path = root / "data" / BRIDGE
    before = path.read_bytes()
    value = content(root, BRIDGE)
    path.write_bytes(before.decode().replace(right, wrong, 1).encode())
    fix(root, "--yes")
    assert path.read_bytes().replace(b'"Bridge"', b"Bridge") == before
    assert content(root, BRIDGE) == value


def test_keys_are_put_in_order_with_their_notes(root: Path) -> None:
    templates = root / "data/templates"
    templates.mkdir()
    templates.joinpath("exercise.yml").write_text("name: x\nother_names: []\nformerly: []\nsummary: y\n")
    path = root / "data/exercises/odd.yml"
    path.write_text("# About the file.\n\n# On the summary.\nsummary: A.\n\nname: Odd\nother_names: []\n")
    fix(root, "--yes")
    assert path.read_text() == "# About the file.\n\nname: Odd\nother_names: []\n\n# On the summary.\nsummary: A.\n"


def test_codes_are_added_and_put_on_the_list(root: Path) -> None:
    (root / "data/published.yml").write_text("exercises: []\n")
    edit(root, PROGRAM, "        code: crl\n", "")
    edit(root, "exercises/curl-up.yml", "    code: b\n", "")
    fix(root, "--yes")
    assert [problem for problem in problems(root) if "code" in problem.message] == []
    listed = (root / "data/published.yml").read_text()
    assert "curl-up:\n    a: reach\n    b: folded\n" in listed
    assert "  rst: rest\n" in listed


def test_the_difference_is_shown_and_nothing_written_without_a_yes(root: Path) -> None:
    edit(root, BRIDGE, "name: Bridge", "name: “Bridge”")
    before = (root / "data" / BRIDGE).read_text()
    shown = fix(root, answer="n\n")
    assert '-name: “Bridge”\n+name: "Bridge"' in shown
    assert "Nothing was written." in shown
    assert (root / "data" / BRIDGE).read_text() == before


def test_what_is_not_certain_stays(root: Path) -> None:
    edit(root, BRIDGE, "  - Lift your hips.", "  - Lift: your hips.")
    before = (root / "data" / BRIDGE).read_text()
    assert "Nothing that is certain." in fix(root, "--yes")
    assert (root / "data" / BRIDGE).read_text() == before
