// A client of the moderator API: one line per operation of its description, nothing to build, nothing to install.
// It runs in pages and in Node. A method answers with the API's JSON, with null where there is nothing to show, and for
// a file with { text, cursor }, where a cursor leads to the next part.

/**
 * Each operation's method and path below /v1/. A test holds this table against docs/openapi.json.
 */
export const OPERATIONS = {
  health: "GET health",

  readMe: "GET me",
  listModerators: "GET moderators",
  getModerator: "GET moderators/{sub}",
  putModerator: "PUT moderators/{sub}",
  deactivateModerator: "DELETE moderators/{sub}",

  listRooms: "GET rooms",
  createRoom: "POST rooms",
  getRoom: "GET rooms/{roomId}",
  changeRoom: "PATCH rooms/{roomId}",
  deleteRoom: "DELETE rooms/{roomId}",
  getTags: "GET rooms/{roomId}/tags",
  addTags: "POST rooms/{roomId}/tags",
  removeTags: "DELETE rooms/{roomId}/tags",
  attachRoom: "POST rooms/{roomId}/attach",
  detachRoom: "POST rooms/{roomId}/detach",
  attachRooms: "POST rooms/attach",
  getAttachProgress: "GET rooms/attach/{operationId}",

  mintToken: "POST rooms/{roomId}/tokens",
  sendEvent: "POST rooms/{roomId}/events",
  deleteMessage: "DELETE rooms/{roomId}/messages/{messageId}",
  disconnectUser: "POST rooms/{roomId}/users/{userId}/disconnect",

  listRoomSanctions: "GET rooms/{roomId}/sanctions",
  getRoomSanction: "GET rooms/{roomId}/sanctions/{userId}",
  imposeRoomSanction: "PUT rooms/{roomId}/sanctions/{userId}",
  liftRoomSanction: "DELETE rooms/{roomId}/sanctions/{userId}",
  listSanctions: "GET sanctions",
  getSanction: "GET sanctions/{userId}",
  imposeSanction: "PUT sanctions/{userId}",
  liftSanction: "DELETE sanctions/{userId}",

  getUser: "GET rooms/{roomId}/users/{userId}",
  purge: "POST rooms/{roomId}/users/{userId}/purge",

  exportUser: "GET users/{userId}/export",
  eraseUser: "POST users/{userId}/erasure",
  getErasure: "GET erasures/{erasureId}",

  listHolds: "GET rooms/{roomId}/holds",
  getHold: "GET holds/{holdId}",
  claim: "POST holds/{holdId}/claim",
  release: "POST holds/{holdId}/release",
  decide: "POST holds/{holdId}/decision",

  explain: "GET decisions/{messageId}",
  listDecisions: "GET rooms/{roomId}/decisions",
  listFlags: "GET rooms/{roomId}/flags",
  seeFlag: "POST flags/{messageId}/seen",
  getStats: "GET stats",
  getRoomStats: "GET rooms/{roomId}/stats",

  getModes: "GET rooms/{roomId}/modes",
  changeModes: "PATCH rooms/{roomId}/modes",

  listPolicies: "GET policies",
  getPolicy: "GET policies/{policyId}",
  putPolicy: "PUT policies/{policyId}",
  listVersions: "GET policies/{policyId}/versions",
  getVersion: "GET policies/{policyId}/versions/{version}",
  compareVersions: "GET policies/{policyId}/diff",
  validatePolicy: "POST policies/{policyId}/validate",
  tryPolicy: "POST policies/{policyId}/test",
  publishPolicy: "POST policies/{policyId}/publish",
  rollBackPolicy: "POST policies/{policyId}/rollback",
  getRoomPolicy: "GET rooms/{roomId}/policy",
  changeRoomPolicy: "PATCH rooms/{roomId}/policy",
  withdrawRoomPolicy: "DELETE rooms/{roomId}/policy",
  getOrganisationPolicy: "GET organisation/policy",
  changeOrganisationPolicy: "PATCH organisation/policy",
  withdrawOrganisationPolicy: "DELETE organisation/policy",
  listLexicons: "GET lexicons",
  getLexicon: "GET lexicons/{name}",
  lookUp: "GET lexicons/look-up",

  listAudit: "GET audit",
  exportAudit: "GET audit/export",
  verifyAudit: "POST audit/verify",
  listActions: "GET actions",
  getAction: "GET actions/{actionId}",

  listConfigurations: "GET logging-configurations",
  createConfiguration: "POST logging-configurations",
  getConfiguration: "GET logging-configurations/{configurationId}",
  changeConfiguration: "PATCH logging-configurations/{configurationId}",
  deleteConfiguration: "DELETE logging-configurations/{configurationId}",
};

