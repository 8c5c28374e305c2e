import type { SignalDefinition, SignalId } from "@firebreak/signals";
import { classes } from "../../ui/index.ts";
import type { ChartMark } from "./chartModel.ts";
import { type Reading, SignalCard } from "./SignalCard.tsx";
import css from "./SignalGrid.module.css";
import type { SignalWindow } from "./signalWindow.ts";

interface Props {
  /** null until the service's catalogue was read. */
  readonly definitions: readonly SignalDefinition[] | null;
  readonly readings: ReadonlyMap<SignalId, Reading> | null;
  readonly fault: string | null;
  readonly marks: readonly ChartMark[];
  readonly window: SignalWindow;
  readonly large?: boolean;
}

const PLACES = [1, 2, 3, 4, 5, 6];

/** Six charts on one time axis. Large: two columns on a page of their own. */
export function SignalGrid({ definitions, readings, fault, marks, window, large = false }: Props) {
  return (
    <section aria-label="Signals" className={classes(css.grid, large && css.large)}>
      {fault && !readings ? (
        <p role="alert" className={css.fault}>
          The signals cannot be read. {fault}
        </p>
      ) : null}
      {definitions?.length === 0 ? <NoSignals /> : null}
      {definitions === null && !fault
        ? PLACES.map((place) => <div key={place} className={css.place} aria-hidden="true" />)
        : null}
      {(definitions ?? []).map((definition, index) => (
        <SignalCard
          key={definition.id}
          definition={definition}
          reading={readings?.get(definition.id) ?? null}
          marks={marks}
          windowLabel={`last ${window.label}`}
          index={index}
          large={large}
        />
      ))}
    </section>
  );
}

const NoSignals = () => (
  <p className={css.fault}>
    This service sends nothing yet that a signal could be made of. Its charts appear with its first records.
  </p>
);
