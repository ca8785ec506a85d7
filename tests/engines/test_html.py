"""Every page is correct HTML, by the checker that the standard's makers use."""

import json
import subprocess
from pathlib import Path

import pytest
from conftest import ROOT
from find_engines import program

CHECKER = ROOT / "tests" / "engines" / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"
OPTIONS = ["--skip-non-html", "--errors-only", "--format", "json"]


@pytest.fixture(scope="module")
def errors(site: Path) -> list[str]:
    command = [str(program("java")), "-jar", str(CHECKER), *OPTIONS, str(site)]
    told = json.loads(subprocess.run(command, capture_output=True, text=True, check=False).stderr)
    return [f"{it['url'].partition('/care/')[2]}:{it.get('lastLine')}: {it['message']}" for it in told["messages"]]


def test_no_page_has_an_error(errors: list[str]) -> None:
    assert errors == []
