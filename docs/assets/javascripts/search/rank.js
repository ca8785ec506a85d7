// @ts-check
// The one ranker: which pages answer what somebody types, the best first. It knows no browser: it takes the index, which
// hooks/exercise_library/exports/search.py writes, and text. Search, list and prescribing all ask it.
//
// Each word counts by how rare it is and by where it stands (BM25F): most in a name, least in the steps.

import { wordsOf } from "../common/text.js";
import { near, slipsIn } from "./fold.js";
import { meanings } from "./meaning.js";

/**
 * @typedef {{ url: string, title: string, exercise?: string, summary?: string, note?: string, of?: string,
 *   picture?: [string, string], others?: string[], titles?: string[], terms?: Record<string, string[]>, text?: string }} Page
 * @typedef {{ names: string[], without?: string[] }} Term
 * @typedef {{ sign: string, heading: string, words: string[], alone?: string[] }} Asked alone: what is meant only where nothing else is typed
 * @typedef {{ asked: Asked[], alike: string[] }} Signs what people type who need help, and the words in it that say the same
 * @typedef {Signs & { locale: string, url: string, title: string, words: string }} Elsewhere another language: its home, what leads
 *   to its search, and words for parts of the body and conditions
 * @typedef {{ url: string, title: string, calls: Record<string, string[][]> }} Help calls: whom to call by the heading of a grade, the gravest first; each line in parts, text and numbers in turns
 * @typedef {{ name: string, words: string[], line: string, programs: { url: string, title: string }[] }} Condition
 * @typedef {{ pages: Page[], terms: Record<string, Record<string, Term>>,
 *   help: Help & Signs, conditions: Condition[], others: Elsewhere[] }} Index
 * @typedef {import("./language.js").Language} Language
 * @typedef {import("./meaning.js").Meaning} Meaning
 * @typedef {object} Prepared what each query needs
 * @property {Language} language
 * @property {Page[]} pages
 * @property {Map<string, { rarity: number, weights: Map<number, number> }>} entries how much each token counts, by page
 * @property {Map<string, Map<number, number>>} wholes how much a whole name or phrase counts, by page
 * @property {Map<string, string>} stems of every word of the index
 * @property {Set<string>} told the words of names and phrases
 * @property {Map<string, Token[]>} alike the stems of words alike
 * @property {Map<string, string>} chief one of its group of words alike for each stem that has one
 * @property {string[]} sorted the words, the runs and the whole phrases, each in order, to find by how they begin
 * @property {string[]} joined
 * @property {string[]} named
 * @property {ReturnType<typeof meanings>} meanings
 * @property {Set<string>} parts the stems of parts of the body
 * @property {Map<string, number[]>} terms the pages of each term, by its vocabulary and slug
 * @property {Map<string, string[]>} byLetter the words by their first letter, to find what is nearly so
 * @typedef {{ token: string, weight: number }} Token
 * @typedef {{ word: string, at: number, meant: Token[], shown: string, kind: "known" | "begun" | "corrected" | "unknown" }} Reading
 */

// How much a word counts in each field, and how much a long field lessens that.
/** @type {Record<string, { weight: number, length: number }>} */
const FIELDS = {
  name: { weight: 11, length: 0.2 },
  others: { weight: 4.5, length: 0.4 },
  titles: { weight: 4, length: 0.3 },
  terms: { weight: 2, length: 0.3 },
  summary: { weight: 5, length: 0.3 },
  text: { weight: 1, length: 0.5 },
};
// How soon more of the same word stops to count.
const SATURATION = 6;
// What a query that is a whole name, other name or title counts, beside its words.
const WHOLE = 14;
/** @type {Record<string, number>} how much of that, by where it is told */
const WHOLES = { name: 1, others: 0.8, titles: 0.7, terms: 0.4 };
// A word that is only begun, or was corrected, counts less than one that is written out.
const BEGUN = 0.8;
const CORRECTED = 0.8;
// Words that stand together in the page as they do in the query count once more, but less than the words themselves.
const RUN = 0.5;
const PAIR = 1;
// A word like the one that was typed, and one that is the same.
const ALIKE = 0.6;
const SAME_WEIGHT = 0.9;
// How many of the words asked a page has counts for so much of its score.
const COVERED = 0.4;
// What a phrase of the vocabularies counts that is met as a whole, and how much its words then still count alone.
const MEANT = { position: 0.5, other: 0.5 };
const TAKEN = { position: 0.3, other: 0.6 };
// How much it lessens what a phrase counts for an exercise that has several words of the same vocabulary.
const SPREAD = 0.75;
// Parts of the body tell more than other words, and some words tell little.
const PART = 1.3;
const LITTLE = 0.3;
// What is left of the score of a page that is not in the position that was named.
const ELSEWHERE = 0.65;
// Results that score less than this part of the best are left out.
const LEAST = 0.35;

