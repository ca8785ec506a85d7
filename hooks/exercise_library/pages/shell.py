"""What stands around every page: the words of the theme's own templates in overrides/.

They are settings of the site, `config.extra.languages`, because a builder without hooks knows settings and no function.
"""

import re
from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

from exercise_library.catalogue.catalogue import Catalogue
from exercise_library.catalogue.translation import NAV_FILE
from exercise_library.interface.messages import Messages
from exercise_library.pages.environment import around

# The theme's switches, which it writes outside of all blocks that a template could take over.
_SWITCH = re.compile(r'(<input class="md-toggle"[^>]*?) autocomplete="off"')
# What its tests and loops leave behind: some 80 lines of a page.
_EMPTY_LINES = re.compile(r"\n\s*\n")
_LICENSE = "https://creativecommons.org/licenses/by/4.0/"


def shell_words(messages: Messages, edition: str) -> dict[str, str]:
    """Return what the templates of the theme say, by name, as HTML: they escape nothing.

    `edition` is the date of the site, such as "2026-11-30".
    """
    group, t = "shell.", messages.html
    names = (key.removeprefix(group) for key in messages.messages if key.startswith(group))
    plain = {name: str(t(f"{group}{name}")) for name in names if name not in ("rights", "kept_copy")}
    license_ = around("a", href=_LICENSE, rel="license noreferrer")
    kept = t("shell.kept_copy", date=date.fromisoformat(edition))
    return {**plain, "rights": str(t("shell.rights", license=license_)), "kept_copy": str(kept)}


def languages(
    catalogue: Catalogue, lacking: Mapping[str, Collection[str]], site: str, edition: str
) -> dict[str, dict[str, Any]]:
    """Return what the templates of the theme go by in each language; the original comes first.

    `lacking` are the addresses of pages by hand that a language has not. `prefix` is the folder of its pages, and `nav`
    is what it calls the places that mkdocs.yml names.
    """
    spoken = [catalogue.messages, *(it.messages for it in catalogue.translations.values())]
    return {
        messages.language: {
            "name": messages.own_name,
            "dir": messages.direction,
            "prefix": "" if messages is catalogue.messages else f"{messages.language}/",
            "site_name": site_name(catalogue, messages.language, site),
            "nav": nav_names(catalogue, messages.language),
            "lacking": sorted(lacking.get(messages.language, ())),
            "shell": shell_words(messages, edition),
        }
        for messages in spoken
    }


def nav_names(catalogue: Catalogue, language: str) -> Mapping[str, str]:
    """Return what a language calls the site and its parts, by what mkdocs.yml calls them."""
    translation = catalogue.translations.get(language)
    document = translation.documents.get(NAV_FILE) if translation else None
    return {name: str(told) for name, told in document.value.items()} if document else {}


def site_name(catalogue: Catalogue, language: str, name: str) -> str:
    """Return what a language calls the site. A clinic's own has one name in all."""
    return name if catalogue.site else nav_names(catalogue, language).get(name, name)


def without_faults_of_theme(html: str) -> str:
    """Return a page without what is wrong in the theme's own: HTML knows no autocomplete for a box to tick, and nobody
    needs its empty lines. What the page itself says stays as it is: code may have such lines.
    """
    before, article, rest = html.partition("<article")
    said, end, after = rest.rpartition("</article>")
    before = _SWITCH.sub(r"\1", _EMPTY_LINES.sub("\n", before))
    return "".join((before, article, said, end, _EMPTY_LINES.sub("\n", after)))
