// Scenes for RoomEvents: each line shows what a page was told.
import { RoomEvents } from "../../../console/room_events.js";

const part = (holdId, number, parts, content, userId = "ann") => ({
  eventName: "roomkeeper:message",
  sendTime: "now",
  attributes: { holdId, userId, name: "Ann", content, part: String(number), parts: String(parts) },
});
const purge = (userId) => ({ eventName: "roomkeeper:purge", attributes: { userId, since: "100" } });

function scene(play) {
  const told = [];
  const room = new RoomEvents({
    released: (message) => told.push(message),
    purged: ({ userId, since }) => told.push({ purged: userId, since: since.getTime() }),
    modes: (modes) => told.push({ modes }),
  });
  const taken = play((event) => room.take(event));
  return { told, taken };
}

const everyOrder = [[1, 2, 3], [1, 3, 2], [2, 1, 3], [2, 3, 1], [3, 1, 2], [3, 2, 1]];
console.log(
  JSON.stringify({
    orders: everyOrder.map((order) => scene((take) => [...order, ...order].map((at) => take(part("h", at, 3, `<${at}>`))))),
    purgedWhileWaiting: scene((take) => [take(part("h", 1, 2, "a")), take(part("i", 1, 2, "b", "bob")), take(purge("ann")), take(part("h", 2, 2, "c")), take(part("i", 2, 2, "d", "bob"))]),
    manyWaiting: scene((take) => {
      for (let at = 0; at < 51; at += 1) take(part(`h${at}`, 1, 2, "a"));
      return [take(part("h0", 2, 2, "b")), take(part("h50", 2, 2, "b"))];
    }),
    nonsense: scene((take) => [
      take({ eventName: "other" }),
      take({ eventName: "roomkeeper:message" }),
      ...[["0", "1"], ["2", "1"], ["1", "21"], ["1.5", "2"], ["x", "1"], ["1", undefined]].map(([number, parts]) =>
        take({ ...part("h", 1, 1, "a"), attributes: { ...part("h", 1, 1, "a").attributes, part: number, parts } }),
      ),
      take({ eventName: "roomkeeper:purge", attributes: { userId: "ann", since: "-1" } }),
      ...["{", "null", "[]", "7", undefined].map((modes) => take({ eventName: "roomkeeper:mode", attributes: { modes } })),
    ]),
    modes: scene((take) => [take({ eventName: "roomkeeper:mode", attributes: { modes: '{"slow":{"seconds":5}}' } })]),
  }),
);
