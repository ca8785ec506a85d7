import assert from "node:assert/strict";
import { test } from "node:test";

import { wordsOf } from "../../docs/assets/javascripts/common/text.js";
import { finder } from "../../docs/assets/javascripts/search/asked.js";
import { languageOf, unknown } from "../../docs/assets/javascripts/search/language.js";
import { limiter } from "../../docs/assets/javascripts/search/limits.js";
import { meanings } from "../../docs/assets/javascripts/search/meaning.js";

const spanish = await languageOf("es-419");
const stemOf = (/** @type {string} */ word) => spanish.stem(wordsOf(word)[0]);

test("forms of a word, and how it sounds, are one stem", () => {
  const alike = [
    "estirar estire estírese estiramiento estiramientos estirando estirado", "doblar dobla doble dobladas doblarme", "duele duelen dolor doler dolió",
    "acostarse acuéstese acostado acostada", "apretar apriete aprieta", "inclinación inclínese inclinacion inclinasion", "talón talones", "pie pies",
    "rodilla rodillas rodiya", "abdominales abdomen avdominal", "hombro ombros", "mariposa maripoza", "osteoporosis osteoporocis",
    "fortalecer fortaleser fuerza fuerte", "toque tocar", "cruce cruzar", "empujar enpujar", "muñeca muneca",
  ];
  for (const forms of alike) assert.equal(new Set(forms.split(" ").map(stemOf)).size, 1, forms);
});

test("words that only sound alike are told apart", () => {
  for (const pair of ["para pararse", "solo suelo", "sentir sentarse", "levantarse levantar", "cadera cada", "cáncer cansa", "chueca choque", "pierna perro"]) {
    const [one, other] = pair.split(" ").map(stemOf);
    assert.notEqual(one, other, pair);
  }
});

test("a sign tells one leg from both, and is met in any order and with a slip", () => {
  const find = finder([{ words: ["hormigueo piernas", "no siento pies"] }], (it) => it.words, { single: spanish.single, known: () => false });
  for (const typed of ["tengo hormigueo en las piernas", "en las piernas siento ormigueo", "ya no siento los pies"]) assert.equal(find(typed).length, 1, typed);
  for (const typed of ["dolor de pierna", "siento los pies"]) assert.equal(find(typed).length, 0, typed);
});

const index = {
  pages: [{ url: "x/", title: "Puente", exercise: "bridge" }],
  terms: {
    positions: {
      supine: { names: ["Boca arriba"], without: ["piso", "acostarme", "boca arriba"] },
      "side-lying": { names: ["De lado"], without: ["piso", "acostarme", "de lado"] },
      kneeling: { names: ["De rodillas"], without: ["arrodillarme", "de rodillas"] },
      "seated-chair": { names: ["sentado"], without: ["sentarme"] },
    },
    equipment: { wall: { names: ["Pared"], without: ["pared"] }, bed: { names: ["Cama"] } },
  },
  help: { url: "", title: "", calls: {}, asked: [], alike: [] },
  conditions: [],
  others: [],
};

test("what one cannot do or has not is read, and 'I do not know' is nothing of the kind", () => {
  const limit = limiter(index, spanish);
  const out = (/** @type {string} */ typed) => limit(typed).limits.flatMap(({ without }) => without.map(({ slug }) => slug)).sort();
  assert.deepEqual(out("no puedo arrodillarme"), ["kneeling"]);
  assert.deepEqual(out("sin tener que acostarme en el piso"), ["side-lying", "supine"]);
  assert.deepEqual(out("sin pared ni sentarme"), ["seated-chair", "wall"]);
  assert.deepEqual(limit("no sé qué hacer"), { limits: [], unclear: [], rest: "no se que hacer" });
  assert.deepEqual(limit("no puedo doblar el codo").unclear, ["no puedo doblar el codo"]);
  assert.deepEqual(limit("solo puedo estar sentada").limits[0].only, [{ vocabulary: "positions", slug: "seated-chair" }]);
  assert.deepEqual(limit("ejercicios en mi cama").limits[0].only, [{ vocabulary: "equipment", slug: "bed" }]);
});

test("from side to side is no position, nor is what is bent to a side", () => {
  const read = meanings(index, spanish);
  const meant = (/** @type {string} */ typed) => read(wordsOf(typed)).flatMap(({ places }) => places.map(({ slug }) => slug));
  assert.deepEqual(meant("levantar la pierna de lado"), ["side-lying"]);
  assert.deepEqual(meant("rodar de lado a lado"), []);
  assert.deepEqual(meant("inclinarse de lado"), []);
});

test("a language that nobody has described finds words as they are written", async () => {
  assert.equal(await languageOf("qz"), unknown);
  assert.equal(unknown.stem("piernas"), "piernas");
});
