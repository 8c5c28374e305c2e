import type { SegmentFilter } from "@firebreak/signals";
import { CalendarClock, ListFilter, Undo2, X } from "lucide-react";
import { Button, CopyButton, Menu, MenuChoice, MenuNote } from "../../../ui/index.ts";
import { stretchText } from "../momentText.ts";
import { PAGE_WINDOWS } from "../signalWindow.ts";
import { WindowPicker } from "../WindowPicker.tsx";
import css from "./Toolbar.module.css";
import type { ChangeView } from "./useView.ts";
import { type SignalsView, withCondition } from "./view.ts";

export interface Dimension {
  readonly dimension: string;
  readonly values: readonly string[];
}
interface Props {
  readonly view: SignalsView;
  readonly change: ChangeView;
  readonly dimensions: readonly Dimension[];
  /** Only one signal alone can be split. */
  readonly mayCompare: boolean;
  readonly maySplit: boolean;
  readonly onBackToNow: () => void;
  readonly onExpected: () => void;
  /** Why this person may not document an expected change; null when they may. */
  readonly refusal: string | null;
  readonly link: string;
}

/** What all charts of the page have in common: the traffic, the time, what they are held against. */
export function Toolbar({ view, change, dimensions, mayCompare, maySplit, onBackToNow, onExpected, refusal, link }: Props) {
  return (
    <div className={css.toolbar} role="toolbar" aria-label="What is shown">
      <SegmentFilterChips segment={view.segment} dimensions={dimensions} change={change} />
      {maySplit ? (
        <select
          className={css.select}
          aria-label="Split by"
          value={view.split ?? ""}
          onChange={(event) => change({ split: event.target.value || null })}
        >
          <option value="">no split</option>
          {view.split !== null && !dimensions.some(({ dimension }) => dimension === view.split) ? (
            <option value={view.split}>split by {view.split}</option>
          ) : null}
          {dimensions.map(({ dimension }) => (
            <option key={dimension} value={dimension}>
              split by {dimension}
            </option>
          ))}
        </select>
      ) : null}
      {mayCompare ? (
        <select
          className={css.select}
          aria-label="Compare with"
          value={view.compare ?? ""}
          onChange={(event) =>
            change({ compare: event.target.value === "day" || event.target.value === "week" ? event.target.value : null })
          }
        >
          <option value="">no comparison</option>
          <option value="day">with yesterday</option>
          <option value="week">with last week</option>
        </select>
      ) : null}
      <span className={css.gap} />
      <TimeChoice view={view} change={change} onBackToNow={onBackToNow} />
      <span className={css.buttons}>
        <Button size="small" icon={<CalendarClock aria-hidden="true" />} refusal={refusal} onClick={onExpected}>
          Expected change
        </Button>
        <CopyButton text={link} label="Copy link" />
      </span>
    </div>
  );
}

function TimeChoice({ view, change, onBackToNow }: Pick<Props, "view" | "change" | "onBackToNow">) {
  if (view.window.kind === "last") {
    const shown = PAGE_WINDOWS.find(({ id }) => view.window.kind === "last" && id === view.window.id);
    if (!shown) return null;
    return <WindowPicker window={shown} windows={PAGE_WINDOWS} onPick={(id) => change({ window: { kind: "last", id } })} />;
  }
  return (
    <span className={css.fixed}>
      <span className={css.stretch}>{stretchText(view.window)}</span>
      <Button size="small" look="bare" icon={<Undo2 aria-hidden="true" />} aria-keyshortcuts="Escape" onClick={onBackToNow}>
        Back to now
      </Button>
    </span>
  );
}

interface FilterProps {
  readonly segment: SegmentFilter | null;
  readonly dimensions: readonly Dimension[];
  readonly change: ChangeView;
}
function SegmentFilterChips({ segment, dimensions, change }: FilterProps) {
  const conditions = segment?.conditions ?? [];
  const put = (dimension: string, value: string) => change({ segment: withCondition(segment, dimension, value) });
  return (
    <span className={css.filter}>
      <Menu
        align="start"
        trigger={
          <Button size="small" icon={<ListFilter aria-hidden="true" />}>
            {conditions.length === 0 ? "All traffic" : "Segment"}
          </Button>
        }
      >
        <div className={css.menu}>
          {dimensions.length === 0 ? <MenuNote>The records of the last hour carry no dimension to filter by.</MenuNote> : null}
          {dimensions.map(({ dimension, values }) => (
            <MenuChoice
              key={dimension}
              label={dimension}
              value={conditions.find((condition) => condition.dimension === dimension)?.value ?? ""}
              choices={[{ value: "", label: "any" }, ...values.map((value) => ({ value, label: value }))]}
              onChoose={(value) => put(dimension, value)}
            />
          ))}
        </div>
      </Menu>
      {conditions.map(({ dimension, value }) => (
        <span key={dimension} className={css.condition}>
          {dimension}={value}
          <button type="button" aria-label={`No longer only ${dimension}=${value}`} onClick={() => put(dimension, "")}>
            <X aria-hidden="true" />
          </button>
        </span>
      ))}
    </span>
  );
}
