import assert from "node:assert/strict";
import { test } from "node:test";
import { openSearch } from "../../site/overrides/assets/kb/search/engine.js";
import { entryFile, rulesOf } from "./rules.js";

const article = (id, title, text) => [
  id,
  `/en/${id}/`,
  title,
  "",
  "faq",
  "billing",
  [],
  [],
  [["", "", text]],
];
const entry = (lang, articles) =>
  entryFile(
    {
      lang,
      count: articles.length,
      confidence: 0,
      rules: rulesOf(lang),
      tuning: rulesOf(lang).tuning,
      idf: [[0, 20]],
      synonyms: [],
      named: [],
      averages: { title: 3, questions: 1, keywords: 1, headings: 1, body: 6 },
    },
    articles,
  );
const FILES = {
  "/_search/en.bin": entry("en", [
    article("cancel", "Cancel the plan", "Press the button 😀 to cancel."),
    article("card", "Change the card", "Enter a card."),
  ]),
  "/_search/it.bin": entry("it", [article("disdire", "Disdire il piano", "Premi il pulsante.")]),
};

/** @param {Record<string, any>} files */
function host(files) {
  const asked = [];
  const fetcher = async (url) => {
    asked.push(url);
    return files[url] ? new Response(files[url]) : new Response("", { status: 404 });
  };
  return { asked, fetch: fetcher };
}

test("nothing is fetched before the first question, and the entry only once", async () => {
  const { asked, fetch } = host(FILES);
  const searcher = await openSearch({ base: "/", lang: "en", fetch });
  assert.deepEqual(asked, []);
  await Promise.all([searcher.search("cancel"), searcher.search("card"), searcher.prefetch()]);
  assert.deepEqual(asked, ["/_search/en.bin"]);
});

test("marks count code points, and the matching words are marked", async () => {
  const searcher = await openSearch({ base: "/", lang: "en", fetch: host(FILES).fetch });
  const [hit] = (await searcher.search("cancelling")).hits;
  assert.deepEqual(hit.title_marks, [[0, 6]]);
  const letters = [...hit.excerpt.text];
  assert.deepEqual(
    hit.excerpt.marks.map(([start, end]) => letters.slice(start, end).join("")),
    ["cancel"],
  );
});

test("a query of one letter is refused with the minimum", async () => {
  const searcher = await openSearch({ base: "/", lang: "en", fetch: host(FILES).fetch });
  await assert.rejects(searcher.search(" a! "), { name: "QueryTooShort", minimum: 2, length: 1 });
});

test("the other language is asked and says so, and is not missed where it is not there", async () => {
  const { fetch } = host(FILES);
  const searcher = await openSearch({ base: "/", lang: "en", fallbackLang: "it", fetch });
  const { fallback, lang, hits } = await searcher.search("disdire");
  assert.deepEqual([fallback, lang, hits.length], [true, "it", 1]);
  const alone = await openSearch({ base: "/", lang: "en", fallbackLang: "xx", fetch });
  assert.deepEqual((await alone.search("disdire")).hits, []);
});

test("what the other language found is shown as this one's own article, where it has it", async () => {
  const others = ["a", "cancel", "zz"].map((id) => article(id, "Disdire il piano", "Premi il pulsante."));
  const files = { ...FILES, "/_search/it.bin": entry("it", others) };
  const searcher = await openSearch({ base: "/", lang: "en", fallbackLang: "it", fetch: host(files).fetch });
  const { fallback, lang, hits } = await searcher.search("disdire");
  assert.deepEqual([fallback, lang], [true, "it"]);
  assert.deepEqual(
    hits.map(({ id, lang, title }) => [id, lang, title]),
    [
      ["a", "it", "Disdire il piano"],
      ["cancel", "en", "Cancel the plan"],
      ["zz", "it", "Disdire il piano"],
    ],
  );
  assert.deepEqual(hits[1].title_marks, []);
});

test("a failure is not remembered: asking again tries again", async () => {
  const files = {};
  const searcher = await openSearch({ base: "/", lang: "en", fetch: host(files).fetch });
  await assert.rejects(searcher.search("cancel"), { name: "IndexMissing" });
  Object.assign(files, FILES);
  assert.equal((await searcher.search("cancel")).hits.length, 1);
});

test("an entry of another format is refused", async () => {
  const searcher = await openSearch({
    base: "/",
    lang: "en",
    fetch: host({ "/_search/en.bin": Buffer.from([1]) }).fetch,
  });
  await assert.rejects(searcher.search("cancel"), { name: "IndexOutdated" });
});

test("a question asked again is answered with an equal result that a caller may change", async () => {
  const { fetch } = host(FILES);
  const searcher = await openSearch({ base: "/", lang: "en", fetch });
  const first = await searcher.search("cancel");
  const said = structuredClone(first);
  first.hits[0].title_marks.push([0, 1]);
  first.hits.pop();
  assert.deepEqual(await searcher.search("cancel"), said);
  assert.deepEqual((await searcher.search("cancel", { kind: "guide" })).hits, []);
  for (let number = 0; number < 120; number++)
    assert.equal((await searcher.search(`cancel ${number}`)).query, `cancel ${number}`);
  assert.deepEqual(await searcher.search("cancel"), said);
});
