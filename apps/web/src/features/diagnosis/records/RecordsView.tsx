import type { DeclaredIncident, IncidentCommand, PinnedRecord, Refusal } from "@firebreak/incident";
import type { RecordRow } from "@firebreak/server/contract";
import { useEffect, useState } from "react";
import { Button, EmptyState, LoadingState, RefusedState, useKeys } from "../../../ui/index.ts";
import type { FoundEvidence } from "../AsEvidenceDialog.tsx";
import type { Dimension } from "../compare/CohortPicker.tsx";
import { useRecord, useRecords } from "../useDiagnosis.ts";
import type { ChangeView } from "../useView.ts";
import type { DiagnoseView, RecordAsk } from "../view.ts";
import { PinDialog } from "./PinDialog.tsx";
import { RecordFilters } from "./RecordFilters.tsx";
import { RecordList } from "./RecordList.tsx";
import css from "./RecordsView.module.css";
import { recordSearch } from "./recordSearch.ts";
import { TraceView } from "./TraceView.tsx";

interface Props {
  readonly state: DeclaredIncident;
  readonly view: DiagnoseView;
  readonly change: ChangeView;
  readonly onset: number;
  readonly harm: string;
  readonly bad: string;
  readonly closedAt: number | null;
  readonly dimensions: readonly Dimension[];
  readonly pinRefusal: string | null;
  readonly evidenceRefusal: string | null;
  readonly onIssue: (command: IncidentCommand) => Refusal | null;
  readonly onEvidence: (found: FoundEvidence) => void;
}
export type Pinning =
  | { readonly kind: "pin"; readonly row: Pick<RecordRow, "requestId" | "traceId" | "spanId" | "at"> }
  | { readonly kind: "unpin"; readonly pinned: PinnedRecord };

/** The affected requests themselves: found, read, and kept with the incident. */
export function RecordsView(props: Props) {
  const { state, view, change, onset, harm, closedAt, pinRefusal, onIssue } = props;
  const records = useRecords(recordSearch(view, { service: state.service, onset, harm, closedAt }));
  const [pinning, setPinning] = useState<Pinning | null>(null);
  const { rows } = records;
  const open = (record: RecordAsk | null, step = true) => change({ record }, { step });
  useRecordKeys(rows ?? [], view.record, open);
  return (
    <div className={css.view}>
      <section className={css.side} aria-label="Search of requests">
        <RecordFilters {...props} />
        {rows === null && records.fault ? (
          <RefusedState title="The records cannot be read" action={<Button onClick={records.retry}>Try again</Button>}>
            {records.fault.message}
          </RefusedState>
        ) : null}
        {rows === null && !records.fault ? <LoadingState what="Looking for requests" /> : null}
        {rows ? (
          <RecordList
            {...records}
            rows={rows}
            pinned={state.pinnedRecords}
            shown={view.record}
            isSearching={view.text !== "" || view.where !== null || view.lineage.length > 0}
            show={view.show}
            bad={props.bad}
            onOpen={open}
          />
        ) : null}
      </section>
      <Shown {...props} onPinning={setPinning} />
      {pinning ? <PinDialog pinning={pinning} onIssue={onIssue} refusal={pinRefusal} onClose={() => setPinning(null)} /> : null}
    </div>
  );
}

function Shown({
  state,
  view,
  pinRefusal,
  evidenceRefusal,
  onEvidence,
  onPinning,
}: Props & { readonly onPinning: (pinning: Pinning) => void }) {
  const { answer, fault, retry } = useRecord(state.service, view.record);
  if (view.record === null) {
    return (
      <div className={css.nothing}>
        <EmptyState title="No request is open">
          Choose one on the left, or walk the list with J and K: its conversation, documents, tool calls, evaluations and lineage
          are shown here.
        </EmptyState>
      </div>
    );
  }
  const pinned = state.pinnedRecords.find((one) => isAsked(one, view.record));
  if (answer?.trace) {
    return (
      <TraceView
        key={`${view.record.requestId} ${view.record.spanId ?? ""}`}
        trace={answer.trace}
        ask={view.record}
        pinnedOf={(record) =>
          state.pinnedRecords.find((one) => one.requestId === record.requestId && one.spanId === record.spanId)
        }
        pinRefusal={pinRefusal}
        evidenceRefusal={evidenceRefusal}
        onPinning={onPinning}
        onEvidence={onEvidence}
      />
    );
  }
  return (
    <div className={css.nothing}>
      {answer ? (
        <EmptyState
          title="This request is not here"
          action={
            pinned ? (
              <Button refusal={pinRefusal} onClick={() => onPinning({ kind: "unpin", pinned })}>
                Unpin
              </Button>
            ) : undefined
          }
        >
          No record of {state.service} has the id <span className="mono">{view.record.requestId}</span>, or it is older than what
          is kept.
          {pinned ? ` It was pinned by ${pinned.by}: ${pinned.reason}` : ""}
        </EmptyState>
      ) : fault ? (
        <RefusedState title="The request cannot be read" action={<Button onClick={retry}>Try again</Button>}>
          {fault.message}
        </RefusedState>
      ) : (
        <LoadingState what="Reading the request" />
      )}
    </div>
  );
}

const isAsked = (one: { readonly requestId: string; readonly spanId: string }, ask: RecordAsk | null): boolean =>
  ask !== null && one.requestId === ask.requestId && (ask.spanId === null || one.spanId === ask.spanId);

/** J and K open the next and the one before; Escape closes what is open. */
function useRecordKeys(
  rows: readonly RecordRow[],
  shown: RecordAsk | null,
  open: (record: RecordAsk | null, step?: boolean) => void,
): void {
  const index = rows.findIndex((row) => isAsked(row, shown));
  const go = (by: number) => {
    const next = rows[Math.min(Math.max(index + by, 0), rows.length - 1)];
    if (next) open({ requestId: next.requestId, spanId: next.spanId || null }, false);
  };
  useKeys(
    Object.fromEntries<() => void>([
      ["j", () => go(1)],
      ["k", () => go(-1)],
      ["Enter", () => document.getElementById("trace")?.focus()],
      ["/", () => document.querySelector<HTMLInputElement>("[data-record-search]")?.focus()],
      ["Escape", () => open(null)],
    ]),
  );
  const key = shown === null ? null : `record-${shown.requestId}-${shown.spanId ?? ""}`;
  useEffect(() => {
    if (key) document.getElementById(key)?.scrollIntoView({ block: "nearest" });
  }, [key]);
}
