/** The text with its spaces where the index has them: parted and joined; loaded for a word that nobody knows, with what it needs of the rest; the twin of search/query/spacing.py. */

/** @typedef {typeof import("./spacing.js")} Spacing */
/** @typedef {Record<string, number>} Tuning */
/** @typedef {import("./parse.js").QueryWord} QueryWord */
/** @typedef {[import("../text/analyzer.js").Analyzer, import("./understand.js").Vocabulary, Tuning, RegExp, RegExp]} Given the last are HUMPS and LETTERS_ONLY of ../text/analyzer.js, which this file would otherwise bring along */

const COMPOUNDING = ["de", "nl"]; // languages that write compounds as one word
const PART = 4; // letters of one
const WHOLE_PART = 16; // sixteenths: documents hold the part itself

/**
 * The unknown words that are known ones, and those that with a neighbour are one: where each stands, and the words in its place.
 * @param {string} text @param {QueryWord[]} queryWords @param {Given} given
 * @param {(one: QueryWord) => boolean} isRight whether a word needs no help @param {(one: QueryWord) => boolean} isBegun whether it may still be typed
 * @param {(place: number) => unknown[]} compound what it is with its neighbours @param {(word: string, edits: number) => string[]} nearTo the words so many errors away
 * @returns {[QueryWord[], (string | undefined)[]]}
 */
export function respaced(text, queryWords, given, isRight, isBegun, compound, nearTo) {
  const [, vocabulary, tuning, , LETTERS_ONLY] = given;
  const { count, nearWord, lacking } = vocabulary;

  /** The constituents of an unknown word that is known ones: `soundcard`, unless a typing error explains it better. @param {QueryWord} one @param {number} place @returns {string | undefined} */
  const decompounded = (one, place) => {
    if (isRight(one) || nearWord(one.word) || lacking()) return;
    let words = gluedWords(text.slice(one.start, one.end), given);
    if (!words && LETTERS_ONLY.test(one.word) && !isBegun(one)) {
      const letters = [...one.word];
      words = splitWord(letters, count, tuning) || compoundParts(letters, count, nearWord);
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
  return [spans, words];
}

/** The words of `ResetYourPassword`, `30giorni` or `39EUR`, if one of them is known. @param {string} written @param {Given} given */
function gluedWords(written, [{ folded, incidental }, { count }, tuning, HUMPS, LETTERS_ONLY]) {
  const words = written.match(HUMPS) ?? [];
  const isKnown = words.some((word) => {
    const plain = folded(word.toLowerCase());
    const isWord = [...word].length >= tuning.split_min && LETTERS_ONLY.test(plain);
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

/** The words of another language that a compound is made of: `Firmenkunde`; the twin of search/query/foreign.py. @param {string[]} letters @param {(word: string) => number} count @param {(word: string) => import("./spoken.js").NearWord | undefined} nearWord */
function compoundParts(letters, count, nearWord) {
  let best = 0,
    found = "";
  /** @param {string} part */
  const worth = (part) => {
    if (count(part) > 0) return WHOLE_PART;
    const [langs, near] = nearWord(part) ?? [[], []];
    return near[0] && COMPOUNDING.some((each) => langs.includes(each)) ? near[0][1] : 0;
  };
  for (let place = PART; place <= letters.length - PART; place++) {
    let head = letters.slice(0, place).join("");
    const tail = letters.slice(place).join("");
    let first = worth(head);
    if (!first && head.endsWith("s")) first = worth((head = head.slice(0, -1)));
    const second = first && worth(tail);
    const least = Math.min(first, second);
    if (least > best && first + second < 2 * WHOLE_PART) [best, found] = [least, `${head} ${tail}`];
  }
  return found;
}
