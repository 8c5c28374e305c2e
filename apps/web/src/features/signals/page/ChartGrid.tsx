import type { SignalDefinition, SignalId } from "@firebreak/signals";
import { X } from "lucide-react";
import { memo, useMemo } from "react";
import { IconButton, useNowAs } from "../../../ui/index.ts";
import type { Range } from "../chartModel.ts";
import { type Reading, SignalCard } from "../SignalCard.tsx";
import { useUnchanged } from "../useUnchanged.ts";
import css from "./ChartGrid.module.css";
import { type Happenings, heldBy, marksOf, spansOf } from "./happenings.ts";

interface Props {
  readonly definitions: readonly SignalDefinition[];
  readonly readings: ReadonlyMap<SignalId, Reading>;
  readonly happenings: Happenings;
  readonly windowLabel: string;
  /** null where the charts are those of the board: nobody put them there. */
  readonly onRemove: ((signal: SignalId) => void) | null;
  readonly onOpen: (signal: SignalId) => void;
  readonly onZoom: (range: Range) => void;
}

/** Up to twelve charts on one time axis and one crosshair. */
export function ChartGrid({ definitions, ...props }: Props) {
  const columns = definitions.length <= 3 ? 1 : definitions.length <= 8 ? 2 : 3;
  return (
    <section aria-labelledby="charts" className={css.grid} data-columns={columns}>
      <h2 id="charts" className="sr-only">
        Charts
      </h2>
      {definitions.map((definition, index) => (
        <Chart
          key={definition.id}
          definition={definition}
          index={index}
          {...props}
          reading={props.readings.get(definition.id) ?? null}
        />
      ))}
    </section>
  );
}

interface ChartProps extends Omit<Props, "definitions"> {
  readonly definition: SignalDefinition;
  readonly index: number;
  readonly reading: Reading | null;
}
const Chart = memo(function Chart(props: ChartProps) {
  const { definition, index, reading, happenings, windowLabel, onRemove, onOpen, onZoom } = props;
  const { id } = definition;
  const marks = useUnchanged(useMemo(() => marksOf(id, happenings), [id, happenings]));
  const spans = useUnchanged(useMemo(() => spansOf(id, happenings), [id, happenings]));
  const held = useNowAs((now) => heldBy(happenings, id, now)?.reason ?? null);
  const title = useMemo(
    () => (
      <button type="button" className={css.open} onClick={() => onOpen(id)}>
        {definition.title}
      </button>
    ),
    [id, definition.title, onOpen],
  );
  const actions = useMemo(
    () =>
      onRemove ? (
        <IconButton className={css.remove} label={`Take ${definition.title} away`} onClick={() => onRemove(id)}>
          <X aria-hidden="true" />
        </IconButton>
      ) : null,
    [id, definition.title, onRemove],
  );
  return (
    <SignalCard
      definition={definition}
      reading={reading}
      marks={marks}
      spans={spans}
      windowLabel={windowLabel}
      index={index}
      title={title}
      actions={actions}
      onZoom={onZoom}
      held={held}
      axes
    />
  );
});
