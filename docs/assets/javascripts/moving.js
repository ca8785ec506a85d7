// @ts-check
// Shows a movement, on request only: 'Play' below some pictures fetches the drawing that goes with them.
// Its file has a scene for each picture and a few for the way between (figures/moving.py); the rest is worked out here.

import { t } from "./common/messages.js";

const HOLD = 1300; // milliseconds at each picture
const STEP = 650; // milliseconds from one scene to the next
const ROUNDS = 3;

const NUMBER = "-?(?:\\d*\\.)?\\d+";
const TOKEN = new RegExp(`[a-z]|${NUMBER}`, "gi");
const START = new RegExp(`M(${NUMBER}) ?(${NUMBER})`, "g");
const POINTS = 40; // along a piece of a path that is built in another way in the next scene

/** @typedef {{ element: Element, d: string, shape: string, look: string, numbers: number[] }} Path */
/** @typedef {{ element: Element, still: number | "" | null, paths: Path[] }} Scene */
/** @typedef {(share: number) => string} Way what a path is on its way to the next scene, by the share done */
/** @typedef {{ to: Scene, ways: Map<Path, Way> }} Step from the scene before */
/** @typedef {{ from: Scene, steps: Step[] }} Leg from one picture to the next */

const calm = matchMedia("(prefers-reduced-motion: reduce)");

/** @param {Element} element @returns {Path} its numbers, how it is built without them, and how it is painted */
function read(element) {
  const d = element.getAttribute("d") ?? "";
  /** @type {number[]} */
  const numbers = [];
  let command = "";
  let place = 0;
  const shape = (d.match(TOKEN) ?? []).map((token) => {
    if (/[a-z]/i.test(token)) {
      command = token;
      place = 0;
      return token;
    }
    // Two numbers of an arc are yes or no: they are part of how the path is built.
    if (command === "a" && [3, 4].includes(place++ % 7)) return token;
    numbers.push(Number(token));
    return "#";
  });
  const paint = [element, element.parentElement].flatMap((it) => [...(it?.attributes ?? [])]);
  const look = paint.map(({ name, value }) => (name === "d" ? "" : `${name}=${value}`));
  return { element, d, shape: shape.join(" "), look: look.join(" "), numbers };
}

/** @param {number} one @param {number} other @param {number} share @returns {string} the number between */
const mixed = (one, other, share) => (one * (1 - share) + other * share).toFixed(2);

/** @param {Path} one @param {Path} other built in the same way @returns {Way} */
function alike(one, other) {
  return (share) => {
    let place = 0;
    return one.shape.replaceAll("#", () => mixed(one.numbers[place], other.numbers[place++], share));
  };
}

/** @param {string} piece of a path @returns {DOMPoint[]} points along it, equally far apart */
function pointsOf(piece) {
  const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
  path.setAttribute("d", piece);
  const apart = path.getTotalLength() / POINTS;
  return Array.from({ length: POINTS + 1 }, (_, count) => path.getPointAtLength(count * apart));
}

/** @param {Path} one @param {Path} other built in another way @returns {Way} from point to point */
function unlike(one, other) {
  const [pieces, others] = [one, other].map(({ d }) => d.split(/(?=M)/));
  const longer = pieces.length > others.length ? pieces : others;
  /** @type {{ from: DOMPoint[], to: DOMPoint[] }[]} */
  let pairs = [];
  return (share) => {
    if (!pairs.length) {
      pairs = longer.map((_, count) => {
        const [from, to] = [pieces, others].map((all) => pointsOf(all[Math.min(count, all.length - 1)]));
        return { from, to: pieces[0].endsWith("z") ? turned(to, from) : to };
      });
    }
    return pairs.map(({ from, to }) => polygon(from, to, share)).join("");
  };
}

/** @param {DOMPoint[]} points of a closed outline @param {DOMPoint[]} goal @returns {DOMPoint[]} begun near the goal's */
function turned(points, goal) {
  const round = points.slice(1);
  const far = round.map((_, from) =>
    goal.slice(1).reduce((sum, { x, y }, place) => {
      const point = round[(from + place) % round.length];
      return sum + (point.x - x) ** 2 + (point.y - y) ** 2;
    }, 0),
  );
  const first = far.indexOf(Math.min(...far));
  const begun = [...round.slice(first), ...round.slice(0, first)];
  return [begun[begun.length - 1], ...begun];
}

