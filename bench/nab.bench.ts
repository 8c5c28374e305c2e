import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import type { Row } from "./harness/bench.ts";
import { detect } from "./nab/detect.ts";

export const title = "Dynamic baseline on the Numenta Anomaly Benchmark (30 development files), streaming, one set of parameters";

const NAB = join(import.meta.dirname, "..", "..", "shared", "benchmarks", "nab");
/**
 * ARTime, the best of the published detectors, on all 58 files. NAB tells its detectors the smallest and largest value of a file and
 * its length before they start; ours is not told.
 */
const BEST_PUBLISHED = { standard: 74.9, reward_low_FP_rate: 65.1, reward_low_FN_rate: 80.4 } as const;
type Profile = keyof typeof BEST_PUBLISHED;
const NAMES: Readonly<Record<Profile, string>> = {
  standard: "standard",
  reward_low_FP_rate: "low false positives",
  reward_low_FN_rate: "low false negatives",
};
const SCORER_MS = 120_000;

export async function run(): Promise<Row[]> {
  if (!existsSync(NAB)) return [{ skipped: "../shared/benchmarks/nab is absent" }];
  const results = await mkdtemp(join(tmpdir(), "firebreak-bench-nab-"));
  try {
    const { microsecondsPerValue } = await detect({ data: join(NAB, "data"), out: results });
    const all = await score(results, join(NAB, "split-dev.txt"));
    const profiles = Object.keys(NAMES) as Profile[];
    const rows = profiles.map((profile) => {
      const best = BEST_PUBLISHED[profile];
      const { score: ours, windowsHit, fpRows } = all.profiles[profile];
      return {
        what: NAMES[profile],
        ours: ours.toFixed(1),
        "ARTime (58 files)": best,
        ratio: (ours / best).toFixed(2),
        "windows found": `${windowsHit} of ${all.windows}`,
        "false alerts": fpRows,
        "µs a value": microsecondsPerValue.toFixed(1),
      };
    });
    return [...rows, ...byCategory(all)];
  } finally {
    await rm(results, { recursive: true, force: true });
  }
}

/** At the one threshold of the standard profile. */
function byCategory({ profiles: { standard } }: Scores): Row[] {
  const categories = Map.groupBy(standard.perFile, ([file]) => file.split("/")[0] ?? "");
  return [...categories].map(([category, files]) => {
    const sum = (of: (file: FileScore) => number): number => files.reduce((total, [, file]) => total + of(file), 0);
    const windows = sum((file) => file.windows);
    return {
      what: `${category} (${files.length} files)`,
      ours:
        windows === 0
          ? `${sum((file) => file.raw).toFixed(2)} raw`
          : ((100 * (sum((file) => file.raw) + windows)) / (2 * windows)).toFixed(1),
      "windows found": `${sum((file) => file.windowsHit)} of ${windows}`,
      "false alerts": sum((file) => file.fpRows),
    };
  });
}

interface FileScore {
  readonly raw: number;
  readonly windows: number;
  readonly windowsHit: number;
  readonly fpRows: number;
}
interface Scores {
  readonly windows: number;
  readonly profiles: Readonly<
    Record<
      Profile,
      { readonly score: number; readonly windowsHit: number; readonly fpRows: number; readonly perFile: [string, FileScore][] }
    >
  >;
}
async function score(results: string, only: string): Promise<Scores> {
  const windows = join(NAB, "combined_windows.json");
  const args = [join(NAB, "nab-score.mjs"), "--results", results, "--windows", windows, "--only", only, "--json", "--per-file"];
  const { stdout } = await promisify(execFile)(process.execPath, args, { timeout: SCORER_MS, maxBuffer: 2 ** 26 });
  return JSON.parse(stdout) as Scores;
}
