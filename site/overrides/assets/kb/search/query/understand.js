/**
 * What was typed to groups of alternatives, each with its quality (sixteenths) and rarity; the twin of search/query/understand.py.
 * A word whose data are not loaded yet counts as unknown here: the store notes what it lacks, and the question is
 * asked again when that has arrived.
 */
import { WORD_LIMIT, codePoints } from "../text/analyzer.js";
import { quotedSpans } from "../text/phrases.js";

/** @typedef {import("../text/analyzer.js").Analyzer} Analyzer */
/** @typedef {Record<string, number>} Tuning */
/** @typedef {{term: string, quality: number, idf: number, exact?: boolean, joined?: string}} Alternative joined: the word that neighbours make */
/** @typedef {{word: string, alternatives: Alternative[], rarity: number, stop: boolean, required: boolean}} Group rarity: the idf of a full match */
/** @typedef {{start: number, end: number, token: string, word: string, stop: boolean, quoted: boolean, open: boolean}} Typed */
/** @typedef {{meaning: string, exact: Alternative[], other: Alternative[], corrected?: string, idle?: boolean}} Draft what a word is taken to mean (a term) and what matches it, synonyms aside */
/** @typedef {{text: string, groups: Group[], suggestion: string | null}} Query */
/**
 * @typedef {object} Vocabulary what a query needs to know of an index
 * @property {(term: string) => number} frequency how many documents hold the term
 * @property {(having: number) => number} idf
 * @property {(word: string) => number} count how many documents hold the folded word; -1: the index does not know it
 * @property {(prefix: string) => string[]} starting the words that begin so and go on, the commonest first
 * @property {(word: string, edits: number) => string[]} near the words exactly so many errors away, the commonest first
 * @property {() => boolean} lacking whether something asked for is not loaded yet
 * @property {Map<string, [string, number][]>} synonyms terms (one to a line) to the terms of its other names and the number
 *   of terms of the shortest name that holds each
 */

export const SIXTEENTHS = 16;
const SPLIT_MIN = 3;
const LETTERS_ONLY = /^\p{L}+$/u;

/** The words of a normal text with their roles. @param {string} text @param {Analyzer} analyzer @param {Tuning} tuning @returns {Typed[]} */
function readTyped(text, analyzer, tuning) {
  let tokens = analyzer.tokens(text);
  const length = tokens.reduce((sum, token) => sum + codePoints(token.word), 0);
  if (length < tuning.minimum)
    throw Object.assign(new Error(), { name: "QueryTooShort", minimum: tuning.minimum, length });
  tokens = tokens.slice(0, tuning.words_limit);
  const words = tokens.map((token) => analyzer.fold(token.word));
  const quotes = quotedSpans(text);
  const framed =
    analyzer.frames.find((each) => each.length < words.length && each.every((word, i) => word === words[i]))
      ?.length ?? 0;
  const stops = words.map((word, place) => place < framed || analyzer.stop.has(word));
  const telling = stops.includes(false);
  return tokens.map(({ start, end, word }, i) => {
    const quoted = quotes.some(([from, to]) => from <= start && end <= to);
    return {
      start,
      end,
      token: word,
      word: words[i],
      stop: telling && stops[i] && !quoted,
      quoted,
      open: end === text.length,
    };
  });
}

/** The text with some words replaced. @param {string} text @param {Typed[]} typed @param {(string | undefined)[]} words @returns {string} */
function withWords(text, typed, words) {
  let said = "",
    done = 0;
  words.forEach((word, i) => {
    if (!word) return;
    said += text.slice(done, typed[i].start) + word;
    done = typed[i].end;
  });
  return said + text.slice(done);
}

/** Every run of neighbours that a place is in, the shortest first. @template T @param {T[]} items @param {number} place @param {number} least @param {number} most */
function runsWith(items, place, least, most) {
  const runs = [];
  for (let size = least; size <= most; size++) {
    for (let first = Math.max(0, place - size + 1); first <= Math.min(place, items.length - size); first++)
      runs.push(items.slice(first, first + size));
  }
  return runs;
}

/**
 * Find for every word the terms that may match it; throws an error named QueryTooShort {minimum, length} below the minimum.
 * @param {string} text @param {Analyzer} analyzer @param {Vocabulary} vocabulary @param {Tuning} tuning @returns {Query}
 */
