// The modes that are on in the room, each until its time is up. Only what Roomkeeper knows as a mode is shown.
const list = document.getElementById("modes");
const AGAIN_MAX_MS = 3_600_000;

const seconds = (count) => (count === 1 ? "1 second" : `${count} seconds`);
const TEXTS = {
  frozen: () => "The chat is paused",
  slow: (mode) => `Slow mode: one message in ${seconds(Number(mode.seconds) || 0)}`,
  followersOnly: () => "Followers only",
  subscribersOnly: () => "Subscribers only",
  emoteOnly: () => "Emotes only",
  uniqueChat: () => "No repeated messages",
  linksOff: () => "No links",
  shield: () => "Stricter rules for now",
};
let timer;

export function showModes(modes) {
  clearTimeout(timer);
  const now = Date.now();
  const on = Object.keys(TEXTS).filter((name) => modes[name] && endOf(modes[name]) > now);
  list.replaceChildren(...on.map((name) => shown(name, modes[name])));
  list.hidden = on.length === 0;
  const next = Math.min(...on.map((name) => endOf(modes[name])));
  if (Number.isFinite(next)) timer = setTimeout(() => showModes(modes), Math.min(next - now, AGAIN_MAX_MS));
}

function endOf(mode) {
  return typeof mode.until === "number" ? mode.until * 1000 : Infinity;
}

function shown(name, mode) {
  const item = document.createElement("li");
  const end = endOf(mode);
  const until = Number.isFinite(end) ? ` until ${new Date(end).toLocaleTimeString([], { timeStyle: "short" })}` : "";
  item.dataset.mode = name;
  item.textContent = TEXTS[name](mode) + until;
  return item;
}
