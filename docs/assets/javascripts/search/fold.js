// @ts-check
// Words as the search compares them: the same for what the pages say and for what somebody types.

import { IRREGULAR } from "./english.js";

/**
 * @param {string} word
 * @returns {string} the word without its plural, '-ing' and '-ed', and in one of its spellings: rough, and the same for
 *   pages and queries. 'bridges' and 'bridging' are both 'bridg'.
 */
export function stem(word) {
  const one = IRREGULAR[word] ?? singular(word);
  const base = IRREGULAR[one] ?? one;
  return (base === word || base === one ? withoutEnding(base) : base).replace(/(\w{3})e$/, "$1");
}

/** @param {string} word @returns {string} */
const singular = (word) =>
  word
    .replace(/(\w\w)ves$/, "$1f")
    .replace(/(ch|sh|ss|x|zz)es$/, "$1")
    .replace(/(\w\w)ies$/, "$1y")
    .replace(/(\w[^su])s$/, "$1");

/** @param {string} word @returns {string} without what makes a verb or a noun of it, in American spelling */
function withoutEnding(word) {
  const base = word.replace(/(\w{3})(?:ing|ed)$/, "$1").replace(/(\w{4})ion$/, "$1").replace(/(\w{4}t)or$/, "$1");
  return (base.length > 3 ? base.replace(/([bdgmnprt])\1$/, "$1") : base)
    .replace(/(\w{3})our$/, "$1or")
    .replace(/(\w{3})is(e|at)$/, "$1iz$2")
    .replace("aesth", "esth")
    .replace(/(\w\w)tre$/, "$1ter");
}

/**
 * Tells whether two words differ by at most so many slips: a letter wrong, missing, extra or swapped with the next.
 * @param {string} a @param {string} b @param {number} slips @returns {boolean}
 */
export function near(a, b, slips) {
  if (Math.abs(a.length - b.length) > slips) return false;
  let [from, endA, endB] = [0, a.length, b.length];
  while (from < endA && a[from] === b[from]) from++;
  while (endA > from && endB > from && a[endA - 1] === b[endB - 1]) endA--, endB--;
  const [restA, restB] = [a.slice(from, endA), b.slice(from, endB)];
  if (!restA || !restB) return restA.length + restB.length <= slips;
  if (slips === 0) return false;
  const swapped = restA[0] === restB[1] && restA[1] === restB[0] && near(restA.slice(2), restB.slice(2), slips - 1);
  return (
    swapped ||
    near(restA.slice(1), restB.slice(1), slips - 1) ||
    near(restA.slice(1), restB, slips - 1) ||
    near(restA, restB.slice(1), slips - 1)
  );
}

/** @param {string} word @returns {number} how many slips it may have */
export const slipsIn = (word) => (word.length < 4 ? 0 : word.length < 8 ? 1 : 2);
