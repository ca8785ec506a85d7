"""The way out: the staged folder, built without hooks, gives the same site."""

import functools
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urljoin

import pytest
from built import addresses, first, opened, parsed, words
from changed import changed_project
from click.testing import CliRunner, Result
from conftest import DATED, ROOT, SITE_URL, Factory, build, once, real_site, sampled
from exercise_library.cli import main

BIN = Path(sys.executable).parent
# What tells that a folder was staged.
MARK = "# Written by 'exercise-library stage'.\n"


def stage(out: Path, root: Path = ROOT) -> Result:
    return CliRunner().invoke(main, ["stage", str(out), "--root", str(root)])


def names(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


@dataclass(frozen=True)
class Told:
    """What a page tells its readers. The edit link is apart: a staged folder has nothing to edit.

    Its text is without space, because Zensical colors code with a tag around each word.
    """

    headings: tuple[tuple[str, str, str], ...]
    text: str
    links: tuple[str, ...]
    ids: tuple[str, ...]


# Each page is parsed for each builder: the sample compares one in eight, and test-deep all.
STEPS = sampled([1, 8], [8])


@functools.cache
def told(site: Path, step: int) -> dict[str, Told]:
    """Return what one page in so many of a built site tells, by its address."""
    found = {}
    for url in addresses(site)[::step]:
        page = opened((site / url / "index.html").read_text(encoding="utf-8"))
        article = first(page, "article.md-content__inner")
        for edit in article.css(":is(.edit, [data-part=edit])"):
            edit.decompose()
        headings = article.css(":is(h1, h2, h3, h4, h5, h6)")
        found[url] = Told(
            headings=tuple((str(tag.tag), str(tag.id), words(tag)) for tag in headings),
            text="".join(words(article).split()),
            links=tuple(urljoin(f"/{url}", str(link.attributes["href"])) for link in article.css("a[href]")),
            ids=tuple(str(tag.id) for tag in article.css("[id]") if tag.id != "__skip"),
        )
    return found


@pytest.fixture(scope="session")
def staged(tmp_path_factory: Factory) -> Path:
    """The changed project, staged over what was staged before, in a folder where that was built."""

    def make(folder: Path) -> None:
        out = folder / "way/out"
        for name, text in {"docs/old.md": "# Old\n", "site/index.html": "built", "mkdocs.yml": MARK}.items():
            (out / name).parent.mkdir(parents=True, exist_ok=True)
            (out / name).write_text(text)
        real_site(tmp_path_factory)
        with pytest.MonkeyPatch.context() as environment:
            environment.setenv("SITE_URL", SITE_URL)
            environment.setenv("SOURCE_DATE_EPOCH", DATED)
            done = stage(out, changed_project(tmp_path_factory))
        assert done.exit_code == 0, done.output

    return once(tmp_path_factory, "staged", make) / "way/out"


def test_the_folder_needs_neither_hooks_nor_data(staged: Path) -> None:
    assert {path.name for path in staged.iterdir()} == {"docs", "overrides", "mkdocs.yml", "site"}
    assert not list(staged.rglob("*.py")) and not list(staged.rglob("*.j2"))
    settings = (staged / "mkdocs.yml").read_text(encoding="utf-8")
    for key in ("hooks", "watch", "repo_url", "edit_uri"):
        assert f"\n{key}:" not in settings
    assert settings.index("site_name:") < settings.index("nav:") < settings.index("not_in_nav:")
    assert {path.name for path in staged.parent.iterdir()} == {staged.name}


@pytest.mark.parametrize("step", STEPS)
def test_mkdocs_makes_the_same_site_of_it(changed: Path, staged: Path, tmp_path: Path, step: int) -> None:
    done = build(staged, tmp_path / "site")
    assert done.returncode == 0, done.stderr
    assert "WARNING" not in done.stderr
    # What a browser keeps to open the site without a network is listed by a hook.
    assert names(tmp_path / "site") == names(changed) - {"offline.json"}
    assert told(tmp_path / "site", step) == told(changed, step)
    page = parsed(tmp_path / "site/exercises/old-name/index.html")
    assert page.css_first("link[rel=canonical][href='../bridge/']")
    assert page.css_first("meta[http-equiv=Content-Security-Policy]")


@pytest.mark.parametrize("step", STEPS)
def test_zensical_makes_the_same_pages_of_it(changed: Path, staged: Path, tmp_path: Path, step: int) -> None:
    folder = tmp_path / "staged"
    shutil.copytree(staged, folder, ignore=shutil.ignore_patterns("site"))
    environment = {**os.environ, "SITE_URL": SITE_URL}
    command = [str(BIN / "zensical"), "build"]
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert addresses(folder / "site") == addresses(changed)
    ours, theirs = told(changed, step), told(folder / "site", step)
    assert [url for url in ours if theirs[url] != ours[url]] == []


def test_staging_again_replaces_what_was_staged_and_nothing_else(staged: Path) -> None:
    assert not (staged / "docs/old.md").exists()
    assert (staged / "site/index.html").read_text() == "built"


def test_a_folder_with_something_else_is_refused(tmp_path: Path) -> None:
    (tmp_path / "mkdocs.yml").write_text("site_name: Mine\n")
    done = stage(tmp_path)
    assert done.exit_code == 1
    assert done.output.strip().count("\n") == 0 and "holds something else" in done.output
    assert names(tmp_path) == {"mkdocs.yml"}


def test_folders_that_a_build_reads_are_refused(project: Path) -> None:
    before = names(project)
    for folder in ("docs/out", "data", "overrides/partials/out", "hooks/out"):
        done = stage(project / folder, project)
        assert done.exit_code == 1, folder
        assert "choose another" in done.output, folder
    assert names(project) == before


def test_bad_data_leaves_the_last_staged_folder(project: Path, staged: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    shutil.copytree(staged, out)
    before = {path: path.stat().st_mtime_ns for path in out.rglob("*")}
    path = project / "data/exercises/bridge.yml"
    path.write_text(path.read_text(encoding="utf-8").replace("hook-lying", "hook-laying", 1), encoding="utf-8")
    for folder in (out, tmp_path / "new"):
        done = stage(folder, project)
        assert done.exit_code == 1
        assert "did you mean 'hook-lying'?" in done.output and "Traceback" not in done.output
    assert {path: path.stat().st_mtime_ns for path in out.rglob("*")} == before
    assert not (tmp_path / "new").exists()


def test_a_page_by_hand_at_the_address_of_data_is_refused(project: Path, tmp_path: Path) -> None:
    (project / "docs/exercises").mkdir()
    (project / "docs/exercises/bridge.md").write_text("# Mine\n")
    done = stage(tmp_path / "new", project)
    assert done.exit_code == 1
    assert "docs/exercises/bridge.md" in done.output
    assert not (tmp_path / "new").exists()
