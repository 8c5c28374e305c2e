import type { CohortDifference } from "@firebreak/server/contract";
import { ChevronDown, ChevronRight } from "lucide-react";
import { useState } from "react";
import { Button, classes } from "../../../ui/index.ts";
import css from "./CompareView.module.css";
import {
  isNamed,
  KIND_WORDS,
  measureText,
  percent,
  SURENESS_WORDS,
  spokenDifference,
  standsOut,
  surenessOf,
} from "./differenceText.ts";

interface Props {
  readonly row: CohortDifference;
  readonly isolateRefusal: string | null;
  readonly onIsolate: (dimension: string, value: string) => void;
  /** Narrows both cohorts to a value. */
  readonly onNarrow: (value: string) => void;
}
const SHOWN = 2;

/** One thing in which the cohorts differ: its picture, how much, and whether chance would do it. */
export function DifferenceRow({ row, ...does }: Props) {
  const [open, setOpen] = useState(false);
  const sureness = surenessOf(row);
  const narrowable = row.kind === "dimension" || row.kind === "lineage";
  const more = row.values === "category" && row.shares.length > SHOWN;
  const value = standsOut(row);
  return (
    <tr className={classes(sureness !== "beyond" && css.unsure)}>
      <th scope="row">
        {more ? (
          <button type="button" className={css.opener} data-diagnosis-row aria-expanded={open} onClick={() => setOpen(!open)}>
            {open ? <ChevronDown aria-hidden="true" /> : <ChevronRight aria-hidden="true" />}
            {row.name}
          </button>
        ) : (
          <span className={css.name}>{row.name}</span>
        )}
        <small>{KIND_WORDS[row.kind].one}</small>
      </th>
      <td>
        <span className="sr-only">{spokenDifference(row)}</span>
        <Picture row={row} all={open} {...(narrowable && open ? { ...does } : {})} />
      </td>
      <td className={css.number}>
        <b>{row.difference.toFixed(2)}</b>
        <small
          className={css[sureness]}
          title={
            row.critical === null ? undefined : `sampling alone stays below ${row.critical.toFixed(3)} in 999 of 1,000 cases`
          }
        >
          {SURENESS_WORDS[sureness]}
        </small>
      </td>
      <td className={css.does}>{value === null || open ? null : <Does row={row} value={value} {...does} />}</td>
    </tr>
  );
}

function Does({ row, value, isolateRefusal, onIsolate, onNarrow }: Props & { readonly value: string }) {
  return (
    <span className={css.buttons}>
      {row.kind === "dimension" ? (
        <Button
          size="small"
          refusal={isolateRefusal}
          data-diagnosis-row
          aria-label={`Isolate ${value} (${row.name})`}
          onClick={() => onIsolate(row.name, value)}
        >
          Isolate {value}
        </Button>
      ) : null}
      <Button
        size="small"
        look="bare"
        data-diagnosis-row={row.kind === "dimension" ? undefined : true}
        aria-label={`Only ${value} (${row.name}), in both cohorts`}
        onClick={() => onNarrow(value)}
      >
        Only {value}
      </Button>
    </span>
  );
}

interface PictureProps extends Partial<Omit<Props, "row">> {
  readonly row: CohortDifference;
  readonly all: boolean;
}
function Picture({ row, all, isolateRefusal = null, onIsolate, onNarrow }: PictureProps) {
  switch (row.values) {
    case "category":
      return (
        <ul className={css.bars}>
          {row.shares.slice(0, all ? row.shares.length : SHOWN).map(({ value, a, b }) => (
            <li key={value}>
              <span className={css.value} title={value}>
                {value}
              </span>
              <Bars a={a} b={b} textA={percent(a)} textB={percent(b)} />
              {onIsolate && onNarrow && isNamed(value) ? (
                <Does row={row} value={value} isolateRefusal={isolateRefusal} onIsolate={onIsolate} onNarrow={onNarrow} />
              ) : null}
            </li>
          ))}
        </ul>
      );
    case "share":
      return (
        <ul className={css.bars}>
          <li>
            <span className={css.value}>yes</span>
            <Bars a={row.shareA} b={row.shareB} textA={percent(row.shareA)} textB={percent(row.shareB)} />
          </li>
        </ul>
      );
    case "number":
      return <Numbers row={row} />;
  }
}

function Numbers({ row }: { readonly row: Extract<CohortDifference, { values: "number" }> }) {
  const { name, medianA, medianB, p95A, p95B, missingA, missingB } = row;
  const pairs = [
    { label: "median", a: medianA, b: medianB },
    { label: "p95", a: p95A, b: p95B },
  ];
  const most = Math.max(...pairs.flatMap(({ a, b }) => [Math.abs(a ?? 0), Math.abs(b ?? 0)]), 0);
  const scaled = (value: number | null) => (most > 0 ? Math.abs(value ?? 0) / most : 0);
  return (
    <ul className={css.bars}>
      {pairs.map(({ label, a, b }) => (
        <li key={label}>
          <span className={css.value}>{label}</span>
          <Bars a={scaled(a)} b={scaled(b)} textA={measureText(name, a)} textB={measureText(name, b)} />
        </li>
      ))}
      {missingA > 0 || missingB > 0 ? (
        <li>
          <span className={css.value}>missing</span>
          <Bars a={missingA} b={missingB} textA={percent(missingA)} textB={percent(missingB)} />
        </li>
      ) : null}
    </ul>
  );
}

interface BarsProps {
  readonly a: number;
  readonly b: number;
  readonly textA: string;
  readonly textB: string;
}
function Bars({ a, b, textA, textB }: BarsProps) {
  const width = (share: number) => ({ width: `${Math.min(1, Math.max(0, share)) * 100}%` });
  return (
    <span className={css.pair} aria-hidden="true">
      <span className={css.track}>
        <i className={css.barA} style={width(a)} />
        <i className={css.barB} style={width(b)} />
      </span>
      <span className={css.figureA}>{textA}</span>
      <span className={css.figureB}>{textB}</span>
    </span>
  );
}
