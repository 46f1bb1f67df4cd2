/** A page of the preview: comes anew when what it shows was saved, marks links to drafts. */

const given = JSON.parse(document.getElementById("kb-preview")?.textContent || "{}");
const bar = /** @type {HTMLDetailsElement | null} */ (document.getElementById("kb-preview-bar"));
const CLOSED = "kb-preview-closed";

/** @type {EventSource | undefined} */
let news;

/** Ask for news while somebody looks: browsers open few connections to one host. */
function listen() {
  news?.close();
  news = undefined;
  if (document.hidden) return;
  news = new EventSource(`/_preview/events?page=${encodeURIComponent(location.pathname)}`);
  // The first message says how the page stands now, so nothing is lost between page and stream.
  news.onmessage = (message) => {
    if (message.data !== given.state) location.reload();
  };
}

/** Say behind every link to what a build leaves out why it does. */
function markDrafts() {
  const drafts = new Map(given.drafts);
  for (const link of document.links) {
    const why = drafts.get(decodeURI(link.pathname));
    if (link.origin !== location.origin || !why) continue;
    const badge = document.createElement("span");
    badge.className = "kb-preview__draft";
    badge.textContent = why;
    link.append(" ", badge);
  }
}

if (bar) {
  if (sessionStorage.getItem(CLOSED)) bar.open = false;
  bar.addEventListener("toggle", () => {
    if (bar.open) sessionStorage.removeItem(CLOSED);
    else sessionStorage.setItem(CLOSED, "1");
  });
}
if (given.drafts?.length) markDrafts();
document.addEventListener("visibilitychange", listen);
addEventListener("pagehide", () => news?.close());
addEventListener("pageshow", (event) => event.persisted && listen());
listen();
