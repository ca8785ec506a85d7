import assert from "node:assert/strict";
import { test } from "node:test";

import "./english.js";
import {
  addItem,
  check,
  draftOf,
  emptyDraft,
  isDraft,
  meantBy,
  takePreset,
} from "../../docs/assets/javascripts/prescribe/draft.js";
import { readDraft, writtenDraft } from "../../docs/assets/javascripts/prescribe/draft-file.js";

/** @param {object} given @returns {import("../../docs/assets/javascripts/prescribe/draft.js").Field} */
const field = (given) => ({ amount: "", to: "", unit: "seconds", shape: "exact", ...given });

/** @returns {import("../../docs/assets/javascripts/prescribe/draft.js").PageData} */
const data = () => ({
  root: /** @type {any} */ (null),
  language: "en",
  api: "../api/",
  programs: [{ slug: "back", name: "Back", restriction: "", bone: false, entries: ["bcd"] }],
  entries: {
    bcd: {
      program: "back",
      title: "Bridge",
      mark: 7,
      choice: "clinician",
      forms: [
        { code: "a", name: "Both legs" },
        { code: "b", name: "One leg" },
      ],
      phases: [],
      boxes: [],
      exercise: "bridge",
      conflict: false,
      held: true,
      preset: {
        lines: [{ kind: "hold", part: "", quantity: { shape: "range", unit: "seconds", amount: 5, to: 10 } }],
        sides: "each",
      },
      asks: [
        { kind: "hold", parts: ["", "b"] },
        { kind: "sets", parts: [""] },
      ],
    },
  },
  retired: { fgh: "Old one" },
  bone: null,
});

test("sets and repetitions can be typed as one", () => {
  const { bcd } = data().entries;
  const known = { ...bcd, asks: [...bcd.asks, { kind: "repetitions", parts: [""] }] };
  const item = addItem(emptyDraft(), "bcd");
  for (const [amount, to] of /** @type {const} */ ([["3x10", ""], ["3 × 8–12", "12"], ["3 sets of 10", ""]])) {
    item.lines["repetitions."] = field({ amount, unit: "" });
    const meant = meantBy(known, item);
    assert.equal(meant["sets."].amount, "3");
    assert.deepEqual([meant["repetitions."].amount, meant["repetitions."].to], [to ? "8" : "10", to]);
  }
  item.lines["sets."] = field({ amount: "2", unit: "" });
  assert.equal(meantBy(known, item)["repetitions."].amount, "3 sets of 10", "what contradicts itself stays as it is");
  assert.equal(meantBy(bcd, item)["repetitions."], undefined);
  item.lines = { "repetitions.": field({ amount: "3x10 s", unit: "" }) };
  const half = meantBy(known, item);
  assert.deepEqual([half["repetitions."].amount, half["sets."].amount], ["3x10 s", ""], "what is not understood whole is not taken by half");
});

test("what was typed and is no number is told as it was typed", () => {
  const draft = emptyDraft();
  const item = Object.assign(addItem(draft, "bcd"), { forms: "a" });
  const told = (/** @type {string} */ amount) => {
    item.lines = { "hold.": field({ amount }) };
    return check(data(), draft).wrong.get("e1-hold.") ?? "";
  };
  assert.match(told("3x10s"), /^“3x10s” has more numbers than fit here\. .* fields of their own/);
  assert.match(told("a while"), /^We do not understand “a while”\./);
  assert.doesNotMatch(told("700"), /understand/);
  draft.often = field({ amount: "now and then", unit: "times-a-day" });
  assert.match(check(data(), draft).wrong.get("often") ?? "", /“now and then”/);
});

test("an impossible number is refused with a reason", () => {
  const whole = "must be a whole number, such as 8, or from one to another, such as 8-12.";
  const fields = "Sets, repeats and seconds have fields of their own.";
  /** @type {[string, object, string][]} */
  const cases = [
    ["hold", { amount: "601" }, "Hold must be from 1 to 600 seconds."],
    ["hold", { amount: "0" }, "Hold must be from 1 to 600 seconds."],
    ["hold", { amount: "ten" }, `We do not understand “ten”. Hold ${whole}`],
    ["hold", { amount: "-5" }, `We do not understand “-5”. Hold ${whole}`],
    ["hold", { amount: "1e2" }, `“1e2” has more numbers than fit here. Hold ${whole} ${fields}`],
    ["hold", { to: "5", shape: "range" }, `Hold ${whole}`],
    ["repetitions", { amount: "2.5", unit: "" }, `Repeat ${whole}`],
    ["repetitions", { amount: "10-5", unit: "" }, "Repeat: the second number must be larger than the first."],
    ["sets", { amount: "21", unit: "" }, "Sets must be from 1 to 20 sets."],
    ["frequency", { amount: "25", unit: "times-a-day" }, "How often must be from 1 to 24 times a day."],
  ];
  const known = data();
  known.entries.bcd.asks = ["hold", "sets", "repetitions", "frequency"].map((kind) => ({ kind, parts: [""] }));
  for (const [kind, typed, reason] of cases) {
    const draft = emptyDraft();
    Object.assign(addItem(draft, "bcd"), { forms: "a", lines: { [`${kind}.`]: field(typed) } });
    assert.deepEqual([...check(known, draft).wrong], [[`e1-${kind}.`, reason]]);
  }
});

