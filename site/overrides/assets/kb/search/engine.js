/** The face of the browser's search: ask, get results ready to show; the twin of search/engine.py. */
import {IndexError, fetchFile} from "./chunks.js";
import {bestPassage, matchSpans} from "./excerpt.js";
import {QueryTooShort, SIXTEENTHS, understandQuery} from "./query.js";
import {WINDOW, byScore, rankDocuments} from "./rank.js";
import {Store} from "./store.js";

/** @typedef {import("./query.js").Query} Query */
/** @typedef {import("./rank.js").Scored} Scored */
/** @typedef {{kind?: string, category?: string, limit?: number}} Filters */
/** @typedef {{id: string, lang: string, url: string, title: string, title_marks: [number, number][], kind: string, category: string,
 *   score: number, excerpt: {text: string, marks: [number, number][]}, section: {heading: string, anchor: string} | null}} Hit */
/** @typedef {{query: string, lang: string, total: number, fallback: boolean, suggestion: string | null, hits: Hit[]}} Results */

const ENTRY_FORMAT = 1;
const HITS = 10;

/** What each term is worth in a passage; words that say little are not marked. @param {Query} query @returns {Map<string, number>} */
function wantedTerms(query) {
  const worth = new Map();
  for (const {alternatives} of query.groups.filter((group) => !group.stop)) {
    for (const {term, quality, idf} of alternatives) worth.set(term, Math.max(worth.get(term) ?? 0, quality * idf));
  }
  return worth;
}

/** Where the words of a query stand side by side: that takes the stored texts of the first documents. */
class Refinement {
  /** @param {Query} query @param {Store} store */
  constructor({text, groups}, store) {
    const stops = new Set(groups.filter((group) => group.stop).map((group) => group.word));
    this.store = store;
    this.phrases = store.flattener.phrases(text);
    this.pairs = store.flattener.pairs(text, stops);
  }

  /** The flat text of a document; empty while it is not loaded. @param {number} document */
  flat(document) {
    const article = this.store.article(document);
    return article ? this.store.flattener.article(article) : "";
  }

  /** Those that hold the quoted phrases. @param {Scored[]} order */
  holding(order) {
    return order.filter(([document]) => {
      const flat = this.flat(document);
      return this.phrases.every((phrase) => flat.includes(phrase));
    });
  }

  /** Raise those of the first documents that hold neighbours of the query. @param {Scored[]} order @returns {Scored[]} */
  closer(order) {
    const {pairs} = this;
    const {adjacency} = this.store.tuning;
    if (!pairs.length) return order;
    const raised = order.slice(0, WINDOW).map(([document, score]) => {
      const flat = this.flat(document);
      const held = pairs.filter((pair) => flat.includes(pair)).length;
      return /** @type {Scored} */ ([document, score + Math.floor((score * adjacency * held) / (SIXTEENTHS * pairs.length))]);
    });
    return [...raised.sort(byScore), ...order.slice(WINDOW)];
  }
}

/** Searches the index of one language. */
class LanguageSearch {
  /** @param {string} base the site's root @param {string} lang @param {typeof fetch} fetcher */
  constructor(base, lang, fetcher) {
    this.folder = `${base}_search/`;
    this.lang = lang;
    this.fetcher = fetcher;
    /** @type {Promise<Store> | undefined} */
    this.opened = undefined;
  }

  /** The open index; a failure is not remembered. @returns {Promise<Store>} */
  open() {
    this.opened ??= this.fetchEntry().catch((error) => {
      this.opened = undefined;
      throw error;
    });
    return this.opened;
  }

  async fetchEntry() {
    const url = `${this.folder}${this.lang}.json`;
    // Asks the server whether the copy at hand is still the published one: the only file whose name stays.
    const response = await fetchFile(url, this.fetcher, {cache: "no-cache"});
    const entry = await response.json();
    if (entry.format !== ENTRY_FORMAT) {
      throw new IndexError("IndexOutdated", `${url}: format ${entry.format}, expected ${ENTRY_FORMAT}; reload the page`);
    }
    return new Store(entry, this.folder, this.fetcher);
  }

