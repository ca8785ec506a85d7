// @ts-check
// What the search knows of Spanish beside the words of the data, as english.js does of English. Words come here without
// accents, and ñ as n: common/text.js takes them off both sides.

/** @typedef {import("./language.js").Language} Language */

// Words that would sound like another one without their ending, as stems: 'para' is no form of 'parar', who gets up stands, and
// who lifts something does not, 'me caí' is no 'caída', and 'cansa' is no 'cáncer'.
/** @type {Record<string, string>} */
const APART = {
  para: "para", solo: "solo", sola: "solo", solos: "solo", tos: "tos", uno: "1", una: "1", dos: "2", siete: "7", ocho: "8", doce: "12",
  sentir: "sentir", sentira: "sentir", siente: "sentir", sienten: "sentir", sentia: "sentir", del: "de", al: "a",
  levantarse: "par", levantarme: "par", levantarte: "par", levantarnos: "par",
  caido: "kaido", caidos: "kaido", cayo: "kai", cancer: "kanser", canser: "kanser", balance: "balance", chueca: "chuek", chueco: "chuek",
  fibro: "fibromialji",
};
// Stems of one word that no rule brings together.
/** @type {Record<string, string>} */
const FAMILY = {
  dolor: "dol", doli: "dol", adolor: "dol", doloros: "dol", fort: "fuert", fors: "fuert", refors: "fuert", fortales: "fuert", pelbik: "pelbi",
  abdom: "abdomin", estend: "estens", estensor: "estens", fleksion: "fleks", fleksor: "fleks", fleksibl: "fleks", fleksibilidad: "fleks",
  retraks: "retra", glut: "glute", gluteu: "glute", bolte: "bolt",
};

// What verbs and nouns end in, as `sound` writes it. The longest counts; three letters are left at least.
const ENDINGS =
  /^(\w{3,}?)(?:[ai]ment[oa]?|[ai]sione?|ione?|mente|[ae]ndo|[ai]d[oa]|[aei]r(?:an|on)?|aban?|ian?|[aei]mo|[ae]n|ale?|[oae])$/;

/**
 * @param {string} word
 * @returns {string} as it sounds in Latin America, where many write what they hear: 'avdominales', 'rodiya', 'osteoporocis',
 *   'ombros'. What changes within a verb is one letter too: 'duele' and 'doler', 'apriete' and 'apretar'.
 */
function sound(word) {
  return word
    .replace(/(^|[^c])h/g, "$1")
    .replace(/qu(?=[ei])/g, "k")
    .replace(/g(?=[ei])/g, "j")
    .replace(/gu(?=[ei])/g, "g")
    .replace(/sc(?=[ei])|c(?=[ei])|z/g, "s")
    .replace(/c(?!h)/g, "k")
    .replace(/x(?=[^aeiou])/g, "s")
    .replace(/x/g, "ks")
    .replace(/v/g, "b")
    .replace(/ll/g, "y")
    .replace(/n(?=[bp])/g, "m")
    .replace(/(.)\1/g, "$1")
    .replace(/ue/g, "o")
    .replace(/ie/g, "e");
}

/** @param {string} word @returns {string} without its plural, and without a pronoun that is written on to it: 'acostarme' */
const alone = (word) =>
  word
    .replace(/([aeiou])s$/, "$1")
    .replace(/([aei]r|[ae]ndo)(?:me|te|se|no|l[oae]|[mts]el[oa])$/, "$1")
    .replace(/(\w{3,}[ae])(?:se|l[oa])$/, "$1");

/** @param {string} word @returns {string} without plural, gender, and what makes a verb or a noun of it. 'Estire' and 'estiramiento' are 'estir'. */
function stem(word) {
  if (Object.hasOwn(APART, word)) return APART[word];
  const base = alone(sound(word)).replace(ENDINGS, "$1").replace(/sk$/, "s");
  return Object.hasOwn(FAMILY, base) ? FAMILY[base] : base;
}

/** @param {string} word @returns {string} its stem, and whether it is several: 'dolor en la pierna' is not 'dolor en las piernas' */
const single = (word) => (/\w\w[aeiou]s$/.test(word) ? `${stem(word)}+` : stem(word));

/** @param {string} text @returns {Set<string>} */
const words = (text) => new Set(text.split(" "));