/** @param {Language} language @param {string[]} words @returns {number[]} the places of those that tell; all of them if none tells: 'About' */
function tellingOf({ fillers, telling }, words) {
  const all = words.map((_, at) => at);
  const found = all.filter((at) => !fillers.has(words[at]) || (at && telling.has(words[at])) || (words[at] === "i" && at && !words[at + 1]));
  return found.length ? found : all;
}

/** @param {Language} language @param {string} text @returns {string[]} its telling words as they are typed */
function tellingWords(language, text) {
  const words = wordsOf(text);
  return tellingOf(language, words).map((at) => words[at]);
}

/** @param {string[]} words @returns {string[]} each run of two or three, as one: 'push up' is '_pushup' */
const runs = (words) =>
  words.flatMap((_, at) => [2, 3].filter((n) => at + n <= words.length).map((n) => `_${words.slice(at, at + n).join("")}`));

/**
 * @typedef {{ stems: string[], weight: number }} Group
 * @param {Language} language
 * @returns {Group[]} of stems alike: those of the same meaning count fully for each other, the others in part
 */
const groupsOf = ({ same, like, stem }) =>
  [...same.map((group) => ({ group, weight: SAME_WEIGHT })), ...like.map((group) => ({ group, weight: ALIKE }))].map(
    ({ group, weight }) => ({ stems: [...new Set(group.split(" ").map(stem))], weight }),
  );

/**
 * @param {string[]} stems
 * @param {Prepared["chief"]} chief
 * @returns {string[]} each two that stand together or have one between them, in any order and by their groups: 'hip lift',
 *   'raise your hips'
 */
function pairs(stems, chief) {
  const chiefs = stems.map((one) => chief.get(one) ?? one);
  return [1, 2].flatMap((step) => chiefs.slice(step).map((one, at) => [chiefs[at], one].sort().join("+")));
}

/** @param {Group[]} groups @returns {Map<string, Token[]>} the stems of words alike, by each stem */
function likeEach(groups) {
  /** @type {Map<string, Token[]>} */
  const found = new Map();
  for (const { stems, weight } of groups) {
    for (const one of stems) {
      const others = stems.filter((other) => other !== one).map((token) => ({ token, weight }));
      found.set(one, [...(found.get(one) ?? []), ...others]);
    }
  }
  return found;
}

/** @param {Index} index @returns {Map<string, number[]>} the pages of each term, by its vocabulary and slug */
function pagesByTerm({ pages }) {
  /** @type {Map<string, number[]>} */
  const found = new Map();
  pages.forEach(({ terms = {} }, at) => {
    for (const [name, slugs] of Object.entries(terms)) {
      for (const key of slugs.map((slug) => `${name} ${slug}`)) found.set(key, [...(found.get(key) ?? []), at]);
    }
  });
  return found;
}

/**
 * Works out once what each query needs.
 * @param {Index} index
 * @param {Language} language
 * @returns {Prepared}
 */
