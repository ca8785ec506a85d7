// The schemas compile in a validator that refuses every word it does not know, and see a number out of bounds.
import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { test } from "node:test";

import { Ajv } from "ajv";

const folder = new URL("../../data/schema/", import.meta.url);

/** @param {string} name */
const read = name => JSON.parse(readFileSync(new URL(name, folder), "utf-8"));

for (const name of readdirSync(folder)) {
  test(`${name} compiles with the settings that Ajv has by itself`, () => {
    const ajv = new Ajv({ logger: false });
    assert.equal(typeof ajv.compile(read(name)), "function");
  });
}

test("an amount out of bounds is marked", () => {
  const schema = read("program.json");
  const check = new Ajv({ logger: false }).compile({ ...schema.$defs["repetitions"], $defs: schema.$defs });
  assert.equal(check(8), true);
  assert.equal(check(0), false);
  assert.equal(check(2000), false);
});
