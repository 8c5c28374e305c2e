import type { DeclaredIncident, ImpactGrade } from "@firebreak/incident";
import { Button, Card, classes } from "../../ui/index.ts";
import css from "./ImpactCard.module.css";
import { AXES, gradeText } from "./impactText.ts";

interface Props {
  readonly state: DeclaredIncident;
  readonly refusal: string | null;
  readonly onReassess: () => void;
}
const TONE: Readonly<Record<ImpactGrade, string | undefined>> = {
  unknown: css.unknown,
  none: css.calm,
  low: css.calm,
  medium: css.medium,
  high: css.high,
};

export function ImpactCard({ state, refusal, onReassess }: Props) {
  return (
    <Card
      title="Impact → severity"
      className={css.card}
      right={
        <span className={css.right}>
          {state.severity}
          <Button size="small" look="bare" refusal={refusal} onClick={onReassess}>
            Re-assess
          </Button>
        </span>
      }
    >
      <dl className={css.axes}>
        {AXES.map(({ axis, title }) => (
          <div key={axis} className={css.axis}>
            <dt>{title}</dt>
            <dd className={classes(TONE[state.impact[axis]])}>{gradeText(axis, state.impact[axis])}</dd>
          </div>
        ))}
      </dl>
    </Card>
  );
}
