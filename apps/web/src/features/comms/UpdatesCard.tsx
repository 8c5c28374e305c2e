import type { Audience, DeclaredIncident } from "@firebreak/incident";
import { Button, Card, ClockTime, classes, LiveDuration, Menu, MenuChoice, serverNow, useNowAs } from "../../ui/index.ts";
import { type AudienceRow, audienceRows } from "./audienceDesk.ts";
import css from "./UpdatesCard.module.css";

interface Props {
  readonly state: DeclaredIncident;
  /** Why the kept draft of an audience may not be sent as it stands, e.g. because it claims a fix; null where it may. */
  readonly held: Readonly<Partial<Record<Audience, string>>>;
  readonly refusal: string | null;
  readonly onDraft: (audience: Audience) => void;
  readonly onCadence: (audience: Audience, minutes: number) => void;
  readonly onQuestions: () => void;
}
const CADENCES = [15, 30, 60, 120, 240] as const;

export function UpdatesCard({ state, held, refusal, onDraft, onCadence, onQuestions }: Props) {
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
      className={css.card}
      right={
        open > 0 ? (
          <Button size="small" look="bare" className={css.questions} onClick={onQuestions}>
            {open === 1 ? "1 question open" : `${open} questions open`}
          </Button>
        ) : (
          <button type="button" className={css.quiet} onClick={onQuestions}>
            {state.situation === "closed" ? "incident closed" : "while impact lasts"}
          </button>
        )
      }
    >
      <ul className={css.rows}>
        {rows.map((row) => (
          <Row key={row.audience} row={row} held={held[row.audience]} refusal={refusal} onDraft={onDraft} onCadence={onCadence} />
        ))}
      </ul>
    </Card>
  );
}

interface RowProps extends Pick<Props, "refusal" | "onDraft" | "onCadence"> {
  readonly row: AudienceRow;
  readonly held: string | undefined;
}
function Row({ row, held, refusal, onDraft, onCadence }: RowProps) {
  const { audience, title, frame, last, timer } = row;
  const urgent = timer.kind === "due" || timer.kind === "soon";
  return (
    <li className={css.row}>
      <div className={css.words}>
        <b>{title}</b>
        <span className={classes(css.sub, held && css.heldText)} title={held}>
          {held ? `held: ${held}` : frame}
          {!held && last ? (
            <>
              {" · sent "}
              <ClockTime at={last.at} />
            </>
          ) : null}
        </span>
      </div>
      <Menu
        trigger={
          <button
            type="button"
            className={classes(css.timer, urgent && css.urgent, held && css.held)}
            aria-label={`How often ${title} hear`}
          >
            {held ? "held" : <Timer row={row} />}
          </button>
        }
      >
        <MenuChoice
          label={`${title} hear every`}
          value={String(row.cadenceMinutes)}
          choices={cadenceChoices(row.cadenceMinutes)}
          onChoose={(minutes) => onCadence(audience, Number(minutes))}
        />
      </Menu>
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

function cadenceChoices(current: number) {
  const minutes = [...new Set([...CADENCES, current])].toSorted((a, b) => a - b);
  return minutes.map((each) => ({
    value: String(each),
    label: each < 60 || each % 60 !== 0 ? `${each} minutes` : `${each / 60} h`,
  }));
}
