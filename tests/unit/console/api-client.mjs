// What the API client sends and makes of answers. Prints one JSON object: per scene, what was seen.
import { ApiError, OPERATIONS, apiClient, etagOf, everyItem } from "../../../console/api_client.js";

let sent = [];
let answers = [];
const JSON_TYPE = { "Content-Type": "application/json" };
const answer = (status, body, headers = {}) =>
  new Response(body === undefined ? null : JSON.stringify(body), { status, headers: { ...JSON_TYPE, ...headers } });
const fetch = async (url, { method, headers, body, signal }) => {
  sent.push({ method, url: String(url), headers, body: body && JSON.parse(body), signal: signal !== undefined });
  return answers.shift() ?? answer(200, { ok: true });
};
const api = apiClient("https://api.test/base/", () => "token", fetch);
const stranger = apiClient("https://api.test/base/", () => null, fetch);

async function scene(run, ...given) {
  sent = [];
  answers = given;
  const result = await run().catch((error) =>
    error instanceof ApiError
      ? { status: error.status, code: error.code, message: error.message, problem: error.problem }
      : { error: error.name, message: error.message },
  );
  return { sent, result };
}

const PROBLEM = { status: 429, code: "too_many_requests", detail: "Slow down.", requestId: "r", retryAfterMs: 5000 };
const collected = async () => {
  const items = [];
  for await (const item of everyItem(api.listRooms, { limit: 2 })) items.push(item);
  return items;
};
const scenes = {
  operations: OPERATIONS,
  methods: Object.keys(api),
  path: await scene(() => api.imposeRoomSanction({ roomId: "room00000001", userId: "a/b c%é?#", kind: "ban", reason: "spam" })),
  query: await scene(() => api.removeTags({ roomId: "room00000001", key: ["a", "b&c"], unset: undefined })),
  missing: await scene(() => api.getRoom({})),
  empty: await scene(() => api.attachRoom({ roomId: "room00000001" }), answer(204)),
  keyed: await scene(() => api.createRoom({ name: "a" }, { idempotencyKey: "mine", signal: new AbortController().signal })),
  conditional: await scene(() => api.changeModes({ roomId: "room00000001", slow: null }, { ifMatch: '"tag"' })),
  refused: await scene(() => api.readMe(), answer(429, PROBLEM, { "Content-Type": "application/problem+json" })),
  gateway: await scene(() => api.readMe(), answer(403, { message: "Forbidden" })),
  notJson: await scene(() => api.readMe(), new Response("<html>", { status: 502 })),
  etag: await scene(async () => etagOf(await api.readMe()), answer(200, { role: "lead" }, { ETag: '"abc"' })),
  pages: await scene(collected, answer(200, { items: [1, 2], cursor: "next" }), answer(200, { items: [], cursor: "last" }), answer(200, { items: [3], cursor: null })),
  file: await scene(
    () => api.exportAudit({ format: "csv" }),
    new Response("a,b\r\n", { headers: { "Content-Type": "text/csv; charset=utf-8", "Next-Cursor": "more" } }),
  ),
  stranger: await scene(() => stranger.health()),
};
console.log(JSON.stringify(scenes));
