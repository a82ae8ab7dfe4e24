// The list of messages. Text is only ever set as text: nothing that a viewer writes becomes markup.
const KEPT = 200;
const list = document.getElementById("messages");
const template = document.getElementById("message-template");
const empty = document.getElementById("empty");
const newest = document.getElementById("newest");
const byId = new Map();
let moderating = false;

const atEnd = () => list.scrollHeight - list.scrollTop - list.clientHeight < 48;
const toEnd = () => {
  list.scrollTop = list.scrollHeight;
  newest.hidden = true;
};
newest.addEventListener("click", toEnd);
list.addEventListener("scroll", () => {
  if (atEnd()) newest.hidden = true;
});

export function addMessage(message, own, act) {
  const following = atEnd();
  const item = template.content.firstElementChild.cloneNode(true);
  const name = message.sender.attributes?.displayName ?? message.sender.userId;
  item.dataset.id = message.id;
  item.dataset.user = message.sender.userId;
  item.classList.toggle("own", own);
  item.querySelector(".sender").textContent = name;
  const time = item.querySelector("time");
  time.dateTime = message.sendTime.toISOString();
  time.textContent = message.sendTime.toLocaleTimeString([], { timeStyle: "short" });
  item.querySelector(".content").textContent = message.content;
  item.querySelector(".actions").hidden = !moderating;
  for (const kind of ["delete", "disconnect"]) {
    const button = item.querySelector(`.${kind}`);
    button.ariaLabel = kind === "delete" ? `Delete the message of ${name}` : `Disconnect ${name}`;
    button.addEventListener("click", () => act(kind, message, button));
  }
  list.append(item);
  byId.set(message.id, item);
  if (byId.size > KEPT) {
    const [oldest] = byId.keys();
    byId.get(oldest).remove();
    byId.delete(oldest);
  }
  empty.hidden = true;
  if (following) toEnd();
  else newest.hidden = false;
}

export function markDeleted(messageId, reason) {
  const item = byId.get(messageId);
  if (!item) return;
  item.classList.add("gone");
  item.querySelector(".content").textContent = reason ? `Deleted: ${reason}` : "Deleted";
  item.querySelector(".delete")?.remove();
}

// A user's messages since a time, the newest last. Messages that are gone already stay as they are.
export function markPurged(userId, since) {
  for (const item of byId.values()) {
    const sent = new Date(item.querySelector("time").dateTime);
    if (item.dataset.user === userId && sent >= since && !item.classList.contains("gone")) {
      markDeleted(item.dataset.id, "Removed by a moderator");
    }
  }
}

export function showActions(shown) {
  moderating = shown;
  for (const actions of list.querySelectorAll(".actions")) actions.hidden = !shown;
}
