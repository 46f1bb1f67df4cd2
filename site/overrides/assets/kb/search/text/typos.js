/** The words that one or two typing errors away, and which of them a word is meant for; loaded when one may be mistyped, the twin of what search/text/lexicon.py and search/query/expand.py say of them. */
import { together } from "../query/expand.js";

/** @typedef {import("./lexicon.js").WordList} WordList */
/** @typedef {typeof import("./typos.js")} Typos */

/** Insertions, deletions, substitutions and swaps of neighbours (optimal string alignment); more than `most` as more than it. @param {string[]} first @param {string[]} second @param {number} most @returns {number} */
function editDistance(first, second, most) {
  /** @type {number[][]} */
  let [older, before, row] = [[], [], [...second.keys(), second.length]];
  for (const [i, letter] of first.entries()) {
    [older, before, row] = [before, row, [i + 1]];
    second.forEach((other, j) => {
      let cost = Math.min(before[j + 1] + 1, row[j] + 1, before[j] + (letter === other ? 0 : 1));
      if (i && j && letter === second[j - 1] && first[i - 1] === other)
        cost = Math.min(cost, older[j - 1] + 1);
      row.push(cost);
    });
    if (Math.min(...row) > most && Math.min(...before) >= most) return most + 1;
  }
  return row[second.length];
}

/** @param {string[]} letters @returns {number} which letters occur, in 32 bits */
function letterSet(letters) {
  return letters.reduce((set, letter) => set | (1 << ((letter.codePointAt(0) ?? 0) & 31)), 0);
}

/** @param {number} set @returns {number} how many bits are set */
function bitCount(set) {
  let count = 0;
  for (; set; set &= set - 1) count++;
  return count;
}

/** The words of a list (letters only) exactly so many errors away; in short words the first letter counts as right. @param {WordList} list @param {string} word @param {number} edits @param {Record<string, number>} tuning @returns {string[]} */
export function near(list, word, edits, tuning) {
  list.spelt ??= list.plain().map((each) => {
    const letters = [...each];
    return { word: each, letters, set: letterSet(letters) };
  });
  const letters = [...word],
    set = letterSet(letters),
    { length } = letters;
  if (length < tuning.typo_one_from || length > tuning.typo_longest) return [];
  const start = length < tuning.typo_first_from ? letters[0] : "";
  // An error changes the length by one at most and the set of letters by two: most words fall here.
  const close = list.spelt.filter(
    (each) =>
      each.word.startsWith(start) &&
      Math.abs(each.letters.length - length) <= edits &&
      bitCount(each.set ^ set) <= 2 * edits,
  );
  return close
    .filter((each) => editDistance(letters, each.letters, edits) === edits)
    .map((each) => each.word);
}

/**
 * The commonest words one error away, else (in long words) two, and their quality; see search/query/expand.py.
 * @param {string} word @param {number[]} beside documents of its neighbours @param {(word: string, edits: number) => string[]} nearTo
 * @param {(word: string) => number[]} holding its documents @param {Set<string>} stop @param {Record<string, number>} tuning
 * @returns {[string[], number]}
 */
export function corrections(word, beside, nearTo, holding, stop, tuning) {
  const { length } = [...word];
  for (const [edits, least, quality] of [
    [1, tuning.typo_one_from, tuning.typo_one],
    [2, tuning.typo_two_from, tuning.typo_two],
  ]) {
    const words = length < least ? [] : nearTo(word, edits);
    const content = words.filter((each) => !stop.has(each));
    if (words.length) {
      const commonest = (content.length ? content : words).slice(0, tuning.typo_limit);
      return [together(commonest, beside, holding), quality];
    }
  }
  return [[], 0];
}
