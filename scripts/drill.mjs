// `pnpm drill I1` (I2 to I5) begins a scenario on the running practice service, `pnpm drill end` ends all that run, `pnpm drill end I1` that one,
// `pnpm drill` shows how it stands.
// `pnpm drill stop assistant-2` and `start assistant-2` silence one instance and bring it back.
const door = process.env.PRACTICE_URL || `http://127.0.0.1:${process.env.DRILL_CONTROL_PORT || 4610}`;
const [what, name] = process.argv.slice(2);

const status = await ask();
if (what !== undefined) console.log(after(what, status));
for (const { service, requestsPerSecond, instances } of status.services) {
  console.log(`\n${service}: ${requestsPerSecond} answers a second`);
  for (const { instance, port, alive } of instances) console.log(`  ${instance}  port ${port}  ${alive ? "serving" : "silent"}`);
}
if (status.runningAll.length === 0) console.log("\nNo drill is running.");
for (const { scenario, service, since } of status.runningAll)
  console.log(`\n${scenario} is running on ${service} since ${new Date(since).toLocaleTimeString()}`);
if (what === undefined) {
  console.log("\nScenarios:");
  for (const { id, title, description, service } of status.scenarios)
    console.log(`  ${id}  ${title} (${service})\n      ${description}`);
}

function after(asked, { scenarios }) {
  if (asked === "end") return `${name ?? "Every drill"} is over; its instances serve again what is known to be good.`;
  if (asked === "stop" || asked === "start") return `${name}: ${asked === "stop" ? "stopped, it stays silent" : "started"}.`;
  const begun = scenarios.find(({ id }) => id === asked);
  return `${begun?.id} has begun on ${begun?.service}: ${begun?.title}.\n${begun?.description}\n\nWatch the board. End it with: pnpm drill end ${begun?.id}`;
}

function requestFor() {
  if (what === undefined) return { path: "/control", request: { method: "GET" } };
  if (what === "end") return { path: "/control/end", request: post({ scenario: name }) };
  if (what === "stop" || what === "start") {
    return { path: `/control/instances/${encodeURIComponent(name ?? "")}/${what}`, request: post({}) };
  }
  return { path: "/control/begin", request: post({ scenario: what }) };
}
function post(body) {
  return { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) };
}

async function ask() {
  const { path, request } = requestFor();
  let response;
  try {
    response = await fetch(`${door}${path}`, { ...request, signal: AbortSignal.timeout(10_000) });
  } catch {
    console.error(`The practice service does not answer at ${door}. Start the product first: npm start`);
    process.exit(1);
  }
  const answer = await response.json().catch(() => ({ message: `it answered ${response.status}` }));
  if (response.ok) return answer;
  console.error(answer.message);
  process.exit(1);
}
