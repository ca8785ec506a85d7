// @ts-check
// The service worker: it opens the site without a network. docs/contribute/offline.md has its rules.
// It keeps copies of whole builds. A page gets all its files from one build, the one that it is of itself.

const worker = /** @type {ServiceWorkerGlobalScope} */ (/** @type {unknown} */ (self));

/** Which build this is: `make build` writes it. Without one, as under `make serve`, this worker removes itself. */
const BUILD = "";
const SITE = new URL("./", worker.location.href);
/** What the names of our caches begin with. Another copy on this host has another path. */
const OURS = `home-exercises=${SITE.pathname}=`;
/** What holds for all builds: which page is of which build, and whether the whole site is to be kept. */
const NOTES = `${OURS}notes`;
const LIST = "offline.json";
const NOT_KEPT = "offline/";
/** How long a page may take to come from the network, in milliseconds, before the kept copy is shown. */
const PATIENCE = 3000;
/** How many files are asked for at once. */
const AT_ONCE = 6;

/**
 * The files of a build: the first characters of each one's SHA-256, by its path in the site. size: of all that a language
 * has, in bytes, by the folder of the language; that of the first one has no name. shell: what is always kept, likewise.
 * @typedef {{build: string, size: Record<string, number>, shell: Record<string, string[]>, files: Record<string, string>}} List
 */
/** @typedef {{build: string, kept: boolean}} Note of a page: its build, and whether a kept copy is shown */

/**
 * A worker is given all of an address, with the plan or the diary behind the #. Nothing of that may go on from here.
 * @param {string} address
 * @returns {string | null} the path in this site, without what follows ? or #; null for what is not of this site
 */
function pathOf(address) {
  const { origin, pathname } = new URL(address);
  if (origin !== SITE.origin || !pathname.startsWith(SITE.pathname)) return null;
  return pathname.slice(SITE.pathname.length).replace(/(^|\/)index\.html$/, "$1");
}

/** @param {string} path @returns {string} the address that a file is asked for and kept by */
const keyOf = (path) => SITE.href + path;

/** @param {ArrayBuffer} bytes @returns {Promise<string>} as the list has it */
async function digest(bytes) {
  const sum = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes)).slice(0, 8);
  return [...sum].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** @param {Response} answer @param {ArrayBuffer} bytes its body @returns {Response} the same, without an address of its own */
function again(answer, bytes) {
  const headers = new Headers(answer.headers);
  // The bytes are unpacked already.
  for (const name of ["content-encoding", "content-length", "vary"]) headers.delete(name);
  // Else a browser may take it from its memory for a page of another build, and not ask us.
  headers.set("cache-control", "no-cache");
  return new Response(bytes, { status: answer.status, statusText: answer.statusText, headers });
}

/**
 * @template T
 * @param {T[]} items
 * @param {(item: T) => Promise<unknown>} act for a few at once
 * @throws the first error, when nothing goes on any more
 */
async function each(items, act) {
  const left = [...items];
  const next = async () => {
    try {
      for (let item = left.shift(); item !== undefined; item = left.shift()) await act(item);
    } catch (error) {
      left.length = 0;
      throw error;
    }
  };
  const ends = await Promise.allSettled(Array.from({ length: AT_ONCE }, next));
  for (const end of ends) if (end.status === "rejected") throw end.reason;
}

/** What is kept of one build. */
class Copy {
  /** @param {string} build */
  constructor(build) {
    this.build = build;
    this.cache = OURS + build;
  }

  /** @returns {Promise<List | null>} null if it is not kept and the network has not got it either */
  async list() {
    const kept = await caches.match(keyOf(LIST), { cacheName: this.cache });
    const told = await kept?.json().catch(() => null);
    if (told?.build === this.build || this.build !== BUILD) return told ?? null;
    return this.askList().catch(() => null);
  }

  /** @returns {Promise<List>} @throws {Error} when the network has none, or that of another build */
  async askList() {
    const answer = await fetch(keyOf(LIST), { cache: "no-cache" });
    const list = await answer.clone().json();
    if (list.build !== this.build) throw new Error("of another build");
    await (await caches.open(this.cache)).put(keyOf(LIST), answer);
    return list;
  }

