import type { Matrix } from "@firebreak/server/contract";
import type { Standing } from "@firebreak/signals";

export type Tone = "alarm" | "calm" | "unknown";
export interface MatrixRow {
  readonly signal: string;
  readonly title: string;
  readonly tone: Tone;
  /** How it stands, in a word or two. */
  readonly words: string;
  readonly since: number | null;
  readonly layers: ReadonlySet<string>;
}
export interface MatrixGroup {
  readonly title: string;
  readonly tone: Tone;
  readonly rows: readonly MatrixRow[];
}

const GROUPS: readonly { readonly tone: Tone; readonly title: string }[] = [
  { tone: "alarm", title: "Alarming" },
  { tone: "calm", title: "Inside" },
  { tone: "unknown", title: "Learning or silent" },
];

/** What alarms first, the longest first; then what is inside; then what cannot say anything. */
export function matrixGroups({ rows }: Matrix): readonly MatrixGroup[] {
  const all = rows.map(
    ({ signal, title, standing, layers }): MatrixRow => ({
      signal,
      title,
      tone: toneOf(standing),
      words: wordsOf(standing),
      since: standing?.kind === "alarming" ? standing.since : null,
      layers: new Set(layers),
    }),
  );
  return GROUPS.flatMap(({ tone, title }) => {
    const members = all.filter((row) => row.tone === tone);
    if (members.length === 0) return [];
    return [{ tone, title, rows: tone === "alarm" ? members.toSorted((a, b) => (a.since ?? 0) - (b.since ?? 0)) : members }];
  });
}

function toneOf(standing: Standing | null): Tone {
  if (standing?.kind === "alarming") return "alarm";
  return standing?.kind === "quiet" ? "calm" : "unknown";
}
function wordsOf(standing: Standing | null): string {
  if (standing === null) return "silent";
  return standing.kind === "alarming" ? "alarms" : standing.kind === "quiet" ? "inside" : "learning";
}

export interface ColumnTally {
  readonly alarms: number;
  readonly calm: number;
  readonly unknown: number;
}
/** How many signals speak to a layer, by how they stand: the matrix in one line. */
export function tallyOf(groups: readonly MatrixGroup[], layer: string): ColumnTally {
  const count = (tone: Tone) =>
    groups
      .filter((group) => group.tone === tone)
      .reduce((sum, { rows }) => sum + rows.filter((row) => row.layers.has(layer)).length, 0);
  return { alarms: count("alarm"), calm: count("calm"), unknown: count("unknown") };
}
