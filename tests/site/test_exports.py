"""The open data: nothing is lost on the way to it, and nothing that was published goes away."""

import json
import posixpath
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from itertools import groupby
from pathlib import Path
from typing import Any

import pytest
from built import built_pages
from changed import later_site
from conftest import ROOT, SITE_URL, Factory, sampled
from exercise_library.catalogue.catalogue import Catalogue
from exercise_library.catalogue.dose import KINDS as KINDS_OF_DOSE
from exercise_library.catalogue.dose import UNITS, AtLeast, Blank, Lost, NotGiven, Range, StartGoal, Target, Value
from exercise_library.catalogue.model import Exercise, GetHelp, Program, Source, Term
from exercise_library.exports import Export, Site, exports
from exercise_library.exports.fhir_extensions import DOSE_LINE, timing
from exercise_library.exports.output import stamped
from exercise_library.exports.shapes import FORMAT, KINDS
from exercise_library.figures.pose.figure import Figure
from exercise_library.view import urls
from exercise_library.view.build import View, build_view
from exercise_library.view.signed import signable_exercise
from fhir.resources.R4B import get_fhir_model_class
from jsonschema import Draft202012Validator
from library import our_library
from pydantic import BaseModel, TypeAdapter

Json = dict[str, Any]

LIBRARY = our_library()
HERE = Site(SITE_URL, "Home exercises")
# The classes of a drawing: their keys may be left out, and we promise nothing about them.
DRAWN = {"Figure", *Figure.model_json_schema()["$defs"]}
GUIDE = (ROOT / "docs/contribute/api.md").read_text(encoding="utf-8")


@lru_cache(maxsize=2)
def everything(site: Path) -> dict[str, Any]:
    """Return every file below api/, parsed, by its address."""
    return {
        path.relative_to(site).as_posix(): json.loads(path.read_text(encoding="utf-8"))
        for path in sorted((site / "api").rglob("*"))
        if path.is_file()
    }


def api(site: Path) -> dict[str, Json]:
    """Return the files that are neither schemas nor FHIR."""
    return {name: it for name, it in everything(site).items() if not re.match(r"api/v1/(schema|fhir)/", name)}


def resources(site: Path) -> dict[str, Json]:
    """Return the FHIR resources but for the Bundle."""
    found = everything(site)
    return {name: it for name, it in found.items() if "/fhir/" in name and it["resourceType"] != "Bundle"}


def parsed(files: Iterator[Export], *names: str) -> list[Any]:
    """Return what some files below api/v1/ hold: to make all takes long."""
    made = {it.file: it.make for it in files}
    return [json.loads(made[f"api/v1/{name}.json"]()) for name in names]


def resolves(site: Path, address: str) -> bool:
    """Tell if an address relative to the site's root leads to a file, or to a page and an anchor on it."""
    path, _, anchor = address.partition("#")
    if path.endswith(".json"):
        return (site / path).is_file()
    page = built_pages(site).get(path)
    return page is not None and (not anchor or anchor in page.anchors)


def leaves(value: Any) -> Iterator[Any]:
    """Yield every text, number and truth value within some JSON."""
    if isinstance(value, dict | list):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from leaves(inner)
    elif value is not None:
        yield value


# --- JSON


def test_everything_is_there_whole_and_one_by_one(site: Path, catalogue: Catalogue) -> None:
    words = {f"vocabulary/{name}/{slug}" for name, terms in catalogue.vocabulary.items() for slug in terms}
    names = {"index", "exercises", "programs", "vocabulary", "sources", "get-help"}
    names |= {f"exercises/{slug}" for slug in catalogue.exercises} | {f"programs/{slug}" for slug in catalogue.programs}
    names |= {f"sources/{slug}" for slug in catalogue.sources} | {f"vocabulary/{it}" for it in catalogue.vocabulary}
    names |= words | {f"schema/{kind}" for kind in KINDS}
    names |= {f"fhir/PlanDefinition/{slug}" for slug in catalogue.programs} | {"fhir/Bundle/library"}
    names |= {f"fhir/ActivityDefinition/{slug}" for slug in catalogue.exercises}
    names |= {f"fhir/CodeSystem/{name}" for name in catalogue.vocabulary}
    found = {name.removeprefix("api/v1/").removesuffix(".json") for name in everything(site)}
    assert {name for name in found if not name.startswith("fhir/StructureDefinition/")} == names


