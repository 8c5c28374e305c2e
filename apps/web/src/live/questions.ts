import { useMemo } from "react";
import { newCommandId } from "./rooms.ts";
import { currentConnection, onConnection } from "./socket.ts";
import { api, faultOf, isPassing, toSignIn } from "./trpc.ts";

export type Asked = { readonly ok: true } | { readonly ok: false; readonly message: string };

const ATTEMPTS = 30;

/**
 * Support's one command. Its account may not follow the log, so there is nothing to decide on here: the question is sent
 * with one id until the server answered, and comes back with the page.
 */
export function useAskQuestion(incidentId: string): (text: string) => Promise<Asked> {
  return useMemo(
    () => async (text) => {
      const commandId = newCommandId();
      const command = { type: "AskQuestion", questionId: `Q-${commandId.slice(0, 8)}`, text } as const;
      for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
        try {
          await api.incidents.command.mutate({ commandId, incidentId, command });
          return { ok: true };
        } catch (error) {
          const fault = faultOf(error);
          if (fault.kind === "UNAUTHORIZED") toSignIn();
          if (!isPassing(fault)) return { ok: false, message: fault.message };
          await untilBack(Math.min(500 * 2 ** attempt, 5_000));
        }
      }
      return { ok: false, message: "The server could not be reached. The question is still in the field: send it again." };
    },
    [incidentId],
  );
}
function untilBack(milliseconds: number): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      stop();
      resolve();
    };
    const stop = onConnection(() => currentConnection().kind === "live" && done());
    const timer = setTimeout(done, milliseconds);
  });
}
