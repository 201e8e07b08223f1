// Pedersen's key ceremony for k of n trustees, as one of them takes part (specification 3.1.1, 4.6.4-4.6.7).
import { Q, mod, randomScalar } from "../../booth/static/booth/sealing/group.js";
import { committed, readCertificates, readCommitments } from "./election.js";
import { receive, send, sign } from "./pki.js";
import { NAME, asProof, ofG, prove } from "./proofs.js";
import { compact, demand, fields, load, natural, rows, scalar, textOf } from "./reading.js";

/** [verification, encryption] of all certificates given as texts; the own one must be among them at number `no`. */
export function certificatesOf(texts, identity, no) {
  const pairs = readCertificates(rows(texts).map((text) => load(textOf(text), "证书")));
  const [verification, encryption] = pairs[no - 1] ?? [];
  const own = verification === identity.verification && encryption === identity.encryption;
  demand(0, own, "名单中没有本机监票人的证书，请核对后再继续。");
  return pairs;
}

/** Step 3: `threshold` coefficients, a share for every trustee, the commitments. */
export async function polynomial(identity, pairs, threshold) {
  demand(0, threshold >= 1 && threshold <= pairs.length, `门限应在 1 到 ${pairs.length} 之间。`);
  const coefficients = Array.from({ length: threshold }, randomScalar);
  const at = (x) => coefficients.reduceRight((total, a) => mod(total * BigInt(x) + a, Q), 0n);
  const shares = pairs.map(([, encryption], i) =>
    send(identity.signing, encryption, compact({ secret: String(at(i + 1)) })),
  );
  return {
    polynomial: await send(identity.signing, identity.encryption, compact({ polynomial: coefficients.map(String) })),
    secrets: await Promise.all(shares),
    coefexps: sign(identity.signing, compact({ coefexps: coefficients.map((a) => String(ofG(a))) })),
  };
}

/** Step 5: every share is held against its commitments; the encrypted key and its public half. Throws when anybody cheated. */
export async function voutput(identity, pairs, no, vinput, threshold) {
  const [own, shares, coefexps] = fields(vinput, "polynomial secrets coefexps");
  rows(shares, pairs.length);
  const commitments = rows(coefexps, pairs.length).map((one, i) => readCommitments(one, pairs[i][0], threshold));
  const back = await receive(identity, identity.verification, textOf(own));
  const [mine] = fields(load(back, "多项式"), "polynomial");
  const same = rows(mine, threshold).every((a, k) => ofG(scalar(a)) === commitments[no - 1][k]);
  demand(0, same, "服务器送回的多项式不是本机的那一份。");
  let key = 0n;
  for (const [i, share] of shares.entries()) {
    const text = await receive(identity, pairs[i][0], textOf(share));
    const value = mod(natural(fields(load(text, "份额"), "secret")[0]), Q);
    const fits = ofG(value) === committed(commitments[i], no);
    demand(0, fits, `第 ${i + 1} 位监票人给出的份额与其承诺不符，请重新进行密钥仪式。`);
    key = mod(key + value, Q);
  }
  const publicKey = ofG(key);
  return {
    private_key: await send(identity.signing, identity.encryption, compact({ decryption_key: String(key) })),
    public_key: {
      pok: asProof(prove(["pok", NAME, publicKey], key)),
      public_key: String(publicKey),
    },
  };
}

/** The trustee's share of the key, read from the `private_key` of its own voutput. */
export async function decryptionKey(identity, encrypted) {
  const text = await receive(identity, identity.verification, textOf(encrypted));
  return mod(natural(fields(load(text, "钥匙"), "decryption_key")[0]), Q);
}
