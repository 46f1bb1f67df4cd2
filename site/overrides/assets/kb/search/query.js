/**
 * What was typed to groups of alternatives, each with its quality (sixteenths) and rarity; the twin of search/query.py.
 * A word whose data are not loaded yet counts as unknown here: the store notes what it lacks, and the question is
 * asked again when that has arrived.
 */
import {Analyzer, WORD_LIMIT, codePoints} from "./analyze.js";
import {quotedSpans} from "./phrase.js";

/** @typedef {Record<string, number>} Tuning */
/** @typedef {{term: string, quality: number, idf: number, joined?: boolean}} Alternative */
/** @typedef {{word: string, alternatives: Alternative[], need: number, stop: boolean, required: boolean}} Group */
/** @typedef {{start: number, end: number, token: string, word: string, stop: boolean, quoted: boolean, open: boolean}} Typed */
/** @typedef {{meaning: string, exact: Alternative[], other: Alternative[], corrected?: string, idle?: boolean}} Draft what a word is taken to mean (a term) and what matches it, synonyms aside */
/** @typedef {{text: string, groups: Group[], suggestion: string | null}} Query */
/**
 * @typedef {object} Vocabulary what a query needs to know of an index
 * @property {(term: string) => number} frequency how many documents hold the term
 * @property {(having: number) => number} idf
 * @property {(word: string) => number | undefined} count how many documents hold the folded word; undefined: unknown word
 * @property {(prefix: string, limit: number) => string[]} starting the commonest words that begin so and go on
 * @property {(word: string, edits: number) => string[]} near the words exactly so many errors away, the commonest first
 * @property {() => void} spell ask for all words
 * @property {() => boolean} lacking whether something asked for is not loaded yet
 * @property {Map<string, [string, number][]>} synonyms terms (one to a line) to the terms of its other names and the number
 *   of terms of the shortest name that holds each
 */

export const SIXTEENTHS = 16;
const SPLIT_MIN = 3;
const LETTERS_ONLY = /^\p{L}+$/u;

/** The query holds fewer letters and digits than the minimum. */
export class QueryTooShort extends Error {
  /** @param {number} minimum @param {number} length */
  constructor(minimum, length) {
    super(`the query has ${length} letters or digits; at least ${minimum} are needed`);
    this.name = "QueryTooShort";
    this.minimum = minimum;
    this.length = length;
  }
}

/** The words of a normal text with their roles. @param {string} text @param {Analyzer} analyzer @param {Tuning} tuning @returns {Typed[]} */
function readTyped(text, analyzer, tuning) {
  let tokens = analyzer.tokens(text);
  const length = tokens.reduce((sum, token) => sum + codePoints(token.word), 0);
  if (length < tuning.minimum) throw new QueryTooShort(tuning.minimum, length);
  tokens = tokens.slice(0, tuning.words_limit);
  const words = tokens.map((token) => analyzer.fold(token.word));
  const quotes = quotedSpans(text);
  const frame = analyzer.frames.find((each) => each.length < words.length && each.every((word, i) => word === words[i]));
  const framed = frame ? frame.length : 0;
  let stops = words.map((word, place) => place < framed || analyzer.stop.has(word));
  if (stops.every(Boolean)) stops = stops.map(() => false);
  return tokens.map(({start, end, word}, i) => {
    const quoted = quotes.some(([from, to]) => from <= start && end <= to);
    return {start, end, token: word, word: words[i], stop: stops[i] && !quoted, quoted, open: end === text.length};
  });
}

/** Groups of alternatives for one question to one vocabulary. */
class Understanding {
  /** @param {Typed[]} typed @param {Analyzer} analyzer @param {Vocabulary} vocabulary @param {Tuning} tuning */
  constructor(typed, analyzer, vocabulary, tuning) {
    this.typed = typed;
    this.analyzer = analyzer;
    this.vocabulary = vocabulary;
    this.tuning = tuning;
  }

  /** The terms of words that some document holds, each term once. @param {string[]} words @param {number} quality @returns {Alternative[]} */
  alternatives(words, quality) {
    const {vocabulary} = this;
    const terms = new Set(words.flatMap((word) => this.analyzer.terms(word)));
    const held = [...terms].filter((term) => vocabulary.frequency(term));
    return held.map((term) => ({term, quality, idf: vocabulary.idf(vocabulary.frequency(term))}));
  }

