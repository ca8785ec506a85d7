"""Whether signatures still stand: a clinician signed words, numbers and pictures, and no others."""

from collections.abc import Iterator, Mapping

from exercise_library.catalogue.catalogue import Catalogue
from exercise_library.catalogue.translation import translated
from exercise_library.source.files import Tree
from exercise_library.source.problems import Problem, Severity
from exercise_library.source.reader import Document, Location
from exercise_library.view.signed import Signable, signables

_PARTS = {"words": "the words", "dose": "the numbers", "poses": "the pictures"}


def signature_problems(tree: Tree, catalogue: Catalogue) -> Iterator[Problem]:
    """Yield a warning at each mark that is of something else than what stands there now."""
    yield from _changed(catalogue, {path.removeprefix("data/"): it for path, it in tree.documents.items()})
    for language, translation in catalogue.translations.items():
        yield from _changed(translated(catalogue, translation), tree.translations[language])


def _changed(catalogue: Catalogue, documents: Mapping[str, Document]) -> Iterator[Problem]:
    for page in signables(catalogue):
        if page.review is None:
            continue
        path, at = _place(page)
        for key in page.changed:
            message = f"{_PARTS[key]} have changed since {page.review.reviewer} checked them on {page.review.date}."
            yield documents[path].problem((*at, key), message, _ways_out(page), severity=Severity.WARNING)


def _ways_out(page: Signable) -> str:
    """Return what can be done. Nobody but the reviewer can make the signature stand again."""
    reviewer = page.review.reviewer if page.review else ""
    return (
        f"ask {reviewer} to look again and to sign anew: 'exercise-library review {page.name}' tells what to write, "
        f"and so does the page contribute/review/{page.name}/ of the site; "
        "or take the change back; or take 'review:' out. Anyone may mend a typing mistake and leave it at that: "
        "pages then say 'changed since', until it is signed again."
    )


def _place(page: Signable) -> tuple[str, Location]:
    """Return the file that holds a review, below data/ or in the folder of its language, and where it stands in it."""
    folder, _, slug = page.name.partition("/")
    if folder == "conditions":
        return "conditions.yml", (slug, "review")
    return f"{page.name}.yml", ("review",)
