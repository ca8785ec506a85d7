"""The way out: the whole site as Markdown, assets and settings without hooks, for any builder that reads them."""

import json
import os
import re
import shutil
import tempfile
from collections.abc import Mapping
from datetime import date
from itertools import chain
from pathlib import Path, PurePosixPath
from typing import Any

import yaml

from exercise_library.catalogue.catalogue import Catalogue, load
from exercise_library.exports import Site, edition
from exercise_library.figures.draw.cache import CachedRenderer
from exercise_library.pages.by_hand import with_data
from exercise_library.pages.clinic import shell_site
from exercise_library.pages.csp import with_csp
from exercise_library.pages.shell import languages
from exercise_library.site import SiteContent, build_site, with_languages
from exercise_library.source.files import DRAWINGS

_SETTINGS = "mkdocs.yml"
_DOCS = "docs"
_THEME = "overrides"
_READ = ("data", _DOCS, "hooks", _THEME)

_MARK = "# Written by 'exercise-library stage'."
_HEAD = f"""\
{_MARK} The whole site, without data and without hooks. To build it:
#   mkdocs build     with mkdocs and mkdocs-material, or
#   zensical build   with zensical.
"""
# Settings that only make sense beside the data, with the notes above them and the lines below them.
_OURS = re.compile(r"^(?:#.*\n)*(?:hooks|watch|repo_url|edit_uri):.*\n(?:(?:[ \t-].*)?\n)*", re.MULTILINE)
# What a fork has set for its theme, which the words of the shell join.
_EXTRA = re.compile(r"^extra:.*\n(?:(?:[ \t-].*)?\n)*", re.MULTILINE)
# What a clinic's own site says in other words.
_NAMED = re.compile(r"^(site_name|site_description):.*$", re.MULTILINE)


class StageError(Exception):
    """The site cannot be written; says why in one sentence."""


def stage(root: Path, out: Path) -> int:
    """Write the site of the project at `root` into the folder `out`. Return how many pages are made from data.

    Everything is made aside first: if anything is wrong, `out` stays as it was. In a folder that was staged before,
    only what this has written is replaced. Raises DataError or StageError.
    """
    root, out = root.resolve(), out.resolve()
    catalogue = load(root, today=date.today())
    _refuse(root, out)
    try:
        settings = (root / _SETTINGS).read_text(encoding="utf-8")
        renderer = CachedRenderer(root / ".cache" / "figures", root / DRAWINGS)
        content = build_site(catalogue, _site(settings, catalogue), renderer, root)
        content = with_languages(content, catalogue.translations)
        out.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=f".{out.name}-", dir=out.parent) as folder:
            aside = Path(folder)
            shutil.copytree(root / _DOCS, aside / _DOCS, ignore=shutil.ignore_patterns(".*"))
            shutil.copytree(root / _THEME, aside / _THEME)
            for path in (aside / _DOCS).rglob("*.md"):
                text = content.told(path.relative_to(aside / _DOCS).as_posix(), path.read_text(encoding="utf-8"))
                path.write_text(text, encoding="utf-8", newline="\n")
            _fill(aside / _DOCS, content)
            _write(aside / _DOCS, content)
            spoken = languages(catalogue, content.lacking, content.site.name, edition())
            words = {"languages": spoken, "site": shell_site(catalogue)}
            (aside / _SETTINGS).write_text(_without_hooks(settings, content, words), encoding="utf-8", newline="\n")
            out.mkdir(exist_ok=True)
            # The settings go first: they mark the folder as ours, should this be cut off.
            for name in (_SETTINGS, _DOCS, _THEME):
                _replace(out / name, aside / name)
    except OSError as error:
        raise StageError(f"{error.filename or out} cannot be read or written: {error.strerror}.") from None
    return len(content.pages)


def _refuse(root: Path, out: Path) -> None:
    """Refuse a folder that holds something else, or that a build reads."""
    if any(out.is_relative_to(root / name) for name in _READ):
        raise StageError(f"{out} is a folder that the site is made from: choose another.")
    if out.exists() and any(out.iterdir()) and not _is_staged(out):
        raise StageError(f"{out} holds something else: choose an empty folder, or one that was staged before.")


