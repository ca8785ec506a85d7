// @ts-check
// What the patient gets, beside the fields or, where there is no room for both, in place of them.

import { t } from "../common/messages.js";

export class Preview {
  /**
   * @param {HTMLElement} place of the sheet
   * @param {HTMLElement} button shows it and takes it away again
   */
  constructor(place, button) {
    this.place = place;
    this.button = button;
    /** Where the page was when the fields were left. */
    this.top = 0;
  }

  /** @param {Element | undefined} card of the exercise that is worked on Shows the sheet, or the fields as they were. */
  fold(card) {
    const { scrollY: top } = globalThis;
    const open = this.place.toggleAttribute("data-open");
    if (open) this.top = top;
    this.button.setAttribute("aria-expanded", String(open));
    this.button.textContent = open ? t("prescribe.hide_it") : t("prescribe.show_it");
    if (open) (card ?? this.place).scrollIntoView({ behavior: "instant" });
    else scrollTo({ top: this.top, behavior: "instant" });
  }

  /** @param {Element | undefined} card of the exercise that is worked on Moves so far that its dose is in sight. */
  follow(card) {
    if (!card) return;
    const view = this.place.getBoundingClientRect();
    const dose = card.querySelector('[data-part="dose"], [data-part="no-numbers"]') ?? card;
    const { bottom } = dose.getBoundingClientRect();
    this.place.scrollTop += Math.max(card.getBoundingClientRect().top - view.top, bottom - view.bottom);
  }
}