export function prepare(index, language) {
  const groups = groupsOf(language);
  const { stem } = language;
  /** @type {Prepared} */
  const made = {
    language,
    pages: index.pages,
    entries: new Map(),
    wholes: new Map(),
    stems: new Map(),
    told: new Set(),
    alike: likeEach(groups),
    chief: new Map(groups.flatMap(({ stems }) => stems.map((one) => [one, stems[0]]))),
    sorted: [],
    joined: [],
    named: [],
    meanings: meanings(index, language),
    terms: pagesByTerm(index),
    parts: new Set([...Object.values(index.terms.regions).flatMap(({ names }) => names.map(stem)), ...language.parts.map(stem)]),
    byLetter: new Map(),
  };
  const stemOf = (/** @type {string} */ word) => {
    let known = made.stems.get(word);
    if (known === undefined) made.stems.set(word, (known = stem(word)));
    return known;
  };
  const counted = index.pages.map((page) => countFields(page, index.terms, made, stemOf));
  counted.forEach(({ wholes }, at) =>
    wholes.forEach((strength, whole) => {
      const pages = made.wholes.get(whole) ?? new Map();
      made.wholes.set(whole, pages.set(at, Math.max(strength, pages.get(at) ?? 0)));
    }),
  );
  weigh(counted, made);
  made.sorted = [...made.stems.keys()].sort();
  made.joined = [...made.entries.keys()].filter((token) => token.startsWith("_")).sort();
  made.named = [...made.wholes.keys()].sort();
  for (const word of made.sorted) {
    const alike = made.byLetter.get(word[0]) ?? [];
    made.byLetter.set(word[0], alike);
    if (word.length >= 4 && made.entries.has(stemOf(word))) alike.push(word);
  }
  return made;
}

/**
 * @typedef {{ fields: Record<string, { counts: Map<string, number>, length: number }>, wholes: Map<string, number> }} Counted
 * @param {Page} page @param {Index["terms"]} terms @param {Prepared} made @param {(word: string) => string} stemOf
 * @returns {Counted} how often each word stands in each field
 */
function countFields(page, terms, made, stemOf) {
  const words = Object.entries(page.terms ?? {}).flatMap(([name, slugs]) => slugs.flatMap((slug) => terms[name][slug].names));
  /** @type {[string, string[]][]} */
  const phrases = [
    ["name", [page.title]],
    ["others", page.others ?? []],
    ["titles", page.titles ?? []],
    ["terms", words],
  ];
  /** @type {Counted} */
  const counted = { fields: {}, wholes: new Map() };
  for (const [field, texts] of phrases) {
    counted.fields[field] = countPhrases(texts, field, made, stemOf, counted.wholes);
  }
  for (const [field, text] of [["summary", page.summary ?? ""], ["text", page.text ?? ""]]) {
    const stems = wordsOf(text).filter((word) => !made.language.fillers.has(word)).map(stemOf);
    const counts = new Map();
    for (const token of [...stems, ...pairs(stems, made.chief)]) counts.set(token, (counts.get(token) ?? 0) + 1);
    counted.fields[field] = { counts, length: stems.length };
  }
  return counted;
}

/**
 * @param {string[]} texts @param {string} field @param {Prepared} made @param {(word: string) => string} stemOf
 * @param {Map<string, number>} wholes to which each text is added as a whole
 * @returns {{ counts: Map<string, number>, length: number }}
 */
function countPhrases(texts, field, made, stemOf, wholes) {
  const counts = new Map();
  let length = 0;
  for (const text of texts) {
    const typed = tellingWords(made.language, text);
    const stems = typed.map(stemOf);
    for (const word of typed) made.told.add(word);
    // 'On my tummy' is little about tummies: the words of a longer phrase of the vocabulary count as a part of it.
    const share = field === "terms" ? 1 / stems.length : 1;
    for (const token of stems) counts.set(token, (counts.get(token) ?? 0) + share);
    const part = Math.min(1, 2 * share);
    for (const token of [...runs(stems), ...pairs(stems, made.chief)]) counts.set(token, (counts.get(token) ?? 0) + part);
    length += stems.length;
    const whole = stems.join("");
    wholes.set(whole, Math.max(WHOLES[field], wholes.get(whole) ?? 0));
  }
  return { counts, length };
}

