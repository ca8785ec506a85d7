"""What patients type, and what it should find."""

from pathlib import Path

from built import built_pages
from test_search import KINDS, QUERIES, Result, answers, opened, place, search, told

# What these tests share with those of the search itself.
__all__ = ("answers", "opened", "search", "told")


def test_patients_find_what_they_want(answers: dict[str, list[Result]]) -> None:
    """The aim is set for the whole list: a right answer is first for 85 % and among the first three for 95 %."""
    places = {query: place(query, answers[query.text]) for query in QUERIES}
    missed = "\n".join(
        f"{query.kind}: '{query.text}' finds {[result.url for result in answers[query.text][:3]]}"
        for query, found in places.items()
        if found > 1
    )
    first = sum(found == 1 for found in places.values()) / len(places)
    first_three = sum(found <= 3 for found in places.values()) / len(places)
    assert first_three >= 0.95, f"{first_three:.1%} among the first three. Not first:\n{missed}"
    assert first >= 0.85, f"{first:.1%} first. Not first:\n{missed}"


def test_the_list_is_whole(site: Path) -> None:
    built = built_pages(site)
    assert len(QUERIES) >= 120
    assert {query.kind for query in QUERIES} == KINDS
    assert len({query.text.casefold() for query in QUERIES}) == len(QUERIES)
    for query in QUERIES:
        for url in query.wanted:
            path, _, anchor = url.partition("#")
            assert path in built, f"'{query.text}' wants {url}, which is not there"
            assert not anchor or built[path].soup.find(id=anchor), f"'{query.text}' wants {url}, which is not there"
