"""What a clinic's own site changes around and within pages: its name, color, icon and contact, and pages by hand."""

import posixpath
import re
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from markupsafe import Markup, escape

from exercise_library.catalogue.catalogue import Catalogue
from exercise_library.catalogue.clinic import Clinic
from exercise_library.catalogue.colors import shades
from exercise_library.interface.messages import Messages
from exercise_library.pages.environment import tag
from exercise_library.source.media import FOLDER
from exercise_library.view import urls

# The bar's color where the clinic has chosen none, as in site.css.
_COLOR = "#0b4f4d"
_SLOT = re.compile(r"<!-- clinic: (\w+) -->\n?")
_LINK = re.compile(r"\[([^\]]*)\]\(([^)\s]+)\)")
# A point of a list that begins with a link, with the lines that go on with it.
_POINT = re.compile(r"^- \[[^\]]*\]\(([^)\s]+)\).*\n(?:  .*\n)*", re.MULTILINE)


def shell_site(catalogue: Catalogue) -> dict[str, str]:
    """Return what the templates of the theme go by: addresses of files, a color, and the contact as HTML."""
    site = catalogue.site
    if site is None:
        return {"theme_color": _COLOR, "share_picture": "assets/images/share.png"}
    files = {key: urls.medium(name) for key, name in site.files.items()}
    style = {"stylesheet": urls.CLINIC_STYLE} if site.color else {}
    icon = {"icon": files.get("icon", urls.CLINIC_ICON)}
    contact = {"contact": str(contact_lines(site, catalogue.messages))} if site.contact else {}
    return {"theme_color": site.color or _COLOR, **files, **icon, **style, **contact}


def clinic_files(catalogue: Catalogue, root: Path) -> Iterator[tuple[str, Callable[[], str | bytes]]]:
    """Yield what a clinic's site publishes besides pages: the files that its data names, its color and its icon."""
    site = catalogue.site
    named = {name for it in catalogue.exercises.values() for medium in it.media
             for name in (medium.file, medium.still, medium.captions) if name}  # fmt: skip
    for name in sorted(named | set(site.files.values() if site else ())):
        yield urls.medium(name), (root / FOLDER / name).read_bytes
    if site and site.color:
        yield urls.CLINIC_STYLE, partial(_style, site.color)
    if site and not site.icon:
        yield urls.CLINIC_ICON, partial(_icon, site)


def _style(color: str) -> str:
    rules = "".join(f" --{name}: {value};" for name, value in shades(color).items())
    return f":root {{{rules} }}\n"


def _icon(site: Clinic) -> str:
    """Return a square in the clinic's color with the first letter of its name."""
    letter = next((sign for sign in site.name if sign.isalnum()), "+").upper()
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64">'
        f'<rect width="64" height="64" rx="12" fill="{site.color or _COLOR}"/>'
        '<text x="32" y="46" font-family="sans-serif" font-weight="700" font-size="40" text-anchor="middle" '
        f'fill="#fff">{escape(letter)}</text></svg>\n'
    )


def contact_lines(site: Clinic, messages: Messages) -> Markup:
    """Return how people reach the clinic, as the lines of a list."""
    contact, t = site.contact, messages.html
    if contact is None:
        return Markup("")
    found = [escape(line) for line in contact.lines]
    if contact.phone:
        found.append(t("clinic.phone", phone=tag("a", contact.phone, href=f"tel:{contact.calls}")))
    if contact.email:
        found.append(t("clinic.email", email=tag("a", contact.email, href=f"mailto:{contact.email}")))
    if contact.website:
        link = tag("a", contact.website, href=contact.website, rel="external noreferrer")
        found.append(t("clinic.website", website=link))
    return Markup("").join(Markup("<li>{}</li>").format(line) for line in found)


def by_hand(catalogue: Catalogue) -> Callable[[str, str], str]:
    """Return what makes of a page written by hand what this site shows of it.

    It takes the page's file, relative to docs/, and its Markdown. What a clinic says of itself stands in the slots for
    it. A link to a program or exercise that is not shown is plain text, and a point of a list that begins with one is
    left out.
    """

    def told(file: str, markdown: str) -> str:
        def leads_nowhere(target: str) -> bool:
            path = posixpath.normpath(posixpath.join(posixpath.dirname(file), target.partition("#")[0]))
            return path.removesuffix("index.md").removeprefix(f"{catalogue.messages.language}/") in catalogue.hidden

        filled = _SLOT.sub(lambda slot: _slot(slot[1], catalogue), markdown)
        if not catalogue.hidden:
            return filled
        points = _POINT.sub(lambda point: "" if leads_nowhere(point[1]) else point[0], filled)
        return _LINK.sub(lambda link: link[1] if leads_nowhere(link[2]) else link[0], points)

    return told


def _slot(name: str, catalogue: Catalogue) -> str:
    """Return what a clinic says of itself, as a block of HTML, which Markdown leaves alone."""
    site = catalogue.site
    if site is None:
        return ""
    made = {
        "intro": Markup("").join(tag("p", line) for line in (f"{site.name}.", *site.intro)),
        "contact": Markup('<ul class="contact plain">{}</ul>').format(contact_lines(site, catalogue.messages)),
    }
    if name == "contact" and site.contact is None:
        return ""
    return f"\n<div>{made[name]}</div>\n\n"
