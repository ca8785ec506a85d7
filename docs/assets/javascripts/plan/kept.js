// @ts-check
// The plan that a patient keeps on this device: what stands in its link, and nothing else.
// A browser may not let us keep anything. Then nothing is kept, and the page works all the same.

const KEY = "plan";

/** @returns {string} the fragment of the plan that is kept; nothing if there is none */
export function kept() {
  try {
    return localStorage.getItem(KEY) ?? "";
  } catch {
    return "";
  }
}

/** @param {string} fragment takes the place of the one before @returns {boolean} whether it is kept now */
export function keep(fragment) {
  try {
    localStorage.setItem(KEY, fragment);
  } catch {
    return false;
  }
  return true;
}

/** Removes the plan that is kept. */
export function forget() {
  try {
    localStorage.removeItem(KEY);
  } catch {
    // Nothing could be kept either.
  }
}
