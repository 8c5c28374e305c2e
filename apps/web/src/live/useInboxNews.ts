import { useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { connect, socket } from "./socket.ts";
import { useTRPC } from "./trpc.ts";

/** Keys of what the server's word about the inbox is about, beside those of its router. */
export const INBOX_KEY = "inbox";
export const EXPECTED_CHANGES_KEY = "expected-changes";

/** A burst of alerts is one question. */
const GATHER_MS = 200;

/** Alerts, suspected incidents and expected changes are asked for again when the server says that one of them is other. */
export function useInboxNews(): void {
  const trpc = useTRPC();
  const client = useQueryClient();
  const router = trpc.inbox.pathKey();
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key's content never changes.
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | null = null;
    const ask = () => {
      timer ??= setTimeout(() => {
        timer = null;
        for (const queryKey of [router, [INBOX_KEY], [EXPECTED_CHANGES_KEY]]) void client.invalidateQueries({ queryKey });
      }, GATHER_MS);
    };
    socket.on("inbox", ask);
    socket.on("connect", ask);
    connect();
    return () => {
      if (timer !== null) clearTimeout(timer);
      socket.off("inbox", ask);
      socket.off("connect", ask);
    };
  }, [client]);
}
