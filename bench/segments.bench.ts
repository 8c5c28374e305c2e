import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import type { Row } from "./harness/bench.ts";
import { linesOf, locateAll } from "./segments/locate.ts";

export const title = "Segment scan on published root-cause cases (development part), one set of parameters";

const SEGMENTS = join(import.meta.dirname, "..", "..", "shared", "benchmarks", "segments");
const ARCHIVES = ["cases-dev.tar.xz", "cases-ext-dev.tar.xz"];
const LABELS = ["labels-dev.json"];
/** Pooled F1 of RobustSpot on its own cases; RiskLoc reaches 0.01 there. */
const ROBUSTSPOT = 0.42;
/** Seconds a case that RiskLoc took, as stated beside the cases; of other groups what its file of answers says. */
const RISKLOC_SECONDS: Readonly<Record<string, number>> = { S: 1.2, L: 0.5, H6: 4.8 };
const UNPACK_MS = 300_000;
const SCORE_MS = 60_000;
const execute = promisify(execFile);

export async function run(): Promise<Row[]> {
  if (!existsSync(SEGMENTS)) return [{ skipped: "../shared/benchmarks/segments is absent" }];
  const folder = await mkdtemp(join(tmpdir(), "firebreak-bench-segments-"));
  try {
    for (const archive of ARCHIVES) await execute("tar", ["-xJf", join(SEGMENTS, archive), "-C", folder], { timeout: UNPACK_MS });
    const labels = await Promise.all(
      LABELS.map(async (name) => JSON.parse(await readFile(join(SEGMENTS, name), "utf8")) as object),
    );
    const located = await locateAll({ cases: folder, wanted: labels.flatMap((one) => Object.keys(one)) });
    const pred = join(folder, "located.jsonl");
    await writeFile(pred, linesOf(located));
    const ours = await Promise.all(LABELS.map((name) => score(name, pred)));
    const riskloc = await Promise.all(LABELS.map((name) => score(name, join(SEGMENTS, "riskloc-dev.jsonl"))));
    return ours.flatMap((groups, index) => rowsOf(groups, riskloc[index] ?? {}));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function rowsOf(ours: Groups, riskloc: Groups): Row[] {
  return Object.entries(ours).flatMap(([group, score]) => {
    const peer = riskloc[group];
    if (group === "ALL" || !peer) return [];
    const seconds = score.seconds / score.answered;
    const peerSeconds = RISKLOC_SECONDS[group] ?? peer.seconds / peer.answered;
    return [
      {
        cases: `${group} (${score.cases})`,
        "Firebreak F1": score.f1.toFixed(3),
        "RiskLoc F1": group === "RS" ? `${peer.f1.toFixed(3)} (RobustSpot ${ROBUSTSPOT})` : peer.f1.toFixed(3),
        precision: score.precision.toFixed(3),
        recall: score.recall.toFixed(3),
        "all exact": `${score.exact} of ${score.cases}`,
        "ms a case": (1000 * seconds).toFixed(1),
        "RiskLoc, ms": (1000 * peerSeconds).toFixed(0),
        "times as fast": (peerSeconds / seconds).toFixed(0),
      },
    ];
  });
}

interface Score {
  readonly cases: number;
  readonly answered: number;
  readonly exact: number;
  readonly seconds: number;
  readonly f1: number;
  readonly precision: number;
  readonly recall: number;
}
type Groups = Readonly<Record<string, Score>>;
async function score(labels: string, pred: string): Promise<Groups> {
  const args = [join(SEGMENTS, "loc-score.mjs"), "--labels", join(SEGMENTS, labels), "--pred", pred, "--json"];
  const { stdout } = await execute(process.execPath, args, { timeout: SCORE_MS, maxBuffer: 2 ** 24 });
  return JSON.parse(stdout) as Groups;
}
