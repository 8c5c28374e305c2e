import type { Role } from "@firebreak/incident";
import { RadioGroup } from "../../ui/index.ts";
import styles from "./AccountsPage.module.css";
import { ROLES } from "./roles.ts";

export function RoleChoice({ value, onChange }: { value: Role; onChange: (role: Role) => void }) {
  return (
    <RadioGroup
      label="Role"
      layout="list"
      value={value}
      onChange={onChange}
      options={ROLES.map(({ role, name, may }) => ({
        value: role,
        label: (
          <span className={styles.choice}>
            <b>{name}</b>
            <span>{may}</span>
          </span>
        ),
      }))}
    />
  );
}
