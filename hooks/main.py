"""The adapter: the only file that knows MkDocs. It reads the data, hands the pages over and stops a bad build.

Hooks are loaded once: after a change in hooks/, stop `make serve` and start it again.
"""

import gc
import logging
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import chain
from pathlib import Path
from typing import Any, Literal
from urllib.parse import urljoin

from exercise_library.catalogue.catalogue import Catalogue, load
from exercise_library.exports import Site, edition
from exercise_library.figures.draw.cache import CachedRenderer
from exercise_library.offline import UNNAMED, WORKER, name_build
from exercise_library.pages.csp import with_csp
from exercise_library.pages.environment import keep_compiled
from exercise_library.pages.forge import edit_path, repository
from exercise_library.pages.html_stash import HtmlStash, stash_html
from exercise_library.pages.shell import shell_words
from exercise_library.site import SiteContent, build_site
from exercise_library.source.files import DRAWINGS
from exercise_library.source.problems import DataError, Severity
from exercise_library.source.written import written
from jinja2 import Environment, FileSystemLoader
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.livereload import LiveReloadServer
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page
from mkdocs.theme import Theme
from rjsmin import jsmin
from watchdog.observers.polling import PollingObserver

# --strict counts only what is logged below 'mkdocs'.
log = logging.getLogger("mkdocs.hooks.exercise_library")


@dataclass
class _State:
    """What one event leaves for a later one."""

    command: Literal["build", "gh-deploy", "serve"] = "build"
    content: SiteContent = field(default_factory=SiteContent)
    stash: HtmlStash = field(default_factory=lambda: HtmlStash("", ()))


_state = _State()


class _ThemeLoader(FileSystemLoader):
    """Lists the files of a theme without those in hidden folders.

    MkDocs looks at every file of the theme, and publishes none that is hidden; Material keeps 15,000 icons there.
    """

    def list_templates(self) -> list[str]:
        """Return the names of the files that may be published."""
        found: set[str] = set()
        for place in self.searchpath:
            for folder, folders, names in os.walk(place):
                folders[:] = [name for name in folders if not name.startswith(".")]
                found.update(Path(folder, name).relative_to(place).as_posix() for name in names)
        return sorted(found)


class _Theme(Theme):
    """The theme as it is, with a loader that lists it fast."""

    def get_env(self) -> Environment:
        """Return the environment of the theme's templates."""
        env = super().get_env()
        env.loader = _ThemeLoader(self.dirs)
        return env


def on_startup(command: Literal["build", "gh-deploy", "serve"], **_: Any) -> None:
    """Note whether this is a build or a server. Being here at all keeps this module loaded while the server runs."""
    _state.command = command
    # Nearly all that a build makes stays until its end. To look for garbage as often as Python does took 6 % of it.
    gc.set_threshold(50_000)


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Read the data and make all pages before MkDocs empties the folder of the last build."""
    root = Path(config.config_file_path).parent
    config.theme.__class__ = _Theme
    catalogue = _load(root)
    _name_forge(config)
    site = Site(config.site_url or "", config.site_name, edition())
    made = build_site(catalogue, site, _renderer(root), _edit_address(config), root / ".cache")
    _state.content = replace(made, by_hand=tuple(written(Path(config.docs_dir))))
    config.extra["shell"] = shell_words(catalogue.messages, edition())
    if _has_worker(config):
        config.extra["build"] = UNNAMED
    if not config.repo_url:
        config.edit_uri = None  # else MkDocs warns on every page that the address is not whole
    if not config.site_url:
        log.info("SITE_URL is not set: the site gets no sitemap and no canonical links, and handouts no QR codes.")
    for notice in catalogue.notices:
        log.info("%s", notice)
    return config


def _name_forge(config: MkDocsConfig) -> None:
    """Settle where files can be changed. EDIT_URI says it for a host whose name does not tell what runs there."""
    config.repo_url = repository(config.repo_url or "")
    config.edit_uri = f"{config.edit_uri or edit_path(config.repo_url)}docs/"


def _edit_address(config: MkDocsConfig) -> str:
    """Return the address before a file's name where it can be changed; empty if the repository's is not known."""
    return urljoin(f"{config.repo_url.rstrip('/')}/", f"{config.edit_uri}../") if config.repo_url else ""


@lru_cache
def _renderer(root: Path) -> CachedRenderer:
    """Return what draws the figures: one for as long as a server runs, so that it reads each drawing once."""
    return CachedRenderer(root / ".cache" / "figures", root / DRAWINGS)


def _load(root: Path) -> Catalogue:
    try:
        return load(root)
    except DataError as error:
        for problem in error.problems:
            level = logging.ERROR if problem.severity is Severity.ERROR else logging.INFO
            log.log(level, "%s", problem)
        raise PluginError(f"{error}. Nothing was written; the last built site is as it was.") from None


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add every page and file that is made from data. Our scripts are published without their comments."""
    _add(files, _generated(config))
    if _state.command != "serve":
        for file in files:
            is_script = file.src_uri.startswith("assets/javascripts/") or file.src_uri == WORKER
            if is_script and file.src_dir == config.docs_dir:
                file.content_string = jsmin(file.content_string)
    return files


