import assert from "node:assert/strict";
import { test } from "node:test";

import "./english.js";
import { joined, read, written } from "../../docs/assets/javascripts/prescribe/templates.js";

const PLAN = "100300000000014n26qbg";
const OTHER = "100300z7zzzy00xgmmjt0";

test("templates survive their file", () => {
  const templates = [{ name: "Knees “2”", plan: PLAN }];
  assert.deepEqual(read(written(templates)), templates);
  assert.deepEqual(read(written([])), []);
  const spanish = [{ name: "Knees", plan: PLAN, language: "es" }];
  assert.deepEqual(read(written(spanish)), spanish);
  assert.deepEqual(joined(spanish, [{ name: "Knees", plan: PLAN }]).map(({ name, language }) => [name, language]), [["Knees", "es"], ["Knees (2)", undefined]]);
});

test("a file is taken in whole or not at all", () => {
  for (const bad of [
    "",
    "{",
    "null",
    "[]",
    '{"format":"home-exercise-templates-2","templates":[]}',
    written([{ name: "", plan: PLAN }]),
    written([{ name: " a", plan: PLAN }]),
    written([{ name: "a".repeat(61), plan: PLAN }]),
    JSON.stringify({ format: "home-exercise-templates-1", templates: [{ name: "a", plan: PLAN, language: 1 }] }),
    "{}",
    "7",
    '"x"',
    '{"format":"home-exercise-templates-1"}',
    '{"format":"home-exercise-templates-1","templates":{}}',
    `{"__proto__": ${written([{ name: "good", plan: PLAN }])}}`,
    "[".repeat(200_000),
    ...[null, 7, [], {}, { name: "No plan" }].map((one) => written(/** @type {any} */ ([{ name: "good", plan: PLAN }, one]))),
    ...[7, "a\u202eb"].map((name) => written([{ name: /** @type {any} */ (name), plan: PLAN }])),
    ...["", ["1"], `1${"0".repeat(100_000)}`].map((plan) => written([{ name: "bad", plan: /** @type {any} */ (plan) }])),
    written([{ name: "good", plan: PLAN }, { name: "bad", plan: `${PLAN.slice(0, -1)}h` }]),
    written(Array.from({ length: 101 }, (_, at) => ({ name: `${at}`, plan: PLAN }))),
  ]) {
    assert.throws(() => read(bad), /Nothing was taken in/, bad);
  }
  assert.equal(Object.keys(Object.prototype).length + Number("plan" in {}), 0);
});

test("a name that is taken gets a number; what is here already is not taken twice", () => {
  const here = [{ name: "a", plan: PLAN }];
  assert.deepEqual(joined(here, here), here);
  const more = joined(here, [{ name: "a", plan: OTHER }]);
  assert.deepEqual(more.map(({ name }) => name), ["a", "a (2)"]);
  const full = Array.from({ length: 100 }, (_, at) => ({ name: `${at}`, plan: PLAN }));
  assert.throws(() => joined(full, [{ name: "one more", plan: PLAN }]), /room for 100/);
});