  /** @param {string} path @param {string} mark its digest @returns {Promise<Response | null>} null if it is not kept whole */
  async get(path, mark) {
    const kept = await caches.match(keyOf(path), { cacheName: this.cache });
    if (!kept) return null;
    const bytes = await kept.arrayBuffer();
    return (await digest(bytes)) === mark ? again(kept, bytes) : null;
  }

  /** @param {string} path @param {string} mark its digest @returns {Promise<Response>} @throws {Error} unless the network has just that */
  async ask(path, mark) {
    // A host that goes by the second may call a file unchanged that was changed within one.
    for (const cache of /** @type {const} */ (["no-cache", "reload"])) {
      const answer = await fetch(keyOf(path), { cache });
      const bytes = await answer.arrayBuffer();
      if (answer.ok && (await digest(bytes)) === mark) return again(answer, bytes);
    }
    throw new Error(`${path} is of another build`);
  }

  /** @param {string} path @param {Response} answer */
  async put(path, answer) {
    await (await caches.open(this.cache)).put(keyOf(path), answer);
  }

  /** @returns {Promise<string[]>} the paths of what is kept */
  async paths() {
    if (!(await caches.has(this.cache))) return [];
    const keys = await (await caches.open(this.cache)).keys();
    return keys.map(({ url }) => pathOf(url) ?? "");
  }
}

const own = new Copy(BUILD);

// --- notes ---

/** What this worker has noted since it was started. @type {Map<string, Note>} */
const noted = new Map();

/** @param {string} name @returns {Promise<any>} what was noted under it; undefined if nothing was */
const read = async (name) => (await caches.match(keyOf(name), { cacheName: NOTES }))?.json();

/** @param {string} name @param {unknown} value */
const write = async (name, value) => (await caches.open(NOTES)).put(keyOf(name), new Response(JSON.stringify(value)));

/** @param {string} client @param {Note} note */
async function remember(client, note) {
  // Safari before 16 does not say which page it opens.
  if (!client) return;
  noted.set(client, note);
  // A full storage must not keep a page from opening. The note holds until this worker is stopped, then.
  await write(`client/${client}`, note).catch(() => {});
}

/** @param {string} client @returns {Promise<Note | undefined>} */
const noteOf = async (client) => noted.get(client) ?? (client ? read(`client/${client}`) : undefined);

/** Forgets pages that are closed, and the copies that no page needs any more. */
async function tidy() {
  const open = await worker.clients.matchAll({ includeUncontrolled: true });
  const ids = new Set([...noted.keys(), ...open.map(({ id }) => id)]);
  const needed = new Set([NOTES, own.cache]);
  const notes = await caches.open(NOTES);
  for (const { url } of await notes.keys()) {
    const [kind, id] = (pathOf(url) ?? "").split("/");
    if (kind === "client" && !ids.has(id)) await notes.delete(url);
  }
  for (const id of ids) needed.add(OURS + (await noteOf(id))?.build);
  for (const name of await caches.keys()) {
    if (name.startsWith(OURS) && !needed.has(name)) await caches.delete(name);
  }
}

// --- from one build to the next ---

/** @returns {Promise<Copy[]>} what is kept of other builds */
async function others() {
  const names = (await caches.keys()).filter((name) => name.startsWith(OURS) && name !== NOTES && name !== own.cache);
  return names.map((name) => new Copy(name.slice(OURS.length)));
}

/** @param {List} list @param {string} path Takes it from the copy of an older build if it is the same there, else from the network. @param {Copy[]} [older] */
async function take(list, path, older = []) {
  const mark = list.files[path];
  if (!mark) return;
  for (const copy of [own, ...older]) {
    const kept = await copy.get(path, mark);
    if (kept && copy !== own) await own.put(path, kept);
    if (kept) return;
  }
  await own.put(path, await own.ask(path, mark));
}

// --- languages: each has its own pages, and a device keeps those of the ones that are read on it ---

/** @param {string} path @returns {boolean} */
const isPage = (path) => /(^|\/)$/.test(path);

/** @param {List} list @param {string} path @returns {string} the folder of the language that it is in */
const folderOf = (list, path) => Object.keys(list.shell).find((folder) => folder && path.startsWith(folder)) ?? "";

/** @param {List} list @param {string} folder of a language @returns {string[]} all that its pages need */
const filesOf = (list, folder) =>
  Object.keys(list.files).filter((path) => folderOf(list, path) === folder || (folderOf(list, path) === "" && !isPage(path)));

