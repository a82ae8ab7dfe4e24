// Where this deployment is. console_site serves the values that the template, or the local launcher, gave it.
const answer = await fetch("config.json");
if (!answer.ok) throw new Error(`config.json: HTTP ${answer.status}`);

// { region, messaging, login, clientId, roomId?, viewerTokens? }: `messaging` is a Region or a ws:// address;
// `viewerTokens` is the customer's token endpoint and exists where that service is simulated.
export const config = await answer.json();

// The page's own address without query: what managed login returns to, and the base of the API.
export const here = new URL(".", location.href).href;
