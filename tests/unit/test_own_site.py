"""What the check says of a clinic's own site, and how a built site is put in its place."""

import os
import re
import runpy
import sys
from pathlib import Path

import pytest
from exercise_library import building
from exercise_library.catalogue.colors import WANTED, contrast, shades
from exercise_library.source.problems import Severity
from library import problems, small_library, write
from PIL import Image

PATH = "data/site.yml"


def told(root: Path, text: str) -> list[str]:
    """Return what is told of a site's settings in a small library."""
    (root / PATH).write_text(text, encoding="utf-8")
    return [str(problem) for problem in problems(root) if problem.path.startswith("data/site")]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return small_library(tmp_path)


def test_a_name_is_enough(root: Path) -> None:
    assert told(root, "name: A clinic\n") == []


def test_a_color_that_is_hard_to_read_is_told_with_one_that_is_not(root: Path) -> None:
    (said,) = told(root, 'name: A clinic\ncolor: "#ffb347"\n')
    assert said.startswith(f"{PATH}:2: color: text in #ffb347 is hard to read: its contrast is 1.") and "7 to 1" in said
    better = said.split('write "')[1][:7]
    assert told(root, f'name: A clinic\ncolor: "{better}"\n') == []
    assert told(root, "name: A clinic\ncolor: purple\n")[0].startswith(f"{PATH}:2: color: 'purple' is not a color.")


@pytest.mark.parametrize("color", ["#6b1f4f", "#000000", "#0b4f4d", "#5c3d00", "#1a237e"])
def test_the_shades_can_be_read_in_both_schemes(color: str) -> None:
    made = {
        name: value.replace("var(--light, ", "").rstrip(")").split(") var(--dark, ")
        for name, value in shades(color).items()
    }
    for scheme, papers in ((0, ("#fbf8f2", "#ffffff")), (1, ("#141d1b", "#1c2825"))):
        accent, tint = made["accent"][scheme], made["tint"][scheme]
        assert all(contrast(accent, ground) >= WANTED for ground in (*papers, tint, made["on-accent"][scheme]))
        assert contrast(made["bar"][scheme], made["on-bar"][scheme]) >= WANTED


def test_contrast_is_that_of_the_guidelines() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("own: [no-such]", "own.1: there is no program 'no-such'."),
        ("programs: [no-such]", "programs.1: there is no program 'no-such'."),
        ("languages: [fr]", "languages.1: there is no 'fr'."),
        ("logo: Logo.SVG", "logo: 'Logo.SVG' is not the name of a file in data/site/."),
        ("logo: logo.svg", "logo: there is no file data/site/logo.svg."),
        ("contact: {email: nobody}", "contact.email: 'nobody' is not an address for mail."),
        ("contact: {phone: call us}", "contact.phone: 'call us' is not a telephone number."),
        ("exercises: some", "exercises: 'some' is not a choice here."),
    ],
)
def test_a_mistake_is_told_with_its_line(root: Path, line: str, message: str) -> None:
    (said,) = told(root, f"name: A clinic\n{line}\n")
    assert said.startswith(f"{PATH}:2: {message}") and "Tip: " in said


def photo(root: Path, size: tuple[int, int] = (640, 480), **more: object) -> Path:
    (root / "data/site").mkdir(exist_ok=True)
    path = root / "data/site/photo.jpg"
    Image.new("RGB", size, "#888").save(path, **more)  # type: ignore[arg-type]
    return path


def exif(tag: int, value: object) -> Image.Exif:
    made = Image.Exif()
    made[tag] = value
    return made


def place() -> Image.Exif:
    made = Image.Exif()
    made[0x8825] = {1: "N", 2: (51.0, 30.0, 0.0)}
    return made


def with_photo(root: Path) -> list[str]:
    """Return what is told of an exercise that is shown in a photo."""
    path = root / "data/exercises/rest.yml"
    text = path.read_text(encoding="utf-8").replace(
        "figure:\n  base: supine\n  alt: A person lies on their back.\n",
        "media:\n  - file: photo.jpg\n    alt: A man lies on his back.\n    rights: Ours.\n    consent: He agreed.\n",
    )
    path.write_text(text, encoding="utf-8")
    return [str(problem) for problem in problems(root) if "media" in problem.field or "site" in problem.path]


def test_a_photo_stands_in_place_of_a_drawing(root: Path) -> None:
    photo(root)
    assert with_photo(root) == []


def test_a_photo_that_tells_where_it_was_taken_is_refused(root: Path) -> None:
    photo(root, exif=place())
    (said,) = with_photo(root)
    assert "media.1.file: photo.jpg: the photo holds the place where it was taken." in said


def test_a_photo_that_lies_on_its_side_or_is_too_small_is_refused(root: Path) -> None:
    photo(root, exif=exif(0x0112, 6))
    assert "is stored lying on its side" in with_photo(root)[0]
    photo(root, (100, 80))
    assert "is 100 pixels wide, and at least 480 are needed" in with_photo(root)[0]


