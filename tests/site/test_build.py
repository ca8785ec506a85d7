"""Building: the same twice, nothing on a mistake, and no page lost."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from built import built_pages, first, parsed, words
from changed import HOSTILE, PROGRAM, changed_project, hostile_entries, later_site
from conftest import ROOT, Factory, build
from own import RESTRICTED


def contents(site: Path) -> dict[str, bytes]:
    return {path.relative_to(site).as_posix(): path.read_bytes() for path in sorted(site.rglob("*")) if path.is_file()}


def test_a_mistake_stops_the_build_and_leaves_the_last_site(project: Path, tmp_path: Path) -> None:
    site = tmp_path / "out"
    site.mkdir()
    (site / "index.html").write_text("the last site")
    for slug, old, new in (("bridge", "hook-lying", "hook-laying"), ("heel-raise", "summary:", "sumary:")):
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
        r"data/exercises/heel-raise\.yml:\d+: sumary: is not a key we know\. Tip: did you mean 'summary'\?", done.stderr
    )
    assert done.stderr.strip().splitlines()[-1].count("Nothing was written") == 1
    assert contents(site) == {"index.html": b"the last site"}


def test_pages_and_files_with_the_address_of_data_are_refused(project: Path, tmp_path: Path) -> None:
    for name in ("docs/exercises/bridge.md", "docs/api/v1/index.json"):
        (project / name).parent.mkdir(parents=True)
        (project / name).write_text("{}\n")
    done = build(project, tmp_path / "out")
    assert done.returncode == 1
    assert "address of docs/exercises/bridge.md, docs/api/v1/index.json." in done.stderr
    assert "Traceback" not in done.stderr


def test_a_new_exercise_that_no_program_uses_is_mentioned(changed: Path) -> None:
    assert "data/exercises/heel-raise.yml:1: no program uses this exercise." in (changed.parent / "told").read_text()
    page = built_pages(changed)["exercises/heel-raise/"]
    assert "No program uses this exercise yet" in page.words
    assert "Checked by Ada Quill, physiotherapist on 26 November 2026." in page.words
    assert "Not yet reviewed" not in page.words


def test_a_former_name_leads_on_and_keeps_the_anchor(changed: Path) -> None:
    redirect = parsed(changed / "exercises/old-name/index.html")
    assert redirect.css_first("a[href='../bridge/']") and redirect.css_first("link[rel=canonical][href='../bridge/']")
    assert "location.hash" in first(redirect, "script").text()
    assert built_pages(changed)[f"programs/{PROGRAM}/"].tree.css_first("article #old-bridge")
    assert "exercises/old-name" not in (changed / "sitemap.xml").read_text(encoding="utf-8")


@pytest.mark.parametrize("text", HOSTILE)
def test_text_of_the_data_is_shown_as_it_is_written(changed: Path, tmp_path_factory: Factory, text: str) -> None:
    built = built_pages(changed)
    entry, slug = hostile_entries(changed_project(tmp_path_factory))[text]
    page = built[f"exercises/{slug}/"]
    assert words(first(page.article, "h1")) == text
    assert page.words.count(text) >= 3
    assert text in first(page.tree, "title").text()
    assert first(page.tree, "meta[name=description]").attributes["content"] == text
    assert text in words(first(built[f"programs/{PROGRAM}/"].tree, f'[id="{entry}"]'))
    assert text in built["exercises/"].words


PERMISSION = "You do not have the permission of the clinic."
RESTRICTED_PAGES = tuple(f"{url}/index.html" for url in (f"programs/{RESTRICTED}", f"handouts/{RESTRICTED}", "plan",
                                                         "prescribe"))  # fmt: skip
# What another program copies of it for machines: docs/contribute/api.md says how to read the program's own file.
FHIR = f"api/v1/fhir/PlanDefinition/{RESTRICTED}.json"


def without_permission(site: Path) -> set[str]:
    """Return which of the pages, and of the files for machines, say that the reader has no permission."""
    files = (*RESTRICTED_PAGES, FHIR)
    return {url for url in files if PERMISSION in (site / url).read_text(encoding="utf-8")}


def restriction_in_tool(site: Path) -> str:
    page = (site / "prescribe/index.html").read_text(encoding="utf-8")
    data = json.loads(page.split('data-part="library">')[1].split("</script>")[0])
    return str(next(program["restriction"] for program in data["programs"] if program["slug"] == RESTRICTED))


@pytest.fixture(scope="module")
def later(tmp_path_factory: Factory) -> Path:
    return later_site(tmp_path_factory)


def test_only_the_clinics_own_site_leaves_out_that_readers_have_no_permission(changed: Path, later: Path) -> None:
    """A clinic that publishes its own restricted program says so in its data, and nowhere else can it be said."""
    assert without_permission(changed) == {*RESTRICTED_PAGES, FHIR}
    assert restriction_in_tool(changed) == "Only if your own clinic gave it to you"
    assert without_permission(later) == set()
    assert restriction_in_tool(later) == ""
    for url in RESTRICTED_PAGES:
        page = (later / url).read_text(encoding="utf-8")
        assert "Use it only then." in page, "who may use it is still told"


def test_without_an_address_and_a_service_worker_the_build_says_what_is_missing(later: Path) -> None:
    assert "SITE_URL" in (later.parent / "told").read_text(encoding="utf-8")
    assert not parsed(later / "index.html").css("link[rel=canonical], a.edit-this")
    assert 'BUILD=""' in (later / "worker.js").read_text(encoding="utf-8")
    assert not (later / "offline.json").exists()
    assert not [path for path in later.rglob("*.html") if '<meta name="build"' in path.read_text(encoding="utf-8")]


def test_only_the_adapter_knows_mkdocs() -> None:
    for path in (ROOT / "hooks").rglob("*.py"):
        imports = re.search(r"^\s*(import|from)\s+mkdocs", path.read_text(encoding="utf-8"), re.MULTILINE)
        assert (imports is None) == (path.name != "main.py"), path


def test_the_library_comes_under_one_name() -> None:
    """The hook, the command line and the tests must see the same classes."""
    code = "import exercise_library, pathlib; print(pathlib.Path(exercise_library.__file__).resolve())"
    seen = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip()
    assert seen == str(ROOT / "hooks/exercise_library/__init__.py")
