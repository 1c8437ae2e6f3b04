// What the reader chose. It lies in the address, under the names of options and columns, so that a reload or a shared link brings it back.
const opening = {
  subject: data.start.subject, near: data.start.near, far: data.start.far, mobile: data.start.mobile, edge: data.start.edge, cloud: data.start.cloud, delay: data.start.delay,
  links: data.start.links, loss: data.start.loss, stays: data.start.stays, without: data.start.without,
};
const numberNames = { near: "mobile_edge_mbps", far: "edge_cloud_mbps", mobile: "mobile_speed", edge: "edge_speed", cloud: "cloud_speed" };
const known = ["subject", ...Object.values(numberNames), "delay_ms", "shaper", "max_accuracy_loss", "picture_stays", "without"];
// A frame inside a notebook has no address of its own.
const hasAddress = location.protocol !== "about:";

function conditions(state) {
  return { near: state.near, far: state.far, mobile: state.mobile, edge: state.edge, cloud: state.cloud, delay: state.delay, burst: state.links === "paper-burst" };
}

function toHash(state) {
  const words = new URLSearchParams({ subject: state.subject });
  for (const [key, name] of Object.entries(numberNames)) words.set(name, state[key]);
  if (state.delay > 0) words.set("delay_ms", state.delay);
  words.set("shaper", state.links);
  if (state.loss !== null) words.set("max_accuracy_loss", state.loss);
  if (state.stays) words.set("picture_stays", "yes");
  if (state.without.length > 0) words.set("without", state.without.join(","));
  return `#${words}`;
}

// The state in an address, and what in it could not be understood.
function fromHash(hash) {
  const words = new URLSearchParams(hash.replace(/^#/, "")), state = structuredClone(opening), problems = [];
  const take = (name, isGood, use) => {
    const text = words.get(name);
    if (text === null) return;
    if (isGood(text)) use(text);
    else problems.push(`${name}=${text}`);
  };
  for (const name of words.keys()) if (!known.includes(name)) problems.push(name);
  if ([...words].length > 0) Object.assign(state, { delay: 0, loss: null, stays: false, without: [] });
  take("subject", text => subjects.some(one => one.name === text), text => { state.subject = text; });
  for (const [key, name] of Object.entries(numberNames)) take(name, isPositive, text => { state[key] = Number(text); });
  take("delay_ms", isNotNegative, text => { state.delay = Number(text); });
  take("shaper", text => text === "paper-burst" || text === "steady", text => { state.links = text; });
  take("max_accuracy_loss", isNotNegative, text => { state.loss = Number(text); });
  take("picture_stays", text => text === "yes" || text === "no", text => { state.stays = text === "yes"; });
  take("without", text => text.split(",").every(tier => ["mobile", "edge", "cloud"].includes(tier)), text => { state.without = text.split(","); });
  return { state, problems };
}

function isNotNegative(text) {
  return text !== "" && Number(text) >= 0 && Number.isFinite(Number(text));
}

function isPositive(text) {
  return isNotNegative(text) && Number(text) > 0;
}
