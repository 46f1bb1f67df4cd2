// Adds to an article's panel what is so for this visitor. The panel is complete without it.
//
// Asking costs a request, so it happens only when there is something to learn: the visitor has signed in (the
// account pages leave a cookie that says just that), has come back from an action, or reaches for the panel.
// Account pages of another origin tell nothing about their visitor: there it asks only whether the service is up.
const ANSWER_WITHIN_MS = 1500;

/**
 * What the account pages answer: a sentence for each operation, and the confirmed result of the one just done.
 * @typedef {{signed_in: boolean, now: Record<string, string>, done: string | null}} AccountState
 */

/**
 * @param {string} address
 * @param {string} done The operation that the visitor comes back from, or "".
 * @returns {Promise<AccountState>}
 */
async function askAccount(address, done) {
  const query = done ? `&done=${encodeURIComponent(done)}` : "";
  const response = await fetch(address + query, { signal: AbortSignal.timeout(ANSWER_WITHIN_MS) });
  if (!response.ok) throw new Error(`${response.status}`);
  return response.json();
}

/**
 * Whether a service of another origin is up, by its public list of plans; no cookie goes there.
 * @param {string} address
 */
async function askService(address) {
  const response = await fetch(address, {
    credentials: "omit",
    signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
  });
  if (!response.ok) throw new Error(`${response.status}`);
}

/**
 * @param {HTMLElement} panel
 * @param {AccountState} state
 * @param {string} done
 */
function showAccount(panel, state, done) {
  for (const place of /** @type {NodeListOf<HTMLElement>} */ (panel.querySelectorAll("[data-kb-now]"))) {
    const operation = place.dataset.kbNow ?? "";
    place.textContent = state.now[operation] ?? "";
    place.hidden = !place.textContent || Boolean(state.done && operation === done); // the result says it already
  }
  const result = doneNote(panel, done);
  if (!result) return;
  result.hidden = !state.done;
  result.classList.toggle("kb-panel__done--known", Boolean(state.done));
  if (state.done) {
    result.textContent = state.done;
    result.setAttribute("role", "status");
    result.focus();
  }
}

/**
 * The place for an operation's result: its own, or the first when the visitor did another thing than they set out to.
 * @param {HTMLElement} panel
 * @param {string} done
 * @returns {HTMLElement | null}
 */
function doneNote(panel, done) {
  if (!done) return null;
  const own = document.getElementById(`done-${done}`);
  return own && panel.contains(own) ? own : panel.querySelector(".kb-panel__done");
}

/** @param {HTMLElement} panel */
function mountPanel(panel) {
  const address = new URL(panel.dataset.kbPanel ?? "", location.href);
  const isOwn = address.origin === location.origin;
  const service = panel.dataset.kbService;
  if (!isOwn && !service) return;
  const away = /** @type {HTMLElement | null} */ (panel.querySelector("[data-kb-away]"));
  let done = new URLSearchParams(location.search).get("done") ?? "";
  let asked = false;
  async function refresh() {
    asked = true;
    try {
      const [state] = await Promise.all([
        isOwn && askAccount(address.href, done),
        service && askService(service),
      ]);
      if (state) showAccount(panel, state, done);
      if (away) away.hidden = true;
      forgetDone();
      done = "";
    } catch {
      asked = false;
      if (away) away.hidden = false;
    }
  }
  function reach() {
    if (!asked) refresh();
  }
  panel.addEventListener("pointerenter", reach);
  panel.addEventListener("focusin", reach);
  addEventListener("pageshow", (event) => {
    if (event.persisted) asked = false; // back from the account pages: what was shown may be old
    if (done || event.persisted || /(^|; )kb_signed_in=1/.test(document.cookie)) reach();
  });
}

/** Take the result out of the address, so that a reload or a shared link does not tell it again. */
function forgetDone() {
  const address = new URL(location.href);
  if (!address.searchParams.has("done")) return;
  address.searchParams.delete("done");
  history.replaceState(history.state, "", address.pathname + address.search);
}

const actionPanel = /** @type {HTMLElement | null} */ (document.querySelector("[data-kb-panel]"));
if (actionPanel) mountPanel(actionPanel);
