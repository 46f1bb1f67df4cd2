/**
 * What was typed to groups of alternatives, each with its quality (sixteenths) and rarity; the twin of search/query/understand.py.
 * A word whose data are not loaded yet counts as unknown here: the store notes what it lacks, and the question is
 * asked again when that has arrived.
 */
import { HUMPS, LETTERS_ONLY, codePoints, firstPoints, normalText } from "../text/analyzer.js";
import { readSentence, withWords } from "./parse.js";
import { spokenLanguage } from "./spoken.js";
import { otherNames, runsWith } from "./synonyms.js";

/** @typedef {import("../text/analyzer.js").Analyzer} Analyzer */
/** @typedef {Record<string, number>} Tuning */
/** @typedef {{term: string, quality: number, idf: number, compound?: string}} Alternative compound: the word that neighbours make */
/** @typedef {{word: string, alternatives: Alternative[], rarity: number, stop: boolean, required: boolean, countsAs: number, exact: Alternative[]}} Group see search/query/understand.py */
/** @typedef {import("./parse.js").QueryWord} QueryWord */
/** @typedef {{meaning: string, exact: Alternative[], other: Alternative[], corrected?: string, idle?: boolean, code?: boolean, doubted?: unknown, strange?: boolean}} Draft what a word is taken to mean (a term) and what matches it, synonyms aside */
/** @typedef {{text: string, corrected: string, groups: Group[], suggestion: string | null, lang: string, message: boolean, said: string, widened: () => Group[]}} Query see search/query/understand.py, and search/query/akin.py */
/**
 * @typedef {object} Vocabulary what a query needs to know of an index
 * @property {(term: string) => number} frequency how many documents hold the term
 * @property {(term: string) => Iterable<number>} documents which ones
 * @property {(documentFrequency: number) => number} idf
 * @property {(word: string) => number} count how many documents hold the folded word; -1: the index does not know it
 * @property {(prefix: string) => string[]} starting the words that begin so and go on, the commonest first
 * @property {(word: string, edits: number) => string[]} near the words so many errors away, the commonest first; in short words the first letter counts as right
 * @property {() => import("../text/typos.js").Typos | undefined} typos what finds them
 * @property {string} lang of the documents
 * @property {(word: string) => import("./spoken.js").NearWord | undefined} nearWord
 * @property {() => import("./spacing.js").Spacing | undefined} spacing what parts and joins unknown words
 * @property {() => boolean} lacking whether something asked for is not loaded yet
 * @property {Map<string, [string, number][]>} synonyms terms (one to a line) to those of its other names, each with the number of terms of its shortest name
 * @property {(text: string) => import("./marks.js").Marks | undefined} marks for a text that may have quotation marks, several lines or what a letter has
 */

export const SIXTEENTHS = 16;
const PHONE_DIGITS = 7;
const AKIN = "~"; // before a term that documents hold: other words of theirs, near in meaning

/**
 * Find for every word the terms that may match it; throws an error named QueryTooShort {minimum, length} below the minimum.
 * @param {string} text @param {Analyzer} analyzer @param {Vocabulary} vocabulary @param {Tuning} tuning @returns {Query}
 */
