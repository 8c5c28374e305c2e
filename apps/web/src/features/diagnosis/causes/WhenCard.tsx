import type { Diagnosis } from "@firebreak/server/contract";
import { formatValue, type Unit } from "@firebreak/signals";
import type { ReactNode } from "react";
import { Card, ClockTime, ProofChip } from "../../../ui/index.ts";
import css from "./Causes.module.css";
import { uncertaintyText } from "./causeText.ts";

interface Props {
  readonly incidentId: string;
  readonly diagnosis: Diagnosis;
  /** Of the signal that shows the onset; null where it is not in the catalogue. */
  readonly unit: Unit | null;
  readonly titleOf: (signal: string) => string;
  readonly chart: ReactNode;
}

/** When the harm began, how sure that is, and the picture that shows it. */
export function WhenCard({ incidentId, diagnosis: { onset }, unit, titleOf, chart }: Props) {
  const { at, from, signal, before, after } = onset;
  const uncertainty = uncertaintyText(onset);
  return (
    <Card title="When" className={css.fixed} right={from === "entered" ? "as entered" : "change point, 95 of 100 times"}>
      <p className={css.moment}>
        <b className={css.figure}>
          <ClockTime at={at} seconds mono />
        </b>
        {uncertainty ? (
          <span className={css.interval}>
            {uncertainty}
            <span className="sr-only">, 95 % interval</span>
          </span>
        ) : null}
        {unit && before !== null && after !== null ? (
          <span className={css.turn}>
            {formatValue(unit, before)} → <b>{formatValue(unit, after)}</b>
          </span>
        ) : null}
      </p>
      {chart}
      <p className={css.proofs}>
        {from === "entered" ? (
          <span className={css.dim}>
            No signal shows a change point: this is what was entered when the incident was declared.
          </span>
        ) : null}
        {signal ? <ProofChip incidentId={incidentId} proof={{ kind: "signal", label: titleOf(signal), ref: signal }} /> : null}
      </p>
    </Card>
  );
}
