/** An engine that the settings name cannot be used. The message is for whoever starts the server, and holds no password. */
export class EngineUnavailable extends Error {
  override readonly name = "EngineUnavailable";
}

export function unavailable(what: string, url: string, reason: unknown): EngineUnavailable {
  const { host, pathname } = new URL(url);
  const said = wordsOf(reason).replaceAll(passwordIn(url), "…");
  return new EngineUnavailable(`Firebreak cannot use ${what} at ${host}${pathname}: ${said}`, { cause: reason });
}

/** Node's own error for several addresses of one name carries no words but a code. */
function wordsOf(reason: unknown): string {
  const { message, code } = (reason ?? {}) as { readonly message?: unknown; readonly code?: unknown };
  const words = typeof message === "string" && message !== "" ? message : String(code ?? reason);
  return `${words.trim().replace(/\.$/, "")}. Check the address, the user, the password and the name of the database.`;
}

function passwordIn(url: string): string {
  // Never an empty text, which would be found everywhere.
  return decodeURIComponent(new URL(url).password) || "\u0000";
}
