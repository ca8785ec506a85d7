// @ts-check

/** @param {Date} now @returns {string} the day that it is where the reader is, such as "2026-11-30" */
export const today = (now) =>
  [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((one) => `${one}`.padStart(2, "0")).join("-");
