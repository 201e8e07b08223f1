// Encrypted tally, shares, result: checks 12 to 15 (specification 4.16-4.19).
import { FixedBase, P, Q, mod } from "../../booth/static/booth/sealing/group.js";
import { inverseInQ, power } from "./numbers.js";
import { asProof, isFactor, ofG, proveFactor } from "./proofs.js";
import { compact, demand, element, fields, load, pair, proofOf, rows, sha, whole } from "./reading.js";

/** The product of ballots by question and answer, each to the power of its voter's weight. */
export function multiply(election, ballots, voters) {
  const totals = election.questions.map((question) =>
    Array(question.width)
      .fill(null)
      .map(() => [1n, 1n]),
  );
  for (const { key, choices } of ballots) {
    const weight = BigInt(voters.get(key));
    choices.forEach((row, i) =>
      row.forEach(([alpha, beta], j) => {
        const [a, b] = weight === 1n ? [alpha, beta] : [power(alpha, weight), power(beta, weight)];
        totals[i][j] = [(totals[i][j][0] * a) % P, (totals[i][j][1] * b) % P];
      }),
    );
  }
  return totals;
}

const plain = (tally) => tally.map((row) => row.map(([alpha, beta]) => ({ alpha: String(alpha), beta: String(beta) })));

/** Names a tally: the hash of its serialisation. */
export const tallyHash = (tally) => sha(compact(plain(tally)));

/** The encrypted tally on the board; it must be the product of the counted ballots. */
export function readTally(archive, totals, counted, weight) {
  const names = "num_tallied total_weight encrypted_tally";
  const [number, total, digest] = fields(load(archive.texts("EncryptedTally")[0], "合计"), names);
  demand(12, archive.data.has(digest), "档案中没有密文合计");
  const value = rows(load(archive.data.get(digest), "密文合计"), totals.length);
  const tally = value.map((row, i) => rows(row, totals[i].length).map(pair));
  demand(12, compact(plain(tally)) === compact(plain(totals)), "密文合计不是各张选票之积");
  demand(12, whole(number) === counted && whole(total) === weight, "张数或总权重有误");
  return tally;
}

/** What a trustee hands in: {share: the partial decryption as text, strong: proofs whose hash covers the factor}. */
export function decrypt(phi, key, tally) {
  const publicKey = ofG(key);
  const factors = tally.map((row) => row.map(([alpha]) => power(alpha, key)));
  const proofs = (label) =>
    tally.map((row, i) =>
      row.map(([alpha], j) => asProof(proveFactor(label, phi, key, publicKey, alpha, factors[i][j]))),
    );
  const share = {
    decryption_factors: factors.map((row) => row.map(String)),
    decryption_proofs: proofs("decrypt"),
  };
  return { share: compact(share), strong: proofs("strong-decrypt") };
}

/** [owner from 1, factors] of a share on the board whose proofs hold. strong: the file of stronger proofs, by owner. */
export function readShare(archive, text, tally, trustees, phi, strong) {
  const [owner, digest] = fields(load(text, "解密份额"), "owner payload");
  demand(13, whole(owner) >= 1 && owner <= trustees.keys.length && archive.data.has(digest), "份额的归属有误");
  const names = "decryption_factors decryption_proofs";
  const [factors, proofs] = fields(load(archive.data.get(digest), "解密份额"), names);
  const key = new FixedBase(trustees.keys[owner - 1]);
  const extra = Object.hasOwn(strong, owner) ? rows(strong[owner], tally.length) : null;
  const [givenRows, proofRows] = [rows(factors, tally.length), rows(proofs, tally.length)];
  const taken = tally.map((row, i) => {
    const [given, weak] = [rows(givenRows[i], row.length).map(element), rows(proofRows[i], row.length)];
    const stronger = extra && rows(extra[i], row.length);
    row.forEach(([alpha], j) => {
      const holds = (label, value) => isFactor(label, phi, key, alpha, given[j], proofOf(value));
      const both = holds("decrypt", weak[j]) && (!stronger || holds("strong-decrypt", stronger[j]));
      demand(13, both, `第 ${owner} 位监票人的份额证明不成立`);
    });
    return given;
  });
  return [owner, taken];
}

/** The factors by which a polynomial's values at `chosen` give its value at x (4.19, where x is 0). */
function lagrange(chosen, x) {
  return chosen.map((i) => {
    let [top, bottom] = [1n, 1n];
    for (const k of chosen) if (k !== i) [top, bottom] = [mod(top * BigInt(x - k), Q), mod(bottom * BigInt(i - k), Q)];
    return mod(top * inverseInQ(bottom), Q);
  });
}

const combined = (values, factors) => values.reduce((f, value, i) => (f * power(value, factors[i])) % P, 1n);

const choose = (n, k) => (k === 0 ? 1 : (choose(n - 1, k - 1) * n) / k);

/** Just enough shares of each group, and what every further one must be. Throws when they are too few. */
function grouped(shares, trustees) {
  let [start, ways] = [1, 1];
  const groups = trustees.groups.map(([n, threshold]) => {
    const present = Array.from({ length: n }, (_, i) => i + 1).filter((i) => shares.has(start + i - 1));
    demand(14, present.length >= threshold, "份额不够");
    ways *= choose(present.length, threshold);
    const base = present.slice(0, threshold);
    const others = present.slice(threshold).map((i) => [i, lagrange(base, i)]);
    const group = { before: start - 1, base, atZero: lagrange(base, 0), others };
    start += n;
    return group;
  });
  return { groups, ways };
}

/**
 * g^count · F = beta for every answer, whichever trustees one takes; how many choices of just enough there are.
 *
 * F comes from the first shares of each group. Every further share must be what those say at its number. Then all lie on one
 * polynomial, so that every choice gives the same F.
 */
export function checkResult(counts, tally, shares, trustees) {
  const { groups, ways } = grouped(shares, trustees);
  tally.forEach((row, q) =>
    row.forEach(([, beta], j) => {
      let f = 1n;
      for (const { before, base, atZero, others } of groups) {
        const values = base.map((i) => shares.get(before + i)[q][j]);
        f = (f * combined(values, atZero)) % P;
        for (const [i, factors] of others) {
          const same = shares.get(before + i)[q][j] === combined(values, factors);
          demand(14, same, `第 ${before + i} 位监票人的份额与其他人的不符，换一种组合会解出别的结果`);
        }
      }
      const holds = (ofG(BigInt(counts[q][j])) * f) % P === beta;
      demand(14, holds, `第 ${q + 1} 题解得的结果与公布的不同`);
    }),
  );
  return ways;
}

/** The counts, once their shape and range are right. */
export function checkSums(questions, result, weight) {
  return rows(result, questions.length).map((given, i) => {
    const question = questions[i];
    const row = rows(given, question.width).map((count) => whole(count));
    demand(15, Math.max(...row) <= weight, `第 ${i + 1} 题有票数超过总票数`);
    const blank = question.blank ? row[0] : 0;
    const marks = row.slice(question.blank ? 1 : 0).reduce((a, b) => a + b, 0);
    const fits = question.min * (weight - blank) <= marks && marks <= question.max * (weight - blank);
    demand(15, fits, `第 ${i + 1} 题的合计超出范围`);
    return row;
  });
}
