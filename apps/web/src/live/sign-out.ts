import { disconnect } from "./socket.ts";
import { queryClient } from "./trpc.ts";
import { forgetUnsent } from "./unsent.ts";

/** Ends the session here and on the server; what this browser held of incidents is forgotten with the page. */
export async function signOut(): Promise<void> {
  disconnect();
  await fetch("/api/auth/sign-out", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: "{}",
  }).catch(() => undefined);
  queryClient.clear();
  forgetUnsent();
  location.assign("/sign-in");
}
