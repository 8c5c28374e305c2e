import type { PinnedRecord } from "@firebreak/incident";
import { Pin } from "lucide-react";
import { useState } from "react";
import { Button, ClockTime, Menu, MenuItem, MenuNote, RadioGroup } from "../../../ui/index.ts";
import { Conditions, type Dimension } from "../compare/CohortPicker.tsx";
import type { ChangeView } from "../useView.ts";
import { type DiagnoseView, SINCES, type Since } from "../view.ts";
import css from "./RecordsView.module.css";

interface Props {
  readonly state: { readonly pinnedRecords: readonly PinnedRecord[] };
  readonly view: DiagnoseView;
  readonly change: ChangeView;
  readonly bad: string;
  readonly dimensions: readonly Dimension[];
}
const SINCE_WORDS: Readonly<Record<Since, string>> = {
  onset: "since the onset",
  hour: "an hour before it on",
  day: "a day before it on",
};

export function RecordFilters({ state, view, change, bad, dimensions }: Props) {
  return (
    <div className={css.filters}>
      <div className={css.line}>
        <Search text={view.text} onText={(text) => change({ text })} />
        <PinnedMenu pinned={state.pinnedRecords} change={change} />
      </div>
      <div className={css.line}>
        <RadioGroup
          label={<span className="sr-only">Which requests: bad are {bad}</span>}
          className={css.show}
          value={view.show}
          options={[
            { value: "bad", label: "Only bad" },
            { value: "all", label: "All" },
          ]}
          onChange={(show) => change({ show })}
        />
        <select
          className={css.since}
          aria-label="From when on"
          value={view.since}
          onChange={(event) => change({ since: SINCES.find((one) => one === event.target.value) ?? "onset" })}
        >
          {SINCES.map((since) => (
            <option key={since} value={since}>
              {SINCE_WORDS[since]}
            </option>
          ))}
        </select>
        <div className={css.conditions}>
          <Conditions view={view} change={change} dimensions={dimensions} />
        </div>
      </div>
    </div>
  );
}

/** Asked for with Enter, or when the field is left: each search reads many records. */
function Search({ text, onText }: { readonly text: string; readonly onText: (text: string) => void }) {
  const [seen, setSeen] = useState(text);
  const [typed, setTyped] = useState(text);
  if (seen !== text) {
    setSeen(text);
    setTyped(text);
  }
  const ask = () => typed !== text && onText(typed);
  return (
    <search className={css.search}>
      <input
        type="search"
        data-record-search
        aria-label="Search in ids, questions, answers, documents and tool calls"
        aria-keyshortcuts="/"
        placeholder="Search questions, answers, documents, ids"
        maxLength={200}
        value={typed}
        onChange={(event) => {
          setTyped(event.target.value);
          if (event.target.value === "") onText("");
        }}
        onBlur={ask}
        onKeyDown={(event) => {
          if (event.key === "Enter") ask();
          if (event.key === "Escape") event.currentTarget.blur();
        }}
      />
    </search>
  );
}

function PinnedMenu({ pinned, change }: { readonly pinned: readonly PinnedRecord[]; readonly change: ChangeView }) {
  return (
    <Menu
      align="end"
      trigger={
        <Button icon={<Pin aria-hidden="true" />} aria-label={`Pinned requests: ${pinned.length}`}>
          {pinned.length}
        </Button>
      }
    >
      <div className={css.pinned}>
        {pinned.length === 0 ? (
          <MenuNote>No request is pinned to the incident yet. Open one and pin it with a reason.</MenuNote>
        ) : null}
        {pinned.map((one) => (
          <MenuItem
            key={`${one.requestId} ${one.spanId}`}
            onSelect={() => change({ record: { requestId: one.requestId, spanId: one.spanId || null } }, { step: true })}
          >
            <span className={css.pin}>
              {one.reason}
              <small>
                served <ClockTime at={one.servedAt} seconds /> · pinned by {one.by}
              </small>
            </span>
          </MenuItem>
        ))}
      </div>
    </Menu>
  );
}