/** @param {number} all @param {number} many of all @returns {number} */
const rarityOf = (all, many) => Math.log(1 + (all - many + 0.5) / (many + 0.5));

/** @param {Counted[]} counted @param {Prepared} made Fills in how much each word counts for each page, and how rare it is. */
function weigh(counted, made) {
  for (const [field, { weight, length: lessens }] of Object.entries(FIELDS)) {
    const whole = counted.reduce((sum, { fields }) => sum + fields[field].length, 0);
    const mean = whole / Math.max(1, counted.filter(({ fields }) => fields[field].length).length) || 1;
    counted.forEach(({ fields }, at) => {
      const { counts, length } = fields[field];
      for (const [token, count] of counts) {
        const entry = made.entries.get(token) ?? { rarity: 0, weights: new Map() };
        const more = (weight * count) / (1 - lessens + (lessens * length) / mean);
        entry.weights.set(at, (entry.weights.get(at) ?? 0) + more);
        made.entries.set(token, entry);
      }
    });
  }
  for (const entry of made.entries.values()) {
    entry.rarity = rarityOf(counted.length, entry.weights.size);
  }
}

/**
 * Reads each telling word: known, begun (the last only), corrected, or unknown. Nothing is guessed where most are unknown.
 * @param {Prepared} made @param {string} typed @param {Set<string>} [foreign] words of another language, which are not misspelt
 * @returns {Reading[]}
 */
export function read(made, typed, foreign = new Set()) {
  const all = wordsOf(typed);
  const places = tellingOf(made.language, all).slice(0, 24);
  const words = places.map((at) => all[at]);
  const found = words.map((word, n) => ({ ...readWord(made, word, n === words.length - 1, [words[n - 1], words[n + 1]]), at: places[n] }));
  const guess = 2 * found.filter(({ kind, word }) => kind === "unknown" || foreign.has(word)).length <= found.length;
  return found.map((it) => (it.kind !== "corrected" || (guess && !foreign.has(it.word)) ? it : { ...it, ...unread(it.word) }));
}

/** @param {string} word @returns {Omit<Reading, "at">} */
const unread = (word) => ({ word, meant: [], shown: word, kind: "unknown" });

/** @param {Prepared} made @param {string} word @param {boolean} last @param {(string | undefined)[]} beside @returns {Omit<Reading, "at">} */
function readWord(made, word, last, [before, after]) {
  const { stem } = made.language;
  const token = stem(word);
  const meant = [token, `_${token}`].filter((it) => made.entries.has(it)).map((it) => ({ token: it, weight: 1 }));
  const begun = last && word.length >= 3 ? beginning(made, word) : [];
  const more = begun.filter((it) => it !== token).map((it) => ({ token: it, weight: meant.length ? BEGUN / 4 : BEGUN }));
  const alike = made.alike.get(token) ?? [];
  if (meant.length || more.length || alike.length) {
    const kind = meant.length || alike.length ? "known" : "begun";
    return { word, meant: [...meant, ...more, ...alike], shown: word, kind };
  }
  const together = [before && `_${stem(before)}${token}`, after && `_${token}${stem(after)}`];
  if (together.some((it) => it && made.entries.has(it))) return { word, meant: [], shown: word, kind: "known" };
  return readUnknown(made, word, last);
}

/** @param {Prepared} made @param {string} word that the index has not @param {boolean} last @returns {Omit<Reading, "at">} */
function readUnknown(made, word, last) {
  const { fillers, stem } = made.language;
  // Who types in a hurry shortens more than the last word: 'pirif stretch'.
  const short = word.length >= 4 ? beginning(made, word) : [];
  if (short.length) return { word, meant: short.map((it) => ({ token: it, weight: BEGUN })), shown: word, kind: "begun" };
  const nearest = fillers.has(word) ? "" : correct(made, word);
  if (!nearest) return { word, meant: [], shown: word, kind: untold(word, last, fillers) ? "begun" : "unknown" };
  const right = [stem(nearest), `_${stem(nearest)}`].filter((it) => made.entries.has(it));
  return { word, meant: right.map((it) => ({ token: it, weight: CORRECTED })), shown: nearest, kind: "corrected" };
}

