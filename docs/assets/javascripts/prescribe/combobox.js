// @ts-check
// A field that finds exercises as the search does, and the lists of programs.

import { make } from "../common/dom.js";
import { t } from "../common/messages.js";
import { wordsOf } from "../common/text.js";
import { wake } from "../search/wake.js";
import { retype } from "./stops.js";

/** @typedef {import("./draft.js").PageData} PageData */

const MOST = 40;

/**
 * @param {PageData} data
 * @param {string[]} exercises that are found, in order
 * @param {string} first the program whose entries come first
 * @param {string} [typed] titles that begin so come before the exercise's other titles
 * @returns {string[]} the codes of their entries: exercise by exercise, and within each program by program
 */
export function entriesOf(data, exercises, first, typed = "") {
  const begun = wordsOf(typed).join(" ");
  const begins = (/** @type {string} */ code) => wordsOf(data.entries[code].title).join(" ").startsWith(begun);
  const apart = (/** @type {string} */ code) => Number(data.entries[code].program !== first) + 2 * Number(!begins(code));
  const codes = data.programs.flatMap(({ entries }) => entries);
  return exercises.flatMap((slug) =>
    codes.filter((code) => data.entries[code].exercise === slug).sort((one, other) => apart(one) - apart(other)),
  );
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
  /** @param {import("../search/wake.js").Awake} search @param {string} typed @returns {string[]} the codes that fit */
  const ask = (search, typed) => {
    const answer = search.ask(typed);
    const codes = entriesOf(data, search.exercises(answer), first(), typed);
    say([codes.length ? "" : t("prescribe.no_match"), ...search.notes(answer)].filter(Boolean).join(" "));
    return codes;
  };
  /** @param {import("../search/wake.js").Awake} search */
  const offer = (search) => {
    const codes = ask(search, input.value);
    close();
    if (!codes.length) return;
    const programs = new Map(data.programs.map((one) => [one.slug, one]));
    list.append(
      ...codes.slice(0, MOST).map((code, at) => {
        const { title, program } = data.entries[code];
        const { name, restriction } = programs.get(program) ?? { name: "", restriction: "" };
        const told = has(code) ? t("prescribe.in_plan", { program: name }) : name;
        const only = restriction ? [" ", make("span", "only", restriction)] : [];
        const option = make("li", "", make("span", "", title), " ", make("span", "hint", told), ...only);
        Object.assign(option, { id: `match-${at}`, role: "option" });
        option.dataset.code = code;
        return option;
      }),
    );
    list.hidden = false;
    input.setAttribute("aria-expanded", "true");
    mark(0);
  };
  /** @type {import("../search/wake.js").Awake | undefined} */
  let awake;
  /** What is typed while the first answer is on its way; null while none is. @type {string[] | null} */
  let waiting = null;
  /** @param {(search: import("../search/wake.js").Awake) => void} use what to do with the search, now or when it has come */
  const withSearch = (use) => {
    if (awake) return use(awake);
    wake().then(
      (search) => use((awake = search)),
      () => {
        waiting = null;
        say(t("prescribe.search_failed"));
      },
    );
  };
  const show = () => withSearch((search) => input.value.trim() && offer(search));
  // Who types faster than the search comes gets what fits best, and goes on typing where that leads to.
  const takeFirst = () => {
    const typed = input.value;
    waiting = [];
    withSearch((search) => {
      const [code] = ask(search, typed);
      const keys = waiting ?? [];
      waiting = null;
      if (!code) return;
      input.value = "";
      add(code);
      retype(keys);
    });
  };
  /** @param {KeyboardEvent} event @returns {boolean} whether it has to wait for an answer that is on its way */
  const waits = (event) => {
    if (!waiting || event.ctrlKey || event.metaKey || (event.key.length > 1 && event.key !== "Enter")) return false;
    event.preventDefault();
    event.stopPropagation();
    waiting.push(event.key);
    return true;
  };
  const choose = (/** @type {Element | null | undefined} */ option) => {
    const code = option instanceof HTMLElement ? option.dataset.code : "";
    if (!code) return;
    input.value = "";
    close();
    add(code);
  };

  input.addEventListener("focus", () => withSearch(() => undefined), { once: true });
  input.addEventListener("input", () => (input.value.trim() ? show() : close()));
  input.addEventListener("blur", close);
  input.addEventListener("keydown", (event) => {
    if (waits(event)) return;
    const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    if (step && !event.altKey) {
      event.preventDefault();
      if (list.hidden) show();
      else mark(active + step);
    } else if (event.key === "Enter" && (!list.hidden || (!awake && input.value.trim()))) {
      event.preventDefault();
      event.stopPropagation();
      if (awake) choose(list.children[active]);
      else takeFirst();
    } else if (event.key === "Escape") {
      if (list.hidden) input.value = "";
      close();
    }
  });
  // Focus stays in the field, so that the list is still there when the button is let go.
  list.addEventListener("pointerdown", (event) => event.preventDefault());
  list.addEventListener("click", ({ target }) => choose(target instanceof Element ? target.closest("li") : null));
}
