// The sealing desk: does the arithmetic beside the page, so that the page answers to touch meanwhile.
// As a worker it takes {id, act, ...} and answers {id, ...}; where workers cannot load modules the page imports `answer`.
import { hmac } from "../../vendor/@noble/hashes/hmac.js";
import { pbkdf2 } from "../../vendor/@noble/hashes/pbkdf2.js";
import { sha256, sha512 } from "../../vendor/@noble/hashes/sha2.js";
import { Sealer, checkedCredential } from "./seal.js";

const hex = (bytes) => [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
const bytesOf = (text) => Uint8Array.from(text.match(/../g) || [], (pair) => parseInt(pair, 16));
const utf8 = new TextEncoder();
const onPage = typeof document !== "undefined";
const breath = onPage ? () => new Promise((done) => setTimeout(done)) : undefined;
let sealer;
let credential;
let sealed;

const acts = {
  /** Builds the tables of an election; gives the fingerprint that slips carry. */
  prepare({ election }) {
    sealer = new Sealer(election, { sha256, sha512, hmac, pbkdf2 });
    return { fingerprint: hex(sha256(utf8.encode(election))) };
  },
  /** Fingerprints of those elections that are under the same key: slips were printed for the first round of the sitting. */
  sitting({ elections }) {
    const key = sealer.election.public_key;
    const same = elections.filter((text) => JSON.parse(text).public_key === key);
    return { fingerprints: same.map((text) => hex(sha256(utf8.encode(text)))) };
  },
  /** Public halves of a slip in several elections, by their numbers: of a slip that was never handed out. */
  halves({ code, elections }) {
    const own = checkedCredential(code);
    return { keys: elections.map((uuid) => sealer.key(own, uuid)) };
  },
  /** Keeps a slip's credential here and gives its public half. */
  slip({ code }) {
    credential = checkedCredential(code);
    return { key: sealer.key(credential) };
  },
  /** Seals; the seed stays here until the voter opens the ballot. */
  async seal({ choices }) {
    const seed = crypto.getRandomValues(new Uint8Array(32));
    sealed = { ...(await sealer.seal(credential, choices, seed, breath)), seed };
    return {
      code: hex(Uint8Array.from(atob(sealed.code), (c) => c.charCodeAt(0)))
        .slice(0, 16)
        .toUpperCase(),
    };
  },
  /** The text to cast; it cannot be opened any more. */
  sign() {
    const ballot = sealer.sign(sealed, credential);
    sealed = undefined;
    return { ballot };
  },
  /** The sealed ballot and its seed; it cannot be cast any more. */
  unseal() {
    const { fields, seed } = sealed;
    sealed = undefined;
    return { ballot: JSON.stringify(fields), seed: hex(seed) };
  },
  /** What an opened ballot contains, computed anew on this device. */
  open({ ballot, seed }) {
    return {
      code: hex(sha256(utf8.encode(ballot)))
        .slice(0, 16)
        .toUpperCase(),
      choices: sealer.open(ballot, bytesOf(seed)),
    };
  },
};

/** The answer to one message; {problem} when something is refused. */
export async function answer({ id, act, ...given }) {
  try {
    return { id, ...(await acts[act](given)) };
  } catch (why) {
    return { id, problem: why.message };
  }
}

if (!onPage) {
  onmessage = async ({ data }) => postMessage(await answer(data));
  postMessage({ id: 0 });
}
