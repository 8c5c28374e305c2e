import type { DeclaredIncident } from "@firebreak/incident";
import { Button, Card, LiveDuration } from "../../ui/index.ts";
import css from "./ClocksCard.module.css";

/** A legal duty with a deadline, as the runbook derives it from the incident. */
export interface ClockRow {
  readonly id: string;
  readonly title: string;
  readonly detail: string;
  /** The duty and why it runs or does not, on hover. */
  readonly remark: string;
  /** null: not triggered. */
  readonly dueAt: string | null;
}
interface Props {
  readonly state: DeclaredIncident;
  readonly clocks: readonly ClockRow[];
  readonly refusal: string | null;
  readonly onFlag: () => void;
}

export function ClocksCard({ state, clocks, refusal, onFlag }: Props) {
  const flagged = state.exposures.length > 0;
  return (
    <Card
      title="Clocks"
      className={css.card}
      right={
        <span className={css.right}>
          {flagged ? "legal notified" : null}
          <Button size="small" look="bare" refusal={refusal} onClick={onFlag}>
            Flag exposure
          </Button>
        </span>
      }
    >
      <ul className={css.rows}>
        {clocks.map((clock) => (
          <li key={clock.id} className={css.row}>
            <div className={css.words}>
              <b>{clock.title}</b>
              <span className={css.detail} title={clock.remark}>
                {clock.detail}
              </span>
            </div>
            <span className={clock.dueAt ? css.time : css.none}>{clock.dueAt ? <LiveDuration until={clock.dueAt} /> : "—"}</span>
          </li>
        ))}
      </ul>
    </Card>
  );
}