  /** @param {string} text @param {Filters} filters @returns {Promise<Results>} */
  async search(text, filters) {
    try {
      return await this.ask(await this.open(), text, filters);
    } catch (error) {
      // A file of the pack is gone: the site was published anew since the entry was loaded.
      if (!(error instanceof IndexError) || !this.opened) throw error;
      this.opened = undefined;
      return this.ask(await this.open(), text, filters);
    }
  }

  /** Answer with what is loaded; load what that lacked and answer again. @param {Store} store @param {string} text @param {Filters} filters */
  async ask(store, text, filters) {
    for (;;) {
      const results = this.answer(store, text, filters);
      if (results) return results;
      await store.load();
    }
  }

  /** @param {Store} store @param {string} text @param {Filters} filters @returns {Results | null} null: something is not loaded */
  answer(store, text, {kind, category, limit = HITS}) {
    store.lacked.clear();
    const query = understandQuery(text, store.analyzer, store, store.tuning);
    const facets = kind || category ? store.facets() : undefined;
    if (store.lacking()) return null;
    /** @param {number} document */
    const accept = (document) => (!kind || facets?.kinds[document] === kind) && (!category || facets?.categories[document] === category);
    const refinement = new Refinement(query, store);
    const quoted = refinement.phrases.length > 0;
    const wide = Math.max(limit, quoted ? store.tuning.phrase_limit : WINDOW);
    const ranking = rankDocuments(query.groups, (term) => store.postings(term), store.entry, facets ? accept : null, wide);
    let {order, total} = ranking;
    if (quoted) {
      order = refinement.holding(order);
      total = order.length;
    }
    order = refinement.closer(order);
    const wanted = wantedTerms(query);
    const hits = order.slice(0, limit).flatMap((scored) => this.hit(store, scored, wanted));
    if (store.lacking()) return null;
    const suggestion = hits.length ? query.suggestion : null;
    return {query: text, lang: this.lang, total, fallback: false, suggestion, hits};
  }

  /** @param {Store} store @param {Scored} scored @param {Map<string, number>} wanted @returns {Hit[]} none: not loaded */
  hit(store, [document, score], wanted) {
    const article = store.article(document);
    if (!article || store.lacking()) return [];
    const {id, lang, url, title, kind, category} = article;
    const title_marks = matchSpans(title, wanted, store.analyzer);
    return [{id, lang, url, title, title_marks, kind, category, score, ...bestPassage(article, wanted, store.analyzer, store.tuning.excerpt_length)}];
  }
}

/** Asks the page's language, and where that finds nothing, the other one. */
class Searcher {
  /** @param {LanguageSearch} first @param {LanguageSearch | null} second */
  constructor(first, second) {
    this.first = first;
    this.second = second;
  }

  /** Load the entry file ahead of the first question. @returns {Promise<void>} */
  async prefetch() {
    await this.first.open();
  }

  /**
   * The best articles for what was typed. Rejects with QueryTooShort {minimum, length}, with an error named IndexMissing or
   * IndexOutdated, or with the error of the network; asking again tries again.
   * @param {string} text @param {Filters} [filters] @returns {Promise<Results>}
   */
  async search(text, filters = {}) {
    const results = await this.first.search(text, filters);
    if (results.hits.length || !this.second) return results;
    try {
      const other = await this.second.search(text, filters);
      return other.hits.length ? {...other, fallback: true} : results;
    } catch (error) {
      if (error instanceof QueryTooShort) throw error;
      return results; // the other language is help, not a duty
    }
  }
}

/**
 * Search the static index under `base` + "_search/"; nothing is fetched before the first question or prefetch().
 * @param {{base: string, lang: string, fallbackLang?: string, fetch?: typeof fetch}} options
 */
export async function openSearch({base, lang, fallbackLang, fetch: fetcher = (...request) => fetch(...request)}) {
  const second = fallbackLang && fallbackLang !== lang ? new LanguageSearch(base, fallbackLang, fetcher) : null;
  return new Searcher(new LanguageSearch(base, lang, fetcher), second);
}
