// @ts-check
// Signs that need help and conditions, in what somebody types. A phrase is met when all its words are there, in any order.
// For help, doubt shows it: a word may be misspelt.

import { wordsOf } from "../common/text.js";
import { near, slipsIn } from "./fold.js";

/**
 * @template Thing
 * @typedef {{ words: { word: string, base: string }[], thing: Thing }} Phrase
 */

/**
 * @template {{ words: string[] }} Thing
 * @param {Thing[]} things
 * @param {(thing: Thing) => string[]} phrases
 * @param {(word: string) => boolean} known words that are spelled right, whatever else they come near to
 * @param {(word: string) => string} single what makes one word of its forms
 * @returns {(typed: string) => Thing[]} what finds those that are meant, in their order
 */
export function finder(things, phrases, known, single) {
  /** @type {Phrase<Thing>[]} */
  const all = things.flatMap((thing) => phrases(thing).map((text) => ({ words: wordsOf(text).map((word) => ({ word, base: single(word) })), thing })));
  return (typed) => {
    const words = wordsOf(typed).map((word) => ({ word, base: single(word), sure: known(word) }));
    const has = (/** @type {{ word: string, base: string }} */ wanted) =>
      words.some(({ word, base, sure }) => base === wanted.base || (!sure && isNear(word, wanted.word)));
    return [...new Set(all.filter((phrase) => phrase.words.every(has)).map(({ thing }) => thing))];
  };
}

/** @param {string} word @param {string} wanted @returns {boolean} whether it is misspelt: compared whole, for stems are short */
function isNear(word, wanted) {
  const slips = Math.min(slipsIn(word), slipsIn(wanted));
  return slips > 0 && word[0] === wanted[0] && near(word, wanted, slips);
}
