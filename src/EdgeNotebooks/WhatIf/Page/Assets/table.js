// The latencies as a table whose second column is the chart.
const latencyTable = document.getElementById("latency");
let latencyRows = [];

function buildTable(subject) {
  for (const body of latencyTable.querySelectorAll("tbody")) body.remove();
  latencyRows = [];
  for (const deployment of new Set(subject.candidates.map(one => one.deployment))) {
    const body = element("tbody");
    const head = element("th", { scope: "rowgroup", colspan: 7 });
    head.innerHTML = `<i class="chip" style="background:${css(deploymentColor(deployment))}"></i>${escaped(deployment)}`;
    body.append(element("tr", { class: "group" }, [head]));
    for (const candidate of subject.candidates.filter(one => one.deployment === deployment)) body.append(buildRow(candidate));
    latencyTable.append(body);
  }
}

function buildRow(candidate) {
  const band = element("span", { class: "reach" }), point = element("span", { class: "point" });
  const cells = ["latency", "band", "more", "more", "more"].map(kind => element("td", { class: `number ${kind}` }));
  const row = element("tr", { "data-place": candidate.place, style: `--own:${colorOf(candidate)}` }, [
    element("th", { scope: "row" }, [candidate.operator + (candidate.label && ` (${candidate.label})`)]),
    element("td", { class: "track", "aria-hidden": "true" }, [element("div", {}, [band, point])]), ...cells,
  ]);
  latencyRows[candidate.index] = { row, band, point, cells };
  return row;
}

function showTable(shown) {
  const axis = logAxis(Math.min(...shown.predictions.map(one => one.low)), Math.max(...shown.predictions.map(one => one.high)));
  const place = value => `${(100 * axis.place(value)).toFixed(2)}%`;
  document.getElementById("latency-axis").innerHTML = axis.ticks.map(tick => `<span style="left:${place(tick)}">${tick}</span>`).join("");
  latencyTable.style.setProperty("--grid", axis.ticks.map(tick => `linear-gradient(var(--rule),var(--rule)) ${place(tick)} 0/1px 100% no-repeat`).join(","));
  for (const { candidate, median, low, high, links, compute } of shown.predictions) {
    const { row, band, point, cells } = latencyRows[candidate.index], isAllowed = shown.allowed.includes(candidate);
    row.className = isAllowed ? candidate === shown.best.candidate ? "best" : "" : "forbidden";
    row.title = isAllowed ? "" : `not allowed: ${shown.wishes.filter(wish => !wish.keeps(candidate)).map(wish => wish.text).join(", ")}`;
    point.style.left = place(median);
    band.style.left = place(low);
    band.style.right = `${(100 - 100 * axis.place(high)).toFixed(2)}%`;
    const texts = [two(median), candidate.count > 0 ? `${two(low)} to ${two(high)}` : "", two(links), two(compute), candidate.loss === null ? "?" : two(candidate.loss)];
    texts.forEach((text, i) => { cells[i].textContent = text; });
  }
}
