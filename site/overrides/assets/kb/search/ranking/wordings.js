/** What an article answers word for word: pinned queries, its title, its questions; the twin of search/ranking/wordings.py. */

const PINNED = 256,
  TITLE = 16,
  QUESTION = 4;
const FACTOR = 31;

/** The term of a flat text: its hash. @param {string} flat @returns {string} */
export function termOf(flat) {
  let value = 0;
  for (const letter of flat)
    value = (Math.imul(value, FACTOR) + /** @type {number} */ (letter.codePointAt(0))) >>> 0;
  return `=${value.toString(16)}`;
}

/** Whether a term is that of a whole wording. @param {string} term */
export function isWording(term) {
  return term[0] === "=";
}

/** The terms of what an article answers word for word, each with the greatest weight that it has. @param {import("../snippets/excerpt.js").Article} article @param {string[]} pins @param {(text: string) => string} flat @returns {Map<string, number>} */
export function liftsOf({ title, questions }, pins, flat) {
  /** @type {[number, string[]][]} */
  const sorts = [
    [QUESTION, questions],
    [TITLE, [title]],
    [PINNED, pins],
  ];
  const said = new Map(sorts.flatMap(([weight, texts]) => texts.map((text) => [flat(text), weight])));
  return new Map([...said].flatMap(([text, weight]) => (text.trim() ? [[termOf(text), weight]] : [])));
}