/** @param {List} list @returns {Promise<string[]>} the shells of the languages that are read here */
async function shells(list) {
  const open = await worker.clients.matchAll({ includeUncontrolled: true });
  const kept = await Promise.all([own, ...(await others())].map((copy) => copy.paths()));
  const paths = [...open.map(({ url }) => pathOf(url) ?? ""), ...kept.flat()].filter(isPage);
  const folders = new Set(paths.map((path) => folderOf(list, path)));
  return [...(folders.size ? folders : [""])].flatMap((folder) => list.shell[folder] ?? []);
}

/** @returns {Promise<string[]>} the folders of the languages that are kept whole. Before there were some, it was noted as true. */
async function whole() {
  const noted = (await read("whole")) ?? [];
  return noted === true ? [""] : noted;
}

/** @param {List} list @returns {Promise<string[]>} what is to be kept in any case */
async function wanted(list) {
  const all = (await whole()).flatMap((folder) => filesOf(list, folder));
  return [...new Set([...(await shells(list)), ...all])];
}

/**
 * Takes this build whole: the shell, and all that was kept of the one before. If any of it is missing, none of it.
 * Then every page that is open is told. One that is of this build asks the worker to take over.
 */
async function install() {
  try {
    const list = await own.askList();
    const older = await others();
    const opened = (await Promise.all(older.map((copy) => copy.paths()))).flat();
    await each([...new Set([...(await wanted(list)), ...opened])], (path) => take(list, path, older));
  } catch (error) {
    await caches.delete(own.cache);
    throw error;
  }
  const open = await worker.clients.matchAll({ includeUncontrolled: true });
  for (const client of open) client.postMessage({ build: BUILD });
}

/** Leaves nothing of this site's workers. */
async function leave() {
  for (const name of await caches.keys()) if (name.startsWith(OURS)) await caches.delete(name);
  await worker.registration.unregister();
}

/** Gets again what the browser has deleted, or what is not whole. */
async function heal() {
  const list = await own.list();
  if (!list) return;
  const kept = new Set(await own.paths());
  await each((await wanted(list)).filter((path) => !kept.has(path)), (path) => take(list, path));
}

// --- what a page asks for ---

/**
 * @param {List} list
 * @param {string} path of a page
 * @returns {Promise<{answer: Response, build: string}>} what the network says, and of which build that is
 */
async function askPage(list, path) {
  const answer = await fetch(keyOf(path), { cache: "no-cache", redirect: "manual" });
  // A host that wants a password first, or a network that wants its terms read.
  if (answer.type === "opaqueredirect") return { answer, build: "" };
  const bytes = await answer.arrayBuffer();
  if (answer.ok && (await digest(bytes)) === list.files[path]) {
    await own.put(path, again(answer, bytes)).catch(() => {});
    return { answer: again(answer, bytes), build: BUILD };
  }
  const [, build = ""] = /<meta name="build" content="(\w*)"/.exec(new TextDecoder().decode(bytes)) ?? [];
  void worker.registration.update().catch(() => {});
  return { answer: again(answer, bytes), build };
}

/** @param {FetchEvent} event @param {List} list @param {string} path of a page of the site @returns {Promise<Response>} */
async function openPage(event, list, path) {
  const asked = askPage(list, path).catch(() => null);
  event.waitUntil(asked);
  const patience = new Promise((resolve) => void setTimeout(() => resolve(null), PATIENCE));
  const first = await Promise.race([asked, patience]);
  const kept = first && first.answer.status < 500 ? null : await own.get(path, list.files[path]);
  const found = kept ? { answer: kept, build: BUILD } : await asked;
  if (found) {
    await remember(event.resultingClientId, { build: found.build, kept: kept !== null });
    if (found.build === BUILD && !kept) event.waitUntil(tidy().then(heal).catch(() => {}));
    return found.answer;
  }
  // A page finds its files from its own address, so that no other page can stand there.
  const instead = folderOf(list, path) + NOT_KEPT;
  return path === instead ? Response.error() : Response.redirect(keyOf(instead));
}

/** @param {FetchEvent} event @param {string} path @returns {Promise<Response>} */
async function navigate(event, path) {
  const list = await own.list();
  if (list && path in list.files) return openPage(event, list, path);
  if (list && `${path}/` in list.files) return Response.redirect(keyOf(`${path}/`));
  return fetch(event.request);
}

