"""The site in other languages: Spanish, and one that nobody speaks, in long words from right to left.

In the site of the second an exercise has changed since it was put into Spanish.
"""

import json
import re
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from urllib.parse import urljoin

import pytest
from built import Built, built_pages, first, in_template, opened, parsed, words
from conftest import SITE_URL, Factory, build_well, copy_project, once, sampled
from exercise_library.catalogue.catalogue import Catalogue, load
from exercise_library.view import urls
from few import keep
from made_up import LANGUAGE, translate
from selectolax.lexbor import LexborHTMLParser, LexborNode

# An exercise of one program, and the step of it that changes.
STALE, OLD, NEW = "bridge", "Tighten your belly.", "Tighten your belly a little."
_TOLD = ("aria-label", "alt", "placeholder", "data-failed", "label", "content")


def spoken_project(factory: Factory) -> Path:
    """Two programs in one more language, and words that have changed since they were put into Spanish."""

    def make(folder: Path) -> None:
        project = copy_project(folder)
        keep(project, "bone-health", "low-back-pain")
        exercise = project / f"data/exercises/{STALE}.yml"
        exercise.write_text(exercise.read_text(encoding="utf-8").replace(OLD, NEW), encoding="utf-8")
        with (project / "docs/clinics.md").open("a", encoding="utf-8") as page:
            page.write("\nSomething new.\n")
        translate(project)

    return once(factory, "spoken-project", make)


def spoken_site(factory: Factory) -> Path:
    """The built site of that project, below a sub-path."""
    project = spoken_project(factory)
    return once(factory, "spoken", lambda folder: build_well(project, folder / "care")) / "care"


@pytest.fixture(scope="session")
def spoken(tmp_path_factory: Factory) -> Path:
    return spoken_site(tmp_path_factory)


@pytest.fixture(scope="module")
def library(tmp_path_factory: Factory) -> Catalogue:
    """What that project has."""
    return load(spoken_project(tmp_path_factory))


@pytest.fixture(scope="module")
def programs(library: Catalogue) -> set[str]:
    """The programs that show the exercise that has changed."""
    return {use.program.slug for use in library.uses[STALE]}


def texts(tag: LexborNode, language: str, spoken: str = "") -> Iterator[str]:
    """Yield what a tag says in a language, with what it says to who cannot see it; around it another may be spoken."""
    if tag.tag in ("script", "style"):
        return
    attributes = tag.attributes
    spoken = attributes.get("lang") or spoken
    if spoken == language and not (tag.tag == "meta" and attributes.get("name") != "description"):
        yield from (told for name in _TOLD if (told := attributes.get(name)))
    for part in tag.iter(include_text=True):
        if part.is_element_node:
            yield from texts(part, language, spoken)
        elif spoken == language and part.text_content:
            yield " ".join(part.text_content.split())


def sentences(page: LexborHTMLParser, language: str) -> set[str]:
    found = (part for text in texts(first(page, "html"), language) for part in re.split(r"(?<=[.!?:])\s", text))
    return {part for part in found if " " in part and len(re.findall(r"[^\W\d_]{2,}", part)) >= 4}


def twins(site: Path, language: str) -> Iterator[tuple[Built, Built]]:
    """Yield each page in a language with the page that it is a translation of."""
    pages = built_pages(site)
    for url, page in pages.items():
        if url.startswith(f"{language}/"):
            yield pages[url.removeprefix(f"{language}/")], page


# --- all of it, and nothing in English -------------------------------------------------------------------------------


def test_every_page_for_patients_and_clinics_is_in_spanish(site: Path) -> None:
    pages = built_pages(site)
    english = {url for url in pages if not url.startswith(("es/", "contribute/"))}
    assert {url.removeprefix("es/") for url in pages if url.startswith("es/")} == english


@pytest.mark.parametrize(
    ("language", "step"), sampled([("es", 1), ("es", 3), (LANGUAGE, 1)], {("es", 3), (LANGUAGE, 1)})
)
def test_no_english_is_left_on_a_page_in_another_language(site: Path, spoken: Path, language: str, step: int) -> None:
    """What a handout prints says that it is English. Nothing else of four words is the same on both pages.

    One page in three, and each of the few in the language that nobody speaks: it is parsed with its original.
    """
    left: dict[str, set[str]] = {}
    for original, page in islice(twins(site if language == "es" else spoken, language), None, None, step):
        same = sentences(original.opened, "en") & sentences(page.opened, language)
        left |= {page.url: same} if same else {}
    assert left == {}


