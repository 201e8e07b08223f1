// Messages between trustees: seeds, certificates, signatures, encryption, channels (specification 4.6.1-4.6.3).
import { P, Q, mod, numberOf, randomScalar } from "../../booth/static/booth/sealing/group.js";
import { inverse, power } from "./numbers.js";
import { asProof, knows, ofG, prove } from "./proofs.js";
import {
  Broken,
  bytesOf,
  bytesOfHex,
  compact,
  demand,
  digestOf,
  element,
  fields,
  hexOf,
  load,
  natural,
  proofOf,
  textIn,
  textOf,
} from "./reading.js";

const DIGITS = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
const SEED_LENGTH = 22;
const BLOCK = 16;
const TAG = 8;

/** A letter by lot, none more likely than another. */
function letter(letters) {
  for (;;) {
    const [byte] = crypto.getRandomValues(new Uint8Array(1));
    if (byte < 256 - (256 % letters.length)) return letters[byte % letters.length];
  }
}

export const randomText = (letters, length) => Array.from({ length }, () => letter(letters)).join("");

/** The secret seed of a trustee: 22 characters of base 58. This is what the sealed backup holds. */
export const generateSeed = () => randomText(DIGITS, SEED_LENGTH);

/** The four keys of a seed: {signing, decryption, verification, encryption}. */
export function derive(seed) {
  const formed = seed.length === SEED_LENGTH && [...seed].every((c) => DIGITS.includes(c));
  demand(0, formed, `监票人密钥种子应为 ${SEED_LENGTH} 个字符，请对照备份重新输入。`);
  const [signing, decryption] = ["sk", "dk"].map((kind) => numberOf(digestOf(`${kind}|${seed}`)));
  return { signing, decryption, verification: power(ofG(1n), signing), encryption: power(ofG(1n), decryption) };
}

/** A signed_msg. */
export const sign = (signing, message) => ({
  message,
  signature: asProof(prove(["sigmsg", message], mod(signing, Q))),
});

/** The message of a signed_msg, if that key signed it. */
export function signedBy(key, value, what) {
  const [message, signature] = fields(value, "message signature");
  demand(7, knows(["sigmsg", textOf(message)], key, proofOf(signature)), `${what}的签名不成立`);
  return message;
}

export function certificate(identity) {
  const keys = { verification: String(identity.verification), encryption: String(identity.encryption) };
  return sign(identity.signing, compact(keys));
}

const xor = (a, b) => a.map((byte, i) => byte ^ b[i]);
const imported = (key, name) => crypto.subtle.importKey("raw", key, name, false, ["encrypt"]);

/** The CBC-MAC of AES: the last block of a CBC chain that begins with zeros; what WebCrypto appends is cut off. */
async function mac(key, blocks) {
  const cbc = { name: "AES-CBC", iv: new Uint8Array(BLOCK) };
  const chained = new Uint8Array(await crypto.subtle.encrypt(cbc, await imported(key, "AES-CBC"), blocks));
  return chained.slice(blocks.length - BLOCK, blocks.length);
}

/** The nonce, and the bytes that the length field takes (SP 800-38C). */
function framed(nonce, length) {
  const counted = BLOCK - 1 - nonce.length;
  const number = Array.from({ length: counted }, (_, i) => Math.floor(length / 256 ** (counted - 1 - i)) % 256);
  return [counted, number];
}

async function counter(key, nonce, content) {
  const start = new Uint8Array([BLOCK - 2 - nonce.length, ...nonce, ...Array(BLOCK - 1 - nonce.length).fill(0)]);
  const ctr = { name: "AES-CTR", counter: start, length: 8 * (BLOCK - 1 - nonce.length) };
  return new Uint8Array(await crypto.subtle.encrypt(ctr, await imported(key, "AES-CTR"), content));
}

/** AES-CCM with a tag of 8 bytes, from the two modes that WebCrypto has. sealed: whether `content` ends in a tag to be checked. */
async function ccm(key, nonce, content, sealed) {
  const given = sealed ? content.slice(-TAG) : new Uint8Array(TAG);
  const body = sealed ? content.slice(0, -TAG) : content;
  // the counter's first block covers the tag, the others the content
  const stream = new Uint8Array(BLOCK + body.length);
  stream.set(body, BLOCK);
  const turned = await counter(key, nonce, stream);
  const plain = sealed ? turned.slice(BLOCK) : body;
  const [counted, number] = framed(nonce, plain.length);
  const blocks = new Uint8Array(BLOCK * (1 + Math.ceil(plain.length / BLOCK)));
  blocks.set([8 * ((TAG - 2) / 2) + counted - 1, ...nonce, ...number]);
  blocks.set(plain, BLOCK);
  const tag = xor((await mac(key, blocks)).slice(0, TAG), turned.slice(0, TAG));
  if (!sealed) return new Uint8Array([...turned.slice(BLOCK), ...tag]);
  demand(
    0,
    tag.every((byte, i) => byte === given[i]),
    "发给监票人的密文无法解开：不是给这把钥匙的，或已损坏。",
  );
  return plain;
}

/** [key, nonce] of a message; the nonce shrinks as the length field grows. */
function keyed(key, iv, length) {
  return [digestOf(`key|${key}`), digestOf(`iv|${iv}`).slice(0, length < 1 << 16 ? 13 : 12)];
}

/** An encrypted_msg, serialised. */
export async function encrypt(encryption, message) {
  const [r, s] = [randomScalar(), randomScalar()];
  const [alpha, key, plain] = [ofG(r), ofG(s), bytesOf(message)];
  const beta = (power(encryption, r) * key) % P;
  const data = await ccm(...keyed(key, alpha, plain.length), plain, false);
  return compact({ alpha: String(alpha), beta: String(beta), data: hexOf(data) });
}

/** The plain text of an encrypted_msg. */
export async function decryptMessage(decryption, serialised) {
  const [a, b, data] = fields(load(serialised, "监票人之间的消息"), "alpha beta data");
  const [alpha, beta] = [element(a), element(b)];
  const key = (beta * inverse(power(alpha, decryption))) % P;
  demand(0, /^([0-9a-f]{2}){8,}$/.test(textOf(data)), "发给监票人的密文无法解开：已损坏。");
  const content = bytesOfHex(data);
  const text = textIn(await ccm(...keyed(key, alpha, content.length - TAG), content, true));
  if (text === null) throw new Broken(0, "发给监票人的密文里不是文字。");
  return text;
}

/** send(sk, recipient, message): wrapped, signed and encrypted. */
export function send(signing, recipient, message) {
  const channel = compact({ recipient: String(recipient), message });
  return encrypt(recipient, compact(sign(signing, channel)));
}

/** The message of `send`, if it came from that verification key and was meant for this identity. */
export async function receive(identity, sender, serialised) {
  const inner = load(await decryptMessage(identity.decryption, serialised), "监票人之间的消息");
  const channel = signedBy(sender, inner, "监票人之间的消息");
  const [recipient, message] = fields(load(channel, "监票人之间的消息"), "recipient message");
  demand(0, natural(recipient) === identity.encryption, "监票人之间的消息是发给别人的。");
  return textOf(message);
}
