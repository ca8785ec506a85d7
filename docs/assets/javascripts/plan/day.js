// @ts-check
// Days as text, such as "2026-11-30", and how they are counted. Formats of links count by themselves: they never change.

/** @param {Date} date @returns {string} the day that it is where the reader is, such as "2026-11-30" */
export const dayOf = (date) =>
  [date.getFullYear(), date.getMonth() + 1, date.getDate()].map((one) => `${one}`.padStart(2, "0")).join("-");

/** In milliseconds. */
export const DAY = 86_400_000;
/** Plans and diaries name the days between these. */
const FIRST = Date.UTC(2020, 0, 1);
const LAST_DAY = "2099-12-31";

/** @param {string} day @returns {number} of days since the first */
export const numberOf = (day) => (Date.parse(day) - FIRST) / DAY;

/** @param {number} number of days since the first @returns {string} the day */
export const dayAt = (number) => new Date(FIRST + number * DAY).toISOString().slice(0, 10);

/** @param {unknown} day @returns {boolean} whether there is such a day */
export const isDay = (day) => typeof day === "string" && numberOf(day) >= 0 && day <= LAST_DAY && dayAt(numberOf(day)) === day;
