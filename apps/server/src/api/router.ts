import { accountsRouter } from "./accounts.ts";
import { changesRouter } from "./changes.ts";
import { diagnosisRouter } from "./diagnosis.ts";
import { expectedChangesRouter } from "./expected-changes.ts";
import { flagsRouter } from "./flags.ts";
import { inboxRouter } from "./inbox.ts";
import { incidentsRouter } from "./incidents.ts";
import { pagesRouter } from "./pages.ts";
import { practiceRouter } from "./practice.ts";
import { signalsRouter } from "./signals.ts";
import { telemetryRouter } from "./telemetry.ts";
import { router } from "./trpc.ts";

export const appRouter = router({
  accounts: accountsRouter,
  changes: changesRouter,
  diagnosis: diagnosisRouter,
  expectedChanges: expectedChangesRouter,
  flags: flagsRouter,
  inbox: inboxRouter,
  incidents: incidentsRouter,
  pages: pagesRouter,
  practice: practiceRouter,
  signals: signalsRouter,
  telemetry: telemetryRouter,
});
export type AppRouter = typeof appRouter;
