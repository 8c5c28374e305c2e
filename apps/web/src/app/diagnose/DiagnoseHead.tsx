import type { Diagnosis } from "@firebreak/server/contract";
import { Link } from "react-router";
import { useDiagnoseView } from "../../features/diagnosis/useView.ts";
import type { DiagnoseView } from "../../features/diagnosis/view.ts";
import { LOOKS, searchOf } from "../../features/diagnosis/view.ts";
import { useOpenIncident } from "../../live/index.ts";
import { classes, RelativeTime, useKeys } from "../../ui/index.ts";
import css from "./DiagnosePage.module.css";
import { LOOK_WORDS } from "./useDiagnoseActions.ts";
import { useDiagnosedHarm } from "./useDiagnosedHarm.ts";

interface Props {
  readonly view: DiagnoseView;
  readonly diagnosis: Diagnosis | null;
}

/** Which look, and what counts as harm in all of them. */
export function DiagnoseHead({ view, diagnosis }: Props) {
  const { incidentId } = useOpenIncident();
  const { search, change } = useDiagnoseView();
  const { harm, choices, choose } = useDiagnosedHarm(diagnosis);
  const offered = choices.some(({ id }) => id === harm.id) ? choices : [harm, ...choices];
  useKeys(Object.fromEntries(LOOKS.map((look, index) => [String(index + 1), () => change({ look }, { step: true })])));
  return (
    <header className={css.head}>
      <h2 className={css.title}>Diagnose</h2>
      <nav aria-label="Looks" className={css.looks}>
        {LOOKS.map((look, index) => (
          <Link
            key={look}
            to={{ search: searchOf({ ...view, look }, search).toString() }}
            className={classes(css.look, look === view.look && css.on)}
            aria-current={look === view.look ? "page" : undefined}
            aria-keyshortcuts={String(index + 1)}
          >
            {LOOK_WORDS[look]}
          </Link>
        ))}
      </nav>
      <label className={css.harm}>
        harm:
        <select value={harm.id} onChange={(event) => choose(event.target.value)}>
          {offered.map(({ id, bad }) => (
            <option key={id} value={id}>
              {bad}
            </option>
          ))}
        </select>
      </label>
      <span className={css.made}>
        {diagnosis ? (
          <>
            machine-made <RelativeTime at={diagnosis.madeAt} />, a person decides
          </>
        ) : null}
      </span>
      <Link className={css.back} to={`/incidents/${incidentId}`}>
        Board
      </Link>
    </header>
  );
}
