// @ts-check
// Text as it is compared: the one way in which scripts fold it and split it into words.
// hooks/exercise_library/pages/filters.py folds the words of a page in the same way.

/** @param {string} text @returns {string} in lower case, without accents and apostrophes */
export const fold = (text) => text.toLowerCase().normalize("NFKD").replace(/[\p{M}'’]/gu, "");

/** @param {string} text @returns {string[]} its words, folded: runs of letters and digits */
export const wordsOf = (text) => fold(text).match(/[\p{L}\p{N}]+/gu) ?? [];