def test_a_file_comes_back_as_the_very_same_data(site: Path, catalogue: Catalogue) -> None:
    found = api(site)
    for slug, exercise in catalogue.exercises.items():
        assert Exercise.model_validate(found[f"api/v1/exercises/{slug}.json"]["data"]) == exercise
    for slug, program in catalogue.programs.items():
        assert Program.model_validate(found[f"api/v1/programs/{slug}.json"]["data"]) == program
    for slug, source in catalogue.sources.items():
        assert Source.model_validate(found[f"api/v1/sources/{slug}.json"]["data"]) == source
    for name, terms in catalogue.vocabulary.items():
        told = TypeAdapter(dict[str, Term]).validate_python(found[f"api/v1/vocabulary/{name}.json"]["data"])
        assert told == terms
        assert {
            slug: Term.model_validate(found[f"api/v1/vocabulary/{name}/{slug}.json"]["data"]) for slug in terms
        } == terms
    assert GetHelp.model_validate(found["api/v1/get-help.json"]["data"]) == catalogue.get_help


@pytest.mark.parametrize("name", ["exercises", "programs", "sources", "vocabulary"])
def test_the_whole_is_the_same_as_its_parts(site: Path, name: str) -> None:
    found = api(site)
    whole = found[f"api/v1/{name}.json"]
    head = {"$schema", "format", "license", "version", "date"}
    parts = [found[it["file"]] for it in whole["items"]]
    assert whole["items"] == [{key: value for key, value in part.items() if key not in head} for part in parts]
    assert len(parts) == sum(re.fullmatch(rf"api/v1/{name}/[^/]+", it) is not None for it in found)


def test_every_file_tells_its_edition_and_a_version_that_changes_with_what_it_says(site: Path) -> None:
    found = api(site)
    told = [it for name, it in found.items() if "/schema/" not in name and it.get("resourceType") != "Bundle"]
    assert len(told) > 150
    assert {it["date"] for it in told} == {"2023-11-14"}  # the tests' SOURCE_DATE_EPOCH
    assert all(re.fullmatch("[0-9a-f]{12}", it["version"]) for it in told)
    one = stamped({"name": "a"}, "2026-11-20")
    assert stamped(one, "2026-11-21") == {**one, "date": "2026-11-21"}
    assert stamped({"name": "b"}, "2026-11-20")["version"] != one["version"]


def models(value: Any, told: Any) -> Iterator[tuple[BaseModel, Any]]:
    """Yield each part of the data with what was published of it."""
    if isinstance(value, Figure):
        assert told == value.model_dump(mode="json", by_alias=True, exclude_none=True)
    elif isinstance(value, BaseModel):
        yield value, told
        for name, field in type(value).model_fields.items():
            yield from models(getattr(value, name), told[field.alias or name])
    elif isinstance(value, tuple | list):
        assert len(value) == len(told)
        for inner, inner_told in zip(value, told, strict=True):
            yield from models(inner, inner_told)
    elif isinstance(value, dict):
        assert list(value) == list(told)
        for key, inner in value.items():
            yield from models(inner, told[key])
    else:
        assert value == told


def test_no_field_is_dropped(site: Path, catalogue: Catalogue) -> None:
    found = api(site)
    seen = set()
    for folder, things in (
        ("exercises", catalogue.exercises),
        ("programs", catalogue.programs),
        ("sources", catalogue.sources),
    ):
        for slug, thing in things.items():
            for part, told in models(thing, found[f"api/v1/{folder}/{slug}.json"]["data"]):
                assert list(told) == [field.alias or name for name, field in type(part).model_fields.items()]
                seen.add(type(part).__name__)
    assert {"Exercise", "Variant", "Relation", "Spine", "Program", "Section", "Entry", "Dose", "ByPart"} <= seen


@pytest.mark.parametrize("kind", KINDS)
def test_a_schema_names_every_field_of_every_class(site: Path, kind: str) -> None:
    schema = everything(site)[f"api/v1/schema/{kind}.json"]
    Draft202012Validator.check_schema(schema)
    assert schema["$id"] == f"{SITE_URL}api/v1/schema/{kind}.json"
    classes = {cls.__name__: cls for cls in subclasses(BaseModel) if cls.__module__.startswith("exercise_library.")}
    for name, definition in {KINDS[kind].__name__: schema, **schema["$defs"]}.items():
        if "properties" in definition:
            keys = [field.alias or key for key, field in classes[name].model_fields.items()]
            assert list(definition["properties"]) == keys, name
            assert name in DRAWN or definition["required"] == keys, name


def subclasses(cls: type[BaseModel]) -> Iterator[type[BaseModel]]:
    for inner in cls.__subclasses__():
        yield inner
        yield from subclasses(inner)


