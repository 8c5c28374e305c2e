import { Button } from "./Button.tsx";
import styles from "./Desk.module.css";
import { Dialog } from "./Dialog.tsx";

interface Props {
  readonly name: string;
  /** What stops working. */
  readonly consequence: string;
  readonly busy: boolean;
  /** Why it was refused. */
  readonly fault: string | null;
  readonly onRevoke: () => void;
  readonly onClose: () => void;
}

/** Asks once more before something that lets another system in is taken away for good. */
export function RevokeDialog({ name, consequence, busy, fault, onRevoke, onClose }: Props) {
  return (
    <Dialog
      open
      onClose={onClose}
      width="small"
      title={`Revoke ${name}?`}
      description={`${consequence} This cannot be undone.`}
      actions={
        <>
          <Button onClick={onClose}>Keep it</Button>
          <Button look="danger" busy={busy} onClick={onRevoke}>
            Revoke
          </Button>
        </>
      }
    >
      {fault ? (
        <p className={styles.refusal} role="alert">
          {fault}
        </p>
      ) : undefined}
    </Dialog>
  );
}
