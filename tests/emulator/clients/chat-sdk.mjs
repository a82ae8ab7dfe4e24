// Scenes with the official chat SDK. Arguments: API URL, messaging URL, room ARN (its handler denies "rude" and
// shouts the rest). Prints one JSON object: what the SDK showed in each scene, by the scene's name.
import { IvschatClient, CreateChatTokenCommand, DeleteMessageCommand, DisconnectUserCommand, SendEventCommand } from "@aws-sdk/client-ivschat";
import { ChatRoom, SendMessageRequest, DeleteMessageRequest, DisconnectUserRequest } from "amazon-ivs-chat-messaging";
import WebSocket from "ws";

globalThis.WebSocket = WebSocket;
const [apiUrl, messagingUrl, roomIdentifier] = process.argv.slice(2);
const credentials = { accessKeyId: "local", secretAccessKey: "local" };
const api = new IvschatClient({ endpoint: apiUrl, region: "us-west-2", credentials, maxAttempts: 1 });
const ALL = ["SEND_MESSAGE", "DELETE_MESSAGE", "DISCONNECT_USER"];
const EVENTS = ["connecting", "connect", "disconnect", "message", "event", "messageDelete", "userDisconnect"];
const rooms = [];

const control = (path, body) => fetch(`${apiUrl}/_emulator/${path}`, { method: "POST", body: JSON.stringify(body) });
const advance = (advanceSeconds) => control("clock", { advanceSeconds });
const mint = (userId, options = {}) =>
  api.send(new CreateChatTokenCommand({ roomIdentifier, userId, capabilities: ALL, ...options }));

// A chat room of the SDK with a log of its events and a way to wait for the next of a kind.
class Person {
  constructor(userId, options = {}, provide = () => mint(userId, options)) {
    this.userId = userId;
    this.log = [];
    this.waiting = [];
    this.tokens = 0;
    const tokenProvider = async () => {
      this.tokens += 1;
      const { token, sessionExpirationTime } = await provide();
      return { token, sessionExpirationTime };
    };
    this.room = new ChatRoom({ regionOrUrl: messagingUrl, tokenProvider });
    this.room.logLevel = "error";
    for (const name of EVENTS) {
      this.room.addListener(name, (detail) => {
        this.log.push(name);
        this.waiting = this.waiting.filter((entry) => entry.name !== name || entry.resolve(detail));
      });
    }
    rooms.push(this.room);
  }
  next(name) {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error(`${this.userId} never saw ${name}; log: ${this.log}`)), 10_000);
      this.waiting.push({ name, resolve: (detail) => void (clearTimeout(timer), resolve(detail)) });
    });
  }
  async join() {
    const connected = this.next("connect");
    this.room.connect();
    await connected;
    return this;
  }
}

const refused = (promise) => promise.then(() => "resolved", ({ errorCode, errorMessage }) => ({ errorCode, errorMessage }));

