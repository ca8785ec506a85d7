// @ts-check
// Keeps the screen on while somebody practices, where the device allows it.

/** @type {WakeLockSentinel | null} */
let lock = null;
let wanted = false;

async function take() {
  if (!wanted || lock || document.visibilityState !== "visible") return;
  try {
    lock = (await navigator.wakeLock?.request("screen")) ?? null;
    lock?.addEventListener("release", () => (lock = null));
    if (!wanted) stayAwake(false);
  } catch {
    // The device saves its battery, or does not know how: the clock is right all the same.
  }
}

/** @param {boolean} on */
export function stayAwake(on) {
  wanted = on;
  if (on) void take();
  else void lock?.release();
}

/** A device lets go of the screen when another page is looked at. */
export const stayAwakeAgain = () => void take();
