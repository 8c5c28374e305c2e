import { Dialog } from "@base-ui/react/dialog";
import { useQuery } from "@tanstack/react-query";
import { Command } from "cmdk";
import { useNavigate } from "react-router";
import { type Action, toSignIn, useRegisteredActions, useTRPC } from "../../live/index.ts";
import { classes, Kbd, SeverityBadge } from "../../ui/index.ts";
import styles from "./Palette.module.css";

export interface PaletteProps {
  readonly open: boolean;
  readonly onClose: () => void;
  readonly onOpenKeys: () => void;
}

/** ⌘K: incidents, pages and everything that the page's features can do. */
export function Palette({ open, onClose, onOpenKeys }: PaletteProps) {
  return (
    <Dialog.Root open={open} onOpenChange={(next) => !next && onClose()}>
      <Dialog.Portal>
        <Dialog.Backdrop className={styles.backdrop} />
        <Dialog.Popup className={styles.popup} aria-label="Command palette">
          <PaletteList onClose={onClose} onOpenKeys={onOpenKeys} />
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

function PaletteList({ onClose, onOpenKeys }: Omit<PaletteProps, "open">) {
  const trpc = useTRPC();
  const navigate = useNavigate();
  const incidents = useQuery(trpc.incidents.list.queryOptions());
  const rows = incidents.data ?? [];
  const groups = grouped(useRegisteredActions());
  const run = (action: () => void) => () => {
    onClose();
    // The dialog gives the focus back first; what the action opens takes it then.
    setTimeout(action, 0);
  };
  return (
    <Command label="Command palette" loop className={styles.command}>
      <Command.Input autoFocus placeholder="Search incidents, pages and actions" className={styles.input} />
      <Command.List className={styles.list}>
        <Command.Empty className={styles.empty}>Nothing is called that.</Command.Empty>
        {groups.map(([heading, actions]) => (
          <Command.Group key={heading} heading={heading} className={styles.group}>
            {actions.map((action) => (
              <Command.Item
                key={action.id}
                value={`${action.title} ${action.id}`}
                keywords={[...(action.keywords ?? [])]}
                disabled={Boolean(action.refusal)}
                onSelect={run(action.run)}
                className={styles.item}
              >
                <span className={styles.words}>
                  {action.title}
                  {action.refusal && <small>{action.refusal}</small>}
                </span>
                {action.keys && <Keys keys={action.keys} />}
              </Command.Item>
            ))}
          </Command.Group>
        ))}
        {rows.length > 0 && (
          <Command.Group heading="Incidents" className={styles.group}>
            {rows.slice(0, 50).map((incident) => (
              <Command.Item
                key={incident.incidentId}
                value={`${incident.incidentId} ${incident.title}`}
                keywords={[incident.service, incident.severity]}
                onSelect={run(() => void navigate(`/incidents/${incident.incidentId}`))}
                className={styles.item}
              >
                <SeverityBadge severity={incident.severity} />
                <span className="mono">{incident.incidentId}</span>
                <span className={classes(styles.words, incident.situation === "closed" && styles.closed)}>{incident.title}</span>
              </Command.Item>
            ))}
          </Command.Group>
        )}
        <Command.Group heading="Help" className={styles.group}>
          <Command.Item value="keys shortcuts" onSelect={run(onOpenKeys)} className={styles.item}>
            <span className={styles.words}>Show the keys</span>
            <Keys keys="?" />
          </Command.Item>
          {incidents.isError && (
            <Command.Item value="sign in again" onSelect={run(toSignIn)} className={styles.item}>
              Sign in again
            </Command.Item>
          )}
        </Command.Group>
      </Command.List>
    </Command>
  );
}

const Keys = ({ keys }: { keys: string }) => (
  <span className={styles.keys}>
    {keys.split(" ").map((key) => (
      <Kbd key={key}>{key}</Kbd>
    ))}
  </span>
);

/** Actions of the page first, pages after them; the same id twice counts once. */
function grouped(actions: readonly Action[]): readonly (readonly [string, readonly Action[]])[] {
  const unique = [...new Map(actions.map((action) => [action.id, action])).values()];
  const groups = Map.groupBy(unique, (action) => action.group);
  return [...groups].sort(([a], [b]) => Number(a === "Pages") - Number(b === "Pages"));
}
