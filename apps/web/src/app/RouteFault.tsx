import { isRouteErrorResponse, useRouteError } from "react-router";
import { Button, LinkButton, RefusedState } from "../ui/index.ts";

/** An address that leads nowhere, or a page that broke: says which, and what to do. */
export function RouteFault() {
  const error = useRouteError();
  const broken = error !== undefined && !isRouteErrorResponse(error);
  return (
    <main style={{ minHeight: "60dvh", display: "grid", placeItems: "center" }}>
      {broken ? (
        <RefusedState
          title="This page broke"
          action={
            <Button look="primary" onClick={() => location.reload()}>
              Load it again
            </Button>
          }
        >
          Nothing is lost: the incident is its log, and the log is on the server.{" "}
          {error instanceof Error && <code>{error.message}</code>}
        </RefusedState>
      ) : (
        <RefusedState title="There is no such page" action={<LinkButton to="/">Go to the start</LinkButton>}>
          The address is wrong, or the page has moved.
        </RefusedState>
      )}
    </main>
  );
}
