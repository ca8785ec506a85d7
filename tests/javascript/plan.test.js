import assert from "node:assert/strict";
import { test } from "node:test";

import "./english.js";
import { weeksOfPlan } from "../../docs/assets/javascripts/plan/paper-diary.js";
import { telephone } from "../../docs/assets/javascripts/plan/phone.js";
import { qr } from "../../docs/assets/javascripts/plan/qr.js";

test("a phone number becomes a link where it is clear what to dial", () => {
  assert.equal(telephone("+44 (0)20 7946-0000"), "tel:+442079460000");
  assert.equal(telephone("555.0100 x 12"), "tel:5550100");
  for (const unclear of ["", "555 0100 / 555 0101", "#12*3"]) assert.equal(telephone(unclear), "");
});

test("a code is as small as it can be, and there is none for a text that is too long", () => {
  assert.equal(qr("x")?.size, 21);
  assert.equal(qr("x".repeat(2331))?.size, 177);
  assert.equal(qr("x".repeat(2332)), null);
});

test("a diary has the weeks to the last day, or four", () => {
  const weeks = (/** @type {object} */ dates) => weeksOfPlan(/** @type {any} */ (dates), Date.parse("2026-12-01"));
  assert.equal(weeks({}), 4);
  assert.equal(weeks({ start: "2026-12-01" }), 4);
  assert.equal(weeks({ start: "2026-12-01", end: "2026-12-07" }), 1);
  assert.equal(weeks({ start: "2026-12-01", end: "2026-12-08" }), 2);
  assert.equal(weeks({ start: "2026-11-17", end: "2026-12-08" }), 4, "from its first day on");
  assert.equal(weeks({ end: "2026-12-15" }), 3, "from today on");
  assert.equal(weeks({ end: "2026-11-15" }), 4);
  assert.equal(weeks({ end: "2099-12-31" }), 53);
});
