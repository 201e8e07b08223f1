// What the script adds; every page works without it.
// 1 takes the slip's secret from the scanned address (the part behind #, which is never sent) and removes it there
// 2 says how many are chosen  3 sends the ballot again by itself when the connection drops, and says so  4 prints
(() => {
  "use strict";
  const secret = location.hash.slice(1);
  const slipForm = document.querySelector("[data-slip-form]");
  if (slipForm && secret) {
    history.replaceState(null, "", location.pathname);
    slipForm.elements.slip.value = secret;
    if (!document.querySelector("[role=alert]")) slipForm.submit();
  }

  const ballot = document.querySelector("[data-ballot]");
  if (ballot) {
    const items = ballot.querySelectorAll("fieldset").length;
    const max = Number(ballot.dataset.max || 0);
    const say = () => {
      const done = ballot.querySelectorAll("input:checked").length;
      const chosen = max ? ballot.querySelectorAll(`input[value="${ballot.dataset.chosenValue}"]:checked`).length : 0;
      const over = max && chosen > max;
      const text = max
        ? `已选 ${chosen} 项，至多 ${max} 项` + (over ? `，请去掉 ${chosen - max} 项` : "")
        : `已填 ${done} 项，共 ${items} 项`;
      const line = ballot.querySelector("[data-count]");
      line.textContent = text;
      line.classList.toggle("is-over", Boolean(over));
    };
    ballot.addEventListener("change", say);
    say();
  }

  const castForm = document.querySelector("[data-cast]");
  if (castForm)
    castForm.addEventListener("submit", (event) => {
      if (event.submitter && event.submitter.hasAttribute("formaction")) return;
      event.preventDefault();
      const line = castForm.querySelector("[data-sending]");
      for (const button of castForm.querySelectorAll("button")) button.disabled = true;
      line.hidden = false;
      line.textContent = "正在投入票箱……";
      const body = new URLSearchParams(new FormData(castForm));
      const wait = (ms) => new Promise((done) => setTimeout(done, ms));
      const send = async (times) => {
        try {
          const stop = new AbortController();
          const clock = setTimeout(() => stop.abort(), 15000);
          const answer = await fetch(castForm.action, {
            method: "POST",
            body,
            credentials: "omit",
            signal: stop.signal,
          });
          clearTimeout(clock);
          if (answer.status === 503 && times < 4) throw new Error("again");
          const page = await answer.text();
          document.open();
          document.write(page);
          document.close();
        } catch {
          if (times < 60) {
            line.textContent = `网络断了，正在自动再投（第 ${times + 1} 次）。请不要关闭本页；同一张票签只算一张票。`;
            await wait(Math.min(1000 + 500 * times, 5000));
            return send(times + 1);
          }
          line.textContent = "一直连不上。请扫一次票签查看是否已投入；没有投入时可以重新投。";
          for (const button of castForm.querySelectorAll("button")) button.disabled = false;
        }
      };
      send(0);
    });

  const print = document.querySelector("[data-print]");
  if (print) {
    print.hidden = false;
    print.addEventListener("click", () => window.print());
  }
})();
