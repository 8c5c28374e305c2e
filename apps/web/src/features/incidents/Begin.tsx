import { Flame, Play } from "lucide-react";
import { Button, LinkButton } from "../../ui/index.ts";
import styles from "./IncidentsPage.module.css";
import { useLastTenMinutes } from "./useLastTenMinutes.ts";
import { usePractice } from "./usePractice.ts";

/** Nothing burns: says so, and how to learn the house before something does. */
export function Begin({ hasClosed }: { hasClosed: boolean }) {
  const { status, busy, mayLead, begin } = usePractice();
  const drill = status?.kind === "ready" && mayLead ? status.scenarios[0] : undefined;
  const running = status?.kind === "ready" ? status.runningAll : [];
  const isBroken = running.some(({ service }) => service === drill?.service);
  const { series } = useLastTenMinutes(status?.kind === "ready" ? status.service : null, "ungrounded-rate");
  const learning = !isBroken && series?.envelope.kind === "learning" ? series.envelope : null;
  return (
    <section className={styles.begin} aria-labelledby="begin">
      <h2 id="begin">No incident is active</h2>
      <p>
        {hasClosed
          ? "All incidents are closed. Their logs stay below, sealed."
          : "When an AI service harms or may harm somebody, it is declared here. Rehearse it first: a drill runs on the same board, with the same clocks."}
      </p>
      {drill && (
        <ol className={styles.steps}>
          <li>
            <b>1 · Break something</b>
            <p>
              {drill.title}, on the practice service{" "}
              <span className="mono">{status?.kind === "ready" ? status.service : ""}</span>.
            </p>
          </li>
          <li>
            <b>2 · See it</b>
            <p>Its ungrounded answers leave their envelope at the right; within two minutes the inbox suspects an incident.</p>
          </li>
          <li>
            <b>3 · Declare, isolate, tell</b>
            <p>
              Name the impact, ring-fence the segment, watch the signal fall, send the update. The other drills stand at the
              right.
            </p>
          </li>
        </ol>
      )}
      {drill && (
        <p className={styles.learning} role="status">
          {learning !== null &&
            `What healthy looks like is still being learnt: ${learning.bucketsSeen} of ${learning.bucketsNeeded} half minutes. A drill begun before then may pass for normal.`}
        </p>
      )}
      <div className={styles.actions}>
        {drill && !isBroken && (
          <Button look="primary" size="large" busy={busy} icon={<Play aria-hidden="true" />} onClick={() => begin(drill.id)}>
            Begin the {drill.id} drill
          </Button>
        )}
        <LinkButton
          to="/incidents/new"
          size="large"
          look={running.length > 0 ? "primary" : "quiet"}
          icon={<Flame aria-hidden="true" />}
        >
          Declare an incident
        </LinkButton>
      </div>
    </section>
  );
}
