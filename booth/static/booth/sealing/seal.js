// Making a ballot on the voter's own device (Belenios specification 4.8, 4.11-4.15).
//
// Nothing here talks to a network or a page. The hashes come from outside ({sha256, sha512, hmac, pbkdf2}), because a
// worker resolves its imports otherwise than a page does. A ballot is first sealed, which fixes its code; then it is
// either signed and cast, or opened with its seed and never cast.
import { FixedBase, G, P, Q, mod, numberOf, randomScalar } from "./group.js";

const utf8 = new TextEncoder();
const DIGITS = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
const numbers = (...values) => values.join(",");
const asProof = ([challenge, response]) => ({ challenge: String(challenge), response: String(response) });

/** The credential on the slip with its dashes; throws a message for the voter when it was mistyped. */
export function checkedCredential(text) {
  // slips carry capital letters and digits alone; those that other programs made may have small letters, too
  const given = text.trim().replaceAll(/[-\s]/g, "");
  const plain = isCredential(given) ? given : given.toUpperCase();
  if (plain.length !== 15) throw new Error("票签码应为 15 个字符（可用横线分成五组），请对照票签重新输入。");
  if ([...plain].some((c) => !DIGITS.includes(c)))
    throw new Error("票签码里没有数字 0、1，字母 I、L、O，请对照票签重新输入。");
  if (!isCredential(plain)) throw new Error("票签码有错字，请对照票签重新输入。");
  return plain.match(/.{3}/g).join("-");
}

/** Fifteen digits of base 58, the last of them the checksum. */
function isCredential(plain) {
  if (plain.length !== 15 || [...plain].some((c) => !DIGITS.includes(c))) return false;
  let number = 0n;
  for (const c of plain.slice(0, 14)) number = number * 58n + BigInt(DIGITS.indexOf(c));
  return DIGITS[53 - Number(number % 53n)] === plain[14];
}

/** Seals ballots of one election; `serialised` is its text to the letter, as everyone hashes it. */
export class Sealer {
  constructor(serialised, hashes) {
    this.hashes = hashes;
    this.election = JSON.parse(serialised);
    this.fingerprint = this.#digest(serialised);
    this.g = new FixedBase(G);
    this.y = new FixedBase(BigInt(this.election.public_key));
  }

  /** The key that belongs to a slip's credential (4.8); never leaves the device. */
  secret(credential, uuid = this.election.uuid) {
    const { pbkdf2, sha256 } = this.hashes;
    const salt = utf8.encode(uuid);
    const options = { c: 1000, dkLen: 32 };
    return numberOf(pbkdf2(sha256, utf8.encode(checkedCredential(credential)), salt, options)) % Q;
  }

  /** The public half of a slip's credential, in decimal digits: all that the board and the tellers know of a slip. */
  key(credential, uuid) {
    return String(this.g.power(this.secret(credential, uuid)));
  }

  /**
   * The sealed, unsigned ballot: {fields, code}. choices: per question 0 or 1 for each answer, a blank mark first
   * where the question allows blank; seed: 32 fresh bytes, shown only if the voter opens the ballot. breath: lets the page answer to
   * touch, where there is a page.
   */
  async seal(credential, choices, seed, breath = () => {}) {
    const { questions, uuid } = this.election;
    if (choices.length !== questions.length) throw new Error(`应当回答 ${questions.length} 道题。`);
    const key = this.g.power(this.secret(credential));
    await breath();
    const s0 = `${this.fingerprint}|${key}`;
    const answers = [];
    for (const [i, question] of questions.entries())
      answers.push(await this.#answer(question, choices[i], s0, (j) => this.#draw(seed, i, j), breath));
    const fields = { election_uuid: uuid, election_hash: this.fingerprint, credential: String(key), answers };
    return { fields, code: this.#digest(JSON.stringify(fields)) };
  }

  /** The text that is sent and stored: the sealed ballot with the credential's signature (4.14). */
  sign({ fields, code }, credential) {
    const w = randomScalar();
    const challenge = this.#challenge("sig", code, this.g.power(w));
    const proof = [challenge, mod(w - this.secret(credential) * challenge, Q)];
    return JSON.stringify({ ...fields, signature: { hash: code, proof: asProof(proof) } });
  }

  /** The choices in an unsigned ballot's text, opened with its seed; throws when the device did not seal honestly. */
  open(text, seed) {
    const { answers, election_hash: fingerprint } = JSON.parse(text);
    if (fingerprint !== this.fingerprint) throw new Error("这张票属于另一场投票。");
    return answers.map(({ choices }, i) =>
      choices.map(({ alpha, beta }, j) => {
        const r = this.#draw(seed, i, j);
        const plain = [0, 1].find((m) => BigInt(beta) === (m ? (this.y.power(r) * G) % P : this.y.power(r)));
        if (BigInt(alpha) !== this.g.power(r) || plain === undefined)
          throw new Error("打开的选票与种子不符：那台设备没有如实封票，请停止使用并报告监票人。");
        return plain;
      }),
    );
  }

  #digest(text) {
    return btoa(String.fromCharCode(...this.hashes.sha256(utf8.encode(text)))).replace(/=+$/, "");
  }

  #challenge(...parts) {
    return numberOf(this.hashes.sha256(utf8.encode(parts.join("|")))) % Q;
  }

