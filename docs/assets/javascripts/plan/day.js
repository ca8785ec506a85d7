// @ts-check

/** @param {Date} date @returns {string} the day that it is where the reader is, such as "2026-11-30" */
export const dayOf = (date) =>
  [date.getFullYear(), date.getMonth() + 1, date.getDate()].map((one) => `${one}`.padStart(2, "0")).join("-");

/** How long a day lasts that no clock is changed on, in milliseconds, and the days that plans and diaries can name. */
export const DAY = 86_400_000;
export const FIRST_DAY = "2020-01-01";
export const LAST_DAY = "2099-12-31";

/** @param {string} day @returns {number} of days since the first */
export const numberOf = (day) => (Date.parse(day) - Date.parse(FIRST_DAY)) / DAY;

/** @param {number} number of days since the first @returns {string} the day */
export const dayAt = (number) => new Date(Date.parse(FIRST_DAY) + number * DAY).toISOString().slice(0, 10);

/** @param {unknown} day @returns {boolean} whether there is such a day, and it can be named */
export const isDay = (day) =>
  typeof day === "string" && /^\d{4}-\d\d-\d\d$/.test(day) && day >= FIRST_DAY && day <= LAST_DAY &&
  Number.isInteger(numberOf(day)) && dayAt(numberOf(day)) === day;