@pytest.mark.parametrize("step", sampled([1, 8], [8]))
def test_every_file_fits_the_schema_it_names(site: Path, step: int) -> None:
    """One in eight of those with the same schema: what all of them hold is in the file of the whole, too."""
    found, naming = everything(site), defaultdict[str, list[str]](list)
    for name, content in api(site).items():
        naming[posixpath.normpath(posixpath.join(posixpath.dirname(name), content["$schema"]))].append(name)
    assert naming.keys() == {f"api/v1/schema/{kind}.json" for kind in KINDS}
    for schema, names in naming.items():
        validator = Draft202012Validator(found[schema])
        for name in names[::step]:
            assert not [error.message for error in validator.iter_errors(found[name])], name


def test_a_schema_refuses_what_it_should(site: Path) -> None:
    validator = Draft202012Validator(everything(site)["api/v1/schema/program.json"])
    good = api(site)["api/v1/programs/bone-health.json"]
    assert validator.is_valid({**good, "new-in-1.1": 1})
    assert not validator.is_valid({key: value for key, value in good.items() if key != "derived"})
    for dose in ({"kind": "blank"}, {"kind": "value", "unit": None, "per": None}, {"kind": "guessed"}, 8):
        data = {**good["data"], "dose": {**good["data"]["dose"], "frequency": dose}}
        assert not validator.is_valid({**good, "data": data}), dose


def test_every_file_says_what_it_is_and_whose(site: Path) -> None:
    for name, content in api(site).items():
        assert list(content)[:3] == ["$schema", "format", "license"], name
        assert content["format"] == FORMAT
        assert content["license"]["spdx"] == "CC-BY-4.0" and "titles of the handouts" in content["license"]["excludes"]


def test_the_files_are_plain_text_that_ends_with_a_line(site: Path) -> None:
    for path in (site / "api").rglob("*.json"):
        text = path.read_bytes().decode("utf-8")
        assert text.endswith("}\n") and "\r" not in text and not text.startswith("\ufeff") and "\\u" not in text


