import type { Segment } from "@firebreak/incident";
import type { SignalId } from "@firebreak/signals";
import { SquarePlus } from "lucide-react";
import { Button, Card, EmptyState, LoadingState } from "../../ui/index.ts";
import css from "./SegmentsPanel.module.css";
import { SegmentsTable } from "./SegmentsTable.tsx";
import type { ActiveContainment, SegmentTable } from "./segmentRows.ts";
import { keepsLive } from "./segmentRows.ts";
import { type HarmSignal, percent } from "./segmentText.ts";

interface Props {
  /** null until the first answer. */
  readonly table: SegmentTable | null;
  readonly fault: string | null;
  readonly harmSignal: HarmSignal;
  /** What else segments may be compared by. */
  readonly harmSignals: readonly HarmSignal[];
  readonly onHarmSignal: (signal: SignalId) => void;
  /** null: a segment to be picked by hand. */
  readonly onIsolate: (segment: Segment | null) => void;
  readonly onRelease: (containment: ActiveContainment) => void;
  /** Containments the server has not confirmed yet. */
  readonly pending: ReadonlySet<string>;
  /** Why nobody here may switch anything; null when they may. */
  readonly refusal: string | null;
}

export function SegmentsPanel(props: Props) {
  const { table, harmSignal, harmSignals, onHarmSignal, onIsolate, refusal } = props;
  const choices = harmSignals.some(({ id }) => id === harmSignal.id) ? harmSignals : [harmSignal, ...harmSignals];
  const live = table ? keepsLive(table.rows) : null;
  return (
    <Card
      className={css.card}
      title="Segments that differ"
      right={
        <span className={css.right}>
          {live === null ? null : <span className={css.live}>isolating keeps {percent(live)} of traffic live</span>}
          <select
            className={css.signal}
            aria-label="What counts as harm"
            value={harmSignal.id}
            onChange={(event) => onHarmSignal(event.target.value)}
          >
            {choices.map((signal) => (
              <option key={signal.id} value={signal.id}>
                {signal.bad}
              </option>
            ))}
          </select>
          <Button
            size="small"
            look="bare"
            icon={<SquarePlus aria-hidden="true" />}
            refusal={refusal}
            onClick={() => onIsolate(null)}
          >
            By hand
          </Button>
        </span>
      }
    >
      <Content {...props} />
    </Card>
  );
}

function Content(props: Props) {
  const { table, fault } = props;
  if (!table) {
    return fault ? (
      <EmptyState title="The segments cannot be read">{fault}</EmptyState>
    ) : (
      <LoadingState what="Comparing segments" />
    );
  }
  if (table.rows.length === 0) {
    return (
      <EmptyState title="No traffic to compare">
        Nothing was recorded for this service in the last five minutes. Segments appear here with the first requests.
      </EmptyState>
    );
  }
  return (
    <>
      <SegmentsTable {...props} table={table} />
      <SilentNote table={table} />
    </>
  );
}

/** Amber: a silent instance may still do what it did, and only a person can go and look. */
function SilentNote({ table }: { readonly table: SegmentTable }) {
  const silent = [...new Set(table.rows.flatMap((row) => row.containment?.acknowledgement?.silent ?? []))];
  if (silent.length === 0) return null;
  return (
    <p className={css.note} role="status">
      <b>{silent.length === 1 ? "1 instance is silent" : `${silent.length} instances are silent`}:</b>{" "}
      <span className="mono">{silent.join(", ")}</span>.{" "}
      {silent.length === 1
        ? "It may still serve the old behaviour. Check or restart it."
        : "They may still serve the old behaviour. Check or restart them."}
    </p>
  );
}
