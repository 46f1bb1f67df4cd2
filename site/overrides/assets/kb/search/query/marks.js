/** What quotation marks and the ends of lines say: quoted phrases, and how a mail opens, closes and quotes. Loaded when a question has some; the twin of search/text/phrases.py and search/query/message.py. */
import { closingSize, isHeaded } from "./message.js";

/** @typedef {import("./message.js").Chunk} Chunk */
/** @typedef {import("../ranking/score.js").Scored} Scored */
/** @typedef {typeof import("./marks.js")} Marks */

const QUOTE_MARKS = '"\u201c\u201d\u201e\xab\xbb';
const QUOTED = new RegExp(`[${QUOTE_MARKS}]([^${QUOTE_MARKS}]+)[${QUOTE_MARKS}]`, "g");
const SHORT = 6; // words of a line that may belong to a signature, at most

/** Where the quoted phrases of a query stand, without their quotes. @param {string} text @returns {[number, number][]} */
export function quotedSpans(text) {
  return [...text.matchAll(QUOTED)].map((match) => [match.index + 1, match.index + match[0].length - 1]);
}

/** The quoted phrases of a query, flat. @param {string} text @param {import("../text/phrases.js").Flattener} flattener @returns {string[]} */
export function phrasesOf(text, { flat }) {
  return quotedSpans(text)
    .map(([start, end]) => flat(text.slice(start, end)))
    .filter((phrase) => phrase !== "  ");
}

/** The first documents that hold the phrases; so many articles that are not loaded are asked for at once. @param {import("../static/store.js").Store} store @param {Scored[]} order @param {string[]} phrases @param {number} most */
export function holding(store, order, phrases, most) {
  /** @type {Scored[]} */
  const held = [];
  let missing = 0;
  for (const scored of order) {
    if (held.length + missing >= most) break;
    const article = store.article(scored[0]);
    if (!article) missing++;
    else if (phrases.every((phrase) => store.flattener.flatArticle(article).includes(phrase)))
      held.push(scored);
  }
  return held;
}

/** How a line is left out: alone (line), with the short ones after it (signature), with all (rest); empty where it is not. @param {Chunk[]} chunks @param {string} before how the line before was @param {boolean} seen whether a topic was seen before @param {import("./message.js").Letter} letter */
export function closedBy(chunks, before, seen, letter) {
  if (before === "rest") return before;
  const words = chunks.map((each) => each.word);
  const disclaimed = new Set(words.filter((word) => letter.disclaimers.has(word))).size > 1;
  if (seen && (disclaimed || chunks[0]?.written.startsWith("--"))) return "rest";
  const signed = before === "signature" || closingSize(chunks, 0, letter.closings);
  if (seen && chunks.length <= SHORT && signed) return "signature";
  const reported = chunks.at(-1)?.written.endsWith(":") && words.some((word) => letter.reports.has(word));
  const quoted = chunks[0]?.written.startsWith(">");
  return reported || quoted || isHeaded(chunks, letter.headers) ? "line" : "";
}
