"""The adapter: the only file that knows MkDocs. It reads the data, hands the pages over and stops a bad build.

Hooks are loaded once: after a change in hooks/, stop `make serve` and start it again.
"""

import gc
import logging
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache, partial
from itertools import chain
from pathlib import Path
from threading import Condition
from typing import Any, Literal
from urllib.parse import urljoin

import markdown
import mkdocs
from exercise_library import cache
from exercise_library.catalogue.catalogue import Catalogue, load
from exercise_library.exports import Site, edition
from exercise_library.figures.draw.cache import CachedRenderer
from exercise_library.offline import UNNAMED, WORKER, name_build
from exercise_library.pages.by_hand import with_data
from exercise_library.pages.clinic import shell_site
from exercise_library.pages.csp import with_csp
from exercise_library.pages.environment import keep_compiled
from exercise_library.pages.forge import edit_path, repository
from exercise_library.pages.page import Page
from exercise_library.pages.shell import languages, without_faults_of_theme
from exercise_library.reading import KeptReader
from exercise_library.served import Served
from exercise_library.shelf import Shelf
from exercise_library.site import Made, SiteContent, build_site, put_by, with_languages
from exercise_library.source.files import DRAWINGS
from exercise_library.source.problems import DataError, Severity
from exercise_library.source.reader import read
from exercise_library.tried import MOST, tried
from exercise_library.view import urls
from jinja2 import Environment, FileSystemLoader
from mkdocs.commands.build import _build_page
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.livereload import LiveReloadServer
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page as MkDocsPage
from mkdocs.structure.toc import AnchorLink, TableOfContents, get_toc
from mkdocs.theme import Theme
from mkdocs.utils import CountHandler, write_file
from mkdocs.utils.templates import TemplateContext
from rjsmin import jsmin
from watchdog.observers.polling import PollingObserver

# Nearly all that a build makes stays until its end. To look for garbage as often as Python does took a tenth of it.
gc.set_threshold(500_000)

# --strict counts only what is logged below 'mkdocs'.
log = logging.getLogger("mkdocs.hooks.exercise_library")


@dataclass
class _State:
    """What one event leaves for a later one."""

    command: Literal["build", "gh-deploy", "serve"] = "build"
    content: SiteContent = field(default_factory=SiteContent)
    served: Served = field(default_factory=Served)
    # A server makes the pages of another language once somebody has asked for one: an edit shows sooner without them.
    asked: set[str] = field(default_factory=set)
    built: Condition = field(default_factory=Condition)
    nav: Navigation | None = None


_state = _State()
# On the page for trying a pose: what only the solver can do is in sight where there is one.
_SOLVES = (" data-solves hidden", " data-solves")
# A server reads few files again. A build reads each once, and need not keep it.
_read_once = lru_cache(maxsize=2000)(read)


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


class _PageFromData(MkDocsPage):
    """A page that is HTML already, with settings. Markdown would read every tag of it and leave it as it is."""

    made: Page

    def read_source(self, config: MkDocsConfig) -> None:  # noqa: ARG002 (as MkDocs calls it)
        """Take the settings over."""
        self.markdown, self.meta = "", dict(self.made.meta)

    def render(self, config: MkDocsConfig, files: Files) -> None:  # noqa: ARG002 (as MkDocs calls it)
        """Leave its HTML for later: a server needs it only when the page is asked for."""
        self.content = ""

    def fill(self) -> None:
        """Take the HTML over. The first anchor is the way past the header."""
        self.content = self.made.html
        self.toc = TableOfContents([AnchorLink(self.made.name, self.made.anchors[0], 0)])

    def forget(self) -> None:
        """Let go of the HTML: all of it together is most of the memory."""
        self.content = ""
        vars(self.made).pop("body", None)

    @property
    def present_anchor_ids(self) -> set[str]:  # type: ignore[override]
        """Its anchors, for links from other pages."""
        return set(self.made.anchors)


class _FilesWhenAsked(Files):
    """The files of a site that a server shows: MkDocs writes none of them, nor the pages."""

    def copy_static_files(
        self, dirty: bool = False, *, inclusion: Callable[[InclusionLevel], bool] = InclusionLevel.is_included
    ) -> None:
        """Copy nothing."""

    def documentation_pages(
        self, *, inclusion: Callable[[InclusionLevel], bool] = InclusionLevel.is_included
    ) -> Sequence[File]:
        """Return no page to write, but all for whoever lists them."""
        return [] if inclusion is InclusionLevel.is_in_serve else super().documentation_pages(inclusion=inclusion)


