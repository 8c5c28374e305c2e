/** A path of this app only: a link to this page cannot lead a signed-in person elsewhere. */
export function landingOf(asked: string | null): string {
  if (asked === null || !asked.startsWith("/")) return "/";
  const url = new URL(asked, "https://here.invalid");
  return url.host === "here.invalid" && url.pathname !== "/sign-in" ? `${url.pathname}${url.search}${url.hash}` : "/";
}
