// The npm engine in one process, with the same input and output as worker.py.
import { readFileSync } from "node:fs";
import { RegExpMatcher, englishDataset, englishRecommendedTransformers } from "obscenity";

const texts = JSON.parse(readFileSync(0, "utf8"));
const started = process.hrtime.bigint();
const matcher = new RegExpMatcher({ ...englishDataset.build(), ...englishRecommendedTransformers });
matcher.hasMatch(texts[0]);
const readyMs = Number(process.hrtime.bigint() - started) / 1e6;
const flags = [];
const ns = [];
for (const text of texts) {
  const before = process.hrtime.bigint();
  const flag = matcher.hasMatch(text);
  ns.push(Number(process.hrtime.bigint() - before));
  flags.push(flag);
}
process.stdout.write(JSON.stringify({ flags, ns, ready_ms: readyMs }));