def test_what_practice_fetches_is_in_spanish(site: Path) -> None:
    names = {path.relative_to(site / "assets").as_posix() for path in (site / "assets/practice").rglob("*.json")}
    assert names == {
        path.relative_to(site / "es/assets").as_posix() for path in (site / "es/assets").rglob("*.json")
    } - {"search.json"}
    for name in names:
        english, spanish = (
            json.loads((site / at / name).read_text(encoding="utf-8")) for at in ("assets", "es/assets")
        )
        both = [opened(f"<html lang={at}>{it['html']}") for at, it in (("en", english), ("es", spanish))]
        assert sentences(both[0], "en") & sentences(both[1], "es") == set(), name
        assert english["entries"].keys() == spanish["entries"].keys()


def test_numbers_and_sides_are_the_same_in_both(site: Path) -> None:
    """Line by line, wherever both pages have a list of lines."""
    sides = ((r"(?<!is )\bleft\b(?! out)", r"\bizquierd[oa]s?\b"), (r"(?<!is )\bright\b(?! angle)", r"\bderech[oa]\b"))
    for original, page in twins(site, "es"):
        lists = [[words(it) for it in one.article.css(":is(.steps > li, .start > li, .dose dd, figure svg)")]
                 for one in (original, page)]  # fmt: skip
        assert len(lists[0]) == len(lists[1]), page.url
        for english, spanish in zip(*lists, strict=True):
            assert sorted(re.findall(r"\d+", english)) == sorted(re.findall(r"\d+", spanish)), (page.url, english)
            for here, there in sides:
                assert len(re.findall(here, english.lower())) == len(re.findall(there, spanish.lower())), (
                    english,
                    spanish,
                )


def test_doses_codes_and_forms_of_plans_are_the_same_in_both(site: Path) -> None:
    for url in ("plan/", "prescribe/", "practice/"):
        data = [json.loads(first(built_pages(site)[f"{at}{url}"].tree, '[data-part="library"]').text())
                for at in ("", "es/")]  # fmt: skip
        assert data[0]["entries"].keys() == data[1]["entries"].keys()
        for code, entry in data[0]["entries"].items():
            for key in ("mark", "preset", "asks", "choice", "exercise", "program"):
                assert entry.get(key) == data[1]["entries"][code].get(key), (code, key)


# --- addresses -------------------------------------------------------------------------------------------------------


def test_each_page_names_itself_and_its_twins(site: Path) -> None:
    pages = built_pages(site)
    for url, page in pages.items():
        links = page.tree.css("link[rel=alternate][hreflang]")
        found = {it.attributes["hreflang"]: it.attributes["href"] for it in links}
        if url.startswith("contribute/"):
            assert not found and not page.tree.css('[data-part="language"]')
            continue
        english = url.removeprefix("es/")
        whole = {"en": english, "es": f"es/{english}", "x-default": english}
        assert found == {language: f"{SITE_URL}{there}" for language, there in whole.items()}, url
        assert first(page.tree, "html").attributes["lang"] == ("es" if url.startswith("es/") else "en")


def test_the_switch_leads_to_the_same_page_in_the_other_language(site: Path, spoken: Path) -> None:
    for folder, languages in ((site, {"es"}), (spoken, {"es", LANGUAGE})):
        pages = built_pages(folder)
        for url, page in pages.items():
            for link in page.opened.css('[data-part="language"]'):
                said = link.attributes
                there = urljoin(f"/{url}", str(said["href"])).lstrip("/")
                assert there in pages, (url, there)
                assert said["lang"] == said["hreflang"] == ({*languages} & {there.split("/")[0]} or {"en"}).pop()


def test_links_of_a_page_stay_in_its_language(site: Path) -> None:
    """But for contributors' pages, the switch, and what all languages share."""
    pages = built_pages(site)
    for url, page in pages.items():
        if not url.startswith("es/"):
            continue
        for link in page.tree.css("body a[href]:not([data-part=language])"):
            there = urljoin(f"/{url}", str(link.attributes["href"]).partition("#")[0]).lstrip("/")
            if "://" in there or there.startswith(("contribute/", "mailto:", "tel:")):
                continue
            assert there.startswith("es/"), (url, link.html)


