import type { Segment } from "@firebreak/incident";
import type { Diagnosis } from "@firebreak/server/contract";
import { RefreshCw } from "lucide-react";
import { Button, ClockTime, classes, EmptyState, LoadingState, RefusedState } from "../../../ui/index.ts";
import { type Compared, useComparison } from "../useDiagnosis.ts";
import type { ChangeView } from "../useView.ts";
import { type DiagnoseView, KINDS, type Kind, withCondition, withVersion } from "../view.ts";
import { CohortPicker, type Dimension } from "./CohortPicker.tsx";
import css from "./CompareView.module.css";
import { type CohortFrame, pairOf } from "./cohorts.ts";
import { DifferenceRow } from "./DifferenceRow.tsx";
import { countsByKind, countText, differencesOf, KIND_WORDS } from "./differenceText.ts";

interface Props {
  readonly service: string;
  readonly view: DiagnoseView;
  readonly change: ChangeView;
  /** Without `end`, which moves while the incident lasts. */
  readonly frame: Omit<CohortFrame, "end">;
  readonly closedAt: number | null;
  readonly changes: Diagnosis["changes"];
  readonly dimensions: readonly Dimension[];
  readonly isolateRefusal: string | null;
  readonly onIsolate: (segment: Segment) => void;
}

/** Any two parts of the traffic, on everything that the records carry at once, most different first. */
export function CompareView(props: Props) {
  const { service, view, change, frame, closedAt } = props;
  const { pair, where, lineage, versions, windows } = view;
  const at = (now: number) => pairOf(view, { ...frame, end: closedAt ?? now });
  const now = at(frame.onset.high + 1);
  const key = [pair, where, lineage, versions, windows, frame.harm, Math.round(frame.onset.at / 60_000), closedAt];
  const missing = "missing" in now ? now.missing : null;
  const asked = useComparison(
    service,
    key,
    missing === null
      ? (moment) => {
          const choice = at(moment);
          if ("missing" in choice) throw new Error(choice.missing);
          return choice.pair;
        }
      : null,
  );
  const { answer, fault, asking, retry } = asked;
  return (
    <div className={css.view}>
      <CohortPicker {...props} />
      {missing ? <EmptyState title="Two cohorts are compared">{missing}</EmptyState> : null}
      {!missing && answer ? (
        <>
          <Summary answer={answer} asking={asking} onAgain={retry} kind={view.kind} onKind={(kind) => change({ kind })} />
          <Differences {...props} answer={answer} />
        </>
      ) : null}
      {!missing && !answer && fault ? (
        <RefusedState title="The cohorts cannot be compared" action={<Button onClick={retry}>Try again</Button>}>
          {fault.message}
        </RefusedState>
      ) : null}
      {!missing && !answer && !fault ? <LoadingState what="Comparing on everything the records carry" /> : null}
    </div>
  );
}

interface SummaryProps {
  readonly answer: Compared;
  readonly asking: boolean;
  readonly onAgain: () => void;
  readonly kind: Kind | null;
  readonly onKind: (kind: Kind | null) => void;
}
function Summary({ answer, asking, onAgain, kind, onKind }: SummaryProps) {
  const { pair, recordsA, recordsB, differences, madeAt } = answer;
  const counts = countsByKind(differences);
  return (
    <div className={css.summary}>
      <p className={css.cohorts}>
        <span className={css.a}>
          <i aria-hidden="true" /> <b>A</b> {pair.a.name}: {countText(recordsA)}
        </span>
        <span className={css.b}>
          <i aria-hidden="true" /> <b>B</b> {pair.b.name}: {countText(recordsB)} requests
        </span>
      </p>
      <fieldset className={css.kinds}>
        <legend className="sr-only">Which differences</legend>
        {[null, ...KINDS].map((each) => (
          <button
            key={each ?? "all"}
            type="button"
            className={classes(css.kind, each === kind && css.on)}
            aria-pressed={each === kind}
            onClick={() => onKind(each)}
          >
            {each === null ? "All" : KIND_WORDS[each].many}
            {each !== null && counts.get(each) ? <span>{counts.get(each)?.beyond}</span> : null}
          </button>
        ))}
      </fieldset>
      <Button size="small" look="bare" busy={asking} icon={<RefreshCw aria-hidden="true" />} onClick={onAgain}>
        As of <ClockTime at={madeAt} seconds />
      </Button>
    </div>
  );
}

function Differences({ view, change, answer, isolateRefusal, onIsolate }: Props & { readonly answer: Compared }) {
  const { recordsA, recordsB, differences } = answer;
  const rows = differencesOf(differences, view.kind);
  if (recordsA === 0 || recordsB === 0) {
    const empty = recordsA === 0 ? answer.pair.a.name : answer.pair.b.name;
    return (
      <EmptyState title={`No request is in “${empty}”`}>
        Both cohorts need requests. Take a condition away, or choose another pair.
      </EmptyState>
    );
  }
  if (rows.length === 0) {
    return <EmptyState title="Nothing to compare">The records of these cohorts carry nothing of this kind.</EmptyState>;
  }
  return (
    <section
      className={css.frame}
      aria-label="Differences"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls has to be reachable by the keyboard
      tabIndex={0}
    >
      <table className={css.table}>
        <thead>
          <tr>
            <th scope="col">What</th>
            <th scope="col">A and B</th>
            <th scope="col" className={css.number}>
              Difference
            </th>
            <th scope="col">
              <span className="sr-only">Do</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <DifferenceRow
              key={`${row.kind} ${row.name}`}
              row={row}
              isolateRefusal={isolateRefusal}
              onIsolate={(dimension, value) => {
                const segment = withCondition(view.where, dimension, value);
                if (segment) onIsolate(segment);
              }}
              onNarrow={(value) =>
                change(
                  row.kind === "lineage"
                    ? { lineage: withVersion(view.lineage, row.name, value) }
                    : { where: withCondition(view.where, row.name, value) },
                  { step: true },
                )
              }
            />
          ))}
        </tbody>
      </table>
    </section>
  );
}
