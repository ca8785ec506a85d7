import assert from "node:assert/strict";
import { test } from "node:test";

import "./english.js";
import { withOlder } from "../../docs/assets/javascripts/plan/keeping.js";

/** @param {string} plans a letter for each @returns {import("../../docs/assets/javascripts/plan/kept.js").Kept[]} */
const listed = (plans) => [...plans].map((plan) => ({ name: "", plan }));

test("a plan that comes back stands where it was, whatever was kept or removed meanwhile", () => {
  const [old] = listed("b");
  for (const [before, now, then] of [
    ["b", "x", "xb"],
    ["abc", "xac", "xabc"],
    ["abc", "ac", "abc"],
    ["abc", "xyc", "xybc"],
    ["abc", "", "b"],
    ["ab", "xab", "xab"],
  ]) assert.equal(withOlder(listed(before), listed(now), old).map(({ plan }) => plan).join(""), then, now);
});
