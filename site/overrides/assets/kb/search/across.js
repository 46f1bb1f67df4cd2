/** What another language's index answers, as this one's own articles where it has them; loaded when this language is not sure, or takes the question for a stranger's. */
import { compareText } from "./text/order.js";

/** @typedef {import("./engine.js").Searcher} Searcher */
/** @typedef {import("./engine.js").Filters} Filters */
/** @typedef {import("./engine.js").Hit} Hit */
/** @typedef {import("./engine.js").Results} Results */

/** The article with an id, found by halving: they are in the order of their ids. @param {import("./static/store.js").Store} store @param {string} id */
async function articleById(store, id) {
  let low = 0,
    high = store.entry.count;
  while (low < high) {
    const middle = (low + high) >> 1;
    store.forget();
    const article = store.article(middle);
    if (!article) {
      await store.load();
      continue;
    }
    if (article.id === id) return article;
    if (compareText(article.id, id) < 0) low = middle + 1;
    else high = middle;
  }
  return undefined;
}

/** The article with a hit's id, in place of another language's; the hit itself where there is none. @param {Searcher} own @param {Hit} hit @returns {Promise<Hit>} */
async function counterpart(own, hit) {
  const store = await own.open();
  const article = await articleById(store, hit.id);
  return article ? own.hitOf(article, hit.score, new Map(), store) : hit;
}

/** The results of the language that answers: this one's are not sure, or of a question in neither. @param {Searcher} own @param {Searcher} second @param {Results} results @param {string} text @param {Filters} filters @returns {Promise<Results>} */
export async function searchAcross(own, second, results, text, filters) {
  const other = await second.search(text, filters).catch((error) => {
    if (error.name === "QueryTooShort") throw error;
    return results; // help, not a duty
  });
  // What the question's own language is sure of goes before what is sure as of a stranger's.
  const better = results.confident
    ? other.confident && other.query_lang === other.lang
    : other.confident || (!results.hits.length && other.hits.length);
  if (!better) return results;
  const hits = await Promise.all(other.hits.map((hit) => counterpart(own, hit))).catch(() => other.hits);
  return { ...other, fallback: true, hits };
}
