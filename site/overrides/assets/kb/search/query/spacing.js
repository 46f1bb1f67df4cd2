/** The text with its spaces where the index has them: parted and joined; the twin of search/query/spacing.py. */
import { HUMPS, LETTERS_ONLY, codePoints } from "../text/analyzer.js";
import { withWords } from "./parse.js";

/** @typedef {Record<string, number>} Tuning */
/** @typedef {import("./parse.js").QueryWord} QueryWord */

/**
 * The text with unknown words parted that are known ones, and joined that with a neighbour are one.
 * @param {string} text @param {QueryWord[]} queryWords @param {import("../text/analyzer.js").Analyzer} analyzer @param {import("./understand.js").Vocabulary} vocabulary @param {Tuning} tuning
 * @param {(one: QueryWord) => boolean} isRight whether a word needs no help @param {(one: QueryWord) => boolean} isBegun whether it may still be typed
 * @param {(place: number) => unknown[]} compound what it is with its neighbours @param {(word: string, edits: number) => string[]} nearTo the words so many errors away
 */
export function respaced(text, queryWords, analyzer, vocabulary, tuning, isRight, isBegun, compound, nearTo) {
  const { count, near, nearWord, lacking } = vocabulary;

  /** The constituents of an unknown word that is known ones: `soundcard`, unless a typing error explains it better. @param {QueryWord} one @param {number} place @returns {string | undefined} */
  const decompounded = (one, place) => {
    if (isRight(one) || nearWord(one.word) || lacking()) return;
    near("", 0); // asks for all words, which a correction needs
    let words = gluedWords(text.slice(one.start, one.end), analyzer, count, tuning);
    if (!words && LETTERS_ONLY.test(one.word) && !isBegun(one)) {
      words = splitWord([...one.word], count, tuning);
      if (words && nearTo(one.word, 1).length) words = "";
    }
    return words && !compound(place).length ? words : "";
  };

  /** Whether it is no word of any sort, nor one that is being typed. @param {QueryWord} one */
  const isUnknown = (one) => !isRight(one) && !nearWord(one.word) && !isBegun(one);

  /** A word with its neighbour, if a space cut them in two: one of them is unknown, and both are one that is; else as it is. @param {QueryWord} one @param {number} place */
  const joined = (one, place) => {
    const pair = queryWords.slice(place, place + 2);
    const word = pair.map((each) => each.word).join("");
    return pair[1] &&
      !pair.some((each) => each.quoted) &&
      text.slice(one.end, pair[1].start) === " " &&
      LETTERS_ONLY.test(word) &&
      count(word) >= 0 &&
      pair.some(isUnknown)
      ? { ...one, end: pair[1].end }
      : one;
  };

  const spans = queryWords.map(joined);
  const words = spans.map(({ start, end }, place) =>
    end > queryWords[place].end
      ? text.slice(start, end).replace(" ", "")
      : decompounded(queryWords[place], place),
  );
  return withWords(text, spans, words);
}

/** The words of `ResetYourPassword`, `30giorni` or `39EUR`, if one of them is known. @param {string} written @param {import("../text/analyzer.js").Analyzer} analyzer @param {(word: string) => number} count @param {Tuning} tuning */
function gluedWords(written, { folded, incidental }, count, tuning) {
  const words = written.match(HUMPS) ?? [];
  const isKnown = words.some((word) => {
    const plain = folded(word.toLowerCase());
    const isWord = codePoints(word) >= tuning.split_min && LETTERS_ONLY.test(plain);
    return isWord && (incidental.has(plain) || count(plain) > 0);
  });
  return words.length > 1 && isKnown ? words.join(" ") : "";
}

/** Two known words with a space; the split whose rarer word is commonest. Empty if there is none. @param {string[]} letters @param {(word: string) => number} count @param {Tuning} tuning */
function splitWord(letters, count, tuning) {
  let best = 0,
    found = "";
  for (let place = tuning.split_min; place <= letters.length - tuning.split_min; place++) {
    const parts = [letters.slice(0, place).join(""), letters.slice(place).join("")];
    const least = Math.min(...parts.map(count));
    if (least > best) [best, found] = [least, parts.join(" ")];
  }
  return found;
}
