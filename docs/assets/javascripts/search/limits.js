// @ts-check
// What somebody says they cannot do or have not, and what alone they can: 'no floor', "can't kneel", 'sitting only',
// 'in bed'. Only what is surely understood limits what is found; the rest is told.

import { wordsOf } from "../common/text.js";

/**
 * @typedef {import("./language.js").Language} Language
 * @typedef {import("./rank.js").Index} Index
 * @typedef {import("./rank.js").Page} Page
 * @typedef {{ vocabulary: string, slug: string }} Place a word of a vocabulary
 * @typedef {{ told: string[], without: Place[], only: Place[] }} Limit
 * @typedef {{ limits: Limit[], unclear: string[], rest: string }} Limits
 */

const VOCABULARIES = ["positions", "equipment"];

/** @typedef {{ stems: string[], places: Place[] }} Phrase */

/** What a query is read by. @typedef {{ language: Language, without: Phrase[], only: Phrase[], bed: string[][] }} Known */

/**
 * @param {Index} index
 * @param {Language} language
 * @param {(term: import("./rank.js").Term) => string[]} pick
 * @returns {Phrase[]} the phrases of all positions and equipment, the longest first
 */
function phrases(index, { stem, small }, pick) {
  const stemsOf = (/** @type {string} */ text) => wordsOf(text).filter((word) => !small.has(word)).map(stem);
  /** @type {Map<string, Phrase>} */
  const found = new Map();
  for (const vocabulary of VOCABULARIES) {
    for (const [slug, term] of Object.entries(index.terms[vocabulary])) {
      for (const stems of pick(term).map(stemsOf)) {
        const phrase = found.get(stems.join(" ")) ?? { stems, places: [] };
        if (stems.length) found.set(stems.join(" "), { stems, places: [...phrase.places, { vocabulary, slug }] });
      }
    }
  }
  return [...found.values()].sort((one, other) => other.stems.length - one.stems.length);
}

/**
 * @param {Index} index
 * @param {Language} language
 * @returns {(typed: string) => Limits} what reads a query
 */
export function limiter(index, language) {
  const without = phrases(index, language, (term) => term.without ?? []);
  const named = phrases(index, language, (term) => term.names);
  const only = named.filter(({ places }) => places.every(({ vocabulary }) => vocabulary === "positions"));
  const bed = index.terms.equipment.bed ? language.inBed.map((text) => text.split(" ").map(language.stem)) : [];
  return (typed) => readLimits(wordsOf(typed), { language, without, only, bed });
}

/** @param {string[]} words @param {Known} known @returns {Limits} */
function readLimits(words, known) {
  const { not, nothing, only } = known.language;
  /** @type {Limits} */
  const found = { limits: [], unclear: [], rest: "" };
  const used = new Set();
  const take = (/** @type {number} */ from, /** @type {number} */ to) => {
    for (let at = from; at < to; at++) used.add(at);
    return words.slice(from, to).join(" ");
  };
  for (let at = 0; at < words.length; at++) {
    if (used.has(at)) continue;
    const next = ends(words, at, known);
    if (not.has(words[at]) && nothing.has(words[at + 1])) continue;
    if (not.has(words[at])) at = Math.max(at, readNot(words, at, known, found, take) - 1);
    else if (only.has(words[at])) readOnly(words, at, known, found, take);
    else if (next) found.limits.push({ told: [take(at, next)], without: [], only: [{ vocabulary: "equipment", slug: "bed" }] });
  }
  found.rest = words.filter((_, at) => !used.has(at)).join(" ");
  return found;
}

/** @param {string[]} words @param {number} at @param {Known} known @returns {number} where 'in bed' ends that starts here */
function ends(words, at, { bed, language }) {
  for (const phrase of bed) {
    let to = at;
    const fits = phrase.every((wanted, place) => {
      while (place && language.joining.has(words[to])) to++;
      return language.stem(words[to++] ?? "") === wanted;
    });
    if (fits) return to;
  }
  return 0;
}

/**
 * @param {string[]} words @param {number} at @param {Known} known @param {Limits} found
 * @param {(from: number, to: number) => string} take
 * @returns {number} where it ends
 */
function readNot(words, at, known, found, take) {
  let end = at;
  /** @type {Place[]} */
  const places = [];
  for (let from = at; from === at || known.language.or.has(words[from]); from = end) {
    const hit = starting(words, from + 1, known.without, known.language);
    if (!hit) break;
    places.push(...hit.places);
    end = hit.end;
  }
  if (places.length) found.limits.push({ told: [take(at, end)], without: places, only: [] });
  else found.unclear.push(words.slice(at, at + 5).join(" "));
  return Math.max(end, at + 1);
}

/** @param {string[]} words @param {number} at @param {Known} known @param {Limits} found @param {(from: number, to: number) => string} take */
function readOnly(words, at, { only, language }, found, take) {
  const hit = starting(words, at + 1, only, language);
  const before = hit ? null : ending(words, at, only, language);
  const places = hit?.places ?? before?.places;
  if (!places) return;
  found.limits.push({ told: [hit ? take(at, hit.end) : take(before?.from ?? at, at + 1)], without: [], only: places });
}

/** @param {string[]} words @param {number} from @param {Phrase[]} phrases @param {Language} language @returns {{ places: Place[], end: number } | null} */
function starting(words, from, phrases, { stem, small, telling }) {
  for (const { stems, places } of phrases) {
    let [at, matched] = [from, 0];
    while (matched < stems.length && at < words.length) {
      if (stem(words[at]) === stems[matched]) matched++;
      else if (!small.has(words[at])) break;
      at++;
    }
    // 'No sit ups' is about the exercise.
    if (matched === stems.length && !telling.has(stem(words[at] ?? ""))) return { places, end: at };
  }
  return null;
}

/** @param {string[]} words @param {number} end @param {Phrase[]} phrases @param {Language} language @returns {{ places: Place[], from: number } | null} */
function ending(words, end, phrases, language) {
  for (let from = Math.max(0, end - 5); from < end; from++) {
    const hit = starting(words, from, phrases, language);
    if (hit?.end === end) return { places: hit.places, from };
  }
  return null;
}

/**
 * @param {Limit[]} limits
 * @returns {(page: Page) => boolean} which pages fit: an exercise that leaves one of its positions, and needs nothing ruled out
 */
export function fitting(limits) {
  if (!limits.length) return () => true;
  const has = (/** @type {Page} */ page, /** @type {Place} */ { vocabulary, slug }) => !!page.terms?.[vocabulary]?.includes(slug);
  return (page) => {
    if (!page.exercise) return false;
    return limits.every(({ without, only }) => {
      const out = without.filter(({ vocabulary }) => vocabulary === "positions").map(({ slug }) => slug);
      const left = page.terms?.positions?.filter((slug) => !out.includes(slug)) ?? [];
      const needs = without.some((place) => place.vocabulary === "equipment" && has(page, place));
      return left.length > 0 && !needs && (!only.length || only.some((place) => has(page, place)));
    });
  };
}
