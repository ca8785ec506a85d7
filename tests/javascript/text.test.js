import assert from "node:assert/strict";
import { test } from "node:test";

import { fold, wordsOf } from "../../docs/assets/javascripts/common/text.js";

test("text is folded: lower case, no accents, no apostrophes", () => {
  assert.equal(fold("Émile’s CAFÉ"), "emiles cafe");
  assert.equal(fold("it's"), "its");
  assert.equal(fold("ﬁt Å"), "fit a");
  assert.equal(fold("push-up"), "push-up");
});

test("words are runs of letters and digits", () => {
  assert.deepEqual(wordsOf("  Push-ups, 2 × a day! "), ["push", "ups", "2", "a", "day"]);
  assert.deepEqual(wordsOf("chin’s rodillas ñandú"), ["chins", "rodillas", "nandu"]);
  assert.deepEqual(wordsOf(" -,. "), []);
});
