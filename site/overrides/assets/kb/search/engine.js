/** The face of the browser's search: ask, get results ready to show; the twin of search/engine.py. */
import { fetchBytes, indexError, inflate } from "./static/chunks.js";
import { CLOSE, WHOLE, closeness, comparableQuery, reranked } from "./ranking/rerank.js";
import { bestPassage, matchSpans } from "./snippets/excerpt.js";
import { understandQuery } from "./query/understand.js";
import { byScore, confidenceIn, rankDocuments } from "./ranking/score.js";
import { termOf } from "./ranking/wordings.js";
import { openStore } from "./static/store.js";

/** @typedef {import("./query/understand.js").Query} Query */
/** @typedef {import("./query/marks.js").Marks} Marks */
/** @typedef {import("./static/store.js").Store} Store */
/** @typedef {import("./ranking/score.js").Scored} Scored */
/** @typedef {import("./ranking/tally.js").Counts} Counts */
/** @typedef {{kind?: string, category?: string, limit?: number, tally?: typeof import("./ranking/tally.js").tally}} Filters with `tally` the results carry counts */
/** @typedef {{id: string, lang: string, url: string, title: string, title_marks: [number, number][], kind: string, category: string,
 *   score: number, excerpt: {text: string, marks: [number, number][]}, section: {heading: string, anchor: string} | null}} Hit */
/** @typedef {{query: string, lang: string, total: number, confident: boolean, query_lang: string, fallback: boolean, suggestion: string | null, hits: Hit[], counts?: Counts}} Results */

const ENTRY_FORMAT = 6; // the first byte of the entry file
const HITS = 10;
const SPARE = 2; // articles for each word whose postings are on their way
const REMEMBERED = 50; // results of questions: readers delete letters and come back

/** Which word of the query each term stands for in a passage; not words that say little, nor parts of other names. @param {Query} query @returns {import("./snippets/excerpt.js").QueryTerms} */
function termsOf({ groups }) {
  const queryTerms = new Map();
  groups.forEach(({ stop, alternatives }, place) => {
    const best = Math.max(...alternatives.map((each) => each.quality));
    for (const { term, quality, idf } of stop ? [] : alternatives) {
      const worth = quality * quality * idf;
      if (2 * quality >= best && worth > (queryTerms.get(term)?.[1] ?? 0))
        queryTerms.set(term, [place, worth]);
    }
  });
  return queryTerms;
}

/**
 * A hit as the faces show it.
 * @param {import("./snippets/excerpt.js").Article} article @param {number} score @param {import("./snippets/excerpt.js").QueryTerms} queryTerms @param {Store} store
 * @returns {Hit}
 */
function hitOf(article, score, queryTerms, { analyzer, entry }) {
  const { id, lang, url, title, kind, category } = article;
  const title_marks = matchSpans(title, queryTerms, analyzer);
  const passage = bestPassage(article, queryTerms, analyzer, entry.tuning.excerpt_length);
  return { id, lang, url, title, title_marks, kind, category, score, ...passage };
}

/** What spares the next questions a round trip; not where the reader saves data. @param {Store} store */
async function fetchMore(store) {
  if (!store.entry.pack?.words || /** @type {any} */ (navigator).connection?.saveData) return;
  const { fetchAhead } = await import("./static/ahead.js");
  await fetchAhead(store);
}

