"""Building: the same twice, nothing on a mistake, and no page lost."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from built import built_pages, words
from conftest import ROOT, build


def contents(site: Path) -> dict[str, bytes]:
    return {path.relative_to(site).as_posix(): path.read_bytes() for path in sorted(site.rglob("*")) if path.is_file()}


def test_two_builds_are_the_same_to_the_byte(site: Path, tmp_path: Path) -> None:
    again = tmp_path / "again"
    assert build(ROOT, again).returncode == 0
    first, second = contents(site), contents(again)
    assert first.keys() == second.keys()
    assert [name for name in first if first[name] != second[name]] == []


def test_a_mistake_stops_the_build_and_leaves_the_last_site(project: Path, tmp_path: Path) -> None:
    site = tmp_path / "out"
    site.mkdir()
    (site / "index.html").write_text("the last site")
    for slug, old, new in (("bridge", "hook-lying", "hook-laying"), ("curl-up", "summary:", "sumary:")):
        path = project / f"data/exercises/{slug}.yml"
        path.write_text(path.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")
    done = build(project, site)
    assert done.returncode == 1
    assert "Traceback" not in done.stderr + done.stdout
    assert re.search(
        r"data/exercises/bridge\.yml:\d+: positions\.1: 'hook-laying' is not known\. "
        r"Tip: did you mean 'hook-lying'\?",
        done.stderr,
    )
    assert re.search(
        r"data/exercises/curl-up\.yml:\d+: sumary: is not a key we know\. Tip: did you mean 'summary'\?", done.stderr
    )
    assert done.stderr.strip().splitlines()[-1].count("Nothing was written") == 1
    assert contents(site) == {"index.html": b"the last site"}


def test_a_page_with_the_address_of_data_is_refused(project: Path, tmp_path: Path) -> None:
    (project / "docs/exercises").mkdir()
    (project / "docs/exercises/bridge.md").write_text("# Mine\n")
    done = build(project, tmp_path / "out")
    assert done.returncode == 1
    assert "docs/exercises/bridge.md" in done.stderr and "Traceback" not in done.stderr


def test_a_new_exercise_that_no_program_uses_is_mentioned(project: Path, tmp_path: Path) -> None:
    text = (project / "data/templates/exercise.yml").read_text(encoding="utf-8")
    (project / "data/exercises/heel-raise.yml").write_text(text, encoding="utf-8")
    done = build(project, tmp_path / "out")
    assert done.returncode == 0, done.stderr
    assert "data/exercises/heel-raise.yml:1: no program uses this exercise." in done.stderr
    page = built_pages(tmp_path / "out")["exercises/heel-raise/"]
    assert "No program uses this exercise yet" in page.words
    assert "Checked by A. Example, physiotherapist on 2026-11-20" in page.words
    assert "Not yet reviewed" not in page.words


def test_a_former_name_leads_on_and_keeps_the_anchor(project: Path, tmp_path: Path) -> None:
    exercise = project / "data/exercises/bridge.yml"
    exercise.write_text(exercise.read_text(encoding="utf-8") + "formerly:\n  - hip-lift\n", encoding="utf-8")
    program = project / "data/programs/bone-health.yml"
    text = program.read_text(encoding="utf-8")
    program.write_text(
        text.replace("- id: bridge\n", "- id: bridge\n        formerly:\n          - old-bridge\n"), encoding="utf-8"
    )
    site = tmp_path / "out"
    assert build(project, site).returncode == 0
    redirect = BeautifulSoup((site / "exercises/hip-lift/index.html").read_text(encoding="utf-8"), "html.parser")
    assert redirect.select_one("a[href='../bridge/']") and redirect.select_one("link[rel=canonical][href='../bridge/']")
    assert "location.hash" in str(redirect.script)
    article = built_pages(site)["programs/bone-health/"].soup.find(id="old-bridge")
    assert article and article.find_parent("article")
    assert "exercises/hip-lift" not in (site / "sitemap.xml").read_text(encoding="utf-8")


HOSTILE = (
    "5 < 6 & 7 > 2",
    "a \"quoted\" 'word'",
    "one *star* and _line_",
    "C:\\path\\n",
    "{ braces } [brackets]",
    "#1 or # 2",
    "50% ünïcödé 🙂",
)


@pytest.mark.parametrize("text", HOSTILE)
def test_text_of_the_data_is_shown_as_it_is_written(project: Path, tmp_path: Path, text: str) -> None:
    quoted = "'" + text.replace("'", "''") + "'"
    exercise = project / "data/exercises/bridge.yml"
    lines = exercise.read_text(encoding="utf-8")
    for key in ("name", "summary"):
        lines = re.sub(rf"^{key}: .*$", lambda found: f"{found[0].split(':')[0]}: {quoted}", lines, flags=re.MULTILINE)
    lines = re.sub(r"^  - pelvic lift$", lambda _: f"  - 'also {quoted[1:]}", lines, flags=re.MULTILINE)
    exercise.write_text(lines, encoding="utf-8")
    program = project / "data/programs/bone-health.yml"
    told = program.read_text(encoding="utf-8")
    program.write_text(
        re.sub(r"^        title: Bridge$", lambda _: f"        title: {quoted}", told, flags=re.MULTILINE),
        encoding="utf-8",
    )
    site = tmp_path / "out"
    done = build(project, site)
    assert done.returncode == 0, done.stderr
    built = built_pages(site)
    page = built["exercises/bridge/"]
    assert page.article.h1 and words(page.article.h1) == text
    assert page.words.count(text) >= 3
    assert page.soup.title and text in page.soup.title.get_text()
    description = page.soup.select_one("meta[name=description]")
    assert description and description["content"] == text
    heading = built["programs/bone-health/"].soup.find(id="bridge")
    assert heading is not None and text in words(heading)
    assert text in built["exercises/"].words


def test_without_an_address_the_build_says_what_is_missing(tmp_path: Path) -> None:
    done = build(ROOT, tmp_path / "out", SITE_URL="", REPO_URL="")
    assert done.returncode == 0, done.stderr
    assert "SITE_URL" in done.stderr
    soup = BeautifulSoup((tmp_path / "out/index.html").read_text(encoding="utf-8"), "html.parser")
    assert not soup.select("link[rel=canonical], a.edit-this")


def test_only_the_adapter_knows_mkdocs() -> None:
    for path in (ROOT / "hooks").rglob("*.py"):
        imports = re.search(r"^\s*(import|from)\s+mkdocs", path.read_text(encoding="utf-8"), re.MULTILINE)
        assert (imports is None) == (path.name != "main.py"), path


def test_the_library_comes_under_one_name() -> None:
    """The hook, the command line and the tests must see the same classes."""
    code = "import exercise_library, pathlib; print(pathlib.Path(exercise_library.__file__).resolve())"
    seen = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip()
    assert seen == str(ROOT / "hooks/exercise_library/__init__.py")
