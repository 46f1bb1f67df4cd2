/** How many results each choice of a filter would give, the other filter kept; the twin of search/ranking/tally.py. */

/** @typedef {Record<string, number>} Counted by value; the empty text stands for any */
/** @typedef {{kind: Counted, category: Counted}} Counts */

/** The sum for each value, the sum of all under the empty text. @param {string[]} values @returns {Counted} */
function counted(values) {
  const found = new Map([["", values.length]]);
  for (const value of values) if (value) found.set(value, (found.get(value) ?? 0) + 1);
  return Object.fromEntries(found);
}

/**
 * The counts for a query that is asked with these filters.
 * @param {Iterable<number>} seen the documents that its words find @param {import("../static/store.js").Facets} facets
 * @param {string} [kind] @param {string} [category]
 * @returns {Counts}
 */
export function tally(seen, { kinds, categories }, kind, category) {
  const documents = [...seen];
  return {
    kind: counted(
      documents.filter((each) => !category || categories[each] === category).map((each) => kinds[each]),
    ),
    category: counted(
      documents.filter((each) => !kind || kinds[each] === kind).map((each) => categories[each]),
    ),
  };
}