def addresses(value: Any) -> Iterator[tuple[str, str]]:
    """Yield every address in a file of the API, with its key."""
    if isinstance(value, dict):
        for key, inner in value.items():
            if key in ("path", "url", "file", "exercise_file", "get_help") and isinstance(inner, str):
                yield key, inner
            elif key == "files":
                yield from (("file", it) for it in inner.values())
            elif key not in ("data", "license"):
                yield from addresses(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from addresses(inner)


def test_every_address_in_the_files_leads_somewhere(site: Path) -> None:
    broken = []
    for name, content in api(site).items():
        for key, address in addresses(content):
            assert key != "url" or address.startswith(SITE_URL)
            if not resolves(site, address.removeprefix(SITE_URL)):
                broken.append(f"{name}: {address}")
    assert not broken


def test_what_follows_for_an_exercise_is_told_from_both_ends(site: Path, catalogue: Catalogue) -> None:
    found = api(site)
    facts = found["api/v1/exercises/bridge.json"]["derived"]
    uses = [
        (slug, f"{SITE_URL}{urls.entry(slug, entry.id)}")
        for slug, program in catalogue.programs.items()
        for entry in program.entries
        if entry.exercise == "bridge"
    ]
    assert [(use["program"], use["url"]) for use in facts["uses"]] == uses
    relations = {(tie["kind"], tie["exercise"]) for tie in facts["relations"]}
    assert {
        ("learn-first", "pelvic-tilt"),
        ("easier", "gluteal-squeeze"),
        ("part", "supine-shoulder-press"),
    } <= relations
    other = found["api/v1/exercises/pelvic-tilt.json"]["derived"]["relations"]
    assert ("leads-to", "bridge") in {(tie["kind"], tie["exercise"]) for tie in other}


def test_a_restriction_goes_with_the_exercise(site: Path, catalogue: Catalogue) -> None:
    found = api(site)
    for item in found["api/v1/index.json"]["exercises"]:
        program = catalogue.restricted_to(catalogue.exercises[item["slug"]])
        assert item["restricted_to"] == (program.slug if program else None)
        told = found[item["file"]]["derived"]["restriction"]
        if program and program.restriction:
            assert told["title"] == program.restriction.title
            assert told["text"] == list(catalogue.restriction_text(program))
        else:
            assert told is None


def test_the_index_is_small_and_has_every_filter(site: Path, catalogue: Catalogue) -> None:
    index = api(site)["api/v1/index.json"]
    assert len((site / "api/v1/index.json").read_bytes()) < 1000 * (len(catalogue.exercises) + len(catalogue.programs))
    assert [it["slug"] for it in index["exercises"]] == list(catalogue.exercises)
    assert [it["slug"] for it in index["programs"]] == list(catalogue.programs)
    vocabularies = {"positions": "positions", "equipment": "equipment", "regions": "regions", "aims": "aims",
                    "strengthens": "muscles", "stretches": "muscles", "cautions": "cautions"}  # fmt: skip
    for it in index["exercises"]:
        for key, vocabulary in vocabularies.items():
            assert set(it[key]) <= set(index["terms"][vocabulary])
    found = {it["slug"]: set(it["positions"]) for it in index["exercises"]}
    of_variants = {
        slug: {position for variant in it.variants for position in variant.positions}
        for slug, it in LIBRARY.exercises.items()
    }
    assert any(of_variants.values())
    assert found == {slug: {*it.positions, *of_variants[slug]} for slug, it in LIBRARY.exercises.items()}


# --- Doses, against the table that comes from the handouts

WORDING = {
    "not-given": "not-given", "not-applicable": "n/a", "as-program": "program", "words": "words {text}",
    "value": "{amount}", "range": "{from}-{to}", "at-least": "at-least {amount}", "target": "target {amount}",
    "start-goal": "start {start} goal {goal}", "blank": "blank", "lost": "lost",
}  # fmt: skip
LINES = ("hold", "repetitions", "sets", "rest", "rest_between_repetitions", "frequency")


def told(quantity: Json) -> str:
    """Return a published quantity in the words of doses.csv."""
    if quantity["kind"] == "by-part":
        return "; ".join(f"{part}: {told(inner)}" for part, inner in quantity["parts"].items())
    words = [WORDING[quantity["kind"]].format(**quantity), quantity.get("unit")]
    words += [f"per {quantity['per']}" if quantity.get("per") else None]
    words += [f"target {quantity['target']}" if quantity.get("target") else None]
    return " ".join(word for word in words if word)


def parts(extension: Json) -> Json:
    """Return the parts of an extension by name; a part that stands more than once is a list."""
    found: Json = {}
    for part in extension["extension"]:
        value = next(inner for key, inner in part.items() if key.startswith("value"))
        found[part["url"]] = [*found.get(part["url"], []), value]
    return {key: values[0] if len(values) == 1 else values for key, values in found.items()}


def fhir_dose(element: Json) -> Json:
    """Read a dose back from the extensions of a plan or an action."""
    dose: Json = {"progression": []}
    for extension in element["extension"]:
        name = extension["url"].rpartition("/")[2]
        if name == "dose-line":
            line = parts(extension)
            key, part = line.pop("line"), line.pop("part", None)
            if part:
                assert line.pop("part-name")
                dose[key]["parts"][part] = line
            else:
                dose[key] = {**line, "parts": {}} if line["kind"] == "by-part" else line
        elif name == "dose-sides":
            dose["sides"] = extension["valueCode"]
        elif name == "dose-progression":
            dose["progression"].append(extension["valueString"])
    return dose


def test_a_dose_comes_back_from_fhir_as_the_very_same(site: Path, catalogue: Catalogue) -> None:
    for slug, program in catalogue.programs.items():
        plan = resources(site)[f"api/v1/fhir/PlanDefinition/{slug}.json"]
        assert type(program.dose).model_validate(fhir_dose(plan)) == program.dose
        actions = (action for group in plan["action"] for action in group["action"])
        for entry, action in zip(program.entries, actions, strict=True):
            assert type(entry.dose).model_validate(fhir_dose(action)) == entry.dose


# --- FHIR

# What Timing can say, and what it cannot: 'at least', a goal, days without times, and a line to write on.
TIMINGS = (
    (Value(amount=2, unit="times-a-day"), {"frequency": 2, "period": 1, "periodUnit": "d"}),
    (Value(amount=3, unit="times-a-week"), {"frequency": 3, "period": 1, "periodUnit": "wk"}),
    (Range.model_validate({"from": 3, "to": 6, "unit": "times-a-week"}),
     {"frequency": 3, "frequencyMax": 6, "period": 1, "periodUnit": "wk"}),
    (Value(amount=2, unit="every-days"), {"frequency": 1, "period": 2, "periodUnit": "d"}),
    (Range.model_validate({"from": 2, "to": 3, "unit": "every-hours"}),
     {"frequency": 1, "period": 2, "periodMax": 3, "periodUnit": "h"}),
    (Value(amount=2, unit="every-hours-awake"), None),
    (Value(amount=2, unit="times-a-day", per="unclear"), None),
    (Value(amount=7, unit="days-a-week"), None),
    (AtLeast(amount=1, unit="times-a-day"), None),
    (Target(amount=2, unit="times-a-day"), None),
    (StartGoal(start=1, goal=2, unit="times-a-day"), None),
    (Blank(unit="times-a-day"), None),
    (Lost(unit="times-a-day"), None),
    (Value(amount=30, unit="seconds"), None),
    (NotGiven(), None),
)  # fmt: skip


@pytest.mark.parametrize(("quantity", "repeat"), TIMINGS, ids=str)
def test_timing_says_only_what_it_can(quantity: Any, repeat: Json | None) -> None:
    assert timing(quantity) == ({"repeat": repeat} if repeat else None)
    assert timing(quantity, NotGiven()) == timing(quantity)
    assert timing(quantity, Value(amount=5, unit="days-a-week")) is None
    assert timing(quantity, Value(amount=7, unit="days-a-week")) == timing(quantity)


def test_once_a_day_every_other_day_is_every_other_day() -> None:
    days = Value(amount=2, unit="every-days")
    assert timing(Value(amount=1, unit="times-a-day"), days) == timing(days)
    assert timing(Value(amount=2, unit="times-a-day"), days) is None


def test_timing_stands_only_where_the_handout_says_how_often(site: Path, catalogue: Catalogue) -> None:
    timed = {}
    for slug in catalogue.programs:
        plan = resources(site)[f"api/v1/fhir/PlanDefinition/{slug}.json"]
        actions = [action for group in plan["action"] for action in group["action"]]
        timed[slug] = {action["id"]: action["timingTiming"]["repeat"] for action in actions if "timingTiming" in action}
    week = {"frequency": 3, "frequencyMax": 6, "period": 1, "periodUnit": "wk"}
    twice = {"frequency": 2, "period": 1, "periodUnit": "d"}
    three = ("knee-to-chest", "lower-trunk-rotation", "upright-trunk-rotation")
    strong = catalogue.programs.get("strong-back-and-hips")
    wanted: dict[str, dict[str, Json]] = {
        "bone-health": {},
        "strong-back-and-hips": {entry.id: week for entry in strong.entries} if strong else {},
        "low-back-pain": {},
        "back-rehabilitation": dict.fromkeys(three, twice),
        "clinic-stretches": {},
    }
    ours = timed.keys() & wanted.keys()
    assert {slug: timed[slug] for slug in ours} == {slug: wanted[slug] for slug in ours}


@pytest.mark.parametrize("step", sampled([1, 4], [4]))
def test_every_resource_is_valid_fhir(site: Path, step: int) -> None:
    """One in four of each kind is read by the package."""
    found = resources(site)
    for kind, names in groupby(found, lambda name: str(found[name]["resourceType"])):
        model = get_fhir_model_class(kind)
        for name in [*names][::step]:
            told = model.model_validate(found[name]).model_dump_json()
            assert json.loads(told) == found[name], "the package reads all of it"
    for name, resource in found.items():
        assert name == f"api/v1/fhir/{resource['resourceType']}/{resource['id']}.json"
        assert f"{resource['url']}.json" == SITE_URL + name
    bundle = everything(site)["api/v1/fhir/Bundle/library.json"]
    alone = [{key: told for key, told in it.items() if key != "resource"} for it in bundle["entry"]]
    get_fhir_model_class("Bundle").model_validate({**bundle, "entry": alone})
    assert bundle["type"] == "collection"
    assert {it["fullUrl"] + ".json" for it in bundle["entry"]} == {SITE_URL + name for name in found}
    assert all(it["resource"] in found.values() for it in bundle["entry"])


def test_no_resource_claims_what_nobody_did(site: Path, catalogue: Catalogue) -> None:
    reviewed = {slug for slug, it in catalogue.exercises.items() if it.review}
    reviewed |= {slug for slug, it in catalogue.programs.items() if it.review}
    for resource in resources(site).values():
        assert resource["status"] == "draft"
        assert resource["publisher"] == "Home exercises"
        assert not resource.keys() & {"approvalDate", "effectivePeriod", "author", "editor", "endorser", "text"}
        if resource["resourceType"] in ("PlanDefinition", "ActivityDefinition"):
            assert resource["experimental"] == (resource["id"] not in reviewed)
            assert ("lastReviewDate" in resource) == ("reviewer" in resource) == (resource["id"] in reviewed)
            assert "CC BY 4.0" in resource["copyright"] and "titles of the handouts" in resource["copyright"]


def extended(element: Any, at: str) -> Iterator[tuple[str, Json]]:
    """Yield every extension of ours with the element it stands on; an action in an action is still an action."""
    if isinstance(element, dict):
        for key, inner in element.items():
            if key == "extension":
                yield from ((at, extension) for extension in inner)
            else:
                yield from extended(inner, at if key == "action" and at.endswith(".action") else f"{at}.{key}")
    elif isinstance(element, list):
        for inner in element:
            yield from extended(inner, at)


def test_every_extension_is_defined_and_used_as_defined(site: Path) -> None:
    found = everything(site)
    used = set()
    for resource in resources(site).values():
        for at, extension in extended(resource, resource["resourceType"]):
            if extension["url"] == TRANSLATION:
                assert [part["url"] for part in extension["extension"]] == ["lang", "content"]
                continue
            used.add(extension["url"])
            definition = found[extension["url"].removeprefix(SITE_URL) + ".json"]
            assert at in [context["expression"] for context in definition["context"]]
            rules = {it["id"]: it for it in definition["differential"]["element"]}
            assert rules["Extension.url"]["fixedUri"] == extension["url"]
            if "extension" in extension:
                assert set(extension) == {"url", "extension"} and rules["Extension.value[x]"]["max"] == "0"
                fits_parts(extension, rules)
            else:
                assert set(extension) == {"url", value_key(rules["Extension.value[x]"])}
    defined = {it["url"] for it in resources(site).values() if it["resourceType"] == "StructureDefinition"}
    restricted = any(it.restriction for it in LIBRARY.programs.values())
    assert used == {url for url in defined if restricted or not url.endswith("/restriction")}


def value_key(rule: Json) -> str:
    code = str(rule["type"][0]["code"])
    return f"value{code[0].upper()}{code[1:]}"


def fits_parts(extension: Json, rules: Json) -> None:
    names = [part["url"] for part in extension["extension"]]
    for part in extension["extension"]:
        assert set(part) == {"url", value_key(rules[f"Extension.extension:{part['url']}.value[x]"])}
    for name, rule in rules.items():
        if "sliceName" in rule:
            most = float("inf") if rule["max"] == "*" else int(rule["max"])
            assert rule["min"] <= names.count(rule["sliceName"]) <= most, name


def test_every_address_in_fhir_leads_somewhere(site: Path) -> None:
    found = resources(site)
    own = {str(it["url"]): it for it in found.values()}
    for name, resource in found.items():
        for leaf in leaves(resource):
            if isinstance(leaf, str) and leaf.startswith(SITE_URL):
                assert leaf in own or resolves(site, leaf.removeprefix(SITE_URL)), f"{name}: {leaf}"
        for coding in codings(resource):
            concepts = {it["code"]: it["display"] for it in own[coding["system"]]["concept"]}
            assert concepts[coding["code"]] == coding["display"]


def codings(value: Any) -> Iterator[Json]:
    if isinstance(value, dict):
        if "system" in value and "code" in value:
            yield value
        for inner in value.values():
            yield from codings(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from codings(inner)


@pytest.mark.parametrize("folder", ["exercises", "programs"])
def test_nothing_of_the_data_is_lost_in_fhir(site: Path, folder: str) -> None:
    """Every text of an exercise or program stands somewhere in its resource, but what is for editors alone."""
    kind = {"exercises": "ActivityDefinition", "programs": "PlanDefinition"}[folder]
    for name, content in api(site).items():
        if re.fullmatch(rf"api/v1/{folder}/[^/]+\.json", name):
            resource = resources(site)[f"api/v1/fhir/{kind}/{content['slug']}.json"]
            words = re.sub(r"\\(?=[^\w\s])", "", "\n".join(str(leaf) for leaf in leaves(resource))).lower()
            assert [leaf for leaf in leaves(undrawn(content["data"])) if str(leaf).lower() not in words] == []


def undrawn(value: Any) -> Any:
    """Return data without its drawings and its notes for editors, which are not in FHIR."""
    if isinstance(value, dict):
        return {key: undrawn(inner) for key, inner in value.items() if key not in ("figure", "editor_notes")}
    return [undrawn(inner) for inner in value] if isinstance(value, list) else value


def test_a_plan_keeps_order_sections_and_rules(site: Path, catalogue: Catalogue) -> None:
    for slug, program in catalogue.programs.items():
        plan = resources(site)[f"api/v1/fhir/PlanDefinition/{slug}.json"]
        assert [group.get("title") for group in plan["action"]] == [section.name for section in program.sections]
        for group, section in zip(plan["action"], program.sections, strict=True):
            assert [action["id"] for action in group["action"]] == [entry.id for entry in section.entries]
        actions = [action for group in plan["action"] for action in group["action"]]
        assert [action["prefix"] for action in actions] == [str(n + 1) for n in range(len(actions))]
        for line in (
            *program.stop_rules,
            *program.instructions,
            *catalogue.get_help.urgent.signs,
            *catalogue.get_help.soon.signs,
            *catalogue.get_help.soon.signs,
        ):
            assert line in plan["description"]
        if program.restriction:
            assert plan["description"].startswith(f"## {program.restriction.title}")


def test_only_tests_use_the_fhir_package() -> None:
    for path in (ROOT / "hooks").rglob("*.py"):
        assert not re.search(r"^\s*(from|import) (fhir\b|jsonschema)", path.read_text(encoding="utf-8"), re.MULTILINE)


# --- Text, addresses and promises

HOSTILE = "5 < 6 & 7 > 2, \"so\" 'it' is; a *star*, C:\\n, [x], 50% ünïcödé 🙂"


def view_with(bridge: Exercise) -> View:
    return build_view(replace(LIBRARY, exercises={**LIBRARY.exercises, "bridge": bridge}))


def test_text_is_data() -> None:
    bridge = LIBRARY.exercises["bridge"].model_copy(update={"summary": HOSTILE})
    files = {it.file: it for it in exports(view_with(bridge), HERE)}
    text = files["api/v1/exercises/bridge.json"].make()
    assert "5 < 6 & 7 > 2" in text and "ünïcödé 🙂" in text and "&lt;" not in text
    assert json.loads(text)["data"]["summary"] == HOSTILE
    activity = json.loads(files["api/v1/fhir/ActivityDefinition/bridge.json"].make())
    assert activity["subtitle"] == HOSTILE
    assert r"5 \< 6 & 7 \> 2" in activity["description"] and r"a \*star\*" in activity["description"]


def test_a_former_name_keeps_its_addresses() -> None:
    bridge = LIBRARY.exercises["bridge"].model_copy(update={"formerly": ("hip-lift",)})
    former, now, activity, all_exercises, bundle = parsed(
        exports(view_with(bridge), HERE), "exercises/hip-lift", "exercises/bridge", "fhir/ActivityDefinition/hip-lift",
        "exercises", "fhir/Bundle/library",
    )  # fmt: skip
    assert former == now
    assert activity["id"] == "bridge"
    assert len(all_exercises["items"]) == len(LIBRARY.exercises)
    urls = [it["fullUrl"] for it in bundle["entry"]]
    assert len(urls) == len(set(urls))


def reviewed(**changes: Any) -> list[Any]:
    """Return what is published, in FHIR and not, of a bridge that was signed as it is and then changed."""
    exercise = LIBRARY.exercises["bridge"]
    marks = signable_exercise(LIBRARY, exercise).marks
    review = {"reviewer": "Ada Quill, physiotherapist", "date": "2026-11-26", **marks}
    whole = {**exercise.model_dump(by_alias=True), "review": review, **changes}
    files = exports(view_with(Exercise.model_validate(whole)), HERE)
    return parsed(files, "fhir/ActivityDefinition/bridge", "exercises/bridge", "exercises/cat-camel")


def test_a_review_is_told_and_only_then() -> None:
    activity, bridge, _ = reviewed()
    assert activity["experimental"] is False and activity["status"] == "draft" and "approvalDate" not in activity
    assert activity["lastReviewDate"] == "2026-11-26"
    assert activity["reviewer"] == [{"name": "Ada Quill, physiotherapist"}]
    assert bridge["data"]["review"]["reviewer"] == "Ada Quill, physiotherapist"
    assert bridge["derived"]["review"]["changed"] == []


def test_a_review_of_other_words_is_never_a_plain_one() -> None:
    activity, bridge, other = reviewed(steps=("Lift your hips as fast as you can.",))
    assert activity["experimental"] is True and not {"lastReviewDate", "reviewer"} & set(activity)
    told = "Checked by Ada Quill, physiotherapist on 26 November 2026; changed since: the words."
    assert told in activity["description"]
    assert bridge["data"]["review"] is None
    assert bridge["derived"]["review"]["changed"] == ["words"] and told in bridge["derived"]["review"]["text"]
    assert other["derived"]["review"] is None


def test_without_an_address_nothing_pretends_to_have_one(tmp_path_factory: Factory) -> None:
    found = everything(later_site(tmp_path_factory))
    for name, content in found.items():
        if not re.match(r"api/v1/(schema|fhir)/", name):
            assert not [address for key, address in addresses(content) if key == "url"]
    exercise = found["api/v1/exercises/bridge.json"]
    assert exercise["url"] is None and exercise["path"] == "exercises/bridge/"
    assert "$id" not in found["api/v1/schema/exercise.json"]
    for name, resource in found.items():
        if "/fhir/" in name:
            get_fhir_model_class(resource["resourceType"]).model_validate(resource)
            assert ("url" in resource) == (resource["resourceType"] == "StructureDefinition")
            assert not any(str(leaf).startswith("/") for leaf in leaves(resource))


def test_the_open_data_is_no_page(site: Path) -> None:
    assert "api/v1" not in (site / "sitemap.xml").read_text(encoding="utf-8")
    index = json.loads((site / "assets/search.json").read_text(encoding="utf-8"))
    assert not [page["url"] for page in index["pages"] if "api" in page["url"].split("/")]


# FHIR's own, for a text in another language.
TRANSLATION = "http://hl7.org/fhir/StructureDefinition/translation"


def promises(found: dict[str, Any]) -> Iterator[str]:
    """Yield what version 1 promises: each address, each field with each thing it may hold, and each fixed word."""
    for name, content in found.items():
        yield f"file {name}"
        if name.startswith("api/v1/schema/"):
            title = KINDS[Path(name).stem].__name__
            promised = {key: value for key, value in content["$defs"].items() if key not in DRAWN}
            for owner, definition in {title: content, **promised}.items():
                for key, schema in definition.get("properties", {}).items():
                    yield from (f"field {owner}.{key}: {kind}" for kind in holds(schema))
                yield from (f"word {owner}: {word}" for word in definition.get("enum", ()))
        if name.startswith("api/v1/fhir/StructureDefinition/"):
            for rule in content["differential"]["element"]:
                yield from (f"fhir {content['id']} {rule['id']}: {it['code']}" for it in rule.get("type", ()))


def holds(schema: Any) -> Iterator[str]:
    """Yield, in short, each thing that a field may hold."""
    if schema is True:  # as JSON Schema says that anything may stand there
        yield "anything"
    elif "$ref" in schema:
        yield schema["$ref"].rpartition("/")[2]
    elif choices := schema.get("anyOf") or schema.get("oneOf"):
        for choice in choices:
            yield from holds(choice)
    elif fixed := schema.get("enum") or ([schema["const"]] if "const" in schema else []):
        yield from (f"'{word}'" for word in fixed)
    elif schema["type"] == "array":
        yield from (f"list of {kind}" for kind in holds(schema["items"]))
    elif schema["type"] == "object":
        inner = schema.get("additionalProperties") or next(iter(schema["patternProperties"].values()))
        yield from (f"group of {kind}" for kind in holds(inner))
    else:
        yield schema["type"]


# --- The guide


def test_the_guide_names_every_kind_of_file_and_every_extension(site: Path) -> None:
    for resource in resources(site).values():
        if resource["resourceType"] == "StructureDefinition":
            assert f"### {resource['id']}" in GUIDE
            for rule in resource["differential"]["element"]:
                assert "sliceName" not in rule or f"`{rule['sliceName']}`" in GUIDE
    for kind in KINDS:
        assert f"schema/{kind}.json" in GUIDE


def test_the_examples_in_the_guide_are_what_is_published(site: Path) -> None:
    examples = [json.loads(block) for block in re.findall(r"^```json\n(.*?)^```$", GUIDE, re.MULTILINE | re.DOTALL)]
    assert len(examples) >= 4
    here = json.loads(json.dumps(list(everything(site).values())).replace(SITE_URL, "https://example.org/"))
    for example in examples:
        assert any(part == example for part in all_parts(here)), example


def all_parts(value: Any) -> Iterator[Any]:
    yield value
    if isinstance(value, dict | list):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from all_parts(inner)


def test_the_extension_for_a_dose_names_every_kind_and_every_line() -> None:
    text = {part.name: part.text for part in DOSE_LINE.parts}
    for kind in (*KINDS_OF_DOSE, "by-part"):
        assert re.search(rf"(^|\| ){kind}\b", text["kind"]), kind
    for line in UNITS:
        assert re.search(rf"(^|\| ){line}\b", text["line"]), line
