// @ts-check
// A diary as tables: a month at a glance, the boxes of the paper diary, and all that was written down.

import { find, findAll, make } from "../common/dom.js";
import { t } from "../common/messages.js";
import { dayAt, numberOf } from "../plan/day.js";
import { DAYS } from "./format-1.js";
import { dateOf } from "./record.js";

/** @typedef {import("./shared.js").Shown} Shown */

/** @param {string} text that somebody wrote @returns {HTMLElement} which cannot turn the text around it */
export const own = (text) => make("bdi", "diary-own", text);

/** @param {string} day @returns {string} "Monday, 2 November 2026" */
export const dayText = (day) => t("diary.day_title", { weekday: weekdayText(day), date: dateOf(day) });

/** @param {string} day @returns {string} the name of its weekday */
const weekdayText = (day) => new Intl.DateTimeFormat(document.documentElement.lang || "en", { weekday: "long" }).format(dateOf(day));

/** @param {string} month such as "2026-11" @returns {string} "November 2026" */
export const monthText = (month) =>
  new Intl.DateTimeFormat(document.documentElement.lang || "en", { month: "long", year: "numeric" }).format(dateOf(`${month}-01`));

/** @param {string} month @param {number} by how many months @returns {string} the one so much later */
export function monthFrom(month, by) {
  const date = dateOf(`${month}-15`);
  date.setMonth(date.getMonth() + by);
  return `${date.getFullYear()}-${`${date.getMonth() + 1}`.padStart(2, "0")}`;
}

/**
 * @param {string} month
 * @param {number} first day of a week, 0 for Sunday
 * @returns {string[][]} its weeks; a day of another month is empty
 */
export function weeksOfMonth(month, first) {
  const start = numberOf(`${month}-01`);
  const before = (dateOf(`${month}-01`).getDay() - first + 7) % 7;
  const days = numberOf(`${monthFrom(month, 1)}-01`) - start;
  const cells = Array.from({ length: Math.ceil((before + days) / 7) * 7 }, (_, at) =>
    at < before || at >= before + days ? "" : dayAt(start + at - before),
  );
  return Array.from({ length: cells.length / 7 }, (_, at) => cells.slice(at * 7, at * 7 + 7));
}

/**
 * @param {string[][]} weeks
 * @param {Map<string, number>} counts how many exercises were done, by day
 * @param {string} today
 * @returns {HTMLElement[]} a row for each week
 */
export const monthRows = (weeks, counts, today) =>
  weeks.map((week) => make("tr", "", ...week.map((day) => monthCell(day, counts.get(day) ?? 0, day === today))));

/** @param {string} day @param {number} count @param {boolean} isToday @returns {HTMLElement} */
function monthCell(day, count, isToday) {
  if (!day) return make("td", "");
  const cell = make("td", count ? "diary-has" : "", make("span", "diary-date", `${Number(day.slice(8))}`));
  if (isToday) cell.setAttribute("aria-current", "date");
  const told = make("span", "diary-count", `${count}`);
  told.setAttribute("aria-hidden", "true");
  if (count) cell.append(told, make("span", "diary-unseen", t("diary.day_count", { count })));
  return cell;
}

/**
 * Fills in the boxes of the paper diary: a row for each exercise, a column for each day.
 * @param {HTMLElement} place of the tables, as they stand on paper
 * @param {Shown[]} shown
 * @param {string} last day of the four weeks
 * @param {{weekdays: string[], first: number}} data
 */
export function fillPaper(place, shown, last, { weekdays, first }) {
  const start = numberOf(last) - DAYS + 1;
  const keys = [...new Set(shown.map(({ key }) => key))];
  findAll(place, "table:not([data-part])").forEach((table, at) => {
    const [weeks, days] = findAll(table, "thead tr");
    findAll(weeks, "th[colspan]").forEach((head, week) => {
      const date = dateOf(dayAt(start + (at * 2 + week) * 7));
      head.textContent = t("diary.week", { week: at * 2 + week + 1, date });
    });
    findAll(days, "th").forEach((head, day) => {
      head.textContent = weekdays[(dateOf(dayAt(start + day)).getDay() - first + 7) % 7];
    });
    const rows = keys.map((key) => paperRow(shown.filter((one) => one.key === key), start + at * 14));
    find(table, "tbody", HTMLElement).replaceChildren(...rows);
  });
}

/** @param {Shown[]} shown of one exercise @param {number} start the number of the first day @returns {HTMLElement} */
function paperRow(shown, start) {
  const head = make("th", "", own(shown[0].title));
  head.setAttribute("scope", "row");
  const cells = Array.from({ length: 14 }, (_, day) => {
    const count = shown.filter((one) => one.day === dayAt(start + day)).length;
    return make("td", "", count > 1 ? `${count}` : count ? "✓" : "");
  });
  return make("tr", "", head, ...cells);
}

/** @param {number | null} pain @returns {string} */
const painCell = (pain) => (pain === null ? "" : `${pain}`);

/**
 * Fills in a table of all that was written down. The column of words goes where there are none.
 * @param {HTMLElement} table with its heads
 * @param {Shown[]} shown
 */
export function fillTable(table, shown) {
  const hasWords = shown.some(({ words }) => words);
  find(table, '[data-part="words-head"]', HTMLElement).hidden = !hasWords;
  const rows = shown.map((one) => {
    const day = make("th", "", dayText(one.day));
    day.setAttribute("scope", "row");
    const cells = [own(one.title), one.amount, painCell(one.before), painCell(one.after), ...(hasWords ? [own(one.words)] : [])];
    return make("tr", "", day, ...cells.map((text) => make("td", "", text)));
  });
  find(table, "tbody", HTMLElement).replaceChildren(...rows);
}