  /** Whether a word that no document holds is right as it is: a stop word or a synonym. @param {Typed} one */
  isKnown(one) {
    return this.analyzer.stop.has(one.word) || this.vocabulary.synonyms.has(this.analyzer.terms(one.token)[0]);
  }

  /** The commonest words that go on from a word at the very end of the query. @param {Typed} one */
  begun(one) {
    const {prefix_min, prefix_limit} = this.tuning;
    return one.open && codePoints(one.word) >= prefix_min ? this.vocabulary.starting(one.word, prefix_limit) : [];
  }

  /** The text with a space in each unknown word that is two known ones: `soundcard`. @param {string} text @returns {string} */
  parted(text) {
    let said = "", done = 0;
    this.typed.forEach((one, place) => {
      if (one.quoted || !LETTERS_ONLY.test(one.word) || this.isKnown(one)) return;
      if (this.alternatives([one.token], 1).length || this.begun(one).length || this.vocabulary.lacking()) return;
      this.vocabulary.spell();
      const words = this.split([...one.word]);
      if (!words || this.joined(place).length) return;
      said += text.slice(done, one.start) + words;
      done = one.end;
    });
    return said + text.slice(done);
  }

  /** Two known words with a space; the parting whose rarer word is commonest. Empty if there is none. @param {string[]} letters @returns {string} */
  split(letters) {
    let best = 0, found = "";
    for (let place = SPLIT_MIN; place <= letters.length - SPLIT_MIN; place++) {
      const parts = [letters.slice(0, place).join(""), letters.slice(place).join("")];
      const least = Math.min(...parts.map((part) => this.vocabulary.count(part) ?? 0));
      if (least > best) [best, found] = [least, parts.join(" ")];
    }
    return found;
  }

  /** What a word means and the terms that match it, synonyms aside. @param {Typed} one @param {number} place @returns {Draft} */
  draft(one, place) {
    const {tuning, vocabulary, analyzer} = this;
    const exact = this.alternatives([one.token], tuning.exact);
    const [own] = analyzer.terms(one.token);
    if (one.quoted) return {meaning: own, exact, other: []};
    const joined = this.joined(place);
    const begun = this.begun(one);
    const known = exact.length > 0 || this.isKnown(one);
    const prefix = this.prefix(begun, known ? tuning.prefix_known : tuning.prefix);
    if (known || joined.length || begun.length || vocabulary.lacking() || !LETTERS_ONLY.test(one.word)) {
      const meaning = known || !begun.length ? own : analyzer.terms(begun[0])[0];
      return {meaning, exact, other: [...joined, ...prefix]};
    }
    const [words, quality] = this.corrections(one.word);
    const meaning = words.length ? analyzer.terms(words[0])[0] : own;
    return {meaning, exact, other: this.alternatives(words, quality), corrected: words[0], idle: analyzer.stop.has(words[0])};
  }

  /** The alternatives with their final qualities; none but a longer word is rarer than the word itself. @param {Typed} one @param {Draft} draft @param {[string, number][]} synonyms @returns {Group} */
  group({word, quoted, ...typed}, {exact, other, idle}, synonyms) {
    const {tuning, vocabulary} = this;
    const stop = typed.stop || !!idle;
    const found = [...exact, ...other];
    const alike = exact.length ? tuning.synonym : tuning.synonym_alone;
    for (const [term, parts] of quoted ? [] : synonyms) {
      const having = vocabulary.frequency(term);
      if (having && !found.some((each) => each.term === term)) {
        found.push({term, quality: Math.max(1, Math.floor(alike / parts)), idf: vocabulary.idf(having)});
      }
    }
    const most = Math.max(0, ...exact.map((each) => each.idf));
    const need = most || (found.length ? Math.max(...found.map((each) => each.idf)) : vocabulary.idf(0));
    const alternatives = found.map(({term, quality, idf, joined}) => ({
      term,
      quality: stop ? Math.max(1, Math.floor((quality * tuning.stop) / SIXTEENTHS)) : quality,
      idf: joined || !most ? idf : Math.min(idf, most),
    }));
    return {word, alternatives, need: SIXTEENTHS * need, stop, required: quoted};
  }

