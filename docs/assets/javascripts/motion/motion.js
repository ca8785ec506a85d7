// @ts-check
// Pictures that move, for who asks: until then nothing but this is fetched.

import { find, findAll, part } from "../common/dom.js";

/**
 * @param {Document} root
 * @param {import("./pace.js").Clock} [clock] tells how long a drawing takes; a test may hand in its own
 */
export function start(root, clock = performance) {
  for (const box of findAll(root, '[data-part="motion"]')) {
    box.hidden = false;
    find(box, '[data-do="open"]', HTMLElement).addEventListener("click", () => opened(root, box, clock));
  }
}

/** @typedef {(seconds: number[]) => import("./timeline.js").Moment} Tempo where the body is, from what each way takes */

/**
 * @param {Document} root
 * @param {HTMLElement} box
 * @param {import("./pace.js").Clock} clock
 * @param {Element | null} [stills] that move
 * @param {Tempo} [tempo] of something else that keeps time: without it the player has its own
 */
export async function opened(root, box, clock, stills = box.previousElementSibling, tempo) {
  const button = find(box, '[data-do="open"]', HTMLButtonElement);
  const player = find(root, '[data-part="motion-player"]', HTMLTemplateElement).content.cloneNode(true);
  if (!(stills instanceof HTMLElement) || box.dataset.open) return;
  box.dataset.open = "true";
  const note = part(box, "note");
  note.textContent = wordsFor(root, "loading");
  part(box, "place").replaceChildren(player);
  button.hidden = true;
  const close = (/** @type {string} */ why) => {
    delete box.dataset.open;
    box.dataset.why = why;
    note.textContent = why && wordsFor(root, why);
    part(box, "place").replaceChildren();
    button.hidden = false;
    button.focus();
  };
  try {
    const { open } = await import("./player.js");
    await open(box, stills, clock, close, tempo);
  } catch {
    close("unread");
  }
  if (box.dataset.open) note.textContent = "";
}

/** @param {Document} root @param {string} why @returns {string} what the page says of it */
const wordsFor = (root, why) =>
  find(root, `[data-part="why-${why}"]`, HTMLTemplateElement).content.textContent?.trim() ?? "";
