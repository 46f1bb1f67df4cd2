// Runs before the first paint, so that a remembered colour scheme never flashes, nor what is not so for a reader who has signed
// in: a plain script, not a module.
const TOLD_WITHIN_MS = 2000; // later than panel/panel.js gives up: what waits for the account's state is shown without it

try {
  const remembered = localStorage.getItem("kb.theme");
  if (remembered === "light" || remembered === "dark") {
    document.documentElement.dataset.theme = remembered;
  }
} catch {
  // Storage is closed to this page: the visitor's system decides.
}

if (/(^|; )kb_signed_in=1/.test(document.cookie)) {
  document.documentElement.dataset.customer = "";
  setTimeout(() => delete document.documentElement.dataset.customer, TOLD_WITHIN_MS);
}
