// Where the real browser is. Debian's chromium is installed where it is missing and this process may do so; else a sentence says what to do.
import { spawnSync } from "node:child_process";
import { accessSync, constants, existsSync, readFileSync } from "node:fs";

const KNOWN = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
];

function found() {
  for (const path of [process.env.CHROMIUM, ...KNOWN]) {
    if (!path) continue;
    try {
      accessSync(path, constants.X_OK);
      return path;
    } catch {}
  }
  return null;
}

const isDebian = () => existsSync("/etc/os-release") && /debian/i.test(readFileSync("/etc/os-release", "utf8"));

/** The path of a chromium, or null with the reason told. */
export function findChromium() {
  const path = found();
  if (path) return { path, reason: null };
  if (!isDebian() || process.getuid?.() !== 0) {
    return {
      path: null,
      reason: "No Chromium was found. Install one (Debian: apt-get install chromium) or name it in CHROMIUM.",
    };
  }
  console.log("Installing Debian's chromium for the browser tests (once, about a minute) …");
  const apt = (...args) =>
    spawnSync("apt-get", args, {
      env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" },
      stdio: ["ignore", "ignore", "inherit"],
      timeout: 600_000,
    });
  apt("update", "-qq");
  apt("install", "-y", "-qq", "--no-install-recommends", "chromium");
  const installed = found();
  return installed
    ? { path: installed, reason: null }
    : { path: null, reason: "apt-get could not install chromium; see its messages above." };
}
