// The exact values at which the fastest candidate changes. In x = 1/value every latency is piecewise linear, so that the lower envelope of
// lines is walked between the ends of the pieces, as FlipPoint does it.
const quantities = [
  { key: "near", name: "mobile_edge_mbps", words: "client–mobile–edge link", unit: "Mbit/s", low: data.slowestMbps, high: data.fastestMbps, hops: [4, 5], other: "far", otherHops: [6] },
  { key: "far", name: "edge_cloud_mbps", words: "edge–cloud link", unit: "Mbit/s", low: data.slowestMbps, high: data.fastestMbps, hops: [6], other: "near", otherHops: [4, 5] },
  { key: "mobile", name: "mobile_speed", words: "mobile CPU speed", unit: "×", low: 0.25, high: 4, hops: [] },
  { key: "edge", name: "edge_speed", words: "edge CPU speed", unit: "×", low: 0.25, high: 4, hops: [] },
  { key: "cloud", name: "cloud_speed", words: "cloud CPU speed", unit: "×", low: 0.25, high: 4, hops: [] },
];

// The ends of the pieces on which one candidate's latency is linear in x.
function pieces(candidate, quantity, at, first, last) {
  const t = candidate.times, there = { ...at };
  const ends = [first, last];
  for (const hop of quantity.hops) {
    if (t[hop] === 0) continue;
    ends.push(t[7] / t[hop]);
    for (const other of quantity.otherHops) ends.push(t[other] / at[quantity.other] / t[hop]);
  }
  const inner = ends.filter(x => x >= first && x <= last).sort((a, b) => a - b);
  if (!at.burst) return inner;
  const beyond = x => {
    there[quantity.key] = 1 / x;
    return openSeconds(t, 0, there) - refillSeconds(t, 0, there);
  };
  const crossings = [];
  for (let i = 0; i + 1 < inner.length; i++) {
    const a = beyond(inner[i]), b = beyond(inner[i + 1]);
    if (a < 0 !== b < 0) crossings.push(inner[i] + (inner[i + 1] - inner[i]) * a / (a - b));
  }
  return inner.concat(crossings);
}

// From small to large values: {value, below, above, seconds}.
function findFlips(candidates, quantity, at) {
  const first = 1 / quantity.high, last = 1 / quantity.low, there = { ...at };
  const ends = [...new Set(candidates.flatMap(one => pieces(one, quantity, at, first, last)))].sort((a, b) => a - b);
  const secondsAt = (one, x) => {
    there[quantity.key] = 1 / x;
    return seconds(one.times, 0, there);
  };
  const flips = [];
  let starts = candidates.map(one => secondsAt(one, ends[0])), current = -1;
  for (let piece = 0; piece + 1 < ends.length; piece++) {
    const from = ends[piece], to = ends[piece + 1], stops = candidates.map(one => secondsAt(one, to));
    if (current < 0) current = candidates.reduce((best, _, i) => starts[i] < starts[best] || (starts[i] === starts[best] && stops[i] < stops[best]) ? i : best, 0);
    let place = 0;
    for (;;) {
      const slope = stops[current] - starts[current];
      let next = -1, where = Infinity;
      for (let i = 0; i < candidates.length; i++) {
        const closing = slope - (stops[i] - starts[i]), crossing = (starts[i] - starts[current]) / closing;
        if (i === current || closing <= 0 || crossing < place - 1e-12 || crossing > 1 || crossing > where) continue;
        if (crossing === where && stops[i] >= stops[next]) continue;
        next = i;
        where = crossing;
      }
      if (next < 0) break;
      place = Math.max(where, place);
      const x = from + place * (to - from);
      flips.push({ value: 1 / x, below: candidates[next], above: candidates[current], seconds: secondsAt(candidates[current], x) });
      current = next;
    }
    starts = stops;
  }
  return flips.reverse();
}

// From small to large tolerances: from `value` points on, `above` is the fastest; `below` is null where nothing was allowed before.
function toleranceFlips(candidates, at) {
  const flips = [];
  let best = null, least = Infinity;
  for (const one of candidates.filter(one => one.loss !== null).sort((a, b) => a.loss - b.loss || a.index - b.index)) {
    const own = seconds(one.times, 0, at);
    if (own >= least) continue;
    if (flips.length > 0 && flips[flips.length - 1].value === one.loss) flips[flips.length - 1].above = one;
    else flips.push({ value: one.loss, below: best, above: one });
    best = one;
    least = own;
  }
  return flips;
}