def test_an_english_page_grows_by_its_switch_alone(site: Path) -> None:
    for url in built_pages(site):
        if url.startswith("es/"):
            continue
        html = (site / url / "index.html").read_text(encoding="utf-8")
        added = re.findall(r'\s*<link rel="alternate" hreflang=.*?>|\s*<a class="language".*?</a>', html)
        assert sum(map(len, added)) < 700, url
        rest = html
        for part in added:
            rest = rest.replace(part, "")
        # A clinician chooses the patient's language there.
        names_it = url == urls.PRESCRIBE or url.startswith("contribute/")
        assert names_it or not re.search(r'lang="es"|español|href="[./]*es/', rest), url


def test_the_sitemap_and_the_page_for_lost_readers_know_both(site: Path) -> None:
    sitemap = (site / "sitemap.xml").read_text(encoding="utf-8")
    assert f"<loc>{SITE_URL}es/exercises/bridge/</loc>" in sitemap
    assert parsed(site / "404.html").css_first('p[lang=es] a[href$="/es/"]')


# --- what has changed ------------------------------------------------------------------------------------------------


def test_a_page_whose_text_has_changed_leads_to_the_english_one(spoken: Path, programs: set[str]) -> None:
    pages = built_pages(spoken)
    withdrawn = [f"exercises/{STALE}/", *(f"{kind}/{slug}/" for slug in programs for kind in ("programs", "handouts"))]
    for url in withdrawn:
        page = pages[f"es/{url}"]
        link = first(page.article, "a.button[lang=en]")
        assert urljoin(f"/es/{url}", str(link.attributes["href"])) == f"/{url}"
        assert "todavía no está en español" in page.words
        assert page.tree.css_first('meta[name=robots][content="noindex"]')
        assert not page.article.css(".steps, .sheet-card")
        assert "todavía" not in pages[f"{LANGUAGE}/{url}"].words
    for url, page in pages.items():
        if url.startswith("es/") and url.removeprefix("es/") not in withdrawn:
            assert not page.tree.css_first('meta[name=robots][content="noindex"]'), url


def test_lists_name_it_in_english_and_say_so(spoken: Path) -> None:
    page = built_pages(spoken)["es/exercises/"]
    card = first(page.article, f'[data-exercise="{STALE}"]')
    assert words(card).startswith("Puente")  # the name has not changed


def test_a_plan_has_its_card_in_english_with_its_dose(spoken: Path, library: Catalogue) -> None:
    pages = built_pages(spoken)
    for use in library.uses[STALE]:
        for url in ("es/plan/", "es/prescribe/"):
            card = first(in_template(pages[url], f'[data-card="{use.entry.code}"]'), "article")
            assert card.attributes["lang"] == "en"
            assert use.entry.steps or NEW in words(card)
            assert "en inglés" in words(first(card, '[data-part="untranslated"][lang=es]'))
        doses = [first(in_template(pages[url], f'[data-card="{use.entry.code}"]'), ".doses").html
                 for url in ("plan/", "es/plan/")]  # fmt: skip
        assert doses[0] == doses[1]


def test_practice_of_it_is_gone_and_that_of_its_programs_has_the_english_card(spoken: Path, programs: set[str]) -> None:
    folder = spoken / "es/assets/practice"
    assert (
        not (folder / f"exercises/{STALE}.json").exists()
        and (spoken / f"assets/practice/exercises/{STALE}.json").exists()
    )
    for slug in programs:
        html = json.loads((folder / f"{slug}.json").read_text(encoding="utf-8"))["html"]
        assert 'lang="en" dir="ltr"' in html and html.count('data-part="untranslated"') == 1


