"""The adapter: the only file that knows MkDocs. It reads the data, hands the pages over and stops a bad build.

Hooks are loaded once: after a change in hooks/, stop `make serve` and start it again.
"""

import logging
from pathlib import Path
from typing import Any, Literal

from exercise_library.catalogue.catalogue import Catalogue, load
from exercise_library.pages.library import pages, redirects
from exercise_library.pages.policy import with_policy
from exercise_library.source.problems import DataError, Severity
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import File, Files, InclusionLevel

# --strict counts only what is logged below 'mkdocs'.
log = logging.getLogger("mkdocs.hooks.exercise_library")

_made: dict[str, Any] = {"command": "build"}


def on_startup(command: Literal["build", "gh-deploy", "serve"], **_: Any) -> None:
    """Note whether this is a build or a server. Being here at all keeps this module loaded while the server runs."""
    _made["command"] = command


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Read the data and make all pages before MkDocs empties the folder of the last build."""
    root = Path(config.config_file_path).parent
    catalogue = _load(root)
    _made["pages"] = {page.file: page for page in pages(catalogue)}
    _made["redirects"] = list(redirects(catalogue))
    if not config.repo_url:
        config.edit_uri = None  # else MkDocs warns on every page that the address is not whole
    if not config.site_url:
        log.info("SITE_URL is not set: the site gets no sitemap and no canonical links.")
    for notice in catalogue.notices:
        log.info("%s", notice)
    return config


def _load(root: Path) -> Catalogue:
    try:
        return load(root)
    except DataError as error:
        for problem in error.problems:
            level = logging.ERROR if problem.severity is Severity.ERROR else logging.INFO
            log.log(level, "%s", problem)
        raise PluginError(f"{error}. Nothing was written; the last built site is as it was.") from None


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add every page that is made from data. Leaf pages stay out of the navigation: there are many.

    Each names its hub in its settings, from which the shell makes the way back and marks the tab.
    """
    for page in _made["pages"].values():
        level = InclusionLevel.INCLUDED if page.hub is None else InclusionLevel.NOT_IN_NAV
        file = File.generated(config, page.file, content=page.text, inclusion=level)
        if page.source:
            file.edit_uri = f"../{page.source}"
        _add(files, file)
    for redirect in _made["redirects"]:
        _add(
            files,
            File.generated(config, redirect.file, content=_guarded(redirect.text), inclusion=InclusionLevel.NOT_IN_NAV),
        )
    return files


def on_post_page(output: str, **_: Any) -> str:
    """Write the page's policy, last of all: it names the scripts as they are published."""
    return _guarded(output)


def on_post_template(output_content: str, template_name: str, **_: Any) -> str:
    """Write the policy of the pages that are made from templates alone, such as 404.html."""
    return _guarded(output_content) if template_name.endswith(".html") else output_content


def _guarded(html: str) -> str:
    """Return a page with its policy. `mkdocs serve` puts a script of its own into each page, so there it has none."""
    return html if _made["command"] == "serve" else with_policy(html)


def _add(files: Files, file: File) -> None:
    """Add a file, unless another has its name or its address: MkDocs would replace that one without a word."""
    for other in files:
        if file.src_uri == other.src_uri or file.dest_uri == other.dest_uri:
            raise PluginError(
                f"docs/{other.src_uri} and the page made from data have the same address. Rename the former."
            )
    files.append(file)
