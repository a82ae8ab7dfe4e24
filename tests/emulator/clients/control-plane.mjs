// The AWS SDK for JavaScript on the control plane. Arguments: API URL. Prints one JSON object of what it saw.
import * as ivschat from "@aws-sdk/client-ivschat";

const [endpoint] = process.argv.slice(2);
const connect = (secretAccessKey) =>
  new ivschat.IvschatClient({ endpoint, region: "us-west-2", credentials: { accessKeyId: "local", secretAccessKey }, maxAttempts: 1 });
const api = connect("local");
const failure = (promise) =>
  promise.then(() => "resolved", ({ name, $metadata, message, ...members }) => ({ name, status: $metadata.httpStatusCode, ...members }));

const made = await api.send(new ivschat.CreateRoomCommand({ name: "js", tags: { "a b": "é" } }));
const identifier = made.arn;
const token = await api.send(new ivschat.CreateChatTokenCommand({ roomIdentifier: identifier, userId: "ada" }));
await api.send(new ivschat.TagResourceCommand({ resourceArn: identifier, tags: { second: "2" } }));
await api.send(new ivschat.UntagResourceCommand({ resourceArn: identifier, tagKeys: ["a b", "none"] }));
const { tags } = await api.send(new ivschat.ListTagsForResourceCommand({ resourceArn: identifier }));
const { rooms } = await api.send(new ivschat.ListRoomsCommand({ name: "js" }));
const deletion = await api.send(new ivschat.DeleteRoomCommand({ identifier }));
const missing = await failure(api.send(new ivschat.GetRoomCommand({ identifier })));
const invalid = await failure(api.send(new ivschat.CreateRoomCommand({ maximumMessageLength: 501 })));
const forged = await failure(connect("wrong").send(new ivschat.ListRoomsCommand({})));

console.log(JSON.stringify({
  date: made.createTime instanceof Date && rooms[0].updateTime instanceof Date,
  life: (token.sessionExpirationTime - token.tokenExpirationTime) / 60_000,
  tags, rooms: rooms.length, deletion: deletion.$metadata.httpStatusCode, missing, invalid, forged,
}));
