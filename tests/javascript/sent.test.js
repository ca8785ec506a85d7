import assert from "node:assert/strict";
import { test } from "node:test";

import "./english.js";
import { encode } from "../../docs/assets/javascripts/plan/format.js";
import { readSent } from "../../docs/assets/javascripts/prescribe/sent.js";

Object.assign(globalThis, { location: new URL("https://here.example/care/prescribe/") });
const PAGES = new Map([["en", "https://clinic.example/care/plan/"], ["es", "../es/plan/"]]);
const entry = { code: "bcd", mark: 7, forms: "", boxes: "", sides: "left", lines: [], note: "Slowly." };
const plan = { boneHealth: false, frequency: null, clinic: "", phone: "", instructions: "", entries: [entry] };
const fragment = encode(plan);

test("a plan that was sent is read from its link, whatever stands around it", () => {
  for (const text of [
    fragment,
    `#${fragment}`,
    `https://clinic.example/care/plan/#${fragment}`,
    `Dear Ann, see https://clinic.example/care/plan/index.html#${fragment} and call (555) 0100`,
    `Your plan:\nhttps://clinic.example/care/plan/#${fragment.slice(0, 9)}=\n${fragment.slice(9)}\nBest, #1 clinic`,
    `https://clinic.example/care/plan/%23${fragment}`,
  ]) {
    assert.deepEqual(readSent(text, PAGES)?.plan, plan, text);
    assert.equal(readSent(text, PAGES)?.language, text.includes("care/plan") ? "en" : "", text);
  }
});

test("the patient's language stands in the address, and of another site's address nothing is known", () => {
  assert.equal(readSent(`https://old.example/care/es/plan/#${fragment}`, PAGES)?.language, "es");
  assert.equal(readSent(`https://clinic.example/plan/#${fragment}`, PAGES)?.language, "");
});

test("what is no whole plan is none", () => {
  for (const text of ["", "#", "https://clinic.example/care/plan/", `#${fragment.slice(0, -1)}`, `#${fragment.slice(1)}`, "#start=back", "%", "\u0000".repeat(30_000)]) {
    assert.equal(readSent(text, PAGES), null, text.slice(0, 60));
  }
});
