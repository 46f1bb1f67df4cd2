import { recall, remember } from "./memory.js";

/**
 * @typedef {{article: string, lang: string, useful: boolean, reason: string, comment: string, at: string}} Opinion
 */

const KEPT_OPINIONS = 200;

/**
 * Keep an opinion in this browser, the newest of each article.
 * @param {Opinion} opinion
 */
function keepOpinion(opinion) {
  /** @type {Opinion[]} */
  let kept = [];
  try {
    kept = JSON.parse(recall("feedback") ?? "[]");
  } catch {
    // What stands there is not ours: start anew.
  }
  const others = kept.filter((other) => other.article !== opinion.article || other.lang !== opinion.lang);
  remember("feedback", JSON.stringify([...others, opinion].slice(-KEPT_OPINIONS)));
}

/**
 * "Was this answer useful?": yes is one click, no asks for a reason.
 * @param {{lang: string, feedback_url: string | null, strings: Record<string, string>}} config
 */
export function startFeedback(config) {
  /** @type {HTMLFormElement | null} */
  const form = document.querySelector("form[data-kb-feedback]");
  const ask = form?.querySelector(".kb-feedback__ask");
  const why = /** @type {HTMLElement | null | undefined} */ (form?.querySelector(".kb-feedback__why"));
  const status = /** @type {HTMLElement | null | undefined} */ (form?.querySelector("[role=status]"));
  const no = form?.querySelector("[data-kb-answer=no]");
  if (!form || !ask || !why || !status || !no) {
    return;
  }

  /** @param {boolean} useful */
  const send = async (useful) => {
    const data = new FormData(form);
    const opinion = {
      article: form.dataset.kbFeedback ?? "",
      lang: config.lang,
      useful,
      reason: useful ? "" : String(data.get("reason") ?? ""),
      comment: useful ? "" : String(data.get("comment") ?? ""),
      at: new Date().toISOString(),
    };
    keepOpinion(opinion);
    status.textContent = (await deliver(opinion, config.feedback_url))
      ? config.strings["feedback.thanks"]
      : config.strings["feedback.failed"];
    status.tabIndex = -1;
    status.focus();
    ask.setAttribute("hidden", "");
    why.hidden = true;
  };

  form.querySelector("[data-kb-answer=yes]")?.addEventListener("click", () => void send(true));
  no.addEventListener("click", () => {
    why.hidden = !why.hidden;
    no.setAttribute("aria-expanded", String(!why.hidden));
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    void send(false);
  });
  form.hidden = false;
}

/**
 * @param {Opinion} opinion
 * @param {string | null} url null: this browser keeps it, nobody else
 * @returns {Promise<boolean>}
 */
async function deliver(opinion, url) {
  if (!url) {
    return true;
  }
  try {
    const answer = await fetch(url, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(opinion),
    });
    return answer.ok;
  } catch {
    return false;
  }
}
