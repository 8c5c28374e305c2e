import type { Diagnosis } from "@firebreak/server/contract";
import type { ReactNode } from "react";
import { classes } from "../../../ui/index.ts";
import css from "./Causes.module.css";

interface Props {
  readonly diagnosis: Diagnosis;
  /** What is shown answers an earlier question. */
  readonly stale: boolean;
  readonly left: ReactNode;
  readonly middle: ReactNode;
  readonly right: ReactNode;
}

/** One screen: when and how many, changes and segments, layers. Machine-made; a person decides. */
export function CausesView({ diagnosis, stale, left, middle, right }: Props) {
  return (
    <div className={css.view} aria-busy={stale || undefined}>
      {diagnosis.faults.length > 0 ? (
        <ul className={css.faults}>
          {diagnosis.faults.map((fault) => (
            <li key={fault}>{fault}</li>
          ))}
        </ul>
      ) : null}
      <div className={classes(css.columns, stale && css.stale)}>
        <div className={css.left}>{left}</div>
        <div className={css.middle}>{middle}</div>
        <div className={css.right}>{right}</div>
      </div>
    </div>
  );
}
