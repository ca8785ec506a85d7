// @ts-check
// What the search must know of the language that it is asked in. Each that we know has a module beside this one.

/**
 * @typedef {object} Language
 * @property {(word: string) => string} stem a word without its forms: rough, and the same for pages and queries
 * @property {(word: string) => string} single a word as a sign that needs help is compared: one of several, and no more
 * @property {(before: string, phrase: string[], after: string) => boolean} means whether a phrase of the vocabularies means what it
 *   says between two other words; all as stems, "" where there is none
 * @property {Set<string>} fillers words that tell nothing about what is looked for
 * @property {Set<string>} telling fillers that tell something in a name
 * @property {string[]} same what people say for the same thing: each counts nearly as much as the others
 * @property {string[]} like what people say for a like move or part: each counts for the others, but less than the word itself
 * @property {string[]} parts parts of the body that are no region by themselves
 * @property {Set<string>} faint words that tell little
 * @property {Set<string>} joining small words that change nothing within a phrase
 * @property {Set<string>} not what says that one cannot do or has not
 * @property {Set<string>} only what says that one can nothing else
 * @property {Set<string>} or what goes on with the same
 * @property {Set<string>} nothing what makes a 'not' say nothing about exercises
 * @property {Set<string>} small words between 'not' and what is meant, which change nothing
 * @property {(typed: string) => boolean} mayI whether folded words ask if one may do something
 * @property {string[]} inBed how one says that it is to be done in bed
 */

const none = new Set();

/** A language that we know nothing of: words are found as they are written. @type {Language} */
export const unknown = {
  stem: (word) => word,
  single: (word) => word,
  means: () => true,
  fillers: none,
  telling: none,
  same: [],
  like: [],
  parts: [],
  faint: none,
  joining: none,
  not: none,
  only: none,
  or: none,
  nothing: none,
  small: none,
  mayI: () => false,
  inBed: [],
};

/** @param {string} tag of a page's language, such as "es-419" @returns {Promise<Language>} which fails when it cannot be fetched */
export async function languageOf(tag) {
  switch (tag.slice(0, 2).toLowerCase()) {
    case "en":
      return (await import("./english.js")).language;
    case "es":
      return (await import("./spanish.js")).language;
    default:
      return unknown;
  }
}