class _PageByHand(MkDocsPage):
    """A page that is written by hand. Its Markdown is read once, as long as it and all addresses stay as they are."""

    kept: Path

    def render(self, config: MkDocsConfig, files: Files) -> None:
        """Make HTML of the Markdown, or take what a build before made of it if nothing was wrong with it."""
        path = self.kept / f"{cache.mark(self.file.src_uri, self.markdown)}.json"
        try:
            self.content, toc, self._title_from_render, anchors, links = cache.read(path)
        except (OSError, ValueError):
            if self._renders_in_silence(config, files):
                cache.write(path, self._made())
        else:
            self.toc, self.present_anchor_ids = get_toc(toc), set(anchors)
            self.links_to_anchors = {files.src_uris[uri]: found for uri, found in links.items()}

    def _renders_in_silence(self, config: MkDocsConfig, files: Files) -> bool:
        """Make HTML of the Markdown, and return whether MkDocs had nothing to say of its links."""
        said, about_pages = CountHandler(), logging.getLogger("mkdocs.structure.pages")
        about_pages.addHandler(said)
        try:
            super().render(config, files)
        finally:
            about_pages.removeHandler(said)
        return not said.get_counts()

    def _made(self) -> tuple[Any, ...]:
        links = {file.src_uri: found for file, found in (self.links_to_anchors or {}).items()}
        return self.content, _tokens(self.toc), self._title_from_render, sorted(self.present_anchor_ids or ()), links


def _tokens(links: Iterable[AnchorLink]) -> list[dict[str, Any]]:
    return [{"name": it.title, "id": it.id, "level": it.level, "children": _tokens(it.children)} for it in links]


def on_startup(command: Literal["build", "gh-deploy", "serve"], **_: Any) -> None:
    """Note whether this is a build or a server. Being here at all keeps this module loaded while the server runs."""
    _state.command = command


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Read the data and make all pages before MkDocs empties the folder of the last build. A server makes none yet."""
    if _state.command == "serve":
        _state.served.start()
    root = Path(config.config_file_path).parent
    config.theme.__class__ = _Theme
    catalogue = _load(root)
    _name_forge(config)
    if catalogue.site:
        config.site_name = catalogue.site.name
        config.site_description = catalogue.site.summary
    site = Site(config.site_url or "", config.site_name, edition())
    made = build_site(catalogue, site, _renderer(root), root, _edit_address(config))
    wanted = [it for it in catalogue.translations if _state.command != "serve" or it in _state.asked]
    content = with_languages(made, wanted)
    _state.content = content if _state.command == "serve" else put_by(content, Shelf())
    spoken = languages(catalogue, made.lacking, site.name, edition())
    config.extra |= {"languages": spoken, "site": shell_site(catalogue)}
    if _has_worker(config):
        config.extra["build"] = UNNAMED
    if not config.repo_url:
        config.edit_uri = None  # else MkDocs warns on every page that the address is not whole
    if not config.site_url:
        log.info("SITE_URL is not set: the site gets no sitemap and no canonical links, and handouts no QR codes.")
    for notice in catalogue.notices:
        log.info("%s", notice)
    return config


def _cache(config: MkDocsConfig) -> Path:
    return Path(config.config_file_path).parent / ".cache"


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
    kept = KeptReader(root / ".cache" / "read")
    try:
        catalogue = load(root, _read_once if _state.command == "serve" else kept, date.today())
    except DataError as error:
        for problem in error.problems:
            level = logging.ERROR if problem.severity is Severity.ERROR else logging.INFO
            log.log(level, "%s", problem)
        raise PluginError(f"{error}. Nothing was written; the last built site is as it was.") from None
    if _state.command != "serve":
        kept.keep()
    return catalogue


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add every page and file that is made from data. Our scripts are published without their comments."""
    _add(files, _generated(config))
    for file in [file for file in files if _is_translated(file.src_uri)]:
        file.inclusion = InclusionLevel.NOT_IN_NAV
        if file.src_uri.partition("/")[0] not in _state.content.others:
            files.remove(file)
    for file in files:
        is_script = file.src_uri.startswith("assets/javascripts/") or file.src_uri == WORKER
        if _state.command == "serve":
            if file.abs_src_path != file.abs_dest_path and not file.is_documentation_page():
                _state.served.add(file.dest_uri, file.copy_file)
        elif is_script and file.src_dir == config.docs_dir:
            file.content_string = jsmin(file.content_string)
    return files


