/** What the browser holds of a static index: the entry file, and those of its chunks that questions have asked for. */
import {Analyzer} from "./analyze.js";
import {ChunkLoader} from "./chunks.js";
import {articleOf, decodeJson, decodePostings, decodeWords} from "./decode.js";
import {WordList, compareText} from "./lexicon.js";
import {Flattener} from "./phrase.js";
import {indexArticles} from "./weigh.js";

/** @typedef {import("./excerpt.js").Article} Article */
/** @typedef {import("./rank.js").Postings} Postings */
/** @typedef {{from: string[], sizes: number[]}} Run chunks of a sorted list: the first item and the packed bytes of each */
/** @typedef {{kinds: string[], categories: string[]}} Facets by document */
/**
 * @typedef {object} Entry the file /_search/LANG.json, written by search/export.py
 * @property {number} format
 * @property {string} lang
 * @property {number} count how many documents there are
 * @property {number} evidence what a query needs to find anything
 * @property {import("./analyze.js").Rules} rules
 * @property {Record<string, number> & import("./weigh.js").Weighing} tuning
 * @property {[number, number][]} idf steps: from this many documents, idf
 * @property {[string[], [string, number][]][]} synonyms
 * @property {string[]} [named] a small site: the words of the synonyms
 * @property {Record<string, number>} [averages] a small site: the frozen average length of each field
 * @property {unknown[][]} [articles] a small site: everything else
 * @property {{name: string, words: Run, terms: Run, articles: {step: number, sizes: number[]}, facets: number}} [pack] a large site
 */

/** @type {Postings} */
const NO_POSTINGS = {documents: [], weights: []};

/** A small site as a pack: one chunk of each sort. @param {number} count @returns {NonNullable<Entry["pack"]>} */
function wholeSite(count) {
  const one = {from: [""], sizes: [0]};
  return {name: "", words: one, terms: one, articles: {step: Math.max(1, count), sizes: [0]}, facets: 0};
}

/** @param {string[]} from @param {string} item @returns {number} the place of the chunk that would hold it */
function locate(from, item) {
  let low = 0, high = from.length;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (compareText(from[middle], item) <= 0) low = middle;
    else high = middle;
  }
  return low;
}

/** The vocabulary and the documents of one language. */
export class Store {
  /** @param {Entry} entry @param {string} folder where the pack is, with a slash @param {typeof fetch} fetcher */
  constructor(entry, folder, fetcher) {
    this.entry = entry;
    this.tuning = entry.tuning;
    this.analyzer = new Analyzer(entry.rules);
    this.flattener = new Flattener(this.analyzer);
    this.synonyms = new Map(entry.synonyms.map(([terms, others]) => [terms.join("\n"), others]));
    /** @type {Map<number, any>} the decoded chunks by number */
    this.held = new Map();
    /** @type {Set<number>} the chunks asked for and not loaded */
    this.lacked = new Set();
    /** @type {Map<number, Promise<void>>} the chunks on their way */
    this.coming = new Map();
    const {name, words, terms, articles, facets} = entry.pack ?? wholeSite(entry.articles?.length ?? 0);
    const sizes = [...words.sizes, ...terms.sizes, ...articles.sizes, facets];
    this.wordsFrom = words.from;
    this.termsFrom = terms.from;
    this.termsAt = words.sizes.length;
    this.articlesAt = this.termsAt + terms.sizes.length;
    this.facetsAt = sizes.length - 1;
    this.step = articles.step;
    this.loader = new ChunkLoader(folder + name, sizes, fetcher);
    if (entry.articles) this.indexAll(entry.articles);
  }

  /** Make the chunks of a small site here. @param {any[][]} all */
  indexAll(all) {
    const {entry} = this;
    const articles = all.map((fields) => articleOf(fields, entry.lang));
    const {postings, words} = indexArticles(articles, this.analyzer, entry.tuning, entry.averages ?? {});
    for (const word of entry.named ?? []) words.set(word, words.get(word) ?? 0);
    const counts = [...words].sort(([a], [b]) => compareText(a, b));
    const facets = {kinds: articles.map((each) => each.kind), categories: articles.map((each) => each.category)};
    [new WordList(counts), postings, articles, facets].forEach((chunk, number) => this.held.set(number, chunk));
  }

  /** @param {number} number @returns {any} undefined: not loaded */
  chunk(number) {
    const found = this.held.get(number);
    if (!found) this.lacked.add(number);
    return found;
  }

  lacking() {
    return this.lacked.size > 0;
  }

  /** Load what was asked for. @returns {Promise<void>} */
  async load() {
    const wanted = [...this.lacked];
    this.lacked.clear();
    const fresh = wanted.filter((number) => !this.coming.has(number)).sort((a, b) => a - b);
    const loading = fresh.length ? this.fetchChunks(fresh) : Promise.resolve();
    for (const number of fresh) this.coming.set(number, loading);
    await Promise.all(wanted.map((number) => this.coming.get(number)));
  }

  /** @param {number[]} numbers ascending */
  async fetchChunks(numbers) {
    try {
      const loaded = await this.loader.load(numbers);
      loaded.forEach((bytes, i) => this.held.set(numbers[i], this.decode(numbers[i], bytes)));
    } finally {
      for (const number of numbers) this.coming.delete(number);
    }
  }

  /** @param {number} number @param {Uint8Array} bytes */
  decode(number, bytes) {
    if (number < this.termsAt) return decodeWords(bytes);
    if (number < this.articlesAt) return decodePostings(bytes);
    const data = decodeJson(bytes);
    return number < this.facetsAt ? data.map((/** @type {any[]} */ fields) => articleOf(fields, this.entry.lang)) : data;
  }

  /** @param {string} term @returns {Postings} */
  postings(term) {
    return this.chunk(this.termsAt + locate(this.termsFrom, term))?.get(term) ?? NO_POSTINGS;
  }

  /** @param {string} term */
  frequency(term) {
    return this.postings(term).documents.length;
  }

  /** @param {number} having */
  idf(having) {
    const {idf} = this.entry;
    let place = idf.length - 1;
    while (idf[place][0] > having) place--;
    return idf[place][1];
  }

  /** @param {string} word @returns {number | undefined} */
  count(word) {
    return this.chunk(locate(this.wordsFrom, word))?.counts.get(word);
  }

  /** The commonest words of some chunks, ties in order. @param {number} from @param {(place: number) => boolean} more @param {(list: WordList) => string[]} pick */
  commonest(from, more, pick) {
    /** @type {[string, number][]} */
    const found = [];
    for (let place = from; place < this.termsAt && (place === from || more(place)); place++) {
      /** @type {WordList | undefined} */
      const list = this.chunk(place);
      if (list) found.push(...pick(list).map((word) => /** @type {[string, number]} */ ([word, list.counts.get(word)])));
    }
    return found.sort((a, b) => b[1] - a[1]).map(([word]) => word);
  }

  /** @param {string} prefix @param {number} limit */
  starting(prefix, limit) {
    return this.commonest(locate(this.wordsFrom, prefix), (place) => this.wordsFrom[place].startsWith(prefix), (list) => list.starting(prefix)).slice(0, limit);
  }

  /** @param {string} word @param {number} edits */
  near(word, edits) {
    return this.commonest(0, () => true, (list) => list.near(word, edits));
  }

  spell() {
    this.commonest(0, () => true, () => []);
  }

  /** @param {number} document @returns {Article | undefined} */
  article(document) {
    return this.chunk(this.articlesAt + Math.floor(document / this.step))?.[document % this.step];
  }

  /** @returns {Facets | undefined} */
  facets() {
    return this.chunk(this.facetsAt);
  }
}
