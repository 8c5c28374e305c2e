import {
  Activity,
  ChartColumn,
  FileText,
  GitCommitVertical,
  Headset,
  Inbox,
  KeyRound,
  LayoutGrid,
  List,
  ListTree,
  Megaphone,
  MonitorDot,
  Users,
} from "lucide-react";
import type { ComponentType } from "react";
import { hasPage } from "./pages.ts";

export interface NavPlace {
  readonly name: string;
  readonly to: string;
  readonly icon: ComponentType<{ "aria-hidden"?: boolean | "true" }>;
  /** After `g`. */
  readonly key: string;
  /** Only at exactly this address. */
  readonly exact?: boolean;
}
const built = (page: string, place: NavPlace): readonly NavPlace[] => (hasPage(page) ? [place] : []);

export function incidentPlaces(incidentId: string): readonly NavPlace[] {
  const at = `/incidents/${incidentId}`;
  return [
    ...built("BoardPage", { name: "Board", to: at, icon: LayoutGrid, key: "b", exact: true }),
    ...built("IncidentSignalsPage", { name: "Signals", to: `${at}/signals`, icon: Activity, key: "s" }),
    ...built("DiagnosePage", { name: "Diagnose", to: `${at}/diagnose`, icon: ChartColumn, key: "d" }),
    ...built("HypothesesPage", { name: "Hypotheses", to: `${at}/hypotheses`, icon: ListTree, key: "h" }),
    ...built("LogPage", { name: "Log", to: `${at}/log`, icon: FileText, key: "l" }),
    ...built("CommsPage", { name: "Comms", to: `${at}/comms`, icon: Megaphone, key: "c" }),
  ];
}
export const INCIDENTS_PLACE: NavPlace = { name: "Incidents", to: "/incidents", icon: List, key: "i", exact: true };

export const INBOX_PLACE: NavPlace = { name: "Inbox", to: "/inbox", icon: Inbox, key: "n" };
/** Outside of an incident: every signal of every service. */
export const signalsPlaces = (): readonly NavPlace[] => [
  ...built("SignalsPage", { name: "Signals", to: "/signals", icon: Activity, key: "s" }),
];

/** What the others see of the incidents. */
export function outsidePlaces(incidentId: string | undefined): readonly NavPlace[] {
  const at = incidentId === undefined ? "" : `/${incidentId}`;
  return [
    { name: "Status", to: `/status${at}`, icon: MonitorDot, key: "e" },
    { name: "Support", to: `/support${at}`, icon: Headset, key: "t" },
  ];
}
export const settingsPlaces = (): readonly NavPlace[] => [
  ...built("AccountsPage", { name: "Accounts", to: "/settings/accounts", icon: Users, key: "a" }),
  ...built("KeysPage", { name: "Keys", to: "/settings/keys", icon: KeyRound, key: "k" }),
  ...built("ChangeDoorsPage", { name: "Changes", to: "/settings/changes", icon: GitCommitVertical, key: "w" }),
];
