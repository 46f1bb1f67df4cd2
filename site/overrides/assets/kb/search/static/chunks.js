/**
 * Fetch chunks of a packed index. The pack NAME.bin and one file NAME/NUMBER.bin for each chunk hold the same bytes: where the
 * host answers several ranges of one file in one response (RFC 9110, section 15.3.7.2), a question costs one request, else
 * one for each chunk.
 */

const PART_HEAD = 100; // bytes before each part of a response: a smaller gap is cheaper fetched, and hosts refuse too many parts

/** A file of the static index is not there (`IndexMissing`) or of another version (`IndexOutdated`). @param {string} name @param {string} message */
export function indexError(name, message) {
  return Object.assign(new Error(message), { name });
}

/** @param {string} url @param {typeof fetch} fetcher @param {RequestInit} options @returns {Promise<Response>} */
async function fetchFile(url, fetcher, options) {
  const response = await fetcher(url, options);
  const message = `${url}: ${response.status}`;
  if (response.status === 404) throw indexError("IndexMissing", message);
  if (!response.ok) throw new Error(message);
  return response;
}

/** Cut a multipart/byteranges body into its parts. @param {Uint8Array} body @returns {Map<number, Uint8Array>} offset in the file to bytes */
function rangeParts(body) {
  const parts = new Map();
  const text = new TextDecoder("latin1").decode(body); // a letter for each byte
  const header = /content-range: *bytes (\d+)-(\d+)[^]*?\r\n\r\n/gi;
  for (let found; (found = header.exec(text));) {
    const start = header.lastIndex;
    header.lastIndex += +found[2] - +found[1] + 1; // what stands in a part is no header
    parts.set(+found[1], body.subarray(start, header.lastIndex));
  }
  return parts;
}

/** @param {Response} response @returns {Promise<Uint8Array>} */
async function bytesOf(response) {
  return new Uint8Array(await response.arrayBuffer());
}

/** @param {string} url @param {typeof fetch} fetcher @param {RequestInit} [options] */
export async function fetchBytes(url, fetcher, options = {}) {
  return bytesOf(await fetchFile(url, fetcher, options));
}

/** What was deflated, with the phrases at hand that it refers to. @param {Uint8Array} bytes @param {Uint8Array} [phrases] fewer than 32,768 bytes */
export async function inflate(bytes, phrases = new Uint8Array()) {
  const { length } = phrases;
  // They go before as a stored block (RFC 1951, section 3.2.4), as if they had just been inflated.
  const stored = Uint8Array.of(0, length, length >> 8, ~length, ~length >> 8);
  const { readable, writable } = new DecompressionStream("deflate-raw");
  const writer = writable.getWriter();
  // Written by hand: a Blob's stream takes five times as long. What is damaged fails where it is read.
  const written = [stored, phrases, bytes].map((part) => writer.write(/** @type {any} */ (part)));
  Promise.all([...written, writer.close()]).catch(() => {});
  return (await bytesOf(new Response(readable))).subarray(length);
}

/** Loads chunks of one pack. @param {string} url of the pack without its ending @param {number[]} sizes @param {typeof fetch} fetcher */
export function createLoader(url, sizes, fetcher) {
  let ranged = true,
    total = 0;
  const ends = sizes.map((size) => (total += size));
  /** @param {number} chunk */
  const startOf = (chunk) => ends[chunk] - sizes[chunk];

  /** @param {number} chunk */
  const loadFile = (chunk) => fetchBytes(`${url}/${chunk}.bin`, fetcher);

  /** @param {number[]} chunks ascending @returns {Promise<Uint8Array[] | undefined>} undefined: this host does not do it */
  const loadRanges = async (chunks) => {
    /** @type {[number, number][]} */
    const spans = [];
    for (const chunk of chunks) {
      const last = spans.at(-1);
      if (last && startOf(chunk) - last[1] <= PART_HEAD) last[1] = ends[chunk];
      else spans.push([startOf(chunk), ends[chunk]]);
    }
    const range = "bytes=" + spans.map(([start, end]) => `${start}-${end - 1}`).join();
    const response = await fetchFile(`${url}.bin`, fetcher, { headers: { Range: range } });
    const several = !!response.headers.get("Content-Type")?.startsWith("multipart/byteranges");
    ranged = response.status === 206 && several === spans.length > 1;
    if (!ranged) return void response.body?.cancel();
    const body = await bytesOf(response);
    const parts = several ? rangeParts(body) : new Map([[spans[0][0], body]]);
    return chunks.map((chunk) => {
      const [from] = /** @type {[number, number]} */ (spans.findLast(([start]) => start <= startOf(chunk)));
      return (parts.get(from) ?? body.subarray(0, 0)).subarray(startOf(chunk) - from, ends[chunk] - from);
    });
  };

  return {
    /** Whether any number of chunks still costs one request, as far as is known. */
    ranged: () => ranged,
    /** @param {number[]} chunks ascending @returns {Promise<Uint8Array[]>} as they are packed */
    load: async (chunks) => (ranged && (await loadRanges(chunks))) || Promise.all(chunks.map(loadFile)),
  };
}
