// @ts-check
// Narrows the list of all exercises in place. What is chosen stands in the page's address, so that it can be kept,
// shared and gone back from. Without this script the page is whole, and its form stays hidden.

/** @template {Element} T @param {string} selector @param {new () => T} kind @returns {T} */
function find(selector, kind) {
  const found = document.querySelector(selector);
  if (!(found instanceof kind)) throw new Error(`no ${selector} on this page`);
  return found;
}

const form = find(".find", HTMLFormElement);
const typed = find(".find input", HTMLInputElement);
const status = find(".find-count", HTMLElement);
const nothing = find(".find-nothing", HTMLElement);
const selects = [...form.querySelectorAll("select")];
/** @type {(HTMLInputElement | HTMLSelectElement)[]} */
const fields = [typed, ...selects];

/** @type {Record<string, Record<string, string>>} the words of each choice, by its filter and its slug */
const shared = JSON.parse(find("#find-words", HTMLElement).textContent ?? "");

/** @param {HTMLElement} card @param {string} name of a data attribute @returns {string[]} */
const values = (card, name) => card.dataset[name]?.split(" ") ?? [];

/** @param {HTMLElement} card @returns {string[]} its own words and those of its choices */
function wordsOf(card) {
  const choices = Object.entries(shared).flatMap(([name, words]) => values(card, name).map((slug) => words[slug]));
  return [...values(card, "words"), ...choices.join(" ").split(" ")];
}

const cards = [...document.querySelectorAll(".cards > .card")]
  .filter((card) => card instanceof HTMLElement)
  .map((card) => ({ card, words: wordsOf(card) }));
const known = [...new Set(cards.flatMap(({ words }) => words))];

/** @param {string} text @returns {string} as pages/narrowing.py folds it */
const fold = (text) => text.toLowerCase().normalize("NFKD").replace(/[\p{M}'’]/gu, "");

/** @param {string} wanted typed: the start of a word, or its plural @returns {(word: string) => boolean} */
const fits = (wanted) => (word) => word.startsWith(wanted) || wanted === `${word}s` || wanted === `${word}es`;

/** @param {string} text @returns {string[]} its words; 'push up' and 'push-up' are 'pushup' where that is a word */
function wordsIn(text) {
  /** @type {string[]} */
  const words = [];
  for (const word of fold(text).match(/[\p{L}\p{N}]+/gu) ?? []) {
    const last = words.length - 1;
    const joined = `${words[last] ?? ""}${word}`;
    if (last >= 0 && known.some(fits(joined))) words[last] = joined;
    else words.push(word);
  }
  return words;
}

/** Shows the cards that fit everything chosen and typed, and says how many. */
function narrow() {
  const tests = wordsIn(typed.value).map(fits);
  let count = 0;
  for (const { card, words } of cards) {
    const chosen = selects.every(({ name, value }) => !value || values(card, name).includes(value));
    card.hidden = !(chosen && tests.every((test) => words.some(test)));
    count += Number(!card.hidden);
  }
  nothing.hidden = count > 0;
  status.textContent = `${count} of ${cards.length} exercises`;
}

/** Takes what is chosen from the address; a value that no list has is left out. */
function read() {
  const query = new URLSearchParams(location.search);
  for (const field of fields) {
    field.value = query.get(field.name) ?? "";
    if (field instanceof HTMLSelectElement && field.selectedIndex < 0) field.value = "";
  }
  narrow();
}

/** @param {"pushState" | "replaceState"} keep Shows what is chosen, and writes it to the address. */
function write(keep) {
  clearTimeout(waiting);
  const url = new URL(location.href);
  for (const { name, value } of fields) {
    if (value.trim()) url.searchParams.set(name, value.trim());
    else url.searchParams.delete(name);
  }
  narrow();
  if (url.href !== location.href) history[keep](null, "", url);
}

let waiting = 0;
typed.addEventListener("input", () => {
  clearTimeout(waiting);
  waiting = setTimeout(write, 300, "replaceState");
});
for (const select of selects) select.addEventListener("change", () => write("pushState"));
form.addEventListener("submit", (event) => {
  event.preventDefault();
  write("replaceState");
});
form.addEventListener("reset", (event) => {
  event.preventDefault();
  for (const field of fields) field.value = "";
  write("pushState");
});
find(".find-nothing button", HTMLButtonElement).addEventListener("click", () => {
  form.reset();
  status.focus();
});
addEventListener("popstate", read);

read();
form.hidden = false;
