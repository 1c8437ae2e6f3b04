// The page's data. A candidate's `times` are eight numbers (see model.js); `resamples` holds nine a row, the ninth being the misfit.
const data = JSON.parse(document.getElementById("data").textContent);
const rowLength = 9;

// A column is one number, a list, or {like: [earlier column, factor]}.
function unpackResamples({ count, columns }) {
  const rows = new Float64Array(count * rowLength);
  columns.forEach((column, c) => {
    for (let i = 0; i < count; i++) {
      const own = i * rowLength + c;
      rows[own] = typeof column === "number" ? column : column.like ? rows[i * rowLength + column.like[0]] * column.like[1] : column[i];
    }
  });
  return rows;
}

function unpackCandidate(candidate, index) {
  const { deployment, operator, label } = candidate;
  return {
    ...candidate,
    index,
    place: `${deployment}:${operator}${label && `:${label}`}`,
    name: `${operator}${label && ` (${label})`} on ${deployment}`,
    tiers: deployment.split("_"),
    times: Float64Array.from(candidate.times),
    resamples: unpackResamples(candidate.resamples),
    count: candidate.resamples.count,
  };
}

const subjects = data.subjects.map(subject => ({ ...subject, candidates: subject.candidates.map(unpackCandidate) }));
