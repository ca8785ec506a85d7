// @ts-check
// Signs that need help and conditions, in what somebody types. A phrase is met when all its words are there, in any order.
// For help, doubt shows it: a word may be misspelt.

import { wordsOf } from "../common/text.js";
import { near, slipsIn } from "./fold.js";

// In another language than the page's, a shorter word by itself is met as it is written: 'pop my back' is no 'popó'.
const LONG = 5;

/** @typedef {{ forms: string[], base: string }} Wanted a word of a phrase: all that says the same, and what makes one of them */
/**
 * @template Thing
 * @typedef {{ words: Wanted[], alone: boolean, thing: Thing }} Phrase
 */
/**
 * @typedef {object} Reader how words are read
 * @property {(word: string) => string} single what makes one word of its forms
 * @property {string[]} [alike] lines of words that say the same: 'pain hurts sore'
 * @property {(word: string) => boolean} [known] words that are spelled right, whatever else they come near to; left out
 *   where the words are of another language than the page's
 */

/**
 * @template {{ words: string[], alone?: string[] }} Thing
 * @param {Thing[]} things alone: phrases that are meant only where nothing else is typed
 * @param {(thing: Thing) => string[]} phrases
 * @param {Reader} reader
 * @returns {(typed: string) => Thing[]} what finds those that are meant, in their order. Of a phrase within another that is
 *   met, nothing is said: a swollen calf is no swelling of the back.
 */
export function finder(things, phrases, { single, alike = [], known }) {
  const families = alike.map(wordsOf);
  const familyOf = new Map(families.flatMap((words) => words.map((word) => [single(word), words])));
  const baseOf = (/** @type {string} */ word) => single(familyOf.get(single(word))?.[0] ?? word);
  const wanted = (/** @type {string} */ word) => ({ forms: [word, ...(familyOf.get(single(word)) ?? [])], base: baseOf(word) });
  /** @type {Phrase<Thing>[]} */
  const all = things.flatMap((thing) =>
    [phrases(thing), thing.alone ?? []].flatMap((texts, at) =>
      texts.map((text) => ({ words: wordsOf(text).map(wanted), alone: at > 0, thing })),
    ),
  );
  return (typed) => {
    const words = wordsOf(typed).map((word) => ({ word, base: baseOf(word), sure: !known || known(word) }));
    const met = all.filter((phrase) => {
      const is = (/** @type {typeof words[0]} */ { word, base, sure }, /** @type {Wanted} */ { forms, base: wanted }) =>
        forms.includes(word) ||
        (base === wanted && (!!known || phrase.words.length > 1 || word.length >= LONG)) ||
        (!sure && forms.some((form) => isNear(word, form)));
      if (!phrase.words.every((wanted) => words.some((word) => is(word, wanted)))) return false;
      return !phrase.alone || words.every((word) => phrase.words.some((wanted) => is(word, wanted)));
    });
    return [...new Set(met.filter((one) => !met.some((other) => within(one, other))).map(({ thing }) => thing))];
  };
}

/** @param {Phrase<unknown>} one @param {Phrase<unknown>} other @returns {boolean} whether the other says all of it, and more */
const within = (one, other) =>
  (other.words.length > one.words.length || (other.alone && !one.alone)) &&
  one.words.every(({ base }) => other.words.some((word) => word.base === base));

/** @param {string} word @param {string} wanted @returns {boolean} whether it is misspelt: compared whole, for stems are short */
function isNear(word, wanted) {
  const slips = Math.min(slipsIn(word), slipsIn(wanted));
  return slips > 0 && word[0] === wanted[0] && near(word, wanted, slips);
}
