// @ts-check
// A plan in the fragment of a link. docs/contribute/plans.md is the specification.
// Each version is a file of its own that never changes; here is what they share, and which of them is meant.

import { TOO_LONG, unwrap } from "./bits.js";
import * as format1 from "./format-1.js";
import * as format2 from "./format-2.js";

export { clean } from "./bits.js";
export { MAX_ENTRIES } from "./checks.js";
// What a new plan is made with: the newest version. It writes an older one where that says the same.
export { encode, isCounted, problems, shapesOf, unitsOf, BANDS, SIDES } from "./format-2.js";

/** @typedef {import("./checks.js").Plan} Plan */
/** @typedef {import("./checks.js").Entry} Entry */
/** @typedef {import("./checks.js").Line} Line */
/** @typedef {import("./checks.js").Quantity} Quantity */
/** @typedef {import("./checks.js").Problem} Problem */

/** The versions that this page reads. */
const VERSIONS = "12";
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
