"""A clinic that publishes its own restricted program says so in its data, and nowhere else can it be said."""

import json
from pathlib import Path

from conftest import build_well
from own import RESTRICTED, add_programs

PERMISSION = "You do not have the permission of the clinic."
PAGES = tuple(f"{url}/index.html" for url in (f"programs/{RESTRICTED}", f"handouts/{RESTRICTED}", "plan", "prescribe"))
# What another program copies of it for machines: docs/contribute/api.md says how to read the program's own file.
FHIR = f"api/v1/fhir/PlanDefinition/{RESTRICTED}.json"


def told(site: Path) -> set[str]:
    """Return which of the pages, and of the files for machines, say that the reader has no permission."""
    return {url for url in (*PAGES, FHIR) if PERMISSION in (site / url).read_text(encoding="utf-8")}


def restriction_in_tool(site: Path) -> str:
    page = (site / "prescribe/index.html").read_text(encoding="utf-8")
    data = json.loads(page.split('data-part="library">')[1].split("</script>")[0])
    return str(next(program["restriction"] for program in data["programs"] if program["slug"] == RESTRICTED))


def test_only_the_clinics_own_site_leaves_out_that_readers_have_no_permission(changed: Path, project: Path) -> None:
    assert told(changed) == {*PAGES, FHIR}
    assert restriction_in_tool(changed) == "Only if your own clinic gave it to you"
    add_programs(project)
    (project / "data/site.yml").write_text(f"name: A clinic\nown: [{RESTRICTED}]\n", encoding="utf-8")
    site = project / "own/care"
    build_well(project, site)
    assert told(site) == set()
    assert restriction_in_tool(site) == ""
    for url in PAGES:
        page = (site / url).read_text(encoding="utf-8")
        assert "Use it only then." in page, "who may use it is still told"
