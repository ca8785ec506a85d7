// @ts-check
// Four weeks of a diary in the fragment of a link. docs/contribute/diary.md is the specification.
// A version is a file of its own that never changes; here is what they share, and which of them is meant.

import { TOO_LONG, unwrap } from "../plan/bits.js";
import * as format1 from "./format-1.js";

/** @typedef {import("./format-1.js").Shared} Shared */

/** What stands before the version, so that no plan is taken for a diary. */
const SIGN = "d";

/** @param {string} fragment @returns {string} from the version on; nothing where it is no diary */
function bare(fragment) {
  const text = unwrap(fragment);
  return text[0]?.toLowerCase() === SIGN ? text.slice(1) : "";
}

/** @param {Shared} shared @returns {string | null} its fragment; null where it does not fit into a link */
export function encode(shared) {
  const text = format1.encode(shared);
  return text && `${SIGN}${text}`;
}

/**
 * Reads what follows the # in the address of the page. Never throws. Of a damaged diary, nothing is given.
 * @param {string} fragment
 * @returns {{kind: "none"} | {kind: "damaged"} | {kind: "diary", shared: Shared}}
 */
export function decode(fragment) {
  if (fragment.length > TOO_LONG) return { kind: "damaged" };
  if (!unwrap(fragment)) return { kind: "none" };
  const text = bare(fragment);
  const shared = text[0] === "1" ? format1.decode(text) : null;
  return shared ? { kind: "diary", shared } : { kind: "damaged" };
}

/** @param {string} fragment @returns {boolean} whether it may be of a version that was made after this page */
export function isNewer(fragment) {
  const text = bare(fragment.slice(0, TOO_LONG));
  return text[0] === "1" ? format1.isLater(text) : /^[2-9]/.test(text);
}
