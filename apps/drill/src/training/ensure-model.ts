import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { once } from "node:events";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { MODEL_FILE } from "../refund-risk/model.ts";

const SOURCE = new URL("../", import.meta.url);
/** What the training is made of. */
const MADE_OF = [
  "training",
  "refund-risk/features.ts",
  "refund-risk/history.ts",
  "refund-risk/model.ts",
  "refund-risk/population.ts",
];
const AND_OF = ["refund-risk/request.ts", "refund-risk/trees.ts", "random.ts", "traffic/customers.ts"];

/** Of the trainer's source: the model fits as long as it is the same. */
export function trainerFingerprint(): string {
  const files = [...MADE_OF, ...AND_OF].flatMap((path) => {
    if (path.endsWith(".ts")) return [path];
    const inside = readdirSync(new URL(`${path}/`, SOURCE)).filter((name) => name.endsWith(".ts") && !name.endsWith(".test.ts"));
    return inside.sort((a, b) => (a < b ? -1 : 1)).map((name) => `${path}/${name}`);
  });
  const hash = createHash("sha256");
  for (const file of files) hash.update(file).update(readFileSync(new URL(file, SOURCE)));
  return hash.digest("hex");
}

export function modelFits(file: string = MODEL_FILE): boolean {
  if (!existsSync(file)) return false;
  try {
    return (JSON.parse(readFileSync(file, "utf8")) as { fingerprint?: unknown }).fingerprint === trainerFingerprint();
  } catch {
    // Cut off by a crash: as good as none.
    return false;
  }
}

/** Trains in a process of its own where the model is missing or the trainer has changed. Throws with the training's own words. */
export async function ensureModel(): Promise<void> {
  if (modelFits()) return;
  const child = spawn(process.execPath, [fileURLToPath(new URL("./train.ts", import.meta.url))], {
    stdio: ["ignore", "inherit", "pipe"],
  });
  let said = "";
  child.stderr.on("data", (chunk) => {
    said += chunk;
  });
  const [code] = (await once(child, "close")) as [number | null];
  if (code !== 0)
    throw new Error(`The refund-risk model could not be trained: ${said.trim() || `the training ended with ${code}`}`);
}
