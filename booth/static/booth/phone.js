// 手机检查: the same programs as for voting, tried the day before. Nothing is sent.
import { ask } from "./sealing/desk.js";

const say = (name, words) => {
  document.querySelector(`[data-check="${name}"]`).textContent = words;
};
const verdict = document.querySelector("[data-verdict]");
const POWERS = 300; // so many powers of 2048 bits does a ballot of fifteen items with three answers take
const TRIES = 3;

/** Seconds that a ballot takes here, from a few of its powers. */
function speed() {
  const modulus = (1n << 2048n) - 1942289n;
  let exponent = (1n << 255n) + 12345n;
  const began = performance.now();
  for (let n = 0; n < TRIES; n++) {
    let [result, base, left] = [1n, 3n + BigInt(n), exponent];
    for (; left; left >>= 1n) {
      if (left & 1n) result = (result * base) % modulus;
      base = (base * base) % modulus;
    }
    exponent += result & 1n;
  }
  return ((performance.now() - began) / TRIES / 1000) * POWERS * 0.25; // window tables save three quarters
}

say("secure", isSecureContext ? "是" : "不是加密连接");
try {
  await ask("halves", { code: "", elections: [] }).catch((why) => {
    if (!why.message.includes("15")) throw why; // the program answered: an empty slip is no slip
  });
  say("program", "能");
  const seconds = speed();
  say("speed", seconds < 1 ? "不到 1 秒" : `${Math.ceil(seconds)} 秒`);
  verdict.textContent = isSecureContext
    ? "这台手机可以投票。开会时带上，电量充足即可。"
    : "这台手机可以投票，但连接没有加密：请照会场的说明装好证书，或向会务人员询问。";
} catch {
  say("program", "不能");
  verdict.textContent = "这台手机不能投票：浏览器太旧。请换一个浏览器再试，或到会场的投票终端投票。";
}
