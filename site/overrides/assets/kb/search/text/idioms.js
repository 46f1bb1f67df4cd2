/** Where words stand that say little together: `next to` speaks of nothing next; the twin of search/text/idioms.py. */

/** @typedef {[number, number]} Span in code units */

/** What finds the phrases in a text. @param {string[]} phrases the longest first @param {string} [gap] what may stand between their words @returns {(text: string) => Span[]} */
export function idiomFinder(phrases, gap = "[ \\n\\xa0]+") {
  if (!phrases.length) return () => [];
  const either = phrases.join("|").replaceAll(" ", gap);
  const pattern = new RegExp(`(?<![\\p{L}\\p{N}])(?:${either})(?![\\p{L}\\p{N}])`, "giu");
  return (text) => [...text.matchAll(pattern)].map(({ 0: said, index }) => [index, index + said.length]);
}

/** Whether a word stands in one of the spans. @param {{start: number, end: number}} word @param {Span[]} spans */
export function isWithin({ start, end }, spans) {
  return spans.some(([first, last]) => first <= start && end <= last);
}