const scenes = {
  async send() {
    const [ada, bob] = [await new Person("ada", { attributes: { name: "Ada" } }).join(), await new Person("bob").join()];
    const seen = bob.next("message");
    const request = new SendMessageRequest("hi \u{1f600}", { color: "red" });
    const mine = await ada.room.sendMessage(request);
    const his = await seen;
    const { content, attributes, sender, sendTime } = his;
    return {
      same: mine.id === his.id && his.requestId === request.requestId,
      content, attributes, user: sender.userId, name: sender.attributes.name, date: sendTime instanceof Date,
    };
  },
  async deny() {
    const ada = await new Person("ada").join();
    return refused(ada.room.sendMessage(new SendMessageRequest("rude")));
  },
  async capability() {
    const ada = await new Person("ada", { capabilities: ["SEND_MESSAGE"] }).join();
    return [
      await refused(ada.room.deleteMessage(new DeleteMessageRequest("A".repeat(12)))),
      await refused(ada.room.disconnectUser(new DisconnectUserRequest("bob"))),
    ];
  },
  async remove() {
    const [ada, bob] = [await new Person("ada").join(), await new Person("bob").join()];
    const { id } = await ada.room.sendMessage(new SendMessageRequest("oops"));
    let seen = bob.next("messageDelete");
    await ada.room.deleteMessage(new DeleteMessageRequest(id, "typo"));
    const first = await seen;
    seen = bob.next("messageDelete");
    const answer = await api.send(new DeleteMessageCommand({ roomIdentifier, id, reason: "by HTTP" }));
    const second = await seen;
    return { first: [first.messageId === id, first.reason], second: [second.messageId === id, second.reason], id: second.id === answer.id };
  },
  async event() {
    const ada = await new Person("ada").join();
    const seen = ada.next("event");
    const { id } = await api.send(new SendEventCommand({ roomIdentifier, eventName: "app:poll", attributes: { q: "?" } }));
    const event = await seen;
    return { same: event.id === id, name: event.eventName, attributes: event.attributes };
  },
  async tooLarge() {
    const ada = await new Person("ada").join();
    return [
      await refused(ada.room.sendMessage(new SendMessageRequest("hi", { k: "x".repeat(1024) }))),
      await refused(ada.room.sendMessage(new SendMessageRequest("x".repeat(501)))),
    ];
  },
  async abort() {
    const ada = await new Person("ada").join();
    const again = ada.next("connect");
    await control("sockets", { action: "cut", userId: "ada" });
    await again;
    const { content } = await ada.room.sendMessage(new SendMessageRequest("back"));
    return { tokens: ada.tokens, log: [...ada.log], content };
  },
  async kick() {
    const [mod, bob, desk] = [await new Person("mod").join(), await new Person("bob").join(), await new Person("bob").join()];
    const ends = [bob.next("disconnect"), desk.next("disconnect"), mod.next("userDisconnect"), bob.next("userDisconnect")];
    await mod.room.disconnectUser(new DisconnectUserRequest("bob", "spam"));
    const [one, two, told, himself] = await Promise.all(ends);
    const byHttp = mod.next("disconnect");
    await api.send(new DisconnectUserCommand({ roomIdentifier, userId: "mod" }));
    return { ends: [one, two, await byHttp], told: [told.userId, told.reason, himself.userId], tokens: bob.tokens };
  },
  async closeCodes() {
    const answers = [];
    for (const code of [1000, 1001, 1011, 4001]) {
      const ada = await new Person("ada").join();
      const end = ada.next("disconnect");
      await control("sockets", { action: "close", userId: "ada", code });
      answers.push([code, await end, ada.tokens]);
    }
    return answers;
  },
  async badToken() {
    const ada = new Person("ada", {}, async () => ({ token: "not-a-token" }));
    const end = ada.next("disconnect");
    ada.room.connect();
    return { reason: await end, tokens: ada.tokens };
  },
  async tokenReuse() {
    const token = await mint("ada");
    await new Person("ada", {}, async () => token).join();
    const second = new Person("ada", {}, async () => token);
    const end = second.next("disconnect");
    second.room.connect();
    return end;
  },
  async tokenExpiry() {
    const token = await mint("ada");
    await advance(60);
    const late = new Person("ada", {}, async () => token);
    const end = late.next("disconnect");
    late.room.connect();
    return end;
  },
  async sessionExpiry() {
    const ada = await new Person("ada", { sessionDurationInMinutes: 1 }).join();
    const again = ada.next("connect");
    await advance(60);
    await again;
    const { content } = await ada.room.sendMessage(new SendMessageRequest("new session"));
    return { tokens: ada.tokens, content };
  },
  async rateLimit() {
    const ada = await new Person("ada").join();
    const sends = Array.from({ length: 12 }, (_, index) => refused(ada.room.sendMessage(new SendMessageRequest(`m${index}`))));
    return Promise.all(sends);
  },
  async badFrames() {
    const ada = await new Person("ada").join();
    for (const frame of ["nonsense", '{"Type":"PING"}', '{"Type":"MESSAGE","Id":"x"}']) {
      await control("sockets", { action: "send", userId: "ada", frame });
    }
    const { content } = await ada.room.sendMessage(new SendMessageRequest("fine"));
    return { content, log: [...ada.log] };
  },
};

const observed = {};
for (const [name, play] of Object.entries(scenes)) {
  observed[name] = await play().catch((problem) => ({ problem: String(problem.stack ?? JSON.stringify(problem)) }));
  for (const room of rooms.splice(0)) room.disconnect();
  await advance(1);
}
console.log(JSON.stringify(observed));
