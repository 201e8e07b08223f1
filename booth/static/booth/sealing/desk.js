// A page's way to the sealing desk (worker.js): `await ask("seal", {choices})`. Throws the desk's sentence for the voter.
import { here as program, worker as start } from "./program.js";

const CANNOT =
  "封票程序没有装好：网络不通，或浏览器太旧。请再扫一次票签；仍不行，请换一个浏览器、到会场的投票终端，或持票签换一张纸质票。";
let port;
let last = 0;
const waiting = new Map();

function settle({ id, problem, ...value }) {
  const { resolve, reject } = waiting.get(id) || {};
  waiting.delete(id);
  if (problem) reject?.(new Error(problem));
  else resolve?.(value);
}

/** A worker, or the same code on the page where a worker cannot load modules. */
function connect() {
  return new Promise((resolve, reject) => {
    const here = async () => {
      try {
        const answer = await program();
        resolve({ postMessage: (message) => setTimeout(async () => settle(await answer(message)), 30) });
      } catch {
        reject(new Error(CANNOT));
      }
    };
    try {
      const worker = start();
      worker.onerror = here;
      worker.onmessage = ({ data }) => (data.id === 0 ? resolve(worker) : settle(data));
    } catch {
      here();
    }
  });
}

export async function ask(act, given = {}) {
  port ||= connect().catch((why) => {
    port = undefined;
    throw why;
  });
  const desk = await port;
  return new Promise((resolve, reject) => {
    const id = ++last;
    waiting.set(id, { resolve, reject });
    desk.postMessage({ id, act, ...given });
  });
}
