"""What stands around every page: the words of the theme's own templates in overrides/.

They are settings of the site, `config.extra.shell`, because a builder without hooks knows settings and no function.
"""

import re
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from exercise_library.catalogue.translation import NAV_FILE
from exercise_library.interface.messages import Messages
from exercise_library.pages.environment import around
from exercise_library.view.build import View

# The theme's switches, which it writes outside of all blocks that a template could take over.
_SWITCH = re.compile(r'(<input class="md-toggle"[^>]*?) autocomplete="off"')
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


def languages(views: Iterable[View], site: str, edition: str) -> dict[str, Any]:
    """Return what the templates of the theme go by in each language; the original comes first.

    `prefix` is the folder of its pages, `lacking` are the addresses of pages by hand that it has not, and `nav` is what
    it calls the places that mkdocs.yml names.
    """
    return {
        view.catalogue.messages.language: {
            "name": view.catalogue.messages.own_name,
            "dir": view.catalogue.messages.direction,
            "prefix": view.prefix,
            "site_name": site_name(view, site),
            "nav": nav_names(view),
            "lacking": sorted(view.lacking),
            "shell": shell_words(view.catalogue.messages, edition),
        }
        for view in views
    }


def nav_names(view: View) -> Mapping[str, str]:
    """Return what a language calls the site and its parts, by what mkdocs.yml calls them."""
    translation = view.original and view.original.catalogue.translations[view.catalogue.messages.language]
    document = translation.documents.get(NAV_FILE) if translation else None
    return {name: str(told) for name, told in document.value.items()} if document else {}


def site_name(view: View, name: str) -> str:
    """Return what a language calls the site. A clinic's own has one name in all."""
    return name if view.catalogue.site else nav_names(view).get(name, name)


def without_faults_of_theme(html: str) -> str:
    """Return a page without what is wrong in the theme's own: HTML knows no autocomplete for a box to tick."""
    return _SWITCH.sub(r"\1", html)
