"""What other systems do otherwise. Nothing here runs on them: these are the known differences, held on every system."""

import ast
import re
import subprocess
from collections import Counter
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
HOOKS = sorted((ROOT / "hooks").rglob("*.py"))
# Names that Windows keeps for devices, with any ending, and signs that no name may have there.
_NO_NAME = re.compile(r"(^|/)(con|prn|aux|nul|com\d|lpt\d)(\.|/|$)|[<>:\"|?*\\]|[ .](/|$)", re.IGNORECASE)
# A path of 260 signs is too long there, with the folder that it lies in.
_LONGEST = 160


def files() -> list[str]:
    """Return the path of each file of the project, without what is made from them."""
    left_out = {".venv", ".cache", ".git", "node_modules", "site", "site.new", "__pycache__"}
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False).stdout
    paths = listed.splitlines() or [path.relative_to(ROOT).as_posix() for path in ROOT.rglob("*") if path.is_file()]
    return [path for path in paths if not left_out & {*path.split("/")}]


def test_windows_can_have_every_file() -> None:
    assert len(files()) > 300
    assert [path for path in files() if _NO_NAME.search(path) or len(path) > _LONGEST] == []


def test_no_two_files_differ_by_case_alone() -> None:
    assert [path for path, count in Counter(path.lower() for path in files()).items() if count > 1] == []


@pytest.mark.parametrize("name", ["data/aux.yml", "docs/con", "a/b.", "a?.md", "Nul.txt"])
def test_a_name_that_windows_cannot_have_is_found(name: str) -> None:
    assert _NO_NAME.search(name)


def test_git_gives_the_same_lines_on_every_system() -> None:
    assert "* text=auto eol=lf" in (ROOT / ".gitattributes").read_text(encoding="utf-8").splitlines()


@pytest.mark.parametrize("path", HOOKS, ids=lambda path: path.relative_to(ROOT / "hooks").as_posix())
def test_text_is_read_and_written_alike_on_every_system(path: Path) -> None:
    """Windows has other letters and other line ends where a program does not say which."""
    for call in (it for it in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(it, ast.Call)):
        if not isinstance(call.func, ast.Attribute):
            continue
        said = {it.arg: ast.literal_eval(it.value) for it in call.keywords if isinstance(it.value, ast.Constant)}
        if call.func.attr in ("read_text", "write_text"):
            assert said.get("encoding") == "utf-8", f"{path.name}:{call.lineno}"
        if call.func.attr == "write_text":
            assert said.get("newline") == "\n", f"{path.name}:{call.lineno}"
