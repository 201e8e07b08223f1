// Zero-knowledge proofs: knowledge and signatures (specification 4.5, 4.6.1, 4.14), one of several (4.12, 4.13), decryption (4.18).
import { FixedBase, G, P, Q, mod, randomScalar } from "../../booth/static/booth/sealing/group.js";
import { INVERSE_OF_G, power, powersOf } from "./numbers.js";
import { challenge } from "./reading.js";

export const NAME = "BELENIOS-2048";
let table;

/** Powers of G from its table. */
export const ofG = (exponent) => (table ||= new FixedBase(G)).power(exponent);

export const asProof = ([c, response]) => ({ challenge: String(c), response: String(response) });

/** A Schnorr proof that `secret` is known. */
export function prove(label, secret) {
  const w = randomScalar();
  const c = challenge(...label, ofG(w));
  return [c, mod(w - secret * c, Q)];
}

/** Check of `prove`: challenge = H(label, g^response · key^challenge). */
export function knows(label, key, [c, response]) {
  return c === challenge(...label, (ofG(response) * power(key, c)) % P);
}

const one = ([alpha, beta], [c, response], y, [alphaC, betaC]) => [
  (ofG(response) * alphaC) % P,
  (y.power(response) * betaC) % P,
];

/** One of the ciphertexts encrypts zero: the challenges add up to the hash of all commitments. */
export function oneOf(label, y, statements, proofs) {
  const commitments = statements.flatMap((c, i) =>
    one(c, proofs[i], y, [power(c[0], proofs[i][0]), power(c[1], proofs[i][0])]),
  );
  return adds(label, commitments, proofs);
}

function adds(label, commitments, proofs) {
  const sum = proofs.reduce((a, [c]) => a + c, 0n) % Q;
  return challenge(...label, commitments.join(",")) === sum;
}

/**
 * `oneOf` for one ciphertext less m, for each m of the values. All statements have the same alpha, and their betas differ by
 * powers of g: (beta/g^m)^c = beta^c · g^(-m·c). So each base is squared once for all of them.
 */
export function among(label, y, [alpha, beta], values, proofs) {
  const challenges = proofs.map(([c]) => c);
  const alphas = powersOf(alpha, challenges);
  const betas = powersOf(beta, challenges);
  const commitments = proofs.flatMap((proof, i) => {
    const shift = values[i] ? ofG(mod(-BigInt(values[i]) * proof[0], Q)) : 1n;
    return one([alpha, beta], proof, y, [alphas[i], (betas[i] * shift) % P]);
  });
  return adds(label, commitments, proofs);
}

export const minus = ([alpha, beta], m) => [alpha, (beta * power(INVERSE_OF_G, BigInt(m))) % P];

export const productOf = (ciphertexts) => ciphertexts.reduce(([a, b], [c, d]) => [(a * c) % P, (b * d) % P], [1n, 1n]);

/** Proof that `factor` is alpha^secret. label: "decrypt" as in 4.18, or "strong-decrypt", whose hash covers alpha and factor. */
export function proveFactor(label, phi, secret, publicKey, alpha, factor) {
  const w = randomScalar();
  const c = challenge(...about(label, phi, publicKey, alpha, factor), [ofG(w), power(alpha, w)]);
  return [c, mod(w - secret * c, Q)];
}

const about = (label, phi, key, alpha, factor) =>
  label === "decrypt" ? [label, phi, key] : [label, phi, key, [alpha, factor]];

/** Check of `proveFactor`. key: the trustee's, as a table. */
export function isFactor(label, phi, key, alpha, factor, [c, response]) {
  const commitments = [(ofG(response) * key.power(c)) % P, (power(alpha, response) * power(factor, c)) % P];
  return c === challenge(...about(label, phi, key.base, alpha, factor), commitments);
}
