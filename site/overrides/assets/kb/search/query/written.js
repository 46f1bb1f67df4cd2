/** How a word is written, and what of a text is left out; what both parse.js and the seldom loaded message.js need. */

/** @param {string} text @returns {boolean} as Python's str.isupper */
const isUpper = (text) => /\p{Uppercase}/u.test(text) && !/[\p{Lowercase}\p{Lt}]/u.test(text);

/** Whether a word is written with a capital, but not in capitals. @param {string} written */
export function isName(written) {
  const [first = "", ...rest] = written;
  return isUpper(first) && !isUpper(rest.join(""));
}

/** @param {string} text @param {[number, number][]} spans @returns {string} with spaces in place of the spans */
export function blanked(text, spans) {
  for (const [start, end] of spans) text = text.slice(0, start) + " ".repeat(end - start) + text.slice(end);
  return text;
}
