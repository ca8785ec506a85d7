// @ts-check
// What the search knows of English beside the words of the data: forms, words that tell nothing, and words alike.

/** @typedef {import("./language.js").Language} Language */

// Forms that no rule finds.
/** @type {Record<string, string>} */
const IRREGULAR = {
  lying: "lie", laying: "lie", lay: "lie", lies: "lie", laid: "lie", lain: "lie", bent: "bend", sat: "sit", stood: "stand",
  feet: "foot", held: "hold", made: "make", calves: "calf", calve: "calf", knelt: "kneel", twisted: "twist", disk: "disc",
  aches: "ache", aching: "ache", achy: "ache", achey: "ache", hurts: "hurt", hurting: "hurt", tummies: "tummy",
  extend: "extens", extends: "extens", extending: "extens", extensor: "extens", extensors: "extens",
  flexor: "flex", flexors: "flex", flexibility: "flex", flexible: "flex", pelvic: "pelvi", scapular: "scapula",
  scapulae: "scapula", gluteal: "glute", gluteals: "glute", gluteus: "glute", glut: "glute",
  mobilisation: "mobil", mobilization: "mobil", mobilise: "mobil", mobilize: "mobil", mobility: "mobil", mobile: "mobil",
  strength: "strong", stronger: "strong", strengthen: "strong", strengthening: "strong", strengthens: "strong",
  painful: "pain", tightness: "tight", stiffness: "stiff", soreness: "sore", looser: "loosen", loose: "loosen", elongation: "lengthen", lengthener: "lengthen",
  longer: "lengthen", lx: "lumbar", tx: "thoracic", cx: "cervical", ext: "extens", rot: "rotat", abd: "abduct", str: "strong",
  insides: "inside", upwards: "up", backwards: "back", backward: "back", seven: "7", eight: "8", twelve: "12",
};

/**
 * @param {string} word
 * @returns {string} the word without its plural, '-ing' and '-ed', and in one of its spellings: rough, and the same for
 *   pages and queries. 'bridges' and 'bridging' are both 'bridg'.
 */
function stem(word) {
  const one = IRREGULAR[word] ?? singular(word);
  const base = IRREGULAR[one] ?? one;
  return (base === word || base === one ? withoutEnding(base) : base).replace(/(\w{3})e$/, "$1");
}

/** @param {string} word @returns {string} */
const singular = (word) =>
  word
    .replace(/(\w\w)ves$/, "$1f")
    .replace(/(ch|sh|ss|x|zz)es$/, "$1")
    .replace(/(\w\w)ies$/, "$1y")
    .replace(/(\w[^su])s$/, "$1");

/** @param {string} word @returns {string} without what makes a verb or a noun of it, in American spelling */
function withoutEnding(word) {
  const base = word.replace(/(\w{3})(?:ing|ed)$/, "$1").replace(/(\w{4})ion$/, "$1").replace(/(\w{4}t)or$/, "$1");
  return (base.length > 3 ? base.replace(/([bdgmnprt])\1$/, "$1") : base)
    .replace(/(\w{3})our$/, "$1or")
    .replace(/(\w{3})is(e|at)$/, "$1iz$2")
    .replace("aesth", "esth")
    .replace(/(\w\w)tre$/, "$1ter");
}

// Words that tell nothing about what is looked for.
const FILLERS = new Set(
  ("a about after again all also am an and any anyone anything are as at be been before but by can could did do does doing done " +
    "exercise exercises feels felt find for from gave get gets getting give go goes going good got had has have having he help helps her him his " +
    "how i id if im in into is it its ive just know less let like look looking lot make makes making may me more most much my " +
    "myself need needs new nice of off often old one ones only onto or our out please really she should show showed so some " +
    "somebody someone something sometimes still such take than that the their them then there these they thing things this " +
    "those to too tried try up use used using very via want wants was way we well were what when where which while who why " +
    "will with work would you your doctor physio therapist clinician clinic told says said mum mom mother dad father wife husband " +
    "people person lady man woman day days time today year years best better easy simple gentle gently basic beginner beginners type kind sort cannot " +
    "cant dont no not without never avoid unable wont doesnt isnt around over struggle bit during keep keeps since us " +
    "slowly until while gran grandma granny nan auntie sister brother neighbour neighbor patient carer enough properly really stay " +
    "whole full kept trying able pt pts being poorly ill mostly many times once exersise exersises excercise excercises exercices " +
    "exersizes").split(" "),
);
// Fillers that tell something in a name: 'push up' is not 'push', and a last 'i' is a number.
const TELLING = new Set(["up"]);