  #draw(seed, question, answer) {
    const { hmac, sha512 } = this.hashes;
    return numberOf(hmac(sha512, seed, utf8.encode(`${this.election.uuid}|${question}|${answer}`))) % Q;
  }

  async #answer(question, marks, s0, draw, breath) {
    const { answers, blank = false, min, max } = question;
    const first = blank ? 1 : 0;
    const sum = marks.slice(first).reduce((a, b) => a + b, 0);
    const fits = blank && marks[0] ? sum === 0 : min <= sum && sum <= max;
    if (marks.length !== answers.length + first || marks.some((m) => m !== 0 && m !== 1) || !fits)
      throw new Error(`题目“${question.question}”的选择不符合规则，请返回修改。`);
    const secrets = marks.map((_, j) => draw(j));
    const pairs = marks.map((m, j) => [
      this.g.power(secrets[j]),
      m ? (this.y.power(secrets[j]) * G) % P : this.y.power(secrets[j]),
    ]);
    await breath();
    const individual = [];
    for (const [j, pair] of pairs.entries()) {
      const statements = [0, 1].map((value) => [secrets[j], marks[j] - value]);
      individual.push(this.#oneOf(["prove", s0, numbers(...pair)], marks[j], statements));
      await breath();
    }
    const s = `${s0}|${pairs.map((pair) => numbers(...pair)).join(",")}`;
    const total = secrets.slice(first).reduce((a, b) => (a + b) % Q, 0n);
    const sums = Array.from({ length: max - min + 1 }, (_, i) => [total, sum - min - i]);
    const result = {
      choices: pairs.map(([alpha, beta]) => ({ alpha: String(alpha), beta: String(beta) })),
      individual_proofs: individual,
    };
    if (!blank) {
      const product = pairs.reduce((a, b) => [(a[0] * b[0]) % P, (a[1] * b[1]) % P], [1n, 1n]);
      return { ...result, overall_proof: this.#oneOf(["prove", s, numbers(...product)], sum - min, sums) };
    }
    const overall = this.#oneOf(["bproof1", s], marks[0] ? 0 : 1 + sum - min, [[secrets[0], marks[0] - 1], ...sums]);
    const statements = [
      [secrets[0], marks[0]],
      [total, sum],
    ];
    return {
      ...result,
      overall_proof: overall,
      blank_proof: this.#oneOf(["bproof0", s], marks[0] ? 1 : 0, statements),
    };
  }

  /** Proof that one of the statements [randomness, plaintext] encrypts 0, not telling that it is number `truth` (4.12). */
  #oneOf(label, truth, statements) {
    const proofs = [];
    const commitments = [];
    let others = 0n;
    statements.forEach(([r, plain], j) => {
      if (j === truth) {
        const w = randomScalar();
        proofs.push([0n, w]);
        commitments.push(this.g.power(w), this.y.power(w));
        return;
      }
      const [challenge, response] = [randomScalar(), randomScalar()];
      const exponent = (response + r * challenge) % Q;
      const shift = this.g.power(mod(BigInt(plain) * challenge, Q));
      proofs.push([challenge, response]);
      commitments.push(this.g.power(exponent), (this.y.power(exponent) * shift) % P);
      others += challenge;
    });
    const challenge = mod(this.#challenge(...label, commitments.join(",")) - others, Q);
    proofs[truth] = [challenge, mod(proofs[truth][1] - statements[truth][0] * challenge, Q)];
    return proofs.map(asProof);
  }
}
