// What Roomkeeper tells the pages of a room, read out of IVS Chat's events. No DOM, nothing to install: a viewer's page of
// your own can use this file as it is. Events come at least once, and parts of one message in any order.

const SHOWN_MAX = 500;
const WAITING_MAX = 50;
const PARTS_MAX = 20;

export class RoomEvents {
  #on;
  // Messages of which parts are missing, and those that are complete, by hold id; the oldest give way.
  #waiting = new Map();
  #shown = new Set();

  // `on`: { released(message), purged({ userId, since }), modes(modes) }; a released message looks like one of the SDK.
  constructor(on) {
    this.#on = on;
  }

  // Takes an event of the SDK; false if it is none of Roomkeeper's, or not as it should be.
  take(event) {
    const attributes = event.attributes ?? {};
    switch (event.eventName) {
      case "roomkeeper:message":
        return this.#part(attributes, event.sendTime);
      case "roomkeeper:purge":
        return this.#purge(attributes);
      case "roomkeeper:mode":
        return this.#modes(attributes);
      default:
        return false;
    }
  }

  #part({ holdId, userId, name, content, part, parts }, sendTime) {
    const [number, count] = [Number(part), Number(parts)];
    const numbered = Number.isInteger(number) && Number.isInteger(count) && 1 <= number && number <= count && count <= PARTS_MAX;
    if (!holdId || !userId || content === undefined || !numbered) return false;
    if (this.#shown.has(holdId)) return true;
    const message = this.#waiting.get(holdId) ?? { userId, name, sendTime, count, contents: new Map() };
    this.#waiting.set(holdId, message);
    message.contents.set(number, content);
    if (message.contents.size === message.count) this.#release(holdId, message);
    else forgetOldest(this.#waiting, WAITING_MAX);
    return true;
  }

  #release(holdId, { userId, name, sendTime, contents }) {
    this.#waiting.delete(holdId);
    this.#shown.add(holdId);
    forgetOldest(this.#shown, SHOWN_MAX);
    const inOrder = [...contents.keys()].sort((one, other) => one - other);
    this.#on.released({
      id: holdId,
      content: inOrder.map((number) => contents.get(number)).join(""),
      sendTime,
      sender: { userId, attributes: name ? { displayName: name } : {} },
    });
  }

  #purge({ userId, since }) {
    if (!userId || !/^\d+$/.test(since ?? "")) return false;
    for (const [holdId, message] of this.#waiting) {
      if (message.userId !== userId) continue;
      this.#waiting.delete(holdId);
      this.#shown.add(holdId);
    }
    this.#on.purged({ userId, since: new Date(Number(since) * 1000) });
    return true;
  }

  #modes({ modes }) {
    try {
      const found = JSON.parse(modes);
      if (typeof found !== "object" || found === null || Array.isArray(found)) return false;
      this.#on.modes(found);
      return true;
    } catch {
      return false;
    }
  }
}

function forgetOldest(kept, most) {
  for (const oldest of kept.keys()) {
    if (kept.size <= most) return;
    kept.delete(oldest);
  }
}
