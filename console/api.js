// Roomkeeper's API, below this page's own address. Every refusal becomes an Error with a text for people.
import { here } from "./config.js";
import { accessToken, forgetToken } from "./login.js";

async function call(method, path, body) {
  const headers = { Authorization: `Bearer ${accessToken() ?? ""}` };
  if (method === "POST") headers["Idempotency-Key"] = crypto.randomUUID();
  if (body) headers["Content-Type"] = "application/json";
  const answer = await fetch(new URL(`v1/${path}`, here), { method, headers, body: body && JSON.stringify(body) });
  const said = answer.status === 204 ? null : await answer.json().catch(() => null);
  if (answer.ok) return said;
  if (answer.status === 401) {
    forgetToken();
    throw new Error("Your log-in has run out. Please log in again.");
  }
  throw new Error(said?.detail ?? said?.title ?? `The API answered ${answer.status}.`);
}

const segment = encodeURIComponent;

export const me = () => call("GET", "me");

export const viewToken = (roomId, userId) => call("POST", `rooms/${segment(roomId)}/tokens`, { userId, access: "view" });

export const deleteMessage = (roomId, messageId, reason) =>
  call("DELETE", `rooms/${segment(roomId)}/messages/${segment(messageId)}?${new URLSearchParams({ reason })}`);

export const disconnectUser = (roomId, userId, reason) =>
  call("POST", `rooms/${segment(roomId)}/users/${segment(userId)}/disconnect`, { reason });
