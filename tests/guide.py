"""The guide for clinics, followed to the letter: its files are written where it says."""

import re
import subprocess
from pathlib import Path

import pytest
from conftest import ROOT, build_well, copy_project, once, real_site
from PIL import Image

GUIDE = ROOT / "docs/contribute/publish.md"
_BLOCK = re.compile(r"^```yaml\n# (\S+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
LOGO = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 40"><circle cx="20" cy="20" r="18" fill="#fff"/></svg>\n'
)
# A film is told by how it begins. What follows is for a player alone.
FILM = b"\x00\x00\x00\x18ftypisom\x00\x00\x02\x00isomiso2"


def files_in_guide() -> dict[str, str]:
    """Return the text of each file that the guide shows, by its path."""
    return dict(_BLOCK.findall(GUIDE.read_text(encoding="utf-8")))


def follow(project: Path) -> None:
    """Make a copy of the library a clinic's own, as the guide says."""
    for path, text in files_in_guide().items():
        assert not (project / path).exists(), f"{path} is ours: a clinic could not add it"
        (project / path).write_text(text, encoding="utf-8")
    media = project / "data/site"
    media.mkdir()
    (media / "logo.svg").write_text(LOGO, encoding="utf-8")
    (media / "ankle-circle.mp4").write_bytes(FILM)
    for name in ("ankle-pump.jpg", "ankle-circle.jpg"):
        Image.new("RGB", (640, 480), "#8899aa").save(media / name)


def git(folder: Path, *words: str) -> str:
    """Run git in a folder as a person with a name, and return what it says."""
    who = ("-c", "user.name=A clinic", "-c", "user.email=desk@clinic.example", "-c", "commit.gpgsign=false")
    done = subprocess.run(["git", *who, *words], cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def clinic_site(factory: pytest.TempPathFactory) -> Path:
    """Return the site of a clinic that has followed the guide, built once in a run."""

    def make(folder: Path) -> None:
        real_site(factory)
        project = copy_project(folder / "project")
        follow(project)
        build_well(project, folder / "care")

    return once(factory, "clinic", make) / "care"
