// Makes a bare machine ready: Node 24 and pnpm beside the source (in .tools) where they are missing, then the packages. Runs on Node 18 and
// later with nothing installed. What is done is not done again.
import { execFileSync, spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";

export const root = fileURLToPath(new URL("..", import.meta.url)).replace(/[\\/]$/, "");
const NODE_VERSION = "24.21.0";
const PNPM_VERSION = "12.21.0";
const tools = join(root, ".tools");
const toolsBin = join(tools, "node_modules", ".bin");
const stampFile = join(root, "node_modules", ".firebreak-installed");

/** A fault that a person can do something about; its message is the whole story. */
export class SetupFault extends Error {}

/**
 * Resolves to the Node to run with, the environment to run in, and where the packages' programs are:
 * `bin("tsc")`, or `bin("playwright", "e2e")` for a workspace's own. Rejects with a SetupFault.
 */
export async function setUp({ quiet = false } = {}) {
  const path = [toolsBin, join(root, "node_modules", ".bin"), process.env.PATH ?? ""].join(delimiter);
  const env = { ...withoutNpmsOwn(process.env), PATH: path };
  const missing = missingTools(env);
  if (missing.length > 0) {
    await step(`Getting ${missing.join(" and ")}`, { quiet, command: "npm", args: npmArguments(missing), env });
    const still = missingTools(env);
    if (still.length > 0)
      throw new SetupFault(`${still.join(" and ")} was fetched into .tools but does not run on this machine.`);
  }
  const wanted = fingerprint(env);
  if (!existsSync(stampFile) || readFileSync(stampFile, "utf8") !== wanted) {
    const args = ["install", "--frozen-lockfile", "--reporter=append-only"];
    await step("Installing packages", { quiet, command: "pnpm", args, env: { ...env, CI: "true" } });
    writeFileSync(stampFile, wanted);
  }
  const node = nodePath(env);
  const bin = (name, workspace) => (name === "node" ? node : join(root, workspace ?? "", "node_modules", ".bin", name));
  return { node, env, bin };
}

/** For a program's first line: sets up, or says why not and ends. */
export async function setUpOrExit(options) {
  try {
    return await setUp(options);
  } catch (error) {
    if (!(error instanceof SetupFault)) throw error;
    console.error(`\n${error.message}`);
    process.exit(1);
  }
}

/** What npm tells its own scripts would only mislead the programs that are started from here. */
function withoutNpmsOwn(environment) {
  const misleading =
    /^(npm_(lifecycle|package)_|npm_(command|execpath|node_execpath|config_prefix|config_local_prefix)$|NODE$|INIT_CWD$)/;
  return Object.fromEntries(Object.entries(environment).filter(([name]) => !misleading.test(name)));
}

function missingTools(env) {
  const missing = [];
  if (majorOf(answerOf("node", ["--version"], env)) < 24) missing.push("Node 24");
  if (answerOf("pnpm", ["--version"], env) !== PNPM_VERSION) missing.push("pnpm");
  return missing;
}
const majorOf = (version) => Number(/^v(\d+)\./.exec(version)?.[1] ?? 0);

function answerOf(command, args, env) {
  try {
    return execFileSync(command, args, {
      env,
      cwd: root,
      encoding: "utf8",
      stdio: ["ignore", "pipe", "ignore"],
      timeout: 20_000,
    }).trim();
  } catch {
    return "";
  }
}

function nodePath(env) {
  return answerOf("node", ["-p", "process.execPath"], env) || process.execPath;
}

/** Always both names: npm removes from the folder what it was not told of. */
function npmArguments(missing) {
  const packages = [`pnpm@${PNPM_VERSION}`];
  const fetched = existsSync(join(toolsBin, "node"));
  if (missing.includes("Node 24") || fetched) packages.push(nodePackage());
  mkdirSync(tools, { recursive: true });
  return ["install", "--prefix", tools, "--no-save", "--no-package-lock", "--no-audit", "--no-fund", ...packages];
}

function nodePackage() {
  const musl = process.platform === "linux" && !process.report?.getReport?.().header?.glibcVersionRuntime;
  if (process.platform === "linux" && !musl && ["x64", "arm64"].includes(process.arch)) {
    return `node-linux-${process.arch}@${NODE_VERSION}`;
  }
  const system =
    { darwin: "macOS", win32: "Windows", linux: musl ? "a Linux without glibc" : "Linux" }[process.platform] ?? process.platform;
  throw new SetupFault(
    `Firebreak needs Node 24; this is Node ${process.versions.node}, and on ${system} (${process.arch}) it cannot be fetched by itself.\n` +
      `Install Node ${NODE_VERSION} or newer from https://nodejs.org and run this again.`,
  );
}

/** What the installed packages depend on. */
function fingerprint(env) {
  const hash = createHash("sha256");
  const workspaces = ["apps", "packages"].flatMap((folder) => {
    return readdirSync(join(root, folder)).map((name) => join(folder, name, "package.json"));
  });
  const files = [
    "pnpm-lock.yaml",
    "pnpm-workspace.yaml",
    "package.json",
    join("e2e", "package.json"),
    join("bench", "package.json"),
  ];
  for (const file of [...files, ...workspaces.sort((a, b) => (a < b ? -1 : 1))]) {
    if (existsSync(join(root, file))) hash.update(file).update(readFileSync(join(root, file)));
  }
  return hash.update(answerOf("node", ["--version"], env)).digest("hex");
}

/** Runs one step and shows that it is alive: its name and the seconds, on a terminal counting. */
export function step(title, { quiet, command, args, env }) {
  const started = Date.now();
  const seconds = () => `${Math.round((Date.now() - started) / 1000)} s`;
  const counting = process.stdout.isTTY && !quiet;
  const show = (end) =>
    process.stdout.write(counting ? `\r\x1b[2K${title} … ${seconds()}${end}` : `${title} … ${seconds()}${end}`);
  if (!quiet && !counting) process.stdout.write(`${title} …\n`);
  const timer = counting ? setInterval(() => show(""), 500) : undefined;
  return new Promise((resolve, reject) => {
    let kept = "";
    const keep = (chunk) => {
      kept = (kept + chunk).slice(-20_000);
    };
    const child = spawn(command, args, { cwd: root, env, stdio: ["ignore", "pipe", "pipe"] });
    child.stdout.on("data", keep);
    child.stderr.on("data", keep);
    const over = (fault) => {
      clearInterval(timer);
      if (!quiet) show(fault ? " failed\n" : ", done\n");
      if (fault) reject(new SetupFault(`${title}: ${fault}`));
      else resolve();
    };
    child.on("error", (error) =>
      over(error.code === "ENOENT" ? `the program ${command} is missing on this machine.` : error.message),
    );
    child.on("close", (code) => over(code === 0 ? null : reasonIn(kept, command, code)));
  });
}

const REASONS = [
  [/ENOSPC|no space left/i, "the disk is full. Free about 2 GB and run this again."],
  [
    /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|ERR_SOCKET_TIMEOUT|network (request|timeout)|dns error|error sending request/i,
    "the package registry cannot be reached. Check the network (or the proxy and registry in your npm settings) and run this again.",
  ],
  [
    /EACCES|EPERM|EROFS|permission denied/i,
    `the folder ${root} cannot be written. Give yourself the right to, or clone to another place.`,
  ],
  [/OUTDATED_LOCKFILE/, "pnpm-lock.yaml does not fit the package.json files. Run pnpm install and commit the lock file."],
];
function reasonIn(output, command, code) {
  const [, known] = REASONS.find(([pattern]) => pattern.test(output)) ?? [];
  const last = output.trim().split("\n").slice(-12).join("\n");
  return `${known ?? `${command} ended with ${code}.`}\n\n${last}`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  if (process.argv.includes("--again")) rmSync(stampFile, { force: true });
  await setUpOrExit();
}
