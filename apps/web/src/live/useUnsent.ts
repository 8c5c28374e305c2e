import { useEffect, useSyncExternalStore } from "react";
import { unsentStore } from "./rooms.ts";

/** How many commands wait to be sent. While there are some, the browser asks before it closes the tab. */
export function useUnsent(): number {
  const unsent = useSyncExternalStore(unsentStore.subscribe, unsentStore.get);
  const some = unsent > 0;
  useEffect(() => {
    if (!some) return;
    const warn = (event: BeforeUnloadEvent) => event.preventDefault();
    addEventListener("beforeunload", warn);
    return () => removeEventListener("beforeunload", warn);
  }, [some]);
  return unsent;
}
