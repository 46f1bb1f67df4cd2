/** How an unknown word becomes known ones; the twin of `_glued` and `_split` in search/query/expand.py. */
import { codePoints } from "../text/analyzer.js";

const HUMPS = /[A-Z]+(?![a-z])|[A-Z]?(?:(?![A-Z0-9])[\p{L}\p{N}])+|[0-9]+/gu; // as in `ResetYourPassword` and `30giorni`

/** The words of `ResetYourPassword` or `30giorni`, if one of them is known. @param {string} written @param {number} shortest @param {(word: string) => boolean} isKnown @returns {string} */
export function gluedWords(written, shortest, isKnown) {
  const words = written.match(HUMPS) ?? [];
  const longer = words.filter((word) => codePoints(word) >= shortest && /^\p{L}+$/u.test(word));
  return words.length > 1 && longer.some((word) => isKnown(word.toLowerCase())) ? words.join(" ") : "";
}

/** Two known words with a space; the split whose rarer word is commonest. Empty if there is none. @param {string[]} letters @param {number} shortest @param {(word: string) => number} count @returns {string} */
export function splitWord(letters, shortest, count) {
  let best = 0,
    found = "";
  for (let place = shortest; place <= letters.length - shortest; place++) {
    const parts = [letters.slice(0, place).join(""), letters.slice(place).join("")];
    const least = Math.min(...parts.map(count));
    if (least > best) [best, found] = [least, parts.join(" ")];
  }
  return found;
}
