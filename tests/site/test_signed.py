"""What pages say of signatures and corrections, on the built site; and the sheets for who signs."""

import re
from pathlib import Path
from xml.etree import ElementTree

import pytest
from built import Built, built_pages, first, in_template, words
from changed import PROGRAM
from conftest import Factory
from exercise_library.catalogue.catalogue import load
from exercise_library.view import urls
from exercise_library.view.build import build_view
from exercise_library.view.signed import signables
from library import our_library

NAME = "Checked by Ada Quill, physiotherapist on 26 November 2026"
CHANGED = f"{NAME}; changed since: the words. Nobody has checked it as it is now."


@pytest.fixture(scope="module")
def pages(changed: Path) -> dict[str, Built]:
    return built_pages(changed)


# --- who checked it -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("address", [urls.program(PROGRAM), urls.handout(PROGRAM), urls.review(f"programs/{PROGRAM}")])
def test_a_page_that_changed_since_says_so_wherever_it_is_shown(pages: dict[str, Built], address: str) -> None:
    assert words(first(pages[address].article, ".review")) == CHANGED


@pytest.mark.parametrize("address", ["plan/", "prescribe/"])
def test_plans_and_prescriptions_say_so_too(pages: dict[str, Built], address: str) -> None:
    assert words(first(in_template(pages[address], f'[data-program="{PROGRAM}"]'), ".review")) == CHANGED


def test_a_page_that_stands_as_it_was_signed_names_who_did(pages: dict[str, Built]) -> None:
    for address in ("exercises/heel-raise/", urls.review("exercises/heel-raise")):
        assert words(first(pages[address].article, ".review")) == f"{NAME}."
    assert "A clinician has checked 1 of our" in pages["about/"].words
    assert "data:" not in pages["about/"].words


def test_no_other_page_claims_to_be_checked(pages: dict[str, Built]) -> None:
    """A signature without 'changed since' stands on the one page that was signed as it is, and in the lists of them."""
    named = (page for page in pages.values() if "Ada Quill" in page.html)
    plain = {page.url for page in named if re.search(rf"{NAME}(?!; changed since)", page.words)}
    sheets = {urls.REVIEW, urls.review("exercises/heel-raise")}
    assert plain == {"exercises/heel-raise/", *sheets}


# --- the sheets -----------------------------------------------------------------------------------------------------


def test_the_list_of_sheets_has_what_is_signed_changed_and_open(pages: dict[str, Built]) -> None:
    page = pages[urls.REVIEW].article
    found = {}
    for heading in page.css("h2"):
        links = page.css(f'[id="{heading.id}"] + div a')
        found[words(heading).partition(" (")[0]] = [words(link) for link in links]
    assert found["Signed as they are"] == ["Heel raise"]
    assert len(found["Changed since they were signed"]) == 1
    assert "Get help now" in found["Not signed yet"]


def test_each_sheet_says_what_to_write(pages: dict[str, Built], tmp_path_factory: Factory) -> None:
    from changed import changed_project  # noqa: PLC0415, it fills a folder that tests share

    catalogue = load(changed_project(tmp_path_factory))
    for page in signables(catalogue):
        block = first(pages[urls.review(page.name)].article, "#sign ~ div pre").text()
        for key, mark in page.marks.items():
            assert f"{key}: {mark}" in block, page.name


def test_a_sheet_has_the_original_beside_the_words(site: Path) -> None:
    sheet = built_pages(site)[urls.review("programs/bone-health")]
    assert "The original: 2-3 seconds Our page: Hold: 2 to 3 seconds" in sheet.words
    assert "no breath-holding" in sheet.words
    whole = build_view(our_library()).catalogue
    for note in whole.programs["bone-health"].editor_notes:
        assert note in sheet.words
    assert sheet.article.css("svg[role=img]")


@pytest.mark.parametrize(
    ("program", "question"),
    [
        ("bone-health", "The whole program, How often: the original has a line to write on."),
        ("bone-health", "1. Lying on back, Hold: the original has a line to write on."),
        ("clinic-stretches", "The whole program, How often: the original does not say."),
        ("back-rehabilitation", "6. Superman, Sets: the original does not say."),
        ("strong-back-and-hips", "1. Pelvic tilt (roll-up bridge), Repeat: our copy of the original lost the number."),
    ],
)
def test_a_sheet_lists_every_number_that_is_not_there(site: Path, program: str, question: str) -> None:
    questions = built_pages(site)[urls.review(f"programs/{program}")].article.css("#open + div li")
    assert question in [words(it) for it in questions]


