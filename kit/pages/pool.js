// Ballots are checked beside the page, on all cores but one; where workers cannot be made, on the page itself in small pieces.
import { acts } from "../program/core.js";

const PIECE = 4;
const MOST = 8;
const pause = () => new Promise((done) => setTimeout(done));

/** Runs in the worker: `stationCore` is the text of the page's own function. */
const PROGRAM = `const { acts } = stationCore();
onmessage = ({ data: { id, act, given } }) => {
  try { postMessage({ id, value: acts[act](...given) }); } catch (why) { postMessage({ id, why: String(why) }); }
};`;

class Hand {
  constructor(address) {
    this.worker = new Worker(address);
    this.waiting = new Map();
    this.worker.onmessage = ({ data: { id, value, why } }) => {
      const [resolve, reject] = this.waiting.get(id);
      this.waiting.delete(id);
      if (why) reject(new Error(why));
      else resolve(value);
    };
  }

  ask(id, act, given) {
    return new Promise((resolve, reject) => {
      this.waiting.set(id, [resolve, reject]);
      this.worker.postMessage({ id, act, given });
    });
  }
}

export class Pool {
  /** program: the text of stationCore */
  constructor(program) {
    this.size = Math.max(1, Math.min(MOST, (navigator.hardwareConcurrency || 2) - 1));
    this.last = 0;
    try {
      const blob = new Blob([program, PROGRAM], { type: "text/javascript" });
      const address = URL.createObjectURL(blob);
      this.hands = Array.from({ length: this.size }, () => new Hand(address));
    } catch {
      this.hands = [];
      this.size = 1;
    }
  }

  async #run(act, given) {
    const no = ++this.last;
    if (this.hands.length) return this.hands[no % this.hands.length].ask(no, act, given);
    await pause();
    return acts[act](...given);
  }

  /** For each ballot what `Box.check` gives, in order. again: they were checked before, their proofs are not looked at. */
  async checkBallots(election, listed, texts, again = false, told = () => {}) {
    const piece = again ? 64 : Math.max(PIECE, Math.min(16, Math.ceil(texts.length / (4 * this.size))));
    const jobs = [];
    let done = 0;
    for (let at = 0; at < texts.length; at += piece) {
      const some = texts.slice(at, at + piece);
      const job = this.#run("checkBallots", [election, listed, some, again]);
      jobs.push(
        job.then((outcomes) => {
          done += some.length;
          told(done, texts.length);
          return outcomes;
        }),
      );
    }
    return (await Promise.all(jobs)).flat();
  }

  halves(election, slips, numbers) {
    return this.#run("halves", [election, slips, numbers]);
  }
}
