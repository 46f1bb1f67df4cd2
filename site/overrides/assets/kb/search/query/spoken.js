/** Which language a query is in, guessed from its words only, and what the near terms say of them; the twin of search/query/spoken.py. */

/** @typedef {import("./parse.js").QueryWord} QueryWord */
/** @typedef {[string[], [string, number][]]} NearWord its languages, its neighbours with their cosines in sixteenths */

/**
 * The language that most words are of, the documents' own where no other has as many.
 * @param {QueryWord[]} queryWords @param {string} own @param {(word: string) => NearWord | undefined} nearWord
 * @param {(one: QueryWord) => boolean} isRight whether a word needs no help @param {(one: QueryWord) => boolean} isBegun whether it may still be typed
 * @param {(word: string) => number} count below 0: the index does not know this form
 * @returns {{spoken: string, foreign: boolean, words: ([string, number][] | false | undefined)[]}} for each word its neighbours, where it is of that language
 */
export function spokenLanguage(queryWords, own, nearWord, isRight, isBegun, count) {
  /** @type {Record<string, number>} */
  const counts = { [own]: -0.5 }; // another with as many words goes before
  const right = queryWords.map(isRight);
  /** @param {boolean} [whole] @returns {(NearWord | undefined)[]} */
  const entries = (whole) =>
    queryWords.map((one, i) =>
      (right[i] && (!right.includes(false) || count(one.word) >= 0)) || (!whole && isBegun(one))
        ? undefined
        : nearWord(one.word),
    );
  entries().forEach((entry, i) => {
    for (const each of entry?.[0] ?? (right[i] ? [own] : [])) counts[each] = (counts[each] ?? 0) + 1;
  });
  const lang = Object.keys(counts)
    .sort()
    .reduce((best, each) => (counts[each] > counts[best] ? each : best));
  const foreign = lang !== own;
  // Who asks in another language completes no word of this one.
  return {
    spoken: lang,
    foreign,
    words: entries(foreign).map((entry) => entry?.[0].includes(lang) && entry[1]),
  };
}
