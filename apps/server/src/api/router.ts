import { accountsRouter } from "./accounts.ts";
import { flagsRouter } from "./flags.ts";
import { incidentsRouter } from "./incidents.ts";
import { pagesRouter } from "./pages.ts";
import { practiceRouter } from "./practice.ts";
import { telemetryRouter } from "./telemetry.ts";
import { router } from "./trpc.ts";

export const appRouter = router({
  accounts: accountsRouter,
  flags: flagsRouter,
  incidents: incidentsRouter,
  pages: pagesRouter,
  practice: practiceRouter,
  telemetry: telemetryRouter,
});
export type AppRouter = typeof appRouter;