def _is_translated(file: str) -> bool:
    """Tell whether a page is in another language than the navigation, in which it has the place of its original."""
    return file.partition("/")[0] in _state.content.lacking


def _generated(config: MkDocsConfig) -> Iterator[File]:
    """Yield the pages, then what is no page. Leaf pages stay out of the navigation: there are many.

    Each names its hub in its settings, from which the shell makes the way back and marks the tab.
    """
    for page in _state.content.pages.values():
        is_in_nav = page.hub is None and not _is_translated(page.file)
        level = InclusionLevel.INCLUDED if is_in_nav else InclusionLevel.NOT_IN_NAV
        file = File.generated(config, page.file, content="", inclusion=level)
        if page.source:
            file.edit_uri = f"../{page.source}"
        yield file
    redirects: Iterable[Made] = ((it.file, partial(_guarded, it.text)) for it in _state.content.redirects)
    for name, make in chain(redirects, _state.content.files()):
        # Written into the site at once, which MkDocs allows: kept until it copies them, they are most of the memory.
        path = os.path.join(config.site_dir, name)  # noqa: PTH118 (a Path takes ten times as long, for nothing)
        if _state.command == "serve":
            _state.served.add(name, partial(_write, path, make))
        else:
            _write(path, make)
        yield File.generated(config, name, abs_src_path=path, inclusion=InclusionLevel.NOT_IN_NAV)


def _write(path: str, make: Callable[[], str | bytes]) -> None:
    content = make()
    told = content if isinstance(content, bytes) else content.encode()
    try:
        Path(path).write_bytes(told)
    except FileNotFoundError:  # rare: most folders are there by now, and to look for each takes longer
        write_file(told, path)


def on_nav(nav: Navigation, config: MkDocsConfig, files: Files) -> Navigation:
    """Say which pages are made from data and which are written by hand. All are there now, with their titles."""
    addresses = [(file.src_uri, file.url, file.inclusion) for file in files]
    settings = (config.markdown_extensions, config.mdx_configs, config.validation)
    kept = _cache(config) / "by-hand" / cache.mark(mkdocs.__version__, markdown.__version__, *settings, addresses)
    for file in files.documentation_pages():
        if page := file.page:
            made = _state.content.pages.get(file.src_uri)
            page.__class__ = _PageFromData if made else _PageByHand
            vars(page).update(made=made, kept=kept)
    _state.nav = nav
    return nav


def on_env(env: Environment, config: MkDocsConfig, files: Files) -> Environment:
    """Keep the theme's templates as compiled, by what is in them: MkDocs compiles all of them anew for each build."""
    keep_compiled(env, _cache(config) / "templates")
    if _state.command == "serve":
        _put_off(files, config, env)
    return env


def _put_off(files: Files, config: MkDocsConfig, env: Environment) -> None:
    """Have a server write each page when it is asked for, and MkDocs none. Links are looked at all the same."""
    assert _state.nav
    found = files.documentation_pages(inclusion=InclusionLevel.is_in_serve)
    for file in found:
        if page := file.page:
            draft = file.inclusion is InclusionLevel.DRAFT
            make = partial(_build_page, page, config, found, _state.nav, env, excluded=draft)
            _state.served.add(file.dest_uri, make)
            page.validate_anchor_links(files=files, log_level=config.validation.links.anchors)
    files.__class__ = _FilesWhenAsked


def on_page_context(context: TemplateContext, page: MkDocsPage, **_: Any) -> TemplateContext:
    """Fill a page that is made from data, now that it is written."""
    if isinstance(page, _PageFromData):
        page.fill()
    return context


