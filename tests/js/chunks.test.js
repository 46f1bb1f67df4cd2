import assert from "node:assert/strict";
import { test } from "node:test";
import { deflateRawSync } from "node:zlib";
import { createLoader, inflate } from "../../site/overrides/assets/kb/search/static/chunks.js";

const LONG = Array.from({ length: 99 }, (_, number) => number * number).join();
const TEXTS = [
  "first",
  "second, with --kb inside\r\n\r\nContent-Range: bytes 0-1/2",
  LONG,
  "fourth",
  "fifth",
  "sixth",
];
const CHUNKS = TEXTS.map((text) => deflateRawSync(text));
const PACK = Buffer.concat(CHUNKS);
const sizes = CHUNKS.map((chunk) => chunk.length);

/** A host for one pack: "several" ranges at once, a "single" one at a time, or "none". */
function host(ranges) {
  const asked = [];
  const fetcher = async (url, { headers } = {}) => {
    asked.push(headers?.Range ? `${url} ${headers.Range}` : url);
    const number = /\/(\d+)\.bin$/.exec(url)?.[1];
    if (number) return new Response(CHUNKS[number]);
    const spans = headers.Range.slice(6)
      .split(",")
      .map((span) => span.split("-").map(Number));
    if (ranges === "none" || (ranges === "single" && spans.length > 1)) return new Response(PACK);
    const parts = spans.map(([from, to]) => [
      `Content-Range: bytes ${from}-${to}/${PACK.length}`,
      PACK.subarray(from, to + 1),
    ]);
    if (parts.length === 1) return new Response(parts[0][1], { status: 206 });
    const body = parts.flatMap(([head, bytes]) => [Buffer.from(`\r\n--kb\r\n${head}\r\n\r\n`), bytes]);
    const type = "multipart/byteranges; boundary=kb";
    return new Response(Buffer.concat([...body, Buffer.from("\r\n--kb--\r\n")]), {
      status: 206,
      headers: { "Content-Type": type },
    });
  };
  return { asked, fetcher };
}

const texts = async (loader, chunks) => {
  const inflated = await Promise.all((await loader.load(chunks)).map((bytes) => inflate(bytes)));
  return inflated.map((bytes) => new TextDecoder().decode(bytes));
};

test("a gap shorter than the head of a part is fetched, too", async () => {
  const { asked, fetcher } = host("several");
  const loader = createLoader("pack", sizes, fetcher);
  assert.deepEqual(await texts(loader, [1, 3, 5]), [TEXTS[1], TEXTS[3], TEXTS[5]]);
  assert.match(asked[0], /^pack\.bin bytes=\d+-\d+,\d+-\d+$/);
});

test("a host with ranges gives any chunks in one request, neighbours as one range", async () => {
  const { asked, fetcher } = host("several");
  const loader = createLoader("pack", sizes, fetcher);
  assert.deepEqual(await texts(loader, [0, 1, 3]), [TEXTS[0], TEXTS[1], TEXTS[3]]);
  assert.deepEqual(await texts(loader, [1]), [TEXTS[1]]);
  assert.equal(asked.length, 2);
  assert.match(asked[0], /^pack\.bin bytes=0-\d+,\d+-\d+$/);
});

for (const ranges of ["none", "single"]) {
  test(`a host with ${ranges} range gives a file for each chunk, and is not asked for ranges again`, async () => {
    const { asked, fetcher } = host(ranges);
    const loader = createLoader("pack", sizes, fetcher);
    assert.deepEqual(await texts(loader, [0, 3]), [TEXTS[0], TEXTS[3]]);
    assert.deepEqual(await texts(loader, [4]), [TEXTS[4]]);
    assert.deepEqual(asked.slice(1), ["pack/0.bin", "pack/3.bin", "pack/4.bin"]);
  });
}

test("a file that is not there is named", async () => {
  const loader = createLoader("pack", sizes, async () => new Response("", { status: 404 }));
  await assert.rejects(
    loader.load([0]),
    (error) => error.name === "IndexMissing" && /pack\.bin/.test(error.message),
  );
});

test("a server in trouble is an error of the network, not of the index", async () => {
  const loader = createLoader("pack", sizes, async () => new Response("", { status: 503 }));
  await assert.rejects(loader.load([0]), (error) => error.name === "Error" && /503/.test(error.message));
});
