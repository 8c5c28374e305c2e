import type { HypothesisEvidence } from "@firebreak/incident";

type Turning = Pick<HypothesisEvidence, "live" | "turns">;
export type EvidenceStanding =
  /** Seen once; nothing runs again. */
  | { readonly kind: "seen" }
  /** Its check was not run yet. */
  | { readonly kind: "waiting" }
  | { readonly kind: "holds"; readonly since: string; readonly sentence: string }
  /** `held`: when it last began to hold; null where it never did, as far as the state remembers. */
  | { readonly kind: "turned"; readonly held: string | null; readonly since: string; readonly sentence: string };

/** What a piece of evidence says now, by the last turn of its live check. */
export function standingOfEvidence({ live, turns }: Turning): EvidenceStanding {
  if (live === null) return { kind: "seen" };
  const last = turns.at(-1);
  if (last === undefined) return { kind: "waiting" };
  const { at, sentence } = last;
  if (last.holds) return { kind: "holds", since: at, sentence };
  return { kind: "turned", held: turns.findLast((turn) => turn.holds)?.at ?? null, since: at, sentence };
}

/** Its check says otherwise now: a person should look again at what was concluded from it. */
export const hasTurned = (evidence: Turning): boolean => standingOfEvidence(evidence).kind === "turned";
export const countsNow = (evidence: Turning): boolean => !hasTurned(evidence);

/** Text with moments in it, which a page writes in the reader's zone. */
export type Words = readonly (string | { readonly at: string })[];

/** “supported at 14:10, no longer since 14:30”; null where nothing runs again. */
export function standingWords(evidence: Pick<HypothesisEvidence, "stance" | "live" | "turns">): Words | null {
  const standing = standingOfEvidence(evidence);
  const supports = evidence.stance === "for";
  switch (standing.kind) {
    case "seen":
      return null;
    case "waiting":
      return ["runs again and again; the first look comes within a minute"];
    case "holds":
      return [supports ? "supports since " : "speaks against since ", { at: standing.since }];
    case "turned":
      return standing.held === null
        ? ["does not hold since ", { at: standing.since }]
        : [supports ? "supported at " : "spoke against at ", { at: standing.held }, ", no longer since ", { at: standing.since }];
  }
}
