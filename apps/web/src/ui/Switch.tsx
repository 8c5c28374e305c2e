import { Switch as Base } from "@base-ui/react/switch";
import styles from "./Switch.module.css";

export interface SwitchProps {
  readonly label: string;
  readonly checked: boolean;
  readonly onChange: (checked: boolean) => void;
  readonly disabled?: boolean | undefined;
  /** Decided, but not confirmed by the log yet. */
  readonly pending?: boolean | undefined;
}
/** Amber while on: it is something a person switched, and that a person has to switch off again. */
export function Switch({ label, checked, onChange, disabled, pending }: SwitchProps) {
  return (
    <Base.Root
      className={styles.switch}
      aria-label={label}
      checked={checked}
      onCheckedChange={onChange}
      disabled={disabled ?? false}
      data-pending={pending || undefined}
    >
      <Base.Thumb className={styles.thumb} />
    </Base.Root>
  );
}