test("an impossible text is refused with a reason", () => {
  const wrong = (/** @type {object} */ whole, note = "") => {
    const draft = { ...emptyDraft(), ...whole };
    Object.assign(addItem(draft, "bcd"), { forms: "a", note });
    return [...check(data(), draft).wrong];
  };
  assert.deepEqual(wrong({}, "x".repeat(140)), []);
  assert.deepEqual(wrong({}, "x".repeat(141)), [["e1-note", "At most 140 characters fit here. This is 1 too many."]]);
  assert.deepEqual(wrong({ instructions: "😀".repeat(300) }), [], "a sign is one, however it is written");
  assert.match(wrong({ instructions: "😀".repeat(1301) })[0][1], /These are 1,001 too many\./);
  assert.match(wrong({ clinic: "x".repeat(61) })[0][1], /^At most 60 characters fit here\./);
  assert.match(wrong({ phone: "call me" })[0][1], /^A phone number can have digits/);
  assert.deepEqual(wrong({ phone: "(555) 0100 x7" }), []);
});

test("a file with a draft is opened whole or not at all", () => {
  const draft = emptyDraft();
  addItem(draft, "bcd");
  const text = writtenDraft(draft);
  const head = "home-exercise-draft-1";
  assert.deepEqual(readDraft(text, data()), draft);
  const hostile = { format: head, draft: { items: [{ code: "constructor" }], made: 1 } };
  for (const bad of ["", "{", "null", "[]", JSON.stringify({ format: head }), JSON.stringify(hostile), text.replace(head, "other")]) {
    assert.equal(readDraft(bad, data()), null, bad);
  }
});

test("days and dates are of the plan, and of a draft that was kept before there were any", () => {
  const draft = { ...emptyDraft(), start: "2026-12-01", end: "2026-11-30" };
  draft.often = field({ amount: "2", unit: "times-a-day" });
  draft.days = field({ amount: "every other day", unit: "days-a-week" });
  Object.assign(addItem(draft, "bcd"), { forms: "a" });
  const { plan, wrong, rest } = check(data(), draft);
  assert.deepEqual(plan.days, { shape: "exact", unit: "every-days", amount: 2 });
  assert.deepEqual([...wrong.keys()], ["end"]);
  assert.equal(rest.end, undefined);
  const { draft: opened } = draftOf(data(), rest);
  assert.deepEqual([opened.days.amount, opened.days.unit, opened.start, opened.end], ["2", "every-days", "2026-12-01", ""]);
  const old = { ...draft, days: undefined, start: undefined, end: undefined };
  assert.equal(isDraft(old, data()), true);
  assert.equal(old.end, "");
});

test("what no handout asks for can be said of each exercise", () => {
  const draft = emptyDraft();
  const item = Object.assign(addItem(draft, "bcd"), { forms: "a" });
  item.lines["load."] = field({ amount: "2,5 kg", unit: "lb" });
  item.lines["effort."] = field({ amount: "4-6", unit: "" });
  assert.deepEqual(
    check(data(), draft).plan.entries[0].lines.map(({ kind, quantity }) => [kind, quantity.unit, quantity.amount, quantity.to]),
    [["load", "kg", 2.5, undefined], ["effort", "", 4, 6]],
  );
});

test("a draft says what is wrong with it, by field", () => {
  const draft = emptyDraft();
  assert.equal(check(data(), draft).wrong.get("add"), "The plan has no exercise yet.");
  const item = addItem(draft, "bcd");
  assert.equal(item.sides, "", "the sides wait to be asked for, as the numbers do");
  assert.deepEqual(item.lines, {}, "its figures wait to be asked for");
  assert.deepEqual([...check(data(), draft).wrong], [["e1-forms", "Choose at least one of these."]]);
  item.forms = "a";
  takePreset(data().entries.bcd, item);
  const { plan, wrong } = check(data(), draft);
  assert.equal(wrong.size, 0);
  assert.deepEqual(plan.entries[0].lines[0].quantity, { shape: "range", unit: "seconds", amount: 5, to: 10 });
  item.lines["hold."] = field({ amount: "601" });
  const again = check(data(), draft);
  assert.deepEqual([...again.wrong.keys()], ["e1-hold."]);
  assert.deepEqual(again.rest.entries[0].lines, [], "what is wrong is not shown");
});

test("a line for a form that was not chosen is not asked for", () => {
  const draft = emptyDraft();
  const item = addItem(draft, "bcd");
  item.lines["hold.b"] = field({ amount: "5" });
  item.forms = "a";
  assert.deepEqual(check(data(), draft).plan.entries[0].lines, []);
  item.forms = "ab";
  assert.equal(check(data(), draft).plan.entries[0].lines.length, 1);
});

test("a template of long ago says what it has lost", () => {
  const draft = emptyDraft();
  Object.assign(addItem(draft, "bcd"), { forms: "a" });
  const { plan } = check(data(), draft);
  const [kept] = plan.entries;
  plan.entries = [{ ...kept, mark: 8, forms: "az" }, { ...kept, code: "fgh" }, { ...kept, code: "zzz" }];
  const { draft: opened, lost } = draftOf(data(), plan);
  assert.deepEqual(opened.items.map(({ code, forms, changed }) => [code, forms, changed]), [["bcd", "a", true]]);
  assert.equal(lost.length, 3);
  assert.match(lost[1], /^Old one is no longer here/);
});

test("what a tab kept is a draft, or is not taken", () => {
  const draft = emptyDraft();
  addItem(draft, "bcd");
  assert.equal(isDraft(JSON.parse(JSON.stringify(draft)), data()), true);
  for (const other of [null, [], {}, { items: [{}] }, { items: [{ code: "constructor" }], made: 1 }]) {
    assert.equal(isDraft(other, data()), false);
  }
});
