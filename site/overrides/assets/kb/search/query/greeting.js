/** Whether all that was typed greets somebody by name: it asks nothing; the twin of search/query/greeting.py. */

/** @typedef {import("./parse.js").QueryWord} QueryWord */

/**
 * Whether nothing but greeting, names and thanks was typed, and some name is a word of no document.
 * @param {import("./parse.js").Sentence} sentence @param {(one: QueryWord) => boolean} isStrange whether documents hold neither the word nor one that it begins
 */
export function onlyGreets({ queryWords, bare }, isStrange) {
  return bare && queryWords.some((one) => one.name && !one.stop && isStrange(one));
}
