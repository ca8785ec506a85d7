"""Every address of the open data, on one screen. They are for ever: other people's programs ask for them.

An address is relative to the site's root, as in `pages.urls`.
"""

ROOT = "api/v1/"

INDEX = f"{ROOT}index.json"
EXERCISES = f"{ROOT}exercises.json"
PROGRAMS = f"{ROOT}programs.json"
VOCABULARIES = f"{ROOT}vocabulary.json"
SOURCES = f"{ROOT}sources.json"
GET_HELP = f"{ROOT}get-help.json"

FHIR = f"{ROOT}fhir/"


def exercise(slug: str) -> str:
    """Return the address of one exercise."""
    return f"{ROOT}exercises/{slug}.json"


def program(slug: str) -> str:
    """Return the address of one program."""
    return f"{ROOT}programs/{slug}.json"


def vocabulary(slug: str) -> str:
    """Return the address of one vocabulary."""
    return f"{ROOT}vocabulary/{slug}.json"


def term(vocabulary_slug: str, slug: str) -> str:
    """Return the address of one word of a vocabulary."""
    return f"{ROOT}vocabulary/{vocabulary_slug}/{slug}.json"


def source(slug: str) -> str:
    """Return the address of one source."""
    return f"{ROOT}sources/{slug}.json"


def schema(kind: str) -> str:
    """Return the address of the JSON Schema of one kind of file."""
    return f"{ROOT}schema/{kind}.json"


def fhir(resource_type: str, resource_id: str) -> str:
    """Return the address of the file of one FHIR resource. Its canonical URL is the same without `.json`."""
    return f"{FHIR}{resource_type}/{resource_id}.json"
