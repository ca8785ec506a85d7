import assert from "node:assert/strict";
import { test } from "node:test";

import { language } from "../../docs/assets/javascripts/search/english.js";
import { meanings } from "../../docs/assets/javascripts/search/meaning.js";

const read = meanings({
  pages: [{ url: "exercises/curl-up/", title: "Curl-up", exercise: "curl-up", others: ["sit-up"] }],
  terms: {
    positions: {
      supine: { names: ["Lying on your back"], without: ["on my back", "floor"] },
      prone: { names: ["Lying on your front", "on my tummy"], without: ["floor"] },
      "side-lying": { names: ["side lying"], without: ["floor"] },
      quadruped: { names: ["all fours"], without: ["floor"] },
      "seated-floor": { names: ["long sitting"], without: ["floor"] },
      "seated-chair": { names: ["sitting"] },
    },
    regions: { "back-of-thigh": { names: ["back of the thigh", "hamstring"] } },
  },
  help: { url: "", title: "", calls: {}, asked: [], alike: [] },
  conditions: [],
  others: [],
}, language);
/** @param {string} text @returns {string[]} what it means */
const meant = (text) => read(text.split(" ")).flatMap(({ places }) => places.map(({ slug }) => slug));

test("a position is met with any small words, and takes its words", () => {
  assert.deepEqual(meant("flat on my tummy"), ["prone"]);
  assert.deepEqual(meant("lie on back and lift"), ["supine"]);
  assert.deepEqual(read(["lift", "on", "my", "back"])[0].words, [1, 3]);
});

test("a longer phrase is met before a shorter one", () => {
  assert.deepEqual(meant("stretch the back of my thighs"), ["back-of-thigh"]);
});

test("what is held on a part of the body, what is a part of it and what goes from side to side are no positions", () => {
  assert.deepEqual(meant("hands on my back"), []);
  assert.deepEqual(meant("on my back of the head"), []);
  assert.deepEqual(meant("knees side to side lying"), []);
});

test("a name of an exercise is no position", () => {
  assert.deepEqual(meant("sit up"), []);
  assert.deepEqual(meant("sit tall"), ["seated-chair"]);
});

test("what fits most positions tells none, and a part of the body is met by its phrase only", () => {
  assert.deepEqual(meant("floor"), []);
  assert.deepEqual(meant("hamstring"), []);
});
