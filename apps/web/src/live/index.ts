export { AccountProvider, actorOf, useAccount } from "./account.tsx";
export { type Action, useActions, useRegisteredActions } from "./actions.ts";
export { type CatalogueReading, onBoard, useCatalogue } from "./catalogue.ts";
export type { Connection } from "./connection.ts";
export type { Chain } from "./fold.ts";
export {
  type CommandDesk,
  type IncidentLive,
  IncidentProvider,
  type OpenIncident,
  useCommand,
  useIncident,
  useOpenIncident,
  usePresence,
} from "./incident.tsx";
export type { Sent } from "./incident-room.ts";
export { layOut } from "./layOut.ts";
export type { PendingRow } from "./pending.ts";
export { type Asked, useAskQuestion } from "./questions.ts";
export { newCommandId } from "./rooms.ts";
export { shownView } from "./shownView.ts";
export { signOut } from "./sign-out.ts";
export { connect, disconnect, retryNow, socket, useConnection, watchPage } from "./socket.ts";
export { type ApiFault, api, faultOf, isPassing, queryClient, TRPCProvider, toSignIn, useTRPC } from "./trpc.ts";
export { isPaging, mostUrgentFirst } from "./urgency.ts";
export { useContainments } from "./useContainments.ts";
export { EXPECTED_CHANGES_KEY, INBOX_KEY, useInboxNews } from "./useInboxNews.ts";
export { type Issue, useIssue } from "./useIssue.ts";
export { type LiveIncidents, useLiveIncidents } from "./useLiveIncidents.ts";
export { type OpenSuspicions, useOpenSuspicions } from "./useOpenSuspicions.ts";
export { type PageViews, useExecutiveViews, useSupportViews } from "./usePageViews.ts";
export { useUnsent } from "./useUnsent.ts";
export { withoutStart } from "./withoutStart.ts";
