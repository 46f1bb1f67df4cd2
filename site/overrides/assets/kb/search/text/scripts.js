/** What other scripts need: marks that belong to a letter, words without spaces; the twin of search/text/scripts.py. */

const LETTER = "[\\p{L}\\p{N}]";
const UNSPACED = "[\\u3005-\\u30ff\\u3400-\\u9fff\\uac00-\\ud7a3\\uf900-\\ufaff\\u{20000}-\\u{3ffff}]";
export const WORD = `${LETTER}+(?:\\p{M}+${LETTER}*)*`;
const ONE = new RegExp(UNSPACED, "gu");
const PART = new RegExp(
  `(?<!${UNSPACED})${UNSPACED}(?!${UNSPACED})|${UNSPACED}(?=(${UNSPACED}))|(?!${UNSPACED})${LETTER}(?:(?!${UNSPACED})[\\p{L}\\p{N}\\p{M}])*`,
  "gu",
);

/** The words of a run of letters with their places; of a script without spaces, every two neighbours. @param {string} run @returns {[string, number][]} */
export function partsOf(run) {
  if (!/[^\0-\x7f]/.test(run)) return [[run, 0]]; // as most are
  return [...run.matchAll(PART)].map(({ 0: part, 1: next = "", index }) => [part + next, index]);
}

/** The text with spaces around each letter of a script without. @param {string} text */
export function spacedText(text) {
  return text.replace(ONE, " $& ");
}
