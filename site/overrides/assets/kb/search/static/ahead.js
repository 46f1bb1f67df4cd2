/** What is fetched before anybody asks for it: in idle time after an answer, what spares the next questions a round trip. */

/** @typedef {import("./store.js").Store} Store */

// Beside what questions ask for: a ninth of the pack, within these bounds.
const PART = 9;
const LEAST_BYTES = 200_000;
const MOST_BYTES = 580_000;
const STEP_BYTES = 40_000; // 32 ms at 10 Mbit/s: a question asked meanwhile waits for one step at most

/**
 * The chunks that most questions need, so many as fit: postings, the small chunks (of rare terms) first; then the words, for words
 * begun or mistyped; last the postings of whole wordings and of stop words, which change little about what comes first.
 * @param {Store} store @returns {number[]}
 */
function wanted({ sizes, terms, termsAt, articlesAt }) {
  const numbers = [...sizes.keys()].slice(0, articlesAt);
  /** @param {number} number */
  const rank = (number) =>
    number < termsAt ? 1 : terms[number - termsAt]?.startsWith("=") === false ? 0 : 2;
  const whole = sizes.reduce((sum, size) => sum + size, 0);
  let left = Math.min(MOST_BYTES, Math.max(LEAST_BYTES, whole / PART));
  return numbers
    .sort((a, b) => rank(a) - rank(b) || sizes[a] - sizes[b])
    .filter((number) => sizes[number] <= left && ((left -= sizes[number]), true))
    .sort((a, b) => a - b); // neighbours are one range
}

/** Fetch what corrects words, then them in small steps; nothing more where that costs many requests. @param {Store} store */
export async function fetchAhead(store) {
  await store.load(store.unknown);
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