/** @param {DOMPoint[]} from @param {DOMPoint[]} to @param {number} share @returns {string} */
function polygon(from, to, share) {
  const places = from.map(({ x, y }, count) => `${mixed(x, to[count].x, share)} ${mixed(y, to[count].y, share)}`);
  return `M${places.join("L")}`;
}

/** @param {Path} path @param {Path | undefined} near it @param {Path | undefined} goal of that one @returns {Way} with it */
function along(path, near, goal) {
  const [x, y] = [0, 1].map((axis) => (near && goal ? goal.numbers[axis] - near.numbers[axis] : 0));
  return (share) => path.d.replace(START, (_, a, b) => `M${Number(a) + x * share} ${Number(b) + y * share}`);
}

/** @param {Scene} scene @param {Scene} next @returns {Step} */
function step(scene, next) {
  /** @type {Map<Path, Path>} */
  const goals = new Map();
  const free = new Set(next.paths);
  for (const fits of [
    (/** @type {Path} */ one, /** @type {Path} */ other) => one.look === other.look && one.shape === other.shape,
    (/** @type {Path} */ one, /** @type {Path} */ other) => one.look === other.look,
  ]) {
    for (const path of scene.paths) {
      const goal = goals.has(path) ? undefined : [...free].find((other) => fits(path, other));
      if (!goal) continue;
      free.delete(goal);
      goals.set(path, goal).set(goal, path);
    }
  }
  /** @type {Map<Path, Way>} */
  const ways = new Map();
  for (const { paths } of [scene, next]) {
    /** @type {Path | undefined} */
    let last;
    for (const path of paths) {
      const goal = goals.get(path);
      if (goal) ways.set(path, path.shape === goal.shape ? alike(path, goal) : unlike(path, goal));
      else ways.set(path, along(path, last, last && goals.get(last)));
      if (goal) last = path;
    }
  }
  return { to: next, ways };
}

/** @param {Scene[]} scenes in the file's order @returns {Leg[]} the way round, from the first picture back to it */
function wayRound(scenes) {
  // After two pictures there is no way back in the file: it is the way there.
  const back = scenes.at(-1)?.still === null ? [] : scenes.slice(1, -1).reverse();
  const round = [...scenes, ...back, scenes[0]];
  /** @type {Leg[]} */
  const legs = [];
  round.forEach((scene, place) => {
    if (place) legs[legs.length - 1].steps.push(step(round[place - 1], scene));
    if (scene.still !== null && place < round.length - 1) legs.push({ from: scene, steps: [] });
  });
  return legs;
}

/** @type {Map<string, Promise<Document>>} */
const files = new Map();

/** @param {string} address @returns {Promise<Document>} a file of drawings; asked for again if that failed */
function fetched(address) {
  const known = files.get(address);
  if (known) return known;
  const asked = fetch(address).then(async (answer) => {
    if (!answer.ok) throw new Error(`${answer.status} for ${address}`);
    return new DOMParser().parseFromString(await answer.text(), "image/svg+xml");
  });
  asked.catch(() => files.delete(address));
  files.set(address, asked);
  return asked;
}

/** @template {keyof HTMLElementTagNameMap} Name @param {Name} name @param {string} text */
function made(name, text = "") {
  const element = document.createElement(name);
  element.textContent = text;
  return element;
}

/** @type {Player | null} the one that plays; there is never more than one */
let playing = null;

class Player {
  /** @param {HTMLElement} strip the pictures that it goes with */
  constructor(strip) {
    this.address = new URL(strip.dataset.moving ?? "", location.href);
    this.captions = [...strip.querySelectorAll("figcaption")].map((caption) => caption.textContent ?? "");
    const told = [...strip.querySelectorAll("svg")].map((svg) => svg.getAttribute("aria-label"));
    /** @type {Leg[]} */
    this.legs = [];
    /** @type {Element | null} */
    this.shown = null;
    this.leg = 0;
    this.elapsed = 0;
    this.last = 0;
    this.presses = 0;

    this.button = made("button", t("movement.play_first"));
    this.button.type = "button";
    if (strip.dataset.of) this.button.setAttribute("aria-describedby", strip.dataset.of);
    this.status = made("span");
    this.status.setAttribute("role", "status");
    this.note = made("p", t("movement.still"));
    this.svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
    this.svg.setAttribute("role", "img");
    this.svg.setAttribute("aria-label", t("movement.alternative", { pictures: told.join(" ") }));
    this.caption = made("figcaption", this.captions[0]);
    this.figure = made("figure");
    this.figure.append(this.svg, this.caption);
    this.figure.hidden = true;
    this.bar = made("p");
    this.bar.append(this.button, this.status);
    const box = made("div");
    box.className = "moving no-print";
    box.append(this.bar, this.figure, this.note);
    strip.after(box);

    this.button.addEventListener("click", () => (playing === this ? this.pause() : this.play()));
    calm.addEventListener("change", () => this.offer());
    this.offer();
  }

