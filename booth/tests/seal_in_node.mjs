// Seals as a phone does. Reads {election, credential, choices: [...], seed} in JSON, one answer line for each choice:
// {code, unsigned, signed} or {refused}.
import { hmac } from "@noble/hashes/hmac.js";
import { pbkdf2 } from "@noble/hashes/pbkdf2.js";
import { sha256, sha512 } from "@noble/hashes/sha2.js";
import { readFileSync } from "node:fs";
import { Sealer } from "../static/booth/sealing/seal.js";

const { election, credential, choices, seed } = JSON.parse(readFileSync(0, "utf8"));
const sealer = new Sealer(election, { sha256, sha512, hmac, pbkdf2 });
for (const one of choices) {
  try {
    const sealed = await sealer.seal(credential, one, Buffer.from(seed, "hex"));
    const signed = sealer.sign(sealed, credential);
    console.log(JSON.stringify({ code: sealed.code, unsigned: JSON.stringify(sealed.fields), signed }));
  } catch (why) {
    console.log(JSON.stringify({ refused: why.message }));
  }
}
