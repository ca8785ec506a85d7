import assert from "node:assert/strict";
import { test } from "node:test";

import "./english.js";
import { largeDoses, oddDays, remarksOf } from "../../docs/assets/javascripts/prescribe/asks.js";
import { copyItem, emptyDraft } from "../../docs/assets/javascripts/prescribe/draft.js";
import { placeAt, scrollFor } from "../../docs/assets/javascripts/prescribe/drag.js";

/** @returns {any} */
const item = (/** @type {object} */ more) => ({ id: "e1", code: "bcd", forms: "", boxes: "", sides: "", note: "", lines: {}, changed: false, ...more });

/** @returns {any} */
const plan = (/** @type {any[]} */ ...lines) => ({ frequency: null, entries: [{ lines }] });

const line = (/** @type {string} */ kind, /** @type {string} */ unit, /** @type {number} */ amount, /** @type {number} */ to = 0) => ({
  kind,
  part: "",
  quantity: { shape: to ? "range" : "exact", unit, amount, ...(to && { to }) },
});

const data = /** @type {any} */ ({
  entries: {
    bcd: { title: "Bridge", held: true, preset: { lines: [], sides: "" }, forms: [], phases: [], asks: [{ kind: "hold", parts: ["a", "b"] }] },
    fgh: { title: "Bridge", held: false, preset: { lines: [], sides: "" }, forms: [], phases: [], asks: [{ kind: "hold", parts: [""] }] },
    jkl: { title: "Leg lift", held: false, preset: { lines: [], sides: "each" }, forms: [], phases: [], asks: [] },
  },
});

test("a dose beyond what is usual is asked about, until the clinician stands by it", () => {
  const draft = { ...emptyDraft(), items: [item({})] };
  assert.equal(largeDoses(draft, plan(line("hold", "seconds", 120), line("repetitions", "", 50), line("sets", "", 6))).size, 0);
  const large = plan(line("hold", "seconds", 121), line("repetitions", "", 10, 51), line("frequency", "times-a-day", 7));
  large.frequency = { shape: "exact", unit: "times-a-week", amount: 29 };
  assert.deepEqual([...largeDoses(draft, large).keys()], ["e1-hold.", "e1-repetitions.", "e1-frequency.", "often"]);
  draft.sure = { "e1-hold.": "Hold: 121 seconds" };
  assert.equal(largeDoses(draft, large).has("e1-hold."), false);
  assert.equal(largeDoses(draft, plan(line("hold", "seconds", 122))).has("e1-hold."), true, "another number is another question");
  assert.equal(largeDoses(draft, plan(line("hold", "minutes", 3))).has("e1-hold."), true);
});

test("days that are past, and more than a year, are asked about until the clinician stands by them", () => {
  const asked = (/** @type {object} */ more) => [...oddDays({ ...emptyDraft(), ...more }, "2026-11-30")].map(([id, { message }]) => `${id}: ${message}`);
  assert.deepEqual(asked({}), []);
  assert.deepEqual(asked({ start: "2026-11-30", end: "2027-11-30" }), []);
  assert.deepEqual(asked({ start: "2026-11-29" }), ["start: The first day, 29 November 2026, is past. Is it right?"]);
  assert.deepEqual(asked({ end: "2026-11-29" }), ["end: The last day, 29 November 2026, is past. Is it right?"]);
  const long = "end: With 2 December 2027 as its last day, this plan is for more than a year. Is it right?";
  assert.deepEqual(asked({ end: "2027-12-02" }), [long], "without a first day, from today on");
  assert.deepEqual(asked({ start: "2026-12-01", end: "2027-12-02" }), []);
  const both = { start: "2025-01-01", end: "2027-12-02" };
  assert.equal(asked(both).length, 2);
  assert.deepEqual(asked({ ...both, sure: { start: "2025-01-01", end: "2025-01-01 2027-12-02" } }), []);
  assert.equal(asked({ ...both, start: "2025-01-02", sure: { start: "2025-01-01", end: "2025-01-01 2027-12-02" } }).length, 2);
});

