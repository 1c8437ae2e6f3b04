// Latency against accuracy as SVG. On the front lies what nothing else allowed beats in both.
const paretoBox = document.getElementById("pareto");

function front(predictions) {
  const kept = [];
  const order = [...predictions].sort((a, b) => a.median - b.median || b.candidate.accuracy - a.candidate.accuracy);
  for (const one of order) if (kept.length === 0 || one.candidate.accuracy > kept[kept.length - 1].candidate.accuracy) kept.push(one);
  return kept;
}

function drawPareto(shown) {
  const known = shown.predictions.filter(one => one.candidate.accuracy !== null), width = look.paretoWidth, height = Math.round(Math.min(width * 0.86, 400));
  if (known.length === 0) {
    paretoBox.innerHTML = "<p class=\"dim\">No accuracy is known.</p>";
    return;
  }
  if (width === 0) return;
  const left = 46, right = 12, top = 12, bottom = 40, wide = width - left - right, high = height - top - bottom;
  const axis = logAxis(Math.min(...known.map(one => one.median)), Math.max(...known.map(one => one.median)));
  const accuracies = known.map(one => one.candidate.accuracy), least = Math.min(...accuracies), most = Math.max(...accuracies), room = (most - least || 1) * 0.12;
  const x = prediction => left + wide * axis.place(prediction.median), y = accuracy => top + high * (most + room - accuracy) / (most - least + 2 * room);
  const best = front(known.filter(one => shown.allowed.includes(one.candidate)));
  const parts = [];
  for (const tick of axis.ticks) {
    const at = left + wide * axis.place(tick);
    parts.push(`<line class="grid" x1="${at}" x2="${at}" y1="${top}" y2="${top + high}"/><text x="${at}" y="${top + high + 16}" text-anchor="middle">${tick}</text>`);
  }
  for (const tick of accuracyTicks(least - room, most + room)) {
    parts.push(`<line class="grid" x1="${left}" x2="${left + wide}" y1="${y(tick)}" y2="${y(tick)}"/><text x="${left - 6}" y="${y(tick) + 4}" text-anchor="end">${tick}</text>`);
  }
  parts.push(`<text x="${left + wide / 2}" y="${height - 6}" text-anchor="middle">median latency, s (log scale)</text>`);
  parts.push(`<text transform="translate(12 ${top + high / 2}) rotate(-90)" text-anchor="middle">accuracy, % (${escaped(shown.subject.accuracyName)})</text>`);
  if (best.length > 1) parts.push(`<path class="front" d="M${best.map(one => `${x(one).toFixed(1)} ${y(one.candidate.accuracy).toFixed(1)}`).join("L")}"/>`);
  for (const one of known) {
    const kind = best.includes(one) ? "on" : shown.allowed.includes(one.candidate) ? "" : "forbidden";
    parts.push(`<circle class="${kind}" data-place="${escaped(one.candidate.place)}" cx="${x(one).toFixed(1)}" cy="${y(one.candidate.accuracy).toFixed(1)}" r="${kind === "on" ? 6.5 : 4.5}"`
      + ` style="--own:${colorOf(one.candidate)}"><title>${escaped(one.candidate.name)}: ${two(one.median)} s, ${two(one.candidate.accuracy)} %</title></circle>`);
  }
  let lowest = -Infinity;
  for (const one of [...best].reverse()) {
    lowest = Math.max(y(one.candidate.accuracy), lowest + 28);
    parts.push(label(one, x(one), lowest, left, wide));
  }
  paretoBox.innerHTML = `<svg viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="On the front: ${escaped(best.map(one => `${one.candidate.name}, ${two(one.median)} s, ${two(one.candidate.accuracy)} %`).join("; ") || "nothing")}">${parts.join("")}</svg>`;
}

// Over the point, since others of its accuracy lie beside it, in two lines toward where there is room; below the label before it.
function label({ candidate }, x, y, left, wide) {
  const isLeft = x > left + wide * 0.55, at = isLeft ? x + 6 : x - 6, anchor = isLeft ? "end" : "start";
  const operator = candidate.operator + (candidate.label && ` (${candidate.label})`);
  return `<text class="name" x="${at}" y="${y - 23}" text-anchor="${anchor}">${escaped(operator)}<tspan x="${at}" dy="13">${escaped(candidate.deployment)}</tspan></text>`;
}

function accuracyTicks(least, most) {
  const step = [0.1, 0.2, 0.5, 1, 2, 5, 10, 20].find(one => (most - least) / one <= 6) ?? 50, ticks = [];
  for (let tick = Math.ceil(least / step) * step; tick <= most; tick += step) ticks.push(Number(tick.toFixed(2)));
  return ticks;
}
