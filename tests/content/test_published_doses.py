"""The open data has every dose as the handout gives it: in JSON, and come back from FHIR."""

import csv
from pathlib import Path

import pytest
from conftest import ROOT
from test_exports import LINES, api, fhir_dose, resources, told

TABLE = list(csv.DictReader((ROOT / "data/originals/doses.csv").read_text(encoding="utf-8").splitlines()))


@pytest.mark.parametrize("row", TABLE, ids=lambda row: row["entry"])
def test_a_dose_is_published_as_the_handout_gives_it(site: Path, row: dict[str, str]) -> None:
    slug, _, entry_id = row["entry"].partition("/")
    program = api(site)[f"api/v1/programs/{slug}.json"]["data"]
    entries = {entry["id"]: entry for section in program["sections"] for entry in section["entries"]}
    plan = resources(site)[f"api/v1/fhir/PlanDefinition/{slug}.json"]
    actions = {action["id"]: action for group in plan["action"] for action in group["action"]}
    assert list(actions) == list(entries)
    dose = entries[entry_id]["dose"] if entry_id else program["dose"]
    in_fhir = fhir_dose(actions[entry_id] if entry_id else plan)
    for key in LINES:
        assert (
            (key in dose) == (key in in_fhir) == (bool(entry_id) or key in ("repetitions", "sets", "rest", "frequency"))
        )
        if key in dose:
            assert told(dose[key]) == told(in_fhir[key]) == (row[key] or "not-given"), key
    if entry_id:
        assert dose["sides"] == in_fhir["sides"] == (row["sides"] or "not-given")
    assert dose["progression"] == in_fhir["progression"]
