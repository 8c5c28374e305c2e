import { createBrowserRouter, type RouteObject } from "react-router";
import { IncidentLayout } from "./IncidentLayout.tsx";
import { hasPage, page } from "./pages.ts";
import { RouteFault } from "./RouteFault.tsx";
import { Entrance, Home, OnlyFor, SignedIn } from "./Session.tsx";
import { WarRoomShell } from "./WarRoomShell.tsx";

const WAR_ROOM = ["commander", "responder", "legal", "administrator"] as const;
const optional = (path: string, name: string): RouteObject[] => (hasPage(name) ? [{ path, lazy: page(name) }] : []);

/** The pages of an incident that other rooms build: on offer as soon as they are there. */
const incidentPages: RouteObject[] = [
  ...(hasPage("BoardPage") ? [{ index: true as const, lazy: page("BoardPage") }] : []),
  ...optional("signals", "IncidentSignalsPage"),
  ...optional("diagnose", "DiagnosePage"),
  ...optional("segments", "SegmentsPage"),
  ...optional("triage", "TriagePage"),
  ...optional("hypotheses", "HypothesesPage"),
  ...optional("changes", "ChangesPage"),
  ...optional("log", "LogPage"),
  ...optional("comms", "CommsPage"),
];

const routes: RouteObject[] = [
  {
    element: <Entrance />,
    errorElement: <RouteFault />,
    hydrateFallbackElement: <div aria-busy="true" />,
    children: [
      ...optional("/sign-in", "SignInPage"),
      ...optional("/welcome", "WelcomePage"),
      {
        element: <SignedIn />,
        children: [
          { index: true, element: <Home /> },
          {
            element: <OnlyFor roles={WAR_ROOM} />,
            children: [
              {
                element: <WarRoomShell />,
                errorElement: <RouteFault />,
                children: [
                  { path: "/inbox", lazy: page("InboxPage") },
                  { path: "/inbox/:suspicionId", lazy: page("InboxPage") },
                  { path: "/incidents", lazy: page("IncidentsPage") },
                  ...optional("/signals", "SignalsPage"),
                  { path: "/incidents/new", lazy: page("DeclarePage") },
                  { path: "/incidents/:incidentId", element: <IncidentLayout />, children: incidentPages },
                ],
              },
            ],
          },
          {
            element: <OnlyFor roles={["administrator"]} />,
            children: [
              {
                element: <WarRoomShell />,
                errorElement: <RouteFault />,
                children: [
                  ...optional("/settings/accounts", "AccountsPage"),
                  ...optional("/settings/keys", "KeysPage"),
                  ...optional("/settings/changes", "ChangeDoorsPage"),
                ],
              },
            ],
          },
          {
            element: <OnlyFor roles={["executive", ...WAR_ROOM]} />,
            children: [
              { path: "/status", lazy: page("StatusPage") },
              { path: "/status/:incidentId", lazy: page("StatusPage") },
            ],
          },
          {
            element: <OnlyFor roles={["support", ...WAR_ROOM]} />,
            children: [
              { path: "/support", lazy: page("SupportPage") },
              { path: "/support/:incidentId", lazy: page("SupportPage") },
            ],
          },
          { path: "*", element: <RouteFault /> },
        ],
      },
    ],
  },
];

export const router: ReturnType<typeof createBrowserRouter> = createBrowserRouter(routes);