  /** Offers the movement, unless the device asks for less motion: then the pictures are all there is. */
  offer() {
    if (calm.matches) {
      this.pause();
      this.figure.hidden = true;
    }
    this.bar.hidden = calm.matches;
    this.note.hidden = !calm.matches;
  }

  async play() {
    playing?.pause();
    playing = this;
    const press = ++this.presses;
    this.button.textContent = t("movement.pause");
    this.button.className = "plays";
    this.status.textContent = "";
    try {
      if (!this.legs.length) await this.load();
    } catch {
      if (press === this.presses) this.stop(t("movement.failed"));
      return;
    }
    if (playing !== this || press !== this.presses) return; // paused while it was on its way
    if (this.leg === ROUNDS * this.legs.length) this.leg = this.elapsed = 0;
    this.figure.hidden = false;
    this.figure.scrollIntoView({ block: "nearest" });
    this.status.textContent = t("movement.playing");
    this.last = performance.now();
    requestAnimationFrame((now) => this.tick(now, press));
  }

  pause() {
    if (playing === this) this.stop(t("movement.paused", { caption: this.caption.textContent ?? "" }));
  }

  /** @param {string} words why */
  stop(words) {
    if (playing === this) playing = null;
    this.button.textContent = t("movement.play");
    this.button.className = "";
    this.status.textContent = words;
  }

  /** Fetches the drawing and puts it on the page. */
  async load() {
    const file = await fetched(this.address.href.split("#")[0]);
    const drawing = file.getElementById(this.address.hash.slice(1));
    if (!drawing) throw new Error(`no drawing ${this.address.href}`);
    const scenes = [...drawing.children].map((kept) => {
      const element = document.importNode(kept, true);
      element.setAttribute("hidden", "");
      const still = element.getAttribute("data-still");
      return { element, still: still && Number(still), paths: [...element.querySelectorAll("path")].map(read) };
    });
    this.svg.setAttribute("viewBox", drawing.getAttribute("viewBox") ?? "");
    this.svg.replaceChildren(...scenes.map(({ element }) => element));
    this.legs = wayRound(scenes);
    this.show(0);
  }

  /** @param {number} now @param {number} press the press of 'Play' that set it going */
  tick(now, press) {
    if (playing !== this || press !== this.presses) return;
    this.elapsed += Math.min(Math.max(now - this.last, 0), 100);
    this.last = now;
    const whole = HOLD + STEP * this.current.steps.length;
    if (this.elapsed >= whole) {
      this.elapsed -= whole;
      this.leg++;
      if (this.leg === ROUNDS * this.legs.length) {
        this.elapsed = 0;
        this.show(0);
        this.stop(t("movement.done"));
        return;
      }
    }
    this.show(this.elapsed);
    requestAnimationFrame((next) => this.tick(next, press));
  }

  get current() {
    return this.legs[this.leg % this.legs.length];
  }

  /** @param {number} elapsed in milliseconds, since this leg began */
  show(elapsed) {
    const { from, steps } = this.current;
    const share = Math.max(0, (elapsed - HOLD) / (STEP * steps.length));
    const eased = (1 - Math.cos(Math.PI * share)) / 2;
    const place = Math.min(Math.floor(eased * steps.length), steps.length - 1);
    const { to, ways } = steps[place];
    this.draw(place ? steps[place - 1].to : from, to, ways, eased * steps.length - place);
    const still = (share > 0 ? steps[steps.length - 1].to : from).still || 0;
    const caption = this.captions[still] ?? "";
    if (this.caption.textContent !== caption) this.caption.textContent = caption;
  }

  /** @param {Scene} from @param {Scene} to @param {Map<Path, Way>} ways @param {number} share of the second */
  draw(from, to, ways, share) {
    const [near, part] = share < 0.5 ? [from, share] : [to, 1 - share];
    for (const path of near.paths) {
      path.element.setAttribute("d", (part && ways.get(path)?.(part)) || path.d);
    }
    if (this.shown !== near.element) {
      this.shown?.setAttribute("hidden", "");
      near.element.removeAttribute("hidden");
      this.shown = near.element;
    }
  }
}

for (const strip of document.querySelectorAll("[data-moving]")) {
  if (strip instanceof HTMLElement) new Player(strip);
}
