import { SYMPTOM_TITLES } from "@firebreak/runbook";
import type { Matrix } from "@firebreak/server/contract";
import { Link } from "react-router";
import { Button, ClockTime, classes, EmptyState, LoadingState, RefusedState } from "../../../ui/index.ts";
import { useMatrix } from "../useDiagnosis.ts";
import css from "./MatrixView.module.css";
import { type MatrixRow, matrixGroups, tallyOf } from "./matrixRows.ts";

/** Runbook C5: which signals speak to which layer, and what they say, in one look. */
export function MatrixView({ incidentId }: { readonly incidentId: string }) {
  const { answer, fault, retry } = useMatrix(incidentId);
  if (answer) return <Table incidentId={incidentId} matrix={answer} />;
  if (!fault) return <LoadingState what="Reading how the signals stand" />;
  return (
    <RefusedState title="The matrix cannot be made" action={<Button onClick={retry}>Try again</Button>}>
      {fault.message}
    </RefusedState>
  );
}

function Table({ incidentId, matrix }: { readonly incidentId: string; readonly matrix: Matrix }) {
  const groups = matrixGroups(matrix);
  if (groups.length === 0) {
    return (
      <EmptyState title="No signal speaks to these layers">
        The service sends nothing that a signal of the catalogue could be made of. See what a serving system sends.
      </EmptyState>
    );
  }
  return (
    <section
      className={css.frame}
      aria-label="Diagnostic matrix"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls has to be reachable by the keyboard
      tabIndex={0}
    >
      <table className={css.table}>
        <caption className={css.caption}>
          {SYMPTOM_TITLES[matrix.symptom]}: a mark where a signal speaks to a layer, the layers in the order of inspection.
          <span className={css.key}>
            <i className={css.alarm} aria-hidden="true" /> alarms
          </span>
          <span className={css.key}>
            <i className={css.calm} aria-hidden="true" /> inside
          </span>
          <span className={css.key}>
            <i className={css.unknown} aria-hidden="true" /> learning or silent
          </span>
        </caption>
        <thead>
          <tr>
            <th scope="col">Signal</th>
            {matrix.columns.map(({ layer, title }, index) => {
              const { alarms, calm, unknown } = tallyOf(groups, layer);
              return (
                <th scope="col" key={layer} className={classes(alarms > 0 && css.hot)}>
                  <span className={css.place}>{index + 1}</span> {title}
                  <small>
                    {alarms > 0 ? <b>{alarms} alarming</b> : "none alarming"} of {alarms + calm + unknown}
                  </small>
                </th>
              );
            })}
          </tr>
        </thead>
        {groups.map(({ title, tone, rows }) => (
          <tbody key={tone}>
            <tr className={css.group}>
              <th scope="rowgroup" colSpan={matrix.columns.length + 1}>
                {title} <span>{rows.length}</span>
              </th>
            </tr>
            {rows.map((row) => (
              <Row key={row.signal} incidentId={incidentId} row={row} columns={matrix.columns} />
            ))}
          </tbody>
        ))}
      </table>
    </section>
  );
}

interface RowProps {
  readonly incidentId: string;
  readonly row: MatrixRow;
  readonly columns: Matrix["columns"];
}
function Row({ incidentId, row, columns }: RowProps) {
  const { signal, title, tone, words, since, layers } = row;
  return (
    <tr className={css.row}>
      <th scope="row">
        <Link to={`/incidents/${incidentId}/signals#${encodeURIComponent(signal)}`} data-diagnosis-row>
          {title}
        </Link>
        {since === null ? null : (
          <span className={css.since}>
            since <ClockTime at={since} />
          </span>
        )}
      </th>
      {columns.map(({ layer }) => (
        <td key={layer}>
          {layers.has(layer) ? (
            <span className={classes(css.cell, css[tone])}>
              <span className="sr-only">{words}</span>
            </span>
          ) : null}
        </td>
      ))}
    </tr>
  );
}
