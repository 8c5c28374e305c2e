import { type ExecutiveView, executiveView, type SupportView, supportView } from "@firebreak/incident";
import { onlyFor, router } from "./trpc.ts";

/** What the two read-only pages may see, and all that an executive's account can reach. They follow live over socket.io. */
export const pagesRouter = router({
  executive: onlyFor("executive", "commander", "responder", "legal", "administrator").query(
    async ({ ctx }): Promise<readonly ExecutiveView[]> =>
      (await loaded(ctx.incidents)).map(({ incidentId, seq, state }) => executiveView(incidentId, seq, state)),
  ),
  support: onlyFor("support", "commander", "responder", "legal", "administrator").query(
    async ({ ctx }): Promise<readonly SupportView[]> =>
      (await loaded(ctx.incidents)).map(({ incidentId, seq, state }) => supportView(incidentId, seq, state)),
  ),
});

/** Active incidents first, newest first, at most 20. */
async function loaded(incidents: import("../incidents/port.ts").Incidents) {
  const rows = [...(await incidents.list())]
    .sort((a, b) => Number(b.situation === "active") - Number(a.situation === "active"))
    .slice(0, 20);
  const all = await Promise.all(rows.map((row) => incidents.load(row.incidentId)));
  return all.filter((incident) => incident !== null);
}
