// One connection to a room through the official SDK, with what the SDK leaves to its users: a time limit for sends and
// a way back after the server went away, which looks to the SDK just like being disconnected by a moderator.
import { ChatRoom, SendMessageRequest } from "amazon-ivs-chat-messaging";

const SEND_TIMEOUT_MS = 10_000;
const RETRY_FIRST_MS = 1_000;
const RETRY_LAST_MS = 30_000;

// Every refusal reaches us as a rejection and is shown; the SDK would also log it, with what the viewer wrote.
const SILENT = { debug() {}, info() {}, warn() {}, error() {} };

// A refusal's reason is "<text for people> [<code> <remainingSeconds or -> <decisionId>]".
const REASON = /^(?<text>.*?)\s*\[(?<code>[\w.:-]+) (?<seconds>\d+|-) (?<decision>\S+)\]/s;
// What IVS Chat puts before the reason; its wording is not documented.
const PREFIX = /^[^:[]*review[^:[]*:\s*/i;

export function explain(error) {
  if (error?.errorCode !== 406) return error?.errorMessage ?? error?.message ?? "The message was not sent.";
  const told = (error.errorMessage ?? "").replace(PREFIX, "");
  const found = REASON.exec(told);
  if (!found) return told || "The message was refused.";
  const { text, seconds } = found.groups;
  return seconds === "-" ? text : `${text} (${seconds} s left)`;
}

export class Chat {
  #room;
  #on;
  #userId;
  #wanted = true;
  #kicked = false;
  #delay = RETRY_FIRST_MS;

  // `on`: { state(state, text), message(message), deleted(event), disconnected(event, own), event(event) }; state is on,
  // off or lost.
  constructor(regionOrUrl, userId, fetchToken, on) {
    this.#on = on;
    this.#userId = userId;
    this.#room = new ChatRoom({ regionOrUrl, tokenProvider: fetchToken });
    this.#room.logger = SILENT;
    this.#listen();
    this.#room.connect();
  }

  async send(text) {
    let timer;
    const tooLate = new Promise((_, reject) => {
      timer = setTimeout(() => reject(new Error("No answer came; the message may or may not have been sent.")), SEND_TIMEOUT_MS);
    });
    try {
      return await Promise.race([this.#room.sendMessage(new SendMessageRequest(text)), tooLate]);
    } finally {
      clearTimeout(timer);
    }
  }

  leave() {
    this.#wanted = false;
    this.#room.disconnect();
  }

  #listen() {
    const room = this.#room;
    room.addListener("connecting", () => this.#on.state("off", "Connecting"));
    room.addListener("connect", () => {
      this.#delay = RETRY_FIRST_MS;
      this.#on.state("on", "Connected");
    });
    room.addListener("message", (message) => this.#on.message(message));
    room.addListener("event", (event) => this.#on.event(event));
    room.addListener("messageDelete", (event) => this.#on.deleted(event));
    room.addListener("userDisconnect", (event) => {
      const own = event.userId === this.#userId;
      this.#kicked ||= own;
      this.#on.disconnected(event, own);
    });
    room.addListener("disconnect", () => this.#lost());
  }

  #lost() {
    if (!this.#wanted || this.#kicked) {
      this.#on.state("off", this.#kicked ? "Disconnected by a moderator" : "Not connected");
      return;
    }
    this.#on.state("lost", "Connection lost, trying again");
    const jittered = this.#delay * (0.5 + Math.random());
    this.#delay = Math.min(this.#delay * 2, RETRY_LAST_MS);
    setTimeout(() => this.#wanted && this.#room.connect(), jittered);
  }
}
