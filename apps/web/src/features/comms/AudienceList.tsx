import type { Audience, DeclaredIncident } from "@firebreak/incident";
import { ClockTime, classes, LiveDuration, serverNow, useNowAs } from "../../ui/index.ts";
import { audienceRows } from "./audienceDesk.ts";
import css from "./CommsDesk.module.css";

interface Props {
  readonly state: DeclaredIncident;
  readonly held: Readonly<Partial<Record<Audience, string>>>;
  readonly chosen: Audience;
  readonly onChoose: (audience: Audience) => void;
}

/** Who hears what, how often, and whose update is due. */
export function AudienceList({ state, held, chosen, onChoose }: Props) {
  useNowAs((now) =>
    audienceRows(state, now)
      .map((row) => row.timer.kind)
      .join(),
  );
  return (
    <ul className={css.audiences} aria-label="Audiences">
      {audienceRows(state, serverNow()).map(({ audience, title, frame, last, sentCount, cadenceMinutes, timer }) => (
        <li key={audience}>
          <button
            type="button"
            data-row
            aria-current={audience === chosen ? "true" : undefined}
            className={classes(css.audience, audience === chosen && css.on)}
            onClick={() => onChoose(audience)}
          >
            <span className={css.who}>
              <b>{title}</b>
              <span>{frame}</span>
            </span>
            <span
              className={classes(
                css.due,
                (timer.kind === "due" || timer.kind === "soon") && css.urgent,
                held[audience] && css.held,
              )}
            >
              {held[audience] ? (
                "held"
              ) : timer.kind === "quiet" ? (
                "–"
              ) : timer.kind === "due" ? (
                "due"
              ) : (
                <LiveDuration until={timer.dueAt} />
              )}
            </span>
            <span className={css.last}>
              every {cadenceMinutes} min ·{" "}
              {last ? (
                <>
                  version {sentCount}, <ClockTime at={last.at} />
                </>
              ) : (
                "nothing sent yet"
              )}
            </span>
          </button>
        </li>
      ))}
    </ul>
  );
}
