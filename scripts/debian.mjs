// Programs that tests start. Debian's package is installed where the program is missing and this process may do so; else a sentence says what to do.
import { spawnSync } from "node:child_process";
import { accessSync, constants, existsSync, readFileSync } from "node:fs";

function found(paths) {
  for (const path of paths) {
    if (!path) continue;
    try {
      accessSync(path, constants.X_OK);
      return path;
    } catch {}
  }
  return null;
}

const isDebian = () => existsSync("/etc/os-release") && /debian/i.test(readFileSync("/etc/os-release", "utf8"));

function apt(...args) {
  spawnSync("apt-get", args, {
    env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" },
    stdio: ["ignore", "ignore", "inherit"],
    timeout: 600_000,
  });
}

/**
 * The path of a program, or null with the reason told.
 * @param {{ name: string, package: string, variable: string, known: readonly string[] }} program `variable`: an environment variable that names it.
 */
export function findProgram({ name, package: debianPackage, variable, known }) {
  const paths = [process.env[variable], ...known];
  const path = found(paths);
  if (path) return { path, reason: null };
  if (!isDebian() || process.getuid?.() !== 0) {
    return {
      path: null,
      reason: `No ${name} was found. Install one (Debian: apt-get install ${debianPackage}) or name it in ${variable}.`,
    };
  }
  console.log(`Installing Debian's ${debianPackage} for the tests (once, up to a minute) …`);
  apt("update", "-qq");
  apt("install", "-y", "-qq", "--no-install-recommends", debianPackage);
  const installed = found(paths);
  return installed
    ? { path: installed, reason: null }
    : { path: null, reason: `apt-get could not install ${debianPackage}; see its messages above.` };
}

export const findChromium = () =>
  findProgram({
    name: "Chromium",
    package: "chromium",
    variable: "CHROMIUM",
    known: [
      "/usr/bin/chromium",
      "/usr/bin/chromium-browser",
      "/usr/bin/google-chrome",
      "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    ],
  });

/** Debian names Alertmanager's program after its package. */
export const findPrometheus = () =>
  findProgram({
    name: "Prometheus",
    package: "prometheus",
    variable: "PROMETHEUS",
    known: ["/usr/bin/prometheus", "/usr/local/bin/prometheus"],
  });
export const findAlertmanager = () =>
  findProgram({
    name: "Alertmanager",
    package: "prometheus-alertmanager",
    variable: "ALERTMANAGER",
    known: ["/usr/bin/prometheus-alertmanager", "/usr/local/bin/alertmanager"],
  });
