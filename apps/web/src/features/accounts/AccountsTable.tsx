import type { AccountRow } from "@firebreak/server/contract";
import { Ban, Ellipsis, Link2, RotateCcw, UserCog } from "lucide-react";
import { useRef } from "react";
import { Avatar, Chip, ClockTime, classes, Menu, MenuItem, MenuRule, useKeys } from "../../ui/index.ts";
import styles from "./AccountsPage.module.css";
import type { AccountChange } from "./ChangeDialog.tsx";
import { roleName } from "./roles.ts";

interface AccountsTableProps {
  readonly rows: readonly AccountRow[];
  readonly me: string;
  readonly onChange: (change: AccountChange) => void;
  readonly onNewLink: (row: AccountRow) => void;
}
export function AccountsTable({ rows, me, onChange, onNewLink }: AccountsTableProps) {
  const body = useRef<HTMLTableSectionElement>(null);
  const step = (by: number) => {
    const buttons = [...(body.current?.querySelectorAll<HTMLButtonElement>("button[data-row]") ?? [])];
    const here = buttons.indexOf(document.activeElement as HTMLButtonElement);
    buttons[Math.min(Math.max(here + by, 0), buttons.length - 1)]?.focus();
  };
  useKeys({ j: () => step(1), k: () => step(-1) });

  return (
    <div className={styles.frame}>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">Person</th>
            <th scope="col">Role</th>
            <th scope="col">State</th>
            <th scope="col">Since</th>
            <th scope="col">
              <span className="sr-only">Change</span>
            </th>
          </tr>
        </thead>
        <tbody ref={body}>
          {rows.map((row) => (
            <tr key={row.id} className={classes(row.disabled && styles.off)}>
              <th scope="row">
                <div className={styles.person}>
                  <Avatar face={row} />
                  <div>
                    <div className={styles.name}>
                      {row.name}
                      {row.id === me && <span className={styles.you}>you</span>}
                    </div>
                    <div className={styles.email}>{row.email}</div>
                  </div>
                </div>
              </th>
              <td>{roleName(row.role)}</td>
              <td>
                <State row={row} />
              </td>
              <td className={styles.since}>
                <ClockTime at={row.createdAt} />
              </td>
              <td className={styles.act}>
                <RowMenu {...{ row, onChange, onNewLink }} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function State({ row }: { row: AccountRow }) {
  if (row.disabled) return <Chip>disabled</Chip>;
  // Amber: somebody has yet to do something.
  if (row.invited) return <Chip kind="attention">invited, not yet here</Chip>;
  return <span className={styles.quiet}>active</span>;
}

function RowMenu({ row, onChange, onNewLink }: { row: AccountRow } & Pick<AccountsTableProps, "onChange" | "onNewLink">) {
  return (
    <Menu
      trigger={
        <button type="button" data-row className={styles.more} aria-label={`Change ${row.name}`}>
          <Ellipsis aria-hidden="true" />
        </button>
      }
    >
      <MenuItem icon={<UserCog aria-hidden="true" />} onSelect={() => onChange({ kind: "role", row })}>
        Change role …
      </MenuItem>
      {!row.disabled && (
        <MenuItem icon={<Link2 aria-hidden="true" />} onSelect={() => onNewLink(row)}>
          New link …
        </MenuItem>
      )}
      <MenuRule />
      {row.disabled ? (
        <MenuItem icon={<RotateCcw aria-hidden="true" />} onSelect={() => onChange({ kind: "enable", row })}>
          Enable …
        </MenuItem>
      ) : (
        <MenuItem danger icon={<Ban aria-hidden="true" />} onSelect={() => onChange({ kind: "disable", row })}>
          Disable …
        </MenuItem>
      )}
    </Menu>
  );
}
