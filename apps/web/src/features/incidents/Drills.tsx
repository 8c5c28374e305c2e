import { ChevronRight, Play } from "lucide-react";
import { Button } from "../../ui/index.ts";
import styles from "./Drills.module.css";

export interface DrillChoice {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  readonly service: string;
}
interface Props {
  readonly scenarios: readonly DrillChoice[];
  readonly busy: boolean;
  readonly onBegin: (scenario: string) => void;
}

/** One line for each drill; what it breaks, and where, unfolds. */
export function Drills({ scenarios, busy, onBegin }: Props) {
  return (
    <ul className={styles.drills} aria-label="Drills">
      {scenarios.map(({ id, title, description, service }) => (
        <li key={id} className={styles.drill}>
          <details className={styles.what}>
            <summary>
              <ChevronRight aria-hidden="true" />
              <span>
                <span className="mono">{id}</span> {title}
              </span>
            </summary>
            <p>
              On <span className="mono">{service}</span>. {description}
            </p>
          </details>
          <Button
            size="small"
            icon={<Play aria-hidden="true" />}
            busy={busy}
            aria-label={`Begin the ${id} drill`}
            onClick={() => onBegin(id)}
          >
            Begin
          </Button>
        </li>
      ))}
    </ul>
  );
}
