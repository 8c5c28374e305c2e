import type { IncomingHttpHeaders } from "node:http";

/**
 * Whether a request that carries a person's cookie comes from a page of ours. Browsers say where a request comes from;
 * what says nothing at all is not a browser, and is let through only where `silence` is allowed.
 */
export function createSameOrigin(publicUrl: string) {
  const publicOrigin = new URL(publicUrl).origin;
  return (headers: IncomingHttpHeaders, { silence }: { readonly silence: boolean }): boolean => {
    const site = headers["sec-fetch-site"];
    if (site === "same-origin") return true;
    const { origin } = headers;
    if (origin === undefined) return site === undefined ? silence : site === "none";
    if (origin === publicOrigin) return true;
    // Opened under another name of this machine: the page and the request must agree on it.
    return URL.canParse(origin) && site === undefined && new URL(origin).host === headers.host;
  };
}
export type SameOrigin = ReturnType<typeof createSameOrigin>;
