/**
 * Text to words and words to terms; the twin of search/text/analyzer.py. A word is a run of letters and digits,
 * a term is what the index knows: a folded stem. Offsets here count code units of a string in NFC.
 */
import { idiomFinder } from "./idioms.js";
import { WORD, partsOf } from "./scripts.js";

/**
 * @typedef {object} Rules the rules of a language as the static index carries them
 * @property {string} stemmer "italian", "english", or "" for a language without rules
 * @property {Record<string, string>} folds
 * @property {string[]} elisions
 * @property {string[]} possessives
 * @property {string[]} contractions
 * @property {[string, string, number][]} rewrites ending, replacement, least length of the word
 * @property {string[]} stop
 * @property {string[]} frames
 * @property {string[]} idioms
 * @property {string[]} compounds
 * @property {string[]} incidental
 * @property {Record<string, string[]>} letter
 */
/** @typedef {{start: number, end: number, word: string}} Token */

const WORD_RUN = new RegExp(`${WORD}(?:['\u2019\u2018\u02bc\`\xb4]${WORD})*`, "gu");
export const APOSTROPHES = /['\u2019\u2018\u02bc`\xb4]/;
const HYPHENED = new RegExp(`${WORD}(?:[-_\u2010\u2011]${WORD})+`, "gu");
const CHAIN = new RegExp(
  `[A-Za-z](?:\\+\\+|#)|${WORD}(?:['\u2019\u2018\u02bc\`\xb4\\-_\u2010\u2011]${WORD})*`,
  "gu",
); // with hyphens inside
const HYPHENS = /[-_\u2010\u2011]/g;
const SPACED_NUMBER = /\d+(?:[ .\-/()\xa0]{1,2}\d+)+/g;
const GROUPED_NUMBER = /(?<![\d.,])[1-9]\d{0,2}(?:[.,'\u2019 \xa0\u202f]\d{3})+(?![ .\-/]?\d)/g;
const FADING = /(?![\u0700-\u1aaf\u3099\u309a])\p{M}|\u0640/gu; // accents, vowels of Hebrew and Arabic; see search/text/scripts.py
export const LETTERS_ONLY = /^\p{L}+$/u;
export const HUMPS = /[A-Z]+(?![a-z])|[A-Z]?(?:(?![A-Z\d])[\p{L}\p{N}\p{M}])+|\d+/gu;
const MIXED_CASE = /[a-z][A-Z]|[A-Z][A-Z][a-z]/;
const NUMBER_DIGITS = 7;
const UNSEEN = /[\xad\u200b\u2060\ufeff]+/g; // soft hyphens and zero-width spaces; marks of direction stay

/** @param {string} text @returns {number} its length in code points */
export function codePoints(text) {
  return /[\ud800-\udfff]/.test(text) ? [...text].length : text.length;
}

/** @param {string} text @param {number} limit @returns {string} its first code points */
export function firstPoints(text, limit) {
  return text.length <= limit ? text : [...text].slice(0, limit).join("");
}

/** The composed form in which texts are stored, cut and marked, without marks that nobody sees. @param {string} text @returns {string} */
export function normalText(text) {
  return text.replace(UNSEEN, "").normalize("NFC");
}

/** The same function, which makes each answer once. @template T @param {(text: string) => T} make @returns {(text: string) => T} */
function remembering(make) {
  /** @type {Map<string, T>} */
  const known = new Map();
  return (text) => {
    let found = known.get(text);
    if (!found) known.set(text, (found = make(text)));
    return found;
  };
}

/**
 * @typedef {object} Analyzer
 * @property {Rules} rules
 * @property {Set<string>} stop
 * @property {Set<string>} incidental words that cannot be a topic
 * @property {Record<string, Set<string>>} letter how a mail opens, closes and quotes
 * @property {string[][]} frames
 * @property {(text: string) => [number, number][]} idioms where words stand that say little together
 * @property {(text: string) => [number, number][]} courtesies where it may greet, introduce somebody or close, as a letter does
 * @property {(text: string) => Token[]} tokens the words of a text in order
 * @property {(text: string) => [string[], number]} indexed all words to index of a text, and how many of them are its tokens
 * @property {(word: string) => string[]} terms the terms of a word in lower case
 * @property {(word: string) => string} folded a word folded, and cut then too: a letter may become eighteen
 * @property {number} longest letters of a word that are read
 * @property {(word: string) => string} fold without accents and with the special letters of the rules spelt out
 */

/** The words and terms of one language; remembers the terms of each word it met. @param {Rules} rules @param {number} longest letters of a word that are read @param {import("./stemmers.js").Stemmer} [stemmer] @returns {Analyzer} */
export function createAnalyzer(rules, longest, stemmer) {
  const [stop, compounds, elisions] = [rules.stop, rules.compounds, rules.elisions].map(
    (words) => new Set(words),
  );
  const { greetings, introductions, closings } = rules.letter;
  /** @param {string} run @returns {string} */
  const asWord = (run) => firstPoints(run, longest).toLowerCase();

  /** A run with apostrophes: elisions and possessives go, contractions are joined. @param {string} run @param {number} start @returns {Token[]} */
  const pieces = (run, start) => {
    /** @type {Token[]} */
    const found = [];
    const parts = run.split(APOSTROPHES);
    parts.forEach((part, place) => {
      const word = asWord(part),
        end = start + part.length;
      const last = found.at(-1);
      if (last && rules.contractions.includes(word)) {
        Object.assign(last, { end, word: firstPoints(last.word + word, longest) });
      } else if (
        word &&
        !(place < parts.length - 1 && elisions.has(word)) &&
        !(place && rules.possessives.includes(word))
      ) {
        found.push({ start, end, word });
      }
      start = end + 1;
    });
    return found;
  };

  /** @param {string} text @returns {Token[]} */
  const tokens = (text) =>
    [...text.matchAll(WORD_RUN)].flatMap(({ 0: run, index: start }) => {
      const end = start + run.length;
      if (APOSTROPHES.test(run)) return pieces(run, start);
      const signs = (/^[a-z]$/i.test(run) && /^(?:\+\+|#)/.exec(text.slice(end))?.[0]) || ""; // C++ and C#
      return partsOf(run).map(([part, at]) => ({
        start: start + at,
        end: start + at + part.length + signs.length,
        word: asWord(part) + signs,
      }));
    });

  /** Two neighbours as one word, if they are written so too. @param {string | undefined} first @param {string | undefined} second @returns {string[]} */
  const compound = (first, second) => {
    const [opener] = first ? terms(first) : [""];
    return second && compounds.has(`${opener} ${second}`) ? [opener + second] : [];
  };

  /** A run with hyphens and apostrophes: its words; compound (e-mail) and decompounded (GoToMeeting) ones beside them. */
  const chain = remembering((written) => {
    if (/^[A-Z]?[a-z]+$/.test(written)) return { words: [asWord(written)], beside: [] }; // as most are
    const inside = tokens(written);
    const hyphened = (written.match(HYPHENED) ?? []).map((run) =>
      firstPoints(run.replace(HYPHENS, "").toLowerCase(), longest),
    );
    const surfaces = inside
      .map(({ start, end }) => written.slice(start, end))
      .filter((surface) => MIXED_CASE.test(surface));
    const camel = surfaces
      .flatMap((surface) => surface.match(HUMPS) ?? [])
      .map((part) => firstPoints(part.toLowerCase(), longest));
    const words = inside.map((token) => token.word);
    return {
      words,
      beside: [...hyphened, ...camel, ...words.slice(1).flatMap((next, i) => compound(words[i], next))],
    };
  });

  /** The words of a text, and beside them compounds and numbers with spaces (1 800 263 6317). @param {string} text @returns {[string[], number]} */
  const indexed = (text) => {
    const found = (text.match(CHAIN) ?? []).map(chain);
    const numbers = (text.match(SPACED_NUMBER) ?? []).flatMap((run) => {
      const groups = run.match(/\d+/g) ?? [];
      return groups.slice(1).map((_, first) => groups.slice(first).join(""));
    });
    const across = compounds.size
      ? found.slice(1).flatMap(({ words: [first] }, i) => compound(found[i].words.at(-1), first))
      : [];
    const all = found.flatMap(({ words }) => words);
    const beside = [
      ...found.flatMap((run) => run.beside),
      ...numbers.filter((number) => number.length >= NUMBER_DIGITS),
      ...(text.match(GROUPED_NUMBER) ?? []).map((run) => run.replace(/\D/g, "")),
      ...across,
    ];
    return [[...all, ...beside], all.length];
  };

  /** fold(stem(word)) and, where it differs, fold(stem(fold(word))). */
  const terms = remembering((word) => {
    const plain = folded(word);
    if (!stem || !LETTERS_ONLY.test(plain)) return [plain];
    return [...new Set([folded(stem(word)), folded(stem(plain))])];
  });

  const stem =
    stemmer &&
    remembering((word) => {
      const rule = rules.rewrites.find(
        ([ending, , least]) => word.endsWith(ending) && codePoints(word) >= least,
      );
      return stemmer(rule ? word.slice(0, -rule[0].length) + rule[1] : word);
    });

  /** @param {string} word @returns {string} */
  const fold = (word) => {
    if (!/[^\0-\x7f]/.test(word)) return word;
    const bare = word.normalize("NFKD").replace(FADING, "").normalize("NFC");
    return bare.replace(/[^\0-\x7f]/gu, (letter) => rules.folds[letter] ?? letter);
  };

  /** @param {string} word @returns {string} */
  const folded = (word) => firstPoints(fold(word), longest);

  return {
    rules,
    stop,
    incidental: new Set(rules.incidental),
    letter: Object.fromEntries(
      Object.entries(rules.letter).map(([part, phrases]) => [part, new Set(phrases)]),
    ),
    frames: rules.frames.map((frame) => frame.split(" ")),
    idioms: idiomFinder(rules.idioms),
    courtesies: idiomFinder([...greetings, ...introductions, ...closings], "[^\\p{L}\\p{N}]+"),
    tokens: remembering(tokens),
    indexed,
    terms,
    longest,
    folded,
    fold,
  };
}
