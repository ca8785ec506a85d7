import assert from "node:assert/strict";
import { test } from "node:test";

import { fits, typedWords } from "../../docs/assets/javascripts/filter/filter.js";
import { fitting } from "../../docs/assets/javascripts/prescribe/combobox.js";

test("a word fits by its start, and a plural by its word", () => {
  assert.ok(fits("brid")("bridge") && fits("bridges")("bridge") && fits("stretches")("stretch"));
  assert.ok(!fits("ridge")("bridge") && !fits("bridgets")("bridge"));
});

test("two words are one where the list has it so", () => {
  assert.deepEqual(typedWords("Push-ups slow", ["pushup"]), ["pushups", "slow"]);
  assert.deepEqual(typedWords("push up", ["push", "up"]), ["push", "up"]);
});

test("the field of prescribing finds by title first", () => {
  const entry = (/** @type {string} */ title, /** @type {string} */ exercise) => /** @type {any} */ ({ title, exercise });
  const data = /** @type {any} */ ({
    programs: [{ slug: "back", name: "Back", entries: ["bcd", "fgh", "jkl"] }],
    entries: { bcd: entry("Side bridge", "side"), fgh: entry("Bridge", "bridge"), jkl: entry("Plank", "plank") },
    exercises: { side: { name: "Side", words: "" }, bridge: { name: "Bridge", words: "" }, plank: { name: "Plank", words: "bridge" } },
  });
  assert.deepEqual(fitting(data, "bri", ""), ["fgh", "bcd", "jkl"]);
  assert.deepEqual(fitting(data, "zzz", ""), []);
});
