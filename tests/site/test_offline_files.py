"""What a build writes for the service worker: a list that is true, one name for one build, and not much of it."""

import gzip
import hashlib
import json
import re
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

import pytest
from builds import renewed
from built import built_pages
from conftest import SITE_URL
from exercise_library.pages.icons import ICONS, TOUCH_ICON
from PIL import Image

KB = 1024


def told(site: Path) -> Any:
    return json.loads((site / "offline.json").read_text(encoding="utf-8"))


def file_of(site: Path, address: str) -> Path:
    return site / address / "index.html" if not address or address.endswith("/") else site / address


def test_every_file_of_the_list_has_its_digest_and_every_page_is_in_it(site: Path) -> None:
    files = told(site)["files"]
    for address, mark in files.items():
        assert hashlib.sha256(file_of(site, address).read_bytes()).hexdigest().startswith(mark), address
        assert len(mark) == 16
    assert set(built_pages(site)) <= set(files)
    assert not [name for name in files if re.search(r"^api/|\.pdf$|^worker\.js$|^offline\.json$|\.map$", name)]


def test_every_page_the_worker_and_the_list_name_one_build(site: Path) -> None:
    name = told(site)["build"]
    assert re.fullmatch("[0-9a-f]{12}", name)
    assert f'BUILD="{name}"' in (site / "worker.js").read_text(encoding="utf-8")
    for url, page in built_pages(site).items():
        assert page.html.count(f'<meta name="build" content="{name}">') == 1, url


def test_one_site_has_one_name_and_another_has_another(site: Path, tmp_path: Path) -> None:
    again = renewed(site, tmp_path / "again", lambda _: None)
    for name in ("offline.json", "worker.js", "index.html"):
        assert (again / name).read_bytes() == (site / name).read_bytes()

    def change(folder: Path) -> None:
        (folder / "assets/stylesheets/site.css").write_text("h1 { color: red }")

    assert told(renewed(site, tmp_path / "other", change))["build"] != told(site)["build"]


@pytest.mark.parametrize("folder", ["", "es/"])
def test_what_the_shell_loads_is_in_the_shell(site: Path, folder: str) -> None:
    shell = told(site)["shell"][folder]
    assert {folder, f"{folder}plan/", f"{folder}offline/"} <= set(shell)
    assert not [name for name in shell if name.startswith("assets/motion/")], "a body that moves waits to be asked for"
    for url in (folder, f"{folder}plan/", f"{folder}offline/"):
        for tag in built_pages(site)[url].tree.css("link[rel=stylesheet], link[rel=modulepreload], script[src]"):
            assert urljoin(url, tag.attrs.sget("href") or tag.attrs.sget("src")) in shell
    for script in (name for name in shell if name.endswith(".js") and "/search/" not in name):
        text = (site / script).read_text(encoding="utf-8")
        for path in re.findall(r"""(?:from|import|import\()\s*["'](\.[^"']+)["']""", text):
            assert urljoin(script, path) in shell, f"{script} imports {path}"


def test_without_an_address_a_language_keeps_no_page_of_another(site: Path, tmp_path: Path) -> None:
    """Links to other languages are relative then, as are those to what a page loads."""

    def change(folder: Path) -> None:
        for page in (folder / "plan/index.html", folder / "es/plan/index.html"):
            up = "../" * (len(page.relative_to(folder).parts) - 1)
            page.write_text(page.read_text(encoding="utf-8").replace(SITE_URL, up), encoding="utf-8")

    shell = told(renewed(site, tmp_path / "relative", change))["shell"]
    assert [name for name in shell[""] if name.startswith("es/")] == []
    assert [name for name in shell["es/"] if name.endswith("/") and not name.startswith("es/")] == []


def test_the_worker_and_its_part_of_each_page_are_small(site: Path) -> None:
    parts = [site / "worker.js", *(site / "assets/javascripts/offline").iterdir()]
    size = sum(len(gzip.compress(path.read_bytes(), 9, mtime=0)) for path in parts)
    assert size <= 5 * KB, size
    assert len(gzip.compress((site / "offline.json").read_bytes(), 9, mtime=0)) <= 13 * KB


@pytest.mark.parametrize("icon", [*ICONS, TOUCH_ICON], ids=lambda icon: icon.address)
def test_an_icon_shows_the_logo_and_keeps_it_clear_of_the_edge(site: Path, icon: Any) -> None:
    picture = Image.open(site / icon.address).convert("RGBA")
    assert picture.size == (icon.size, icon.size)
    corner = picture.getpixel((0, 0))
    assert isinstance(corner, tuple) and corner[3] == (255 if icon.full else 0)
    logo = picture.getchannel("R").point(lambda red: 255 if red > 128 else 0)
    left, top, right, bottom = logo.getbbox() or (0, 0, 0, 0)
    assert right - left > 0.4 * icon.size
    margin = 0.1 if not icon.safe else 0.2
    assert min(left, top, icon.size - right, icon.size - bottom) >= margin * icon.size
