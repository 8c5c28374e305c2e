import { useDeferredValue, useMemo, useState } from "react";
import { Link, useLocation } from "react-router";
import { Composer } from "../../features/log/Composer.tsx";
import { Standing } from "../../features/log/LogCard.tsx";
import { LogFilters } from "../../features/log/LogFilters.tsx";
import { LogList } from "../../features/log/LogList.tsx";
import { filtered, isFiltering, type LogFilter } from "../../features/log/logRows.ts";
import { useKeys } from "../../ui/index.ts";
import { BoardDialogs } from "./BoardDialogs.tsx";
import css from "./LogPage.module.css";
import { focusComposer } from "./useBoardActions.ts";
import { useComposerProps, useLogProps } from "./useLogProps.ts";

/** The whole log, back to the declaration: found by kind and words, each row with a link of its own. */
export function LogPage() {
  const log = useLogProps();
  const [chosen, choose] = useState<LogFilter>({ kinds: new Set(), text: "" });
  // What is typed shows at once; ten thousand rows follow.
  const filter = useDeferredValue(chosen);
  const target = targetOf(useLocation().hash);
  const { rows, state, seq, moreBefore } = log;
  const matches = useMemo(() => filtered(rows, filter, state).length, [rows, filter, state]);
  useKeys({ n: focusComposer, "/": focusComposer });
  return (
    <div className={css.page}>
      <header className={css.head}>
        <h2 className={css.title}>Log</h2>
        <span className={css.standing}>
          <Standing {...log} />
        </span>
        <Link className={css.back} to={`/incidents/${log.incidentId}`}>
          Board
        </Link>
      </header>
      <LogFilters
        filter={chosen}
        onChange={choose}
        found={foundText({ filter, matches, held: rows.length, seq, moreBefore, target })}
      />
      <section className={css.list} aria-label="Entries">
        <LogList {...log} filter={filter} target={target} wide />
      </section>
      <Composer {...useComposerProps()} />
      <BoardDialogs />
    </div>
  );
}

function targetOf(hash: string): number | null {
  const seq = /^#log-(\d+)$/.exec(hash)?.[1];
  return seq === undefined ? null : Number(seq);
}

interface Found {
  readonly filter: LogFilter;
  readonly matches: number;
  readonly held: number;
  readonly seq: number;
  readonly moreBefore: boolean;
  readonly target: number | null;
}
function foundText({ filter, matches, held, seq, moreBefore, target }: Found): string {
  const number = (value: number) => value.toLocaleString("en");
  if (!isFiltering(filter))
    return moreBefore && target !== null && target <= seq - held ? `reading back to #${number(target)} …` : "";
  return moreBefore
    ? `${number(matches)} found, ${number(held)} of ${number(seq)} read`
    : `${number(matches)} of ${number(seq)} entries`;
}
