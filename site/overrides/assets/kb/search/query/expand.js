/** Which runs and parts of what was typed may be words; the twin of what search/query/expand.py says of them. */
import { HUMPS, LETTERS_ONLY, codePoints } from "../text/analyzer.js";

/** @typedef {Record<string, number>} Tuning */

/** The words of `ResetYourPassword`, `30giorni` or `39EUR`, if one of them is known. @param {string} written @param {import("../text/analyzer.js").Analyzer} analyzer @param {(word: string) => number} count @param {Tuning} tuning */
export function gluedWords(written, { folded, incidental }, count, tuning) {
  const words = written.match(HUMPS) ?? [];
  const isKnown = words.some((word) => {
    const plain = folded(word.toLowerCase());
    const isWord = codePoints(word) >= tuning.split_min && LETTERS_ONLY.test(plain);
    return isWord && (incidental.has(plain) || count(plain) > 0);
  });
  return words.length > 1 && isKnown ? words.join(" ") : "";
}

/** Those of the words that documents hold with a neighbour, the oftenest first; all where none is. @param {string[]} words @param {number[]} beside documents of the neighbours @param {(word: string) => number[]} holding its documents */
export function together(words, beside, holding) {
  const near = new Set(beside);
  const shared = words.map((word) => ({
    word,
    times: holding(word).filter((each) => near.has(each)).length,
  }));
  const agreeing = shared.filter((each) => each.times).sort((a, b) => b.times - a.times);
  return agreeing.length ? agreeing.map((each) => each.word) : words;
}

/** Two known words with a space; the split whose rarer word is commonest. Empty if there is none. @param {string[]} letters @param {(word: string) => number} count @param {Tuning} tuning */
export function splitWord(letters, count, tuning) {
  let best = 0,
    found = "";
  for (let place = tuning.split_min; place <= letters.length - tuning.split_min; place++) {
    const parts = [letters.slice(0, place).join(""), letters.slice(place).join("")];
    const least = Math.min(...parts.map(count));
    if (least > best) [best, found] = [least, parts.join(" ")];
  }
  return found;
}
