"""Every link and every address in the built site leads somewhere, and nowhere else."""

import re
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import urlsplit
from xml.etree import ElementTree

from built import built_pages, opened, parsed

# Whom a reader may call, as `data/get-help.yml` says.
ALLOWED_NUMBERS = {"911", "999", "112", "111"}
# Links that a reader may follow to another host. Nothing is ever loaded from one.
ALLOWED_HOSTS = {
    "github.com",
    "creativecommons.org",
    "squidfunk.github.io",
    "www.nhs.uk",
    "www.nice.org.uk",
    "cks.nice.org.uk",
    "doi.org",
    "clinic.example",
    "www.annfammed.org",
    "pubmed.ncbi.nlm.nih.gov",
}


def test_every_link_to_another_host_leads_to_one_we_know(site: Path) -> None:
    """That those within the site find their page and place, test_published.py sees."""
    for url, page in built_pages(site).items():
        for link in page.opened.css("a[href]"):
            parts = urlsplit(str(link.attributes["href"]))
            if parts.scheme == "tel":
                assert parts.path in ALLOWED_NUMBERS, f"{url}: {link.html}"
            elif parts.scheme or parts.netloc:
                assert parts.scheme == "https" and parts.netloc in ALLOWED_HOSTS, f"{url}: {link.html}"


def test_nothing_is_loaded_from_another_host(site: Path) -> None:
    for path in site.rglob("*.html"):
        for tag in opened(path.read_text(encoding="utf-8")).css(":is([src], link[href], form[action], [srcset])"):
            for key in ("src", "href", "action", "srcset"):
                value = tag.attrs.sget(key)
                loads = tag.tag != "link" or not {"canonical", "alternate"} & {*tag.attrs.sget("rel").split()}
                assert not (loads and re.match(r"(https?:)?//", value)), f"{path}: {value}"
    for path in site.rglob("*.css"):
        assert not re.search(r"url\(\s*[\"']?(https?:)?//|@import\s+[\"']?https?:", path.read_text(encoding="utf-8")), (
            path
        )


def test_the_sitemap_names_pages_and_only_pages(site: Path) -> None:
    found = ElementTree.parse(site / "sitemap.xml").iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")
    named = {(loc.text or "").removeprefix("https://clinic.example/care/") for loc in found}
    listed = {url for url, page in built_pages(site).items() if not page.tree.css("meta[name=robots]")}
    assert named == listed and len(listed) < len(built_pages(site))


def test_every_drawing_that_a_page_shows_is_there(site: Path) -> None:
    shown = 0
    symbols: dict[Path, set[str]] = {}
    for url, page in built_pages(site).items():
        for use in page.opened.css("use"):
            path, _, name = str(use.attributes["href"]).partition("#")
            file = (site / url / path).resolve()
            if file not in symbols:
                symbols[file] = {str(symbol.attributes["id"]) for symbol in parsed(file).css("symbol")}
            assert name in symbols[file], f"{url}: {use.html}"
            shown += 1
    assert shown > len(built_pages(site))
    assert {path.resolve() for path in (site / "assets/figures").rglob("*.svg")} == set(symbols)


def test_the_scripts_of_the_theme_are_published_as_they_are(site: Path) -> None:
    package = find_spec("material")
    assert package and package.origin
    theme = Path(package.origin).parent / "templates/assets/javascripts"
    files = [path for path in theme.rglob("*") if path.is_file()]
    assert files
    for path in files:
        assert (site / "assets/javascripts" / path.relative_to(theme)).read_bytes() == path.read_bytes(), path.name
