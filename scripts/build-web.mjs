// Builds the browser app when its sources changed since the last build.
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { root, SetupFault, setUpOrExit, step } from "./setup.mjs";

const dist = join(root, "apps", "web", "dist");
const stampFile = join(dist, ".built-from");
const SOURCES = ["apps/web", "packages", "pnpm-lock.yaml"];
const LEFT_OUT = new Set(["node_modules", "dist", ".vite"]);

/** Resolves to whether it had to build. */
export async function buildWeb({ env, bin, quiet = false }) {
  const sources = fingerprint();
  if (existsSync(join(dist, "index.html")) && existsSync(stampFile) && readFileSync(stampFile, "utf8") === sources) return false;
  await step("Building the browser app", {
    quiet,
    env,
    command: bin("node"),
    args: [
      join(root, "apps", "web", "node_modules", "vite", "bin", "vite.js"),
      "build",
      join(root, "apps", "web"),
      "--logLevel",
      "warn",
    ],
  });
  writeFileSync(stampFile, sources);
  return true;
}

function fingerprint() {
  const hash = createHash("sha256");
  const read = (path) => {
    if (statSync(path).isDirectory()) {
      for (const name of readdirSync(path).sort()) if (!LEFT_OUT.has(name)) read(join(path, name));
    } else {
      hash.update(path.slice(root.length)).update(readFileSync(path));
    }
  };
  for (const source of SOURCES) read(join(root, source));
  return hash.digest("hex");
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  try {
    await buildWeb(await setUpOrExit({ quiet: true }));
  } catch (error) {
    if (!(error instanceof SetupFault)) throw error;
    console.error(error.message);
    process.exit(1);
  }
}
