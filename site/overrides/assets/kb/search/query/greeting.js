/** Whether all that was typed greets somebody by name: it asks nothing; the twin of search/query/greeting.py. */

/** @typedef {import("./parse.js").QueryWord} QueryWord */

/**
 * Whether nothing but greeting, names and thanks was typed, and some name is a word of no document.
 * @param {import("./parse.js").Sentence} sentence @param {Record<string, Set<string>>} letter @param {(one: QueryWord) => boolean} isStrange whether documents hold neither the word nor one that it begins
 */
export function onlyGreets({ queryWords, bare }, { greetings }, isStrange) {
  const said = [...greetings].flatMap((phrase) => phrase.split(" "));
  return bare && queryWords.some((one) => one.name && !said.includes(one.word) && isStrange(one));
}
