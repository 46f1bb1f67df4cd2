/**
 * The Snowball stemmer for English ("Porter 2"), release 3.1.1 (https://snowballstem.org/algorithms/english/stemmer.html),
 * as rewriting by regular expressions: an alternation closed by `$` finds the leftmost start, and so the
 * longest ending, which is what the algorithm asks for. A consonant y is written Y until the end.
 */

/** @param {string} rules "kept-dropped-added kept-dropped …" @returns {Map<string, string>} what becomes of each ending */
function endingTable(rules) {
  return new Map(
    rules.split(" ").map((rule) => {
      const [kept, dropped, added = ""] = rule.split("-");
      return [kept + dropped, kept + added];
    }),
  );
}
/** @param {Iterable<string>} endings */
function endingPattern(endings) {
  return new RegExp(`(?:${[...endings].join("|")})$`);
}

const EN_WHOLE = endingTable(
  "ski-s sk-ies-y idl-y gentl-y ugl-y-i earl-y-i onl-y-i singl-y andes- atlas- bias- cosmos- howe- news- sky-",
);
const EN_R1 = /^(?:arsen|commun|emerg|gener|inter|later|organ|past|univers)|^[^aeiouy]*[aeiouy]+[^aeiouy]/u;
const EN_R2 = /^[^aeiouy]*[aeiouy]+[^aeiouy]/u;
const EN_SHORT = /[^aeiouy][aeiouy][^aeiouywxY]$|^[aeiouy][^aeiouy]$|past$/u;
const EN_STEP_2 = endingTable(
  "anc-i-e enc-i-e og-i -li bl-i-e abl-i-e al-li ful-li less-li ous-li ent-li al-iti b-iliti-le iv-iti-e tion-al at-ional-e" +
    " al-ism at-ion-e iz-ation-e iz-er-e at-or-e ive-ness ful-ness ous-ness og-ist",
);
const EN_STEP_3 = endingTable("ic-ate -ative al-ize ic-iti ic-al tion-al at-ional-e -ful -ness");
const EN_ENDING_2 = endingPattern(EN_STEP_2.keys());
const EN_ENDING_3 = endingPattern(EN_STEP_3.keys());
const EN_ENDING_4 = /(?:ic|[ae]nce|[ai]ble|ate|ive|ize|iti|al|ism|(?<=[st])ion|er|ous|ant|(?:e?m)?ent)$/;

/** Step 1a: plurals. Step 0, possessives, is the analyzer's. @param {string} word @returns {string} */
function englishPlural(word) {
  return word.replace(/(?<=ss)es$|(?<=..i)e[sd]$|(?<=ie)[sd]$|(?<![us])s$(?<=[aeiouy].+s)/su, "");
}

/** Step 1b: -eed, -ed, -ing. @param {string} word @param {number} p1 @returns {string} */
function englishPast(word, p1) {
  const found = /(?:eed(?:ly)?|ed(?:ly)?|ing(?:ly)?)$/.exec(word);
  if (!found) return word;
  let rest = word.slice(0, found.index);
  if (found[0].startsWith("eed")) {
    return found.index < p1 || /^(?:succ|proc|exc)$/.test(rest) ? word : rest + "ee";
  }
  if (found[0] === "ing") {
    if (/^[^aeiouy]y$/u.test(rest)) return rest.slice(0, -1) + "ie";
    if (/^(?:even|cann|inn|earr|herr|out)$/.test(rest)) return word;
  }
  if (!/[aeiouy]/.test(rest)) return word;
  if (/(?:at|bl|iz)$/.test(rest)) return rest + "e";
  if (/([bdfgmnprt])\1$/.test(rest)) return /^[aeo]..$/.test(rest) ? rest : rest.slice(0, -1);
  return rest.length === p1 && EN_SHORT.test(rest) ? rest + "e" : rest;
}

/** Steps 2 and 3 share one form: replace the longest ending of a table when it lies in R1. @param {string} word @param {number} p1 @param {number} p2 @returns {string} */
function englishDerived(word, p1, p2) {
  let found = EN_ENDING_2.exec(word);
  if (found && found.index >= p1) {
    const rest = word.slice(0, found.index);
    const holds = found[0] === "li" ? /[cdeghkmnrt]$/ : found[0] === "ogi" ? /l$/ : /(?:)/;
    if (holds.test(rest)) word = rest + EN_STEP_2.get(found[0]);
  }
  found = EN_ENDING_3.exec(word);
  if (found && found.index >= (found[0] === "ative" ? p2 : p1)) {
    word = word.slice(0, found.index) + EN_STEP_3.get(found[0]);
  }
  return word;
}

/** Steps 4 and 5. @param {string} word @param {number} p1 @param {number} p2 @returns {string} */
function englishLast(word, p1, p2) {
  const found = EN_ENDING_4.exec(word);
  if (found && found.index >= p2) word = word.slice(0, found.index);
  const rest = word.slice(0, -1);
  if (word.endsWith("e")) {
    return rest.length >= p2 || (rest.length >= p1 && !EN_SHORT.test(rest)) ? rest : word;
  }
  return word.endsWith("ll") && rest.length >= p2 ? rest : word;
}

/**
 * The stem of an English word.
 * @param {string} word lower case, without apostrophes
 * @returns {string}
 */
export function stemEnglish(word) {
  const whole = EN_WHOLE.get(word);
  if (whole !== undefined) return whole;
  if (!/.../su.test(word)) return word;
  word = word.replace(/^y/, "Y").replace(/([aeiouy])y/g, "$1Y");
  const p1 = EN_R1.exec(word)?.[0].length ?? word.length;
  const p2 = p1 + (EN_R2.exec(word.slice(p1))?.[0].length ?? word.length - p1);
  word = englishPast(englishPlural(word), p1).replace(/(?<=.[^aeiouy])[yY]$/su, "i");
  return englishLast(englishDerived(word, p1, p2), p1, p2).replaceAll("Y", "y");
}
