import type { Suspicion } from "@firebreak/server/contract";
import type { Owner } from "@firebreak/signals";
import { Inbox } from "lucide-react";
import { useEffect } from "react";
import { useNavigate, useParams, useSearchParams } from "react-router";
import { faultOf } from "../../live/index.ts";
import {
  Button,
  classes,
  EmptyState,
  LinkButton,
  LoadingState,
  RadioGroup,
  RefusedState,
  useKeys,
  usePageTitle,
} from "../../ui/index.ts";
import styles from "./InboxPage.module.css";
import { DESKS } from "./inboxText.ts";
import { SuspicionRow } from "./SuspicionRow.tsx";
import { SuspicionView } from "./SuspicionView.tsx";
import { useInbox } from "./useInbox.ts";

/** What is probably one fault each, quiet until a person or a rule decides. The address holds the filter and the one that is open. */
export function InboxPage() {
  const { suspicionId } = useParams();
  const [search, setSearch] = useSearchParams();
  const navigate = useNavigate();
  const open = search.get("show") !== "ended";
  const owner = DESKS.find(({ id }) => id === search.get("desk"))?.id ?? null;
  const { rows, error, retry } = useInbox({ open, owner });
  usePageTitle("Inbox");

  const address = (id: string) => ({ pathname: `/inbox/${id}`, search: search.toString() });
  const shown = suspicionId ?? rows?.[0]?.suspicionId;
  useRowKeys(rows ?? [], shown, (id) => void navigate(address(id)));
  const filter = (part: { readonly show?: string | null; readonly desk?: Owner | null }) => {
    const next = new URLSearchParams(search);
    for (const [name, value] of Object.entries(part)) {
      if (value === null) next.delete(name);
      else next.set(name, value);
    }
    if (suspicionId === undefined) setSearch(next, { replace: true });
    else void navigate({ pathname: "/inbox", search: next.toString() });
  };

  return (
    <div className={styles.page}>
      <header className={styles.header}>
        <h1>Inbox</h1>
        <span className={styles.count}>{countText(rows, open)}</span>
        <RadioGroup
          label={<span className="sr-only">Which suspected incidents</span>}
          className={styles.show}
          value={open ? "open" : "ended"}
          options={[
            { value: "open", label: "Open" },
            { value: "ended", label: "Ended" },
          ]}
          onChange={(value) => filter({ show: value === "open" ? null : value })}
        />
        <DeskFilter chosen={owner} onChoose={(desk) => filter({ desk })} />
      </header>
      <main id="main" tabIndex={-1} className={styles.columns}>
        <section aria-label="Suspected incidents" className={styles.list}>
          {rows === undefined && error === null && <LoadingState what="Loading the inbox" />}
          {rows === undefined && error !== null && (
            <RefusedState title="The inbox did not load" action={<Button onClick={retry}>Try again</Button>}>
              {faultOf(error).message}
            </RefusedState>
          )}
          {rows?.map((row) => (
            <SuspicionRow key={row.suspicionId} suspicion={row} to={address(row.suspicionId)} on={row.suspicionId === shown} />
          ))}
          {rows?.length === 0 && suspicionId !== undefined && (
            <p className={styles.none}>Nothing else {open ? "is open" : "ended"}.</p>
          )}
        </section>
        {shown !== undefined ? (
          <SuspicionView key={shown} suspicionId={shown} />
        ) : (
          rows !== undefined && <Quiet open={open} desk={owner} />
        )}
      </main>
    </div>
  );
}

function countText(rows: readonly Suspicion[] | undefined, open: boolean): string {
  if (rows === undefined) return "";
  if (!open) return `${rows.length} ended`;
  return rows.length === 0 ? "all quiet" : `${rows.length} suspected`;
}

function DeskFilter({ chosen, onChoose }: { chosen: Owner | null; onChoose: (desk: Owner | null) => void }) {
  return (
    <fieldset className={styles.desks}>
      <legend className="sr-only">Desk</legend>
      {[{ id: null, name: "All desks" }, ...DESKS].map(({ id, name }) => (
        <button
          key={name}
          type="button"
          className={classes(styles.desk, id === chosen && styles.chosen)}
          aria-pressed={id === chosen}
          onClick={() => onChoose(id)}
        >
          {name}
        </button>
      ))}
    </fieldset>
  );
}

function Quiet({ open, desk }: { open: boolean; desk: Owner | null }) {
  return (
    <div className={styles.quiet}>
      <EmptyState
        icon={<Inbox aria-hidden="true" />}
        title={open ? (desk === null ? "Nothing is suspected" : `Nothing is suspected for ${desk}`) : "Nothing has ended yet"}
        action={
          open && (
            <span className={styles.quietActions}>
              <LinkButton to="/signals">Look at the signals</LinkButton>
              <LinkButton to="/incidents/new" look="bare">
                Declare what a person reported
              </LinkButton>
            </span>
          )
        }
      >
        {open
          ? "Every signal is inside its envelope, its limits and its budgets, or is still learning them. When one leaves them, it appears here with the reason; nothing is declared before a person or a rule of yours decides."
          : "Suspected incidents that were dismissed, merged, declared, or that faded stay here for 90 days."}
      </EmptyState>
    </div>
  );
}

/** J and K open the next and the one before. */
function useRowKeys(rows: readonly Suspicion[], shown: string | undefined, open: (id: string) => void): void {
  const index = rows.findIndex((row) => row.suspicionId === shown);
  const go = (by: number) => {
    const next = rows[Math.min(Math.max(index + by, 0), rows.length - 1)];
    if (next && next.suspicionId !== shown) open(next.suspicionId);
  };
  useKeys({ j: () => go(1), k: () => go(-1) });
  useEffect(() => {
    document.getElementById(`row-${shown}`)?.scrollIntoView({ block: "nearest" });
  }, [shown]);
}
