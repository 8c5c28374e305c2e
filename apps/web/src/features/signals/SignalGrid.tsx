import { SIGNALS, type SignalId } from "@firebreak/signals";
import { classes } from "../../ui/index.ts";
import type { ChartMark } from "./chartModel.ts";
import { type Reading, SignalCard } from "./SignalCard.tsx";
import css from "./SignalGrid.module.css";
import type { SignalWindow } from "./signalWindow.ts";

interface Props {
  readonly readings: ReadonlyMap<SignalId, Reading> | null;
  readonly fault: string | null;
  readonly marks: readonly ChartMark[];
  readonly window: SignalWindow;
  readonly large?: boolean;
}

/** Six charts on one time axis. Large: two columns on a page of their own. */
export function SignalGrid({ readings, fault, marks, window, large = false }: Props) {
  return (
    <section aria-label="Signals" className={classes(css.grid, large && css.large)}>
      {fault && !readings ? (
        <p role="alert" className={css.fault}>
          The signals cannot be read. {fault}
        </p>
      ) : null}
      {SIGNALS.map((definition, index) => (
        <SignalCard
          key={definition.id}
          definition={definition}
          reading={readings?.get(definition.id) ?? null}
          marks={marks}
          windowLabel={window.label}
          index={index}
          large={large}
        />
      ))}
    </section>
  );
}
