// The winner at every pair of bandwidths, on a canvas: regions in the colours of the winners' deployments, hatched where the second is close, the reader's place as a cross.
const mapCanvas = document.getElementById("map"), mapCells = 96;
const mapSpace = { left: 46, right: 10, top: 8, bottom: 40 };
const mapRate = place => 10 ** (links.from + (links.to - links.from) * place);
const mapPlace = mbps => Math.min(1, Math.max(0, (Math.log10(mbps) - links.from) / (links.to - links.from)));
let map = null;

// Per cell the winner's index and whether the second is close; cell (i, j) lies at the i-th near and the j-th far rate.
function winners(allowed, at) {
  const n = mapCells, best = new Float64Array(n * n).fill(Infinity), second = new Float64Array(n * n).fill(Infinity), winner = new Int16Array(n * n);
  const rates = Array.from({ length: n }, (_, i) => mapRate((i + 0.5) / n));
  for (const one of allowed) {
    const t = one.times, compute = computeSeconds(t, 0, at) + delaySeconds(t, 0, at), free = at.burst ? t[7] : 0;
    const hop = (mbit, rate) => Math.max(0, mbit / rate - free);
    const near = rates.map(rate => hop(t[4], rate) + hop(t[5], rate)), far = rates.map(rate => hop(t[6], rate));
    const nearFill = rates.map(rate => at.burst ? Math.max(t[4], t[5]) / rate : 0), farFill = rates.map(rate => at.burst ? t[6] / rate : 0);
    for (let j = 0; j < n; j++) {
      for (let i = 0; i < n; i++) {
        const cell = j * n + i, open = compute + near[i] + far[j], fill = nearFill[i] > farFill[j] ? nearFill[i] : farFill[j], own = open > fill ? open : fill;
        if (own < best[cell]) {
          second[cell] = best[cell];
          best[cell] = own;
          winner[cell] = one.index;
        } else if (own < second[cell]) second[cell] = own;
      }
    }
  }
  return { winner, isClose: second.map((own, cell) => own < best[cell] * 1.1 ? 1 : 0), rates };
}

// Share of the measured cells per winner, largest first, each with the cell that lies deepest inside its region.
function regions({ winner, rates }) {
  const n = mapCells, depth = new Int16Array(n * n), found = new Map();
  const same = (cell, other) => winner[cell] === winner[other];
  for (let cell = 0; cell < n * n; cell++) {
    const isInner = cell % n > 0 && cell >= n;
    depth[cell] = isInner && same(cell, cell - 1) && same(cell, cell - n) ? 1 + Math.min(depth[cell - 1], depth[cell - n]) : 1;
  }
  for (let cell = n * n - 1; cell >= 0; cell--) {
    const right = cell % n < n - 1 && same(cell, cell + 1) ? depth[cell + 1] : 0, below = cell < n * (n - 1) && same(cell, cell + n) ? depth[cell + n] : 0;
    depth[cell] = Math.min(depth[cell], 1 + Math.min(right, below));
    const own = found.get(winner[cell]) ?? { index: winner[cell], cells: 0, cell, depth: 0 };
    if (!isOutside(rates[cell % n]) && !isOutside(rates[Math.floor(cell / n)])) own.cells++;
    if (depth[cell] > own.depth) Object.assign(own, { cell, depth: depth[cell] });
    found.set(winner[cell], own);
  }
  return [...found.values()].sort((a, b) => b.cells - a.cells);
}

// The regions depend on everything but the two rates; while only those move, the picture of the regions is kept.
function updateMap(shown, key) {
  if (map?.key === key) return;
  if (shown.allowed.length === 0) {
    map = { key, regions: [], picture: null };
    document.getElementById("map-legend").innerHTML = "";
    return;
  }
  const cells = winners(shown.allowed, shown.at), all = regions(cells), picture = element("canvas", { width: mapCells, height: mapCells });
  const context = picture.getContext("2d"), image = context.createImageData(mapCells, mapCells), pixels = new Uint32Array(image.data.buffer), paper = parsed(look.paper);
  const base = shown.subject.candidates.map(one => deploymentColor(one.deployment));
  const solid = base.map(packed), pale = base.map(color => packed(mixed(color, paper, 0.65))), border = packed(paper);
  for (let j = 0; j < mapCells; j++) {
    for (let i = 0; i < mapCells; i++) {
      const cell = j * mapCells + i;
      const isBorder = (i > 0 && cells.winner[cell] !== cells.winner[cell - 1]) || (j > 0 && cells.winner[cell] !== cells.winner[cell - mapCells]);
      const isHatched = cells.isClose[cell] && (i + j) % 5 < 2;
      pixels[(mapCells - 1 - j) * mapCells + i] = isBorder ? border : (isHatched ? pale : solid)[cells.winner[cell]];
    }
  }
  context.putImageData(image, 0, 0);
  map = { key, regions: all, picture };
  const total = all.reduce((sum, one) => sum + one.cells, 0);
  document.getElementById("map-legend").innerHTML = all.filter(one => one.cells > 0).map(one =>
    `<li><i class="chip" style="background:${colorOf(shown.subject.candidates[one.index])}"></i>${escaped(shown.subject.candidates[one.index].name)} <span class="dim">${percent(one.cells / total)}</span></li>`).join("");
}

