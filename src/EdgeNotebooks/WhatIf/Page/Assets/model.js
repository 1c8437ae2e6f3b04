// The latency of a request, as LatencyModel computes it. t[o..o+7]: fixed s; compute s on mobile, edge, cloud;
// Mbit client-mobile, mobile-edge, edge-cloud; burst s. at: near, far in Mbit/s; mobile, edge, cloud as speeds; one-way delay in ms; burst as boolean.
function computeSeconds(t, o, at) {
  return t[o] + t[o + 1] / at.mobile + t[o + 2] / at.edge + t[o + 3] / at.cloud;
}

// There and back over every link that is used.
function delaySeconds(t, o, at) {
  return 2 * at.delay / 1000 * ((t[o + 4] > 0) + (t[o + 5] > 0) + (t[o + 6] > 0));
}

// With every bucket full at the start.
function openSeconds(t, o, at) {
  const free = at.burst ? t[o + 7] : 0;
  const hop = (mbit, mbps) => Math.max(0, mbit / mbps - free);
  return computeSeconds(t, o, at) + hop(t[o + 4], at.near) + hop(t[o + 5], at.near) + hop(t[o + 6], at.far) + delaySeconds(t, o, at);
}

// The shortest time in which every bucket regains what a request takes from it.
function refillSeconds(t, o, at) {
  return Math.max(t[o + 4] / at.near, t[o + 5] / at.near, t[o + 6] / at.far);
}

function seconds(t, o, at) {
  return at.burst ? Math.max(openSeconds(t, o, at), refillSeconds(t, o, at)) : openSeconds(t, o, at);
}

// Type 7, linear between order statistics.
function quantile(sorted, share) {
  const place = share * (sorted.length - 1), below = Math.floor(place), above = Math.min(below + 1, sorted.length - 1);
  return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
}

// Median and band of a candidate, and its latency in every resample.
function predict(candidate, at) {
  const drawn = new Float64Array(candidate.count);
  for (let i = 0; i < drawn.length; i++) {
    const row = i * rowLength;
    drawn[i] = seconds(candidate.resamples, row, at) * candidate.resamples[row + 8];
  }
  const sorted = drawn.slice().sort();
  const median = seconds(candidate.times, 0, at), compute = computeSeconds(candidate.times, 0, at);
  const known = sorted.length > 0;
  return { candidate, median, compute, links: median - compute, low: known ? quantile(sorted, 0.05) : median, high: known ? quantile(sorted, 0.95) : median, drawn };
}
