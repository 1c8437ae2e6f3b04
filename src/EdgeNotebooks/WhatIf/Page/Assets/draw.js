// What all drawings share: elements, numbers as text, colours, logarithmic axes.
function element(tag, attributes = {}, children = []) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children);
  return made;
}

function escaped(text) {
  return String(text).replace(/[&<>"]/g, sign => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", "\"": "&quot;" })[sign]);
}

// At most three decimals, none that is zero.
function trimmed(value) {
  return String(Number(value.toFixed(3)));
}

function two(value) {
  return value.toFixed(2);
}

function percent(share) {
  return `${Math.round(share * 100)} %`;
}

function mixed(color, other, share) {
  return color.map((part, i) => Math.round(part + (other[i] - part) * share));
}

function parsed(hex) {
  return [1, 3, 5].map(i => parseInt(hex.slice(i, i + 2), 16));
}

const colors = new Map(Object.entries(data.colors).map(([deployment, hex]) => [deployment, parsed(hex)]));
const shades = [[255, 0], [255, 0.45], [0, 0.35], [255, 0.7], [0, 0.55], [255, 0.25]];

function deploymentColor(deployment) {
  return colors.get(deployment) ?? [127, 127, 127];
}

// The deployment's colour, lighter or darker by operator, as three numbers.
function shadeOf(candidate) {
  if (candidate.shade) return candidate.shade;
  const subject = subjects.find(one => one.candidates.includes(candidate));
  const place = subject.candidates.filter(one => one.deployment === candidate.deployment).indexOf(candidate);
  const [toward, share] = shades[place % shades.length];
  return candidate.shade = mixed(deploymentColor(candidate.deployment), [toward, toward, toward], share);
}

function css(color) {
  return `rgb(${color.join(" ")})`;
}

function colorOf(candidate) {
  return css(shadeOf(candidate));
}

function chip(candidate) {
  return `<i class="chip" style="background:${css(deploymentColor(candidate.deployment))}"></i>`;
}

// A logarithmic axis that begins and ends at 1, 2 or 5 times a power of ten, so that it stands still while values move a little.
function logAxis(low, high) {
  const steps = [1, 2, 5, 10];
  const decade = value => 10 ** Math.floor(Math.log10(value));
  const from = decade(low) * steps.filter(step => step * decade(low) <= low * 1.0001).pop();
  const to = decade(high) * steps.find(step => step * decade(high) >= high * 0.9999);
  const decades = Math.log10(to / from), digits = decades <= 1.4 ? [1, 2, 5] : decades <= 2.4 ? [1, 3] : [1];
  const ticks = [];
  for (let power = Math.floor(Math.log10(from) + 1e-9); power <= Math.log10(to) + 1e-9; power++) {
    for (const digit of digits) if (digit * 10 ** power >= from * 0.999 && digit * 10 ** power <= to * 1.001) ticks.push(Number((digit * 10 ** power).toPrecision(2)));
  }
  return { from, to, ticks, place: value => Math.log(value / from) / Math.log(to / from) };
}