/**
 * @typedef {Object} Problem  Problem details (RFC 9457); `code` is stable.
 * @property {number} status
 * @property {string} code
 * @property {string} detail  a text for people
 * @property {string} requestId
 * @property {string} [pointer]  JSON pointer to the first member at fault
 * @property {{pointer?: string, parameter?: string, detail: string}[]} [errors]
 * @property {string} [upstreamCode]  IVS Chat's own name of its refusal
 * @property {number} [retryAfterMs]
 * @property {number|null} [remainingSeconds]
 */

/** A refusal; its message is a text for people. `problem` is null where the gateway refused, not the API. */
export class ApiError extends Error {
  /** @param {number} status  @param {Problem|null} problem */
  constructor(status, problem) {
    super(problem?.detail ?? `The API answered ${status}.`);
    this.name = "ApiError";
    this.status = status;
    this.code = problem?.code ?? "";
    this.problem = problem;
  }
}

const etags = new WeakMap();

/** The ETag of an answer that a method gave, for `ifMatch`. @param {object} answer @returns {string|undefined} */
export const etagOf = (answer) => etags.get(answer);

/**
 * @typedef {Object} Options  What may go with one call.
 * @property {string} [idempotencyKey]  of a POST; by default each call has a new one. Keep it to repeat a call safely.
 * @property {string} [ifMatch]  change only what still has this ETag
 * @property {AbortSignal} [signal]
 */

/**
 * @param {string|URL} base  where /v1/ lies, with a slash at its end
 * @param {() => string|null} accessToken  asked before each call
 * @param {typeof globalThis.fetch} [fetch]
 * @returns {Record<keyof typeof OPERATIONS, (values?: Object<string, any>, options?: Options) => Promise<any>>}
 *   A method for each operation. `values` are its path parameters, and the members of its body or, for GET and DELETE,
 *   its query. Rejects with ApiError for a refusal, and with fetch's own error where nothing answered.
 */
export function apiClient(base, accessToken, fetch = globalThis.fetch.bind(globalThis)) {
  const call = async (operation, values, options) => {
    const [method, template] = operation.split(" ");
    const rest = { ...values };
    const path = template.replace(/\{(\w+)\}/g, (_, name) => {
      if (rest[name] === undefined) throw new TypeError(`${operation} needs ${name}`);
      const value = rest[name];
      delete rest[name];
      return encodeURIComponent(value);
    });
    const url = new URL(`v1/${path}`, base);
    const inQuery = method === "GET" || method === "DELETE";
    if (inQuery) appendAll(url.searchParams, rest);
    const answer = await fetch(url, {
      method,
      headers: headersOf(method, accessToken(), options),
      body: inQuery ? undefined : JSON.stringify(rest),
      signal: options.signal,
    });
    const said = await saidBy(answer);
    if (!answer.ok) throw new ApiError(answer.status, said?.code ? said : null);
    if (said && answer.headers.get("ETag")) etags.set(said, answer.headers.get("ETag"));
    return said;
  };
  const methods = Object.entries(OPERATIONS).map(([name, operation]) => [
    name,
    (values = {}, options = {}) => call(operation, values, options),
  ]);
  return Object.fromEntries(methods);
}

/** All items of a listing, page after page. @param {(values: object) => Promise<any>} list @param {object} [values] */
export async function* everyItem(list, values = {}) {
  let cursor;
  do {
    const page = await list(cursor ? { ...values, cursor } : values);
    yield* page.items;
    cursor = page.cursor;
  } while (cursor);
}

async function saidBy(answer) {
  if (answer.status === 204) return null;
  if (/[/+]json\b/.test(answer.headers.get("Content-Type") ?? "")) return answer.json();
  return { text: await answer.text(), cursor: answer.headers.get("Next-Cursor") };
}

function headersOf(method, token, options) {
  const headers = { Accept: "application/json" };
  if (token) headers.Authorization = `Bearer ${token}`;
  if (options.ifMatch) headers["If-Match"] = options.ifMatch;
  if (method === "POST") headers["Idempotency-Key"] = options.idempotencyKey ?? crypto.randomUUID();
  if (method !== "GET" && method !== "DELETE") headers["Content-Type"] = "application/json";
  return headers;
}

function appendAll(query, values) {
  for (const [name, value] of Object.entries(values)) {
    for (const each of Array.isArray(value) ? value : [value]) {
      if (each !== undefined) query.append(name, each);
    }
  }
}
