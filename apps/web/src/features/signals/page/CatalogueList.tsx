import type { DefinitionFault, ExpectedChange, ServiceSummary } from "@firebreak/server/contract";
import type { SignalDefinition, SignalId, SignalSeries, SignalStanding } from "@firebreak/signals";
import { type RefObject, useMemo, useState } from "react";
import { classes, LoadingState, useNowAs } from "../../../ui/index.ts";
import { useUnchanged } from "../useUnchanged.ts";
import css from "./CatalogueList.module.css";
import { CatalogueRow } from "./CatalogueRow.tsx";
import { GROUPINGS, type Grouping, listGroups } from "./catalogueList.ts";
import { Faults } from "./Faults.tsx";

export interface CatalogueListProps {
  readonly services: readonly ServiceSummary[];
  readonly service: string | null;
  readonly onService: (service: string) => void;
  /** undefined until the catalogue was read. */
  readonly definitions: readonly SignalDefinition[] | undefined;
  readonly faults: readonly DefinitionFault[];
  readonly fault: string | null;
  readonly standings: readonly SignalStanding[];
  readonly changes: readonly ExpectedChange[];
  readonly series: ReadonlyMap<SignalId, SignalSeries>;
  readonly open: SignalId | null;
  /** With a chart of their own beside others. */
  readonly charted: readonly SignalId[];
  readonly onOpen: (signal: SignalId) => void;
  readonly onToggle: (signal: SignalId) => void;
  readonly search: RefObject<HTMLInputElement | null>;
}

/** Every signal of a service: how it stands, what it is now, and how it went; the ones that alarm first. */
export function CatalogueList(props: CatalogueListProps) {
  const { definitions, faults, fault, search } = props;
  const [query, setQuery] = useState("");
  const [by, setBy] = useState<Grouping>("theme");
  return (
    <aside className={css.list} aria-label="Signals of the service">
      <header className={css.head}>
        <ServicePicker {...props} />
        <div className={css.tools}>
          <input
            ref={search}
            type="search"
            className={css.search}
            placeholder={definitions ? `Search ${definitions.length} signals` : "Search signals"}
            aria-label="Search signals"
            aria-keyshortcuts="/"
            value={query}
            onChange={(event) => setQuery(event.target.value)}
            onKeyDown={(event) => {
              if (event.key !== "Escape") return;
              setQuery("");
              event.currentTarget.blur();
            }}
          />
          <fieldset className={css.by}>
            <legend className="sr-only">Group by</legend>
            {GROUPINGS.map((each) => (
              <button
                key={each}
                type="button"
                className={classes(css.choice, each === by && css.on)}
                aria-pressed={each === by}
                onClick={() => setBy(each)}
              >
                {each}
              </button>
            ))}
          </fieldset>
        </div>
      </header>
      <div className={css.scroll}>
        {faults.length > 0 ? <Faults faults={faults} /> : null}
        {definitions === undefined && fault ? (
          <p role="alert" className={css.note}>
            The catalogue cannot be read. {fault}
          </p>
        ) : null}
        {definitions === undefined && !fault && props.service !== null ? <LoadingState what="Reading the catalogue" /> : null}
        {definitions ? <Rows {...props} definitions={definitions} query={query} by={by} /> : null}
      </div>
    </aside>
  );
}

function ServicePicker({ services, service, onService }: CatalogueListProps) {
  const known = services.some((one) => one.service === service);
  return (
    <select
      className={css.service}
      aria-label="Service"
      value={service ?? ""}
      onChange={(event) => onService(event.target.value)}
    >
      {service === null ? <option value="">No service is heard</option> : null}
      {service !== null && !known ? <option value={service}>{service}</option> : null}
      {services.map((one) => (
        <option key={one.service} value={one.service}>
          {one.service} · {Math.round(one.requestsPerMinute)}/min
        </option>
      ))}
    </select>
  );
}

interface RowsProps extends CatalogueListProps {
  readonly definitions: readonly SignalDefinition[];
  readonly query: string;
  readonly by: Grouping;
}
function Rows({ definitions, standings, changes, query, by, series, open, charted, onOpen, onToggle }: RowsProps) {
  const now = useNowAs((at) => Math.floor(at / 5000) * 5000);
  const groups = useUnchanged(
    useMemo(
      () => listGroups({ definitions, standings, changes, now, query, by }),
      [definitions, standings, changes, now, query, by],
    ),
  );
  if (groups.length === 0) {
    return (
      <p className={css.note}>
        {query ? `No signal holds “${query}”.` : "This service sends nothing yet that a signal could be made of."}
      </p>
    );
  }
  return groups.map(({ title, rows }) => (
    <section key={title} aria-label={title}>
      <h2 className={classes(css.group, title === "Alarming" && css.alarming)}>
        {title} <span>{rows.length}</span>
      </h2>
      <ul className={css.rows}>
        {rows.map((row) => (
          <CatalogueRow
            key={row.definition.id}
            row={row}
            series={series.get(row.definition.id) ?? null}
            open={open === row.definition.id}
            charted={charted.includes(row.definition.id)}
            onOpen={onOpen}
            onToggle={onToggle}
          />
        ))}
      </ul>
    </section>
  ));
}
