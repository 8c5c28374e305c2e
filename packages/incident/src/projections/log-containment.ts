import { containmentChip, isolated, mono, type Names, type Of, plain, segment, strong, type Told } from "./log-parts.ts";
import { beforeAfter, clock, secondsOf, span } from "./wording.ts";

type ContainmentRow = Of<
  "SegmentIsolated" | "SegmentReleased" | "ContainmentExpired" | "ContainmentAcknowledged" | "ContainmentEffectMeasured"
>;

export function tellContainment(event: ContainmentRow, names: Names): Told {
  const where = isolated(event.containmentId, names);
  const chips = [containmentChip(event.containmentId)];
  switch (event.type) {
    case "SegmentIsolated":
      return {
        kind: "decision",
        parts: [plain("isolated "), segment(event.segment), plain(` → ${event.measure}`)],
        body: event.reason,
        chips: event.expiresAt === null ? chips : [...chips, { label: `until ${clock(event.expiresAt)}`, tone: "plain" }],
        tone: "attention",
      };
    case "SegmentReleased":
      return { kind: "decision", parts: [plain("released "), where], body: event.reason, chips };
    case "ContainmentExpired":
      return {
        kind: "system",
        parts: [strong("Containment expired"), plain(" — "), where],
        body: "The time that was set for it is over.",
        chips,
        tone: "attention",
      };
    case "ContainmentAcknowledged":
      return { ...tellAcknowledgement(event), chips };
    case "ContainmentEffectMeasured":
      return tellEffect(event, names);
    default:
      return event satisfies never;
  }
}

/** “12/12 instances in 4.1 s”: of those that are known, how many read the flag set with this containment. */
function tellAcknowledgement({ acknowledged, pending, silent, propagationMs }: Of<"ContainmentAcknowledged">): Told {
  const known = acknowledged.length + pending.length + silent.length;
  const missing = [
    ...(pending.length > 0 ? [`Still on an older flag set: ${named(pending)}.`] : []),
    ...(silent.length > 0 ? [`Not heard from: ${named(silent)}.`] : []),
  ];
  return {
    kind: "system",
    parts: [
      strong(`${acknowledged.length}/${known} instances`),
      plain(propagationMs === null ? "" : ` in ${secondsOf(propagationMs)}`),
    ],
    body: missing.join(" "),
    tone: known > 0 && missing.length === 0 ? "verified" : "attention",
  };
}

const VERDICT = {
  effective: { title: "Containment took effect", tone: "verified", chip: "verified" },
  "no-effect": { title: "Containment shows no effect", tone: "attention", chip: "plain" },
  worse: { title: "Containment made it worse", tone: "harm", chip: "harm" },
} as const;

function tellEffect({ containmentId, effect }: Of<"ContainmentEffectMeasured">, names: Names): Told {
  const { title, tone, chip } = VERDICT[effect.verdict];
  const rest = { ...effect, segmentBefore: effect.restBefore, segmentAfter: effect.restAfter };
  return {
    kind: "measured",
    parts: [
      strong(title),
      plain(" — "),
      mono(effect.signal),
      plain(" in "),
      isolated(containmentId, names),
      plain(` ${beforeAfter(effect)} over ${span(effect.afterSeconds)}`),
    ],
    body: `In all other traffic ${beforeAfter(rest)}.`,
    chips: [{ ...containmentChip(containmentId), label: "before / after", tone: chip }],
    tone,
  };
}

/** A thousand instances are counted, a few are named. */
function named(instances: readonly string[]): string {
  return instances.length <= 5 ? instances.join(", ") : `${instances.slice(0, 5).join(", ")} and ${instances.length - 5} more`;
}