  /** Neighbours written as one word: `log in` for `login`, the groups of a telephone number. @param {number} place @returns {Alternative[]} */
  joined(place) {
    const {typed, tuning, vocabulary} = this;
    const found = [];
    for (let size = 2; size <= tuning.join_words; size++) {
      for (let first = Math.max(0, place - size + 1); first <= Math.min(place, typed.length - size); first++) {
        const word = typed.slice(first, first + size).map((one) => one.word).join("");
        if (codePoints(word) <= WORD_LIMIT && vocabulary.count(word) !== undefined) found.push(...this.alternatives([word], tuning.joined));
      }
    }
    return found.map((each) => ({...each, joined: true}));
  }

  /** Words that the reader may be about to type; together they are as rare as all their documents. @param {string[]} words @param {number} quality @returns {Alternative[]} */
  prefix(words, quality) {
    const {vocabulary} = this;
    const found = this.alternatives(words, quality);
    const idf = vocabulary.idf(found.reduce((sum, {term}) => sum + vocabulary.frequency(term), 0));
    return found.map((each) => ({...each, idf}));
  }

  /** The commonest words one error away, else (in long words) two, and their quality; see search/query.py. @param {string} word @returns {[string[], number]} */
  corrections(word) {
    const {tuning, vocabulary, analyzer} = this;
    const length = codePoints(word);
    const start = length < tuning.typo_first_from ? [...word][0] : "";
    for (const [edits, least, quality] of [[1, tuning.typo_one_from, tuning.typo_one], [2, tuning.typo_two_from, tuning.typo_two]]) {
      const words = length < least ? [] : vocabulary.near(word, edits).filter((each) => each.startsWith(start));
      const telling = words.filter((each) => !analyzer.stop.has(each));
      if (words.length) return [(telling.length ? telling : words).slice(0, tuning.typo_limit), quality];
    }
    return [[], 0];
  }

  /** For each word, the terms of the other names of every run of words that it stands in. @param {string[]} meanings @returns {[string, number][][]} */
  otherNames(meanings) {
    const {synonyms} = this.vocabulary;
    /** @type {[string, number][][]} */
    const found = meanings.map(() => []);
    const longest = Math.max(0, ...[...synonyms.keys()].map((key) => key.split("\n").length));
    for (let size = 1; size <= longest; size++) {
      for (let first = 0; first <= meanings.length - size; first++) {
        const others = synonyms.get(meanings.slice(first, first + size).join("\n")) ?? [];
        for (let place = first; place < first + size; place++) found[place].push(...others);
      }
    }
    return found;
  }
}

/** The text with each corrected word in place. @param {string} text @param {Typed[]} typed @param {Draft[]} drafts @returns {string} */
function correctedText(text, typed, drafts) {
  let said = "", done = 0;
  drafts.forEach(({corrected}, i) => {
    if (corrected === undefined) return;
    said += text.slice(done, typed[i].start) + corrected;
    done = typed[i].end;
  });
  return said + text.slice(done);
}

/**
 * Find for every word the terms that may match it; throws QueryTooShort below the minimum.
 * @param {string} text @param {Analyzer} analyzer @param {Vocabulary} vocabulary @param {Tuning} tuning @returns {Query}
 */
export function understandQuery(text, analyzer, vocabulary, tuning) {
  text = text.normalize("NFC");
  /** @param {string} said */
  const reading = (said) => new Understanding(readTyped(said, analyzer, tuning), analyzer, vocabulary, tuning);
  const parted = reading(text).parted(text);
  const understanding = reading(parted);
  const {typed} = understanding;
  const drafts = typed.map((one, place) => understanding.draft(one, place));
  const others = understanding.otherNames(drafts.map((draft) => draft.meaning));
  /** @type {Map<string, Group>} */
  const unique = new Map();
  typed.forEach((one, place) => {
    const key = `${one.quoted} ${one.word}`;
    if (!unique.has(key)) unique.set(key, understanding.group(one, drafts[place], others[place]));
  });
  const corrected = correctedText(parted, typed, drafts);
  return {text: parted, groups: [...unique.values()], suggestion: corrected === text ? null : corrected};
}
