/** The entry and the chunks of the static index, as search/static/export.py writes them, to what the engine works with. */
import { WordList } from "../text/lexicon.js";

/** @typedef {import("../snippets/excerpt.js").Article} Article */
/** @typedef {import("./store.js").Entry} Entry */
/** @typedef {{least: number[], heavier: number[], shelf: number[]}} Weighed the least weight of each document; what others have over it, the commonest first; the documents by category */
/** @typedef {{gaps: string[], ends: number, pairs: number}} Coded */

/** @param {Uint8Array} bytes */
export function textOf(bytes) {
  return new TextDecoder().decode(bytes);
}

/** Reads numbers of seven bits to a byte, the lowest first (the top bit says that more follow), and texts. */
export class Reader {
  /** @param {Uint8Array} bytes */
  constructor(bytes) {
    this.bytes = bytes;
    this.at = 0;
  }

  next() {
    let value = 0,
      scale = 1,
      byte = 0;
    do {
      byte = this.bytes[this.at++];
      value += (byte & 127) * scale;
      scale *= 128;
    } while (byte > 127);
    return value;
  }

  /** @param {number} count @returns {number[]} */
  take(count) {
    return Array.from({ length: count }, () => this.next());
  }

  /** @param {number} count */
  slice(count) {
    return this.bytes.subarray(this.at, (this.at += count));
  }

  /** What stands after its length. */
  counted() {
    return this.slice(this.next());
  }

  text() {
    return textOf(this.counted());
  }

  /** Strings, each as the number of letters it shares with the one before and its rest. @returns {string[]} */
  strings() {
    const text = this.text();
    let last = "";
    return text
      ? text.split("\n").map((line) => (last = last.slice(0, line.charCodeAt(0) - 32) + line.slice(1)))
      : [];
  }
}

/** The texts that search/static/texts.py put in code: pairs of a word and the gap after it. @param {Reader} reader @param {Coded} coded @returns {string[]} */
function decodeTexts(reader, { gaps, ends, pairs }) {
  const words = reader.strings(),
    high = reader.slice(pairs),
    after = reader.take(pairs);
  const oneByte = 256 - Math.ceil(words.length / 256);
  /** @type {string[]} */
  const texts = [];
  let text = "",
    capital = 0;
  high.forEach((byte, place) => {
    const word = words[byte < oneByte ? byte : oneByte + (byte - oneByte) * 256 + reader.bytes[reader.at++]];
    const gap = after[place] >> 1;
    text += (capital ? word[0].toUpperCase() + word.slice(1) : word) + gaps[gap];
    capital = after[place] & 1;
    if (gap < ends) {
      texts.push(text);
      text = "";
    }
  });
  return texts;
}

/**
 * The entry file, inflated; a small site's has all articles, a large one's what the chunks are read by.
 * @param {Uint8Array} bytes @returns {{entry: Entry, articles?: Article[], sizes?: number[], weighed?: Weighed, samples?: Uint8Array[]}}
 */
export function decodeEntry(bytes) {
  const reader = new Reader(bytes);
  /** @type {Entry} */
  const entry = JSON.parse(reader.text());
  if (!entry.texts) {
    const sizes = reader.take(reader.next()),
      least = reader.take(entry.count),
      categories = reader.take(entry.count),
      heavier = reader.take(reader.next());
    const shelf = [...categories.keys()].sort((a, b) => categories[a] - categories[b]);
    return {
      entry,
      sizes,
      weighed: { least, heavier, shelf },
      samples: [reader.counted(), reader.counted()],
    };
  }
  const texts = decodeTexts(reader, entry.texts).values();
  /** @param {number} count @returns {any[]} */
  const take = (count) => Array.from({ length: count }, () => texts.next().value);
  const articles = entry.lists?.map(([questions, keywords, sections, ...rest]) =>
    articleOf(
      [...take(6), take(questions), take(keywords), Array.from({ length: sections }, () => take(3)), ...rest],
      entry.lang,
    ),
  );
  return { entry, articles };
}

/** @param {Uint8Array} bytes @returns {WordList} */
export function decodeWords(bytes) {
  const reader = new Reader(bytes);
  return new WordList(reader.strings().map((word) => [word, reader.next()]));
}

/** @param {any[]} fields @param {string} lang @returns {Article} */
export function articleOf(
  [id, url, title, summary, kind, category, questions, keywords, sections, forAll, ownLang],
  lang,
) {
  return {
    id,
    lang: ownLang ?? lang,
    url,
    title,
    summary,
    kind,
    category,
    questions,
    keywords,
    sections,
    forAll,
  };
}
