import type { ChangeDoor } from "@firebreak/server/contract";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { faultOf, useTRPC } from "../../live/index.ts";
import { RevokeDialog, toast } from "../../ui/index.ts";
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
    <RevokeDialog
      name={door.name}
      consequence={`Changes of ${door.service} that ${SOURCE_NAMES[door.source]} announces by it are refused. What it announced stays.`}
      busy={revoke.isPending}
      fault={revoke.error ? faultOf(revoke.error).message : null}
      onRevoke={() => revoke.mutate({ doorId: door.doorId })}
      onClose={onClose}
    />
  );
}
