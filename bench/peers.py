"""The engines that the benchmarks set beside ours: `make(documents, language)` gives `search(text, limit)`.

Every peer gets the same help: the language's stemmer and stop words where it has them, any word may match,
the title counts double where fields have weights. Queries reach no query parser: words are taken apart first.
"""

import re
import sqlite3
import tempfile
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

STEMMERS = {"it": "italian", "en": "english"}
Search = Callable[[str, int], list[str]]
_WORD = re.compile(r"[^\W_]+")


class Text(NamedTuple):
    """A document of a relevance set."""

    id: str
    title: str
    body: str


def words(text: str) -> list[str]:
    """The runs of letters and digits, in lower case."""
    return [word.lower() for word in _WORD.findall(text)]


def whoosh_bm25f(documents: Sequence[Text], language: str) -> Search:
    """Whoosh as it comes: language analyser, BM25F, OR group."""
    from whoosh import fields, index, qparser, scoring
    from whoosh.analysis import LanguageAnalyzer

    analyzer = LanguageAnalyzer(language)
    schema = fields.Schema(
        id=fields.ID(stored=True), title=fields.TEXT(analyzer, field_boost=2.0), body=fields.TEXT(analyzer)
    )
    store = index.create_in(tempfile.mkdtemp(), schema)
    writer = store.writer(limitmb=256)
    for document in documents:
        writer.add_document(id=document.id, title=document.title, body=document.body)
    writer.commit()
    searcher = store.searcher(weighting=scoring.BM25F())
    parser = qparser.MultifieldParser(["title", "body"], schema, plugins=[], group=qparser.OrGroup)

    def search(text: str, limit: int) -> list[str]:
        found = searcher.search(parser.parse(" ".join(words(text))), limit=limit)
        return [hit["id"] for hit in found]

    return search


def sqlite_fts5(documents: Sequence[Text], language: str) -> Search:
    """SQLite FTS5: Porter stemming for English (it has none for Italian), accents removed, bm25()."""
    porter = "porter " if language == "en" else ""
    base = sqlite3.connect(":memory:")
    base.execute(
        f"CREATE VIRTUAL TABLE d USING fts5(id UNINDEXED, title, body, "
        f'tokenize="{porter}unicode61 remove_diacritics 2")'
    )
    base.executemany("INSERT INTO d VALUES (?,?,?)", documents)

    def search(text: str, limit: int) -> list[str]:
        match = " OR ".join(f'"{word}"' for word in words(text))
        if not match:
            return []
        query = "SELECT id FROM d WHERE d MATCH ? ORDER BY bm25(d, 0, 2.0, 1.0) LIMIT ?"
        return [row[0] for row in base.execute(query, (match, limit))]

    return search


def tantivy_bm25(documents: Sequence[Text], language: str) -> Search:
    """Tantivy: stemmer and stop words of the language, any word in any field."""
    import tantivy as t

    stemmer = STEMMERS[language]
    analyzer = (
        t.TextAnalyzerBuilder(t.Tokenizer.simple())
        .filter(t.Filter.lowercase())
        .filter(t.Filter.stopword(stemmer))
        .filter(t.Filter.stemmer(stemmer))
        .filter(t.Filter.ascii_fold())
        .build()
    )
    builder = t.SchemaBuilder()
    builder.add_text_field("id", stored=True, tokenizer_name="raw")
    for name in ("title", "body"):
        builder.add_text_field(name, tokenizer_name="words")
    index = t.Index(builder.build())
    index.register_tokenizer("words", analyzer)
    writer = index.writer(heap_size=50_000_000, num_threads=1)
    for document in documents:
        writer.add_document(t.Document(id=document.id, title=document.title, body=document.body))
    writer.commit()
    writer.wait_merging_threads()
    index.reload()
    searcher = index.searcher()

    def search(text: str, limit: int) -> list[str]:
        typed = " ".join(words(text))
        if not typed:
            return []
        query = index.parse_query(typed, ["title", "body"], field_boosts={"title": 2.0})
        return [searcher.doc(place)["id"][0] for _, place in searcher.search(query, limit).hits]

    return search


def bm25s_lucene(documents: Sequence[Text], language: str) -> Search:
    """bm25s (Lucene's formula) over title and body, stemmed, without stop words."""
    import bm25s
    import snowballstemmer

    stemmer = snowballstemmer.stemmer(STEMMERS[language])

    def cut(texts: list[str]) -> Any:
        return bm25s.tokenize(
            texts, stopwords=language, stemmer=stemmer.stemWords, show_progress=False, return_ids=False
        )

    retriever = bm25s.BM25()
    retriever.index(cut([f"{d.title} {d.title} {d.body}" for d in documents]), show_progress=False)
    limit_of = len(documents)

    def search(text: str, limit: int) -> list[str]:
        typed = cut([text])
        if not typed[0]:
            return []
        found, scores = retriever.retrieve(typed, k=min(limit, limit_of), show_progress=False)
        return [documents[i].id for i, score in zip(found[0], scores[0], strict=True) if score > 0]

    return search


def lunr_py(documents: Sequence[Text], language: str) -> Search:
    """lunr.py: its English pipeline; Italian through NLTK where that is installed, else unstemmed."""
    from lunr import get_default_builder, lunr
    from lunr.languages import LANGUAGE_SUPPORT

    fields = [{"field_name": "title", "boost": 2}, {"field_name": "body"}]
    rows = [document._asdict() for document in documents]
    if language == "en":
        index = lunr(ref="id", fields=fields, documents=rows)
    elif LANGUAGE_SUPPORT:
        index = lunr(ref="id", fields=fields, documents=rows, languages=language)
    else:
        builder = get_default_builder()
        builder.pipeline.reset()
        builder.search_pipeline.reset()
        index = lunr(ref="id", fields=fields, documents=rows, builder=builder)

    def search(text: str, limit: int) -> list[str]:
        typed = " ".join(words(text))
        return [hit["ref"] for hit in index.search(typed)[:limit]] if typed else []

    return search


PEERS: dict[str, Callable[[Sequence[Text], str], Search]] = {
    "Whoosh BM25F": whoosh_bm25f,
    "SQLite FTS5": sqlite_fts5,
    "tantivy": tantivy_bm25,
    "bm25s": bm25s_lucene,
    "lunr.py": lunr_py,
}
