// @ts-check
// What every page has to do with the service worker (worker.js): it registers it, and says when the page is a kept copy,
// and when it is not the newest. A page without a build, as `make serve` shows it, removes what an earlier site left.

const SITE = new URL("../../../", import.meta.url);
/** As in worker.js. */
const OURS = `home-exercises=${SITE.pathname}=`;

/** After how long a worker that is still being installed is looked at again, in milliseconds. */
const SOON = 100;

/** Leaves no worker of this address, and nothing that it kept. */
async function remove() {
  for (const registration of await navigator.serviceWorker.getRegistrations()) {
    if (registration.scope === SITE.href) await registration.unregister();
  }
  for (const name of await caches.keys()) if (name.startsWith(OURS)) await caches.delete(name);
}

/** @param {Document} root @returns {Promise<unknown>} when the page has all that it needs for now */
const loaded = (root) =>
  root.readyState === "complete" ? Promise.resolve() : new Promise((done) => addEventListener("load", done));

/** @returns {string[]} what this page has loaded until now, without what follows ? and # */
function opened() {
  const addresses = [location.href, ...performance.getEntriesByType("resource").map(({ name }) => name)];
  return addresses.map((address) => address.replace(/[?#].*$/s, ""));
}

/** @param {Document} root @param {string} name of the line to show, in place of the others @param {boolean} [shown] */
function tell(root, name, shown = true) {
  for (const line of root.querySelectorAll('[data-part="build-told"]')) {
    if (line instanceof HTMLElement && line.dataset.told === name) line.hidden = !shown;
  }
}

/**
 * Registers the worker. The first page came before it. What that has loaded is kept all the same, and what it loads later.
 * @param {string} build of this page
 */
async function tellOpened(build) {
  const { serviceWorker } = navigator;
  const registration = await serviceWorker.register(new URL("worker.js", SITE), { scope: SITE.pathname, updateViaCache: "none" });
  const { active } = await serviceWorker.ready;
  const keep = () => active?.postMessage({ ask: "opened", build, addresses: opened() });
  keep();
  return { registration, keep };
}

/** @param {Document} root @param {string} build of this page */
async function work(root, build) {
  const { serviceWorker } = navigator;
  const ask = (/** @type {string} */ what) => serviceWorker.controller?.postMessage({ ask: what });
  const atRest = loaded(root).then(() => tellOpened(build));
  /**
   * The worker of a new build waits until a page of that build is here. It takes over when that page is at rest: in
   * Chromium, a page that is being opened while workers change may wait for ever, and a worker that is to go stays if it
   * is told something more.
   */
  const handOver = async () => {
    const found = await serviceWorker.getRegistration(SITE.href);
    // It says that it is whole before the browser knows it. Its state is not asked: Chromium may call a worker that waits
    // "installing" for ever, without an event.
    while (found?.installing && !found.waiting) await new Promise((done) => setTimeout(done, SOON));
    found?.waiting?.postMessage({ ask: "take", build });
  };
  serviceWorker.addEventListener("message", ({ data }) => {
    if (data.kept) tell(root, "kept");
    if (data.build && data.build !== build) tell(root, "stale");
    if (data.build === build) void atRest.then(handOver);
  });
  serviceWorker.startMessages();
  root.querySelector('[data-do="reload"]')?.addEventListener("click", () => location.reload());
  addEventListener("online", () => tell(root, "kept", false));
  ask("how");
  // A page that the browser has put aside and shows again has not heard what was said meanwhile.
  addEventListener("pageshow", (event) => event.persisted && ask("build"));
  const { registration, keep } = await atRest;
  root.addEventListener("visibilitychange", () => {
    if (root.visibilityState === "visible") void registration.update().catch(() => {});
    else if (!serviceWorker.controller) keep();
  });
  await handOver();
}

/** @param {Document} root any page */
export function start(root) {
  // There is none on a host without HTTPS, and in some private windows.
  if (!("serviceWorker" in navigator)) return;
  const meta = root.querySelector('meta[name="build"]');
  const build = meta instanceof HTMLMetaElement ? meta.content : "";
  void (build ? work(root, build) : remove()).catch(() => {});
}
