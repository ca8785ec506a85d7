// @ts-check
// The player beside the pictures: it plays, steps and turns. The stills stay where they are.

import { find, findAll, part } from "../common/dom.js";
import { Unable } from "./context.js";
import { load } from "./files.js";
import { fastEnough } from "./pace.js";
import { Scene } from "./scene.js";
import { momentAt, steppedFrom } from "./timeline.js";
import { within } from "./view.js";

/** @typedef {import("./pace.js").Clock} Clock */

const [TURN, TILT] = [15, 15];
const DRAG = 0.5;
const SLOWER = 0.5;
/** A step of an arrow's path, in steps of the stills. */
const ARROW_STEP = 0.5;
/** A frame that comes later than this counts as one that came then: a tab that slept does not jump. */
const LONGEST = 0.1;
const SVG = "http://www.w3.org/2000/svg";

const pause = () => new Promise((/** @type {(value: void) => void} */ done) => setTimeout(done));

class Player {
  /**
   * @param {HTMLElement} box
   * @param {HTMLElement} stills
   * @param {Scene} scene
   * @param {Clock} clock
   * @param {import("./motion.js").Tempo} [tempo] of who else keeps time: then the player only follows, and turns
   */
  constructor(box, stills, scene, clock, tempo) {
    this.tempo = tempo;
    this.box = box;
    this.scene = scene;
    this.clock = clock;
    this.captions = findAll(stills, "figcaption").map((caption) => caption.textContent ?? "");
    this.words = [...stills.querySelectorAll("svg")].map((still) => still.getAttribute("aria-label") ?? "");
    this.calm = matchMedia("(prefers-reduced-motion: reduce)");
    this.elapsed = 0;
    this.rate = 1;
    this.running = 0;
    this.last = 0;
    const [yaw, pitch] = scene.movement.camera;
    this.side = { yaw, pitch };
    this.#listen();
  }

  #listen() {
    const { box } = this;
    /** @type {Record<string, () => void>} */
    const acts = {
      play: () => this.play(),
      pause: () => this.pause(),
      back: () => this.step(-1),
      on: () => this.step(1),
      slower: () => this.#slower(),
      left: () => this.turn(-TURN, 0),
      right: () => this.turn(TURN, 0),
      up: () => this.turn(0, TILT),
      down: () => this.turn(0, -TILT),
      home: () => this.home(),
    };
    box.addEventListener("click", ({ target }) => {
      const button = target instanceof Element ? target.closest("[data-do]") : null;
      if (button instanceof HTMLElement) acts[button.dataset.do ?? ""]?.();
    });
    /** @type {Record<string, string>} */
    const keys = { ArrowLeft: "left", ArrowRight: "right", ArrowUp: "up", ArrowDown: "down", Home: "home" };
    const { canvas } = this.scene;
    canvas.addEventListener("keydown", (event) => {
      const act = event.key === " " ? (this.running ? "pause" : "play") : keys[event.key];
      if (!act || event.ctrlKey || event.altKey || event.metaKey) return;
      event.preventDefault();
      acts[act]();
    });
    canvas.addEventListener("pointerdown", (event) => this.#drag(event));
    this.calm.addEventListener("change", () => this.#settle());
    this.#settle();
  }

  /** @param {PointerEvent} event turns the body as far as it is dragged */
  #drag(event) {
    const { canvas } = this.scene;
    canvas.setPointerCapture(event.pointerId);
    let [x, y] = [event.clientX, event.clientY];
    const move = (/** @type {PointerEvent} */ now) => {
      this.turn((x - now.clientX) * DRAG, (now.clientY - y) * DRAG);
      [x, y] = [now.clientX, now.clientY];
    };
    const end = () => canvas.removeEventListener("pointermove", move);
    canvas.addEventListener("pointermove", move);
    canvas.addEventListener("pointerup", end, { once: true });
    canvas.addEventListener("pointercancel", end, { once: true });
  }