export function understandQuery(text, analyzer, vocabulary, tuning) {
  const { frequency, idf, count, starting, near, lacking, synonyms } = vocabulary;
  const { stop, terms } = analyzer;
  text = text.normalize("NFC");
  let typed = readTyped(text, analyzer, tuning);

  /** The terms of words that some document holds, each term once. @param {string[]} words @param {number} quality @param {{exact?: boolean, joined?: string}} [how] @returns {Alternative[]} */
  const alternatives = (words, quality, how) => {
    const held = [...new Set(words.flatMap(terms))].filter(frequency);
    return held.map((term) => ({ term, quality, idf: idf(frequency(term)), ...how }));
  };

  /** Whether a word that no document holds is right as it is: a stop word or a synonym. @param {Typed} one */
  const isKnown = ({ word, token }) => stop.has(word) || synonyms.has(terms(token)[0]);

  /** The commonest words that go on from a word at the very end of the query. @param {Typed} one */
  const begun = ({ word, open }) =>
    open && codePoints(word) >= tuning.prefix_min ? starting(word).slice(0, tuning.prefix_limit) : [];

  /** Neighbours written as one word: `log in` for `login`, the groups of a telephone number. @param {number} place @returns {Alternative[]} */
  const joined = (place) =>
    runsWith(typed, place, 2, tuning.join_words).flatMap((run) => {
      const word = run.map((one) => one.word).join("");
      return codePoints(word) <= WORD_LIMIT && count(word) >= 0
        ? alternatives([word], tuning.joined, { joined: word })
        : [];
    });

  /** Two known words with a space; the parting whose rarer word is commonest. Empty if there is none. @param {string[]} letters @returns {string} */
  const split = (letters) => {
    let best = 0,
      found = "";
    for (let place = SPLIT_MIN; place <= letters.length - SPLIT_MIN; place++) {
      const parts = [letters.slice(0, place).join(""), letters.slice(place).join("")];
      const least = Math.min(...parts.map(count));
      if (least > best) [best, found] = [least, parts.join(" ")];
    }
    return found;
  };

  /** The parting of an unknown word that is two known ones: `soundcard`. @param {Typed} one @param {number} place @returns {string | undefined} */
  const parted = (one, place) => {
    if (
      one.quoted ||
      !LETTERS_ONLY.test(one.word) ||
      isKnown(one) ||
      alternatives([one.token], 1).length ||
      begun(one).length ||
      lacking()
    )
      return;
    near("", 0); // asks for all words, which a correction needs
    return joined(place).length ? "" : split([...one.word]);
  };

  /** The commonest words one error away, else (in long words) two, and their quality; see search/query/understand.py. @param {string} word @returns {[string[], number]} */
  const corrections = (word) => {
    const length = codePoints(word);
    const start = length < tuning.typo_first_from ? [...word][0] : "";
    for (const [edits, least, quality] of [
      [1, tuning.typo_one_from, tuning.typo_one],
      [2, tuning.typo_two_from, tuning.typo_two],
    ]) {
      const words = length < least ? [] : near(word, edits).filter((each) => each.startsWith(start));
      const telling = words.filter((each) => !stop.has(each));
      if (words.length) return [(telling.length ? telling : words).slice(0, tuning.typo_limit), quality];
    }
    return [[], 0];
  };

  /** What a word means and the terms that match it, synonyms aside. @param {Typed} one @param {number} place @returns {Draft} */
  const draft = (one, place) => {
    const exact = alternatives([one.token], tuning.exact, { exact: true });
    const [meaning] = terms(one.token);
    if (one.quoted) return { meaning, exact, other: [] };
    const longer = joined(place);
    const words = begun(one);
    const known = exact.length > 0 || isKnown(one);
    if (known || longer.length || words.length || lacking() || !LETTERS_ONLY.test(one.word)) {
      // Words that the reader may be about to type; together they are as rare as all their documents.
      const prefix = alternatives(words, known ? tuning.prefix_known : tuning.prefix);
      const rarity = idf(prefix.reduce((sum, { term }) => sum + frequency(term), 0));
      const other = [...longer, ...prefix.map((each) => ({ ...each, idf: rarity }))];
      return { meaning: known || !words.length ? meaning : terms(words[0])[0], exact, other };
    }
    const [right, quality] = corrections(one.word);
    const [corrected] = right;
    return {
      meaning: right.length ? terms(corrected)[0] : meaning,
      exact,
      other: alternatives(right, quality),
      corrected,
      idle: stop.has(corrected),
    };
  };

  /** For each word, the terms of the other names of every run of words that it stands in. @param {string[]} meanings @returns {[string, number][][]} */
  const otherNames = (meanings) => {
    const longest = Math.max(0, ...[...synonyms.keys()].map((key) => key.split("\n").length));
    return meanings.map((_, place) =>
      runsWith(meanings, place, 1, longest).flatMap((run) => synonyms.get(run.join("\n")) ?? []),
    );
  };

  /** The alternatives with their final qualities; none but a longer word is rarer than the word itself. @param {Typed} one @param {Draft} draft @param {[string, number][]} others @returns {Group} */
  const group = (one, { exact, other, idle }, others) => {
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
    const matches = exact.length ? exact : found;
    const rarity = matches.length ? Math.max(...matches.map((each) => each.idf)) : idf(0);
    const little = one.stop || !!idle;
    for (const each of found) {
      if (!each.joined) each.idf = Math.min(each.idf, rarity);
      if (little) each.quality = Math.max(1, Math.floor((each.quality * tuning.stop) / SIXTEENTHS));
    }
    return { word: one.word, alternatives: found, rarity, stop: little, required: one.quoted };
  };

  const whole = withWords(text, typed, typed.map(parted));
  typed = readTyped(whole, analyzer, tuning);
  const drafts = typed.map(draft);
  const others = otherNames(drafts.map((each) => each.meaning));
  /** @type {Map<string, Group>} */
  const unique = new Map();
  typed.forEach((one, place) => {
    const key = `${one.quoted} ${one.word}`;
    if (!unique.has(key)) unique.set(key, group(one, drafts[place], others[place]));
  });
  const corrected = withWords(
    whole,
    typed,
    drafts.map((each) => each.corrected),
  );
  return { text: whole, groups: [...unique.values()], suggestion: corrected === text ? null : corrected };
}
