import assert from "node:assert/strict";
import { test } from "node:test";

import "./english.js";
import { lineLabel, lineText, sidesText, unitText } from "../../docs/assets/javascripts/plan/words.js";

/** @param {string} shape @param {string} unit @param {number} amount @param {number} [to] */
const quantity = (shape, unit, amount, to) => ({ shape, unit, amount, ...(to && { to }) });

test("each shape of a dose has its words", () => {
  for (const [kind, given, words] of /** @type {[string, ReturnType<typeof quantity>, string][]} */ ([
    ["hold", quantity("exact", "seconds", 1), "1 second"],
    ["hold", quantity("range", "seconds", 5, 10), "5 to 10 seconds"],
    ["hold", quantity("target", "minutes", 2), "Work up to 2 minutes"],
    ["repetitions", quantity("exact", "", 1), "1 time"],
    ["repetitions", quantity("start-goal", "", 5, 20), "Start with 5 times. Your goal is 20 times"],
    ["sets", quantity("at-least", "", 2), "At least 2 sets"],
    ["frequency", quantity("exact", "times-a-day", 2), "Twice a day"],
    ["frequency", quantity("exact", "days-a-week", 7), "Every day"],
    ["frequency", quantity("at-least", "times-a-day", 1), "Every day, at least once"],
    ["frequency", quantity("exact", "times-a-week", 1), "Once a week"],
  ])) {
    assert.equal(lineText(kind, given), words);
  }
});

test("a line is named, with its part if it has one", () => {
  assert.equal(lineLabel("repetitions"), "Repeat");
  assert.equal(lineLabel("hold", "Up"), "Hold: Up");
  assert.equal(unitText("hold", "minutes"), "minutes");
  assert.equal(unitText("repetitions", ""), "times");
  assert.equal(sidesText("left"), "Left side only: leave out the right side.");
  assert.equal(sidesText(""), "");
});
