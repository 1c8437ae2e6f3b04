// The latency of a request, as LatencyModel computes it. t[o..o+7]: fixed s; compute s on mobile, edge, cloud;
// Mbit client-mobile, mobile-edge, edge-cloud; burst s. at: near, far in Mbit/s; mobile, edge, cloud as speeds; burst as boolean.
function computeSeconds(t, o, at) {
  return t[o] + t[o + 1] / at.mobile + t[o + 2] / at.edge + t[o + 3] / at.cloud;
}

function seconds(t, o, at) {
  const free = at.burst ? t[o + 7] : 0;
  const first = t[o + 4] / at.near, second = t[o + 5] / at.near, third = t[o + 6] / at.far;
  const open = computeSeconds(t, o, at) + Math.max(0, first - free) + Math.max(0, second - free) + Math.max(0, third - free);
  return at.burst ? Math.max(open, first, second, third) : open;
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