// Words that tell nothing about what is looked for.
const fillers = words(
  "a acerca ademas ahi ahora al algo alguien algun alguna algunas alguno algunos ando ante antes aqui asi aun aunque ayer ayuda ayudan " +
    "ayudar ayude ayudarme bien buen buena buenas bueno buenos busco cada casi como con conmigo cosa cosas cual cuales cualquier cuando cuanto " +
    "cuesta cuestan da dan dar darme de dia dias del desde despues dice dijo dio donde doctor doctora doy durante e ejercicio ejercicios ejersicio ejersicios " +
    "ejercisio ejercisios el ella ellas ellos en encontrar era eran es esa esas ese eso esos esta estan estar estas este esto " +
    "estos estoy facil faciles favor fisioterapeuta fisio forma fue fui gracias gusta ha habia hace hacen hacer hacerlo hacerlos hago haga haciendo han hasta " +
    "hay he hecho hice hijo hija hermana hermano hoy ir la las le les lo los luego mama manera mas me medio mejor mejores menos mi mia mientras " +
    "mio mis misma mismo modo mucha muchas mucho muchos muy nada necesita necesito ni no nos nosotros nuestro nunca o otra vez os papa para parece paciente pacientes " +
    "pero poder podemos podia podria por porque practicar primero pude puede pueden puedo pues puse que quien quiero quiere quisiera saber se sea " +
    "segun esperar espero esperando ver vean mirar llevo senor senora ser si siempre sigo sin sino sirve sirven sobre solo sola solamente nomas son soy su sus suave suaves tal tambien tan tanto te tengo tener tenga tiene tienen tipo tipos " +
    "toda todas todavia todo todos tras trata tu tus tuve un una unas uno unos usar uso usted va van varios veces ver voy y ya yo abuela abuelo " +
    "esposa esposo anos ano edad edades mayores mayor adulto adultos personas persona gente senores poco poca pocos mal dieron mando recomiendan recomienda sencillo sencillos casa clinica cuanta",
);

/** @type {Language["same"]} */
const same = [
  "abdomen barriga panza vientre estomago tripa guata core",
  "gluteo nalga pompi pompa trasero cola asentadera posadera culo traste",
  "almohada cojin almohadon",
  "levantar subir elevar alzar despegar",
  "apretar contraer tensar exprimir",
  "girar rotar torcer voltear giro torsion",
  "cama colchon",
  "tronco torso cuerpo",
  "toalla correa cinta cinturon",
  "programa plan rutina hoja lista folleto",
  "piso suelo",
  "omoplato escapula paletilla paleta",
  "tieso rigido duro tenso agarrotado",
  "fortalecer tonificar endurecer",
  "joroba encorvado chepa giba jorobado",
  "isquiotibial corva femoral",
  "pantorrilla chamorro gemelo",
  "lagartija flexion",
  "parado pararse pie",
  "fragil debil debilidad delgado poroso",
];

// What people say for a like move or part.
/** @type {Language["like"]} */
const like = [
  "empujar presionar hundir apretar",
  "jalar halar tirar traer llevar abrazar acercar",
  "arquear hundir curvar",
  "redondear encorvar curvar joroba",
  "estirar alargar extender alcanzar soltar aflojar relajar",
  "mecer balancear rodar",
  "bajar caer dejar abrir descender",
  "agachar sentadilla cuclillas",
  "inclinar doblar",
  "apoyar recargar recostar",
  "deslizar resbalar bajar",
  "mano palma dedo",
  "columna espalda espinazo",
  "contrario opuesto otro cruzado",
  "piso tierra",
  "silla banco taburete asiento banqueta sillon sofa",
  "aplanar pegar plano",
  "marchar caminar",
  "juntar cerrar unir",
  "joroba postura",
];

// What is held or pressed on a part of the body: 'las manos en la espalda' is no position.
const bearing = words("man palm ded bras pe pes kod almoad empuj presion apoy inklin dobl pas");

/** @type {Language["means"]} 'De lado a lado', 'inclinarse de lado' and 'sobre la espalda baja' are no such positions. */
const means = (before, phrase, after) => !(bearing.has(before) && ["en", "sobr", "a", "de"].includes(phrase[0])) && !(phrase.at(-1) === "lad" && ["a", "de"].includes(after));

// 'Qué puedo hacer' asks for exercises, and not whether one may; 'no puedo' says what one cannot.
const whatCanI = /\b(?:que|cual|cuales|como|donde|no|ejercicios?) (?:me |se )?(?:puedo|podria|puede|debo|deberia)\b/g;
const mayI = /\b(?:puedo|podria|puede|debo|deberia)\b|\b(?:esta bien|segur[oa]s?|permitido|es malo|hace dano|peligroso|conviene)\b/;

/** @type {Language} */
export const language = {
  stem,
  single,
  means,
  fillers,
  telling: new Set(),
  same,
  like,
  parts: "cabeza rodilla pie talon dedo mano palma codo pulgar menton nariz hombro".split(" "),
  faint: words("musculo musculos posicion posiciones movimiento movimientos zona area parte partes"),
  joining: words("el la los las un una mi mis su sus tu tus muy bien bastante totalmente ambos ambas dos"),
  not: words("no sin nunca jamas tampoco evitar evito evite ni"),
  only: words("solo sola solamente unicamente nomas"),
  or: words("o u ni y e"),
  // 'No sé' and 'no estoy seguro' say nothing about exercises.
  nothing: words("se seguro segura importa"),
  small: words(
    "a al el la los las un una mi mis su sus de del en que se me te le puedo puede pueden poder puedan podemos debo debe deber quiero quiere tengo tiene tener " +
      "hacer hago usar uso use necesitar estar estoy este ser nada ningun ninguna ejercicio ejercicios muy bien ya para por con mucho tanto",
  ),
  mayI: (typed) => mayI.test(typed.replace(whatCanI, "")),
  inBed: ["en cama", "en camas", "encamado", "encamada", "sobre cama"],
};
