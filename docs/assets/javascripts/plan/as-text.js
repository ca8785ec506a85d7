// @ts-check
// A plan in plain lines, for a chart, a letter or a message. It waits until somebody asks for it.

import { t } from "../common/messages.js";
import { chosenOf, doseOf } from "./cards.js";
import { linesOfPlan, titled } from "./words.js";

/** @typedef {import("./format.js").Plan} Plan */
/** @typedef {import("./format.js").Entry} Entry */
/** @typedef {import("./page-data.js").PageData} PageData */

/** @param {import("./words.js").Told} told @returns {string} "Hold: 5 seconds" */
export const line = ([label, text]) => t("dose.line", { label, dose: text.replace(/\.$/, "") });

/** @param {PageData} data @param {string} note @returns {string} which stays as it was written */
const noteOf = ({ isOther }, note) => (isOther ? t("as_text.as_written", { text: note }) : t("as_text.note", { note }));

/**
 * @param {PageData} data
 * @param {Entry} entry
 * @returns {string[]} what the plan says of it: the forms and boxes that were chosen, the dose and the note. Of an entry
 *   that is not here, or whose form is not, what to do instead.
 */
export function entryLines(data, entry) {
  const known = Object.hasOwn(data.entries, entry.code) ? data.entries[entry.code] : null;
  if (!known) return [t("card.gone")];
  const chosen = chosenOf(known, entry);
  if (chosen.none) return [t("card.lost_form")];
  const forms = known.forms.filter(({ code }) => entry.forms.includes(code)).map(({ name }) => name);
  return [
    ...(forms.length ? [t("as_text.forms", { forms })] : []),
    ...chosen.ticked.map(({ label }) => label),
    ...doseOf(chosen, entry).map(line),
    ...(entry.lines.length ? [] : [t("card.no_numbers")]),
    ...(chosen.lost ? [t("card.lost")] : []),
    ...(entry.note ? [noteOf(data, entry.note)] : []),
  ];
}

/** @param {PageData} data @param {string} code of an entry @returns {string} its title, if there is or was one */
export function titleOf(data, code) {
  if (Object.hasOwn(data.entries, code)) return data.entries[code].title;
  return Object.hasOwn(data.retired, code) ? data.retired[code] : t("card.unknown_title");
}

/** @param {PageData} data @param {Plan} plan @returns {string[]} how often, on which days, from when to when, and what is said to all of it */
export function wholeLines({ isOther }, plan) {
  const { instructions: text } = plan;
  const told = isOther ? t("as_text.as_written", { text }) : text;
  return [...linesOfPlan(plan).map(line), ...(text ? [told] : [])];
}

/** @param {PageData} data @param {Plan} plan @param {string} link to it @returns {string} lines, with the link as the last one */
export function planText(data, plan, link) {
  const { clinic, phone, entries } = plan;
  const head = [
    t("plan.heading", { count: entries.length }),
    ...(clinic ? [t("as_text.clinic", { clinic })] : []),
    ...(phone ? [t("as_text.phone", { phone })] : []),
    ...wholeLines(data, plan),
  ];
  const parts = entries.map((entry, at) => [
    t("entry.numbered", { number: at + 1, title: titled(titleOf(data, entry.code), entry.sides) }),
    ...entryLines(data, entry),
  ]);
  return [head, ...parts, [link]].map((lines) => lines.join("\n")).join("\n\n");
}
