import assert from "node:assert/strict";
import { test } from "node:test";

import "./english.js";
import {
  addItem,
  check,
  draftOf,
  emptyDraft,
  isDraft,
  quantityOf,
  takePreset,
  withTyped,
} from "../../docs/assets/javascripts/prescribe/draft.js";

/** @param {object} given @returns {import("../../docs/assets/javascripts/prescribe/draft.js").Field} */
const field = (given) => ({ amount: "", to: "", unit: "seconds", shape: "exact", ...given });

/** @returns {import("../../docs/assets/javascripts/prescribe/draft.js").PageData} */
const data = () => ({
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

test("a number as typed becomes a quantity", () => {
  assert.equal(quantityOf(undefined), null);
  assert.equal(quantityOf(field({ amount: "  " })), null);
  assert.deepEqual(quantityOf(field({ amount: " 5 " })), { shape: "exact", unit: "seconds", amount: 5 });
  for (const amount of ["5-10", "5 – 10", "5 to 10"]) {
    assert.deepEqual(quantityOf(field({ amount })), { shape: "range", unit: "seconds", amount: 5, to: 10 });
  }
  assert.deepEqual(quantityOf(field({ amount: "5", to: "10" })), { shape: "range", unit: "seconds", amount: 5, to: 10 });
  assert.deepEqual(quantityOf(field({ amount: "5", shape: "range" })), { shape: "exact", unit: "seconds", amount: 5 });
  const goal = field({ amount: "5", to: "9", shape: "start-goal" });
  assert.deepEqual(quantityOf(goal), { shape: "start-goal", unit: "seconds", amount: 5, to: 9 });
  assert.equal(quantityOf(field({ amount: "five" }))?.amount, NaN);
  assert.equal(quantityOf(field({ to: "5" }))?.shape, "range");
});

test("a second number makes a range, and none unmakes it", () => {
  assert.equal(withTyped(field({ amount: "5" }), "to", "9").shape, "range");
  assert.equal(withTyped(field({}), "amount", "5-").shape, "range");
  assert.equal(withTyped(field({ amount: "5", to: "9", shape: "range" }), "to", "").shape, "exact");
  assert.equal(withTyped(field({ amount: "", to: "9", shape: "range" }), "amount", "5").shape, "range");
  assert.equal(withTyped(field({ amount: "5", to: "9", shape: "range" }), "shape", "at-least").to, "");
  assert.equal(withTyped(field({ amount: "5", to: "9" }), "shape", "start-goal").to, "9");
  assert.equal(withTyped(field({}), "unit", "minutes").unit, "minutes");
});

test("a draft says what is wrong with it, by field", () => {
  const draft = emptyDraft();
  assert.equal(check(data(), draft).wrong.get("add"), "The plan has no exercise yet.");
  const item = addItem(data(), draft, "bcd");
  assert.equal(item.sides, "each", "the sides are the handout's");
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
  const item = addItem(data(), draft, "bcd");
  item.lines["hold.b"] = field({ amount: "5" });
  item.forms = "a";
  assert.deepEqual(check(data(), draft).plan.entries[0].lines, []);
  item.forms = "ab";
  assert.equal(check(data(), draft).plan.entries[0].lines.length, 1);
});

test("a template of long ago says what it has lost", () => {
  const draft = emptyDraft();
  Object.assign(addItem(data(), draft, "bcd"), { forms: "a" });
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
  addItem(data(), draft, "bcd");
  assert.equal(isDraft(JSON.parse(JSON.stringify(draft)), data()), true);
  for (const other of [null, [], {}, { items: [{}] }, { items: [{ code: "constructor" }], made: 1 }]) {
    assert.equal(isDraft(other, data()), false);
  }
});
