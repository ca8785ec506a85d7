import assert from "node:assert/strict";
import { test } from "node:test";

import { finder } from "../../docs/assets/javascripts/search/asked.js";
import { language as english } from "../../docs/assets/javascripts/search/english.js";
import { language as spanish } from "../../docs/assets/javascripts/search/spanish.js";

const signs = [
  { sign: "help", words: ["swelling", "numb"], alone: ["help", "help me"] },
  { sign: "legs", words: ["weak legs", "numb legs", "tingling feet"] },
  { sign: "back", words: ["swelling back"], alone: ["swelling"] },
];
const alike = ["weak weakness", "numb numbness", "tingling tingle", "foot feet", "swelling swollen"];
const known = (/** @type {string} */ word) => ["heel", "back"].includes(word);
const find = finder(signs, (it) => it.words, { single: english.single, alike, known });
const met = (/** @type {string} */ typed) => find(typed).map(({ sign }) => sign);

test("each form of a word is met where another is asked for, with a slip too", () => {
  for (const typed of ["weak legs", "leg weakness", "weaknes in my leg", "numbness of the legs", "a foot that tingles"]) assert.deepEqual(met(typed), ["legs"], typed);
});

test("what counts alone counts with nothing else", () => {
  for (const typed of ["help", "Help me!", "help help"]) assert.deepEqual(met(typed), ["help"], typed);
  for (const typed of ["help with balance", "heel", "me"]) assert.deepEqual(met(typed), [], typed);
});

test("of a phrase within another nothing is said", () => {
  assert.deepEqual(met("swollen calf"), ["help"]);
  assert.deepEqual(met("my back is swollen"), ["back"]);
  assert.deepEqual(met("swollen"), ["back"]);
  assert.deepEqual(met("numb arm"), ["help"]);
});

test("short words of another language are met as they are written, and none is taken for misspelt", () => {
  const other = finder([{ words: ["popó", "orinar", "dolor pecho"] }], (it) => it.words, { single: spanish.single });
  for (const typed of ["popo", "no puedo orinarme", "me duele el pecho"]) assert.equal(other(typed).length, 1, typed);
  for (const typed of ["pop my back", "marinar", "dalor pecho"]) assert.equal(other(typed).length, 0, typed);
});
