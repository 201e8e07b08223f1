// Ballots: checks 4, 6 and 10 (specification 4.11-4.15).
import { allMembers } from "./numbers.js";
import { among, knows, minus, oneOf, productOf } from "./proofs.js";
import { Broken, b64, compact, demand, fields, load, natural, pair, proofOf, rows } from "./reading.js";

/** Checks the ballots of one election. voters: weight by public credential. */
export class Box {
  constructor(election, voters) {
    Object.assign(this, { election, voters });
  }

  /** {key, answers, digest} of a ballot whose envelope (election, list, signature) is in order. */
  parse(text) {
    const value = load(text, "选票");
    const [uuid, election, credential, answers, signature] = fields(
      value,
      "election_uuid election_hash credential answers signature",
    );
    demand(10, this.#ours(uuid, election), "属于另一场投票");
    const key = natural(credential);
    demand(10, this.voters.has(key), "凭据不在名单中");
    const [digest, given] = fields(signature, "hash proof");
    const { signature: _, ...unsigned } = value;
    demand(10, digest === b64(compact(unsigned)), "签名的哈希不符");
    demand(10, knows(["sig", digest], key, proofOf(given)), "签名不成立");
    return { key, digest, answers: this.#answers(answers) };
  }

  /** The answers of an unsigned ballot that was opened for a test: for this election, of a listed slip, every proof holds. */
  opened(ballot) {
    const [uuid, election, credential, answers] = fields(ballot, "election_uuid election_hash credential answers");
    demand(17, this.#ours(uuid, election), "抽查的选票属于另一场投票");
    const key = natural(credential);
    demand(17, this.voters.has(key), "抽查的选票不是名单中的票签的");
    const parsed = this.#answers(answers);
    demand(17, allMembers(elementsOf([parsed])), "抽查的选票有群元素不在子群内");
    try {
      this.prove(key, parsed);
    } catch (why) {
      throw why instanceof Broken ? new Broken(17, `抽查的选票${why.message}`) : why;
    }
    return parsed;
  }

  #ours(uuid, election) {
    return uuid === this.election.uuid && election === this.election.fingerprint;
  }

  #answers(value) {
    const { questions } = this.election;
    return rows(value, questions.length).map((one, i) => this.#answer(questions[i], one));
  }

  #answer(question, value) {
    const names = `choices individual_proofs overall_proof${question.blank ? " blank_proof" : ""}`;
    const [choices, individual, overall, blank] = fields(value, names);
    const sums = question.max - question.min + 1 + (question.blank ? 1 : 0);
    return {
      choices: rows(choices, question.width).map(pair),
      individual: rows(individual, question.width).map((proofs) => rows(proofs, 2).map(proofOf)),
      overall: rows(overall, sums).map(proofOf),
      blank: blank === undefined ? null : rows(blank, 2).map(proofOf),
    };
  }

  /** All proofs of a ballot. */
  prove(key, answers) {
    const s0 = `${this.election.fingerprint}|${key}`;
    answers.forEach((answer, i) => {
      demand(10, this.#holds(this.election.questions[i], answer, s0), `第 ${i + 1} 题的证明不成立`);
    });
  }

  #holds(question, { choices, individual, overall, blank }, s0) {
    const { y } = this.election;
    if (!choices.every((c, i) => among(["prove", s0, c], y, c, [0, 1], individual[i]))) return false;
    const s = `${s0}|${choices.map((c) => c.join(",")).join(",")}`;
    const total = productOf(choices.slice(question.blank ? 1 : 0));
    const sums = Array.from({ length: question.max - question.min + 1 }, (_, i) => question.min + i);
    if (blank === null) return among(["prove", s, total], y, total, sums, overall);
    const statements = [minus(choices[0], 1), ...sums.map((m) => minus(total, m))];
    return oneOf(["bproof0", s], y, [choices[0], total], blank) && oneOf(["bproof1", s], y, statements, overall);
  }

  /**
   * For each ballot {key, digest, choices} or {number, reason}; what crosses to another worker is plain.
   * choices: [alpha, beta] by question and answer. again: their proofs were checked before.
   */
  check(texts, again = false) {
    const parsed = texts.map((text) => tried(() => this.parse(text)));
    const good = parsed.filter((one) => one.answers);
    const members = again || allMembers(elementsOf(good.map((one) => one.answers)));
    return parsed.map((one) => {
      if (!one.answers) return one;
      return tried(() => {
        demand(6, members || allMembers(elementsOf([one.answers])), "有群元素不在子群内");
        if (!again) this.prove(one.key, one.answers);
        return { key: one.key, digest: one.digest, choices: one.answers.map((answer) => answer.choices) };
      });
    });
  }
}

/** What `act` gives; {number, reason} when a check does not hold. */
function tried(act) {
  try {
    return act();
  } catch (why) {
    if (why instanceof Broken) return { number: why.number, reason: why.message };
    throw why;
  }
}

const elementsOf = (ballots) => ballots.flatMap((answers) => answers.flatMap((answer) => answer.choices.flat()));
