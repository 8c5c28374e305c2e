// The checks that need no running product. Each is one line in the totals of `npm test`; alone (`pnpm check`) it exits 1 on any fault.
import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));

const CHECKS = [
  { title: "types (tsc -b)", command: ["tsc", "-b"] },
  { title: "types of the tests", command: ["tsc", "-p", "tsconfig.tests.json"] },
  { title: "format and lint (biome)", command: ["biome", "check", "."] },
  { title: "promises and switches (oxlint)", command: ["oxlint", "--type-aware", "--quiet"] },
  { title: "import table", command: ["node", "scripts/boundaries.mjs"] },
  { title: "every rule of a SPEC has its test", command: ["node", "scripts/spec.mjs"] },
];

/** Runs a command with its output shown; resolves to whether it exited 0. Killed after `minutes`. */
export function run(
  [program, ...args],
  { env = process.env, minutes = 20, bin = (name) => name, quietUnlessFailed = false } = {},
) {
  return new Promise((resolve) => {
    const child = spawn(bin(program), args, {
      cwd: root,
      env,
      stdio: ["ignore", quietUnlessFailed ? "pipe" : "inherit", quietUnlessFailed ? "pipe" : "inherit"],
    });
    let kept = "";
    child.stdout?.on("data", (chunk) => (kept += chunk));
    child.stderr?.on("data", (chunk) => (kept += chunk));
    const timer = setTimeout(() => {
      kept += `\n${program} took more than ${minutes} minutes and was ended.\n`;
      child.kill("SIGKILL");
    }, minutes * 60_000);
    const done = (ok) => {
      clearTimeout(timer);
      if (!ok && kept) process.stdout.write(kept);
      resolve(ok);
    };
    child.on("error", (error) => {
      kept += `${program} could not be started: ${error.message}\n`;
      done(false);
    });
    child.on("exit", (code) => done(code === 0));
  });
}

/** One after the other; answers how many passed and failed. */
export async function runChecks(options) {
  let passed = 0;
  let failed = 0;
  for (const { title, command } of CHECKS) {
    const ok = await run(command, { ...options, quietUnlessFailed: true, minutes: 10 });
    console.log(`${ok ? "✓" : "✗"} ${title}`);
    if (ok) passed += 1;
    else failed += 1;
  }
  return { passed, failed, skipped: 0 };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { setUp } = await import("./setup.mjs");
  const { env, bin } = await setUp({ quiet: true });
  const { failed } = await runChecks({ env, bin });
  process.exit(failed > 0 ? 1 : 0);
}
