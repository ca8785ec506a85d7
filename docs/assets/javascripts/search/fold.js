// @ts-check
// Words that are nearly alike, in any language.

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
