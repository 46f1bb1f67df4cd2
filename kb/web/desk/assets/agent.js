// The agents' desk: asks while the agent types, shows the letter that is chosen, copies it rich and plain.
const PAUSE = 200; // milliseconds without a key before the server is asked
const find = (/** @type {string} */ id) => /** @type {HTMLElement} */ (document.getElementById(id));
const message = /** @type {HTMLTextAreaElement} */ (find("message"));
const account = /** @type {HTMLInputElement} */ (find("account"));
const lang = /** @type {HTMLSelectElement} */ (find("lang"));
const copyButton = /** @type {HTMLButtonElement} */ (find("copy"));
const texts = document.body.dataset;

/** @type {{title: string, html: string, text: string, confident: boolean}[]} */
let listed = [];
let chosen = 0;
let asked = "";
let answering = Promise.resolve(); // done when what was asked last is shown
let turn = 0;
let pause = 0;
let email = ""; // the account's, once it is typed to its end: half an address is nobody's

/** The question as it stands: what the server is sent. */
const question = () => JSON.stringify({ message: message.value, account: email, lang: lang.value });

/** The button that tells the writers what no article answers; none where they keep no log. */
const missButton = /** @type {HTMLButtonElement | null} */ (document.getElementById("miss"));

/** What the server is sent. */
const sent = (/** @type {string} */ body) => ({
  method: "POST",
  headers: { "Content-Type": "application/json", "X-KB-Desk": "1" },
  body,
});

/** Ask for letters, unless just this was asked; done when the answer is shown. */
function ask() {
  const body = question();
  if (body !== asked) answering = showLetters((asked = body));
  return answering;
}

/** Show the letters for a question; an answer to an older question is dropped. */
async function showLetters(/** @type {string} */ body) {
  const mine = ++turn;
  if (!message.value.trim() && !email) return show([], "", "");
  try {
    const answer = await fetch("/agent/suggest", sent(body));
    const said = await answer.json();
    if (mine !== turn) return;
    if (answer.ok) find("suggestions").lang = find("letter").lang = said.lang;
    if (answer.ok) show(said.suggestions, said.state, said.suggestions.length ? "" : (texts.nothing ?? ""));
    else show([], "", answer.status === 401 ? (texts.signedOut ?? "") : said.detail);
  } catch {
    asked = "";
    if (mine === turn) show([], "", texts.failed ?? "");
  }
}

/**
 * @param {typeof listed} found
 * @param {string} state
 * @param {string} said
 */
function show(found, state, said) {
  listed = found;
  find("state").textContent = state;
  find("said").textContent = message.value.trim() || !state ? said : "";
  find("suggestions").replaceChildren(
    ...found.map((each, place) => {
      const item = document.createElement("li");
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = `${each.confident ? "✓ " : ""}${each.title}`;
      button.addEventListener("click", () => choose(place));
      item.append(button);
      return item;
    }),
  );
  choose(0);
}

/** Show a letter. The server made its HTML from the articles; what it quotes of the message is escaped. */
function choose(/** @type {number} */ place) {
  chosen = listed.length ? (place + listed.length) % listed.length : 0;
  find("suggestions")
    .querySelectorAll("button")
    .forEach((button, each) => button.setAttribute("aria-pressed", String(each === chosen)));
  find("letter").innerHTML = listed[chosen]?.html ?? "";
  copyButton.disabled = !listed.length;
}

/** Put the chosen letter into the clipboard, as rich text and as plain text. */
async function copy() {
  await ask();
  const letter = listed[chosen];
  if (!letter) return;
  const put = (/** @type {ClipboardEvent} */ event) => {
    event.preventDefault();
    event.clipboardData?.setData("text/html", letter.html);
    event.clipboardData?.setData("text/plain", letter.text);
  };
  document.addEventListener("copy", put, { once: true });
  const done = document.execCommand("copy"); // the one way that also works in a frame and without HTTPS
  document.removeEventListener("copy", put);
  find("said").textContent = done ? `${texts.copied} ${letter.title}` : (texts.failed ?? "");
}

/** Note for the writers that no article answers the message. */
async function miss() {
  if (!missButton || missButton.disabled) return;
  missButton.disabled = true; // once for each message
  await ask(); // what it says would stand in the place of what is said here
  const noted = JSON.stringify({ message: message.value, account: "", lang: lang.value });
  const answer = await fetch("/agent/miss", sent(noted)).catch(() => null);
  const refused = answer && !answer.ok ? (await answer.json()).detail : texts.failed;
  find("said").textContent = (answer?.ok ? texts.missed : refused) ?? "";
  missButton.disabled = !!answer?.ok;
}

function soon() {
  if (missButton) missButton.disabled = !message.value.trim();
  clearTimeout(pause);
  pause = setTimeout(ask, PAUSE);
}

/** While another address is typed, nothing of the former customer's stands beside it. */
function forget() {
  if (!email || account.value.trim() === email) return;
  email = asked = "";
  turn++; // what is on its way is the former customer's
  show([], "", "");
}

function take() {
  email = account.value.trim();
  ask();
}

message.addEventListener("input", soon);
lang.addEventListener("change", ask);
find("customer").addEventListener("submit", (event) => {
  event.preventDefault();
  take();
  message.focus();
});
account.addEventListener("change", take);
account.addEventListener("blur", take); // an address that was typed back to what it was is no change
account.addEventListener("input", forget);
copyButton.addEventListener("click", copy);
missButton?.addEventListener("click", miss);
message.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
    event.preventDefault();
    copy();
  }
});
document.addEventListener("keydown", (event) => {
  if (!event.altKey) return;
  const steps = { ArrowDown: 1, ArrowUp: -1 };
  const step = steps[/** @type {keyof typeof steps} */ (event.key)];
  const fields = { KeyA: account, KeyL: lang, KeyM: message };
  const field = fields[/** @type {keyof typeof fields} */ (event.code)];
  if (step) choose(chosen + step);
  else if (field) field.focus();
  else if (event.code === "KeyN" && missButton) miss();
  else return;
  event.preventDefault();
});