def _generated(config: MkDocsConfig) -> Iterator[File]:
    """Yield the pages, then what is no page. Leaf pages stay out of the navigation: there are many.

    Each names its hub in its settings, from which the shell makes the way back and marks the tab.
    """
    for page in _state.content.pages.values():
        level = InclusionLevel.INCLUDED if page.hub is None else InclusionLevel.NOT_IN_NAV
        file = File.generated(config, page.file, content=page.body, inclusion=level)
        if page.source:
            file.edit_uri = f"../{page.source}"
        yield file
    redirects = ((redirect.file, _guarded(redirect.text)) for redirect in _state.content.redirects)
    for name, content in chain(redirects, _state.content.files()):
        # Written into the site at once, which MkDocs allows: kept until it copies them, they are most of the memory.
        path = Path(config.site_dir, name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        yield File.generated(config, name, abs_src_path=str(path), inclusion=InclusionLevel.NOT_IN_NAV)


def on_env(env: Environment, config: MkDocsConfig, **_: Any) -> Environment:
    """Keep the theme's templates as compiled, by what is in them: MkDocs compiles all of them anew for each build."""
    keep_compiled(env, Path(config.config_file_path).parent / ".cache" / "templates")
    return env


def on_serve(server: LiveReloadServer, config: MkDocsConfig, **_: Any) -> LiveReloadServer:
    """Look for changes more often than MkDocs does by itself, so that an edit shows within a second."""
    server.build_delay = 0.05
    watched = (config.docs_dir, config.config_file_path)
    for path in watched:
        server.unwatch(path)
    server.observer = PollingObserver(timeout=0.1)
    for path in watched:
        server.watch(path)
    return server


def on_page_markdown(markdown: str, page: Page, **_: Any) -> str:
    """Give a page that is made from data its settings, and stash its HTML: Markdown would read every tag of it."""
    from_data = _state.content.pages.get(page.file.src_uri)
    if from_data is None:
        return markdown
    page.meta = dict(from_data.meta)
    _state.stash = stash_html(markdown)
    return _state.stash.markdown


def on_page_content(html: str, page: Page, **_: Any) -> str:
    """Put the HTML back, and tell MkDocs which anchors are in it, for links from other pages."""
    if page.file.src_uri not in _state.content.pages:
        return html
    page.present_anchor_ids = (page.present_anchor_ids or set()) | _state.stash.ids
    return _state.stash.restore(html)


def on_post_page(output: str, **_: Any) -> str:
    """Write the page's policy, last of all: it names the scripts as they are published."""
    return _guarded(output)


def on_post_template(output_content: str, template_name: str, **_: Any) -> str:
    """Write the policy of the pages that are made from templates alone, such as 404.html."""
    return _guarded(output_content) if template_name.endswith(".html") else output_content


def on_post_build(config: MkDocsConfig) -> None:
    """Name the build in all its pages, and list its files for the service worker."""
    if _has_worker(config):
        name_build(Path(config.site_dir))


def _has_worker(config: MkDocsConfig) -> bool:
    """Tell whether the site opens without a network. Under `mkdocs serve` nothing is kept: it is changed next."""
    return _state.command != "serve" and bool(config.extra.get("offline", True))


def _guarded(html: str) -> str:
    """Return a page with its policy. `mkdocs serve` puts a script of its own into each page, so there it has none."""
    return html if _state.command == "serve" else with_csp(html)


def _add(files: Files, generated: Iterable[File]) -> None:
    """Add files, unless another has the name or the address of one: MkDocs would replace that one without a word."""
    taken = {uri: other for other in files for uri in (other.src_uri, other.dest_uri)}
    for file in generated:
        if other := taken.get(file.src_uri) or taken.get(file.dest_uri):
            raise PluginError(
                f"docs/{other.src_uri} and the page made from data have the same address. Rename the former."
            )
        taken |= {file.src_uri: file, file.dest_uri: file}
        files.append(file)
