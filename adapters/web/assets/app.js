// Puts answers in place, without loading the page again. Everything here also
// works without this file; it only saves waiting and keeps the conversation.
(() => {
  "use strict";
  const kept = "hangup-talk";
  const most = 24; // articles kept in this tab
  const talk = document.getElementById("talk");
  const status = document.getElementById("status");

  for (const button of document.querySelectorAll("[data-print]")) {
    button.hidden = false;
    button.addEventListener("click", () => window.print());
  }
  if (!talk) return;

  let busy = false;
  let nonce = "";

  // The tab's own storage goes when the tab is closed. It is there because a
  // phone drops pages in the background, and people ring their bank meanwhile.
  function store(html) {
    try {
      if (html) sessionStorage.setItem(kept, html);
      else sessionStorage.removeItem(kept);
    } catch { /* storage is off or full: the page works without */ }
  }
  function stored() {
    try { return sessionStorage.getItem(kept) || ""; } catch { return ""; }
  }
  function parsed(html) {
    return [...new DOMParser().parseFromString(html, "text/html").querySelectorAll("body > article")];
  }

  // Only the newest reply has taps, ids and a place to jump to.
  function retire() {
    for (const el of talk.querySelectorAll(".taps")) el.remove();
    for (const el of talk.querySelectorAll("[id]")) el.removeAttribute("id");
    for (const el of talk.querySelectorAll("[aria-labelledby]")) el.removeAttribute("aria-labelledby");
  }
  function add(articles) {
    if (!articles.length) throw new Error("no answer");
    retire();
    talk.append(...articles);
    while (talk.children.length > most) talk.firstElementChild.remove();
    const reply = talk.lastElementChild;
    reply.scrollIntoView({ block: "start" });
    const lead = reply.querySelector(".lead");
    if (lead) lead.focus({ preventScroll: true });
  }
  function lost() {
    add([document.getElementById("lost").content.firstElementChild.cloneNode(true)]);
  }
  function fresh() {
    nonce = Array.from(crypto.getRandomValues(new Uint8Array(12)), (b) => b.toString(16).padStart(2, "0")).join("");
  }

  async function send(form, body) {
    const answer = await fetch("/talk", {
      method: "POST",
      headers: { "Hangup-Part": "answer" },
      referrerPolicy: "same-origin",
      signal: AbortSignal.timeout ? AbortSignal.timeout(body instanceof FormData ? 120000 : 30000) : undefined,
      body,
    });
    const articles = parsed(await answer.text());
    const forget = body.get("kind") === "forget";
    if (forget) talk.replaceChildren();
    add(articles);
    store(forget ? "" : talk.innerHTML);
    if (answer.ok) {
      fresh();
      form.reset();
    }
  }

  document.addEventListener("submit", async (event) => {
    const form = event.target;
    if (!form.getAttribute("action").startsWith("/talk")) return;
    event.preventDefault();
    if (busy) return;
    busy = true;
    status.textContent = status.dataset.working;
    talk.setAttribute("aria-busy", "true");
    const all = new FormData(form);
    const body = form.enctype === "multipart/form-data" ? all : new URLSearchParams(all);
    if (nonce) body.set("nonce", nonce); // kept until an answer came, so that a second try is the same message
    try {
      await send(form, body);
      status.textContent = status.dataset.here;
    } catch {
      lost();
      status.textContent = "";
    }
    talk.removeAttribute("aria-busy");
    busy = false;
  });

  fresh();
  if (talk.children.length) {
    store(talk.innerHTML);
  } else if (stored()) {
    talk.append(...parsed(stored()));
  }
})();
