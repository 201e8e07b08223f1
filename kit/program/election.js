// Election, trustees, credentials: checks 5 to 9 (specification 4.5-4.10).
import { FixedBase, P } from "../../booth/static/booth/sealing/group.js";
import { allMembers, powersOf } from "./numbers.js";
import { NAME, knows } from "./proofs.js";
import { Broken, b64, demand, element, fields, load, proofOf, rows, sha, textOf, unchecked, whole } from "./reading.js";

/** A question; a ballot chooses `min` to `max` of its answers, or leaves it blank where it may. */
class Question {
  constructor(value) {
    const [answers, blank, min, max, name] = fields(value, "answers blank min max question", "blank");
    this.answers = rows(answers).map(textOf);
    this.name = textOf(name);
    demand(4, blank === null || typeof blank === "boolean", "blank 应为真或假");
    Object.assign(this, { blank: Boolean(blank), min: whole(min), max: whole(max) });
    demand(4, min <= max && max <= this.answers.length && this.answers.length > 0, `题目“${name}”的范围有误`);
    this.width = this.answers.length + (this.blank ? 1 : 0);
  }
}

/** The election file: its questions, its public key y, its fingerprint φ (base 64) and hash (hexadecimal). */
export class Election {
  constructor(text) {
    const names = "version description name group public_key questions uuid administrator credential_authority";
    const value = fields(load(text, "选举文件"), names, "administrator credential_authority");
    const [version, description, name, group, key, questions, uuid, ...offices] = value;
    [description, name, uuid, ...offices.filter((one) => one !== null)].forEach(textOf);
    demand(5, whole(version) === 1 && group === NAME, "协议版本或群不是规定的");
    Object.assign(this, { text, description, name, uuid, key: element(key) });
    this.questions = rows(questions).map((one) => new Question(one));
    demand(4, this.questions.length > 0, "没有题目");
    this.fingerprint = b64(text);
    this.hash = sha(text);
  }

  /** Powers of y from a table. */
  get y() {
    return (this.table ||= new FixedBase(this.key));
  }
}

/** The content of a signed_msg (4.6.1) with one field `name`; of a certificate its two keys, the first of which signed. */
function signedContent(value, key = null, name = "") {
  const [message, signature] = fields(value, "message signature");
  const inner = load(textOf(message), "签名消息");
  const content = name ? fields(inner, name) : fields(inner, "verification encryption").map(element);
  demand(7, knows(["sigmsg", message], key ?? content[0], proofOf(signature)), "签名不成立");
  return content;
}

/** [verification, encryption] of each certificate, all valid, none twice. */
export function readCertificates(values) {
  const pairs = rows(values).map((cert) => signedContent(cert));
  demand(7, new Set(pairs.flat()).size === 2 * pairs.length, "证书重复");
  return pairs;
}

/** The commitments of one trustee's polynomial. */
export const readCommitments = (value, key, threshold) =>
  rows(signedContent(value, key, "coefexps")[0], threshold).map(element);

/** The product of A_k^(x^k): what the commitments say of the share at x. */
export function committed(commitments, x) {
  return commitments.reduceRight((total, a) => (powersOf(total, [BigInt(x)])[0] * a) % P, 1n);
}

/** Verification keys in order, and how many of each group are needed (4.7). pedersen: the parts of the one group, if it is one. */
export class Trustees {
  constructor(text) {
    Object.assign(this, { text, keys: [], groups: [], signers: [], y: 1n, pedersen: null });
    for (const item of rows(load(text, "监票人文件"))) {
      const [kind, content] = rows(item, 2);
      demand(4, ["Single", "Pedersen"].includes(kind), "监票人种类无法识别");
      if (kind === "Single") this.#single(content);
      else this.#group(content);
    }
    demand(7, this.keys.length > 0, "没有监票人");
  }

  #key(value) {
    const [pok, key] = fields(value, "pok public_key");
    const y = element(key);
    demand(7, knows(["pok", NAME, y], y, proofOf(pok)), "监票人公钥的持有证明不成立");
    return y;
  }

  #single(content) {
    const key = this.#key(content);
    this.keys.push(key);
    this.groups.push([1, 1]);
    this.y = (this.y * key) % P;
  }

  #group(content) {
    const [threshold, certs, coefexps, given] = fields(content, "threshold certs coefexps verification_keys");
    const n = rows(certs).length;
    demand(7, whole(threshold) >= 1 && threshold <= n, "门限有误");
    const pairs = readCertificates(certs);
    const polynomials = rows(coefexps, n).map((one, i) => readCommitments(one, pairs[i][0], threshold));
    const keys = rows(given, n).map((one) => this.#key(one));
    keys.forEach((key, i) => {
      const expected = polynomials.reduce((product, one) => (product * committed(one, i + 1)) % P, 1n);
      demand(7, key === expected, `第 ${i + 1} 位监票人的公钥与承诺不符`);
    });
    for (const one of polynomials) this.y = (this.y * one[0]) % P;
    this.keys.push(...keys);
    this.groups.push([n, threshold]);
    this.signers.push(...pairs.map(([verification]) => verification));
    this.pedersen = { threshold, certs, coefexps, first: this.keys.length - n };
  }
}

/** Weight by public credential (4.8). */
export function readCredentials(text) {
  const voters = new Map();
  let last = 0n;
  for (const line of rows(load(text, "凭据名单"))) {
    const match = /^([0-9]+)(?:,([1-9][0-9]{0,14}))?$/.exec(textOf(line));
    if (match === null) throw new Broken(4, "凭据名单写法有误");
    const key = unchecked(match[1]);
    demand(9, !voters.has(key), "凭据重复");
    demand(9, key > last, "凭据没有按大小排列：次序可能泄露印制顺序");
    voters.set(key, Number(match[2] || 1));
    last = key;
  }
  demand(6, allMembers([...voters.keys()]), "有凭据不在子群内");
  return voters;
}

/** What an archive begins with: {election, trustees, voters}. */
export function readSetup(archive) {
  const parts = fields(load(archive.texts("Setup")[0], "设立事件"), "election trustees credentials");
  demand(
    3,
    parts.every((one) => archive.data.has(one)),
    "档案缺少选举文件、监票人或凭据名单",
  );
  const [election, trustees, voters] = parts.map((one) => archive.data.get(one));
  return { hashes: parts, election: new Election(election), trustees: new Trustees(trustees), listed: voters };
}
