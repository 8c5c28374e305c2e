import { useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { connect, socket } from "./socket.ts";

/** Keys of what the server's word about the inbox is about. */
export const INBOX_KEY = "inbox";
export const EXPECTED_CHANGES_KEY = "expected-changes";

/** Alerts, suspected incidents and expected changes are asked for again when the server says that one of them is other. */
export function useInboxNews(): void {
  const client = useQueryClient();
  useEffect(() => {
    const ask = () => {
      for (const key of [INBOX_KEY, EXPECTED_CHANGES_KEY]) void client.invalidateQueries({ queryKey: [key] });
    };
    socket.on("inbox", ask);
    socket.on("connect", ask);
    connect();
    return () => {
      socket.off("inbox", ask);
      socket.off("connect", ask);
    };
  }, [client]);
}
