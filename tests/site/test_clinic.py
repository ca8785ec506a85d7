"""A clinic's own site: the guide followed to the letter, published, and updated from us without a conflict."""

import json
import re
from pathlib import Path
from urllib.parse import urldefrag, urljoin

import pytest
from built import Built, built_pages, first
from conftest import Factory, copy_project
from exercise_library import cli
from exercise_library.catalogue.catalogue import Catalogue, load
from exercise_library.cli import main
from exercise_library.stage import stage
from guide import clinic_site, files_in_guide, follow, git

NAME, OWN, KEPT = "Riverside Physiotherapy", "riverside-ankle", "low-back-pain"
CONTACT = ("1 High Street, Riverside", "020 7946 0000", "desk@clinic.example", "https://clinic.example/")


@pytest.fixture(scope="module")
def site(tmp_path_factory: Factory) -> Path:
    """The site of the clinic in the guide."""
    return clinic_site(tmp_path_factory)


@pytest.fixture(scope="module")
def pages(site: Path) -> dict[str, Built]:
    """Its pages."""
    return built_pages(site)


def test_the_guide_shows_the_whole_way() -> None:
    assert set(files_in_guide()) == {
        "data/site.yml", "data/exercises/ankle-pump.yml", f"data/programs/{OWN}.yml",
    }  # fmt: skip


def test_each_page_is_the_clinics(pages: dict[str, Built]) -> None:
    for url, page in pages.items():
        assert first(page.tree, ".brand").text() == NAME, url
        assert first(page.tree, "meta[name=theme-color]").attributes["content"] == "#6b1f4f", url
        assert str(first(page.tree, "link[rel=icon]").attributes["href"]).endswith("assets/images/clinic.svg")
        assert not page.tree.css('meta[property="og:image"]'), "the picture for sharing would be ours"
        foot = first(page.tree, ".foot-contact").text()
        assert all(line in foot for line in CONTACT), url


def test_home_about_and_handouts_follow(pages: dict[str, Built], site: Path) -> None:
    home = pages[""].words
    assert NAME in home and "Exercises for our patients, to read or to print." in home
    assert "back and hips" not in home
    count = len([url for url in pages if re.fullmatch(r"exercises/(?!by-)[^/]+/", url)])
    assert f"All {count} exercises" in home
    for url in ("", "about/", "clinics/", f"handouts/{OWN}/", f"handouts/{KEPT}/"):
        assert all(line in pages[url].words for line in CONTACT), url
    assert "five handouts" not in pages["about/"].words + pages["sources/"].words
    assert "had no part" not in pages[f"handouts/{OWN}/"].words
    assert "had no part" in pages[f"handouts/{KEPT}/"].words
    assert (site / "assets/site/logo.svg").is_file()


def test_only_the_chosen_programs_and_their_exercises_are_shown(pages: dict[str, Built], catalogue: Catalogue) -> None:
    shown = [url for url in pages if re.fullmatch(r"programs/[^/]+/", url)]
    assert sorted(shown) == [f"programs/{KEPT}/", f"programs/{OWN}/"]
    cards = [a.attributes["href"] for a in pages[""].article.css(".card > a")]
    assert cards == [f"programs/{OWN}/", f"programs/{KEPT}/"], "in the order of data/site.yml"
    used = {entry.exercise for entry in catalogue.programs[KEPT].entries} | {"ankle-pump"}
    assert {url for url in pages if re.fullmatch(r"exercises/(?!by-)[^/]+/", url)} == {f"exercises/{x}/" for x in used}


def test_no_page_links_what_is_not_shown(pages: dict[str, Built], site: Path) -> None:
    for url, page in pages.items():
        for link in page.tree.css("a[href]"):
            target, anchor = urldefrag(urljoin(f"https://clinic.example/care/{url}", str(link.attributes["href"])))
            if target.startswith("https://clinic.example/care/"):
                path = target.removeprefix("https://clinic.example/care/")
                assert (site / path / "index.html").is_file() or (site / path).is_file(), (url, target)
                if anchor and path in pages and path not in ("plan/", "prescribe/"):
                    assert anchor in pages[path].anchors, (url, target, anchor)
    clinics = pages["clinics/"].words
    assert "Strong back and hips" not in clinics and "Clinic stretches" not in clinics
    assert "No clinician has reviewed a page unless the page says so." in clinics, "the other points stay"


def test_a_link_for_a_program_that_is_not_shown_names_its_exercises(site: Path, catalogue: Catalogue) -> None:
    page = (site / "plan/index.html").read_text(encoding="utf-8")
    retired = json.loads(page.split('data-part="library">')[1].split("</script>")[0])["retired"]
    hidden = [p for slug, p in catalogue.programs.items() if slug != KEPT]
    assert retired == {entry.code: entry.title for program in hidden for entry in program.entries}


