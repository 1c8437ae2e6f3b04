// Sliders. Rates and speeds move on a logarithmic scale; the number beside each takes any value, also beyond the slider's ends.
const round = [1, 1.5, 2, 2.5, 3, 4, 5, 6, 7, 8];
const logScale = { place: value => Math.log10(value), value: place => snapped(10 ** place), step: 0.01 };
const linearScale = { place: value => value, value: place => Math.round(place * 100) / 100, step: 0.05 };
const links = { from: -0.3, to: 2.7, unit: "Mbit/s", scale: logScale };
const speeds = { from: -0.6, to: 0.6, unit: "×", scale: logScale };
const sliderSpecs = [
  { key: "near", label: "Client – mobile – edge", into: "links-sliders", ...links },
  { key: "far", label: "Edge – cloud", into: "links-sliders", ...links },
  { key: "delay", label: "One-way delay of each", into: "links-sliders", from: 0, to: 200, unit: "ms", scale: { ...linearScale, step: 1 } },
  { key: "mobile", label: "Mobile", into: "speed-sliders", ...speeds },
  { key: "edge", label: "Edge", into: "speed-sliders", ...speeds },
  { key: "cloud", label: "Cloud", into: "speed-sliders", ...speeds },
  { key: "loss", label: "Accuracy to give up", into: "wish-sliders", from: 0, to: 15, unit: "points", scale: linearScale },
];

// Three digits, or the round number that lies within half a step.
function snapped(value) {
  const decade = 10 ** Math.floor(Math.log10(value) + 1e-9);
  const near = round.concat(10).map(digit => digit * decade).find(one => Math.abs(Math.log10(value / one)) < 0.005);
  return Number((near ?? value).toPrecision(3));
}

function makeSlider(spec, change) {
  const range = element("input", { type: "range", id: `${spec.key}-range`, min: spec.from, max: spec.to, step: spec.scale.step });
  const number = element("input", { type: "number", id: `${spec.key}-number`, min: 0, step: "any", inputmode: "decimal", "aria-label": `${spec.label}, ${spec.unit}` });
  const strip = element("div", { class: "strip", "aria-hidden": "true" });
  const isAny = () => spec.key === "loss" && Number(range.value) >= Number(range.max);
  range.addEventListener("input", () => change({ [spec.key]: isAny() ? null : spec.scale.value(Number(range.value)) }));
  number.addEventListener("input", () => {
    const isBlank = number.value === "" && !number.validity.badInput, isGood = spec.key === "loss" ? isBlank || isNotNegative(number.value) : spec.key === "delay" ? isNotNegative(number.value) : isPositive(number.value);
    number.setAttribute("aria-invalid", String(!isGood || number.validity.badInput));
    if (isGood && !number.validity.badInput) change({ [spec.key]: isBlank ? null : Number(number.value) });
  });
  if (spec.key === "loss") number.placeholder = "any";
  document.getElementById(spec.into).append(element("div", { class: "slider" }, [
    element("label", { for: range.id }, [spec.label]), element("span", { class: "value" }, [number, ` ${spec.unit}`]), range, strip,
  ]));
  return { spec, range, number, strip };
}

// Shows a state; the field that is being typed into is left alone.
function showSlider({ spec, range, number }, value) {
  const place = value === null ? range.max : spec.scale.place(value);
  if (spec.key === "loss" || spec.scale.value(Number(range.value)) !== value) range.value = place;
  range.setAttribute("aria-valuetext", value === null ? "any" : `${trimmed(value)} ${spec.unit}`);
  if (document.activeElement === number) return;
  number.value = value === null ? "" : value;
  number.setAttribute("aria-invalid", "false");
}

// Under a slider lies who wins along it: pieces in the winners' colours with gaps where the winner changes, blank where nothing was measured.
function showStrip({ spec, range, strip }, low, high, flips, winner) {
  const along = value => 100 * Math.min(1, Math.max(0, (spec.scale.place(value) - Number(range.min)) / (Number(range.max) - Number(range.min))));
  const ends = [low, ...flips.map(flip => flip.value), high];
  const stops = [`transparent ${along(low)}%`];
  for (let i = 0; i + 1 < ends.length; i++) {
    const one = flips.length === 0 ? winner : i < flips.length ? flips[i].below : flips[i - 1].above;
    const isLast = i + 2 === ends.length, end = along(ends[i + 1]);
    stops.push(`${one ? colorOf(one) : "transparent"} ${along(ends[i])}% calc(${end}% - ${isLast ? 0 : 2}px)`, `var(--paper) calc(${end}% - ${isLast ? 0 : 2}px) ${end}%`);
  }
  strip.style.background = `linear-gradient(to right, ${stops.join(", ")}, transparent ${along(high)}%)`;
}
