// @ts-check

/** @param {Date} date @returns {string} the day that it is where the reader is, such as "2026-11-30" */
export const dayOf = (date) =>
  [date.getFullYear(), date.getMonth() + 1, date.getDate()].map((one) => `${one}`.padStart(2, "0")).join("-");
