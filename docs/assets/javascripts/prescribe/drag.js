// @ts-check
// Dragging an item of a list to another place by its handle, with a mouse, a pen or a finger. Keys do the same elsewhere.

/** @typedef {{item: HTMLElement, items: HTMLElement[], from: number, to: number, start: number, y: number}} Drag */

// So near to an edge of the window, in pixels, the page moves along.
const EDGE = 80;
const STEP = 12;

/**
 * @param {number} y of the pointer
 * @param {{top: number, bottom: number}[]} boxes of all items
 * @param {number} from the place of the one that is dragged
 * @returns {number} its place if it is let go there
 */
export const placeAt = (y, boxes, from) =>
  boxes.filter(({ top, bottom }, at) => at !== from && (top + bottom) / 2 < y).length;

/** @param {number} y of the pointer @param {number} height of the window @returns {number} how far the page moves along */
export const scrollFor = (y, height) => (y < EDGE ? -STEP : y > height - EDGE ? STEP : 0);

/**
 * @param {HTMLElement} list its items have handles
 * @param {(item: HTMLElement, to: number) => void} move what is done when one is let go in another place
 */
export function draggable(list, move) {
  /** @type {Drag | null} */
  let drag = null;

  /** Shows where it is, and where it would go. */
  const show = () => {
    if (!drag) return;
    const { item, items, from, start, y } = drag;
    scrollBy({ top: scrollFor(y, innerHeight), behavior: "instant" });
    item.style.setProperty("--dragged", `${y + scrollY - start}px`);
    drag.to = placeAt(y, items.map((one) => one.getBoundingClientRect()), from);
    items.forEach((one, at) => {
      const below = drag && drag.to > from ? at === drag.to : false;
      const above = drag && drag.to < from ? at === drag.to : false;
      one.toggleAttribute("data-drop-below", below);
      one.toggleAttribute("data-drop-above", above);
    });
    requestAnimationFrame(show);
  };
  /** @param {boolean} isDone whether it is let go, and not given up */
  const end = (isDone) => {
    if (!drag) return;
    const { item, items, from, to } = drag;
    drag = null;
    item.style.removeProperty("--dragged");
    for (const one of items) for (const name of ["data-dragged", "data-drop-below", "data-drop-above"]) one.removeAttribute(name);
    if (isDone && to !== from) move(item, to);
  };

  list.addEventListener("pointerdown", (event) => {
    const handle = event.target instanceof Element ? event.target.closest('[data-part="handle"]') : null;
    const item = handle?.closest("[data-item]");
    if (!handle || !(item instanceof HTMLElement) || event.button !== 0) return;
    event.preventDefault();
    handle.setPointerCapture(event.pointerId);
    const items = [...list.children].filter((one) => one instanceof HTMLElement);
    const from = items.indexOf(item);
    drag = { item, items, from, to: from, start: event.clientY + scrollY, y: event.clientY };
    item.toggleAttribute("data-dragged", true);
    show();
  });
  list.addEventListener("pointermove", ({ clientY }) => drag && (drag.y = clientY));
  list.addEventListener("pointerup", () => end(true));
  list.addEventListener("pointercancel", () => end(false));
  list.ownerDocument.addEventListener("keydown", ({ key }) => key === "Escape" && end(false));
}
