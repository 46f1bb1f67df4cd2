/** The passage of a document that answers best, and the words in it to mark; the twin of search/snippets/excerpt.py. */
import { codePoints } from "../text/analyzer.js";
import { isWithin } from "../text/idioms.js";

/** @typedef {Map<string, [number, number]>} QueryTerms term to the word of the query that it stands for (its place) and its worth */
/** @typedef {{start: number, end: number, found: [number, number]}} Match offsets in code points; place and worth */
/** @typedef {[number, number]} Span */
/** @typedef {import("../text/analyzer.js").Analyzer} Analyzer */
/**
 * @typedef {object} Article a stored document
 * @property {string} id
 * @property {string} lang
 * @property {string} url
 * @property {string} title
 * @property {string} summary
 * @property {string} kind
 * @property {string} category
 * @property {string[]} questions
 * @property {string[]} keywords
 * @property {[string, string, string][]} sections heading, anchor, text
 * @property {number} forAll how many of them, the first ones, are for everybody
 */

const ELLIPSIS = "\u2026";
const LOOK_BACK = 60;
const SPACE_AT_END = /[ \n\t]+$/;

/** The words of a text that hold terms of the query. @param {string} text @param {QueryTerms} queryTerms @param {Analyzer} analyzer @returns {Match[]} */
function matchesIn(text, queryTerms, analyzer) {
  /** @type {Match[]} */
  const found = [];
  /** @param {number} unit a place in code units @returns {number} the same place in code points */
  const pointAt = (unit) => codePoints(text.slice(0, unit));
  const idioms = analyzer.idioms(text);
  for (const token of analyzer.tokens(text)) {
    const { start, end, word } = token;
    const place = analyzer
      .terms(word)
      .map((term) => queryTerms.get(term))
      .find(Boolean);
    if (place && !isWithin(token, idioms))
      found.push({ start: pointAt(start), end: pointAt(end), found: place });
  }
  return found;
}

/** The spans of the matching words of a text. @param {string} text @param {QueryTerms} queryTerms @param {Analyzer} analyzer @returns {Span[]} */
export function matchSpans(text, queryTerms, analyzer) {
  return joined(matchesIn(text, queryTerms, analyzer));
}

/** Where the matches stand; those that share letters, as neighbours without spaces do, are one. @param {Match[]} matches */
function joined(matches) {
  /** @type {Span[]} */
  const spans = [];
  for (const { start, end } of matches) {
    const last = spans.at(-1);
    if (last && start < last[1]) last[1] = end;
    else spans.push([start, end]);
  }
  return spans;
}

/** The worth of matches, each word of the query counted once, at its best. @param {Match[]} matches */
function worthOf(matches) {
  /** @type {number[]} */
  const best = [];
  for (const {
    found: [word, worth],
  } of matches)
    best[word] = Math.max(best[word] ?? 0, worth);
  return best.reduce((sum, worth) => sum + worth, 0);
}

/** The worth of the best run of matches that fits, and its first match. @param {Match[]} found @param {number} length @returns {[number, number]} */
function bestWindow(found, length) {
  let best = 0,
    first = 0;
  found.forEach((begin, place) => {
    let stop = place;
    while (stop < found.length && found[stop].end - begin.start <= length) stop++;
    const worth = worthOf(found.slice(place, stop));
    if (worth > best) [best, first] = [worth, place];
  });
  return [best, first];
}

/** Where the passage that shows the match at `at` begins. @param {string[]} letters @param {number} at */
function passageStart(letters, at) {
  const ends = letters.findLastIndex(
    (letter, i) => i < at && (letter === "\n" || (letter === " " && /[.!?:]/.test(letters[i - 1]))),
  );
  if (ends >= Math.max(0, at - LOOK_BACK)) return ends + 1;
  if (at <= LOOK_BACK) return 0;
  const space = letters.indexOf(" ", at - LOOK_BACK);
  return space >= 0 && space < at ? space + 1 : at;
}

/** Where the passage ends: at the last gap after `least`; in the middle of a word only where none is. @param {string[]} letters @param {number} stop @param {number} least */
function passageEnd(letters, stop, least) {
  if (letters.length <= stop) return letters.length;
  const gap = letters.findLastIndex((letter, at) => at <= stop && /[ \n\t]/.test(letter));
  return gap >= least ? gap : stop;
}

/** @param {string} text @param {Match[]} found @param {number} first @param {number} length @returns {{text: string, marks: Span[]}} */
function cutPassage(text, found, first, length) {
  const letters = [...text];
  const start = found.length && letters.length > length ? passageStart(letters, found[first].start) : 0;
  const end = passageEnd(letters, start + length, found.length ? found[first].end : start + 1);
  const lead = start ? ELLIPSIS : "";
  const cut = letters.slice(start, end).join("").replace(SPACE_AT_END, "");
  const stop = start + codePoints(cut);
  const tail = stop < codePoints(text.replace(SPACE_AT_END, "")) ? ELLIPSIS : "";
  const shift = lead.length - start;
  const inside = found.filter((match) => match.start >= start && match.end <= stop);
  return {
    text: lead + cut.replaceAll("\n", " ") + tail,
    marks: joined(inside).map(([from, to]) => [from + shift, to + shift]),
  };
}

/**
 * The passage of at most `length` code points with most of the query, and the section it stands in.
 * @param {Article} article @param {QueryTerms} queryTerms @param {Analyzer} analyzer @param {number} length
 */
export function bestPassage(article, queryTerms, analyzer, length) {
  /** @param {string} text */
  const matches = (text) => matchesIn(text, queryTerms, analyzer);
  const parts = [["", "", article.summary], ...article.sections];
  const title = matches(article.title);
  const found = parts.map((part) => matches(part[2]));
  // Where no passage says more of it than the title, the summary is shown: it is the answer in a sentence.
  let best = article.summary ? worthOf(title) : 0,
    place = Math.max(
      0,
      parts.findIndex((part) => part[2]),
    ),
    first = 0,
    told = 0;
  found.forEach((there, at) => {
    const heading = matches(parts[at][0]);
    const isForSome = at > article.forAll;
    const says = worthOf([...title, ...heading, ...(isForSome ? [] : there)]);
    // A section for some readers is shown where its heading says more of it than any for all.
    if (isForSome && says <= told) return;
    told = Math.max(told, says);
    const [worth, begin] = bestWindow(there, length);
    const whole = worth + 2 * worthOf(heading);
    if (whole > best) [best, place, first] = [whole, at, begin];
  });
  const [heading, anchor, text] = parts[place];
  const excerpt = cutPassage(text, found[place], first, length);
  return { excerpt, section: best && anchor ? { heading, anchor } : null };
}
