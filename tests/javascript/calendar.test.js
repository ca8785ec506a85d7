import assert from "node:assert/strict";
import { test } from "node:test";

import "./english.js";
import { calendar, firstDay } from "../../docs/assets/javascripts/plan/calendar.js";
import { choiceOf, groupsOf, timesEvery } from "../../docs/assets/javascripts/plan/schedule.js";

const NOW = new Date("2026-11-26T12:00:00");
const DAILY = { title: "Exercises", times: ["09:00"], weekdays: [0, 1, 2, 3, 4, 5, 6], start: "2026-11-26", end: "" };

/** @param {Partial<import("../../docs/assets/javascripts/plan/calendar.js").Reminder>} more @param {string} [link] */
const lines = (more, link = "") => calendar([{ ...DAILY, ...more }], { now: NOW, uid: () => "1", link }).split("\r\n");

/** @param {string} unit @param {number} amount @param {string} [shape] @param {number} [to] */
const often = (unit, amount, shape = "exact", to) => ({ unit, amount, shape, ...(to && { to }) });

test("an event repeats as it is said, at a time that floats", () => {
  assert.ok(lines({}).includes("DTSTART:20261126T090000"));
  assert.ok(lines({}).includes("RRULE:FREQ=DAILY"));
  assert.ok(lines({ weekdays: [1, 3] }).includes("RRULE:FREQ=WEEKLY;BYDAY=MO,WE"));
  assert.ok(lines({ weekdays: [1, 3] }).includes("DTSTART:20261130T090000"), "the first of those days");
  assert.ok(lines({ weekdays: undefined, every: 2, end: "2026-12-24" }).includes("RRULE:FREQ=DAILY;INTERVAL=2;UNTIL=20261224T235959"));
  assert.ok(lines({ weekdays: undefined, hours: 5 }).includes("RRULE:FREQ=HOURLY;INTERVAL=5"));
});

test("what has begun goes on in its rhythm", () => {
  const rule = { ...DAILY, weekdays: undefined, every: 3, start: "2026-11-20" };
  assert.equal(firstDay(rule, "2026-11-26"), "2026-11-26");
  assert.equal(firstDay(rule, "2026-11-27"), "2026-11-29");
  assert.equal(firstDay({ ...rule, start: "2026-12-01" }, "2026-11-26"), "2026-12-01");
  assert.equal(firstDay({ ...rule, end: "2026-11-28" }, "2026-11-27"), "");
});

test("the link stands in it only if it is asked for, in lines of 75 octets", () => {
  assert.ok(!lines({}).join("").includes("http"));
  const link = `https://clinic.example/plan/#${"é1".repeat(60)}`;
  const text = lines({}, link);
  assert.ok(text.every((line) => new TextEncoder().encode(line).length <= 75));
  assert.ok(text.join("\r\n").replaceAll("\r\n ", "").includes(`URL:${link}`));
});

test("a title keeps its signs", () => {
  assert.ok(lines({ title: "a, b; c \\ d" }).includes("SUMMARY:a\\, b\\; c \\\\ d"));
});

test("a form begins with what the plan says, and with nothing else", () => {
  const all = [1, 2, 3, 4, 5, 6, 0];
  const choice = (/** @type {any} */ frequency, /** @type {any} */ days = undefined) => choiceOf({ frequency, days, numbers: [] });
  assert.deepEqual(choice(null), { times: 1, weekdays: [], awake: false });
  assert.deepEqual(choice(often("times-a-day", 3)), { times: 3, weekdays: all, awake: false });
  assert.deepEqual(choice(often("times-a-day", 2), often("days-a-week", 5)), { times: 2, weekdays: [], awake: false });
  assert.deepEqual(choice(often("times-a-day", 2), often("every-days", 2)), { times: 2, weekdays: [], every: [2, 2], awake: false });
  assert.deepEqual(choice(often("days-a-week", 7)), { times: 1, weekdays: all, awake: false });
  assert.deepEqual(choice(often("days-a-week", 7, "target")), { times: 1, weekdays: [], awake: false });
  assert.deepEqual(choice(often("every-days", 2, "range", 3)), { times: 1, weekdays: [], every: [2, 3], awake: false });
  assert.deepEqual(choice(often("every-hours-awake", 2)), { times: 1, weekdays: all, hours: [2, 2], awake: true });
  assert.deepEqual(choice(often("times-a-week", 3)), { times: 1, weekdays: [], awake: false });
});

test("exercises that are done alike have reminders in common", () => {
  const entry = (/** @type {any[]} */ ...lines) => ({ code: "bkt", mark: 0, forms: "", boxes: "", sides: "", note: "", lines });
  const line = (/** @type {string} */ kind, /** @type {any} */ quantity) => ({ kind, part: "", quantity });
  const daily = often("times-a-day", 2);
  const plan = (/** @type {any[]} */ ...entries) =>
    /** @type {any} */ ({ frequency: daily, days: often("days-a-week", 5), entries });
  assert.deepEqual(groupsOf(plan(entry(), entry())), [{ frequency: daily, days: often("days-a-week", 5), numbers: [] }]);
  const other = line("frequency", often("every-days", 2));
  assert.deepEqual(
    groupsOf(plan(entry(), entry(other), entry())).map(({ numbers }) => numbers),
    [[1, 3], [2]],
  );
});

test("days that a plan says for all hold for an exercise that says how often on one", () => {
  const entry = (/** @type {[string, any][]} */ ...told) => ({ lines: told.map(([kind, quantity]) => ({ kind, part: "", quantity })) });
  const [five, twice] = [often("days-a-week", 5), often("times-a-day", 2)];
  const groups = (/** @type {any} */ plan) => groupsOf({ days: undefined, ...plan });
  const whole = [{ frequency: twice, days: five, numbers: [] }];
  assert.deepEqual(groups({ frequency: five, entries: [entry(["frequency", twice])] }), whole);
  assert.deepEqual(groups({ frequency: twice, entries: [entry(["days", five])] }), whole);
  assert.deepEqual(groups({ frequency: null, entries: [entry(["days", five])] }), [{ frequency: null, days: five, numbers: [] }]);
});

test("every so many hours is as often as a day has room for", () => {
  assert.deepEqual(timesEvery(6, "07:30"), ["07:30", "13:30", "19:30", "01:30"]);
  assert.deepEqual(timesEvery(2, "08:00", "12:30"), ["08:00", "10:00", "12:00"]);
  assert.deepEqual(timesEvery(4, "20:00", "02:00"), ["20:00", "00:00"]);
});
