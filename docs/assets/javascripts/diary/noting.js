// @ts-check
// Writes down what practice says is done, and what the patient says of it: the pain before and after, and a word.

import { findAll, part } from "../common/dom.js";
import { t } from "../common/messages.js";
import { clean } from "../plan/bits.js";
import { entryOf, hurtMore, MAX_WORDS } from "./record.js";
import { stopRules } from "./rules.js";
import { keep, StoreError } from "./store.js";

/** The exercise that was over last. @type {import("./record.js").Entry | null} */
let entry = null;

/** @returns {Promise<string>} what to tell when it is kept, or why it is not */
async function kept() {
  if (!entry) return "";
  try {
    await keep(entry);
    return t("diary.kept");
  } catch (error) {
    return t("diary.why", { why: error instanceof StoreError ? error.why : "failed" });
  }
}

/**
 * @param {Document} root
 * @param {HTMLElement} note with fields about the exercise, which are emptied
 * @param {import("./record.js").Done} done
 * @returns {Promise<string>} what to tell
 */
export function begin(root, note, done) {
  entry = entryOf(done);
  note.hidden = !entry;
  part(root, "diary-rules").replaceChildren();
  for (const field of findAll(note, "[data-field]")) /** @type {HTMLInputElement} */ (field).value = "";
  return kept();
}

/** @param {Document} root @param {HTMLElement} note with what the patient says of the exercise @returns {Promise<string>} what to tell */
export async function tell(root, note) {
  if (!entry) return "";
  const told = (/** @type {string} */ name) => /** @type {HTMLInputElement} */ (findAll(note, `[data-field="${name}"]`)[0]).value;
  const pain = (/** @type {string} */ name) => (told(name) === "" ? null : Number(told(name)));
  const words = [...clean(told("diary-words"))].slice(0, MAX_WORDS).join("").trim();
  entry = { ...entry, before: pain("pain-before"), after: pain("pain-after"), words };
  const [said, rules] = await Promise.all([kept(), hurtMore(entry) ? stopRules(part(root, "store"), entry) : []]);
  part(root, "diary-rules").replaceChildren(...rules);
  return said;
}
