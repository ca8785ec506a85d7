// @ts-check
// What stands above the results, the same wherever somebody searches: help first, then what was not understood.

import { make } from "../common/dom.js";
import { address } from "./index.js";

/** @typedef {import("./index.js").Search} Search */
/** @typedef {import("./search.js").Answer} Answer */

const quoted = (/** @type {string[]} */ words) => [...new Set(words)].map((word) => `“${word}”`);

/** @param {Answer} answer @param {Search["t"]} t @returns {string[]} a sentence for each thing that was read otherwise, or not */
export function notes({ left, unclear, unknown, corrected, understood, pages }, t) {
  const told = left.map((words) => t("search.left_out", { words }));
  told.push(...unclear.map((words) => t("search.unclear", { words })));
  if (corrected.length) {
    const shown = quoted(corrected.map((it) => it.shown));
    told.push(t("search.corrected", { shown, typed: quoted(corrected.map((it) => it.typed)) }));
  }
  if (!unknown.length) return told;
  const matched = quoted(understood);
  const words = quoted(unknown);
  const rest = matched.length > 0 && pages.length > 0;
  return [...told, rest ? t("search.partly_unknown", { words, matched }) : t("search.unknown", { words })];
}

/** @param {Answer} answer @param {Search} search @returns {string} the signs of it that need help; empty if there are none */
export function signs({ help }, { t }) {
  const named = help.map(({ sign }) => sign).filter(Boolean);
  return named.length ? t("search.signs", { signs: quoted(named.slice(0, 3)) }) : "";
}

/**
 * @param {Answer} answer
 * @param {Search} search
 * @returns {HTMLElement[]} the help, what we can say of conditions, and the notes
 */
export function lead(answer, search) {
  const { t } = search;
  const shown = answer.help.length ? [helpBox(answer, search)] : [];
  for (const { line, programs } of answer.conditions.slice(0, 2)) {
    const ways = programs.map(({ url, title }) => link(url, title));
    const [one] = ways.length === 1 ? ways : [];
    shown.push(make("p", "search-line", line, ...(one ? [" ", ...t.parts("search.way_on", { program: one })] : [])));
    if (ways.length > 1) shown.push(make("ul", "search-line", ...ways.map((way) => make("li", "", way))));
  }
  return [...shown, ...notes(answer, t).map((note) => make("p", "search-note", note))];
}

/**
 * @param {Answer} answer
 * @param {Search} search
 * @returns {HTMLElement[]} where else to look: in another language, and where nothing is found, to the help
 */
export function waysOn({ typed, elsewhere, help: met, pages }, { help, t }) {
  const ways = elsewhere.map(({ url, title, locale }) =>
    make("p", "search-note", Object.assign(link(`${url}#search=${encodeURIComponent(typed)}`, title), { lang: locale, hreflang: locale })),
  );
  const away = pages.length || met.length ? [] : t.parts("search.not_well", { help: link(help.url, help.title) });
  return [...ways, ...(away.length ? [make("p", "search-note", ...away)] : [])];
}

/** @param {Answer} answer @param {Search} search @returns {HTMLElement[]} all of it */
export const above = (answer, search) => [...lead(answer, search), ...waysOn(answer, search)];

/** @param {Answer} answer @param {Search} search @returns {HTMLElement} */
function helpBox(answer, search) {
  const { help, t } = search;
  // Who names no sign is told of the gravest: in doubt it counts as an emergency.
  const [gravest] = Object.keys(help.calls);
  const headings = answer.help.map(({ heading }) => heading);
  const grade = headings.includes(gravest) ? gravest : headings.every(Boolean) ? headings[0] : "";
  const calls = help.calls[grade || gravest];
  const named = signs(answer, search);
  return make(
    "div",
    "search-help",
    make("p", "search-help-link", link(help.url, help.title)),
    ...[grade, named].filter(Boolean).map((text) => make("p", "", text)),
    ...calls.map((line) => make("p", "search-call", ...withNumbers(line))),
    make("p", "", t("search.help")),
  );
}

/** @param {string[]} line text and numbers in turns @returns {(Node | string)[]} with each number one tap from a call */
const withNumbers = (line) => line.map((text, at) => (at % 2 ? to(`tel:${text}`, text) : text));

/** @param {string} url @param {string} text @returns {HTMLElement} */
const link = (url, text) => to(address(url), text);

/** @param {string} href @param {string} text @returns {HTMLElement} */
function to(href, text) {
  const made = make("a", "", text);
  made.setAttribute("href", href);
  return made;
}
