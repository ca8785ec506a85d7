// @ts-check
// What a page knows of the library: the JSON and the templates that pages/plans.py puts into it.

import { find } from "../common/dom.js";

/**
 * An entry of a program. exercise: the slug of what it uses. forms, phases, boxes: what of it can be chosen, by code. mark: of its wording now.
 * right: the numbers of an entry that were wrong once, as a plan has them.
 * restriction: who alone may use a program, unless this is the site of its clinic.
 * line: what a part is called in a line of a dose, if that is another name.
 * @typedef {{code: string, name: string, line?: string}} Named
 * @typedef {{code: string, label: string}} Box
 * @typedef {{program: string, exercise: string, title: string, mark: number, choice: string,
 *   forms: Named[], phases: Named[], boxes: Box[], right?: import("./checks.js").Line[]}} KnownEntry
 * @typedef {{slug: string, name: string, restriction: string, bone: boolean, entries: string[]}} KnownProgram
 */
/**
 * root: where the templates are. language: of the page's words. api: where our open data are, as seen from the page of plans.
 * isOther: whether the words are in another language than who writes the plan reads.
 * @typedef {{root: ParentNode, language: string, api: string, isOther?: boolean, programs: KnownProgram[], entries: Record<string, KnownEntry>,
 *   retired: Record<string, string>}} PageData
 */

/**
 * @template {PageData} [T=PageData]
 * @param {ParentNode} root
 * @returns {T}
 * @throws {Error} when the page has no data, or half of it
 */
export function readPageData(root) {
  const data = JSON.parse(find(root, 'script[data-part="library"]', HTMLScriptElement).text);
  for (const key of ["programs", "entries", "retired"]) {
    if (typeof data?.[key] !== "object") throw new Error(`no ${key} on this page`);
  }
  return { ...data, root };
}

/** @param {ParentNode} root @param {string} selector of a template @returns {HTMLElement[]} a copy of each element in it */
function copies(root, selector) {
  const template = root.querySelector(selector);
  if (!(template instanceof HTMLTemplateElement)) return [];
  return [...document.importNode(template.content, true).children].filter((one) => one instanceof HTMLElement);
}

/** @param {ParentNode} root @param {string} code of an entry @returns {HTMLElement | null} a new card; null if there is no such entry */
export const cardTemplate = (root, code) => copies(root, `template[data-card="${CSS.escape(code)}"]`)[0] ?? null;

/** @param {ParentNode} root @param {string} slug of a program @returns {HTMLElement[]} its restriction and stop rules, then who reviewed it */
export const programTemplate = (root, slug) => copies(root, `template[data-program="${CSS.escape(slug)}"]`);
