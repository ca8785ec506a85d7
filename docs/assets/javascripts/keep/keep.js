// @ts-check
// The page about using the site without the internet: what is kept on this device, and one button that keeps all of it.

import { findAll, find, make, part } from "../common/dom.js";
import { t } from "../common/messages.js";

const SITE = new URL("../../../", import.meta.url);
const MB = 1_000_000;

/** @typedef {{whole: boolean, size: number, pages: string[]}} State what the worker says that is kept */

/** @param {string} path of a page @returns {Promise<HTMLElement>} a link, by the title of the kept page */
async function linkTo(path) {
  const kept = await caches.match(SITE.href + path);
  const page = new DOMParser().parseFromString((await kept?.text()) ?? "", "text/html");
  const link = make("a", "", page.querySelector("h1")?.textContent?.trim() || path);
  link.setAttribute("href", SITE.href + path);
  return make("li", "", link);
}

class KeepPage {
  /** @param {Document} root */
  constructor(root) {
    this.root = root;
    this.said = part(root, "keep-said");
  }

  /** @param {string} name of the state of the page */
  show(name) {
    for (const piece of findAll(this.root, "[data-state]")) {
      piece.hidden = !piece.dataset.state?.split(" ").includes(name);
    }
  }

  /** @param {State} state */
  async showState({ whole, size, pages }) {
    part(this.root, "keep-size").textContent = t("offline.size", { size: Math.ceil(size / MB) });
    this.show(whole ? "whole" : "some");
    const links = whole ? [] : await Promise.all(pages.map(linkTo));
    part(this.root, "keep-pages").replaceChildren(...links);
  }

  /** @param {any} data what the worker says */
  hear(data) {
    if (data.all) this.said.textContent = t("offline.working", { done: data.done, all: data.all });
    if (data.failed) this.failed = true;
    if (typeof data.whole !== "boolean") return;
    void this.showState(data);
    if (this.asked) this.said.textContent = this.failed ? t("offline.failed") : data.whole ? t("offline.done") : t("offline.removed");
    this.failed = this.asked = false;
  }

  /** @param {ServiceWorker} worker */
  open(worker) {
    navigator.serviceWorker.addEventListener("message", ({ data }) => this.hear(data));
    for (const name of ["whole", "forget"]) {
      find(this.root, `[data-do="${name}"]`, HTMLElement).addEventListener("click", () => {
        this.asked = true;
        this.show("working");
        void navigator.storage?.persist?.();
        worker.postMessage({ ask: name });
      });
    }
    worker.postMessage({ ask: "state" });
  }
}

/** @param {Document} root */
export function start(root) {
  if (!("serviceWorker" in navigator)) return;
  void navigator.serviceWorker.ready.then(({ active }) => active && new KeepPage(root).open(active));
}