def test_a_photo_that_is_too_large_or_no_photo_is_refused(root: Path) -> None:
    path = photo(root)
    path.write_bytes(path.read_bytes() + bytes(1_500_000))
    assert "has 1.5 MB, and 1 MB are the most" in with_photo(root)[0]
    path.write_text("no picture")
    assert "this picture cannot be read" in with_photo(root)[0]


def test_a_photo_that_is_too_tall_is_told_with_what_to_cut(root: Path) -> None:
    photo(root, (480, 720))
    assert with_photo(root) == []
    photo(root, (480, 853))
    (said,) = with_photo(root)
    assert "photo.jpg is 480 pixels wide and 853 high" in said and "to at most 720 pixels high" in said


def test_a_file_that_nothing_names_is_told(root: Path) -> None:
    photo(root)
    (said,) = told(root, "name: A clinic\n")
    assert said.startswith("data/site/photo.jpg:1: nothing names this file, so it is not published.")


_WHOLE = """name: A clinic
logo: {logo}
color: "{color}"
own: [daily]
sources:
  ours: {{kind: handout, title: Our own plan}}
"""


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (_WHOLE.format(logo="photo.jpg", color="#zzz"), f"{PATH}:3: color: '#zzz' is not a color."),
        (_WHOLE.format(logo="Photo.jpg", color="#6b1f4f"), f"{PATH}:2: logo: 'Photo.jpg' is not the name of a file"),
        (_WHOLE.format(logo="photo.jpg", color="#6b1f4f") + "own: [daily]\n", f"{PATH}:7: own: the key 'own' is here"),
        ('name: "A clinic\n', f"{PATH}:1: a quotation mark"),
    ],
)
def test_one_mistake_brings_no_false_messages_of_what_depends_on_it(root: Path, text: str, message: str) -> None:
    photo(root)
    write(root, "published.yml", "exercises: []\nprograms: {}\ncodes: {}\n")
    daily = root / "data/programs/daily.yml"
    daily.write_text(re.sub(r"(?m)^source: .*", "source: ours", daily.read_text("utf-8")), encoding="utf-8")
    (root / PATH).write_text(text, encoding="utf-8")
    said = [str(problem) for problem in problems(root) if problem.severity is not Severity.NOTICE]
    assert len(said) == 1 and said[0].startswith(message), said


@pytest.mark.parametrize(
    "bad", ["<script>x()</script>", '<image href="https://x.example/a.png"/>', '<g onload="x()"/>']
)
def test_a_logo_that_runs_or_loads_something_is_refused(root: Path, bad: str) -> None:
    (root / "data/site").mkdir()
    (root / "data/site/logo.svg").write_text(f'<svg xmlns="http://www.w3.org/2000/svg">{bad}</svg>')
    (said,) = told(root, "name: A clinic\nlogo: logo.svg\n")
    assert "the drawing runs or loads something" in said


# --- how a built site is put in its place ---


def folder(path: Path, **files: str) -> Path:
    path.mkdir(parents=True)
    for name, text in files.items():
        (path / name).write_text(text)
    return path


def content(path: Path) -> dict[str, str]:
    return {it.relative_to(path).as_posix(): it.read_text() for it in path.rglob("*") if it.is_file()}


def test_a_folder_is_replaced(tmp_path: Path) -> None:
    folder(tmp_path / "site", a="old", gone="old")
    building.put(folder(tmp_path / "new", a="new"), tmp_path / "site")
    assert content(tmp_path / "site") == {"a": "new"}
    assert {path.name for path in tmp_path.iterdir()} == {"site"}


def test_a_link_stays_a_link_and_what_it_leads_to_is_filled(tmp_path: Path) -> None:
    there = folder(tmp_path / "www/exercises", a="old", gone="old")
    folder(there / "old-folder", b="old")
    (tmp_path / "site").symlink_to(there)
    building.put(folder(tmp_path / "new", a="new"), tmp_path / "site")
    assert (tmp_path / "site").is_symlink() and content(there) == {"a": "new"}
    assert not (there / "old-folder").exists() and not (tmp_path / "new").exists()


def test_a_disk_of_its_own_is_filled(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    site = folder(tmp_path / "site", gone="old")
    before = site.stat().st_ino
    monkeypatch.setattr(os.path, "ismount", lambda path: Path(path) == site)
    building.put(folder(tmp_path / "new", a="new"), site)
    assert content(site) == {"a": "new"} and site.stat().st_ino == before


def test_the_command_needs_no_make(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(sys, "argv", ["exercise_library", "--help"])
    with pytest.raises(SystemExit) as ended:
        runpy.run_module("exercise_library", run_name="__main__")
    assert not ended.value.code
    assert "Build the site into the folder site/." in capsys.readouterr().out
