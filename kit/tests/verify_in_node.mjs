// The kit's verifier without a browser: reads {program, files: [path]} in JSON, one answer line for each file:
// {good, failed: {number: reason}, head, counts, verdict}. A ballot that was checked once is not checked again.
import { readFileSync } from "node:fs";

const { program, files } = JSON.parse(readFileSync(0, "utf8"));
const { core } = new Function(`${readFileSync(program, "utf8")}; return stationCore();`)();
const known = new Map();

async function checkBallots(election, listed, texts) {
  const fresh = texts.filter((text) => !known.has(election + listed + text));
  core.checkBallots(election, listed, fresh).forEach((one, i) => known.set(election + listed + fresh[i], one));
  return texts.map((text) => known.get(election + listed + text));
}

for (const path of files) {
  const { report, counts } = await core.verify(path, new Uint8Array(readFileSync(path)), checkBallots);
  const { good, failed, head, verdict, lines } = report;
  console.log(JSON.stringify({ good, failed: Object.fromEntries(failed), head, verdict, counts, lines }));
}