/**
 * @param {string} word that is not known @param {boolean} last @param {Set<string>} fillers
 * @returns {boolean} whether nothing is said of it: what is short and still being typed is not yet anything to speak of, nor
 *   is somebody's age
 */
const untold = (word, last, fillers) => (last && word.length < 3) || fillers.has(word) || /^\d+$/.test(word);

/** @param {string[]} sorted @param {string} begun @returns {string[]} those that start so */
function starting(sorted, begun) {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle] < begun) low = middle + 1;
    else high = middle;
  }
  let end = low;
  while (end < sorted.length && sorted[end].startsWith(begun)) end++;
  return sorted.slice(low, end);
}

/** @param {Prepared} made @param {string} begun @returns {string[]} the tokens of words, and of runs, that start so */
function beginning(made, begun) {
  const tokens = starting(made.sorted, begun).map((word) => made.stems.get(word) ?? "");
  const joined = begun.length >= 4 ? starting(made.joined, `_${begun}`) : [];
  return [...new Set([...tokens.filter((token) => made.entries.has(token)), ...joined])];
}

/** @param {Prepared} made @param {string} word @returns {string} the word of the index it most likely is; '' if none is near */
function correct(made, word) {
  const others = [...new Set(word.slice(0, 2))].flatMap((letter) => made.byLetter.get(letter) ?? []);
  for (let slips = 1; slips <= slipsIn(word); slips++) {
    let best = "";
    let most = 0;
    for (const other of others) {
      // A short word is meant only if it is one of a name or a phrase, and such a one is meant sooner.
      const told = made.told.has(other);
      if ((!told && word.length < 6) || !near(word, other, slips)) continue;
      const pages = made.entries.get(made.language.stem(other))?.weights.size ?? 0;
      const likely = pages * (told ? 1000 : 1) * (other[0] === word[0] ? 10 : 1);
      if (likely > most) [best, most] = [other, likely];
    }
    if (best) return best;
  }
  return "";
}

/** @param {Prepared} made @param {Reading[]} readings @returns {Map<number, number>} how far a query is a whole name, or begins one */
function wholly(made, readings) {
  const { stem } = made.language;
  const last = readings.at(-1);
  const before = readings.slice(0, -1).map(({ shown }) => stem(shown)).join("");
  const exact = made.wholes.get(before + stem(last?.shown ?? ""));
  if (exact || !last) return exact ?? new Map();
  const begun = before + last.word;
  const pages = new Map();
  if (begun.length < 4) return pages;
  for (const name of starting(made.named, begun)) {
    made.wholes.get(name)?.forEach((strength, page) => pages.set(page, Math.max(pages.get(page) ?? 0, strength * BEGUN)));
  }
  return pages;
}

/**
 * @param {Prepared} made
 * @param {Reading[]} readings
 * @param {Meaning[]} met what they mean together
 * @param {(page: Page) => boolean} fits which pages may be found
 * @returns {Page[]} the best first; pages that score the same stay in the index's order
 */
export function rank(made, readings, met, fits) {
  const meant = weighMeanings(made, met);
  const { scores, covered, all } = addUp(made, readings, meant);
  const whole = wholly(made, readings);
  const ranked = [...scores]
    .filter(([at]) => fits(made.pages[at]))
    .map(([at, score]) => {
      const share = all ? 1 - COVERED + (COVERED * (covered.get(at) ?? 0)) / all : 1;
      return { at, page: made.pages[at], score: score * share * (meant.placed && !meant.placed.has(at) ? ELSEWHERE : 1) };
    });
  // A page that bears the very name comes first, and does not hide those that bear it in part: measured without it.
  const most = Math.max(...ranked.map(({ score }) => score));
  return ranked
    .filter(({ score }) => score >= LEAST * most)
    .map(({ at, page, score }) => ({ at, page, score: score + WHOLE * (whole.get(at) ?? 0) }))
    .sort((one, other) => other.score - one.score || one.at - other.at)
    .map(({ page }) => page);
}

