// @ts-check
// The files of motion. What all movements share is fetched once for a page.

import { decodeMesh, decodeMovement, decodePerson } from "./decode.js";

/** @type {Map<string, Promise<any>>} */
const kept = new Map();

/** @template T @param {string} url @param {(file: ArrayBuffer) => T} decode @returns {Promise<T>} */
function once(url, decode) {
  if (!kept.has(url)) {
    const found = fetched(url).then(decode);
    kept.set(url, found);
    found.catch(() => kept.delete(url)); // another press tries again
  }
  return /** @type {Promise<T>} */ (kept.get(url));
}

/** @param {string} url @returns {Promise<ArrayBuffer>} what it holds, whether or not the host has unpacked it */
async function fetched(url) {
  const answer = await fetch(url);
  if (!answer.ok) throw new Error(`${answer.status} ${url}`);
  const file = new Blob([await answer.arrayBuffer()]);
  const [first, second] = new Uint8Array(await file.slice(0, 2).arrayBuffer());
  if (first !== 0x1f || second !== 0x8b) return file.arrayBuffer();
  return new Response(file.stream().pipeThrough(new DecompressionStream("gzip"))).arrayBuffer();
}

/** @param {string} mesh @param {string} person addresses of a body that no movement moves */
export async function body(mesh, person) {
  const shared = await once(mesh, decodeMesh);
  return { mesh: shared, person: await once(person, (file) => decodePerson(file, shared)) };
}

/** @param {string} url of a movement; what it needs lies beside it */
export async function load(url) {
  const mesh = await once(new URL("mesh.bin", url).href, decodeMesh);
  const movement = await once(url, (file) => decodeMovement(file, mesh.skeleton.length));
  const body = new URL(`body-${movement.body}.bin`, url).href;
  return { mesh, movement, person: await once(body, (file) => decodePerson(file, mesh)) };
}
