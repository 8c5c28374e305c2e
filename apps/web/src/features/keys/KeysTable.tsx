import type { ApiKeyRow } from "@firebreak/server/contract";
import { useRef } from "react";
import { Button, Chip, ClockTime, RelativeTime, useKeys } from "../../ui/index.ts";
import styles from "./KeysPage.module.css";

const SCOPE_NAMES = { intake: "telemetry in", flags: "flags out", alerts: "alerts in", changes: "changes in" } as const;

export function KeysTable({ rows, onRevoke }: { rows: readonly ApiKeyRow[]; onRevoke: (row: ApiKeyRow) => void }) {
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
            <th scope="col">Key</th>
            <th scope="col">Service</th>
            <th scope="col">Opens</th>
            <th scope="col">Last used</th>
            <th scope="col">Created</th>
            <th scope="col">
              <span className="sr-only">Revoke</span>
            </th>
          </tr>
        </thead>
        <tbody ref={body}>
          {rows.map((row) => (
            <tr key={row.id}>
              <th scope="row">
                <div className={styles.name}>{row.name}</div>
                <code className={styles.start}>{row.start}…</code>
              </th>
              <td>
                <code>{row.service}</code>
              </td>
              <td>
                <span className={styles.scopes}>
                  {row.scopes.map((scope) => (
                    <Chip key={scope}>{SCOPE_NAMES[scope]}</Chip>
                  ))}
                </span>
              </td>
              <td className={styles.time}>{row.lastUsedAt ? <RelativeTime at={row.lastUsedAt} /> : "never"}</td>
              <td className={styles.time}>
                <ClockTime at={row.createdAt} />
              </td>
              <td className={styles.act}>
                <Button
                  size="small"
                  look="bare"
                  className={styles.revoke}
                  aria-label={`Revoke ${row.name}`}
                  onClick={() => onRevoke(row)}
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
