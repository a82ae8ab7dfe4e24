// The page: who is here, which connection they have, and what their own actions led to.
import { api } from "./api.js";
import { Chat, explain } from "./chat.js";
import { config } from "./config.js";
import { accessToken, finishLogIn, logIn, logOut } from "./login.js";
import { addMessage, markDeleted, markPurged, showActions } from "./messages.js";
import { showModes } from "./modes.js";
import { RoomEvents } from "./room_events.js";

const byId = (id) => document.getElementById(id);
const NAME = "roomkeeper.name";
const REASON = "Removed by a moderator";
let chat = null;
let userId = null;

function say(text, kind = "good") {
  const result = byId("result");
  result.dataset.kind = kind;
  result.textContent = text;
}

function showState(state, text) {
  byId("connection").dataset.state = state;
  byId("connection").querySelector("b").textContent = text;
}

async function viewerToken(name) {
  const answer = await fetch(config.viewerTokens, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ userId: name, name }),
  });
  const said = await answer.json();
  if (!answer.ok) {
    say(said.detail ?? said.message ?? "No chat token was given.", "bad");
    throw new Error("no chat token");
  }
  // With each connection, the first and those after a break: events tell of changes only.
  if (said.modes) showModes(said.modes);
  return said;
}

async function moderate(kind, message, button) {
  button.disabled = true;
  try {
    if (kind === "delete") {
      await api.deleteMessage({ roomId: config.roomId, messageId: message.id, reason: REASON });
      say("The message was deleted.");
    } else {
      await api.disconnectUser({ roomId: config.roomId, userId: message.sender.userId, reason: REASON });
      say(`${message.sender.userId} was disconnected.`);
    }
  } catch (error) {
    say(error.message, "bad");
    if (!accessToken()) showAccount(null);
  } finally {
    button.disabled = false;
  }
}

function open(user, fetchToken) {
  chat?.leave();
  userId = user;
  const show = (message) => addMessage(message, message.sender.userId === userId, moderate);
  const events = new RoomEvents({
    released: show,
    purged: ({ userId: whose, since }) => markPurged(whose, since),
    modes: showModes,
  });
  chat = new Chat(config.messaging, user, fetchToken, {
    state: showState,
    message: show,
    event: (event) => events.take(event),
    deleted: (event) => markDeleted(event.messageId, event.reason),
    disconnected: (event, own) => {
      if (!own) return;
      say(event.reason ? `You were disconnected: ${event.reason}` : "You were disconnected.", "bad");
      showViewer(null);
    },
  });
}

// A viewer who joined may write; otherwise offer to join, where a service that knows viewers exists.
function showViewer(name) {
  byId("compose").hidden = !name;
  byId("join").hidden = Boolean(name) || !config.viewerTokens;
  if (name) sessionStorage.setItem(NAME, name);
  else sessionStorage.removeItem(NAME);
}

function join(name) {
  open(name, () => viewerToken(name));
  showViewer(name);
}

function showAccount(person) {
  byId("log-in").hidden = Boolean(person);
  byId("log-out").hidden = !person;
  byId("who").textContent = person ? `${person.username} (${person.role})` : "";
  showActions(Boolean(person));
}

function listen() {
  byId("log-in").addEventListener("click", logIn);
  byId("log-out").addEventListener("click", logOut);
  byId("join").addEventListener("submit", (event) => {
    event.preventDefault();
    join(byId("name").value);
    byId("text").focus();
  });
  byId("leave").addEventListener("click", () => {
    chat?.leave();
    showViewer(null);
    byId("name").focus();
  });
  byId("compose").addEventListener("submit", async (event) => {
    event.preventDefault();
    const text = byId("text").value;
    byId("text").value = "";
    try {
      await chat.send(text);
      say("");
    } catch (error) {
      say(explain(error), "bad");
      byId("text").value ||= text;
    }
  });
}

async function start() {
  byId("room-name").textContent = config.roomId ? `Room ${config.roomId}` : "";
  listen();
  await finishLogIn().catch((error) => say(error.message, "bad"));
  const person = accessToken() ? await api.readMe().catch((error) => say(error.message, "bad")) : null;
  showAccount(person ?? null);
  const name = sessionStorage.getItem(NAME);
  showViewer(null);
  if (name && config.viewerTokens) join(name);
  else if (person && config.roomId) {
    api.getModes({ roomId: config.roomId }).then(showModes, () => {});
    open(person.userId, () => api.mintToken({ roomId: config.roomId, userId: person.userId, access: "view" }));
  }
}

await start();
