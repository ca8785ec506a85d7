import assert from "node:assert/strict";
import { test } from "node:test";

import { entriesOf } from "../../docs/assets/javascripts/prescribe/combobox.js";

test("entries come exercise by exercise, and the program that is being filled in first", () => {
  const entry = (/** @type {string} */ exercise, program = "back") => /** @type {any} */ ({ exercise, program, title: exercise });
  const data = /** @type {any} */ ({
    programs: [
      { slug: "back", entries: ["bcd", "fgh"] },
      { slug: "bone", entries: ["jkl"] },
    ],
    entries: { bcd: entry("side"), fgh: entry("bridge"), jkl: entry("bridge", "bone") },
  });
  assert.deepEqual(entriesOf(data, ["bridge", "side"], ""), ["fgh", "jkl", "bcd"]);
  assert.deepEqual(entriesOf(data, ["bridge", "plank"], "bone"), ["jkl", "fgh"]);
});
