import { Outlet, useLocation, useParams } from "react-router";
import { IncidentProvider, useIncident, usePresence } from "../live/index.ts";
import { LinkButton, LoadingState, RefusedState, usePageTitle } from "../ui/index.ts";
import { IncidentHeader } from "./IncidentHeader.tsx";
import styles from "./IncidentLayout.module.css";
import { useIncidentActions } from "./useIncidentActions.ts";
import { useIncidentNews } from "./useIncidentNews.ts";

/** Around the pages of one incident: follows it, and gives it to every panel. */
export function IncidentLayout() {
  const { incidentId = "" } = useParams();
  const incident = useIncident(incidentId);
  const page = useLocation().pathname.split("/")[3] ?? "board";
  usePresence(incidentId, page);
  usePageTitle(incident.kind === "open" ? `${incident.state.severity} ${incidentId} ${incident.state.title}` : incidentId);
  useIncidentNews(incident);
  useIncidentActions(incident);

  if (incident.kind === "loading") return <LoadingState what={`Opening ${incidentId}`} />;
  if (incident.kind === "refused") {
    return (
      <RefusedState title={`${incidentId} cannot be opened`} action={<LinkButton to="/incidents">All incidents</LinkButton>}>
        {incident.message}
      </RefusedState>
    );
  }
  return (
    <IncidentProvider incident={incident}>
      <div className={styles.layout}>
        <IncidentHeader incident={incident} />
        <main id="main" tabIndex={-1} className={styles.page}>
          <Outlet />
        </main>
      </div>
    </IncidentProvider>
  );
}
