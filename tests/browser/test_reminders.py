"""Reminders: what My plan gives to the calendar of a device, read back as a calendar would."""

import datetime
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import plan_format_1 as format_1
import plan_format_2 as format_2
import pytest
import tabs
from accessibility import SMALL, complaints
from conftest import sampled
from dateutil.rrule import rrulestr
from icalendar import Calendar
from playwright.sync_api import Browser, Page, expect

Json = dict[str, Any]
NOW = datetime.datetime(2026, 11, 26, 10, 0)
WEEK = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


@pytest.fixture(scope="module")
def entries(site: Path) -> list[Json]:
    """Three exercises as a plan has them, without a dose."""
    text = (site / "plan/index.html").read_text(encoding="utf-8")
    found = re.search(r'data-part="library">(.*?)</script>', text, re.DOTALL)
    assert found
    known = list(json.loads(found[1])["entries"].items())[:3]
    empty: Json = {"forms": "", "boxes": "", "sides": "", "lines": [], "note": ""}
    return [{"code": code, "mark": entry["mark"], **empty} for code, entry in known]


@pytest.fixture(scope="module")
def tab(browser: Browser) -> Iterator[Page]:
    """A tab on the 26th of November 2026, at 320 px, without a worker: it has no part in this."""
    options: Json = {"viewport": {"width": 320, "height": 800}, "color_scheme": "light"}
    with tabs.opened(browser, **options) as opened:
        opened.clock.set_fixed_time(NOW)
        yield opened


def often(unit: str, amount: int, **more: Any) -> Json:
    return {"shape": "exact", "unit": unit, "amount": amount, **more}


def opened(page: Page, address: str, entries: list[Json], **told: Any) -> str:
    """Open a plan and the form for its reminders. Return the plan's link."""
    empty = {"boneHealth": False, "frequency": None, "clinic": "", "phone": "", "instructions": ""}
    plan = {**empty, **told, "entries": entries}
    link = f"{address}plan/#{format_1.encode(plan) if format_2.fits_one(plan) else format_2.encode(plan)}"
    page.goto(link)
    page.get_by_role("button", name="Add to my calendar").click()
    return link


def saved(page: Page) -> list[Any]:
    """Save the file and return its events."""
    with page.expect_download() as download:
        page.get_by_role("button", name="Save for my calendar").click()
    assert download.value.suggested_filename == "exercises.ics"
    content = download.value.path().read_bytes()
    assert all(len(line) <= 75 for line in content.split(b"\r\n")) and b"\n" not in content.replace(b"\r\n", b"")
    calendar: Any = Calendar.from_ical(content)
    assert calendar.errors == [] and calendar["version"] == "2.0" and calendar["prodid"]
    events: list[Any] = calendar.walk("VEVENT")
    assert len({event["uid"] for event in events}) == len(events)
    for event in events:
        assert event.errors == [] and event["dtstamp"].dt.tzinfo is not None
        assert event["dtstart"].dt.tzinfo is None, "9 o'clock floats with the patient"
    return events


def times(event: Any, count: int) -> list[datetime.datetime]:
    """Return when a calendar reminds first, second and so on."""
    rule = rrulestr(event["rrule"].to_ical().decode(), dtstart=event["dtstart"].dt)
    return [at for at, _ in zip(rule, range(count), strict=False)]


def test_twice_a_day_every_other_day_from_then_to_then(page: Page, address: str, entries: list[Json]) -> None:
    told = {"frequency": often("times-a-day", 2), "days": often("every-days", 2), "end": "2026-12-03"}
    opened(page, address, entries, start="2026-11-23", **told)
    expect(page.get_by_text("Your plan says: Twice a day and Every other day.")).to_be_visible()
    page.get_by_label("Time 1").fill("08:30")
    page.get_by_label("Time 2").fill("19:00")
    morning, evening = saved(page)
    days = [datetime.date(2026, 11, 27) + datetime.timedelta(days=2 * step) for step in range(4)]
    for event, clock in ((morning, datetime.time(8, 30)), (evening, datetime.time(19, 0))):
        assert times(event, 9) == [datetime.datetime.combine(day, clock) for day in days]
        assert event["summary"] == "Exercises"
        assert "url" not in event and "description" not in event
        assert [alarm["action"] for alarm in event.walk("VALARM")] == ["DISPLAY"]


