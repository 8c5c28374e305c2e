import { Square } from "lucide-react";
import { Button, Chip, LiveDuration } from "../../ui/index.ts";
import type { DrillChoice } from "./Drills.tsx";
import styles from "./PracticeCard.module.css";

interface Props {
  readonly scenario: string;
  readonly since: number;
  /** What the practice service says of it. */
  readonly drill: DrillChoice | undefined;
  /** No other drill runs: then “the drill” says which one ends. */
  readonly only: boolean;
  readonly busy: boolean;
  /** null: the reader does not lead drills. */
  readonly onEnd: ((scenario: string) => void) | null;
}

/** What is broken on one service now, and how to end it. */
export function RunningDrill({ scenario, since, drill, only, busy, onEnd }: Props) {
  return (
    <div className={styles.drill}>
      <p className={styles.drillHead}>
        <b>
          {scenario}
          {drill && ` · ${drill.title}`}
        </b>
        <Chip kind="attention">
          <LiveDuration since={since} />
        </Chip>
      </p>
      <p className={styles.text}>{drill?.description ?? scenario}</p>
      {onEnd && (
        <Button icon={<Square aria-hidden="true" />} busy={busy} onClick={() => onEnd(scenario)}>
          {only ? "End the drill" : `End the ${scenario} drill`}
        </Button>
      )}
    </div>
  );
}
