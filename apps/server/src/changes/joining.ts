import type { LineageChange } from "../telemetry/port.ts";
import type { Announcement } from "./announcements.ts";
import type { Change, ChangeKind } from "./port.ts";

/** A version is announced at most so long before it is first served; what was registered earlier is a change of its own. */
export const SERVED_WITHIN_MS = 24 * 3600_000;
/** A rollout serves before its end is announced. */
export const ANNOUNCED_WITHIN_MS = 3600_000;

/**
 * One feed of what was announced and what the records show. All announcements of one version around its first record are one change
 * with it, told in the words of the deployment, or else of the registration, nearest in time. Unordered.
 */
export function joined(service: string, announced: readonly Announcement[], seen: readonly LineageChange[]): readonly Change[] {
  const taken = new Set<Announcement>();
  const changes = seen.flatMap((lineage) => {
    // The first version of an artefact is where the records begin, not a change.
    if (lineage.previous === null) return [];
    const same = announced.filter((one) => !taken.has(one) && tells(one, lineage));
    for (const one of same) taken.add(one);
    const [teller] = same.toSorted(byHowNear(lineage.at));
    return [teller ? announcedAndSeen(teller, lineage) : onlySeen(service, lineage)];
  });
  return [...changes, ...announced.filter((one) => !taken.has(one)).map(onlyAnnounced)];
}

/** A registry says that a version exists, the others that it is served: those first. */
const byHowNear = (at: number) => (a: Announcement, b: Announcement) =>
  Number(a.source === "mlflow") - Number(b.source === "mlflow") || Math.abs(a.at.getTime() - at) - Math.abs(b.at.getTime() - at);

function tells({ artefact, version, at }: Announcement, lineage: LineageChange): boolean {
  if (artefact === null || version === null) return false;
  const servedAfter = lineage.at - at.getTime();
  return (
    servedAfter <= SERVED_WITHIN_MS &&
    servedAfter >= -ANNOUNCED_WITHIN_MS &&
    artefact.toLowerCase() === lineage.artefact.toLowerCase() &&
    isSameVersion(version, lineage.version)
  );
}

const COMMIT = /^[0-9a-f]{7,64}$/;
/** `refunds@41` is `refunds:41`, `refunds-v41` and `refunds/41`; a commit is the same shortened. */
export function isSameVersion(a: string, b: string): boolean {
  const [one, other] = [plain(a), plain(b)];
  if (one === other) return true;
  return COMMIT.test(one) && COMMIT.test(other) && (one.startsWith(other) || other.startsWith(one));
}
const plain = (version: string): string => version.toLowerCase().replace(/[@:/_-]v?(?=\d)/g, "@");

const KINDS: Readonly<Record<string, ChangeKind>> = {
  code: "deployment",
  model: "model",
  provider: "model",
  prompt: "prompt",
  features: "features",
  index: "index",
  policy: "policy",
  config: "config",
};

function onlySeen(service: string, { artefact, version, previous, at, trafficShare }: LineageChange): Change {
  return {
    changeId: `lineage:${artefact}:${version}`,
    source: "lineage",
    service,
    kind: KINDS[artefact] ?? "other",
    artefact,
    version,
    previous,
    status: "succeeded",
    at,
    title: `${artefact} ${version}`,
    by: "",
    environment: "",
    url: "",
    effectiveAt: at,
    firstServedAt: at,
    trafficShare,
    announcedAt: null,
  };
}

function onlyAnnounced(row: Announcement): Change {
  const { number, key: _key, said_at: _said, announced_at, ...said } = row;
  const at = row.at.getTime();
  return {
    ...said,
    changeId: `announced:${number}`,
    at,
    effectiveAt: at,
    firstServedAt: null,
    trafficShare: null,
    announcedAt: announced_at.getTime(),
  };
}

/** The version as the records write it: that is what they are counted by. */
function announcedAndSeen(row: Announcement, { artefact, version, previous, at, trafficShare }: LineageChange): Change {
  return { ...onlyAnnounced(row), artefact, version, previous, effectiveAt: at, firstServedAt: at, trafficShare };
}
