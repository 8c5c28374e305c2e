import type { AccountRow } from "@firebreak/server/contract";
import { useMutation } from "@tanstack/react-query";
import { faultOf, useTRPC } from "../../live/index.ts";
import { Button, Dialog } from "../../ui/index.ts";
import styles from "./AccountsPage.module.css";
import { LinkDialog } from "./LinkDialog.tsx";

/** For who lost the link or forgot the password. */
export function NewLinkDialog({ row, onClose }: { row: AccountRow; onClose: () => void }) {
  const trpc = useTRPC();
  const make = useMutation(trpc.accounts.newLink.mutationOptions());
  if (make.data) return <LinkDialog link={make.data.link} name={row.name} onClose={onClose} />;
  return (
    <Dialog
      open
      onClose={onClose}
      width="small"
      title={`A new link for ${row.name}?`}
      description={
        row.invited
          ? "The link they have stops working."
          : "With it they choose a new password. The old one works until they have used the link; then they are signed out on every other device."
      }
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button look="primary" busy={make.isPending} onClick={() => make.mutate({ accountId: row.id })}>
            Make the link
          </Button>
        </>
      }
    >
      {make.error ? (
        <p className={styles.refusal} role="alert">
          {faultOf(make.error).message}
        </p>
      ) : undefined}
    </Dialog>
  );
}