export function understandQuery(text, analyzer, vocabulary, tuning) {
  const { frequency, documents, idf, count, starting, near, lang, nearWord, lacking, synonyms, marks } =
    vocabulary;
  const { stop, terms } = analyzer;
  text = normalText(firstPoints(text, tuning.query_limit));
  const sentence = readSentence(text, analyzer, tuning, marks(text));
  let { topic, queryWords, message } = sentence;

  /** The terms of words that some document holds, each term once. @param {string[]} words @param {number} quality @param {{compound?: string}} [how] @returns {Alternative[]} */
  const alternatives = (words, quality, how) => {
    const held = [...new Set(words.flatMap(terms))].filter(frequency);
    return held.map((term) => ({ term, quality, idf: idf(frequency(term)), ...how }));
  };

  /** Whether a word that no document holds is right as it is: a stop word or a synonym. @param {QueryWord} one */
  const isKnown = ({ word, token }) => stop.has(word) || synonyms.has(terms(token)[0]);

  /** Whether a word needs no help: documents hold it, it is right as it is, or it is quoted. @param {QueryWord} one @returns {boolean} */
  const isRight = (one) => one.quoted || isKnown(one) || !!alternatives([one.token], 1).length;

  /** The commonest words that go on from the last word; after an unknown one a space or `*` may follow. @param {QueryWord} one @param {boolean} known */
  const prefixWords = ({ word, open, last }, known) =>
    (open || (last && !known)) && codePoints(word) >= tuning.prefix_min
      ? starting(word).slice(0, tuning.prefix_limit)
      : [];

  /** @param {QueryWord} one */
  const isBegun = (one) => !!prefixWords(one, false).length;

  /** Neighbours written as one word: `log in` for `login`, the groups of a telephone number; its rarity counts once, shared by the content terms. @param {number} place @returns {Alternative[]} */
  const compound = (place) =>
    runsWith(queryWords, place, 2, tuning.compound_words).flatMap((run) => {
      const word = run.map((one) => one.word).join("");
      if (codePoints(word) > tuning.word_longest || count(word) < 0) return [];
      const share = Math.max(1, run.filter((one) => !one.stop).length);
      return alternatives([word], tuning.compound, { compound: word }).map((each) => ({
        ...each,
        idf: Math.max(1, Math.floor(each.idf / share)),
      }));
    });

  /** The words one error away from one that only shares its stem with another; none where one has that stem too. @param {QueryWord} one @returns {string[]} */
  const misread = ({ word, token, open }) => {
    if (open || count(word) >= 0 || lacking() || codePoints(word) < tuning.typo_first_from) return [];
    const words = near(word, 1);
    const own = terms(token);
    return words.some((each) => terms(each).some((term) => own.includes(term)))
      ? []
      : words.slice(0, tuning.typo_limit);
  };

  /** @param {string} word */
  const holding = (word) => terms(word).flatMap((term) => [...documents(term)]);

  /** The words that an unknown one may be meant for, and their quality. @param {string} word @param {number} place @returns {[string[], number]} */
  const corrections = (word, place) => {
    const beside = [queryWords[place - 1], queryWords[place + 1]].flatMap((one) =>
      one ? holding(one.token) : [],
    );
    return vocabulary.typos()?.corrections(word, beside, near, holding, stop, tuning) ?? [[], 0];
  };

  /** What a word means and the terms that match it, synonyms aside. @param {QueryWord} one @param {number} place @returns {Draft} */
  const draft = (one, place) => {
    const exact = alternatives([one.token], tuning.exact);
    const [meaning] = terms(one.token);
    if (one.quoted) return { meaning, exact, other: [] };
    const longer = compound(place);
    const known = exact.length > 0 || isKnown(one);
    const entry = told.words[place];
    const named = one.name && (queryWords[place - 1]?.name || queryWords[place + 1]?.name);
    if (entry && (message || told.foreign || !named)) {
      // Another vocabulary or language; without neighbours it says little, and in our own language is right.
      const near = entry.flatMap(([each, cosine]) => alternatives([each], (tuning.near * cosine) >> 4));
      for (const each of near) each.idf = Math.min(each.idf, near[0].idf); // none is rarer than the first
      const other = [...longer, ...near];
      return {
        meaning,
        exact: [],
        other,
        idle: told.foreign && !other.length,
        doubted: near[0] && (!told.foreign || near[0].quality < tuning.near_sure),
        strange: !told.foreign && !other.length,
      };
    }
    if (message) return { meaning, exact, other: longer };
    const words = known || !told.foreign ? prefixWords(one, known) : [];
    if (known || longer.length || words.length || lacking() || !LETTERS_ONLY.test(one.word)) {
      // Words that the reader may be about to type; together they are as rare as all their documents.
      const prefix = alternatives(words, known ? tuning.prefix_known : tuning.prefix);
      const rarity = idf(prefix.reduce((sum, { term }) => sum + frequency(term), 0));
      // A code or a telephone number that an article holds may be what is asked for.
      const whole = exact.length && (/\D/.test(one.word) || one.word.length >= PHONE_DIGITS);
      const code = one.number && !!(longer.length || whole);
      const right = exact.length ? misread(one) : [];
      const typos = alternatives(right, tuning.typo_one);
      const other = [...longer, ...prefix.map((each) => ({ ...each, idf: rarity })), ...typos];
      return {
        meaning: known || !words.length ? meaning : terms(words[0])[0],
        exact,
        other,
        corrected: right[0],
        code,
      };
    }
    // First name and surname are no words to correct, nor those of another language.
    if (named || told.foreign) return { meaning, exact, other: [], idle: named };
    const [right, quality] = corrections(one.word, place);
    const [corrected] = right;
    return {
      meaning: terms(corrected ?? one.token)[0],
      exact,
      other: alternatives(right, quality),
      corrected: one.name ? undefined : corrected,
      idle: stop.has(corrected),
    };
  };

  /** The alternatives with their final qualities; none but a longer word is rarer than the word itself. @param {QueryWord} one @param {Draft} draft @param {[string, number][]} others @returns {Group} */
  const group = (one, { exact, other, idle, code, doubted, strange }, others) => {
    const found = [...exact, ...other];
    for (const [term, parts] of one.quoted ? [] : others) {
      if (found.every((each) => each.term !== term) && frequency(term)) {
        const quality = Math.max(
          1,
          Math.floor((exact.length ? tuning.synonym : tuning.synonym_alone) / parts),
        );
        found.push({ term, quality, idf: idf(frequency(term)) });
      }
    }
    const rarity = Math.max(0, ...(exact.length ? exact : found).map((each) => each.idf)) || idf(0);
    const tooShort = one.open && !found.length && !strange && codePoints(one.word) < tuning.typo_one_from;
    const little = (one.stop && !code) || !!idle || tooShort;
    for (const each of found) {
      if (!each.compound) each.idf = Math.min(each.idf, rarity);
      // A year or a version tells apart what other words find.
      if (little && !(one.alone && exact.includes(each)))
        each.quality = Math.max(1, Math.floor((each.quality * tuning.stop) / SIXTEENTHS));
    }
    // Where all words say little they find something, but no sure answer.
    let countsAs = (found.length && !doubted) || message ? 1 : strange ? tuning.strange : tuning.unknown;
    if (queryWords.every(({ word }) => stop.has(word))) countsAs = tuning.words_limit;
    return { ...one, alternatives: found, rarity, stop: little, required: one.quoted, countsAs, exact };
  };

  // Who greets somebody by name asks nothing; see search/query/greeting.py.
  if (sentence.bare && queryWords.some((one) => one.name && !one.stop && !isBegun(one) && !isRight(one)))
    queryWords = [];
  const stranger = !message && queryWords.some((one) => !isRight(one) && !nearWord(one.word));
  /** @type {import("./spacing.js").Given} */
  const given = [analyzer, vocabulary, tuning, HUMPS, LETTERS_ONLY];
  const spaced =
    stranger && vocabulary.spacing()?.respaced(text, queryWords, given, isRight, isBegun, compound, near);
  const whole = spaced ? withWords(text, ...spaced) : text;
  if (whole !== text) ({ topic, queryWords, message } = readSentence(whole, analyzer, tuning, marks(whole)));
  const told = spokenLanguage(queryWords, lang, nearWord, isRight, isBegun, count);
  const drafts = queryWords.map(draft);
  const others = otherNames(
    drafts.map((each) => each.meaning),
    synonyms,
  );
  /** @type {Map<string, Group>} */
  const unique = new Map();
  queryWords.forEach((one, place) => {
    const key = `${one.quoted} ${one.word}`;
    if (!unique.has(key)) unique.set(key, group(one, drafts[place], others[place]));
  });
  let groups = [...unique.values()];
  if (message) {
    // Of a whole message the rarest known words count, and the unknown ones once each.
    let left = tuning.message_words;
    groups = groups
      .filter((each) => !each.stop)
      .sort((a, b) => b.rarity - a.rarity)
      .filter((each) => !each.alternatives.length || left-- > 0);
  }
  /** The groups with the near words of those that documents hold; see search/query/akin.py. Their postings are asked for all at once. */
  const widened = () => {
    const near = groups.map(({ stop, required, exact }) =>
      (message || told.foreign || stop || required ? [] : exact).flatMap(
        ({ term }) => nearWord(AKIN + term)?.[1] ?? [],
      ),
    );
    if (lacking()) return groups;
    return groups.map((each, place) => {
      const found = near[place]
        .flatMap(([word, cosine]) => alternatives([word], (tuning.akin * cosine) >> 4))
        .map((one) => ({ ...one, idf: Math.min(one.idf, each.rarity) }));
      return { ...each, alternatives: [...each.alternatives, ...found] };
    });
  };
  const right = drafts.map((each) => each.corrected);
  const said = message || told.foreign ? text : withWords(whole, queryWords, right);
  return {
    text: topic,
    corrected: withWords(topic, queryWords, right),
    groups,
    suggestion: said === text ? null : said,
    lang: told.spoken,
    message,
    said,
    widened,
  };
}
