// Adds to an article's panel what is so for this visitor. The panel is complete without it.
//
// Asking costs a request, so it happens only when there is something to learn: the visitor has signed in (the
// account pages leave a cookie that says just that), has come back from an action, or reaches for the panel.
// Account pages of another origin tell nothing about their visitor: there it asks only whether the service is up.
const ANSWER_WITHIN_MS = 1500;

/**
 * An operation as it is offered to this visitor: what happens, the button's text, whether it is the main one, whether
 * there is something to confirm.
 * @typedef {{operation: string, consequence: string, label: string, main: boolean, changes: boolean}} Offer
 */

/**
 * What the account pages answer: for each operation a sentence and what is offered, and the confirmed result of
 * the one just done.
 * @typedef {object} AccountState
 * @property {boolean} signed_in
 * @property {Record<string, string>} now
 * @property {Record<string, Offer[]>} offers
 * @property {string[]} holds The conditions of articles' sections that the account meets: "corporate".
 * @property {string | null} done
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
  if (state.signed_in) {
    showOffers(panel, state.offers);
    showSections(state.holds);
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
 * Puts what this visitor is offered in place of the article's general invitations, each operation once and at
 * most one of them as the panel's main button.
 * @param {HTMLElement} panel
 * @param {Record<string, Offer[]>} offers
 */
function showOffers(panel, offers) {
  const seen = new Set();
  let hasMain = false;
  let changes = false;
  for (const action of /** @type {NodeListOf<HTMLElement>} */ (panel.querySelectorAll("[data-kb-action]"))) {
    const invitations = /** @type {NodeListOf<HTMLElement>} */ (action.querySelectorAll(".kb-panel__offer"));
    for (const spare of [...invitations].slice(1)) spare.remove(); // of an earlier answer
    const fresh = (offers[action.dataset.kbAction ?? ""] ?? []).filter((offer) => !seen.has(offer.operation));
    invitations[0].hidden = !fresh.length;
    let last = invitations[0];
    for (const [place, offer] of fresh.entries()) {
      const shown = place ? /** @type {HTMLElement} */ (last.cloneNode(true)) : last;
      if (place) last.after(shown);
      fillOffer(shown, offer, offer.main && !hasMain);
      seen.add(offer.operation);
      hasMain ||= offer.main;
      changes ||= offer.changes;
      last = shown;
    }
  }
  for (const note of /** @type {NodeListOf<HTMLElement>} */ (panel.querySelectorAll("[data-kb-stranger]")))
    note.hidden = true;
  for (const note of /** @type {NodeListOf<HTMLElement>} */ (panel.querySelectorAll("[data-kb-customer]")))
    note.hidden = !changes;
}

/**
 * Marks the sections that hold for this reader's account and folds those of others below their headings. What a
 * Corporate customer may do stands in their section alone, so it comes into view.
 * @param {string[]} holds
 */
function showSections(holds) {
  for (const section of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll(".kb-when"))) {
    const condition = section.dataset.when ?? "";
    const isOwn = holds.includes(condition);
    section.classList.toggle("kb-when--own", isOwn);
    fold(section, !isOwn);
    // Two frames later: what changed above has been painted, and nothing that is seen moves.
    if (isOwn && condition === "corporate" && !location.hash && !scrollY)
      requestAnimationFrame(() => requestAnimationFrame(() => section.scrollIntoView({ block: "center" })));
  }
}

/**
 * @param {HTMLElement} section Its heading, the line that says for whom it holds, and the text.
 * @param {boolean} folds
 */
function fold(section, folds) {
  const known = section.querySelector(":scope > details");
  if (known) {
    known.toggleAttribute("open", !folds);
    return;
  }
  const label = section.querySelector(":scope > .kb-when__label");
  if (!folds || !label) return;
  const details = document.createElement("details");
  const summary = document.createElement("summary");
  summary.append(...label.childNodes);
  while (label.nextSibling) details.append(label.nextSibling);
  details.prepend(summary);
  label.replaceWith(details);
}

/**
 * @param {HTMLElement} place
 * @param {Offer} offer
 * @param {boolean} main
 */
function fillOffer(place, offer, main) {
  const what = /** @type {HTMLElement} */ (place.querySelector(".kb-panel__what"));
  const link = /** @type {HTMLAnchorElement} */ (place.querySelector("a"));
  what.textContent = offer.consequence;
  link.textContent = offer.label;
  link.classList.toggle("kb-button--primary", main);
  link.href = link.href.replace(/\/go\/[^/?]*/, `/go/${encodeURIComponent(offer.operation)}`);
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
  /** Let the panel be seen that waited: from now on it says what is so. */
  function tell() {
    delete document.documentElement.dataset.customer;
  }
  async function refresh() {
    asked = true;
    try {
      const [state] = await Promise.all([
        isOwn && askAccount(address.href, done),
        service && askService(service),
      ]);
      tell();
      if (state) showAccount(panel, state, done);
      if (away) away.hidden = true;
      forgetDone();
      done = "";
    } catch {
      tell();
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
    if (!event.persisted) return;
    asked = false; // back from the account pages: what was shown may be old
    reach();
  });
  if (done || /(^|; )kb_signed_in=1/.test(document.cookie)) reach(); // at once: images and captions may take long
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
