/** How closely an article says what the query says; the twin of search/ranking/rerank.py. */
import { SIXTEENTHS } from "../query/understand.js";
import { codePoints, firstPoints } from "../text/analyzer.js";
import { areKeywords } from "./score.js";

/** @typedef {import("../text/phrases.js").Flattener} Flattener */
/** @typedef {Set<string>} Grams */
/** @typedef {{pairs: string[][], words: string[][], grams: Grams, keywords: boolean}} ComparableQuery its words and pairs, each in its spellings; the character 4-grams of the whole query; whether there are content terms only */
/** @typedef {import("../snippets/excerpt.js").Article & {wordings?: [string, number][]}} Article wordings: the title and the questions, flat, each with its number of 4-grams */

export const WHOLE = 256;
export const CLOSE = 100; // of a message, or of another language: its wording resembles none

/** @param {string} flat @param {number} size @returns {Grams} the character n-grams of that size, spaces included */
function characterGrams(flat, size) {
  const letters = [...flat];
  return new Set(letters.slice(size - 1).map((_, i) => letters.slice(i, i + size).join("")));
}

/** @param {string[][]} words @param {string} flat @param {number} sixteenths @returns {number} as much of them as the text holds of the words */
function heldShare(words, flat, sixteenths) {
  const held = words.filter((spellings) => spellings.some((each) => flat.includes(each))).length;
  return held && Math.floor((sixteenths * held) / (SIXTEENTHS * words.length));
}

/** @param {Grams} grams @param {[string, number]} wording @param {number} sixteenths @returns {number} as much of them as Dice's coefficient says */
function alikeShare(grams, [wording, size], sixteenths) {
  const common = [...grams].filter((gram) => wording.includes(gram)).length;
  return common && Math.floor((2 * sixteenths * common) / (SIXTEENTHS * (grams.size + size)));
}

/** As much of them as the text holds, beside a first one, of the words within `span` letters. @param {string[][]} words @param {string} flat @param {number} sixteenths @param {number} span @returns {number} */
function nearShare(words, flat, sixteenths, span) {
  /** @type {[number, number][]} */
  const found = [];
  words.forEach((spellings, place) => {
    for (const each of spellings) {
      for (let at = flat.indexOf(each); at >= 0; at = flat.indexOf(each, at + 1)) {
        found.push([codePoints(flat.slice(0, at)), place]);
      }
    }
  });
  found.sort((a, b) => a[0] - b[0]);
  const inside = words.map(() => 0);
  let best = 1,
    first = 0;
  for (const [at, place] of found) {
    inside[place]++;
    while (at - found[first][0] > span) inside[found[first++][1]]--;
    best = Math.max(best, inside.filter(Boolean).length);
  }
  return Math.floor((sixteenths * (best - 1)) / (SIXTEENTHS * Math.max(1, words.length - 1)));
}

/** What a query is compared by; the likeness is that of the query without typing errors. @param {import("../query/understand.js").Query} query @param {Flattener} flattener @param {Record<string, number>} tuning @returns {ComparableQuery} */
export function comparableQuery({ text, corrected, groups, message }, { flat, pairs }, tuning) {
  if (message) return { pairs: [], words: [], grams: new Set(), keywords: false };
  const cut = (/** @type {string} */ said) => firstPoints(said, tuning.likeness_longest);
  const content = groups.filter((group) => !group.stop);
  return {
    pairs: pairs(
      cut(flat(text)),
      groups.filter((group) => group.stop).map((group) => group.word),
    ).map((pair) => [pair]),
    // Who types `e-mail` means `email`.
    words: content.map(({ word, alternatives }) =>
      [word, ...alternatives.flatMap(({ compound }) => compound ?? [])].map((each) => ` ${each} `),
    ),
    grams: characterGrams(cut(flat(corrected)), tuning.ngram),
    keywords: areKeywords(groups, tuning.keywords),
  };
}

/** The score of an article with the points for how closely it says what the query says. @param {ComparableQuery} query @param {Article} article @param {number} score @param {Flattener} flattener @param {Record<string, number>} tuning @returns {number} */
export function reranked({ pairs, words, grams, keywords }, article, score, { flat, flatArticle }, tuning) {
  const text = flatArticle(article);
  article.wordings ??= [article.title, ...article.questions]
    .map(flat)
    .map((each) => [each, characterGrams(each, tuning.ngram).size]);
  return (
    score +
    heldShare(pairs, text, score * tuning.adjacency) +
    heldShare(words, text, score * tuning.as_typed) +
    (keywords ? nearShare(words, text, score * tuning.proximity, tuning.passage) : 0) +
    Math.max(...article.wordings.map((wording) => alikeShare(grams, wording, score * tuning.likeness)))
  );
}

/** How closely an article says what the query says, in 256ths of a score: evidence, not order; see search/ranking/rerank.py. @param {ComparableQuery} query @param {Article} article @param {Flattener} flattener @param {Record<string, number>} tuning @returns {number} */
export function closeness(query, article, flattener, tuning) {
  const alone = query.pairs.length ? 0 : (WHOLE * tuning.adjacency) / SIXTEENTHS;
  return alone + reranked({ ...query, keywords: false }, article, WHOLE, flattener, tuning) - WHOLE;
}
