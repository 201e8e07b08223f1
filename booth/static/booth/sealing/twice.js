// A paper ballot goes into the sealed box only when two persons filled the same: the first filling is hidden, the second is
// held against it. Each of them types the own code for the own filling; the server takes the ballot with both codes alone.
// Tellers transcribe so (docs/ballot.md#few-paper); a voter fills once.
let wanted = false;
let first = null;
let both = null;

/** Whether the ballot of this slip is filled twice. */
export function fillTwice(part, twice = true) {
  wanted = twice;
  first = both = null;
  if (!twice) part.querySelector("[data-twice]").hidden = true;
  else tell(part, "转录纸质票，第一遍：请一名监票人照着纸票填，输入自己的转录码，另一名不看屏幕。");
}

/** The codes of both tellers, once both filled the same; null for a voter. */
export const handsOf = () => both;

/**
 * Whether the marks may be sealed: true; or nothing, and the form is empty for the next filling. After the second one that
 * differs both begin anew, and the items that differ are named, not what was filled.
 * whose: asks the server which of the two tellers a code belongs to. Throws when it is nobody's, or the first one's again.
 */
export async function agreed(part, marks, numbers, empty, whose) {
  if (!wanted) return true;
  const code = part.querySelector("[data-hand]").value;
  const hand = await whose(code);
  if (first?.hand === hand) throw new Error("第二遍要由另一名监票人填：请那一位输入自己的转录码。");
  const before = first;
  first = null;
  const differ = before?.marks.map((mark, i) => (mark === marks[i] ? "" : numbers[i])).filter(Boolean);
  if (differ?.length === 0) {
    both = [before.code, code];
    return true;
  }
  empty();
  if (differ) {
    const items = differ.join("、");
    tell(part, `第 ${items} 项两遍填的不同。请两人一起看纸票，然后从第一遍重新填。`);
    return undefined;
  }
  first = { marks, hand, code };
  tell(part, "第二遍：第一遍已记下，看不见了。请另一名监票人照着同一张纸票从头填，输入自己的转录码，第一名不看屏幕。");
  return undefined;
}

/** What was agreed is forgotten when somebody goes back to mend it. */
export function again(part, empty) {
  if (!wanted) return;
  empty();
  fillTwice(part);
}

function tell(part, words) {
  const box = part.querySelector("[data-twice]");
  box.hidden = false;
  box.querySelector("p").textContent = words;
  box.querySelector("[data-hand]").value = "";
}
