import { useSyncExternalStore } from "react";

let spoken: { readonly polite: string; readonly assertive: string } = { polite: "", assertive: "" };
const listeners = new Set<() => void>();
const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

/** Tells a screen reader what the eye sees change: a new severity, a due update, a breach. */
export function announce(sentence: string, urgency: "polite" | "assertive" = "polite"): void {
  // A sentence that is said twice is another text, else it is not said.
  const text = spoken[urgency] === sentence ? `${sentence}\u00a0` : sentence;
  spoken = { ...spoken, [urgency]: text };
  for (const listener of listeners) listener();
}
/** Once, in the app. */
export function AnnouncementRegions() {
  const words = useSyncExternalStore(subscribe, () => spoken);
  return (
    <>
      <div className="sr-only" role="status" aria-live="polite">
        {words.polite}
      </div>
      <div className="sr-only" aria-live="assertive" aria-atomic="true">
        {words.assertive}
      </div>
    </>
  );
}
