import type { PinnedRecord } from "@firebreak/incident";
import type { RecordRow } from "@firebreak/server/contract";
import { Pin } from "lucide-react";
import { memo } from "react";
import type { ApiFault } from "../../../live/index.ts";
import { Button, Chip, ClockTime, classes, EmptyState } from "../../../ui/index.ts";
import type { RecordAsk } from "../view.ts";
import css from "./RecordsView.module.css";
import { chipsOf, latencyText, startText } from "./recordText.ts";

interface Props {
  readonly rows: readonly RecordRow[];
  readonly pinned: readonly PinnedRecord[];
  readonly shown: RecordAsk | null;
  readonly fault: ApiFault | null;
  readonly stale: boolean;
  readonly hasOlder: boolean;
  readonly isLoadingOlder: boolean;
  readonly isSearching: boolean;
  readonly show: "bad" | "all";
  readonly bad: string;
  readonly onOpen: (record: RecordAsk) => void;
  readonly loadOlder: () => void;
}

export function RecordList(props: Props) {
  const { rows, pinned, shown, fault, stale, hasOlder, isLoadingOlder, isSearching, show, bad, onOpen, loadOlder } = props;
  if (rows.length === 0) {
    return (
      <EmptyState title={show === "bad" ? `No ${bad}` : "No request"}>
        {isSearching
          ? "None fits the words, conditions and time above. Take one away, or look at all requests."
          : "Nothing was recorded in this time. Look from further back on."}
      </EmptyState>
    );
  }
  const pins = new Set(pinned.map((one) => `${one.requestId} ${one.spanId}`));
  return (
    <div className={classes(css.list, stale && css.stale)}>
      {fault ? (
        <p role="alert" className={css.note}>
          {fault.message}
        </p>
      ) : null}
      <ol aria-label="Requests, newest first">
        {rows.map((row) => (
          <Row
            key={`${row.requestId} ${row.spanId}`}
            row={row}
            pinned={pins.has(`${row.requestId} ${row.spanId}`)}
            open={shown?.requestId === row.requestId && (shown.spanId === null || shown.spanId === row.spanId)}
            onOpen={onOpen}
          />
        ))}
      </ol>
      {hasOlder ? (
        <Button className={css.older} busy={isLoadingOlder} onClick={loadOlder}>
          Older
        </Button>
      ) : (
        <p className={css.end}>These are all, back to where the search begins.</p>
      )}
    </div>
  );
}

interface RowProps {
  readonly row: RecordRow;
  readonly pinned: boolean;
  readonly open: boolean;
  readonly onOpen: (record: RecordAsk) => void;
}
const Row = memo(function Row({ row, pinned, open, onOpen }: RowProps) {
  const { requestId, spanId, at, dimensions, measures, inputStart, outputStart, score, decision, bad } = row;
  const [question, answer] = [startText(inputStart), startText(outputStart)];
  return (
    <li id={`record-${requestId}-${spanId}`}>
      <button
        type="button"
        className={classes(css.row, open && css.open)}
        aria-current={open || undefined}
        onClick={() => onOpen({ requestId, spanId: spanId || null })}
      >
        <span className={css.rowHead}>
          <ClockTime at={at} seconds mono />
          <span className={css.dimensions}>{Object.values(dimensions).join(" · ")}</span>
          {pinned ? <Pin aria-label="pinned" className={css.pinMark} /> : null}
          <span className={css.latency}>{latencyText(measures.latencyMs)}</span>
        </span>
        {question ? <span className={css.question}>{question}</span> : null}
        {answer ? <span className={css.answer}>{answer}</span> : null}
        {score !== null || decision ? (
          <span className={css.answer}>
            {score === null ? "" : `score ${score.toFixed(3)}`} {decision}
          </span>
        ) : null}
        <span className={css.chips}>
          {chipsOf(row, bad).map(({ text, tone }) => (
            <Chip key={text} kind={tone}>
              {text}
            </Chip>
          ))}
        </span>
      </button>
    </li>
  );
});
