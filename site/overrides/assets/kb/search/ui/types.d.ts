/** What the template writes into `#kb-config`, and what the engine answers: shapes only, nothing of this is shipped. */

export interface Config {
  lang: string;
  /** The language of the texts; differs from `lang` where a site's language has no catalogue of its own. */
  ui_lang: string;
  /** The site's root, absolute or relative to the page, with a slash at the end. */
  base: string;
  search: { script: string; results: string; page: string; fallback: string | null };
  categories: Record<string, { title: string; url: string }>;
  kinds: Record<string, string>;
  contacts: string | null;
  strings: Record<string, string>;
}

/** [start, end) in code points. */
export type Mark = [number, number];

export interface Hit {
  id: string;
  lang: string;
  url: string;
  title: string;
  title_marks: Mark[];
  kind: string;
  category: string;
  score: number;
  excerpt: { text: string; marks: Mark[] };
  section: { heading: string; anchor: string } | null;
}

export interface Results {
  query: string;
  lang: string;
  total: number;
  confident: boolean;
  /** The language of the query, guessed from its words. */
  query_lang: string;
  fallback: boolean;
  suggestion: string | null;
  hits: Hit[];
  /** Where asked for: how many results each choice of a filter would give; not for a quoted phrase. */
  counts?: import("../ranking/tally.js").Counts;
  /** What the results page adds: whether its filters left articles out; the ending of the sentences' keys. */
  filtered?: "" | "_filtered";
}

export interface Filters {
  kind?: string;
  category?: string;
  limit?: number;
  tally?: typeof import("../ranking/tally.js").tally;
}

export type Search = (text: string, filters: Filters) => Promise<Results>;
