/**
 * Text to words and words to terms; the twin of search/analyze.py. A word is a run of letters and digits,
 * a term is what the index knows: a folded stem. Offsets here count code units of a string in NFC.
 */
import {stemEnglish} from "./stem_en.js";
import {stemItalian} from "./stem_it.js";

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
 * @property {string[]} compounds
 */
/** @typedef {{start: number, end: number, word: string}} Token */

export const WORD_LIMIT = 64;
const WORD_RUN = /[\p{L}\p{N}]+(?:['\u2019\u2018\u02bc`\xb4][\p{L}\p{N}]+)*/gu;
const APOSTROPHE = /['\u2019\u2018\u02bc`\xb4]/;
const HYPHENED = /[\p{L}\p{N}]+(?:[-_\u2010\u2011][\p{L}\p{N}]+)+/gu;
const SPACED_NUMBER = /[0-9]+(?:[ .\-/()\xa0]{1,2}[0-9]+)+/g;
const CAMEL_PARTS = /[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[0-9]+/g;
const MIXED_CASE = /[a-z][A-Z]|[A-Z][A-Z][a-z]/;
const NUMBER_DIGITS = 7;
/** @type {Record<string, (word: string) => string>} */
const STEMMERS = {italian: stemItalian, english: stemEnglish};

/** @param {string} text @returns {number} its length in code points */
export function codePoints(text) {
  return /[\ud800-\udfff]/.test(text) ? [...text].length : text.length;
}

/** @param {string} text @param {number} limit @returns {string} its first code points */
function firstPoints(text, limit) {
  return text.length <= limit ? text : [...text].slice(0, limit).join("");
}

/** @param {string} run @returns {string} */
function asWord(run) {
  return firstPoints(run, WORD_LIMIT).toLowerCase();
}

/** The words and terms of one language; remembers the terms of each word it met. */
export class Analyzer {
  /** @param {Rules} rules */
  constructor(rules) {
    this.rules = rules;
    this.stemmer = STEMMERS[rules.stemmer];
    this.stop = new Set(rules.stop);
    this.frames = rules.frames.map((frame) => frame.split(/\s+/));
    this.compounds = new Set(rules.compounds);
    this.elisions = new Set(rules.elisions);
    /** @type {Map<string, string[]>} */
    this.known = new Map();
  }

  /** The words of a text in order. @param {string} text @returns {Token[]} */
  tokens(text) {
    /** @type {Token[]} */
    const found = [];
    for (const match of text.matchAll(WORD_RUN)) {
      const [run] = match, start = match.index, end = start + run.length;
      if (/^[a-zA-Z]$/.test(run)) {
        const signs = /^(?:\+\+|#)?/.exec(text.slice(end, end + 2))?.[0] ?? ""; // C++ and C#
        found.push({start, end: end + signs.length, word: (run + signs).toLowerCase()});
      } else if (run.length > 1 && APOSTROPHE.test(run)) {
        this.pieces(run, start, found);
      } else {
        found.push({start, end, word: asWord(run)});
      }
    }
    return found;
  }

  /** A run with apostrophes: elisions and possessives go, contractions are joined. @param {string} run @param {number} start @param {Token[]} found */
  pieces(run, start, found) {
    /** @type {Token | undefined} */
    let waiting;
    const parts = run.split(APOSTROPHE);
    parts.forEach((part, place) => {
      const word = asWord(part), end = start + part.length;
      if (waiting && this.rules.contractions.includes(word)) {
        waiting = {start: waiting.start, end, word: waiting.word + word};
      } else if (!(place < parts.length - 1 && this.elisions.has(word)) && !(place && this.rules.possessives.includes(word))) {
        if (waiting) found.push(waiting);
        waiting = {start, end, word};
      }
      start = end + 1;
    });
    if (waiting) found.push(waiting);
  }

  /** Words to index beside the tokens: joined (e-mail, 1 800 263 6317) and parted (GoToMeeting) ones. @param {string} text @param {Token[]} tokens @returns {string[]} */
  extras(text, tokens) {
    const found = (text.match(HYPHENED) ?? []).map((run) => firstPoints(run.replace(/[-_\u2010\u2011]/g, "").toLowerCase(), WORD_LIMIT));
    for (const [run] of text.matchAll(SPACED_NUMBER)) {
      const groups = run.match(/[0-9]+/g) ?? [];
      for (let first = 0; first < groups.length - 1; first++) {
        const joined = groups.slice(first).join("");
        if (joined.length >= NUMBER_DIGITS) found.push(joined);
      }
    }
    tokens.forEach(({start, end, word}, place) => {
      const surface = text.slice(start, end);
      if (MIXED_CASE.test(surface)) found.push(...(surface.match(CAMEL_PARTS) ?? []).map((part) => part.toLowerCase()));
      const next = tokens[place + 1];
      if (next && this.compounds.has(`${this.terms(word)[0]} ${next.word}`)) found.push(this.terms(word)[0] + next.word);
    });
    return found;
  }

  /** The terms of a word in lower case: fold(stem(word)) and, where it differs, fold(stem(fold(word))). @param {string} word @returns {string[]} */
  terms(word) {
    let found = this.known.get(word);
    if (!found) this.known.set(word, (found = this.stems(word)));
    return found;
  }

  /** @param {string} word @returns {string[]} */
  stems(word) {
    const plain = this.fold(word);
    if (!this.stemmer || !/^\p{L}+$/u.test(plain)) return [plain];
    const folded = this.fold(this.stem(plain));
    if (word === plain) return [folded];
    const accented = this.fold(this.stem(word));
    return accented === folded ? [accented] : [accented, folded];
  }

  /** @param {string} word @returns {string} */
  stem(word) {
    const rule = this.rules.rewrites.find(([ending, , least]) => codePoints(word) >= least && word.endsWith(ending));
    return this.stemmer(rule ? word.slice(0, -rule[0].length) + rule[1] : word);
  }

  /** The word without accents and with the special letters of the rules spelt out. @param {string} word @returns {string} */
  fold(word) {
    if (!/[^\0-\x7f]/.test(word)) return word;
    const bare = word.normalize("NFKD").replace(/[\u0300-\u036f]/g, "");
    return [...bare].map((letter) => this.rules.folds[letter] ?? letter).join("");
  }
}
