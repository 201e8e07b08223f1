// Powers and membership in the group BELENIOS-2048 (specification 5.1), beside the tables of group.js.
import { G, P, Q, mod } from "../../booth/static/booth/sealing/group.js";

const WINDOW = 4n;
const MASK = (1n << WINDOW) - 1n;
const ROUNDS = 64;

/** base^e mod P for each exponent. They share the squarings (Yao), so that a second power costs a third of the first. */
export function powersOf(base, exponents) {
  const buckets = exponents.map(() => Array(Number(MASK) + 1).fill(1n));
  const left = [...exponents];
  while (left.some((e) => e > 0n)) {
    for (const [i, e] of left.entries()) {
      const digit = Number(e & MASK);
      if (digit) buckets[i][digit] = (buckets[i][digit] * base) % P;
      left[i] = e >> WINDOW;
    }
    for (let bit = 0n; bit < WINDOW; bit++) base = (base * base) % P;
  }
  return buckets.map(gathered);
}

/** The product of bucket[d]^d. */
function gathered(bucket) {
  let run = 1n;
  let result = 1n;
  for (let digit = bucket.length - 1; digit > 0; digit--) {
    run = (run * bucket[digit]) % P;
    result = (result * run) % P;
  }
  return result;
}

export const power = (base, exponent) => powersOf(base, [exponent])[0];

/** 1/x of an element of the subgroup. */
export const inverse = (x) => power(x, Q - 1n);

export const INVERSE_OF_G = inverse(G);

export const isMember = (x) => x > 0n && x < P && power(x, Q) === 1n;

/** 1/x modulo Q. */
export function inverseInQ(x) {
  let [a, b, u, v] = [mod(x, Q), Q, 1n, 0n];
  while (a > 1n) {
    const times = b / a;
    [a, b, u, v] = [b - times * a, a, v - times * u, u];
  }
  return mod(u, Q);
}

/**
 * Whether all elements lie in the subgroup; wrongly true with probability at most 2^-64.
 *
 * A round multiplies a random subset and tests the product. Of two subsets that differ in one outsider alone at most one gives
 * a member, whatever the orders are. The coins are fresh and drawn once the elements are fixed. Products of five neighbours
 * are tabulated, so that a round costs a fifth of a multiplication per element.
 */
export function allMembers(elements) {
  if (!elements.every((x) => x > 0n && x < P)) return false;
  if (elements.length <= ROUNDS + 8) return elements.every(isMember);
  const products = Array(ROUNDS).fill(1n);
  for (let start = 0; start < elements.length; start += 5) {
    const table = [1n];
    for (const x of elements.slice(start, start + 5)) table.push(...table.map((entry) => (entry * x) % P));
    const coins = crypto.getRandomValues(new Uint8Array(ROUNDS));
    for (let j = 0; j < ROUNDS; j++) {
      const chosen = coins[j] & (table.length - 1);
      if (chosen) products[j] = (products[j] * table[chosen]) % P;
    }
  }
  return products.every((x) => power(x, Q) === 1n);
}
