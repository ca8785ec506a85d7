// @ts-check
// Finding and making elements. Scripts find by data- attributes: docs/contribute/scripts.md has the rule.

/**
 * @template {Element} T
 * @param {ParentNode} place
 * @param {string} selector
 * @param {new () => T} kind of element that it must be
 * @returns {T} the first that fits
 * @throws {Error} when there is none: the page and its script do not belong together
 */
export function find(place, selector, kind) {
  const found = place.querySelector(selector);
  if (!(found instanceof kind)) throw new Error(`no ${selector} on this page`);
  return found;
}

/** @param {ParentNode} place @param {string} name @returns {HTMLElement} the first part of that name */
export const part = (place, name) => find(place, `[data-part="${name}"]`, HTMLElement);

/** @param {string} id @returns {HTMLElement} what has it */
export const byId = (id) => find(document, `[id="${id}"]`, HTMLElement);

/** @param {ParentNode} place @param {string} selector @returns {HTMLElement[]} all that fit */
export const findAll = (place, selector) =>
  [...place.querySelectorAll(selector)].filter((found) => found instanceof HTMLElement);

/**
 * @param {string} tag
 * @param {string} className or nothing
 * @param {(Node | string)[]} parts texts become text, whatever they hold
 * @returns {HTMLElement}
 */
export function make(tag, className, ...parts) {
  const made = document.createElement(tag);
  if (className) made.className = className;
  made.append(...parts);
  return made;
}