/**
 * @param {Prepared} made @param {Meaning[]} met
 * @returns {{ groups: { pages: Map<number, number>, rarity: number }[], placed: Set<number> | null, taken: Map<number, number> }}
 *   the pages of each meaning; all of those in a position that was named, null if none was; and how much each word that was
 *   taken still counts by itself
 */
function weighMeanings(made, met) {
  const groups = [];
  const taken = new Map();
  /** @type {Set<number> | null} */
  let placed = null;
  for (const { places, words } of met) {
    if (!places.length) continue;
    const pages = pagesOf(made, places);
    const position = places.every(({ vocabulary }) => vocabulary === "positions");
    for (const at of words) taken.set(at, position ? TAKEN.position : TAKEN.other);
    if (!pages.size) continue;
    if (position) pages.forEach((_, page) => (placed ??= new Set()).add(page));
    groups.push({ pages, rarity: rarityOf(made.pages.length, pages.size) * (position ? MEANT.position : MEANT.other) });
  }
  return { groups, placed, taken };
}

/** @param {Prepared} made @param {Meaning["places"]} places @returns {Map<number, number>} how much each page is about them */
function pagesOf(made, places) {
  const pages = new Map();
  for (const { vocabulary, slug } of places) {
    for (const page of made.terms.get(`${vocabulary} ${slug}`) ?? []) {
      // What is for one part of the body is more for it than what is for five.
      const among = vocabulary === "positions" ? 1 : (made.pages[page].terms?.[vocabulary].length ?? 1);
      pages.set(page, Math.max(pages.get(page) ?? 0, among ** -SPREAD));
    }
  }
  return pages;
}

/**
 * @param {Prepared} made @param {Reading[]} readings @param {ReturnType<typeof weighMeanings>} meant
 * @returns {{ scores: Map<number, number>, covered: Map<number, number>, all: number }} by page: what its words score, and
 *   how many of those asked it has, each by how rare it is
 */
function addUp(made, readings, { groups, taken }) {
  const scores = new Map();
  const covered = new Map();
  const more = (/** @type {Map<number, number>} */ map, /** @type {number} */ page, /** @type {number} */ by) =>
    map.set(page, (map.get(page) ?? 0) + by);
  let all = 0;
  for (const { meant, at, shown: word } of readings) {
    const share = (taken.get(at) ?? 1) * heft(made, word);
    const { best, rarity } = scoreWord(made, meant);
    all += rarity * share;
    best.forEach((score, page) => (more(scores, page, score * share), more(covered, page, rarity * share)));
  }
  for (const { pages, rarity } of groups) {
    all += rarity;
    pages.forEach((part, page) => (more(scores, page, rarity * part), more(covered, page, rarity)));
  }
  const stems = readings.map(({ shown }) => made.language.stem(shown));
  for (const [tokens, factor] of /** @type {[string[], number][]} */ ([[runs(stems), RUN], [pairs(stems, made.chief), PAIR]])) {
    for (const token of tokens) scoreWord(made, [{ token, weight: 1 }]).best.forEach((score, page) => more(scores, page, score * factor));
  }
  return { scores, covered, all };
}

/** @param {Prepared} made @param {string} word @returns {number} how much more than others it tells */
const heft = (made, word) => (made.language.faint.has(word) ? LITTLE : made.parts.has(made.language.stem(word)) ? PART : 1);

/** @param {Prepared} made @param {Reading["meant"]} meant @returns {{ best: Map<number, number>, rarity: number }} by page */
function scoreWord(made, meant) {
  /** @type {Map<number, number>} */
  const best = new Map();
  let rarity = 0;
  for (const { token, weight } of meant) {
    const entry = made.entries.get(token);
    if (!entry) continue;
    rarity = Math.max(rarity, entry.rarity * weight);
    for (const [page, found] of entry.weights) {
      const score = (weight * entry.rarity * found) / (found + SATURATION);
      if (score > (best.get(page) ?? 0)) best.set(page, score);
    }
  }
  return { best, rarity };
}
