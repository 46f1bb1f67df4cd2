/**
 * Fetch chunks of a packed index. The pack NAME.bin and one file NAME/NUMBER.bin for each chunk hold the same bytes: where the
 * host answers several ranges of one file in one response (RFC 9110, section 15.3.7.2), a question costs one request, else
 * one for each chunk.
 */

/** A file of the static index that is not there (`IndexMissing`) or of another version (`IndexOutdated`). */
export class IndexError extends Error {
  /** @param {string} name @param {string} message */
  constructor(name, message) {
    super(message);
    this.name = name;
  }
}

/** @param {string} url @param {typeof fetch} fetcher @param {RequestInit} options @returns {Promise<Response>} */
export async function fetchFile(url, fetcher, options) {
  const response = await fetcher(url, options);
  if (response.status === 404) throw new IndexError("IndexMissing", `${url}: no search index here; publish the site with its index`);
  if (!response.ok) throw new Error(`${url}: the server answered ${response.status}`);
  return response;
}

/** Cut a multipart/byteranges body into its parts. @param {Uint8Array} body @returns {Map<number, Uint8Array>} offset in the file to bytes */
function rangeParts(body) {
  const parts = new Map();
  let at = 0;
  for (;;) {
    // Headers are ASCII and short: read them byte for byte up to the empty line.
    let head = "";
    while (at < body.length && !head.endsWith("\r\n\r\n")) head += String.fromCharCode(body[at++]);
    const [, from, to] = /content-range: *bytes (\d+)-(\d+)/i.exec(head) ?? [];
    if (from === undefined) return parts;
    const length = Number(to) - Number(from) + 1;
    parts.set(Number(from), body.subarray(at, (at += length)));
  }
}

/** @param {Uint8Array} bytes @returns {Promise<Uint8Array>} */
async function inflate(bytes) {
  const stream = new Blob([/** @type {BlobPart} */ (bytes)]).stream().pipeThrough(new DecompressionStream("deflate-raw"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

/** The chunks of one pack. */
export class ChunkLoader {
  /** @param {string} url of the pack without its ending @param {number[]} sizes @param {typeof fetch} fetcher */
  constructor(url, sizes, fetcher) {
    this.url = url;
    this.fetcher = fetcher;
    this.ranged = true;
    let end = 0;
    this.ends = sizes.map((size) => (end += size));
  }

  /** @param {number} chunk @returns {[number, number]} its first byte and the byte after its last */
  span(chunk) {
    return [chunk ? this.ends[chunk - 1] : 0, this.ends[chunk]];
  }

  /** @param {number[]} chunks ascending @returns {Promise<Uint8Array[]>} their contents */
  async load(chunks) {
    const packed = (this.ranged && (await this.loadRanges(chunks))) || (await Promise.all(chunks.map((chunk) => this.loadFile(chunk))));
    return Promise.all(packed.map(inflate));
  }

  /** @param {number} chunk */
  async loadFile(chunk) {
    const response = await fetchFile(`${this.url}/${chunk}.bin`, this.fetcher, {});
    return new Uint8Array(await response.arrayBuffer());
  }

  /** @param {number[]} chunks @returns {Promise<Uint8Array[] | null>} null: this host does not do it */
  async loadRanges(chunks) {
    /** @type {[number, number][]} */
    const spans = [];
    for (const [start, end] of chunks.map((chunk) => this.span(chunk))) {
      const last = spans[spans.length - 1];
      if (last && last[1] === start) last[1] = end;
      else spans.push([start, end]);
    }
    const range = "bytes=" + spans.map(([start, end]) => `${start}-${end - 1}`).join(",");
    const response = await fetchFile(`${this.url}.bin`, this.fetcher, {headers: {Range: range}});
    const type = response.headers.get("Content-Type") ?? "";
    if (response.status !== 206 || type.startsWith("multipart/byteranges") !== spans.length > 1) {
      this.ranged = false;
      await response.body?.cancel();
      return null;
    }
    const body = new Uint8Array(await response.arrayBuffer());
    const parts = spans.length > 1 ? rangeParts(body) : new Map([[spans[0][0], body]]);
    return chunks.map((chunk) => {
      const [start, end] = this.span(chunk);
      const from = spans.find((span) => span[0] <= start && end <= span[1])?.[0] ?? 0;
      const part = parts.get(from);
      if (!part) throw new Error(`${this.url}.bin: the server left out a range`);
      return part.subarray(start - from, end - from);
    });
  }
}
