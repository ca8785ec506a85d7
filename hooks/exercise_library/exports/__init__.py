"""The library for other people's programs: JSON with its schemas, and FHIR."""

from collections.abc import Collection, Iterator
from pathlib import Path

from exercise_library.exports.api import api_files
from exercise_library.exports.fhir import fhir_files
from exercise_library.exports.output import Export, Site, edition
from exercise_library.exports.schemas import schemas
from exercise_library.view.build import View

__all__ = ["Export", "Site", "edition", "exports"]


def exports(view: View, site: Site, cache: Path | None = None, others: Collection[View] = ()) -> Iterator[Export]:
    """Yield every file below /api/v1/. The same view and site give the same bytes, with a cache or without.

    `others` are the views in other languages.
    """
    yield from api_files(view, site, others)
    yield from schemas(site, cache / "schemas" if cache else None)
    yield from fhir_files(view, site, others)
