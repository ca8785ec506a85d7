// @ts-check
// Asks everything at once: what is found, what was understood of the query, and whether somebody may need help.

import { wordsOf } from "../common/text.js";
import { finder } from "./asked.js";
import { listener, wordsIn } from "./elsewhere.js";
import { fitting, limiter } from "./limits.js";
import { prepare, rank, read } from "./rank.js";

/**
 * @typedef {import("./language.js").Language} Language
 * @typedef {import("./rank.js").Index} Index
 * @typedef {import("./rank.js").Page} Page
 * @typedef {import("./elsewhere.js").Other} Other
 * @typedef {{ typed: string, help: import("./rank.js").Asked[], conditions: import("./rank.js").Condition[],
 *   left: string[], unclear: string[], unknown: string[], corrected: { typed: string, shown: string }[], understood: string[],
 *   pages: Page[], asksFirst: boolean, elsewhere: Other[] }} Answer elsewhere: languages that the words seem to be of; asksFirst: whether the question is for a clinician before any exercise; what was left out and what was not understood, in the words that were typed
 */

/**
 * @param {Index} index
 * @param {Language} language of the index
 * @param {Other[]} others what is known of the site's other languages
 * @returns {(typed: string) => Answer} the search
 */
export function searcher(index, language, others = []) {
  const made = prepare(index, language);
  // 'A fall' is about balance, and not 'fell' misspelt, nor is 'peel' 'peed'.
  const ofConditions = new Set(index.conditions.flatMap(({ words }) => words.flatMap(wordsOf)).map(language.single));
  const known = (/** @type {string} */ word) =>
    made.stems.has(word) || made.alike.has(language.stem(word)) || language.fillers.has(word) || ofConditions.has(language.single(word));
  const helps = finder(index.help.asked, (it) => it.words, { single: language.single, alike: index.help.alike, known });
  const conditions = finder(index.conditions, (it) => [it.name, ...it.words], { single: language.single, known });
  const ofHelp = new Set(wordsIn(index.help.asked));
  const listen = listener(others, (word) => known(word) || ofHelp.has(word));
  const limit = limiter(index, language);
  const named = new Set(allPhrases(index).map((text) => wordsOf(text).join(" ")));
  return (typed) => {
    const [own, heard] = [helps(typed), listen(typed)];
    const help = bySign([...heard.flatMap((it) => it.help), ...own]);
    const conditionsMeant = conditions(typed);
    // 'Chair with no arms' is a thing and no limit, and nothing is left out where somebody may need help.
    const { limits, unclear, rest } = help.length || named.has(wordsOf(typed).join(" ")) ? { limits: [], unclear: [], rest: typed } : limit(typed);
    const spoken = new Set(conditionsMeant.flatMap((it) => [it.name, ...it.words]).flatMap(wordsOf));
    // What a note or help is about is spelled right, though no page has it: 'pills' are no 'pulls', nor 'bleeding' 'bending'.
    const readings = (rest.trim() ? read(made, rest, new Set(heard.flatMap(({ words }) => words))) : []).filter(
      ({ kind, word }) => kind !== "corrected" || !(help.length || spoken.has(word)),
    );
    const fits = fitting(limits);
    const ranked = rank(made, readings, made.meanings(asRead(rest, readings)), fits);
    const nothingElse = limits.length > 0 && readings.every(({ word, meant }) => language.fillers.has(word) || !meant.length);
    const pages = nothingElse ? index.pages.filter(fits) : ranked;
    return {
      typed,
      help,
      conditions: conditionsMeant,
      left: limits.flatMap(({ told }) => told),
      unclear,
      unknown: help.length ? [] : readings.filter(({ kind, word }) => kind === "unknown" && !spoken.has(word)).map(({ word }) => word),
      corrected: readings.filter(({ kind }) => kind === "corrected").map(({ word, shown }) => ({ typed: word, shown })),
      understood: readings.filter(({ kind }) => kind !== "unknown").map(({ shown }) => shown),
      // 'Can I … with a new hip' is no question that a list of exercises answers.
      asksFirst: conditionsMeant.length > 0 && language.mayI(wordsOf(typed).join(" ")),
      pages,
      elsewhere: heard.filter((it) => it.help.length > own.length || it.words.length >= (pages.length ? wordsOf(typed).length / 2 : 1)).map(({ other }) => other),
    };
  };
}

/** @param {import("./rank.js").Asked[]} help @returns {import("./rank.js").Asked[]} each sign once, whatever the language it was told in */
const bySign = (help) => [...new Map(help.map((it) => [it.sign, it])).values()];

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
