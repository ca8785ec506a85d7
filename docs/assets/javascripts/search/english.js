// @ts-check
// What the search knows of English beside the words of the data: forms, words that tell nothing, and words alike.

// Forms that no rule finds.
/** @type {Record<string, string>} */
export const IRREGULAR = {
  lying: "lie", laying: "lie", lay: "lie", lies: "lie", laid: "lie", lain: "lie", bent: "bend", sat: "sit", stood: "stand",
  feet: "foot", held: "hold", made: "make", calves: "calf", calve: "calf", knelt: "kneel", twisted: "twist", disk: "disc",
  aches: "ache", aching: "ache", achy: "ache", achey: "ache", hurts: "hurt", hurting: "hurt", tummies: "tummy",
  extend: "extens", extends: "extens", extending: "extens", extensor: "extens", extensors: "extens",
  flexor: "flex", flexors: "flex", flexibility: "flex", flexible: "flex", pelvic: "pelvi", scapular: "scapula",
  scapulae: "scapula", gluteal: "glute", gluteals: "glute", gluteus: "glute", glut: "glute",
  mobilisation: "mobil", mobilization: "mobil", mobilise: "mobil", mobilize: "mobil", mobility: "mobil", mobile: "mobil",
  strength: "strong", stronger: "strong", strengthen: "strong", strengthening: "strong", strengthens: "strong",
  tightness: "tight", stiffness: "stiff", soreness: "sore", looser: "loosen", loose: "loosen", elongation: "lengthen",
};


// Words that tell nothing about what is looked for.
export const FILLERS = new Set(
  ("a about after again all also am an and any anyone anything are as at be been before but by can could did do does doing done " +
    "exercise exercises find for from gave get gets getting give go goes going good got had has have having he help helps her him his " +
    "how i id if im in into is it its ive just know less let like look looking lot make makes making may me more most much my " +
    "myself need needs new nice of off often old one ones only onto or our out please really she should show showed so some " +
    "somebody someone something sometimes still such take than that the their them then there these they thing things this " +
    "those to too tried try up use used using very via want wants was way we well were what when where which while who why " +
    "will with work would you your doctor physio therapist clinician clinic told says said mum mom mother dad father wife husband " +
    "people person lady man woman day days time today year years best better easy simple gentle gently basic beginner beginners type kind sort cannot " +
    "cant dont no not without never avoid unable wont doesnt isnt around over struggle bit during keep keeps since us").split(" "),
);
// Fillers that tell something in a name: 'push up' is not 'push', and a last 'i' is a number.
export const TELLING = new Set(["up"]);

// What people say for the same move or the same part. Each counts for the others, but less than the word itself.
export const LIKE = [
  "pain hurt ache sore",
  "lift raise",
  "squeeze clench tighten tense pinch",
  "twist turn rotate",
  "push press",
  "pull draw bring hug",
  "arch sag",
  "round hunch",
  "stretch reach lengthen",
  "roll rock",
  "tummy belly stomach abdominal core abs",
  "bottom buttock bum backside glute seat",
  "cushion pillow",
  "crouch squat",
  "lean bend",
  "slide glide",
  "low lower",
  "hand palm",
  "spine back",
];

// What says that one cannot do or has not, and what one can alone.
export const NOT = new Set("no not without cant cannot dont wont never avoid unable doesnt isnt shouldnt couldnt neither nor".split(" "));
export const ONLY = new Set(["only", "just"]);
export const OR = new Set(["or", "and", "nor"]);
// 'I am not sure' and 'I do not know' say nothing about exercises.
export const NOTHING = new Set(["sure", "certain", "know", "mind", "matter"]);
// Words between 'not' and what is meant, which change nothing: "can't use a", 'not able to'.
export const SMALL = new Set(
  ("a an the my your on in to any at of is are do doing use using have has with for i it that need want be got like able " +
    "exercise exercises too very really actually currently well please").split(" "),
);
export const IN_BED = ["in bed", "on bed", "bed exercise", "bedbound", "bedridden"];
