// @ts-check
// How a dose is typed in Spanish, in the words that dose-field.js reads. What is typed in English is still read, too.

/** @type {[RegExp, string][]} */
const WORDS = [
  [/^(?:al menos|por lo menos|m[ií]nimo(?: de)?) /, "at least "],
  [/^(?:cada tercer d[ií]a|un d[ií]a s[ií] y (?:uno|otro) no|d[ií]a por medio|cada 2 d[ií]as)$/, "every other day"],
  [/^(?:diario|diariamente|todos los d[ií]as)$/, "every day"],
  [/^cada /, "every "],
  [/ (?:mientras est[eé] |estando )?despiert[oa]$/, " awake"],
  [/^una vez\b/, "1 vez"],
  [/^dos veces\b/, "2 veces"],
  [/(\d) (?:a|hasta|o) (\d)/, "$1 to $2"],
  [/ ?(?:(?:x|vez|veces) )?(?:al|por|cada) d[ií]a$/, "x a day"],
  [/^(\d+) (?:diari[oa]s?|diariamente)$/, "$1 daily"],
  [/d[ií]as? (?:a la|por) semana$/, "days a week"],
  [/ ?(?:(?:x|vez|veces) )?(?:a la|por) semana$/, "x a week"],
  [/\bseries? (?:de|x)\b/, "sets of"],
  [/\bseries?$/, "sets"],
  [/\b(?:repeticion(?:es)?|repetición|veces|vez)$/, "reps"],
  [/\b(?:segundos?|segs?|sg)$/, "seconds"],
  [/\bminutos?(?: y)? (?=\d)/, "min "],
  [/\bminutos?$/, "minutes"],
  [/\bhoras?(?= awake$|$)/, "hours"],
  [/\bd[ií]as?$/, "days"],
  [/\blibras?$/, "lb"],
  [/^(?:m[aá]x(?:imo)?|(?:todas )?las que pueda|lo m[aá]s que pueda)$/, "max"],
  [/^hasta (?:el cansancio|la fatiga|cansarse|el fallo)$/, "until fatigue"],
  [/^banda /, ""],
];
/** @type {Record<string, string>} */
const BANDS = {
  beige: "tan", amarilla: "yellow", naranja: "orange", anaranjada: "orange", roja: "red", verde: "green", azul: "blue", morada: "purple",
  negra: "black", gris: "gray", plateada: "silver", dorada: "gold", "extra ligera": "extra light", ligera: "light", media: "medium",
  fuerte: "heavy", "extra fuerte": "extra heavy",
};

/** @param {string} text as typed, in small letters @returns {string} the same in English, as far as it is one of these */
export function inEnglish(text) {
  const read = WORDS.reduce((told, [word, english]) => told.replace(word, english), text);
  return Object.hasOwn(BANDS, read) ? BANDS[read] : read;
}
