// JSON, numbers and hashes as they travel (specification 4.1-4.3, 4.15). What is wrong is a `Broken` with the number of its check.
import { sha256 } from "../../node_modules/@noble/hashes/sha2.js";
import { P, Q, numberOf } from "../../booth/static/booth/sealing/group.js";
import { isMember } from "./numbers.js";

const utf8 = new TextEncoder();
const strict = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/** A check that does not hold: its number (report.js) and why. */
export class Broken extends Error {
  constructor(number, reason) {
    super(reason);
    this.number = number;
  }
}

export function demand(number, holds, reason) {
  if (!holds) throw new Broken(number, reason);
}

export const compact = (value) => JSON.stringify(value);
export const bytesOf = (text) => utf8.encode(text);

/** The text in `bytes`; null when they are no UTF-8. */
export function textIn(bytes) {
  try {
    return strict.decode(bytes);
  } catch {
    return null;
  }
}

/** The value of `text`, which must be the compact JSON of that value: one value has one writing, one hash. */
export function load(text, where) {
  let value;
  try {
    value = JSON.parse(text);
  } catch {
    throw new Broken(4, `${where}不是 JSON`);
  }
  demand(4, compact(value) === text, `${where}不是规定的紧凑写法`);
  return value;
}

const isObject = (value) => typeof value === "object" && value !== null && !Array.isArray(value);

/** The values of an object that has exactly the fields `names`, in this order; `optional` ones may miss (null). */
export function fields(value, names, optional = "") {
  demand(4, isObject(value), "应当是对象");
  const may = optional.split(" ");
  const wanted = names.split(" ");
  const of = (name) => (Object.hasOwn(value, name) ? value[name] : null);
  const allowed = wanted.filter((name) => of(name) !== null || !may.includes(name));
  const given = Object.keys(value);
  demand(4, given.length === allowed.length && given.every((name, i) => name === allowed[i]), `字段应为 ${names}`);
  return wanted.map(of);
}

export function rows(value, length = null) {
  demand(4, Array.isArray(value) && [null, value.length].includes(length), `列表长度应为 ${length}`);
  return value;
}

export function textOf(value) {
  demand(4, typeof value === "string", "应当是文字");
  return value;
}

export function whole(value, least = 0) {
  demand(4, Number.isSafeInteger(value) && value >= least, `应当是不小于 ${least} 的整数`);
  return value;
}

export function natural(value) {
  demand(4, typeof value === "string" && /^(0|[1-9][0-9]{0,616})$/.test(value), "大数写法有误");
  return BigInt(value);
}

export function scalar(value) {
  const number = natural(value);
  demand(6, number < Q, "指数超出范围");
  return number;
}

/** An element whose membership is tested later, together with many others. */
export function unchecked(value) {
  const number = natural(value);
  demand(6, number > 0n && number < P, "群元素超出范围");
  return number;
}

export function element(value) {
  const number = unchecked(value);
  demand(6, isMember(number), "群元素不在子群内");
  return number;
}

export const pair = (value) => fields(value, "alpha beta").map(unchecked);
export const proofOf = (value) => fields(value, "challenge response").map(scalar);

export const hexOf = (bytes) => [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
export const bytesOfHex = (hex) => Uint8Array.from(hex.match(/../g) || [], (two) => parseInt(two, 16));
export const digestOf = (content) => sha256(typeof content === "string" ? bytesOf(content) : content);

/** SHA-256 in 64 hexadecimal digits. */
export const sha = (content) => hexOf(digestOf(content));

/** SHA-256 in base 64 without padding. */
export const b64 = (text) => btoa(String.fromCharCode(...digestOf(text))).replace(/=+$/, "");

/** SHA-256 of the parts joined by bars, modulo q; lists of numbers are joined by commas. */
export const challenge = (...parts) => numberOf(digestOf(parts.join("|"))) % Q;

/** Words one after the other, as Chinese lists them. */
export const listed = (words) => words.join("、");

/** The lines of a text, whatever ends them. */
export const linesIn = (text) => text.split(/\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]/);
