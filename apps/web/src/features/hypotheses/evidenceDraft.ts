import { type PinnedRecord, type Segment, segmentKey } from "@firebreak/incident";
import type { SegmentRow, SignalDefinition } from "@firebreak/signals";
import {
  EXPECTS_OF_ALL,
  EXPECTS_OF_SEGMENT,
  type Expects,
  type Said,
  sayChange,
  sayLive,
  sayNote,
  sayRecord,
  saySegment,
  segmentIn,
  type ToldChange,
} from "./evidenceText.ts";

/** What an incident offers as evidence; null while it is read. */
export interface EvidenceSources {
  readonly service: string;
  /** Epoch milliseconds. */
  readonly impactStartedAt: number;
  readonly harm: { readonly id: string; readonly bad: string };
  readonly definitions: readonly SignalDefinition[];
  readonly segments: readonly SegmentRow[] | null;
  readonly changes: readonly ToldChange[] | null;
  /** Why the changes cannot be read. */
  readonly changesFault: string | null;
  readonly pinned: readonly PinnedRecord[];
}
export const EVIDENCE_KINDS = ["live", "change", "segment", "record", "note"] as const;
export type EvidenceKind = (typeof EVIDENCE_KINDS)[number];
/** As the form holds it; an empty string is what was not chosen yet. */
export interface EvidenceDraft {
  readonly kind: EvidenceKind;
  readonly signal: string;
  /** By its key; empty: all traffic. */
  readonly of: string;
  readonly expects: Expects;
  readonly changeId: string;
  readonly segment: string;
  readonly requestId: string;
  readonly link: string;
}

export const emptyDraft = ({ harm, definitions }: Pick<EvidenceSources, "harm" | "definitions">): EvidenceDraft => ({
  kind: "live",
  signal: definitions.some(({ id }) => id === harm.id) ? harm.id : (definitions[0]?.id ?? harm.id),
  of: "",
  expects: "outside",
  changeId: "",
  segment: "",
  requestId: "",
  link: "",
});

/** Another segment may expect other things: the answer stays on the same side. */
export function withSegment(draft: EvidenceDraft, of: string): EvidenceDraft {
  const offered: readonly Expects[] = of === "" ? EXPECTS_OF_ALL : EXPECTS_OF_SEGMENT;
  const bad = draft.expects === "outside" || draft.expects === "differs";
  return { ...draft, of, expects: offered[bad ? 0 : 1] ?? draft.expects };
}

/** Bad events can be counted inside and outside of a segment only for these. */
export const isComparable = ({ kind, limit }: Pick<SignalDefinition, "kind" | "limit">): boolean =>
  kind === "proportion" || limit !== null;

/** What would be attached, or a sentence that says what is missing. `written` are the person's own words; null: the generated ones. */
export function saidOf(draft: EvidenceDraft, written: string | null, sources: EvidenceSources): Said | string {
  const said = generated(draft, written ?? "", sources);
  if (typeof said === "string") return said;
  const text = (written ?? said.text).trim();
  return text === "" ? "Write what was seen." : { ...said, text };
}

function generated(draft: EvidenceDraft, written: string, sources: EvidenceSources): Said | string {
  switch (draft.kind) {
    case "live": {
      const definition = sources.definitions.find(({ id }) => id === draft.signal);
      if (!definition) return "Choose a signal first.";
      const segment = draft.of === "" ? null : segmentOf(draft.of, sources.segments);
      if (segment === undefined) return "This segment is not measured any more. Choose another one.";
      if (segment && !isComparable(definition))
        return `Segments cannot be compared by ${definition.title}: choose a share, or a signal with a limit.`;
      return sayLive({ signal: draft.signal, segment, expects: draft.expects }, definition.title);
    }
    case "change": {
      const change = sources.changes?.find(({ changeId }) => changeId === draft.changeId);
      return change ? sayChange(change, sources.impactStartedAt) : "Choose a change first.";
    }
    case "segment": {
      const row = sources.segments?.find((each) => segmentKey(segmentIn(each)) === draft.segment);
      return row ? saySegment(row, sources.harm) : "Choose a segment first.";
    }
    case "record": {
      const requestId = draft.requestId.trim();
      return requestId === "" ? "Choose a pinned request, or write a request id." : sayRecord(requestId, sources.pinned);
    }
    case "note": {
      const link = draft.link.trim();
      const isAddress = link === "" || (URL.canParse(link) && /^https?:/.test(link));
      return isAddress ? sayNote(written, link) : "The link is not an address. It begins with https://.";
    }
  }
}

function segmentOf(key: string, rows: EvidenceSources["segments"]): Segment | undefined {
  const row = rows?.find((each) => segmentKey(segmentIn(each)) === key);
  return row && segmentIn(row);
}
