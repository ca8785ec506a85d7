import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import "./english.js";
import { clean, decode, encode, problems } from "../../docs/assets/javascripts/plan/format.js";

const LINKS = JSON.parse(readFileSync(new URL("../plan_links.json", import.meta.url), "utf8"));

/** @returns {import("../../docs/assets/javascripts/plan/format.js").Plan} */
const plan = () => ({
  boneHealth: true,
  frequency: { shape: "range", unit: "times-a-day", amount: 1, to: 3 },
  clinic: "Klinik Ä",
  phone: "+44 20 1234",
  instructions: "Slowly ✓",
  entries: [
    {
      code: "bcd",
      mark: 65535,
      forms: "az",
      boxes: "b",
      sides: "each",
      lines: [{ kind: "hold", part: "a", quantity: { shape: "exact", unit: "seconds", amount: 5 } }],
      note: "n",
    },
  ],
});

test("a plan survives its link", () => {
  assert.deepEqual(decode(encode(plan())), { kind: "plan", plan: plan() });
});

test("a letter that is wrong is found out", () => {
  const link = encode(plan());
  for (let at = 1; at < link.length; at++) {
    const other = link[at] === "0" ? "2" : "0";
    assert.equal(decode(`${link.slice(0, at)}${other}${link.slice(at + 1)}`).kind, "damaged", `at ${at}`);
  }
});

test("what mail does to a link is undone", () => {
  const link = encode(plan());
  assert.equal(decode(`${link.slice(0, 20)}=\r\n${link.slice(20)}`).kind, "plan");
  assert.equal(decode(link.toUpperCase()).kind, "plan");
  assert.equal(decode("").kind, "none");
  assert.equal(decode("2abc").kind, "damaged");
});

test("each link that was ever given out opens, and means what it meant", () => {
  for (const { about, fragment, written, plan: meant } of LINKS.plans) {
    assert.deepEqual(decode(fragment), { kind: "plan", plan: meant }, about);
    assert.equal(encode(meant), written, about);
  }
});

test("what a plan cannot be is told by its place", () => {
  const wrong = plan();
  wrong.entries[0].lines[0].quantity.amount = 601;
  wrong.phone = "call me";
  const places = problems(wrong).map(({ path }) => path.join("."));
  assert.deepEqual(places, ["phone", "entries.0.lines.0"]);
  assert.throws(() => encode(wrong), RangeError);
  assert.equal(problems(/** @type {any} */ (null)).length, 1);
});

test("typed text is made fit", () => {
  assert.equal(clean("  a\n\tb\u200b "), "a b");
});
