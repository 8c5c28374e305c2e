import type { Audience, DeclaredIncident } from "@firebreak/incident";
import { Button, Card, ClockTime, classes, LiveDuration, serverNow, useNowAs } from "../../ui/index.ts";
import { type AudienceRow, audienceRows } from "./audienceDesk.ts";
import css from "./UpdatesCard.module.css";

interface Props {
  /** The panel's own page. */
  readonly to?: string;
  readonly state: DeclaredIncident;
  /** Why the kept draft of an audience may not be sent as it stands, e.g. because it claims a fix; null where it may. */
  readonly held: Readonly<Partial<Record<Audience, string>>>;
  readonly refusal: string | null;
  readonly onDraft: (audience: Audience) => void;
  readonly onQuestions: () => void;
}

export function UpdatesCard({ to, state, held, refusal, onDraft, onQuestions }: Props) {
  // The rows' kinds change with time, their clocks count by themselves.
  useNowAs((now) =>
    audienceRows(state, now)
      .map((row) => row.timer.kind)
      .join(),
  );
  const rows = audienceRows(state, serverNow());
  const open = state.questions.filter((question) => question.answer === null).length;
  return (
    <Card
      title="Updates"
      to={to}
      className={css.card}
      right={
        open > 0 ? (
          <Button size="small" look="bare" className={css.questions} onClick={onQuestions}>
            {open === 1 ? "1 question open" : `${open} questions open`}
          </Button>
        ) : (
          <button type="button" className={css.quiet} onClick={onQuestions}>
            {state.situation === "closed"
              ? "incident closed"
              : `every ${state.audiences.executives.cadenceMinutes} min while impact lasts`}
          </button>
        )
      }
    >
      <ul className={css.rows}>
        {rows.map((row) => (
          <Row key={row.audience} row={row} held={held[row.audience]} refusal={refusal} onDraft={onDraft} />
        ))}
      </ul>
    </Card>
  );
}

interface RowProps extends Pick<Props, "refusal" | "onDraft"> {
  readonly row: AudienceRow;
  readonly held: string | undefined;
}
function Row({ row, held, refusal, onDraft }: RowProps) {
  const { audience, title, frame, last, timer } = row;
  const urgent = timer.kind === "due" || timer.kind === "soon";
  return (
    <li className={css.row}>
      <div className={css.words}>
        <b>{title}</b>
        <span className={classes(css.sub, held && css.heldText)} title={held}>
          {held ? (
            `held: ${held}`
          ) : last ? (
            <>
              sent <ClockTime at={last.at} /> · version {last.version}
            </>
          ) : (
            frame
          )}
        </span>
      </div>
      <span className={classes(css.timer, urgent && css.urgent, held && css.held)}>{held ? "held" : <Timer row={row} />}</span>
      <Button
        size="small"
        className={css.draft}
        look={urgent && !held ? "primary" : "quiet"}
        refusal={refusal}
        aria-label={`${held ? "Review" : "Draft"} update for ${title}`}
        onClick={() => onDraft(audience)}
      >
        {held ? "Review" : "Draft"}
      </Button>
    </li>
  );
}

function Timer({ row: { timer } }: { readonly row: AudienceRow }) {
  if (timer.kind === "quiet") return <>–</>;
  if (timer.kind === "due") return <>due</>;
  return <LiveDuration until={timer.dueAt} />;
}
