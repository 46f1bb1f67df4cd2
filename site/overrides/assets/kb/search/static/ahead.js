/** What is fetched before anybody asks for it: in idle time after an answer, what spares the next questions a round trip. */

/** @typedef {import("./store.js").Store} Store */

// Beside what questions ask for: a ninth of the pack, within these bounds.
const PART = 9;
const LEAST_BYTES = 200_000;
const MOST_BYTES = 450_000;
const STEP_BYTES = 40_000; // 32 ms at 10 Mbit/s: a question asked meanwhile waits for one step at most

/**
 * The chunks that most questions need, so many as fit: postings, the small chunks (of rare terms) first; then the words, for words
 * begun or mistyped; last the postings of stop words and of whole wordings, which change little about what comes first.
 * @param {Store} store @returns {number[]}
 */
function wanted({ analyzer, sizes, termsAt, terms }) {
  const stops = new Set([...analyzer.stop].flatMap(analyzer.terms));
  /** @param {boolean} idle */
  const postings = (idle) =>
    terms.from
      .flatMap((first, place) =>
        (stops.has(first) || first.startsWith("=")) === idle ? termsAt + place : [],
      )
      .sort((a, b) => sizes[a] - sizes[b]);
  const whole = sizes.reduce((sum, size) => sum + size, 0);
  let left = Math.min(MOST_BYTES, Math.max(LEAST_BYTES, whole / PART));
  return [...postings(false), ...Array(termsAt).keys(), ...postings(true)]
    .filter((number) => sizes[number] <= left && ((left -= sizes[number]), true))
    .sort((a, b) => a - b); // neighbours are one range
}

/** Fetch what corrects words, then them in small steps; nothing more where that costs many requests. @param {Store} store */
export async function fetchAhead(store) {
  await store.load([store.typos]);
  const numbers = wanted(store);
  for (let at = 0; at < numbers.length && store.ranged();) {
    let size = 0;
    const step = [];
    while (at < numbers.length && size < STEP_BYTES) {
      size += store.sizes[numbers[at]];
      step.push(numbers[at++]);
    }
    await store.load(step);
  }
}