// What people say for the same thing. Each counts nearly as much as the others.
const SAME = [
  "tummy belly stomach abdominal abdomen core abs tum",
  "bottom buttock bum backside glute butt rump",
  "cushion pillow bolster",
  "lift raise",
  "squeeze clench squash",
  "pain hurt ache sore",
  "twist turn rotate",
  "bed mattress",
  "trunk torso body",
  "level flat",
  "towel strap belt",
  "plan program programme sheet leaflet handout routine list",
];

// What people say for a like move or part. Each counts for the others, but less than the word itself.
const LIKE = [
  "squeeze tighten tense pinch brace",
  "push press shove dig",
  "pull draw bring hug tug cuddle",
  "arch sag hollow sink",
  "round hunch hump curve curl",
  "stretch reach lengthen",
  "roll rock peel",
  "drop fall flop open lower",
  "crouch squat",
  "lean bend prop",
  "slide glide slip",
  "low lower",
  "hand palm finger",
  "spine back",
  "opposite other across",
  "over across",
  "floor ground",
  "chair stool seat",
  "cheek bottom",
  "plan set",
];

// Parts of the body that are no region by themselves, as stems.
const PARTS = ["head", "knee", "foot", "heel", "toe", "hand", "palm", "elbow", "thumb", "chin", "nose", "shoulder"];

// Words that tell little: what is called a muscle has its own name.
const FAINT = new Set(["muscle", "muscles", "position", "positions", "pose", "movement", "movements", "area", "part"]);

// Small words that change nothing within a phrase: 'on my back', 'the inside of the thigh'.
const JOINING = new Set("a an the my your his her our their own both flat straight just right left".split(" "));
// What is held or pressed on a part of the body: 'hands on my back' is no position.
const BEARING = new Set(["hand", "palm", "finger", "arm", "foot", "weight", "elbow", "pillow", "press", "push"]);

// What says that one cannot do or has not, and what one can alone.
const NOT = new Set("no not without cant cannot dont wont never avoid unable doesnt isnt shouldnt couldnt neither nor".split(" "));
const ONLY = new Set(["only", "just"]);
const OR = new Set(["or", "and", "nor"]);
// 'I am not sure' and 'I do not know' say nothing about exercises.
const NOTHING = new Set(["sure", "certain", "know", "mind", "matter"]);
// Words between 'not' and what is meant, which change nothing: "can't use a", 'not able to'.
const SMALL = new Set(
  ("a an the my your on in to any at of is are do doing use using have has with for i it that need want be got like able " +
    "exercise exercises too very really actually currently well please").split(" "),
);
// 'What can I do' asks for exercises, and not whether one may.
const WHAT_CAN_I = /\b(?:what|which|how|where|exercises?) (?:can|could|may|should|shall|am) i\b/g;
const MAY_I = /\b(?:can|could|may|should|shall|am) i\b|\b(?:ok|okay|safe|safely|allowed|all right|alright|suitable|bad for|harmful|dangerous)\b/;
const IN_BED = ["in bed", "on bed", "bed exercise", "bedbound", "bedridden"];

/** @param {string} word @returns {string} one of several: 'tight chest muscles' must not be 'chest tightness' */
const single = (word) => word.replace(/(\w\w[^s])s$/, "$1");

/** @type {Language["means"]} 'Hands on my back', 'on the back of my head' and 'side to side lying' are no such positions. */
const means = (before, [first, ...more], after) =>
  !(first === "on" && BEARING.has(before)) && !(more.length && before === "to") && after !== "of";

/** @type {Language} */
export const language = {
  stem,
  single,
  means,
  fillers: FILLERS,
  telling: TELLING,
  same: SAME,
  like: LIKE,
  parts: PARTS,
  faint: FAINT,
  joining: JOINING,
  not: NOT,
  only: ONLY,
  or: OR,
  nothing: NOTHING,
  small: SMALL,
  mayI: (typed) => MAY_I.test(typed.replace(WHAT_CAN_I, "")),
  inBed: IN_BED,
};