  /** Who asks for less motion gets steps. */
  #settle() {
    if (this.calm.matches) this.pause();
    this.#showButtons();
  }

  #showButtons() {
    const had = document.activeElement;
    const [play, stop] = ["play", "pause"].map((name) => find(this.box, `[data-do="${name}"]`, HTMLElement));
    // What follows another clock is not played here, and a single still only turns.
    const turns = this.tempo !== undefined || !this.scene.movement.ways;
    play.hidden = turns || this.calm.matches || this.running > 0;
    stop.hidden = turns || this.calm.matches || this.running === 0;
    find(this.box, '[data-do="slower"]', HTMLElement).hidden = turns || this.calm.matches;
    for (const name of ["back", "on"]) find(this.box, `[data-do="${name}"]`, HTMLElement).hidden = turns;
    part(this.box, "calm").hidden = turns || !this.calm.matches;
    this.box.dataset.ready = "true";
    this.box.dataset.playing = String(this.running > 0);
    if (had === play && play.hidden) stop.focus();
    if (had === stop && stop.hidden) play.focus();
  }

  play() {
    if ((this.calm.matches && !this.tempo) || this.running || !this.scene.movement.ways) return;
    this.last = this.clock.now();
    this.#showButtons.call(Object.assign(this, { running: requestAnimationFrame(() => this.#tick()) }));
  }

  #tick() {
    const now = this.clock.now();
    this.elapsed += Math.min(LONGEST, (now - this.last) / 1000) * this.rate;
    this.last = now;
    if (!this.tempo && momentAt(this.scene.movement.seconds, this.elapsed).over) {
      this.elapsed = 0;
      this.pause();
      return;
    }
    this.show();
    this.running = requestAnimationFrame(() => this.#tick());
  }

  pause() {
    cancelAnimationFrame(this.running);
    this.running = 0;
    this.#showButtons();
    this.show();
  }

  /** Stops for good. */
  stop() {
    cancelAnimationFrame(this.running);
    this.running = 0;
  }

  /** @param {1 | -1} way */
  step(way) {
    this.elapsed = steppedFrom(this.scene.movement.seconds, this.elapsed, way);
    this.pause();
    part(this.box, "said").textContent = this.captions[this.#moment().still];
  }

  #slower() {
    this.rate = this.rate === 1 ? SLOWER : 1;
    find(this.box, '[data-do="slower"]', HTMLElement).setAttribute("aria-pressed", String(this.rate !== 1));
  }

  /** @param {number} yaw @param {number} pitch by so many degrees */
  turn(yaw, pitch) {
    this.side = within(this.scene.movement.sides, { yaw: this.side.yaw + yaw, pitch: this.side.pitch + pitch });
    if (!this.running) this.show();
  }

  home() {
    const [yaw, pitch] = this.scene.movement.camera;
    this.turn(yaw - this.side.yaw, pitch - this.side.pitch);
  }

  #moment() {
    const { seconds } = this.scene.movement;
    const moment = this.tempo ? this.tempo(seconds) : momentAt(seconds, this.elapsed);
    // Who asks for less motion is shown where the body is to be, and not the way there.
    return this.tempo && this.calm.matches ? { ...moment, at: moment.still, hot: 1 } : moment;
  }

  /** Draws what is to be seen now. */
  show() {
    const moment = this.#moment();
    const away = this.scene.draw(moment, this.side);
    const { canvas } = this.scene;
    const arrows = this.scene.movement.arrows[moment.still];
    const place = find(this.box, '[data-part="arrows"]', SVGElement);
    const wanted = away === 0 && moment.hot > 0.4 ? String(moment.still) : "";
    if (place.dataset.still !== wanted) {
      place.dataset.still = wanted;
      place.replaceChildren(...(wanted ? arrows.map(arrowOf) : []));
    }
    if (this.box.dataset.still !== String(moment.still)) {
      this.box.dataset.still = String(moment.still);
      part(this.box, "caption").textContent = this.captions[moment.still];
      canvas.setAttribute("aria-label", this.words[moment.still]);
    }
    this.box.dataset.at = moment.at.toFixed(3);
    this.box.dataset.side = `${this.side.yaw} ${this.side.pitch}`;
  }
}

/** @param {{path: string, fill: string, stroke: string, width: number}} arrow @returns {SVGElement} */
function arrowOf({ path, fill, stroke, width }) {
  const made = document.createElementNS(SVG, "path");
  const told = { d: path, fill: fill || "none", stroke, "stroke-width": `${width}`, "stroke-linejoin": "round" };
  for (const [name, value] of Object.entries({ ...told, "stroke-linecap": "round", transform: `scale(${ARROW_STEP})` }))
    made.setAttribute(name, value);
  return made;
}

/** @param {HTMLElement} box @param {number[]} sides of the picture */
function shape(box, [left, top, right, bottom]) {
  const canvas = find(box, "canvas", HTMLCanvasElement);
  canvas.style.aspectRatio = `${right - left} / ${bottom - top}`;
  const arrows = find(box, '[data-part="arrows"]', SVGElement);
  arrows.setAttribute("viewBox", `${left} ${top} ${right - left} ${bottom - top}`);
  return canvas;
}

/**
 * Opens the player in a box of the page.
 * @param {HTMLElement} box with data-movement, the address of its file
 * @param {HTMLElement} stills
 * @param {Clock} clock
 * @param {(why: string) => void} leave closes it and says why: webgl, slow, lost, unread, or nothing if it was asked for
 * @param {import("./motion.js").Tempo} [tempo] as in Player
 * @returns {Promise<void>}
 */
export async function open(box, stills, clock, leave, tempo) {
  /** @type {Player | undefined} */
  let player;
  /** @type {Scene | undefined} */
  let scene;
  let open = true;
  const end = (/** @type {string} */ why) => {
    if (!open) return;
    open = false;
    player?.stop();
    scene?.release();
    leave(why);
  };
  find(box, '[data-do="close"]', HTMLElement).addEventListener("click", () => end(""));
  try {
    if (typeof DecompressionStream === "undefined" || !document.createElement("canvas").getContext("webgl2"))
      throw new Unable("webgl");
    const files = await load(new URL(box.dataset.movement ?? "", document.baseURI).href);
    const canvas = shape(box, files.movement.box);
    if (!open) return;
    const made = (scene = new Scene(canvas, files));
    canvas.addEventListener("webglcontextlost", () => end("lost"), { once: true });
    const first = { at: 0, still: 0, hot: 1 };
    const [yaw, pitch] = files.movement.camera;
    made.size = await fastEnough(
      (size) => {
        made.size = size;
        made.drawAndWait(first, { yaw, pitch });
      },
      clock,
      pause,
    );
    if (!open) return;
    if (!made.size) throw new Unable("slow");
    player = new Player(part(box, "player"), stills, made, clock, tempo);
    const redraw = () => {
      if (!open) return;
      made.recolor();
      player?.show();
    };
    for (const asked of ["(prefers-color-scheme: dark)", "(forced-colors)"])
      matchMedia(asked).addEventListener("change", redraw);
    new MutationObserver(redraw).observe(document.documentElement, { attributeFilter: ["data-scheme"] });
    new ResizeObserver(() => open && player?.show()).observe(canvas);
    player.show();
    player.play();
    if (!tempo) find(box, '[data-do="pause"]:not([hidden]), [data-do="on"]:not([hidden]), [data-do="left"]', HTMLElement).focus();
  } catch (error) {
    end(error instanceof Unable ? error.message : "unread");
  }
}
