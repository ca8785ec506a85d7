"""All files of the open data, made from the catalogue."""

from collections.abc import Iterator

from exercise_library.catalogue.catalogue import Catalogue
from exercise_library.exports.api import api_files
from exercise_library.exports.fhir import fhir_files
from exercise_library.exports.output import Export, Site
from exercise_library.exports.schemas import schemas


def exports(catalogue: Catalogue, site: Site) -> Iterator[Export]:
    """Yield every file below /api/v1/. The same catalogue and site give the same bytes."""
    yield from api_files(catalogue, site)
    yield from schemas(site)
    yield from fhir_files(catalogue, site)
