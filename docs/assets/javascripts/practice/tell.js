// @ts-check
// How practice tells the time besides showing it: sounds, vibration and the device's own voices. All of it waits until the
// patient has chosen it, and none of it is needed.

/** Tones by what they tell: hertz and seconds. @type {Record<string, [number, number][]>} */
const TONES = {
  start: [[660, 0.18]],
  half: [[520, 0.12]],
  last: [[590, 0.1]],
  enough: [[590, 0.12], [740, 0.12]],
  over: [[740, 0.16], [880, 0.3]],
  side: [[590, 0.16], [440, 0.3]],
};
/** @type {Record<string, number[]>} */
const BUZZES = { start: [150], half: [60], last: [60], enough: [80, 80, 80], over: [300], side: [150, 100, 150] };
const LOUD = [0, 0.08, 0.3, 1];
const SHORT = 0.02;

/** @type {AudioContext | undefined} */
let audio;

/** @param {string} what @param {number} loud 1 to 3 */
function play(what, loud) {
  if (typeof AudioContext === "undefined") return;
  audio ??= new AudioContext();
  void audio.resume();
  let at = audio.currentTime;
  for (const [hertz, seconds] of TONES[what] ?? []) {
    const [tone, volume] = [audio.createOscillator(), audio.createGain()];
    tone.frequency.value = hertz;
    volume.gain.setValueAtTime(0, at);
    volume.gain.linearRampToValueAtTime(LOUD[loud], at + SHORT);
    volume.gain.setValueAtTime(LOUD[loud], at + seconds - SHORT);
    volume.gain.linearRampToValueAtTime(0, at + seconds);
    tone.connect(volume).connect(audio.destination);
    tone.start(at);
    tone.stop(at + seconds);
    at += seconds;
  }
}

/** @returns {boolean} whether the device can vibrate, as far as it says */
export const canVibrate = () => typeof navigator.vibrate === "function";

/**
 * @param {Document} root
 * @returns {SpeechSynthesisVoice | undefined} a voice that speaks the page's language on the device itself: others would send
 *     the text away
 */
export function voiceFor(root) {
  if (typeof speechSynthesis === "undefined") return undefined;
  const language = root.documentElement.lang.slice(0, 2).toLowerCase();
  return speechSynthesis.getVoices().find(({ localService, lang }) => localService && lang.toLowerCase().startsWith(language));
}

/** @param {() => void} changed is called when the device has found its voices, which can take a while */
export function whenVoicesCome(changed) {
  if (typeof speechSynthesis !== "undefined") speechSynthesis.addEventListener?.("voiceschanged", changed);
}

/**
 * @param {Document} root
 * @param {string} text
 * @param {number} loud 1 to 3
 * @param {() => void} [ended]
 */
export function speak(root, text, loud, ended) {
  const voice = voiceFor(root);
  if (!voice) return;
  const words = new SpeechSynthesisUtterance(text);
  words.voice = voice;
  words.lang = voice.lang;
  words.volume = Math.max(LOUD[loud], LOUD[2]);
  if (ended) words.onend = words.onerror = ended;
  speechSynthesis.cancel();
  speechSynthesis.speak(words);
}

export const hush = () => {
  if (typeof speechSynthesis !== "undefined") speechSynthesis.cancel();
};

/**
 * @param {string} what start, half, last, enough, over or side
 * @param {{loud: number, vibration: boolean}} settings
 */
export function signal(what, { loud, vibration }) {
  if (loud) play(what, loud);
  if (vibration && canVibrate()) navigator.vibrate(BUZZES[what] ?? []);
}
