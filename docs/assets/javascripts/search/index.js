// @ts-check
// Fetches the index once, for whichever field of the page asks first.

import { translator } from "../common/messages.js";
import { inLanguage } from "../common/place.js";
import { languageOf } from "./language.js";
import { searcher } from "./search.js";

/** The address of the site: this file lies three folders deep in it. */
const SITE = new URL("../../../", import.meta.url);

/**
 * @typedef {import("./search.js").Answer} Answer
 * @typedef {{ ask: (typed: string) => Answer, t: import("../common/messages.js").Translate,
 *   help: import("./rank.js").Help }} Search
 */

/** @param {string} url relative to the site @returns {string} in full */
export const address = (url) => new URL(url, SITE).href;

/** @param {Answer} answer @returns {string[]} the slugs of the exercises in it, in their order: the same wherever one asks */
export const exercisesIn = ({ pages }) => pages.flatMap(({ exercise }) => exercise ?? []);

/** @type {Promise<Search> | undefined} */
let found;

/** @returns {Promise<Search>} which fails when the index cannot be fetched; the next call tries again */
export function loadSearch() {
  found ??= fetchIndex().catch((error) => {
    found = undefined;
    throw error;
  });
  return found;
}

/** @returns {Promise<Search>} */
async function fetchIndex() {
  const answer = await fetch(inLanguage("assets/search.json"));
  if (!answer.ok) throw new Error(`no index: ${answer.status}`);
  const index = await answer.json();
  const language = await languageOf(index.messages.locale);
  const others = await Promise.all(index.others.map(understood));
  return { ask: searcher(index, language, others), t: translator(index.messages), help: index.help };
}

/** @param {import("./rank.js").Elsewhere} other @returns {Promise<import("./search.js").Other>} with what is known of its language */
const understood = async (other) => ({ ...other, language: await languageOf(other.locale) });
