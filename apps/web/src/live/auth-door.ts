/** What /api/auth and /api/welcome answer: a sentence that says what to do, and the field it speaks of. */
export interface DoorRefusal {
  readonly ok: false;
  readonly code: string;
  readonly message: string;
  readonly field?: string;
}
export type DoorAnswer<T> = { readonly ok: true; readonly value: T } | DoorRefusal;

const WAIT_MS = 20_000;

/** Never throws: a server that cannot be reached is a refusal, too. Without a body it asks (GET), with one it posts. */
export async function askDoor<T = unknown>(path: string, body?: object): Promise<DoorAnswer<T>> {
  try {
    const response = await fetch(path, {
      signal: AbortSignal.timeout(WAIT_MS),
      ...(body && { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) }),
    });
    const said = (await response.json()) as Partial<DoorRefusal> | null;
    if (response.ok) return { ok: true, value: said as T };
    const { code = "REFUSED", message = "This did not work. Try again in a moment.", field } = said ?? {};
    return { ok: false, code, message, ...(field && { field }) };
  } catch {
    return { ok: false, code: "UNREACHABLE", message: "Firebreak does not answer. Check your connection, then try again." };
  }
}
