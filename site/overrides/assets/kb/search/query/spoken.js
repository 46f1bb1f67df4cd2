/** Which language a query is in, guessed from its words only, and what the near terms say of them; the twin of search/query/spoken.py. */

/** @typedef {import("./parse.js").QueryWord} QueryWord */
/** @typedef {[string[], [string, number][]]} NearWord its languages, its neighbours with their cosines in sixteenths */

const HELD = "="; // before a word that documents hold: what it means in another language
const PAIR = "+"; // between two words, the second anywhere after the first, that mean something else than each
const PAIR_REACH = 10;

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
  const known = queryWords.map(({ word }, i) => right[i] && (!right.includes(false) || count(word) >= 0));
  const begun = queryWords.map((one, i) => !known[i] && isBegun(one));
  const strange = right.some((yes, i) => !yes && !begun[i]);
  /** @type {(NearWord | undefined)[]} */
  const told = queryWords.map(({ word }, i) =>
    begun[i] || (known[i] && !strange) ? undefined : nearWord(known[i] ? HELD + word : word),
  );
  const spokenIn = told.map((entry, i) => entry?.[0] ?? (right[i] ? [own] : []));
  for (const each of spokenIn.flat()) counts[each] = (counts[each] ?? 0) + 1;
  // Another one has a word that our own has not: of those that both have none decides.
  const spoken = [own, ...spokenIn.filter((langs) => !langs.includes(own)).flat()]
    .sort()
    .reduce((best, each) => (counts[each] > counts[best] ? each : best));
  const foreign = spoken !== own;
  // Who asks in another language completes no word of this one, and may borrow words of a third.
  const words = told.map((entry, i) => {
    const [langs, near] = (foreign && begun[i] ? nearWord(queryWords[i].word) : entry) ?? [[], []];
    const isOf = langs.includes(spoken) || (foreign && near.length && !langs.includes(own));
    return isOf && (foreign || !known[i]) ? near : undefined;
  });
  queryWords.forEach(({ word }, i) => {
    for (let j = i + 1; foreign && !known[i] && j < i + PAIR_REACH && queryWords[j]; j++) {
      const pair = nearWord(word + PAIR + queryWords[j].word);
      if (!pair?.[0].includes(spoken)) continue;
      words[i] = pair[1];
      words[j] = []; // says nothing more
      break;
    }
  });
  return { spoken, foreign, words };
}
