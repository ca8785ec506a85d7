// @ts-check
// What a query means in the words of the vocabularies: 'flat on my tummy' is a position and not about the belly, 'the back
// of my thigh' is one part of the body and not two. A phrase is met when its words stand together; small words may stand
// between them.

import { wordsOf } from "../common/text.js";

/**
 * @typedef {import("./language.js").Language} Language
 * @typedef {import("./rank.js").Index} Index
 * @typedef {{ vocabulary: string, slug: string }} Place a word of a vocabulary
 * @typedef {{ places: Place[], words: number[] }} Meaning what was met, and which words of the query it took
 * @typedef {{ stems: string[], places: Place[] }} Phrase
 */

// A word alone tells a position or an aim, where the others are found well enough by each word.
const ALONE = new Set(["positions", "aims"]);
// What fits more positions than this tells none: 'the floor'.
const MOST = 4;

/**
 * @param {Index} index
 * @param {Language} language
 * @returns {Map<string, Phrase[]>} the phrases by their first word, the longest first. Names of pages are phrases without a
 *   place: 'sit up' is a name, and not somebody who sits.
 */
function phrasesOf({ pages, terms }, { stem, joining }) {
  const stemsOf = (/** @type {string} */ text) => wordsOf(text).filter((word) => !joining.has(word)).map(stem);
  /** @type {Map<string, Phrase>} */
  const found = new Map();
  const add = (/** @type {string} */ text, /** @type {Place[]} */ places, alone = false) => {
    const stems = stemsOf(text);
    if (!stems.length || (stems.length === 1 && !alone)) return;
    const known = found.get(stems.join(" "))?.places ?? [];
    const more = places.filter(({ vocabulary, slug }) => !known.some((it) => it.vocabulary === vocabulary && it.slug === slug));
    found.set(stems.join(" "), { stems, places: [...known, ...more] });
  };
  for (const [vocabulary, all] of Object.entries(terms)) {
    for (const [slug, { names, without = [] }] of Object.entries(all)) {
      const texts = vocabulary === "positions" ? [...names, ...without] : names;
      for (const text of new Set(texts)) add(text, [{ vocabulary, slug }], ALONE.has(vocabulary));
    }
  }
  for (const { title, others = [], titles = [] } of pages) for (const text of [title, ...others, ...titles]) add(text, []);
  /** @type {Map<string, Phrase[]>} */
  const byFirst = new Map();
  for (const phrase of found.values()) if (phrase.places.length > MOST) phrase.places = [];
  for (const phrase of [...found.values()].sort((one, other) => other.stems.length - one.stems.length)) {
    byFirst.set(phrase.stems[0], [...(byFirst.get(phrase.stems[0]) ?? []), phrase]);
  }
  return byFirst;
}

/**
 * @param {{ token: string }[]} kept @param {number} from @param {Phrase} phrase @param {Language} language
 * @returns {boolean} whether the phrase stands there and means what it says
 */
function stands(kept, from, { stems }, { means }) {
  const fits = stems.every((it, n) => kept[from + n]?.token === it);
  return fits && means(kept[from - 1]?.token ?? "", stems, kept[from + stems.length]?.token ?? "");
}

/**
 * @param {Index} index
 * @param {Language} language
 * @returns {(words: string[]) => Meaning[]} what reads the words of a query: of phrases that share a word, the longest counts
 */
export function meanings(index, language) {
  const phrases = phrasesOf(index, language);
  const { stem, joining } = language;
  return (words) => {
    const kept = words.map((word, at) => ({ at, token: stem(word), word })).filter(({ word }) => !joining.has(word));
    const met = kept.flatMap(({ token }, from) => {
      const phrase = phrases.get(token)?.find((it) => stands(kept, from, it, language));
      return phrase ? [{ places: phrase.places, words: kept.slice(from, from + phrase.stems.length).map(({ at }) => at) }] : [];
    });
    const used = new Set();
    return met
      .sort((one, other) => other.words.length - one.words.length)
      .filter((it) => {
        const free = it.words.every((at) => !used.has(at));
        if (free) it.words.forEach((at) => used.add(at));
        return free;
      });
  };
}
