import type { ChangeDoor } from "@firebreak/server/contract";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { faultOf, useTRPC } from "../../live/index.ts";
import { Button, Dialog, toast } from "../../ui/index.ts";
import styles from "./ChangeDoorsPage.module.css";
import { SOURCE_NAMES } from "./changeWords.ts";

export function RevokeDoorDialog({ door, onClose }: { door: ChangeDoor; onClose: () => void }) {
  const trpc = useTRPC();
  const client = useQueryClient();
  const revoke = useMutation(
    trpc.changes.revokeDoor.mutationOptions({
      onSuccess: async () => {
        onClose();
        toast({ title: `${door.name} is revoked`, text: "Whoever still announces by it is refused at once." });
        await client.invalidateQueries({ queryKey: trpc.changes.doors.queryKey() });
      },
    }),
  );
  return (
    <Dialog
      open
      onClose={onClose}
      width="small"
      title={`Revoke ${door.name}?`}
      description={`Changes of ${door.service} that ${SOURCE_NAMES[door.source]} announces by it are refused. What it announced stays. This cannot be undone.`}
      actions={
        <>
          <Button onClick={onClose}>Keep it</Button>
          <Button look="danger" busy={revoke.isPending} onClick={() => revoke.mutate({ doorId: door.doorId })}>
            Revoke
          </Button>
        </>
      }
    >
      {revoke.error ? (
        <p className={styles.refusal} role="alert">
          {faultOf(revoke.error).message}
        </p>
      ) : undefined}
    </Dialog>
  );
}
