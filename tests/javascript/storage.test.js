import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";

import { Stored } from "../../docs/assets/javascripts/common/storage.js";

/** @returns {Storage} as a browser has it, as far as we use it */
function storage() {
  /** @type {Map<string, string>} */
  const kept = new Map();
  const own = {
    getItem: (/** @type {string} */ key) => kept.get(key) ?? null,
    setItem: (/** @type {string} */ key, /** @type {string} */ text) => void kept.set(key, text),
    removeItem: (/** @type {string} */ key) => void kept.delete(key),
    keys: () => [...kept.keys()],
  };
  return /** @type {any} */ (own);
}

/** @param {PropertyDescriptor} there */
const setLocal = (there) => Object.defineProperty(globalThis, "localStorage", { configurable: true, ...there });

const isNumber = (/** @type {string} */ text) => /^\d+$/.test(text);
const stored = (/** @type {string} */ site) => new Stored("localStorage", "plan", isNumber, site);
const keys = () => /** @type {any} */ (localStorage).keys();

beforeEach(() => setLocal({ value: storage() }));

test("what is kept is read, replaced and removed", () => {
  const plan = stored("/a/");
  assert.equal(plan.read(), "");
  assert.equal(plan.write("1"), true);
  assert.equal(plan.write("2"), true);
  assert.equal(plan.read(), "2");
  assert.deepEqual(keys(), ["/a/plan"]);
  assert.equal(plan.remove(), true);
  assert.equal(plan.read(), "");
});

test("two copies of the site on one host keep apart", () => {
  stored("/a/").write("1");
  stored("/b/").write("2");
  assert.equal(stored("/a/").read(), "1");
  stored("/a/").remove();
  assert.equal(stored("/b/").read(), "2");
});

test("what was kept under the bare name moves to the copy that asks first", () => {
  localStorage.setItem("plan", "7");
  assert.equal(stored("/a/").read(), "7");
  assert.deepEqual(keys(), ["/a/plan"]);
  assert.equal(stored("/b/").read(), "");
  stored("/a/").remove();
  assert.equal(stored("/a/").read(), "", "it does not come back");
});

test("what is not ours stays where it is", () => {
  localStorage.setItem("plan", "of another site");
  assert.equal(stored("/a/").read(), "");
  assert.equal(localStorage.getItem("plan"), "of another site");
  const broken = new Stored("localStorage", "plan", (text) => JSON.parse(text), "/a/");
  assert.equal(broken.read(), "");
});

test("what is kept already is not replaced by what is old", () => {
  localStorage.setItem("/a/plan", "8");
  localStorage.setItem("plan", "7");
  assert.equal(stored("/a/").read(), "8");
  assert.equal(localStorage.getItem("plan"), "7");
  localStorage.setItem("/a/plan", "damaged");
  assert.equal(stored("/a/").read(), "7", "but what is damaged is");
});

test("a browser that keeps nothing is told from one that does", () => {
  setLocal({
    get() {
      throw new Error("no");
    },
  });
  const plan = stored("/a/");
  assert.equal(plan.write("1"), false);
  assert.equal(plan.read(), "");
  assert.equal(plan.remove(), false);
});
