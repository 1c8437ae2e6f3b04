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

// One colour per deployment; operators of one deployment are told apart by numbers and borders, since shades would look like other deployments.
const colors = new Map(Object.entries(data.colors).map(([deployment, hex]) => [deployment, parsed(hex)]));

function deploymentColor(deployment) {
  return colors.get(deployment) ?? [127, 127, 127];
}

function css(color) {
  return `rgb(${color.join(" ")})`;
}

function colorOf(candidate) {
  return css(deploymentColor(candidate.deployment));
}

// Text of a candidate's name as HTML, with places to break it on a narrow screen.
function nameHtml(candidate) {
  return escaped(candidate.name).replaceAll("_", "_<wbr>");
}

function chip(candidate) {
  return `<i class="chip" style="background:${colorOf(candidate)}"></i>`;
}

// Widths and colours, read when they may have changed and not in every frame: reading them makes the browser lay out what was just written.
const look = {};

function readLook() {
  const styles = getComputedStyle(document.documentElement);
  for (const name of ["ink", "paper", "dim", "font"]) look[name] = styles.getPropertyValue(`--${name}`).trim();
  look.mapWidth = document.getElementById("map").clientWidth;
  look.paretoWidth = document.getElementById("pareto").clientWidth;
}

// A logarithmic axis that begins and ends at a round digit times a power of ten, so that it stands still while values move a little.
function logAxis(low, high) {
  const steps = [1, 1.5, 2, 3, 5, 7, 10];
  const decade = value => 10 ** Math.floor(Math.log10(value));
  const from = decade(low) * steps.filter(step => step * decade(low) <= low * 1.0001).pop();
  const to = decade(high) * steps.find(step => step * decade(high) >= high * 0.9999);
  const decades = Math.log10(to / from), digits = decades <= 0.7 ? [1, 1.5, 2, 3, 5, 7] : decades <= 1.4 ? [1, 2, 5] : decades <= 2.4 ? [1, 3] : [1];
  const ticks = [];
  for (let power = Math.floor(Math.log10(from) + 1e-9); power <= Math.log10(to) + 1e-9; power++) {
    for (const digit of digits) if (digit * 10 ** power >= from * 0.999 && digit * 10 ** power <= to * 1.001) ticks.push(Number((digit * 10 ** power).toPrecision(2)));
  }
  return { from, to, ticks, place: value => Math.log(value / from) / Math.log(to / from) };
}