def test_days_of_the_week_are_the_patients_choice(page: Page, address: str, entries: list[Json]) -> None:
    opened(page, address, entries, frequency=often("days-a-week", 3))
    assert page.get_by_role("checkbox", checked=True).count() == 0
    page.get_by_label("Time 1").fill("10:00")
    page.get_by_role("button", name="Save for my calendar").click()
    expect(page.locator("[data-wrong]")).to_have_text("Exercises: choose a day first.")
    expect(page.get_by_label("Monday")).to_be_focused()
    for day in ("Monday", "Wednesday", "Saturday"):
        page.get_by_label(day).check()
    (event,) = saved(page)
    assert [WEEK[at.weekday()] for at in times(event, 4)] == ["Saturday", "Monday", "Wednesday", "Saturday"]
    assert times(event, 1) == [datetime.datetime(2026, 11, 28, 10, 0)]


HOURS = [(6, [7, 13, 19, 1]), (5, [7, 12, 17, 22, 3])]


@pytest.mark.parametrize(("hours", "expected"), sampled(HOURS, HOURS[1:]))
def test_every_so_many_hours_day_and_night(
    page: Page, address: str, entries: list[Json], hours: int, expected: list[int]
) -> None:
    opened(page, address, entries, frequency=often("every-hours", hours))
    page.get_by_label("First time").fill("07:00")
    events = saved(page)
    found = [at.hour for event in events for at in times(event, len(expected) if len(events) == 1 else 1)]
    assert found == expected


def test_every_two_hours_while_awake(page: Page, address: str, entries: list[Json]) -> None:
    opened(page, address, entries, frequency=often("every-hours-awake", 2))
    page.get_by_label("First time").fill("08:00")
    page.get_by_label("Last time of the day").fill("13:00")
    assert [times(event, 2)[1].isoformat() for event in saved(page)] == [
        f"2026-11-27T{clock}:00:00" for clock in ("08", "10", "12")
    ]


def test_exercises_that_differ_have_reminders_of_their_own(page: Page, address: str, entries: list[Json]) -> None:
    line = {"kind": "frequency", "part": "", "quantity": often("every-days", 3)}
    plan = [entries[0], {**entries[1], "lines": [line]}, entries[2]]
    opened(page, address, plan, frequency=often("times-a-day", 1))
    expect(page.get_by_label("Time 1")).to_have_count(2)
    first, second = page.get_by_label("Time 1").all()
    first.fill("09:00")
    second.fill("18:00")
    found = saved(page)
    assert [event["summary"] for event in found] == ["Exercises 1 and 3", "Exercise 2"]
    gap = [times(event, 2)[1] - times(event, 2)[0] for event in found]
    assert [one.days for one in gap] == [1, 3]


def test_the_link_is_in_it_only_if_it_is_asked_for(page: Page, address: str, entries: list[Json]) -> None:
    note = "Breathe, slowly; and stop: ä ö ü \\ " * 3
    plan = [{**entry, "note": note.strip()[:120]} for entry in entries]
    link = opened(page, address, plan, frequency=often("times-a-day", 1))
    page.get_by_label("Time 1").fill("09:00")
    page.get_by_label("Put the link to my plan in it.").check()
    (event,) = saved(page)
    assert event["url"] == event["description"] == link


def test_a_plan_that_says_nothing_leaves_all_to_the_patient(page: Page, address: str, entries: list[Json]) -> None:
    opened(page, address, entries)
    expect(page.get_by_text("Your plan does not say how often.")).to_be_visible()
    page.get_by_role("button", name="Save for my calendar").click()
    told = page.locator("[data-wrong]")
    expect(told).to_have_text(["Exercises: write a time first.", "Exercises: choose a day first."])
    expect(told.first).to_be_in_viewport(ratio=1)
    expect(page.get_by_label("Time 1")).to_be_focused()
    expect(page.get_by_label("Time 1")).to_have_accessible_description("Exercises: write a time first.")
    # Its colors are those of every form with mistakes.
    assert complaints(page, within="[data-part=calendar]") == []
    assert page.evaluate(SMALL) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