def test_open_data_has_the_texts_of_all_languages_that_stand(site: Path, spoken: Path) -> None:
    def of(folder: Path, name: str) -> dict[str, object]:
        return json.loads((folder / "api/v1" / name).read_text(encoding="utf-8"))  # type: ignore[no-any-return]

    bridge = of(site, "exercises/bridge.json")["translations"]
    assert isinstance(bridge, dict) and bridge["es"]["text"]["name"] == "Puente"
    assert bridge["es"]["path"] == "es/exercises/bridge/" and bridge["es"]["review"] is None
    assert list(of(spoken, "exercises/bridge.json")["translations"]) == [LANGUAGE]  # type: ignore[call-overload]
    resource = of(site, "fhir/ActivityDefinition/bridge.json")
    told = resource["_title"]["extension"][0]  # type: ignore[index]
    assert told["url"] == "http://hl7.org/fhir/StructureDefinition/translation"
    assert [part.get("valueCode", part.get("valueString")) for part in told["extension"]] == ["es", "Puente"]
    regions = of(site, "fhir/CodeSystem/regions.json")["concept"]
    assert all(any(it["language"] == "es" for it in concept["designation"]) for concept in regions)  # type: ignore[attr-defined]


# --- the shell -------------------------------------------------------------------------------------------------------


def test_a_language_from_right_to_left_says_so(spoken: Path) -> None:
    for _, page in twins(spoken, LANGUAGE):
        assert first(page.tree, "body").attributes["dir"] == "rtl"
    assert first(built_pages(spoken)["es/"].tree, "body").attributes["dir"] == "ltr"


def test_a_page_by_hand_that_a_language_lacks_is_the_english_one(spoken: Path) -> None:
    pages = built_pages(spoken)
    assert f"{LANGUAGE}/about/" not in pages
    shown = pages[f"{LANGUAGE}/"].tree.css("footer nav a")
    links = [urljoin(f"/{LANGUAGE}/", str(it.attributes["href"])) for it in shown]
    assert "/about/" in links and f"/{LANGUAGE}/sources/" in links
    assert [it.attributes["lang"] for it in pages["about/"].tree.css('[data-part="language"]')] == ["es"]


def test_a_page_by_hand_whose_original_has_changed_leads_to_it(spoken: Path, site: Path) -> None:
    page = built_pages(spoken)["es/clinics/"].tree
    way = first(page, 'article a[data-part="language"]')
    assert way.attributes["href"] == "../../clinics/" and way.attributes["lang"] == "en"
    english = built_pages(spoken)["clinics/"].tree
    assert way.text() == first(english, "h1").text().removesuffix("¶").strip()
    anchors = {it.id for it in english.css("article :is(h2, h3)[id]")}
    assert anchors and anchors <= {it.id for it in page.css("article [id]")}
    kept = built_pages(site)["es/clinics/"].tree
    told = kept.css("article p")[1].text()
    assert told not in page.text()
    found = json.loads((spoken / "es/assets/search.json").read_text(encoding="utf-8"))
    assert told[:40] not in json.dumps(found, ensure_ascii=False)


def test_each_language_has_a_manifest_and_an_index_of_its_own(site: Path) -> None:
    manifest = json.loads((site / "es/manifest.json").read_text(encoding="utf-8"))
    assert manifest["lang"] == "es" and manifest["name"] == "Ejercicios en casa"
    for icon in manifest["icons"]:
        assert (site / "es" / icon["src"]).is_file()
    index = json.loads((site / "es/assets/search.json").read_text(encoding="utf-8"))
    assert {page["url"].split("/")[0] for page in index["pages"]} == {"es"}
    for page in index["pages"]:
        assert (site / page["url"].partition("#")[0] / "index.html").is_file()
        assert not page.get("picture") or (site / page["picture"][0].partition("#")[0]).is_file()
    english = json.loads((site / "assets/search.json").read_text(encoding="utf-8"))
    assert not any(page["url"].startswith("es/") for page in english["pages"])


def test_a_device_keeps_the_language_that_it_reads(site: Path) -> None:
    listed = json.loads((site / "offline.json").read_text(encoding="utf-8"))
    shells = listed["shell"]
    assert set(shells) == {"", "es/"} == set(listed["size"])
    assert "es/plan/" in shells["es/"] and "plan/" not in shells["es/"] and "es/plan/" not in shells[""]
    assert any(path.startswith("assets/javascripts/") for path in shells["es/"])


def test_the_copy_of_the_project_is_as_it_should_be(library: Catalogue) -> None:
    assert set(library.translations) == {"es", LANGUAGE}
    assert [it.path for it in library.notices if it.path.startswith(f"data/translations/{LANGUAGE}")] == []
