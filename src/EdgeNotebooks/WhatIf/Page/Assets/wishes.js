// What an answer must keep to, as Wishes decides it.
function wishes(state) {
  const all = [];
  if (state.loss !== null) {
    all.push({ text: `at most ${trimmed(state.loss)} points of accuracy lost`, keeps: one => one.loss !== null && one.loss <= state.loss + 1e-9 });
  }
  for (const tier of state.without) all.push({ text: `${tier} not available`, keeps: one => !one.tiers.includes(tier) });
  if (state.stays) all.push({ text: "the picture stays on mobile", keeps: one => one.tiers[0] === "mobile" });
  return all;
}

// The fewest wishes (one, two, or all) that no candidate keeps to.
function culprits(all, candidates) {
  for (const one of all) if (!candidates.some(one.keeps)) return [one];
  for (const [i, one] of all.entries()) {
    for (const other of all.slice(i + 1)) if (!candidates.some(c => one.keeps(c) && other.keeps(c))) return [one, other];
  }
  return all;
}

function contradiction(all, candidates) {
  const texts = culprits(all, candidates).map(wish => wish.text);
  if (texts.length === 1) return `no configuration keeps to “${texts[0]}”; relax it`;
  if (texts.length === 2) return `“${texts[0]}” and “${texts[1]}” exclude each other: no configuration keeps to both; drop one`;
  return `no configuration keeps to all of: ${texts.join("; ")}; drop one`;
}
