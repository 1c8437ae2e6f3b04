// The current table as CSV (RFC 4180, line feeds alone), every number so that reading it gives the same number back.
function csvText(shown, state) {
  const columns = {
    subject: () => shown.subject.name, operator: one => one.candidate.operator, deployment: one => one.candidate.deployment, label: one => one.candidate.label,
    mobile_edge_mbps: () => state.near, edge_cloud_mbps: () => state.far, mobile_speed: () => state.mobile, edge_speed: () => state.edge, cloud_speed: () => state.cloud,
    delay_ms: () => state.delay, shaper: () => state.links, latency_s: one => one.median, low_s: one => one.low, high_s: one => one.high, links_s: one => one.links, compute_s: one => one.compute,
    accuracy_pct: one => one.candidate.accuracy, accuracy_loss: one => one.candidate.loss, allowed: one => shown.allowed.includes(one.candidate),
    extrapolated: () => shown.isExtrapolated,
  };
  const cell = value => value === null ? "" : /[",\n]/.test(value) ? `"${String(value).replaceAll("\"", "\"\"")}"` : String(value);
  const lines = shown.predictions.map(one => Object.values(columns).map(of => cell(of(one))).join(","));
  return `${[Object.keys(columns).join(","), ...lines].join("\n")}\n`;
}

function downloadCsv(shown, state) {
  const address = URL.createObjectURL(new Blob([csvText(shown, state)], { type: "text/csv" }));
  element("a", { href: address, download: `whatif-${shown.subject.name}.csv` }).click();
  setTimeout(() => URL.revokeObjectURL(address), 1000);
}