def test_sheets_are_for_reviewers_alone(site: Path) -> None:
    pages = built_pages(site)
    sheets = {url for url in pages if url.startswith(urls.REVIEW)}
    assert len(sheets) > 60
    for url in sheets:
        assert pages[url].tree.css_first('meta[name=robots][content="noindex"]'), url
    assert urls.REVIEW not in (site / "assets/search.json").read_text(encoding="utf-8")
    assert urls.REVIEW not in (site / "sitemap.xml").read_text(encoding="utf-8")
    linking = {url for url, page in pages.items() if url not in sheets and page.tree.css_first('a[href*="review/"]')}
    assert all(url.startswith("contribute/") for url in linking)


# --- corrections ----------------------------------------------------------------------------------------------------


def corrections(page: Built) -> list[str]:
    return [words(it) for it in page.article.css('[data-part="correction"]')]


def test_there_is_a_page_of_corrections_and_it_starts_empty(site: Path) -> None:
    page = built_pages(site)[urls.CORRECTIONS]
    assert "No mistake was found so far" in page.words
    assert not any(corrections(it) for it in built_pages(site).values())
    feed = ElementTree.parse(site / urls.CORRECTIONS_FEED).getroot()
    assert not feed.findall("{*}entry") and feed.findtext("{*}updated")


def test_corrections_are_told_on_their_page_the_latest_first(pages: dict[str, Built]) -> None:
    page = pages[urls.CORRECTIONS]
    ids = [it.id for it in page.article.css("li[id]")]
    assert ids == ["own-number", "own-words", "bridge-number", "when-to-stop", "heel-raise-foot"]
    assert words(first(page.article, "#heel-raise-foot")) == (
        'Heel raise Corrected on 21 November 2026. Before: It said 5 < 6 & "the wrong foot". Now: Use both feet.'
    )
    assert first(page.article, "#bridge-number a").attributes["href"] == f"../{urls.program(PROGRAM)}#bridge"


def test_what_a_correction_touches_has_a_line(pages: dict[str, Built]) -> None:
    told = corrections(pages[urls.program(PROGRAM)])
    assert [line.partition("Now: ")[2] for line in told] == [
        "Stop if you feel dizzy and unwell.",
        "The number here is right.",
    ]
    assert corrections(pages[urls.handout(PROGRAM)]) == told
    assert [it for it in corrections(pages["exercises/heel-raise/"]) if "Use both feet." in it]
    entry = first(pages[urls.program(PROGRAM)].article, "article.entry:has(#bridge)")
    assert "The number here is right." in words(entry)
    touched = {url for url, page in pages.items() if corrections(page)}
    own = {urls.program("own-open"), urls.handout("own-open"), urls.review("programs/own-open")}
    heel = {"exercises/heel-raise/"}
    assert touched == {
        urls.program(PROGRAM), urls.handout(PROGRAM), urls.review(f"programs/{PROGRAM}"), *own, *heel
    }  # fmt: skip


ATOM = "{http://www.w3.org/2005/Atom}"


def test_the_feed_can_be_read_and_is_our_own(changed: Path, pages: dict[str, Built]) -> None:
    feed = ElementTree.parse(changed / urls.CORRECTIONS_FEED).getroot()
    assert feed.tag == f"{ATOM}feed"
    entries = feed.findall(f"{ATOM}entry")
    assert [entry.findtext(f"{ATOM}updated") for entry in entries][:2] == [
        "2026-11-25T00:00:00Z",
        "2026-11-24T00:00:00Z",
    ]
    assert feed.findtext(f"{ATOM}updated") == "2026-11-25T00:00:00Z"
    ids = [feed.findtext(f"{ATOM}id"), *(entry.findtext(f"{ATOM}id") for entry in entries)]
    assert len(set(ids)) == 6 and all(str(it).startswith("urn:uuid:") for it in ids)
    assert 'It said 5 < 6 & "the wrong foot".' in str(entries[-1].findtext(f"{ATOM}summary"))
    links = [str(it.get("href")) for it in feed.iter(f"{ATOM}link")]
    assert all(link.startswith("https://clinic.example/care/corrections/") for link in links)
    link = first(pages[urls.CORRECTIONS].tree, 'link[type="application/atom+xml"]')
    assert link.attributes["href"] == "feed.xml"


def test_paper_names_its_version(site: Path, changed: Path) -> None:
    def version(folder: Path) -> str:
        found = re.search(
            r"This is version ([a-z-]+) of 14 November 2023", built_pages(folder)[urls.handout(PROGRAM)].words
        )
        assert found
        return found[1]

    assert version(site) != version(changed)
    assert f"version {version(site)}" in built_pages(site)[urls.CORRECTIONS].words
