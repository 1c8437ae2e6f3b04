// The recommendation in computed words.
function figures(prediction) {
  return prediction.candidate.count > 0 ? `${two(prediction.median)} s (${two(prediction.low)} to ${two(prediction.high)})` : `${two(prediction.median)} s`;
}

function verdict({ best, confidence, runnerUp, runnerUpConfidence, isClear }) {
  const share = value => value === null ? "" : `, fastest in ${percent(value)} of the resamples`;
  return isClear
    ? { lead: "Run", names: [best], tail: `${figures(best)}${share(confidence)}` }
    : { lead: "No clear winner between", names: [best, runnerUp],
      tail: `${figures(best)}${share(confidence)}; ${figures(runnerUp)}, fastest in ${percent(runnerUpConfidence)}` };
}

function sentences({ subject, best, runnerUp, runnerUpConfidence, isClear }) {
  const all = [];
  if (isClear && runnerUp) {
    all.push(`${runnerUp.candidate.name} takes ${figures(runnerUp)}, ${two(runnerUp.median / best.median)} times as long`
      + (runnerUpConfidence === null ? "." : `, and is fastest in ${percent(runnerUpConfidence)}.`));
  }
  const { accuracy, loss, name } = best.candidate;
  if (accuracy === null) all.push(`The accuracy of ${name} is not known.`);
  else all.push(`${name} has ${two(accuracy)} % accuracy (${subject.accuracyName})${loss === null ? "" : `, ${two(loss)} points less than the unchanged model`}.`);
  return all;
}

function cautions({ at, isExtrapolated }) {
  const all = [];
  if (isExtrapolated) all.push(`measured were ${data.slowestMbps} to ${data.fastestMbps} Mbit/s`);
  if (!at.burst) all.push("steady links were not measured");
  if (at.delay > 0) all.push("links with a delay were not measured");
  if (at.mobile !== 1 || at.edge !== 1 || at.cloud !== 1) all.push("other CPU speeds than 1 were not measured");
  return all;
}

// Per quantity the nearest changes to either side of where the reader is.
function nearest(shown, quantity) {
  const flips = shown.flips[quantity.key], here = shown.at[quantity.key];
  return { down: flips.filter(flip => flip.value < here).pop(), up: flips.find(flip => flip.value >= here) };
}

function flipItem(quantity, words, flip, one) {
  return `<span data-along="${quantity.name}" data-value="${flip.value}" data-below="${escaped(flip.below?.place ?? "")}" data-above="${escaped(flip.above.place)}">`
    + `${words} ${one ? `${chip(one)}${nameHtml(one)}` : "nothing is allowed"}</span>`;
}

function flipRow(shown, quantity) {
  const { down, up } = nearest(shown, quantity), unit = quantity.unit === "×" ? " ×" : ` ${quantity.unit}`;
  const items = [];
  if (down) items.push(flipItem(quantity, `below ${trimmed(down.value)}${unit}:`, down, down.below));
  if (up) items.push(flipItem(quantity, `above ${trimmed(up.value)}${unit}:`, up, up.above));
  return `<dt>${quantity.words}</dt><dd>${items.join("") || `<span class="dim">no change between ${quantity.low} and ${quantity.high}${unit}</span>`}</dd>`;
}

function toleranceRow({ tolerance }, loss) {
  const quantity = { name: "max_accuracy_loss" }, limit = loss ?? Infinity, items = [];
  const now = tolerance.filter(flip => flip.value <= limit + 1e-9).pop(), next = tolerance.find(flip => flip.value > limit + 1e-9);
  if (now && (now.below || now.value > 0)) items.push(flipItem(quantity, `below ${trimmed(now.value)} points:`, now, now.below));
  if (next) items.push(flipItem(quantity, `from ${trimmed(next.value)} points:`, next, next.above));
  return `<dt>accuracy to give up</dt><dd>${items.join("") || "<span class=\"dim\">no tolerance changes it</span>"}</dd>`;
}

function answerHtml(shown, state) {
  const badge = shown.isExtrapolated ? "<strong class=\"badge\">extrapolated</strong>" : "";
  const wished = shown.wishes.map(wish => wish.text).join(", ");
  const where = `${badge}<p class="where">${escaped(shown.subject.name)} at ${trimmed(state.near)} and ${trimmed(state.far)} Mbit/s, ${state.links} links${state.delay > 0 ? `, ${trimmed(state.delay)} ms delay` : ""}${wished && `; ${escaped(wished)}`}</p>`;
  if (shown.contradiction) return `${where}<p class="verdict">Nothing to recommend</p><p>${escaped(shown.contradiction)}.</p>`;
  const { lead, names, tail } = verdict(shown);
  const words = names.map(one => `<b>${chip(one.candidate)}${nameHtml(one.candidate)}</b>`).join(" and ");
  const notes = cautions(shown).map(text => `<li>${escaped(text)}</li>`).join("");
  return `${where}<p class="verdict">${lead} ${words}</p><p class="figures">${tail}</p>`
    + sentences(shown).map(text => `<p>${escaped(text)}</p>`).join("") + (notes && `<ul class="cautions">${notes}</ul>`);
}

function changesHtml(shown, state) {
  return shown.contradiction ? "" : quantities.map(quantity => flipRow(shown, quantity)).join("") + toleranceRow(shown, state.loss);
}

// The least of it, for the line that stays in sight while sliders move on a small screen.
function nowHtml(shown) {
  if (shown.contradiction) return "Nothing to recommend";
  const { best, isClear, isExtrapolated } = shown;
  return `${chip(best.candidate)}<b>${nameHtml(best.candidate)}</b> ${two(best.median)} s${isClear ? "" : ", not clear"}${isExtrapolated ? ", extrapolated" : ""}`;
}

// One sentence for screen readers, after the reader has paused.
function summary(shown) {
  if (shown.contradiction) return `Nothing to recommend: ${shown.contradiction}.`;
  const { lead, names, tail } = verdict(shown);
  return `${shown.isExtrapolated ? "Extrapolated. " : ""}${lead} ${names.map(one => one.candidate.name).join(" and ")}: ${tail}.`;
}
