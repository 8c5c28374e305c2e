// The product's processes: the server and the practice service, as `npm start` and `pnpm dev` run them.
import { join, resolve } from "node:path";
import { answers, createLogFile, launchProcess, portFault, practiceKey, readLine } from "./launch.mjs";
import { root } from "./setup.mjs";

const READY_WITHIN_MS = 120_000;
const PRACTICE_STOP_MS = 5_000;
/** The server gives itself 10 s. */
const SERVER_STOP_MS = 11_000;
const READY_LINE_WITHIN_MS = 5_000;
const READY = /^Firebreak is ready at /;
const LINK = /https?:\/\/\S+\/welcome\?token=\S+/;

/** `--data DIR --port N --no-practice --no-open --administrator-link`, each also by its environment variable; faults are sentences. */
export function readOptions(args, environment) {
  const options = {
    data: environment.FIREBREAK_DATA || "data",
    port: environment.PORT || "4600",
    practice: true,
    open: true,
    administratorLink: environment.FIREBREAK_ADMINISTRATOR_LINK === "1",
  };
  const rest = [...args];
  while (rest.length > 0) {
    const argument = rest.shift();
    if (argument === "--no-practice") options.practice = false;
    else if (argument === "--no-open") options.open = false;
    else if (argument === "--administrator-link") options.administratorLink = true;
    else if ((argument === "--data" || argument === "--port") && rest.length > 0) options[argument.slice(2)] = rest.shift();
    else
      return {
        fault: `${argument} is not understood. Known: --data DIR, --port N, --no-practice, --no-open, --administrator-link.`,
      };
  }
  const port = Number(options.port);
  if (!Number.isInteger(port) || port < 1 || port > 65_535)
    return { fault: `--port wants a number from 1 to 65535, not ${options.port}.` };
  return { ...options, port, data: resolve(root, options.data) };
}

/**
 * Starts the server, waits until it answers, then the practice service. Resolves to the running product, or to `{fault}` with everything
 * stopped again. `onLost` is called once when a process ends by itself that should not have.
 */
export async function startProduct({
  data,
  port,
  practice,
  administratorLink,
  environment,
  node,
  serverArguments = [],
  show,
  onLost,
}) {
  const control = Number(environment.DRILL_CONTROL_PORT || 4610);
  const instancePort = Number(environment.DRILL_INSTANCE_PORT || control + 1);
  const instances = Number(environment.DRILL_INSTANCES || 4);
  const scoringPort = Number(environment.DRILL_SCORING_PORT || instancePort + instances);
  const scoringInstances = Number(environment.DRILL_SCORING_INSTANCES || 2);
  const host = environment.HOST || "127.0.0.1";
  const inARow = (first, count) => Array.from({ length: count }, (_, i) => first + i);
  const practicePorts = practice ? [control, ...inARow(instancePort, instances), ...inARow(scoringPort, scoringInstances)] : [];
  const faults = (await Promise.all([portFault(port, host), ...practicePorts.map((used) => portFault(used))])).filter(Boolean);
  if (faults[0]) return { fault: `${faults[0]}\nStop that program, or choose another with ${portAdvice(practice)}.` };

  const logs = join(data, "logs");
  const key = practiceKey(data);
  const scoringKey = practiceKey(data, "practice-scoring-key");
  const base = `http://${host === "0.0.0.0" ? "127.0.0.1" : host}:${port}`;
  const common = { node, cwd: root };
  let link = null;
  let stopping = false;
  let sayReady = () => {};
  const saidReady = new Promise((resolve) => {
    sayReady = resolve;
  });
  let lastWords = [];
  const serverLog = createLogFile(logs, "server");
  const saying = () =>
    `${lastWords.length === 0 ? "" : ` Its last words:\n  ${lastWords.join("\n  ")}`}\nIts log: ${serverLog.path}`;
  const server = launchProcess({
    ...common,
    name: "server",
    args: [...serverArguments, join(root, "apps", "server", "src", "main.ts")],
    env: {
      ...environment,
      PORT: String(port),
      FIREBREAK_DATA: data,
      FIREBREAK_PRACTICE_KEY: key,
      FIREBREAK_PRACTICE_SCORING_KEY: scoringKey,
      ...(administratorLink ? { FIREBREAK_ADMINISTRATOR_LINK: "1" } : {}),
      ...(practice ? { PRACTICE_URL: environment.PRACTICE_URL || `http://127.0.0.1:${control}` } : {}),
    },
    log: serverLog,
    onLine(line) {
      link = LINK.exec(line)?.[0] ?? link;
      const { level, text } = readLine(line);
      lastWords = [...lastWords, text].slice(-8);
      if (READY.test(line)) sayReady();
      if (level >= 40 && !stopping) show("server", text);
    },
  });
  if (!(await answers(`${base}/healthz`, { withinMs: READY_WITHIN_MS, stopped: server.ended }))) {
    await server.stop(SERVER_STOP_MS);
    return { fault: `The server did not start (${(await server.ended).reason}).${saying()}` };
  }
  // The door opens a moment before the server says so; the one-time link comes before that sentence.
  await Promise.race([saidReady, server.ended, new Promise((resolve) => setTimeout(resolve, READY_LINE_WITHIN_MS))]);
  const service = practice
    ? launchProcess({
        ...common,
        name: "practice service",
        args: [join(root, "apps", "drill", "src", "main.ts")],
        env: {
          ...environment,
          HOST: "127.0.0.1",
          FIREBREAK_URL: base,
          FIREBREAK_KEY: key,
          FIREBREAK_SCORING_KEY: scoringKey,
          DRILL_STATE: join(data, "practice"),
          DRILL_CONTROL_PORT: String(control),
          DRILL_INSTANCE_PORT: String(instancePort),
          DRILL_SCORING_PORT: String(scoringPort),
        },
        log: createLogFile(logs, "practice"),
        onLine: () => {},
      })
    : null;
  void server.ended.then(({ reason }) => {
    if (!stopping) onLost(`The server ended by itself (${reason}).${saying()}`);
  });
  void service?.ended.then(({ reason }) => {
    if (!stopping)
      show("practice service", `ended by itself (${reason}); see ${join(logs, "practice.log")}. The product goes on without it.`);
  });
  return {
    url: base,
    link: () => link,
    logs,
    data,
    /** The practice service first: its last telemetry still finds the server. Resolves to whether both ended when asked. */
    async stop() {
      stopping = true;
      const first = (await service?.stop(PRACTICE_STOP_MS)) ?? true;
      return (await server.stop(SERVER_STOP_MS)) && first;
    },
    kill() {
      stopping = true;
      service?.kill();
      server.kill();
    },
  };
}

function portAdvice(practice) {
  return practice
    ? "--port N (the server), DRILL_CONTROL_PORT and DRILL_INSTANCE_PORT (practice, its instances in a row), or leave it out: --no-practice"
    : "--port N";
}

/** Ctrl-C and SIGTERM stop everything in order; a second Ctrl-C at once. */
export function stopOnSignal(product, others = []) {
  let asked = 0;
  const stop = async (code) => {
    asked += 1;
    if (asked > 1) {
      for (const one of [product, ...others]) one.kill();
      process.exit(1);
    }
    console.log("\nStopping …");
    await Promise.all(others.map((other) => other.stop(3_000)));
    const clean = await product.stop();
    console.log(clean ? "Stopped." : "Stopped; a part had to be ended by force. The next start puts it right.");
    process.exit(code);
  };
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => void stop(0));
  return stop;
}
