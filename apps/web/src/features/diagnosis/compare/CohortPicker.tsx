import type { Diagnosis } from "@firebreak/server/contract";
import { X } from "lucide-react";
import { useEffect } from "react";
import { fromLocalInput, RadioGroup, Select, serverNow, toLocalInput } from "../../../ui/index.ts";
import type { ChangeView } from "../useView.ts";
import { type DiagnoseView, PAIRS, type Span, withCondition, withVersion } from "../view.ts";
import css from "./CohortPicker.module.css";
import { type CohortFrame, firstWindows, PAIR_WORDS } from "./cohorts.ts";

export interface Dimension {
  readonly dimension: string;
  readonly values: readonly string[];
}
interface Props {
  readonly view: DiagnoseView;
  readonly change: ChangeView;
  readonly frame: Omit<CohortFrame, "end">;
  readonly closedAt: number | null;
  readonly changes: Diagnosis["changes"];
  readonly dimensions: readonly Dimension[];
}

/** Which two cohorts: by a preset, and narrowed by conditions and versions that hold for both. */
export function CohortPicker(props: Props) {
  const { view, change } = props;
  useFirstChoice(props);
  return (
    <div className={css.picker}>
      <RadioGroup
        label="Compare"
        className={css.pairs}
        value={view.pair}
        options={PAIRS.map((pair) => ({ value: pair, label: PAIR_WORDS[pair].title }))}
        onChange={(pair) => change({ pair }, { step: true })}
        hint={PAIR_WORDS[view.pair].means}
      />
      {view.pair === "versions" ? <Versions {...props} /> : null}
      {view.pair === "windows" ? <Windows {...props} /> : null}
      <Conditions {...props} />
    </div>
  );
}

/** A pair that needs versions or times begins with the ones that the diagnosis suggests, however it was come to. */
function useFirstChoice({ view, change, frame, closedAt, changes }: Props): void {
  const { pair, versions, windows } = view;
  const { onset } = frame;
  useEffect(() => {
    if (pair === "windows" && windows === null) change({ windows: firstWindows({ onset, end: closedAt ?? serverNow() }) });
    const suggested = pair === "versions" && versions === null ? firstVersions(changes) : null;
    if (suggested) change({ versions: suggested });
  }, [pair, versions, windows, change, onset, closedAt, changes]);
}

/** The best fitting change that says what it changed from. */
function firstVersions(changes: Diagnosis["changes"]): DiagnoseView["versions"] {
  const found = changes.find(({ change }) => change.artefact && change.version && change.previous)?.change;
  return found?.artefact && found.version && found.previous
    ? { artefact: found.artefact, a: found.version, b: found.previous }
    : null;
}

function Versions({ view, change, changes }: Props) {
  const known = Map.groupBy(
    changes.flatMap(({ change: { artefact, version, previous } }) =>
      artefact && version ? [{ artefact, version, previous }] : [],
    ),
    ({ artefact }) => artefact,
  );
  const artefact = view.versions?.artefact ?? "";
  const versions = [
    ...new Set([
      ...(known.get(artefact) ?? []).flatMap(({ version, previous }) => (previous ? [version, previous] : [version])),
      ...(view.versions ? [view.versions.a, view.versions.b] : []),
    ]),
  ];
  const pick = (part: Partial<NonNullable<DiagnoseView["versions"]>>) =>
    view.versions && change({ versions: { ...view.versions, ...part } }, { step: true });
  if (known.size === 0 && view.versions === null)
    return <p className={css.none}>No version of any artefact changed around the onset.</p>;
  const options = versions.map((value) => ({ value, label: value }));
  return (
    <div className={css.fields}>
      <Select
        label="Artefact"
        value={artefact}
        options={[...new Set([...known.keys(), ...(artefact ? [artefact] : [])])].map((value) => ({ value, label: value }))}
        onChange={(value) => {
          const one = known.get(value)?.find(({ previous }) => previous !== null) ?? known.get(value)?.[0];
          if (one) change({ versions: { artefact: value, a: one.version, b: one.previous ?? one.version } }, { step: true });
        }}
      />
      <Select label="A" value={view.versions?.a ?? ""} options={options} onChange={(a) => pick({ a })} />
      <Select label="B" value={view.versions?.b ?? ""} options={options} onChange={(b) => pick({ b })} />
    </div>
  );
}

function Windows({ view, change }: Props) {
  const { windows } = view;
  if (windows === null) return null;
  const put = (name: "a" | "b", part: Partial<Span>) => {
    const next = { ...windows[name], ...part };
    if (next.to > next.from) change({ windows: { ...windows, [name]: next } });
  };
  return (
    <div className={css.fields}>
      {(["a", "b"] as const).map((name) => (
        <span key={name} className={css.span}>
          <Moment label={`${name.toUpperCase()} from`} at={windows[name].from} onChange={(from) => put(name, { from })} />
          <Moment label="to" at={windows[name].to} onChange={(to) => put(name, { to })} />
        </span>
      ))}
    </div>
  );
}
interface MomentProps {
  readonly label: string;
  readonly at: number;
  readonly onChange: (at: number) => void;
}
function Moment({ label, at, onChange }: MomentProps) {
  return (
    <label className={css.moment}>
      {label}
      <input
        type="datetime-local"
        step={1}
        // What is typed half is not a moment yet: it is taken once it is one.
        key={at}
        defaultValue={toLocalInput(at)}
        onBlur={(event) => {
          const typed = fromLocalInput(event.target.value);
          if (typed !== null && typed !== at) onChange(typed);
        }}
      />
    </label>
  );
}

/** What holds for both cohorts – or, of the pair segment and rest, the segment itself. */
export function Conditions({ view, change, dimensions }: Pick<Props, "view" | "change" | "dimensions">) {
  const conditions = view.where?.conditions ?? [];
  const free = dimensions.filter(({ dimension }) => !conditions.some((one) => one.dimension === dimension));
  return (
    <div className={css.conditions}>
      <select
        className={css.add}
        aria-label="Add a condition"
        value=""
        onChange={(event) => {
          const [dimension = "", ...rest] = event.target.value.split("=");
          change({ where: withCondition(view.where, dimension, rest.join("=")) }, { step: true });
        }}
      >
        <option value="">{view.pair === "segment" && view.look === "compare" ? "Segment …" : "Only …"}</option>
        {free.map(({ dimension, values }) => (
          <optgroup key={dimension} label={dimension}>
            {values.map((value) => (
              <option key={value} value={`${dimension}=${value}`}>
                {dimension}={value}
              </option>
            ))}
          </optgroup>
        ))}
      </select>
      {conditions.map(({ dimension, value }) => (
        <Held
          key={dimension}
          words={`${dimension}=${value}`}
          onDrop={() => change({ where: withCondition(view.where, dimension, "") }, { step: true })}
        />
      ))}
      {view.lineage.map(({ artefact, version }) => (
        <Held
          key={artefact}
          words={`${artefact} ${version}`}
          onDrop={() => change({ lineage: withVersion(view.lineage, artefact, "") }, { step: true })}
        />
      ))}
    </div>
  );
}
const Held = ({ words, onDrop }: { readonly words: string; readonly onDrop: () => void }) => (
  <span className={css.held}>
    {words}
    <button type="button" aria-label={`No longer only ${words}`} onClick={onDrop}>
      <X aria-hidden="true" />
    </button>
  </span>
);
