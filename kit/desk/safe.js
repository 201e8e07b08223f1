// Secrets at rest: scrypt turns the passphrase into a key, AES-256-GCM seals. The Python station writes the same form.
import { core } from "../program/core.js";
import { Problem, needs } from "./problem.js";

const SHORTEST = 8;
const COST = { n: 1 << 15, r: 8, p: 1 };
const DEAREST = 1 << 20;
const { bytesOf, bytesOfHex, hexOf, textIn } = core.reading;

/** A new passphrase, typed twice. */
export function checkPassphrase(first, again) {
  needs(first === again, "两次输入的口令不一样，请重新输入。");
  needs([...first].length >= SHORTEST, `口令至少要 ${SHORTEST} 个字，请换一个长一些、自己记得住的。`);
}

function keyOf(passphrase, salt, { n, r, p }) {
  const raw = core.scrypt(bytesOf(passphrase), salt, { N: n, r, p, dkLen: 32 });
  return crypto.subtle.importKey("raw", raw, "AES-GCM", false, ["encrypt", "decrypt"]);
}

/** `value` as a sealed text. about: what it belongs to; it opens only together with the same words. */
export async function lock(value, passphrase, about) {
  const [salt, nonce] = [16, 12].map((n) => crypto.getRandomValues(new Uint8Array(n)));
  const gcm = { name: "AES-GCM", iv: nonce, additionalData: bytesOf(about) };
  const key = await keyOf(passphrase, salt, COST);
  const sealed = new Uint8Array(await crypto.subtle.encrypt(gcm, key, bytesOf(JSON.stringify(value))));
  return JSON.stringify({ version: 1, ...COST, salt: hexOf(salt), nonce: hexOf(nonce), sealed: hexOf(sealed) });
}

/** What `lock` sealed. */
export async function unlock(text, passphrase, about) {
  const { n, r, p, salt, nonce, sealed } = JSON.parse(text);
  needs(n >= 2 && n <= DEAREST && Math.max(r, p) <= 16, "本机的钥匙已损坏，请用密封备份恢复。");
  const key = await keyOf(passphrase, bytesOfHex(salt), { n, r, p });
  const gcm = { name: "AES-GCM", iv: bytesOfHex(nonce), additionalData: bytesOf(about) };
  try {
    return JSON.parse(textIn(new Uint8Array(await crypto.subtle.decrypt(gcm, key, bytesOfHex(sealed)))));
  } catch {
    throw new Problem("口令不对，请再试一次（注意大小写）。", "passphrase");
  }
}
