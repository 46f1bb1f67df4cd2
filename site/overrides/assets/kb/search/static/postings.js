/** A chunk of postings, as search/static/postings.py writes them, to what the engine works with; only large sites load this. */

/** @typedef {import("../ranking/score.js").Postings} Postings */
/** @typedef {import("./decode.js").Reader} Reader */

const LOW_BITS = 2; // of the least numbers in a Golomb code

/** Reads bits, the highest of each byte first. */
class BitReader {
  /** @param {Reader} reader what stands before */
  constructor({ bytes, at }) {
    this.bytes = bytes;
    this.at = 8 * at;
  }

  bit() {
    return (this.bytes[this.at >> 3] >> (7 - (this.at++ & 7))) & 1;
  }

  /** @param {number} size how many bits @param {number} [value] what stands before them */
  number(size, value = 0) {
    for (; size; size--) value = 2 * value + this.bit();
    return value;
  }

  /** An exponential Golomb code: the more ones before a zero, the more bits. */
  golomb() {
    let size = LOW_BITS;
    while (this.bit()) size++;
    return this.number(size, 1) - 2 ** LOW_BITS;
  }

  /** A number below `count`; the middle ones take one bit less. @param {number} count */
  oneOf(count) {
    const size = 31 - Math.clz32(count),
      short = 2 ** (size + 1) - count;
    let value = this.number(size);
    if (value >= short) value = this.number(1, value) - short;
    return (value + ((count - short) >> 1)) % count;
  }

  /** Ascending numbers from `low` to `high`, as `interpolated` in search/static/codec.py puts them in code. @param {Uint32Array} items to fill @param {number} low @param {number} high */
  fill(items, low, high) {
    const half = items.length >> 1;
    if (!items.length) return;
    const value = low + half + this.oneOf(high - low - items.length + 2);
    items[half] = value;
    this.fill(items.subarray(0, half), low, value - 1);
    this.fill(items.subarray(half + 1), value + 1, high);
  }
}

/** The postings that search/static/postings.py put in code. @param {Reader} reader of the chunk @param {import("./decode.js").Weighed} weighed @param {(term: string) => boolean} isWording @returns {Map<string, Postings>} */
export function decodePostings(reader, { least, heavier, shelf }, isWording) {
  const terms = reader.strings();
  const lengths = reader.take(terms.length);
  const bits = new BitReader(reader);
  return new Map(
    terms.map((term, i) => {
      const places = new Uint32Array(lengths[i]);
      bits.fill(places, 0, shelf.length - 1);
      const documents = places.map((place) => shelf[place]);
      const weights = documents.map((document) => (isWording(term) ? 0 : least[document]));
      const raised = new Uint32Array(bits.oneOf(lengths[i] + 1));
      bits.fill(raised, 0, lengths[i] - 1);
      for (const place of raised) weights[place] += heavier[bits.golomb()];
      return [term, { documents, weights }];
    }),
  );
}