def test_a_photo_and_a_film_are_shown_with_their_rights(pages: dict[str, Built], site: Path) -> None:
    article = pages["exercises/ankle-pump/"].article
    photo, film = article.css("figure.medium")
    shown = first(photo, "img")
    assert str(shown.attributes["alt"]).startswith("A woman sits on a chair")
    assert (shown.attributes["width"], shown.attributes["height"]) == ("640", "480")
    assert "Photo: Riverside Physiotherapy. All rights reserved." in photo.text()
    video, still = first(film, "video"), first(film, "img")
    assert "only-print" in still.attrs.sget("class")
    told = video.attributes
    assert told["preload"] == "none" and "controls" in told and "autoplay" not in told
    for tag, key in ((shown, "src"), (still, "src"), (video, "poster"), (first(video, "source"), "src")):
        address = str(tag.attributes[key])
        assert address.startswith("../../assets/site/"), "own host only"
        assert (site / address.removeprefix("../../")).is_file()
    assert not article.css("figure:not(.medium) svg"), "they stand in place of the drawing"
    handout = pages[f"handouts/{OWN}/"].article
    assert len(handout.css(".medium img")) == 2 and not handout.css("video"), "paper has the still"


def test_the_policy_lets_films_come_from_the_own_host_alone(pages: dict[str, Built]) -> None:
    meta = first(pages["exercises/ankle-pump/"].tree, "meta[http-equiv=Content-Security-Policy]")
    assert "media-src 'self';" in str(meta.attributes["content"])


def test_an_update_from_us_brings_no_conflict(tmp_path: Path) -> None:
    ours, theirs = copy_project(tmp_path / "ours"), tmp_path / "theirs"
    git(ours, "init", "--initial-branch=main", "--quiet")
    git(ours, "add", "data", "docs", "hooks", "overrides", "mkdocs.yml")
    git(ours, "commit", "--quiet", "--message=Ours")
    git(tmp_path, "clone", "--quiet", "--local", str(ours), str(theirs))
    follow(theirs)
    git(theirs, "add", "--all")
    git(theirs, "commit", "--quiet", "--message=Theirs")
    update(ours)
    git(theirs, "pull", "--no-rebase", "--no-edit", "--quiet")
    assert git(theirs, "status", "--porcelain") == ""
    assert "Our update" in (theirs / "mkdocs.yml").read_text(encoding="utf-8")
    library = load(theirs)
    assert library.site and library.site.name == NAME
    assert list(library.programs) == [OWN, KEPT]
    assert "hip-lift" not in library.exercises, "what is new in ours is shown when a program here uses it"


def update(ours: Path) -> None:
    """Change in our own library whatever grows: settings, pages, lists, vocabulary, an exercise, schemas, templates."""
    for name in ("mkdocs.yml", "data/templates/site.yml", "docs/contribute/publish.md", "data/schema/exercise.json"):
        path = ours / name
        path.write_text(f"{path.read_text(encoding='utf-8')}\n", encoding="utf-8")
    settings = ours / "mkdocs.yml"
    settings.write_text(settings.read_text(encoding="utf-8").replace("Home exercises for", "Our update of", 1))
    sources = ours / "data/sources.yml"
    with sources.open("a", encoding="utf-8") as file:
        file.write("\nnew-handout:\n  kind: handout\n  title: A new handout\n")
    bridge = (ours / "data/exercises/bridge.yml").read_text(encoding="utf-8")
    lift = re.sub(r"^(formerly|other_names|relations):\n(?:[ -].*\n)+", "", bridge, flags=re.MULTILINE)
    (ours / "data/exercises/hip-lift.yml").write_text(re.sub("^name: .*", "name: Hip lift", lift, flags=re.MULTILINE))
    listed = ours / "data/published.yml"
    text = listed.read_text(encoding="utf-8")
    listed.write_text(text.replace("exercises:\n", "exercises:\n  - hip-lift\n", 1), encoding="utf-8")
    git(ours, "add", "--all", "data", "docs", "mkdocs.yml")
    git(ours, "commit", "--quiet", "--message=An update")


def test_the_site_without_hooks_is_the_clinics_too(site: Path, tmp_path: Path) -> None:
    stage(site.parent / "project", tmp_path / "out")
    settings = (tmp_path / "out/mkdocs.yml").read_text(encoding="utf-8")
    assert f'site_name: "{NAME}"' in settings and '"theme_color": "#6b1f4f"' in settings
    assert "Strong back and hips" not in (tmp_path / "out/docs/clinics.md").read_text(encoding="utf-8")
    assert NAME in (tmp_path / "out/docs/about.md").read_text(encoding="utf-8")
    assert (tmp_path / "out/docs/assets/site/ankle-circle.mp4").is_file()


def test_nothing_is_written_into_files_of_ours(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # To judge figures takes minutes, once for each code, and writes nothing but what it keeps for the next time.
    monkeypatch.setattr(cli, "figure_problems", lambda *_: [])
    project = copy_project(tmp_path)
    follow(project)
    before = {path: path.read_bytes() for path in (project / "data").rglob("*") if path.is_file()}
    for command in (["fix", "--yes"], ["schema"], ["check"]):
        main([*command, "--root", str(project)], standalone_mode=False)
    changed = [path for path, content in before.items() if path.read_bytes() != content]
    assert not changed
