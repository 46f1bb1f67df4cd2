/** The words of a query with their roles in it; the twin of search/query/parse.py. */
import { codePoints } from "../text/analyzer.js";
import { isWithin } from "../text/idioms.js";
import { blanked, isName } from "./written.js";

/** @typedef {import("../text/analyzer.js").Analyzer} Analyzer */
/** @typedef {Record<string, number>} Tuning */
/**
 * @typedef {{start: number, end: number, token: string, word: string, stop: boolean, number: boolean, incidental: boolean, alone: boolean, quoted: boolean,
 *   open: boolean, last: boolean, name: boolean}} QueryWord see search/query/parse.py
 */
/** @typedef {{topic: string, queryWords: QueryWord[], message: boolean, bare: boolean}} Sentence see search/query/parse.py */

const SPACE = /[ \t\r\n\u00a0]/;

/** The words of a normal text with their roles. @param {string} text @param {Analyzer} analyzer @param {Tuning} tuning @param {import("./marks.js").Marks} [marks] for a text that may have such @returns {Sentence} */
export function readSentence(text, analyzer, tuning, marks) {
  const signed = analyzer.tokens(text).reduce((sum, token) => sum + codePoints(token.word), 0); // C++ has three
  const length = Math.max(signed, text.match(/[\p{L}\p{N}]/gu)?.length ?? 0);
  if (length < tuning.minimum)
    throw Object.assign(new Error(), { name: "QueryTooShort", minimum: tuning.minimum, length });
  let left = marks ? marks.topicOf(text, analyzer.letter) : text;
  if (analyzer.tokens(left).every(({ word }) => analyzer.stop.has(analyzer.folded(word)))) left = "";
  const told = left || text;
  const tokens = analyzer.tokens(told).slice(0, tuning.words_limit);
  const words = tokens.map((token) => analyzer.folded(token.word));
  const frame = analyzer.frames.find(
    (each) => each.length < words.length && each.every((word, i) => word === words[i]),
  );
  const framed = frame?.length ?? 0;
  const idioms = analyzer.idioms(told);
  const numbers = words.map((word) => /\d/.test(word));
  let stops = words.map(
    (word, place) =>
      place < framed ||
      isWithin(tokens[place], idioms) ||
      /\d|^[\0-\x7f]$/.test(word) ||
      analyzer.stop.has(word) ||
      analyzer.incidental.has(word),
  );
  // Where nothing else is left the numbers count, as in `39 euro`, else all.
  if (!stops.includes(false)) stops = numbers.map((number) => !number && numbers.includes(true));
  const message =
    stops.filter((stop) => !stop).length > tuning.message_from || words.length > tuning.message_length;
  const quotes = message ? [] : (marks?.quotedSpans(text) ?? []);
  const queryWords = tokens.map(({ start, end, word }, i) => {
    const quoted = quotes.some(([from, to]) => from <= start && end <= to);
    const rest = text.slice(end);
    // A year or a version: spaces around it, no currency or month beside it; fewer digits are a quantity or a day.
    const [from, to] = [tokens[i - 1]?.end, tokens[i + 1]?.start];
    const around = [told.slice(from ?? 0, start), told.slice(end, to)];
    const alone =
      numbers[i] &&
      word.length > 2 &&
      (!i || SPACE.test(around[0])) &&
      (!to || SPACE.test(around[1])) &&
      !/[$\u20ac\u00a3\u00a5#]/.test(around.join("")) &&
      ![words[i - 1], words[i + 1]].some((each) => analyzer.incidental.has(each));
    return {
      start,
      end,
      token: word,
      word: words[i],
      stop: stops[i] && !quoted,
      number: numbers[i],
      incidental: numbers[i] || analyzer.incidental.has(words[i]),
      alone,
      quoted,
      open: !rest,
      last: /^[ *.,;:!?\u2026'’]*$/.test(rest),
      name: start > 0 && isName(text.slice(start, end)),
    };
  });
  // Numbers, months and the like resemble nothing, where other words are left.
  const idle = queryWords.filter((one) => one.stop && one.incidental);
  const spans = idle.map(({ start, end }) => /** @type {[number, number]} */ ([start, end]));
  return { topic: blanked(told, spans), queryWords, message, bare: !left };
}

/** The text with some words replaced, none within another. @param {string} text @param {QueryWord[]} queryWords @param {(string | undefined)[]} words @returns {string} */
export function withWords(text, queryWords, words) {
  let said = "",
    done = 0;
  words.forEach((word, i) => {
    if (!word || queryWords[i].start < done) return;
    said += text.slice(done, queryWords[i].start) + word;
    done = queryWords[i].end;
  });
  return said + text.slice(done);
}