def on_serve(server: LiveReloadServer, config: MkDocsConfig, **_: Any) -> LiveReloadServer:
    """Look for changes more often than MkDocs does by itself, so that an edit shows within a second."""
    server.build_delay = 0.05
    watched = (config.docs_dir, config.config_file_path)
    for path in watched:
        server.unwatch(path)
    server.observer = PollingObserver(timeout=0.1)
    for path in watched:
        server.watch(path)
    asking = _cache(config) / "asked"
    asking.parent.mkdir(exist_ok=True)
    asking.touch()
    server.watch(str(asking))
    shown = _state.served.app(_with_solver(server.get_app()), server.mount_path)
    server.set_app(_with_languages(shown, server.mount_path, asking))
    return server


def _with_languages(shown: Any, root: str, asking: Path) -> Any:
    """Return a server that makes the pages of a language when the first of them is asked for.

    It looks at the file `asking` for changes, as at all that it makes pages of.
    """

    def answer(request: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
        language = request["PATH_INFO"].removeprefix(root).partition("/")[0]
        if language in _state.content.lacking and language not in _state.asked:
            with _state.built:
                _state.asked.add(language)
                asking.write_text(language, encoding="utf-8", newline="\n")
                _state.built.wait_for(lambda: language in _state.content.others, timeout=60)
        return shown(request, start)  # type: ignore[no-any-return]

    return answer


def _with_solver(shown: Any) -> Any:
    """Return a server that also draws a figure which somebody tries on the page for that, and else what it showed."""

    def answer(request: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
        asked = request["REQUEST_METHOD"] == "POST" and request["PATH_INFO"].endswith(f"/{urls.POSE}draw")
        if not asked:
            return shown(request, start)  # type: ignore[no-any-return]
        size = min(int(request.get("CONTENT_LENGTH") or 0), MOST)
        made = tried(request["wsgi.input"].read(size))
        start("200 OK", [("Content-Type", "application/json"), ("Content-Length", str(len(made)))])
        return [made]

    return answer


def on_page_markdown(markdown: str, page: MkDocsPage, **_: Any) -> str:
    """Show of a page that is written by hand what this site has to say, with what follows from the data."""
    uri, view = page.file.src_uri, _state.content.view_of(page.file.src_uri)
    if uri in _state.content.pages:
        return markdown
    told = _state.content.told(uri, markdown)
    return with_data(told, view) if view else told


def on_post_page(output: str, page: MkDocsPage, **_: Any) -> str:
    """Write the page's policy, last of all: it names the scripts as they are published."""
    if isinstance(page, _PageFromData):
        page.forget()
    return _guarded(output)


def on_post_template(output_content: str, template_name: str, **_: Any) -> str:
    """Write the policy of the pages that are made from templates alone, such as 404.html."""
    return _guarded(output_content) if template_name.endswith(".html") else output_content


def on_post_build(config: MkDocsConfig) -> None:
    """Let a server show the build. Name a build that is published, and list its files for the worker."""
    if _state.command == "serve":
        _state.served.end()
        with _state.built:
            _state.built.notify_all()
    elif _has_worker(config):
        name_build(Path(config.site_dir))


def on_build_error(**_: Any) -> None:
    """Let a server go on after a build that failed."""
    _state.served.end()


def _has_worker(config: MkDocsConfig) -> bool:
    """Tell whether the site opens without a network. Under `mkdocs serve` nothing is kept: it is changed next."""
    return _state.command != "serve" and bool(config.extra.get("offline", True))


def _guarded(html: str) -> str:
    """Return a page as it is published, with its policy. For `mkdocs serve`, which puts in a script, without one."""
    html = without_faults_of_theme(html)
    return html.replace(*_SOLVES) if _state.command == "serve" else with_csp(html)


def _add(files: Files, generated: Iterable[File]) -> None:
    """Add files, unless another has the name or the address of one: MkDocs would replace that one without a word."""
    taken = {uri: other for other in files for uri in (other.src_uri, other.dest_uri)}
    twice = []
    for file in generated:
        if other := taken.get(file.src_uri) or taken.get(file.dest_uri):
            twice.append(f"docs/{other.src_uri}")
        taken |= {file.src_uri: file, file.dest_uri: file}
        files.append(file)
    if twice:
        raise PluginError(f"What is made from data has the address of {', '.join(twice)}. Rename what is in docs/.")
