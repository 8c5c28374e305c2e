import type { ChangeDoor } from "@firebreak/server/contract";
import { useRef } from "react";
import { Button, Chip, ClockTime, RelativeTime, useKeys } from "../../ui/index.ts";
import styles from "./ChangeDoorsPage.module.css";
import { SOURCE_NAMES } from "./changeWords.ts";

export function DoorsTable({ rows, onRevoke }: { rows: readonly ChangeDoor[]; onRevoke: (door: ChangeDoor) => void }) {
  const body = useRef<HTMLTableSectionElement>(null);
  const step = (by: number) => {
    const buttons = [...(body.current?.querySelectorAll("button") ?? [])];
    const here = buttons.indexOf(document.activeElement as HTMLButtonElement);
    buttons[Math.min(Math.max(here + by, 0), buttons.length - 1)]?.focus();
  };
  useKeys({ j: () => step(1), k: () => step(-1) });
  return (
    <div className={styles.frame}>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">Door</th>
            <th scope="col">Service</th>
            <th scope="col">Source</th>
            <th scope="col">Last used</th>
            <th scope="col">Created</th>
            <th scope="col">
              <span className="sr-only">Revoke</span>
            </th>
          </tr>
        </thead>
        <tbody ref={body}>
          {rows.map((door) => (
            <tr key={door.doorId}>
              <th scope="row">
                <div className={styles.name}>{door.name}</div>
                <code className={styles.path}>/v1/changes/{door.doorId.slice(0, 8)}…</code>
                {door.lastRefusal && (
                  <div className={styles.refused}>
                    Turned away <RelativeTime at={door.lastRefusal.at} />: {door.lastRefusal.message}
                  </div>
                )}
              </th>
              <td>
                <code>{door.service}</code>
              </td>
              <td>
                <Chip>{SOURCE_NAMES[door.source]}</Chip>
              </td>
              <td className={styles.time}>{door.lastUsedAt ? <RelativeTime at={door.lastUsedAt} /> : "never"}</td>
              <td className={styles.time}>
                <ClockTime at={door.createdAt} />
              </td>
              <td className={styles.act}>
                <Button
                  size="small"
                  look="bare"
                  className={styles.revoke}
                  aria-label={`Revoke ${door.name}`}
                  onClick={() => onRevoke(door)}
                >
                  Revoke
                </Button>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
