// @ts-check
// A field that finds exercises by the start of their words, and the lists of programs.

import { make } from "../common/dom.js";
import { t } from "../common/messages.js";
import { fold } from "../common/text.js";

/** @typedef {import("./draft.js").PageData} PageData */

const MOST = 40;

/** @param {string} text @returns {string} its words between spaces, without accents and signs */
const spaced = (text) => ` ${fold(text).replace(/[^\p{L}\p{N}]+/gu, " ")} `;

/**
 * @param {PageData} data
 * @param {string} typed starts of words
 * @param {string} first the program whose entries come first
 * @returns {string[]} the codes that fit: titles that start so, then by title, by name, and by other words
 */
export function fitting(data, typed, first) {
  const wanted = spaced(typed);
  const fits = (/** @type {string} */ text) =>
    wanted.trim().split(" ").every((word) => [word, word.replace(/(\w{3})e?s$/, "$1")].some((one) => text.includes(` ${one}`)));
  return data.programs
    .flatMap(({ slug, entries }) =>
      entries.map((code) => {
        const { title, exercise } = data.entries[code];
        const { name, words } = data.exercises[exercise];
        const told = [title, `${title} ${name}`, `${title} ${name} ${words}`];
        // 'push-up' is found as 'push up' and as 'pushup'.
        const at = told.findIndex((text) => fits(spaced(text) + spaced(text.replaceAll("-", ""))));
        const starts = spaced(title).startsWith(wanted.trimEnd());
        return { code, at: at < 0 ? at : (starts ? 0 : 2 * at + 2) + Number(slug !== first) };
      }),
    )
    .filter(({ at }) => at >= 0)
    .sort((one, other) => one.at - other.at)
    .map(({ code }) => code);
}

/**
 * The field: a combobox with a list of what fits.
 * @param {PageData} data
 * @param {{input: HTMLInputElement, list: HTMLElement, has: (code: string) => boolean, add: (code: string) => void,
 *   say: (text: string) => void, first: () => string}} page
 */
export function combobox(data, { input, list, has, add, say, first }) {
  let active = 0;

  const close = () => {
    list.hidden = true;
    list.replaceChildren();
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  };
  const mark = (/** @type {number} */ at) => {
    const options = [...list.children];
    active = (at + options.length) % options.length;
    options.forEach((option, place) => option.setAttribute("aria-selected", String(place === active)));
    input.setAttribute("aria-activedescendant", options[active].id);
    options[active].scrollIntoView({ block: "nearest" });
  };
  const show = () => {
    const codes = fitting(data, input.value, first());
    close();
    say(codes.length ? "" : t("prescribe.no_match"));
    if (!codes.length) return;
    const names = new Map(data.programs.map(({ slug, name }) => [slug, name]));
    list.append(
      ...codes.slice(0, MOST).map((code, at) => {
        const { title, program } = data.entries[code];
        const name = names.get(program) ?? "";
        const told = has(code) ? t("prescribe.in_plan", { program: name }) : name;
        const option = make("li", "", make("span", "", title), " ", make("span", "hint", told));
        Object.assign(option, { id: `match-${at}`, role: "option" });
        option.dataset.code = code;
        return option;
      }),
    );
    list.hidden = false;
    input.setAttribute("aria-expanded", "true");
    mark(0);
  };
  const choose = (/** @type {Element | null | undefined} */ option) => {
    const code = option instanceof HTMLElement ? option.dataset.code : "";
    if (!code) return;
    input.value = "";
    close();
    add(code);
  };

  input.addEventListener("input", () => (input.value.trim() ? show() : close()));
  input.addEventListener("blur", close);
  input.addEventListener("keydown", (event) => {
    const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    if (step && !event.altKey) {
      event.preventDefault();
      if (list.hidden) show();
      else mark(active + step);
    } else if (event.key === "Enter" && !list.hidden) {
      event.preventDefault();
      event.stopPropagation();
      choose(list.children[active]);
    } else if (event.key === "Escape") {
      if (list.hidden) input.value = "";
      close();
    }
  });
  // Focus stays in the field, so that the list is still there when the button is let go.
  list.addEventListener("pointerdown", (event) => event.preventDefault());
  list.addEventListener("click", ({ target }) => choose(target instanceof Element ? target.closest("li") : null));
}
