// One slip votes in every round of the sitting: from the round on the slip to the one that is open, and from a ballot that
// is in the box to the others. The slip stays behind # in the address, which browsers do not send.

/** {state, rounds} of this box and of the others under the same key; nothing is known while the network is down. */
export async function theSitting(base) {
  try {
    const answer = await fetch(`${base}board.json`, { credentials: "omit" });
    const { state, rounds } = await answer.json();
    return { state, rounds };
  } catch {
    return { state: "open", rounds: [] };
  }
}

/** The box of the sitting's one open round, when this box takes no ballot; otherwise nothing. */
export function whereItIsOpen(sitting, state) {
  const open = sitting.rounds.filter((one) => one.state === "open");
  return ["closed", "other"].includes(state) && sitting.state !== "open" && open.length === 1 ? open[0].box : undefined;
}

/** Links to the other ballots of the sitting that can be cast now, on the page that says that this one is in. */
export function otherBallots(sitting, part, slip) {
  const place = part.querySelector("[data-rounds]");
  const links = sitting.rounds
    .filter((one) => one.state === "open")
    .map((one) => {
      const link = Object.assign(document.createElement("a"), {
        className: "button main",
        textContent: `接着投：${one.title}`,
      });
      link.href = `/booth/${one.box}/${location.search}#${slip}`;
      return link;
    });
  place.replaceChildren(...links);
  place.hidden = links.length === 0;
}
