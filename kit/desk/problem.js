// What a station says when it does not go on: one sentence each, saying what to do.

/** kind: problem, refused (by the box, with its status), unreachable, passphrase, alarm, ask (read first, then say so). */
export class Problem extends Error {
  constructor(sentence, kind = "problem", status = 0) {
    super(sentence);
    Object.assign(this, { kind, status });
  }
}

export const alarm = (sentence) => new Problem(sentence, "alarm");

/** Throws an alarm unless something holds. */
export function alarmUnless(holds, sentence) {
  if (!holds) throw alarm(sentence);
}

/** Throws a problem unless something holds. */
export function needs(holds, sentence) {
  if (!holds) throw new Problem(sentence);
}