// A colour as a canvas keeps it, on machines with the low byte first.
function packed([red, green, blue]) {
  return (255 << 24 | blue << 16 | green << 8 | red) >>> 0;
}

function drawMap(shown, place) {
  const width = look.mapWidth, height = Math.round(Math.min(width * 0.86, 400)), ratio = devicePixelRatio || 1;
  if (width === 0) return;
  if (mapCanvas.width !== Math.round(width * ratio) || mapCanvas.height !== Math.round(height * ratio)) {
    mapCanvas.width = Math.round(width * ratio);
    mapCanvas.height = Math.round(height * ratio);
    mapCanvas.style.height = `${height}px`;
  }
  const context = mapCanvas.getContext("2d"), { left, right, top, bottom } = mapSpace, wide = width - left - right, high = height - top - bottom;
  const x = mbps => left + wide * mapPlace(mbps), y = mbps => top + high * (1 - mapPlace(mbps));
  const { ink, paper, dim } = look;
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.clearRect(0, 0, width, height);
  context.font = `12px ${look.font}`;
  if (map.picture) {
    context.imageSmoothingEnabled = false;
    context.drawImage(map.picture, left, top, wide, high);
    veil(context, paper, [left, top, wide, high], [x(data.slowestMbps), y(data.fastestMbps), x(data.fastestMbps) - x(data.slowestMbps), y(data.slowestMbps) - y(data.fastestMbps)]);
    map.regions.filter(one => one.cells > 0).forEach((one, i) => number(context, i + 1, left + wide * (one.cell % mapCells + 0.5) / mapCells, top + high * (1 - (Math.floor(one.cell / mapCells) + 0.5) / mapCells), one.depth * wide / mapCells));
  }
  context.strokeStyle = ink;
  context.lineWidth = 1;
  context.strokeRect(x(data.slowestMbps), y(data.fastestMbps), x(data.fastestMbps) - x(data.slowestMbps), y(data.slowestMbps) - y(data.fastestMbps));
  context.fillStyle = dim;
  for (const tick of [1, 10, 100]) {
    context.textAlign = "center";
    context.fillText(String(tick), x(tick), height - bottom + 16);
    context.textAlign = "right";
    context.fillText(String(tick), left - 6, y(tick) + 4);
  }
  context.textAlign = "center";
  context.fillText("client–mobile–edge, Mbit/s", left + wide / 2, height - 6);
  context.save();
  context.translate(12, top + high / 2);
  context.rotate(-Math.PI / 2);
  context.fillText("edge–cloud, Mbit/s", 0, 0);
  context.restore();
  cross(context, x(place.near), y(place.far), ink, paper);
  mapCanvas.setAttribute("aria-label", `Winners over both links; you are at ${trimmed(place.near)} and ${trimmed(place.far)} Mbit/s`
    + (shown.contradiction ? "" : `, where ${shown.best.candidate.name} is the fastest`));
}

// What lies outside the measured rates is covered by a veil.
function veil(context, paper, [left, top, wide, high], [innerLeft, innerTop, innerWide, innerHigh]) {
  context.save();
  context.beginPath();
  context.rect(left, top, wide, high);
  context.rect(innerLeft, innerTop, innerWide, innerHigh);
  context.globalAlpha = 0.55;
  context.fillStyle = paper;
  context.fill("evenodd");
  context.restore();
}

function number(context, text, x, y, room) {
  if (room < 9) return;
  context.fillStyle = "#fff";
  context.strokeStyle = "#0009";
  context.lineWidth = 1;
  context.beginPath();
  context.arc(x, y, 9, 0, 2 * Math.PI);
  context.fill();
  context.stroke();
  context.fillStyle = "#111";
  context.textAlign = "center";
  context.fillText(String(text), x, y + 4);
}

function cross(context, x, y, ink, paper) {
  for (const [color, width] of [[paper, 6], [ink, 2.5]]) {
    context.strokeStyle = color;
    context.lineWidth = width;
    context.lineCap = "round";
    context.beginPath();
    context.moveTo(x - 9, y);
    context.lineTo(x + 9, y);
    context.moveTo(x, y - 9);
    context.lineTo(x, y + 9);
    context.stroke();
  }
}

// A pointer on the map sets both rates, to three digits.
function followPointer(change) {
  const move = event => {
    const box = mapCanvas.getBoundingClientRect(), { left, right, top, bottom } = mapSpace;
    const across = (event.clientX - box.left - left) / (box.width - left - right), up = 1 - (event.clientY - box.top - top) / (box.height - top - bottom);
    const rate = place => snapped(mapRate(Math.min(1, Math.max(0, place))));
    change({ near: rate(across), far: rate(up) });
  };
  mapCanvas.addEventListener("pointerdown", event => {
    mapCanvas.setPointerCapture(event.pointerId);
    move(event);
  });
  mapCanvas.addEventListener("pointermove", event => { if (mapCanvas.hasPointerCapture(event.pointerId)) move(event); });
}
