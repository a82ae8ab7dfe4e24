// Managed login of Cognito: authorization code with PKCE, no client secret, the token in this tab's memory and session only.
import { config, here } from "./config.js";

const SCOPE = "openid email";
const stored = (name) => sessionStorage.getItem(`roomkeeper.${name}`);
const store = (name, value) => sessionStorage.setItem(`roomkeeper.${name}`, value);
const forget = (name) => sessionStorage.removeItem(`roomkeeper.${name}`);

const base64url = (bytes) =>
  btoa(String.fromCharCode(...bytes)).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
const random = () => base64url(crypto.getRandomValues(new Uint8Array(32)));

export async function logIn() {
  const verifier = random();
  const state = random();
  store("verifier", verifier);
  store("state", state);
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(verifier));
  const query = new URLSearchParams({
    response_type: "code",
    client_id: config.clientId,
    redirect_uri: here,
    scope: SCOPE,
    state,
    code_challenge: base64url(new Uint8Array(digest)),
    code_challenge_method: "S256",
  });
  location.assign(`${config.login}/oauth2/authorize?${query}`);
}

// Cognito's own way out: it has no RP-initiated logout, so the link is built by hand.
export function logOut() {
  forget("token");
  const query = new URLSearchParams({ client_id: config.clientId, logout_uri: here });
  location.assign(`${config.login}/logout?${query}`);
}

// Finish a log-in that just came back, if there is one. Throws with a text for people if it was refused.
export async function finishLogIn() {
  const query = new URLSearchParams(location.search);
  if (!query.has("code") && !query.has("error")) return;
  const expected = stored("state");
  const verifier = stored("verifier");
  forget("state");
  forget("verifier");
  history.replaceState(null, "", here);
  if (query.has("error")) throw new Error(`The log-in was refused: ${query.get("error_description") ?? query.get("error")}`);
  if (!expected || query.get("state") !== expected) throw new Error("That log-in was not started here. Please log in again.");
  const answer = await fetch(`${config.login}/oauth2/token`, {
    method: "POST",
    body: new URLSearchParams({
      grant_type: "authorization_code",
      client_id: config.clientId,
      redirect_uri: here,
      code: query.get("code"),
      code_verifier: verifier,
    }),
  });
  if (!answer.ok) throw new Error("The log-in could not be completed. Please log in again.");
  const { access_token: token, expires_in: seconds } = await answer.json();
  store("token", JSON.stringify({ token, expiresAt: Date.now() + seconds * 1000 }));
}

// The access token, or null when nobody is logged in or the token has run out.
export function accessToken() {
  const kept = JSON.parse(stored("token") ?? "null");
  if (!kept || kept.expiresAt <= Date.now()) return null;
  return kept.token;
}

export function forgetToken() {
  forget("token");
}
