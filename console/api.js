// This page's own client of the API, below the page's address. A 401 ends the log-in: its token has run out.
import { apiClient } from "./api_client.js";
import { here } from "./config.js";
import { accessToken, forgetToken } from "./login.js";

async function fetchOrLogOut(url, request) {
  const answer = await fetch(url, request);
  if (answer.status !== 401) return answer;
  forgetToken();
  throw new Error("Your log-in has run out. Please log in again.");
}

export const api = apiClient(here, accessToken, fetchOrLogOut);
