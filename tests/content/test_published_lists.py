"""What was published is for ever: every address and every promise of the open data is on a list that only grows."""

from pathlib import Path

from built import built_pages
from conftest import ROOT
from exercise_library.catalogue.catalogue import Catalogue
from exercise_library.pages.catalogue_pages import pages
from exercise_library.view import urls
from exercise_library.view.build import build_view
from test_exports import everything, promises
from test_github import load_script

PUBLISHED = ROOT / "tests/published_api.txt"


def test_published_addresses_are_still_there(site: Path) -> None:
    """Paper points at these. A page that is renamed keeps its former name in the data, and this list only grows."""
    built = built_pages(site)
    for address in (ROOT / "tests/published_urls.txt").read_text(encoding="utf-8").split():
        path, _, anchor = address.partition("#")
        redirect = site / path / "index.html"
        assert redirect.exists(), address
        if anchor:
            assert anchor in built[path].anchors, address


def test_every_address_is_on_the_list(catalogue: Catalogue) -> None:
    listed = set((ROOT / "tests/published_urls.txt").read_text(encoding="utf-8").split())
    now = {page.url or "./" for page in pages(build_view(catalogue))} | {
        urls.entry(program.slug, entry.id) for program in catalogue.programs.values() for entry in program.entries
    }
    now |= {f"{language}/{url.removeprefix('./')}" for language in catalogue.translations for url in now}
    now |= {urls.FIGURE_SHEET, urls.FIGURE_GUIDE, urls.POSE}
    assert now <= listed, f"add these to tests/published_urls.txt: {sorted(now - listed)}"


def test_the_summary_of_changed_pages_sees_every_published_address(site: Path) -> None:
    """The script must see our pages as they are built, not only those of its own tests."""
    read = load_script().read_site(site)
    assert "bridge" in read.pages["programs/bone-health/"].anchors
    assert len(read.pages["exercises/bridge/"].lines) > 20
    for address in (ROOT / "tests/published_urls.txt").read_text(encoding="utf-8").split():
        path, _, anchor = address.partition("#")
        found = read.pages[path]
        assert not anchor or found.moved_to or anchor in found.anchors, address


def test_what_was_published_is_still_there(site: Path) -> None:
    """Other people's programs rely on it. This list only grows; see docs/contribute/api.md."""
    now = set(promises(everything(site)))
    listed = set(PUBLISHED.read_text(encoding="utf-8").splitlines())
    assert not listed - now, "this was promised for version 1"
    assert not now - listed, f"add these to {PUBLISHED.name}: {sorted(now - listed)}"
