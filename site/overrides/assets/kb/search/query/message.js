/**
 * What of a text can be its topic: a mail has a salutation, a signature, quotes and addresses, too; the twin of search/query/message.py.
 * What cannot is replaced by as many spaces, so that places in the text stay.
 */

/** @typedef {{start: number, end: number, written: string, word: string, name: boolean}} Chunk what stands between spaces: in lower case without signs around it; whether it is written as names are */
/** @typedef {Record<string, Set<string>>} Letter */

const SIGNS = ".,;:!?()\"'\u2013\u2014\u201c\u201d\xab\xbb-";
const BARE = new RegExp(`[^${SIGNS}](?:.*[^${SIGNS}])?`, "s"); // without signs around it
const WHOLE = /(?<=[0-9])[.,](?:00|--?|\u2013)(?![0-9])/g; // no cents: `39,00` and `39,-` are `39`
const NAMES = 3; // words of a name at most
const ENDS = /[,.:!;]$/;
const ADDRESS = /.@|:\/\//su;

/** @param {string} text @returns {boolean} as Python's str.isupper */
const isUpper = (text) => /\p{Uppercase}/u.test(text) && !/[\p{Lowercase}\p{Lt}]/u.test(text);

/** Whether a word is written with a capital, but not in capitals. @param {string} written */
export function isName(written) {
  const [first = "", ...rest] = written;
  return isUpper(first) && !isUpper(rest.join(""));
}

/** @param {string} line @returns {Chunk[]} */
function chunksOf(line) {
  return [...line.matchAll(/[^ \t\r\n\xa0]+/g)].map(({ 0: written, index: start }) => {
    const [bare] = BARE.exec(written) ?? [""];
    return { start, end: start + written.length, written, word: bare.toLowerCase(), name: isName(bare) };
  });
}

/** How many words from a place are one of the phrases: two, one or none. @param {Chunk[]} chunks @param {number} place @param {Set<string>} phrases */
function phraseSize(chunks, place, phrases) {
  const words = chunks.slice(place, place + 2).map((each) => each.word);
  return phrases.has(words.join(" ")) ? words.length : +phrases.has(words[0]);
}

/** How many chunks from a place close a message; some phrases only with their comma, as `best,`. @param {Chunk[]} chunks @param {number} place @param {Set<string>} phrases */
export function closingSize(chunks, place, phrases) {
  return phraseSize(chunks, place, phrases) || +phrases.has(chunks[place]?.written.toLowerCase());
}

/** How many chunks from a place are a name: written as one, or set off from what follows. @param {Chunk[]} chunks @param {number} place @param {boolean} greeted */
function nameSize(chunks, place, greeted) {
  let size = 0;
  while (size < NAMES && chunks[place + size]?.name) {
    size++;
    if (ENDS.test(chunks[place + size - 1].written)) return size;
  }
  if (!greeted || size || ENDS.test(chunks[place - 1].written)) return size;
  return chunks.slice(place, place + 2).findIndex((each) => /[,!]$/.test(each.written)) + 1;
}

/** Whether a line begins with one of the names and a colon, as the head of a mail does. @param {Chunk[]} chunks @param {Set<string>} names */
export function isHeaded([first], names) {
  return !!first && first.written.endsWith(":") && names.has(first.word);
}

/** What of a line is left out: subject labels, greetings, names, thanks at its end, addresses. @param {Chunk[]} chunks @param {boolean} several @param {Letter} letter */
function spansOf(chunks, several, letter) {
  /** @type {[number, number][]} */
  const spans = [];
  const first = +(several && isHeaded(chunks, letter.labels));
  chunks.forEach(({ start, end, written, word }, place) => {
    const size = place === first ? phraseSize(chunks, place, letter.greetings) : 0;
    const after = place + (size || phraseSize(chunks, place, letter.introductions));
    const called = after > place ? nameSize(chunks, after, !!size) : 0;
    // `Hello! Where is it` names nobody, `Hello, Joe Roe` at a line's end does.
    const ended = size && ENDS.exec(chunks[after - 1].written)?.[0];
    const named = !ended || (ended === "," && after + called === chunks.length) ? called : 0;
    const rest = place + closingSize(chunks, place, letter.closings);
    if (place < first || ADDRESS.test(written) || word.startsWith("www.")) spans.push([start, end]);
    if (size || named) spans.push([chunks[size ? place : after].start, chunks[after + named - 1].end]);
    if (rest > place && rest + nameSize(chunks, rest, true) === chunks.length)
      spans.push([start, /** @type {Chunk} */ (chunks.at(-1)).end]);
  });
  return spans;
}

/** @param {string} text @param {[number, number][]} spans @returns {string} with spaces in place of the spans */
export function blanked(text, spans) {
  for (const [start, end] of spans) text = text.slice(0, start) + " ".repeat(end - start) + text.slice(end);
  return text;
}

/** The text with spaces in place of what cannot be its topic; empty where nothing is left. @param {string} text @param {Letter} letter @param {import("./marks.js").Marks} [marks] for a text of several lines */
export function topicOf(text, letter, marks) {
  const lines = text.split("\n");
  const several = lines.length > 1;
  let seen = false,
    closed = "";
  const kept = lines.map((line) => {
    const chunks = chunksOf(line);
    closed = (several && marks?.closedBy(chunks, closed, seen, letter)) || "";
    const left = blanked(line, closed ? [[0, line.length]] : spansOf(chunks, several, letter));
    seen ||= /[\p{L}\p{N}]/u.test(left);
    return left;
  });
  return (seen ? kept.join("\n") : "").replace(WHOLE, (cents) => " ".repeat(cents.length));
}
