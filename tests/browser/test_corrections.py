"""Corrections on plans that patients keep: told until the plan is of the new wording, in a real browser."""

import plan_format_1 as format_1
from playwright.sync_api import Page
from test_plan import turn_to

WORDS, NUMBER = "Keep your chin down.", "Hold for 5 seconds."


def line(kind: str, unit: str, amount: int) -> dict[str, object]:
    return {"kind": kind, "part": "", "quantity": {"shape": "exact", "unit": unit, "amount": amount}}


RIGHT = [line("hold", "seconds", 5), line("repetitions", "", 8)]
EMPTY = {"boneHealth": False, "frequency": None, "clinic": "", "phone": "", "instructions": ""}
# The entry, how far its mark is from that of now, its numbers, and the correction that is told.
PLANS = {
    "of the words before": ("zmz", 1, [], [WORDS]),
    "of the words of now": ("zmz", 0, [], []),
    "of the number before": ("zpz", 0, [line("hold", "seconds", 50), line("repetitions", "", 8)], [NUMBER]),
    "of the number of now": ("zpz", 0, RIGHT, []),
    "of what was always right": ("zgz", 1, [], []),
}


def test_a_plan_says_what_was_corrected_until_it_is_of_the_new_wording(page: Page, changed_address: str) -> None:
    page.goto(f"{changed_address}plan/")
    read = "JSON.parse(document.querySelector('script[data-part=library]').text).entries"
    for name, (code, off, lines, told) in PLANS.items():
        mark = page.evaluate(f"{read}.{code}.mark")
        entry = {"code": code, "mark": mark ^ off, "forms": "", "boxes": "", "sides": "", "lines": lines, "note": ""}
        whole = {**EMPTY, "entries": [entry]}
        turn_to(page, format_1.encode(whole))
        page.locator(f".sheet-card[data-entry={code}]").wait_for()
        found = page.locator('.sheet-card [data-part="correction"]').all_inner_texts()
        assert [text.partition("Now: ")[2] for text in found] == told, name
