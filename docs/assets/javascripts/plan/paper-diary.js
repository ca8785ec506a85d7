// @ts-check
// The diary on paper, with a row for each exercise of a plan.

import { find, findAll } from "../common/dom.js";
import { t } from "../common/messages.js";
import { DAY } from "./day.js";

/** @typedef {import("./format.js").Plan} Plan */

const A_YEAR = 53;

/** @param {Plan} plan @param {number} now in ms @returns {number} of weeks that its diary is for: those to its last day, or four */
export function weeksOfPlan({ start, end }, now) {
  const days = end ? (Date.parse(end) - (start ? Date.parse(start) : now)) / DAY + 1 : 0;
  return days > 0 ? Math.min(Math.ceil(days / 7), A_YEAR) : 4;
}

/** @param {ParentNode} place of the diary @param {string[]} titles of the rows @param {Plan} plan */
export function fillDiary(place, titles, plan) {
  const weeks = weeksOfPlan(plan, Date.now());
  const [model, ...more] = findAll(place, "table");
  const [row] = findAll(model, "tbody tr");
  const rows = titles.map((title) => {
    const copy = row.cloneNode(true);
    find(/** @type {Element} */ (copy), "th", HTMLElement).textContent = title;
    return copy;
  });
  row.parentElement?.replaceChildren(...rows);
  for (const table of more) table.remove();
  // Two weeks a table.
  for (let first = weeks - ((weeks - 1) % 2); first > 0; first -= 2) {
    const table = first > 1 ? /** @type {HTMLElement} */ (model.cloneNode(true)) : model;
    findAll(table, "[colspan]").forEach((cell, at) => (cell.textContent = t("paper.diary_week", { week: first + at })));
    // Of an odd number of weeks the last one stands alone.
    table.classList.toggle("one-week", first === weeks);
    // The first stands in one box with the heading.
    if (first > 1) model.parentElement?.after(table);
  }
}
