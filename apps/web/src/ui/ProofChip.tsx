import { Chip } from "./Chip.tsx";

interface ProofLike {
  readonly kind: "signal" | "change" | "segment" | "record" | "containment" | "event" | "url";
  readonly label: string;
  readonly ref: string;
}

/** Where the thing that proves a claim is shown; undefined where no page shows it. */
function proofPath(incidentId: string, { kind, ref }: ProofLike): string | undefined {
  const board = `/incidents/${incidentId}`;
  switch (kind) {
    case "signal":
      return `${board}/signals#${encodeURIComponent(ref)}`;
    case "change":
      return `${board}/diagnose?look=causes#changes`;
    case "segment":
    case "containment":
      return `${board}#segments`;
    case "event":
      return `${board}/log#log-${encodeURIComponent(ref)}`;
    case "url":
      return /^https?:\/\//.test(ref) ? ref : undefined;
    case "record":
      return `${board}/diagnose?${recordSearch(ref)}`;
  }
}

/** `<request id>` or `<request id>#<span id>`. */
function recordSearch(ref: string): URLSearchParams {
  const [, requestId = ref, span] = /^(.+)#([0-9a-f]{16})$/.exec(ref) ?? [];
  return new URLSearchParams({ look: "records", record: requestId, ...(span && { span }) });
}

/** A claim's proof, leading to it. */
export function ProofChip({ incidentId, proof }: { readonly incidentId: string; readonly proof: ProofLike }) {
  return (
    <Chip kind="proof" to={proofPath(incidentId, proof)}>
      {proof.label}
    </Chip>
  );
}
