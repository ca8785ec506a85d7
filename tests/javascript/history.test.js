import assert from "node:assert/strict";
import { test } from "node:test";

import { begin, changed, paused, redone, undone } from "../../docs/assets/javascripts/prescribe/history.js";

test("each change is a step, and goes back and forth", () => {
  const history = changed(changed(begin("a"), "b"), "c");
  assert.equal(history.now, "c");
  const back = undone(undone(history));
  assert.equal(back.now, "a");
  assert.equal(undone(back).now, "a", "there is nothing before the first");
  assert.equal(redone(redone(back)).now, "c");
  assert.equal(redone(redone(redone(back))).now, "c", "there is nothing after the last");
  assert.deepEqual(redone(back), { past: ["a"], now: "b", future: ["c"], step: "" });
});

test("what goes on in one place is one step, until there is a pause", () => {
  let history = changed(changed(changed(begin("a"), "b", "hold"), "c", "hold"), "d", "sets");
  assert.deepEqual(history.past, ["a", "c"]);
  history = changed(paused(history), "e", "sets");
  assert.deepEqual(history.past, ["a", "c", "d"]);
  assert.deepEqual(changed(undone(history), "f", "sets").past, ["a", "c", "d"], "undo ends a step");
});

test("a change ends what could be done again, and the past does not grow for ever", () => {
  const history = changed(undone(changed(begin(0), 1)), 2);
  assert.equal(redone(history).now, 2);
  let long = begin(0);
  for (let now = 1; now <= 300; now++) long = changed(long, now);
  assert.equal(long.past.length, 200);
  assert.equal(long.past[0], 100);
});

test("no state is changed", () => {
  const history = Object.freeze({ ...begin(Object.freeze({ items: [] })), past: Object.freeze([]), future: Object.freeze([]) });
  const after = changed(/** @type {any} */ (history), { items: [] }, "x");
  assert.deepEqual(history.past, []);
  assert.deepEqual(undone(Object.freeze(after)).future, [{ items: [] }]);
});
