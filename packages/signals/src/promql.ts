/**
 * A query of a team's file for one service: `$service` becomes its name, escaped as the inside of a PromQL string
 * (Prometheus documentation, "String literals": backslash escapes as in Go).
 */
export function promqlFor(query: string, service: string): string {
  const escaped = service.replace(/[\\"'\n]/g, (character) => (character === "\n" ? "\\n" : `\\${character}`));
  return query.replaceAll("$service", () => escaped);
}
