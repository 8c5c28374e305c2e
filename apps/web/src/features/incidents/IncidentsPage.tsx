import { Plus } from "lucide-react";
import { useNavigate } from "react-router";
import { faultOf, useLiveIncidents } from "../../live/index.ts";
import { Button, classes, Kbd, LinkButton, LoadingState, RefusedState, usePageTitle } from "../../ui/index.ts";
import { Begin } from "./Begin.tsx";
import styles from "./IncidentsPage.module.css";
import { IncidentTable } from "./IncidentTable.tsx";
import { PracticeCard } from "./PracticeCard.tsx";
import { ServicesCard } from "./ServicesCard.tsx";
import { SuspectedSection } from "./SuspectedSection.tsx";
import { useListKeys } from "./useListKeys.ts";

export function IncidentsPage() {
  const { rows, error, retry } = useLiveIncidents();
  const navigate = useNavigate();
  usePageTitle("Incidents");
  const active = (rows ?? []).filter((row) => row.situation === "active");
  const closed = (rows ?? []).filter((row) => row.situation === "closed");
  const all = [...active, ...closed];
  const { selected, select } = useListKeys(all.length, (index) => {
    const row = all[index];
    if (row) void navigate(`/incidents/${row.incidentId}`);
  });

  return (
    <div className={styles.page}>
      <header className={styles.header}>
        <h1>Incidents</h1>
        <span className={styles.count}>
          {rows === undefined ? "" : active.length === 0 ? "none active" : `${active.length} active`}
        </span>
        <LinkButton to="/incidents/new" icon={<Plus aria-hidden="true" />} className={styles.declare}>
          Declare
        </LinkButton>
        <Kbd>c</Kbd>
      </header>
      <main id="main" tabIndex={-1} className={styles.columns}>
        <div className={styles.list}>
          {rows === undefined && error === null && <LoadingState what="Loading incidents" />}
          {rows === undefined && error !== null && (
            <RefusedState title="The list did not load" action={<Button onClick={retry}>Try again</Button>}>
              {faultOf(error).message}
            </RefusedState>
          )}
          {rows !== undefined && active.length === 0 && <Begin hasClosed={closed.length > 0} />}
          {active.length > 0 && <IncidentTable title="Active" rows={active} selected={selected} offset={0} onSelect={select} />}
          <SuspectedSection />
          {closed.length > 0 && (
            <IncidentTable title="Closed" rows={closed} selected={selected} offset={active.length} onSelect={select} />
          )}
        </div>
        <aside className={classes(styles.aside, active.length > 0 && styles.besideTable)} aria-label="Services">
          <PracticeCard />
          <ServicesCard />
        </aside>
      </main>
    </div>
  );
}
