// What AWS's web demo does with its back end and the official SDK. Arguments: API URL, messaging URL, room ARN, seconds.
// Prints one JSON object: what came back, and how many tokens were asked for while the page was open.
import { ChatRoom, DeleteMessageRequest, SendMessageRequest } from "amazon-ivs-chat-messaging";
import WebSocket from "ws";

globalThis.WebSocket = WebSocket;
const [apiUrl, messaging, arn, seconds] = process.argv.slice(2);
const name = `demo.${crypto.randomUUID()}`;
let tokens = 0;

async function post(path, body) {
  const headers = { "Content-Type": "application/json", Origin: "http://localhost:3000" };
  const answer = await fetch(`${apiUrl}${path}`, { method: "POST", headers, body: JSON.stringify(body) });
  return { status: answer.status, cors: answer.headers.get("access-control-allow-origin"), body: await answer.json() };
}

async function tokenProvider() {
  tokens += 1;
  const capabilities = ["SEND_MESSAGE", "DELETE_MESSAGE", "DISCONNECT_USER"];
  const attributes = { username: "demo", avatar: "https://example.com/a.png" };
  const { body } = await post("/auth", { arn, userId: name, attributes, capabilities });
  return {
    token: body.token,
    sessionExpirationTime: new Date(body.sessionExpirationTime),
    tokenExpirationTime: new Date(body.tokenExpirationTime),
  };
}

const room = new ChatRoom({ regionOrUrl: messaging, tokenProvider });
room.logLevel = "error";
const next = (event) => new Promise((resolve) => room.addListener(event, resolve));
const connected = next("connect");
room.connect();
await connected;
const message = await room.sendMessage(new SendMessageRequest("hello from the demo"));
const arrived = next("event");
const sent = await post("/event", { arn, eventName: "app:DELETE_BY_USER", eventAttributes: { userId: name } });
const event = await arrived;
const refusal = await room.deleteMessage(new DeleteMessageRequest(message.id, "spam")).then(
  () => "deleted",
  (error) => error.errorCode,
);
const listed = await (await fetch(`${apiUrl}/list`)).json();
await new Promise((resolve) => setTimeout(resolve, seconds * 1000));
room.disconnect();
console.log(
  JSON.stringify({
    sender: message.sender,
    sent,
    event: { eventName: event.eventName, attributes: event.attributes },
    refusal,
    listed,
    tokens,
  }),
);
