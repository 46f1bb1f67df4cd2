import { recall, remember } from "./memory.js";

/**
 * One reader's vote on one answer. Its number is drawn for this answer alone: whoever takes votes can tell a change from a second
 * vote, and cannot tell which votes are of one reader.
 * @typedef {{number: string, article: string, lang: string, useful: boolean, reason: string}} Vote
 */

/** 32 hexadecimal digits. */
function drawn() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/**
 * What this browser remembers of its vote.
 * @param {string} name
 * @returns {Partial<Vote>}
 */
function recalled(name) {
  try {
    return JSON.parse(recall(name) ?? "{}");
  } catch {
    return {}; // what stands there is not ours
  }
}

/**
 * "Was this answer useful?" Each press is sent at once; another press or a reason changes the same vote.
 * @param {{lang: string, feedback_url: string | null, strings: Record<string, string>}} config
 */
export function startFeedback({ lang, feedback_url: url, strings }) {
  /** @type {HTMLFormElement | null} */
  const form = document.querySelector("form[data-kb-feedback]");
  if (!form || !url) return;
  const article = form.dataset.kbFeedback ?? "";
  const name = `vote.${article}.${lang}`;
  const why = /** @type {HTMLElement} */ (form.querySelector(".kb-feedback__why"));
  const status = /** @type {HTMLElement} */ (form.querySelector("[role=status]"));
  /** @type {NodeListOf<HTMLElement>} */
  const buttons = form.querySelectorAll("[data-kb-answer]");
  let { number = drawn(), useful, reason = "" } = recalled(name);
  let sent = Promise.resolve();

  const show = () => {
    for (const button of buttons)
      button.ariaPressed = String(useful !== undefined && useful === (button.dataset.kbAnswer === "yes"));
    why.hidden = useful !== false;
    for (const choice of form.querySelectorAll("input")) choice.checked = choice.value === reason;
  };

  /** One after the other, so that the last press is what counts. */
  const send = () => {
    const vote = { number, article, lang, useful, reason };
    show();
    sent = sent.then(async () => {
      const ok = await delivered(url, vote);
      if (ok) remember(name, JSON.stringify({ number, useful: vote.useful, reason: vote.reason }));
      status.textContent = strings[ok ? "feedback.thanks" : "feedback.failed"];
    });
  };

  for (const button of buttons)
    button.onclick = () => {
      useful = button.dataset.kbAnswer === "yes";
      reason = "";
      send();
    };
  form.addEventListener("change", ({ target }) => {
    reason = /** @type {HTMLInputElement} */ (target).value;
    send();
  });
  form.addEventListener("submit", (event) => event.preventDefault());
  show();
  form.hidden = false;
}

/**
 * @param {string} url
 * @param {object} vote
 * @returns {Promise<boolean>}
 */
async function delivered(url, vote) {
  try {
    const headers = { "Content-Type": "application/json" };
    const answer = await fetch(url, { method: "POST", headers, body: JSON.stringify(vote) });
    return answer.ok;
  } catch {
    return false;
  }
}
