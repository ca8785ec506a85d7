// @ts-check
// A plan in the fragment of a link. docs/contribute/plans.md is the specification.
// Each version is a file of its own that never changes; here is what they share, and which of them is meant.

import * as format1 from "./format-1.js";
import * as format2 from "./format-2.js";

export { clean, MAX_ENTRIES } from "./checks.js";
// What a new plan is made with: the newest version. It writes an older one where that says the same.
export { encode, isCounted, problems, shapesOf, unitsOf, BANDS, SIDES } from "./format-2.js";

/** @typedef {import("./checks.js").Plan} Plan */
/** @typedef {import("./checks.js").Entry} Entry */
/** @typedef {import("./checks.js").Line} Line */
/** @typedef {import("./checks.js").Quantity} Quantity */
/** @typedef {import("./checks.js").Problem} Problem */

/** The versions that this page reads. */
const VERSIONS = "12";
// Longer than anything that we write. It is refused unread.
const TOO_LONG = 20_000;

/**
 * Undoes what programs for mail and messages do to a link: escapes, broken lines and signs that cannot be seen.
 * @param {string} fragment
 * @returns {string}
 */
function unwrap(fragment) {
  let text = fragment;
  for (let round = 0; round < 3 && text.includes("%"); round++) {
    try {
      text = decodeURIComponent(text);
    } catch {
      break;
    }
  }
  // Mail marks a broken line with '=' before its end. A browser drops the line end from an address, but not the '='.
  return text.replace(/[\s=\u00ad\u200b-\u200d\u2060\ufeff]/g, "");
}

/**
 * @param {string} fragment
 * @returns {boolean} whether it may be of a version that was made after this page. To the code, that is damage.
 */
export function isNewer(fragment) {
  const text = unwrap(fragment.slice(0, TOO_LONG));
  const version = text[0] ?? "";
  return version === "2" ? format2.isLater(text) : /[1-9]/.test(version) && !VERSIONS.includes(version);
}

/**
 * Reads what follows the # in the address of a page. Never throws. Of a damaged plan, nothing is given.
 * @param {string} fragment
 * @returns {{kind: "none"} | {kind: "damaged"} | {kind: "plan", plan: Plan}}
 */
export function decode(fragment) {
  if (fragment.length > TOO_LONG) return { kind: "damaged" };
  const text = unwrap(fragment);
  if (!text) return { kind: "none" };
  const plan = text[0] === "1" ? format1.decode(text) : text[0] === "2" ? format2.decode(text) : null;
  return plan ? { kind: "plan", plan } : { kind: "damaged" };
}