def _is_staged(out: Path) -> bool:
    settings = out / _SETTINGS
    return settings.is_file() and settings.read_text(encoding="utf-8", errors="replace").startswith(_MARK)


def _fill(docs: Path, content: SiteContent) -> None:
    """Write what pages by hand say of the data into them."""
    for path in docs.rglob("*.md"):
        text = path.read_text(encoding="utf-8")
        view = content.view_of(path.relative_to(docs).as_posix())
        if view and (filled := with_data(text, view)) != text:
            path.write_text(filled, encoding="utf-8", newline="\n")


def _write(docs: Path, content: SiteContent) -> None:
    """Write what is made from data among the pages that are written by hand, never over one of them."""
    by_hand = (path.relative_to(docs).as_posix() for path in docs.rglob("*") if path.is_file())
    taken = {_published(name): name for name in by_hand}
    pages = ((name, page.text) for name, page in content.pages.items())
    redirects = ((redirect.file, with_csp(redirect.text)) for redirect in content.redirects)
    files = ((name, make()) for name, make in content.files())
    for name, made in chain(pages, redirects, files):
        if other := taken.get(_published(name)):
            raise StageError(f"docs/{other} and the page made from data have the same address: rename the former.")
        path = docs / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(made if isinstance(made, bytes) else made.encode())


def _published(name: str) -> str:
    """Return where a file of docs/ is published: each Markdown file in the folder that is its address."""
    path = PurePosixPath(name)
    if path.suffix != ".md":
        return name
    folder = path.parent if path.stem in ("index", "README") else path.with_suffix("")
    return (folder / "index.html").as_posix()


class _Loader(yaml.SafeLoader):
    """Reads settings as MkDocs does, as far as they are plain values."""


def _from_environment(loader: _Loader, node: yaml.Node) -> Any:
    """Return what `!ENV [NAME, default]` stands for."""
    *names, default = loader.construct_sequence(node) if isinstance(node, yaml.SequenceNode) else [node.value, None]
    return next((os.environ[name] for name in names if name in os.environ), default)


_Loader.add_constructor("!ENV", _from_environment)
_Loader.add_constructor(None, lambda *_: None)


def _site(settings: str, catalogue: Catalogue) -> Site:
    """Return the name and address that the settings give to the site."""
    read = yaml.load(settings, Loader=_Loader)
    return Site(read.get("site_url") or "", catalogue.site.name if catalogue.site else read["site_name"], edition())


def _without_hooks(settings: str, content: SiteContent, words: Mapping[str, Any]) -> str:
    """Return the settings without hooks, with the leaf pages kept out of the navigation, and with the shell's words."""
    patterns = {_beside(page.url) for page in content.pages.values() if page.hub is not None}
    patterns |= {f"/{language}/" for language in content.others}
    leaves = "".join(f"  {pattern}\n" for pattern in sorted(patterns))
    kept = _EXTRA.sub("", _OURS.sub("", settings)).strip()
    clinic = content.view.catalogue.site if content.view else None
    if clinic:
        own = {"site_name": clinic.name, "site_description": clinic.summary}
        kept = _NAMED.sub(lambda row: f"{row[1]}: {json.dumps(own[row[1]])}", kept)
    extra = {**(yaml.load(settings, Loader=_Loader).get("extra") or {}), **words}
    # JSON is YAML.
    told = json.dumps(extra, indent=2, ensure_ascii=False)
    return f"{_HEAD}\n{kept}\n\nextra: {told}\n\nnot_in_nav: |\n{leaves}"


def _beside(url: str) -> str:
    """Return the pattern for a page and all that lie beside it; for one that lies at the top, only the page."""
    folder = PurePosixPath(url).parent.as_posix()
    return f"/{url}" if folder == "." else f"/{folder}/*/"


def _replace(old: Path, new: Path) -> None:
    if old.is_dir() and not old.is_symlink():
        shutil.rmtree(old)
    new.replace(old)