/** @param {Copy} copy @param {string} path @param {string} mark @returns {Promise<Response>} the file from the network, if it is of that build */
async function askFile(copy, path, mark) {
  try {
    const answer = await copy.ask(path, mark);
    await copy.put(path, answer.clone()).catch(() => {});
    return answer;
  } catch {
    return Response.error();
  }
}

/** @param {FetchEvent} event @param {string} path @returns {Promise<Response>} a file for a page, of the page's own build */
async function file(event, path) {
  const note = await noteOf(event.clientId);
  const copy = note ? new Copy(note.build) : own;
  const mark = (await copy.list())?.files[path];
  if (note && mark) return (await copy.get(path, mark)) ?? askFile(copy, path, mark);
  // A page of which nothing is known, or that is newer than this worker: the network has its build, and a browser that
  // was not told how long a file holds may have an older one.
  const known = (await own.list())?.files[path];
  if (!known) return fetch(event.request);
  const asked = fetch(new Request(event.request, { cache: "no-cache" }));
  const found = note ? asked.then(async (answer) => (answer.ok ? again(answer, await answer.arrayBuffer()) : answer)) : asked;
  return found.catch(async () => (mark && (await own.get(path, mark))) || Response.error());
}

// --- what a page says ---

/** @param {Client} client Keeps the whole site in the language of this page, and tells how far it is. */
async function keepAll(client) {
  const list = await own.list();
  const folder = list ? folderOf(list, pathOf(client.url) ?? "") : "";
  const paths = list ? filesOf(list, folder) : [];
  let done = 0;
  try {
    if (!list) throw new Error("no list");
    await each(paths, async (path) => {
      await take(list, path);
      client.postMessage({ done: ++done, all: paths.length });
    });
    await write("whole", [...new Set([...(await whole()), folder])]);
  } catch {
    client.postMessage({ failed: true });
  }
  await tellState(client);
}

/** Keeps the shells alone. */
async function forget() {
  const list = await own.list();
  await (await caches.open(NOTES)).delete(keyOf("whole"));
  const cache = await caches.open(own.cache);
  const needed = list ? await shells(list) : [];
  for (const path of await own.paths()) {
    if (list && path !== LIST && !needed.includes(path)) await cache.delete(keyOf(path));
  }
}

/** @param {Client} client Tells it what is kept. */
async function tellState(client) {
  const list = await own.list();
  const folder = list ? folderOf(list, pathOf(client.url) ?? "") : "";
  const kept = (await own.paths()).filter(isPage);
  client.postMessage({ whole: (await whole()).includes(folder), size: list?.size[folder] ?? 0, pages: kept.sort() });
}

/** @param {Client} client @param {{build: string, addresses: string[]}} opened what it has loaded before this worker came */
async function keepOpened(client, { build, addresses }) {
  const list = await own.list();
  if (!(await noteOf(client.id))) await remember(client.id, { build, kept: false });
  if (!list || build !== BUILD) return;
  await each([...new Set(addresses.map((address) => pathOf(address) ?? ""))], (path) => take(list, path));
}

/** @type {Record<string, (client: Client, told: any) => Promise<void>>} */
const ASKED = {
  opened: keepOpened,
  whole: keepAll,
  forget: (client) => forget().then(() => tellState(client)),
  state: tellState,
  how: async (client) => client.postMessage({ kept: (await noteOf(client.id))?.kept ?? false }),
  build: async (client) => client.postMessage({ build: BUILD }),
  take: async (_, { build }) => (build === BUILD ? worker.skipWaiting() : undefined),
};

worker.addEventListener("install", (event) => event.waitUntil(BUILD ? install() : worker.skipWaiting()));
worker.addEventListener("activate", (event) => event.waitUntil(BUILD ? tidy() : leave()));
worker.addEventListener("message", (event) => {
  const client = /** @type {Client} */ (event.source);
  if (BUILD) event.waitUntil(ASKED[event.data.ask]?.(client, event.data).catch(() => {}));
});
worker.addEventListener("fetch", (event) => {
  const path = pathOf(event.request.url);
  if (!BUILD || path === null || event.request.method !== "GET") return;
  event.respondWith(event.request.mode === "navigate" ? navigate(event, path) : file(event, path));
});
