// @ts-check
// Asks everything at once: what is found, what was understood of the query, and whether somebody may need help.

import { wordsOf } from "../common/text.js";
import { finder } from "./asked.js";
import { fitting, limiter } from "./limits.js";
import { prepare, rank, read } from "./rank.js";

/**
 * @typedef {import("./language.js").Language} Language
 * @typedef {import("./rank.js").Index} Index
 * @typedef {import("./rank.js").Page} Page
 * @typedef {{ help: import("./rank.js").Asked[], conditions: import("./rank.js").Condition[],
 *   left: string[], unclear: string[], unknown: string[], corrected: { typed: string, shown: string }[], understood: string[],
 *   pages: Page[], asksFirst: boolean }} Answer asksFirst: whether the question is for a clinician before any exercise; what was left out and what was not understood, in the words that were typed
 */

/**
 * @param {Index} index
 * @param {Language} language of the index
 * @returns {(typed: string) => Answer} the search
 */
export function searcher(index, language) {
  const made = prepare(index, language);
  // 'A fall' is about balance, and not 'fell' misspelt.
  const ofConditions = new Set(index.conditions.flatMap(({ words }) => words.flatMap(wordsOf)).map(language.single));
  const known = (/** @type {string} */ word) =>
    made.stems.has(word) || language.fillers.has(word) || ofConditions.has(language.single(word));
  const helps = finder(index.help.asked, (it) => it.words, known, language.single);
  const conditions = finder(index.conditions, (it) => [it.name, ...it.words], known, language.single);
  const limit = limiter(index, language);
  const named = new Set(allPhrases(index).map((text) => wordsOf(text).join(" ")));
  return (typed) => {
    const help = helps(typed);
    const conditionsMeant = conditions(typed);
    // 'Chair with no arms' is a thing and no limit, and nothing is left out where somebody may need help.
    const { limits, unclear, rest } = help.length || named.has(wordsOf(typed).join(" ")) ? { limits: [], unclear: [], rest: typed } : limit(typed);
    const spoken = new Set(conditionsMeant.flatMap((it) => [it.name, ...it.words]).flatMap(wordsOf));
    // What a note is about is spelled right, though no page has it: 'pills' are no 'pulls'.
    const readings = (rest.trim() ? read(made, rest) : []).filter(({ kind, word }) => kind !== "corrected" || !spoken.has(word));
    const fits = fitting(limits);
    const ranked = rank(made, readings, made.meanings(asRead(rest, readings)), fits);
    const nothingElse = limits.length > 0 && readings.every(({ word, meant }) => language.fillers.has(word) || !meant.length);
    return {
      help,
      conditions: conditionsMeant,
      left: limits.flatMap(({ told }) => told),
      unclear,
      unknown: help.length ? [] : readings.filter(({ kind, word }) => kind === "unknown" && !spoken.has(word)).map(({ word }) => word),
      corrected: readings.filter(({ kind }) => kind === "corrected").map(({ word, shown }) => ({ typed: word, shown })),
      understood: readings.filter(({ kind }) => kind !== "unknown").map(({ shown }) => shown),
      // 'Can I … with a new hip' is no question that a list of exercises answers.
      asksFirst: conditionsMeant.length > 0 && language.mayI(wordsOf(typed).join(" ")),
      pages: nothingElse ? index.pages.filter(fits) : ranked,
    };
  };
}

/** @param {string} typed @param {import("./rank.js").Reading[]} readings @returns {string[]} its words, as they were corrected */
function asRead(typed, readings) {
  const words = wordsOf(typed);
  for (const { at, shown, kind } of readings) if (kind === "corrected") words[at] = shown;
  return words;
}

/** @param {Index} index @returns {string[]} all names and phrases that are told whole */
function allPhrases({ pages, terms }) {
  const words = Object.values(terms).flatMap((vocabulary) => Object.values(vocabulary).flatMap(({ names }) => names));
  return [...words, ...pages.flatMap(({ title, others = [], titles = [] }) => [title, ...others, ...titles])];
}
