"""Corrections as an Atom feed, for clinics that want to hear of each: on our own host, and read by any feed reader."""

from uuid import NAMESPACE_URL, uuid5
from xml.etree import ElementTree

from exercise_library.catalogue.text import FIRST_DAY
from exercise_library.exports.output import Export, Site
from exercise_library.view import urls
from exercise_library.view.build import View
from exercise_library.view.corrections import CorrectionView

_ATOM = "http://www.w3.org/2005/Atom"


def corrections_feed(view: View, site: Site) -> Export:
    """Return the feed as a file."""
    return Export(view.place(urls.CORRECTIONS_FEED), lambda: _feed(view, site))


def _feed(view: View, site: Site) -> str:
    """Return the feed. Its ids are the same wherever the site is published; without an address, links are relative."""
    t = view.catalogue.messages.t
    feed = ElementTree.Element("feed", {"xmlns": _ATOM, "xml:lang": view.catalogue.messages.language})
    days = [it.correction.date for it in view.corrections.all]
    _add(feed, "id", _id(""))
    _add(feed, "title", t("corrections.feed_title", site=site.name))
    _add(feed, "updated", _moment(max(days, default=FIRST_DAY)))
    _add(feed, "link", rel="self", href=_link(view, site, urls.CORRECTIONS_FEED))
    _add(feed, "link", rel="alternate", href=_link(view, site, urls.CORRECTIONS))
    _add(ElementTree.SubElement(feed, "author"), "name", site.name)
    for it in view.corrections.all:
        _entry(ElementTree.SubElement(feed, "entry"), it, view, site)
    ElementTree.indent(feed, " ")
    text = ElementTree.tostring(feed, encoding="unicode")
    return f'<?xml version="1.0" encoding="utf-8"?>\n{text}\n'


def _entry(entry: ElementTree.Element, it: CorrectionView, view: View, site: Site) -> None:
    _add(entry, "id", _id(it.correction.id))
    _add(entry, "title", it.title)
    _add(entry, "updated", _moment(it.correction.date))
    _add(entry, "link", rel="alternate", href=_link(view, site, urls.correction(it.correction.id)))
    _add(entry, "summary", it.line)


def _add(parent: ElementTree.Element, name: str, text: str | None = None, **attributes: str) -> None:
    ElementTree.SubElement(parent, name, attributes).text = text


def _id(name: str) -> str:
    return uuid5(NAMESPACE_URL, urls.correction(name)).urn


def _moment(day: str) -> str:
    return f"{day}T00:00:00Z"


def _link(view: View, site: Site, address: str) -> str:
    return site.whole(view.place(address)) or urls.relative(address, urls.CORRECTIONS)
