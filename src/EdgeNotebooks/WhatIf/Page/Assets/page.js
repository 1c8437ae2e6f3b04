// One state, one answer, drawn at most once per frame.
let { state, problems } = fromHash(hasAddress ? location.hash : ""), shown = null, frame = 0, pause = 0, builtFor = null, address = location.hash;
const byId = id => document.getElementById(id);
const sliders = sliderSpecs.map(spec => makeSlider(spec, change));

function change(part) {
  problems = [];
  state = { ...state, ...part };
  if (frame === 0) frame = requestAnimationFrame(render);
}

function render() {
  frame = 0;
  shown = answer(state);
  if (builtFor !== state.subject) build();
  showControls();
  byId("answer").innerHTML = answerHtml(shown, state);
  byId("flips").innerHTML = changesHtml(shown, state);
  Object.assign(byId("answer").dataset, { winner: shown.best?.candidate.place ?? "", confidence: shown.confidence ?? "", clear: shown.isClear ?? false });
  byId("now").innerHTML = nowHtml(shown);
  showTable(shown);
  const { near, far, ...rest } = state;
  updateMap(shown, JSON.stringify(rest) + look.paper);
  drawMap(shown, state);
  drawPareto(shown);
  clearTimeout(pause);
  pause = setTimeout(settle, 400);
}

function redraw() {
  readLook();
  render();
}

// What waits until the reader pauses: the address, which browsers let a page change only so often, and the word to screen readers.
function settle() {
  byId("live").textContent = summary(shown);
  // An address that the reader has just changed is not overwritten: its event is on the way.
  if (!hasAddress || location.hash !== address || address === toHash(state)) return;
  history.replaceState(null, "", toHash(state));
  address = location.hash;
}

function build() {
  builtFor = state.subject;
  buildTable(shown.subject);
  const losses = shown.subject.candidates.map(one => one.loss).filter(loss => loss !== null);
  byId("loss-range").max = Math.max(0.5, Math.ceil(Math.max(0, ...losses) * 2) / 2);
}

function showControls() {
  byId("subject").value = state.subject;
  for (const slider of sliders) {
    const { key } = slider.spec;
    showSlider(slider, state[key]);
    if (shown.contradiction) showStrip(slider, 1, 1, [], null);
    else if (key === "loss") showStrip(slider, 0, Number(slider.range.max), shown.tolerance, shown.best.candidate);
    else if (shown.flips[key]) {
      const { low, high } = quantities.find(one => one.key === key);
      showStrip(slider, low, high, shown.flips[key], shown.best.candidate);
    }
  }
  for (const radio of document.querySelectorAll("[name=links]")) radio.checked = radio.value === state.links;
  byId("links-hint").textContent = state.links === "steady" ? "Every byte takes its time, the first one too." : "As in the study: after a pause the first second’s worth of data passes freely.";
  byId("stays").checked = state.stays;
  for (const box of document.querySelectorAll("[name=tier]")) box.checked = !state.without.includes(box.value);
  byId("notice").hidden = problems.length === 0;
  byId("notice").textContent = `The address holds what this page does not know, and was read without it: ${problems.join(", ")}`;
}

byId("subject").append(...subjects.map(one => element("option", { value: one.name }, [one.name])));
byId("subject").addEventListener("change", event => change({ subject: event.target.value }));
byId("stays").addEventListener("change", event => change({ stays: event.target.checked }));
for (const radio of document.querySelectorAll("[name=links]")) radio.addEventListener("change", () => change({ links: radio.value }));
for (const box of document.querySelectorAll("[name=tier]")) {
  box.addEventListener("change", () => change({ without: [...document.querySelectorAll("[name=tier]")].filter(one => !one.checked).map(one => one.value) }));
}
byId("reset").addEventListener("click", () => change(structuredClone(opening)));
byId("csv").addEventListener("click", () => downloadCsv(shown, state));
byId("controls").addEventListener("submit", event => event.preventDefault());
followPointer(change);
byId("measurements").textContent = `Measurements: ${data.measurements}.`;
byId("assumptions").append(...data.assumptions.map(text => element("li", {}, [text])));
if (hasAddress) {
  addEventListener("hashchange", () => {
    address = location.hash;
    ({ state, problems } = fromHash(address));
    render();
  });
}
new ResizeObserver(redraw).observe(paretoBox);
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", redraw);
redraw();
