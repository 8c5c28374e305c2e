import { Search } from "lucide-react";
import { useCallback, useMemo, useState } from "react";
import { NavLink, Outlet, useMatch, useNavigate } from "react-router";
import { Palette } from "../features/palette/Palette.tsx";
import { type Action, retryNow, signOut, useAccount, useActions, useConnection, useUnsent } from "../live/index.ts";
import { AccountMenu, COMMAND_KEY, classes, DisconnectedBanner, type KeyMap, Tooltip, useKeys } from "../ui/index.ts";
import { KeysSheet } from "./KeysSheet.tsx";
import {
  INBOX_PLACE,
  INCIDENTS_PLACE,
  incidentPlaces,
  type NavPlace,
  outsidePlaces,
  settingsPlaces,
  signalsPlaces,
} from "./nav.ts";
import { useInboxAlarms } from "./useInboxAlarms.ts";
import styles from "./WarRoomShell.module.css";

/** The rail, the palette, the keys and the news about the connection, around every page of the war room. */
export function WarRoomShell() {
  const account = useAccount();
  const match = useMatch("/incidents/:incidentId/*");
  const asked = match?.params.incidentId;
  const incidentId = asked === "new" ? undefined : asked;
  const [open, setOpen] = useState<"palette" | "keys" | null>(null);
  const groups = useMemo(() => placesOf(incidentId, account.role === "administrator"), [incidentId, account.role]);
  useNavigationKeys(groups.flat(), setOpen);
  useNavigationActions(groups.flat(), incidentId);
  const paging = useInboxAlarms();

  return (
    <div className={styles.shell}>
      <a href="#main" className={styles.skip}>
        Skip to the page
      </a>
      <nav aria-label="Pages" className={styles.rail}>
        {groups.map((places, index) => (
          <ul key={places[0]?.to ?? index} className={styles.group}>
            {places.map((place) => (
              <RailLink key={place.to} place={place} paging={place === INBOX_PLACE ? paging : null} />
            ))}
          </ul>
        ))}
        <div className={styles.foot}>
          <Tooltip text={`Search and do anything · ${COMMAND_KEY}K`} side="right">
            <button
              type="button"
              className={styles.find}
              aria-label="Open the command palette"
              onClick={() => setOpen("palette")}
            >
              <Search aria-hidden="true" />
            </button>
          </Tooltip>
          <AccountMenu name={account.name} role={account.role} onSignOut={() => void signOut()} />
        </div>
      </nav>
      <div className={styles.content}>
        <ConnectionNews />
        <Outlet />
      </div>
      <Palette open={open === "palette"} onClose={() => setOpen(null)} onOpenKeys={() => setOpen("keys")} />
      <KeysSheet open={open === "keys"} onClose={() => setOpen(null)} places={groups.flat()} />
    </div>
  );
}

function placesOf(incidentId: string | undefined, administrator: boolean): readonly (readonly NavPlace[])[] {
  return [
    [INCIDENTS_PLACE, INBOX_PLACE, ...(incidentId === undefined ? signalsPlaces() : [])],
    incidentId === undefined ? [] : incidentPlaces(incidentId),
    outsidePlaces(incidentId),
    administrator ? settingsPlaces() : [],
  ].filter((group) => group.length > 0);
}

const MOST_COUNTED = 9;

function RailLink({ place, paging }: { place: NavPlace; paging: number | null }) {
  const Icon = place.icon;
  return (
    <li>
      <NavLink
        to={place.to}
        end={place.exact ?? false}
        className={({ isActive }) => classes(styles.link, isActive && styles.on)}
        aria-keyshortcuts={`g ${place.key}`}
      >
        <Icon aria-hidden="true" />
        {place.name}
        {paging !== null && paging > 0 && (
          <span className={styles.badge}>
            <span className="sr-only">, </span>
            {paging > MOST_COUNTED ? `${MOST_COUNTED}+` : paging}
            <span className="sr-only"> paging</span>
          </span>
        )}
      </NavLink>
    </li>
  );
}

function ConnectionNews() {
  const connection = useConnection();
  const waiting = useUnsent();
  if (connection.kind === "live") return null;
  return <DisconnectedBanner since={connection.since} lost={connection.kind === "lost"} waiting={waiting} onRetry={retryNow} />;
}

function useNavigationKeys(places: readonly NavPlace[], open: (what: "palette" | "keys") => void): void {
  const navigate = useNavigate();
  const keys: KeyMap = {
    ...Object.fromEntries(places.map((place) => [`g ${place.key}`, () => void navigate(place.to)])),
    c: () => void navigate("/incidents/new"),
    "?": () => open("keys"),
    "mod+k": (event) => {
      event.preventDefault();
      open("palette");
    },
  };
  useKeys(keys);
}

function useNavigationActions(places: readonly NavPlace[], incidentId: string | undefined): void {
  const navigate = useNavigate();
  const go = useCallback((to: string) => void navigate(to), [navigate]);
  const signature = places.map((place) => place.to).join(" ");
  // biome-ignore lint/correctness/useExhaustiveDependencies: the places change with their addresses.
  const actions = useMemo(
    (): readonly Action[] => [
      ...places.map((place) => ({
        id: `go:${place.to}`,
        title: `Go to ${place.name}`,
        group: "Pages",
        keys: `g ${place.key}`,
        run: () => go(place.to),
      })),
      {
        id: "declare",
        title: "Declare an incident",
        group: "Actions",
        keywords: ["new", "start"],
        keys: "c",
        run: () => go("/incidents/new"),
      },
    ],
    [signature, incidentId, go],
  );
  useActions(actions);
}
