// @ts-check
// What is typed in another language of the site than the page's: whether somebody needs help, and which of its words it has.

import { wordsOf } from "../common/text.js";
import { finder } from "./asked.js";

/**
 * @typedef {import("./rank.js").Asked} Asked
 * @typedef {import("./rank.js").Elsewhere & { language: import("./language.js").Language }} Other
 * @typedef {{ other: Other, help: Asked[], words: string[] }} Heard words: those that the page's language has not
 */

/** @param {Asked} asked @returns {string[]} all that is typed for it */
const phrasesIn = ({ words, alone = [] }) => [...words, ...alone];

/** @param {Asked[]} asked @returns {string[]} each word that is typed for any of it */
export const wordsIn = (asked) => asked.flatMap(phrasesIn).flatMap(wordsOf);

/**
 * @param {Other[]} others
 * @param {(word: string) => boolean} known words of the page's language
 * @returns {(typed: string) => Heard[]} what each of the others makes of a query
 */
export function listener(others, known) {
  const all = others.map((other) => ({
    other,
    find: finder(other.asked, (it) => it.words, { single: other.language.single, alike: other.alike }),
    spoken: new Set([...other.language.fillers, ...wordsIn(other.asked), ...wordsOf(other.words)]),
  }));
  return (typed) => {
    const strange = wordsOf(typed).filter((word) => !known(word));
    return all.map(({ other, find, spoken }) => ({ other, help: find(typed), words: strange.filter((word) => spoken.has(word)) }));
  };
}
