/** How many results each choice of a filter would give, the other filter kept; the twin of search/ranking/tally.py. */

/** @typedef {Record<string, number>} Counted by value; the empty text stands for any */
/** @typedef {{kind: Counted, category: Counted}} Counts */

/** The sum for each value, the sum of all under the empty text. @param {string[]} values @returns {Counted} */
function summed(values) {
  const found = new Map([["", values.length]]);
  for (const value of values) if (value) found.set(value, (found.get(value) ?? 0) + 1);
  return Object.fromEntries(found);
}

/**
 * The counts for a query that is asked with these filters; none for one with quoted phrases.
 * @param {Iterable<number>} seen the documents that its words find @param {import("../static/store.js").Facets | undefined} facets not loaded yet: none
 * @param {string | undefined} kind @param {string | undefined} category @param {string[]} phrases
 * @returns {Counts | undefined}
 */
export function tally(seen, facets, kind, category, phrases) {
  if (!facets || phrases.length) return;
  const { kinds, categories } = facets;
  const documents = [...seen];
  return {
    kind: summed(
      documents.filter((each) => !category || categories[each] === category).map((each) => kinds[each]),
    ),
    category: summed(
      documents.filter((each) => !kind || kinds[each] === kind).map((each) => categories[each]),
    ),
  };
}

/** How the wish is written in JSON, by which the engine tells questions apart. */
tally.toJSON = () => true;
