import { Search, X } from "lucide-react";
import { classes, IconButton } from "../../ui/index.ts";
import css from "./LogFilters.module.css";
import { isFiltering, type LogFilter, type LogKind } from "./logRows.ts";

const KINDS: readonly { readonly kind: LogKind; readonly label: string }[] = [
  { kind: "decision", label: "Decisions" },
  { kind: "note", label: "Notes" },
  { kind: "update", label: "Updates" },
  { kind: "measured", label: "Measured" },
  { kind: "system", label: "Firebreak" },
];

interface Props {
  readonly filter: LogFilter;
  readonly onChange: (filter: LogFilter) => void;
  /** e.g. "12 of 10,000 entries". */
  readonly found: string;
}

export function LogFilters({ filter, onChange, found }: Props) {
  const toggle = (kind: LogKind) => {
    const kinds = new Set(filter.kinds);
    if (!kinds.delete(kind)) kinds.add(kind);
    onChange({ ...filter, kinds });
  };
  return (
    <search className={css.bar}>
      <div className={css.field}>
        <Search aria-hidden="true" />
        <input
          type="search"
          aria-label="Find in the log"
          placeholder="Find words, names, #numbers"
          value={filter.text}
          onChange={(event) => onChange({ ...filter, text: event.target.value })}
          onKeyDown={(event) => {
            if (event.key === "Escape") onChange({ ...filter, text: "" });
          }}
        />
      </div>
      <div className={css.kinds}>
        {KINDS.map(({ kind, label }) => (
          <button
            key={kind}
            type="button"
            aria-pressed={filter.kinds.has(kind)}
            className={classes(css.kind, filter.kinds.has(kind) && css.on)}
            onClick={() => toggle(kind)}
          >
            {label}
          </button>
        ))}
      </div>
      <span className={css.found} role="status">
        {found}
      </span>
      {isFiltering(filter) ? (
        <IconButton label="Show everything" onClick={() => onChange({ kinds: new Set(), text: "" })}>
          <X aria-hidden="true" />
        </IconButton>
      ) : null}
    </search>
  );
}
