// What the pages of the kit and their workers compute with.
import { pbkdf2 } from "../../node_modules/@noble/hashes/pbkdf2.js";
import { hmac } from "../../node_modules/@noble/hashes/hmac.js";
import { scrypt } from "../../node_modules/@noble/hashes/scrypt.js";
import { sha256, sha384, sha512 } from "../../node_modules/@noble/hashes/sha2.js";
import { Sealer } from "../../booth/static/booth/sealing/seal.js";
import { Archive, readArchive } from "./archive.js";
import { Box } from "./ballots.js";
import { openedMarks, readCheckpoint } from "./bundle.js";
import { certificatesOf, decryptionKey, polynomial, voutput } from "./ceremony.js";
import { sharesOf, verify } from "./checking.js";
import { Election, Trustees, readCredentials, readSetup } from "./election.js";
import { certificate, derive, generateSeed, randomText, sign } from "./pki.js";
import { ofG } from "./proofs.js";
import * as reading from "./reading.js";
import { checkResult, checkSums, decrypt, multiply, readTally, tallyHash } from "./tally.js";
import { unzip } from "./unzip.js";

let box;

/** For each ballot what `Box.check` gives; the box of one election stays for the next call. again: proofs were checked before. */
function checkBallots(election, listed, texts, again = false) {
  if (box?.named !== election + listed)
    box = Object.assign(new Box(new Election(election), readCredentials(listed)), { named: election + listed });
  return box.check(texts, again);
}

/** Public halves of slips in several elections: {election number: keys, sorted}. */
function halves(election, slips, numbers) {
  const sealer = new Sealer(election, { sha256, sha512, hmac, pbkdf2 });
  return Object.fromEntries(
    numbers.map((uuid) => [
      uuid,
      slips
        .map((slip) => BigInt(sealer.key(slip, uuid)))
        .sort((a, b) => (a < b ? -1 : 1))
        .map(String),
    ]),
  );
}

export const acts = { checkBallots, halves };

export const core = {
  ...{ Archive, Box, Election, Trustees, readArchive, readCredentials, readSetup, checkBallots, halves },
  ...{ certificate, certificatesOf, decryptionKey, derive, generateSeed, polynomial, randomText, sign, voutput },
  ...{ checkResult, checkSums, decrypt, multiply, ofG, readTally, sharesOf, tallyHash, verify },
  ...{ openedMarks, readCheckpoint, unzip, reading, scrypt, sha384 },
};
