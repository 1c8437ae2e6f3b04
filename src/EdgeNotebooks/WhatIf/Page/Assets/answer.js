// Below this share of the resamples nobody is called the winner.
const clearFrom = 0.9;

// How often each of the allowed is the fastest over the resamples.
function countWins(predictions) {
  const wins = predictions.map(() => 0), count = predictions[0].drawn.length;
  for (let r = 0; r < count; r++) {
    let best = 0;
    for (let i = 1; i < predictions.length; i++) if (predictions[i].drawn[r] < predictions[best].drawn[r]) best = i;
    wins[best]++;
  }
  return wins.map(own => count > 0 ? own / count : null);
}

// Everything that the page shows for one state.
function answer(state) {
  const subject = subjects.find(one => one.name === state.subject);
  const at = conditions(state), all = wishes(state);
  const predictions = subject.candidates.map(one => predict(one, at));
  const allowed = subject.candidates.filter(one => all.every(wish => wish.keeps(one)));
  const shown = { subject, at, wishes: all, predictions, allowed, isExtrapolated: isOutside(at.near) || isOutside(at.far) };
  if (allowed.length === 0) return { ...shown, contradiction: contradiction(all, subject.candidates) };
  const own = allowed.map(one => predictions[one.index]), shares = countWins(own);
  const best = own.reduce((least, one, i) => one.median < own[least].median ? i : least, 0);
  const second = own.map((_, i) => i).filter(i => i !== best).sort((a, b) => shares[b] - shares[a] || own[a].median - own[b].median)[0];
  const otherwise = all.filter(wish => !wish.text.includes("accuracy lost"));
  return {
    ...shown,
    best: own[best],
    confidence: shares[best],
    runnerUp: own[second],
    runnerUpConfidence: shares[second],
    isClear: second === undefined || shares[best] === null || shares[best] >= clearFrom,
    flips: Object.fromEntries(quantities.map(quantity => [quantity.key, findFlips(allowed, quantity, at)])),
    tolerance: toleranceFlips(subject.candidates.filter(one => otherwise.every(wish => wish.keeps(one))), at),
  };
}

function isOutside(mbps) {
  return mbps < data.slowestMbps || mbps > data.fastestMbps;
}