/** @typedef {ReturnType<typeof searchLanguage>} Searcher */
/** Searches the index of one language. @param {string} base the site's root @param {string} lang @param {typeof fetch} fetcher */
function searchLanguage(base, lang, fetcher) {
  const folder = `${base}_search/`;
  /** @type {Promise<Store> | undefined} */
  let opened;

  const fetchEntry = async () => {
    const url = `${folder}${lang}.bin`;
    // Asks the server whether the copy at hand is still the published one: the only file whose name stays.
    const bytes = await fetchBytes(url, fetcher, { cache: "no-cache" });
    if (bytes[0] !== ENTRY_FORMAT) throw indexError("IndexOutdated", `${url}: ${bytes[0]}`);
    return openStore(await inflate(bytes.subarray(1)), folder, fetcher);
  };

  /** The open index; a failure is not remembered. @returns {Promise<Store>} */
  const open = () =>
    (opened ??= fetchEntry().catch((error) => {
      opened = undefined;
      throw error;
    }));

  /** @param {Store} store @param {string} text @param {Filters} filters @returns {Results} whole only if the store lacks nothing */
  const answer = (store, text, { kind, category, limit = HITS, tally }) => {
    const { analyzer, flattener, entry } = store;
    const { tuning } = entry;
    store.forget();
    const query = understandQuery(text, analyzer, store, tuning);
    const facets = kind || category || tally ? store.facets() : undefined;
    /** @type {Set<number>} what the words find, before the filters */
    const seen = new Set();
    const accept =
      facets &&
      ((/** @type {number} */ document) =>
        seen.add(document) &&
        (!kind || facets.kinds[document] === kind) &&
        (!category || facets.categories[document] === category));
    const marks = store.marks(query.text);
    const phrases = (!query.message && marks?.phrasesOf(query.text, flattener)) || [];
    const comparable = comparableQuery(query, flattener, tuning);
    // Titles hold numbers and months, too, which are no topic.
    const wording = [query.said, query.corrected]
      .map(flattener.flat)
      .map(termOf)
      .map(store.postings)
      .find(({ documents }) => documents.length);
    const content = query.groups.filter((group) => !group.stop);
    const unknown = content.filter((group) => !group.alternatives.length).length;
    // What is on its way may change which are the first: some more articles are asked for.
    if (store.lacking()) limit = Math.max(limit, tuning.window) + SPARE * unknown;
    const wide = Math.max(limit, phrases.length ? tuning.phrase_reach : tuning.window);
    /** @param {import("./query/understand.js").Group[]} groups */
    const rank = (groups) =>
      rankDocuments(groups, store.postings, entry.count, accept, wide, comparable.keywords, wording);
    /** The documents in order, the first by how closely they say it; whether they hold what is quoted. @param {import("./query/understand.js").Group[]} groups */
    const ordered = (groups) => {
      let { order, total, worded } = rank(groups);
      let whole = true;
      if (phrases.length && !store.lacking()) {
        order = /** @type {Marks} */ (marks).holding(
          store,
          order,
          phrases,
          Math.max(limit, tuning.phrase_limit),
        );
        total = order.length;
        if (!total && !store.lacking()) {
          // Nothing holds the phrase: the nearest articles do without.
          ({ order, total } = rank(groups.map((group) => ({ ...group, required: false }))));
          whole = false;
        }
      }
      // Those of the first documents that say it as the query does come first.
      const raised = order.slice(0, tuning.window).map(([document, score]) => {
        const article = store.article(document);
        return /** @type {Scored} */ ([
          document,
          article ? reranked(comparable, article, score, flattener, tuning) : score,
        ]);
      });
      order = [...raised.sort(byScore), ...order.slice(tuning.window)];
      return { order, total, worded, whole };
    };
    // Which documents are the first shows only when all postings are there; where most are, the articles are asked for with the rest.
    let { order, total, worded, whole } = ordered(
      store.lacking() && 2 * unknown > content.length ? [] : query.groups,
    );
    const queryTerms = termsOf(query);
    const first = order.length && store.article(order[0][0]);
    // Whether the first one says closely what was asked; see `_answers` in search/engine.py.
    const confident =
      !!first &&
      whole &&
      (worded ||
        confidenceIn(query.groups, store.postings, order[0][0], query.message ? 1 : tuning.unknown) *
          (query.message || query.lang !== lang ? CLOSE : closeness(comparable, first, flattener, tuning)) >=
          WHOLE * entry.confidence);
    if (!confident) {
      // Where none answers for its words, near ones order them; what they need comes with what is lacking anyway.
      const groups = query.widened();
      if (!store.lacking()) ({ order, total } = ordered(groups));
    }
    const hits = order.slice(0, limit).flatMap(([document, score]) => {
      const article = store.article(document);
      if (!article || store.lacking()) return [];
      return [hitOf(article, score, queryTerms, store)];
    });
    return {
      query: text,
      lang,
      total,
      confident,
      query_lang: query.lang,
      fallback: false,
      suggestion: hits.length ? query.suggestion : null,
      hits,
      counts: tally?.(seen, facets, kind, category, phrases),
    };
  };

  /** Answer with what is loaded; load what that lacked and answer again. @param {string} text @param {Filters} filters @returns {Promise<Results>} */
  const ask = async (text, filters) => {
    const store = await open();
    const { known } = store;
    const key = JSON.stringify([text, filters]);
    while (!known.has(key)) {
      const results = answer(store, text, filters);
      if (store.lacking()) await store.load();
      else known.set(key, JSON.stringify(results));
    }
    // After the first answer; a question that needs a chunk asks for it itself.
    if (known.size === 1) globalThis.requestIdleCallback?.(() => void fetchMore(store).catch(() => {}));
    const results = JSON.parse(/** @type {string} */ (known.get(key)));
    if (known.size > REMEMBERED) known.delete([...known.keys()][0]);
    return results;
  };

  return {
    open,
    hitOf,
    /** @param {string} text @param {Filters} filters @returns {Promise<Results>} */
    search: (text, filters) =>
      ask(text, filters).catch((error) => {
        // A file of the pack is gone: the site was published anew since the entry was loaded.
        if (!error.name.startsWith("Index") || !opened) throw error;
        opened = undefined;
        return ask(text, filters);
      }),
  };
}

/**
 * Search the static index under `base` + "_search/"; nothing is fetched before the first question or prefetch().
 * @param {{base: string, lang: string, fallbackLang?: string, fetch?: typeof fetch}} options
 */
export async function openSearch({
  base,
  lang,
  fallbackLang,
  fetch: fetcher = (...request) => fetch(...request),
}) {
  const first = searchLanguage(base, lang, fetcher);
  const second = fallbackLang && fallbackLang !== lang ? searchLanguage(base, fallbackLang, fetcher) : null;
  return {
    /** Load the entry file ahead of the first question. */
    prefetch: first.open,

    /**
     * The best articles for what was typed; what the other language found, as this one's own where it has them. Rejects with QueryTooShort {minimum, length}, with an error named IndexMissing or
     * IndexOutdated, or with the error of the network; asking again tries again.
     * @param {string} text @param {Filters} [filters] @returns {Promise<Results>}
     */
    search: async (text, filters = {}) => {
      const results = await first.search(text, filters);
      if ((results.confident && results.query_lang === results.lang) || !second) return results;
      // The other language is help, not a duty: without it the answer stands as it is.
      const across = await import("./across.js").catch(() => {});
      return across ? across.searchAcross(first, second, results, text, filters) : results;
    },
  };
}