test("a missing hold is told, unless the handout has none", () => {
  const field = { amount: "5", to: "", unit: "seconds", shape: "exact" };
  const told = (/** @type {object} */ more) => remarksOf(data, { ...emptyDraft(), items: [item(more)] })[0].messages;
  assert.match(told({})[0], /time to hold/);
  assert.match(told({ lines: { "hold.a": field } })[0], /time to hold/, "each part has a hold of its own");
  assert.deepEqual(told({ lines: { "hold.a": field, "hold.b": field } }), []);
  assert.deepEqual(told({ code: "fgh" }), []);
});

test("how often is missed, unless the plan says it for all or for this one", () => {
  const often = { kind: "frequency", parts: [""] };
  const asked = { ...data, entries: { bcd: { ...data.entries.fgh, asks: [often] } } };
  const told = (/** @type {object} */ more, /** @type {object} */ all = {}) =>
    remarksOf(asked, { ...emptyDraft(), items: [item(more)], ...all })[0].messages;
  const field = { amount: "2", to: "", unit: "times-a-day", shape: "exact" };
  const days = { ...field, unit: "days-a-week" };
  assert.deepEqual(told({}), ["Your plan does not say how often to do this."]);
  for (const lines of [{ "frequency.": field }, { "days.": days }]) assert.deepEqual(told({ lines }), []);
  for (const all of [{ often: field }, { days }]) assert.deepEqual(told({}, all), []);
  assert.deepEqual(told({}, { often: { ...field, amount: "" } }).length, 1);
  assert.deepEqual(remarksOf(data, { ...emptyDraft(), items: [item({ code: "fgh" })] })[0].messages, [], "where none is asked for");
});

test("sides that the original says and the plan does not are told", () => {
  const told = (/** @type {object} */ more) => remarksOf(data, { ...emptyDraft(), items: [item({ code: "jkl", ...more })] })[0].messages;
  assert.deepEqual(told({}), ["The original says “Do one side, then the other”. Your plan names no side."]);
  assert.deepEqual(told({ sides: "left" }), []);
  assert.deepEqual(told({ code: "fgh" }), []);
});

test("what a patient cannot tell apart is told, by its title, its sides and its forms", () => {
  const told = (/** @type {object} */ more) =>
    remarksOf(data, { ...emptyDraft(), items: [item({ code: "fgh" }), item({ id: "e2", code: "fgh", ...more })] }).map(({ messages }) => messages.length);
  assert.deepEqual(told({}), [1, 1]);
  assert.deepEqual(told({ sides: "left" }), [0, 0]);
  assert.deepEqual(told({ forms: "a" }), [0, 0]);
});

test("a copy comes after the first, is for the other side, and shares nothing with it", () => {
  const draft = { ...emptyDraft(), items: [item({ sides: "left", lines: { "hold.": { amount: "5" } } }), item({ id: "e2" })], made: 2 };
  const copy = copyItem(draft, "e1");
  assert.deepEqual(draft.items.map(({ id, sides }) => [id, sides]), [["e1", "left"], ["e3", "right"], ["e2", ""]]);
  copy.lines["hold."].amount = "9";
  assert.equal(draft.items[0].lines["hold."].amount, "5");
  assert.equal(copyItem(draft, "e2").sides, "");
});

test("what is dragged goes between those whose middles it has passed", () => {
  const boxes = [0, 100, 200].map((top) => ({ top, bottom: top + 90 }));
  assert.equal(placeAt(40, boxes, 0), 0);
  assert.equal(placeAt(150, boxes, 0), 1);
  assert.equal(placeAt(900, boxes, 0), 2);
  assert.equal(placeAt(-50, boxes, 2), 0);
  assert.equal(placeAt(240, boxes, 2), 2);
  assert.deepEqual([scrollFor(10, 800), scrollFor(400, 800), scrollFor(790, 800)].map(Math.sign), [-1, 0, 1]);
});
