// @ts-check
// Messages: a key and what it is about in, a whole sentence out, as hooks/exercise_library/interface/messages.py does it.
// The page brings those that its scripts say. docs/contribute/interface.md tells how a message is written.

import { findAll } from "./dom.js";

/** @typedef {string | {[word: string]: any}} Message text, or a choice: what it goes by, and a message for each case */
/** @typedef {string | number | Date | Node | (string | number)[] | ((text: string) => Node)} Value a function for a slot */
/** @typedef {Record<string, Value>} Names what a message is about, by the names of its places and slots */
/**
 * t: a message as text. t.parts: as pieces for an element, where a place may hold a node, and a slot gets one made.
 * @typedef {{(key: string, names?: Names): string, parts: (key: string, names?: Names) => (string | Node)[]}} Translate
 */

const PIECE = /\{([a-z][a-z_]*)(, commas)?\}|<([a-z][a-z_]*)>(.*?)<\/\3>/g;

/**
 * @param {{locale: string, messages: Record<string, Message>}} told what Messages.subset gives
 * @returns {Translate} which throws an Error for a key, a place or a case that there is not
 */
export function translator({ locale, messages }) {
  const plural = new Intl.PluralRules(locale);
  const lists = new Intl.ListFormat(locale);
  // What stands between two items in the middle of a list.
  const comma = lists.formatToParts(["a", "b", "c", "d"])[3].value;

  /** @param {Value} value @returns {string | Node} a number, a date or a list as the language writes it */
  const shown = (value) => {
    if (typeof value === "number") return new Intl.NumberFormat(locale).format(value);
    if (value instanceof Date) return new Intl.DateTimeFormat(locale, { dateStyle: "long" }).format(value);
    if (Array.isArray(value)) return lists.format(value.map((item) => `${shown(item)}`));
    if (typeof value === "string" || typeof value === "object") return value;
    throw new Error(`a message cannot tell ${value}`);
  };

  /** @param {string} key @param {Names} names @returns {string} the text for these names, its places still empty */
  const message = (key, names) => {
    let found = messages[key];
    while (found && typeof found !== "string") {
      const choice = found;
      const value = names[choice.plural ?? choice.select];
      const cases = choice.plural ? [`${value}`, plural.select(Number(value)), "other"] : [`${value}`, "other"];
      found = choice[cases.find((one) => Object.hasOwn(choice, one)) ?? ""];
    }
    if (typeof found !== "string") throw new Error(`no words for ${key} with ${JSON.stringify(names)}`);
    return found;
  };

  /** @param {string} text @param {Names} names @returns {(string | Node)[]} */
  const filled = (text, names) => {
    /** @type {(string | Node)[]} */
    const parts = [];
    let done = 0;
    for (const { 0: whole, 1: name, 2: commas, 3: slot, 4: inner, index } of text.matchAll(PIECE)) {
      const value = names[name ?? slot];
      if (value === undefined) throw new Error(`nothing for {${name ?? slot}}`);
      parts.push(text.slice(done, index));
      if (commas) parts.push(/** @type {(string | number)[]} */ (value).map(shown).join(comma));
      else if (name) parts.push(shown(value));
      else parts.push(/** @type {(text: string) => Node} */ (value)(filled(inner, names).join("")));
      done = index + whole.length;
    }
    return [...parts, text.slice(done)].filter((part) => part !== "");
  };

  /** @type {Translate} */
  const t = (key, names = {}) => filled(message(key, names), names).join("");
  t.parts = (key, names = {}) => filled(message(key, names), names);
  return t;
}

/** @type {Translate | undefined} of this page; made when something is first said */
let ofPage;

/** @param {Translate | undefined} words say what is said from now on; if none, those of the page @returns {typeof words} those before */
export function speak(words) {
  const before = ofPage;
  ofPage = words;
  return before;
}

/** @param {Document} page @returns {Translate} what says the messages that it brings: each of its scripts has its own */
export function messagesOf(page) {
  const told = findAll(page, '[data-part="messages"]').map(({ textContent }) => JSON.parse(textContent ?? ""));
  return translator({ ...told[0], messages: Object.assign({}, ...told.map(({ messages }) => messages)) });
}

/** @returns {Translate} */
const current = () => (ofPage ??= messagesOf(document));

/** Says a message of this page. @type {Translate} */
export const t = Object.assign(
  (/** @type {string} */ key, /** @type {Names} */ names = {}) => current()(key, names),
  { parts: (/** @type {string} */ key, /** @type {Names} */ names = {}) => current().parts(key, names) },
);
