/**
 * Articles to postings and words, for small sites whose static index is the articles themselves; the twin of search/ranking/weights.py.
 * Only + - * / are used, in the same order as there: IEEE 754 gives both the same weights.
 */

import { liftsOf } from "./wordings.js";

/** @typedef {import("../snippets/excerpt.js").Article} Article */
/** @typedef {import("../text/analyzer.js").Analyzer} Analyzer */
/** @typedef {Record<string, number>} ByField */
/** @typedef {{scale: number, ceiling: number, boosts: ByField, saturation: ByField, length_norm: ByField}} Weighing */

const WEIGHT_LIMIT = 65535;

/** @param {Article} article @returns {Record<string, string[]>} the texts of each weighted field, in the order in which they add */
function fieldTexts({ title, questions, keywords, sections, summary }) {
  const [headings, texts] = [0, 2].map((part) => sections.map((section) => section[part]));
  return { title: [title], questions, keywords, headings, body: [summary, ...texts] };
}

/** @param {number} weight */
function limited(weight) {
  return Math.min(WEIGHT_LIMIT, Math.max(1, weight));
}

/**
 * The weight of every term of an article; its folded words are added to `words`.
 * @param {Article} article @param {Analyzer} analyzer @param {Weighing} weighing @param {ByField} averages @param {Set<string>} words
 * @returns {Map<string, number>}
 */
function termWeights(article, analyzer, weighing, averages, words) {
  /** @type {Map<string, number>} */
  const weights = new Map();
  for (const [field, texts] of Object.entries(fieldTexts(article))) {
    /** @type {Map<string, number>} */
    const times = new Map();
    let length = 0;
    for (const text of texts) {
      const [found, tokens] = analyzer.indexed(text);
      length += tokens;
      for (const word of found) {
        words.add(analyzer.folded(word));
        for (const term of analyzer.terms(word)) times.set(term, (times.get(term) ?? 0) + 1);
      }
    }
    const {
      boosts: { [field]: boost },
      saturation: { [field]: k },
      length_norm: { [field]: b },
    } = weighing;
    const norm = k * (1 - b + (b * length) / averages[field]);
    for (const [term, tf] of times) weights.set(term, (weights.get(term) ?? 0) + (boost * tf) / (tf + norm));
  }
  return weights;
}

/**
 * Index articles that are in the order of their ids.
 * @param {Article[]} articles @param {Analyzer} analyzer @param {Weighing} weighing @param {ByField} averages
 * @param {{boosts?: Record<number, number>, pins?: Record<number, string[]>}} editors by the number of the article: percent; queries
 * @param {(text: string) => string} flat
 */
export function indexArticles(articles, analyzer, weighing, averages, { boosts, pins }, flat) {
  /** @type {Map<string, {documents: number[], weights: number[]}>} */
  const postings = new Map();
  /** @type {Map<string, number>} */
  const counts = new Map();
  articles.forEach((article, document) => {
    /** @type {Set<string>} */
    const words = new Set();
    /** @param {string} term @param {number} weight */
    const hold = (term, weight) => {
      let held = postings.get(term);
      if (!held) postings.set(term, (held = { documents: [], weights: [] }));
      held.documents.push(document);
      held.weights.push(weight);
    };
    const { scale, ceiling } = weighing;
    for (const [term, weight] of termWeights(article, analyzer, weighing, averages, words)) {
      const own = limited(Math.floor((scale * ceiling * weight) / (ceiling + weight) + 0.5));
      hold(term, limited(Math.floor((own * (boosts?.[document] ?? 100)) / 100)));
    }
    for (const [term, weight] of liftsOf(article, pins?.[document] ?? [], flat)) hold(term, weight);
    for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  });
  return { postings, words: counts };
}
