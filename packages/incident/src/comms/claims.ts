import type { UpdateContent } from "./commands.ts";

/** Words in a field of an update that say more than is known (runbook G3). */
export interface Claim {
  readonly field: string;
  readonly words: string;
}

/** What tells a reader that it is over, in the languages we answer in. Participles and past forms only: “to fix” claims nothing. */
const FIX = words(
  "fixed(?!\\s+(?:price|prices|fee|fees|rate|rates|amount|amounts|term|terms|sum|cost|costs|period|set|number))",
  "resolved|solved|repaired|restored|remedied|rectified|sorted out",
  "work(?:s|ing)? (?:again|as (?:expected|normal|usual|before)|normally)|back to normal|back to work|up and running|all clear",
  "no longer (?:an issue|a problem|broken|happens|happening|occurs|occurring)",
  "fix (?:is|was|has been|went|is now) (?:in place|live|deployed|out|released|rolled out|applied|complete)",
  "(?:deployed|released|shipped|applied|rolled out) (?:a|the|our) fix",
  "behoben(?:e|er|es|en)?|gelöst(?:e|er|es|en)?|repariert|wiederhergestellt|bereinigt|beseitigt",
  "(?:funktioniert|läuft|geht|arbeitet) (?:jetzt |nun |alles )?wieder|wieder (?:normal|in ordnung)|tritt nicht mehr auf",
  "corrigée?s?|résolue?s?|réparée?s?|rétablie?s?|(?:fonctionne|marche) (?:à|de) nouveau",
  "resuelt[oa]s?|solucionad[oa]s?|arreglad[oa]s?|corregid[oa]s?|restablecid[oa]s?|(?:funciona|va) (?:de nuevo|otra vez)",
);
/** Right after the claim: what turns it into work in hand. “behoben wird”, but not “behoben worden”. */
const STILL_TO_COME = /^\s*(?:wird|werden)(?!\p{L})/u;
/** Before the claim, the further away the less likely that it is meant: how many words each may be. */
const DENIALS: readonly { readonly pattern: RegExp; readonly reach: number }[] = [
  { pattern: words("not|never|cannot|\\p{L}+n't|unable|neither|nor|nicht|nie|weder|jamais|nunca"), reach: 6 },
  { pattern: words("to be|to have|to get|being|getting|wird|werden|être|ser|estar"), reach: 5 },
  { pattern: words("no|none|nothing|without|kein(?:e|er|en|em|es)?|ohne|ne|pas|sin"), reach: 3 },
];
/** Looks like a denial and is none. */
const NO_DENIAL = words(
  "no doubt|without (?:a )?doubt|not only|nicht nur|kein zweifel|ohne zweifel|pas seulement|no solo",
  "(?:happy|glad|pleased|proud|relieved) to (?:be|have|get|see)",
);
/** Anywhere before the claim in its clause: a condition, a question or a time that has not come. */
const CONDITION = words(
  "whether|if|until|till|once|unless|as soon as|before|ob|falls|bis|sobald|wenn|bevor|si|jusqu'à|dès que|hasta|cuando",
);

const CLOCK =
  "\\d{1,2}(?::|\\.|\\s?h\\s?)\\d{2}(?:\\s?(?:utc|cet|cest|gmt|am|pm|uhr))?|\\d{1,2}\\s?(?:am|pm|uhr)|noon|midnight|mittag|mitternacht";
const SPAN =
  "(?:a few|a couple of|an?|one|two|three|four|five|ten|\\d+)\\s?(?:more )?(?:seconds?|min(?:utes?)?|minuten?|hours?|h|stunden?|days?|tage?n?|weeks?|wochen?)";
/** A point in time, or a span that ends in one. */
const TIME = words(
  `(?:by|at|around|until|before|from|um|gegen|bis|ab)\\s(?:about |around |ca\\.? )?(?:${CLOCK})`,
  `(?:in|within|after|innerhalb von|binnen)\\s(?:the next |about |less than |under |den nächsten )?(?:${SPAN})`,
  "today|tonight|tomorrow|this (?:morning|afternoon|evening|week)|by (?:the )?end of|(?:by|next|on) (?:mon|tues|wednes|thurs|fri|satur|sun)day",
  "heute|morgen|diese woche|heute abend|bis ende",
);
/** What makes a time a promise. */
const PROMISE = words(
  "will|'ll|shall|should|expect(?:s|ed|ing)?|estimate[ds]?|eta|plan(?:s|ned|ning)?|going to|aim(?:s|ing)?|hope|promise[ds]?|guarantee[ds]?",
  "be (?:fixed|back|live)|complete[ds]?|wird|werden|soll(?:te|ten)?|voraussichtlich|erwarten|planen|garantieren",
);
/** The next update may have a time: the cadence is ours to keep. */
const ABOUT_THE_UPDATE = words(
  "updates?|inform|tell you|let you know|write (?:to you )?again|report back|news|informieren|melden uns|nächste meldung",
);

/** Claims that it is over, in what customers or support would read. Other audiences may read of a fix that is being tried. */
export function claimsOfFix(content: UpdateContent): readonly Claim[] {
  if (content.audience !== "customers" && content.audience !== "support") return [];
  return spoken(content).flatMap(([field, text]) =>
    clauses(text).flatMap((clause) => claimsIn(clause).map((found) => ({ field, words: found }))),
  );
}

/** Promises of a time to customers, other than the time of the next update. */
export function promisesOfTime(content: UpdateContent): readonly Claim[] {
  if (content.audience !== "customers") return [];
  return spoken(content).flatMap(([field, text]) =>
    sentences(text)
      .filter((sentence) => first(PROMISE, sentence) && !first(ABOUT_THE_UPDATE, sentence))
      .flatMap((sentence) => {
        const time = first(TIME, sentence);
        return time ? [{ field, words: time.text }] : [];
      }),
  );
}

/**
 * The fields that end up in front of a customer. Not among them: what must not be said, what to escalate, and the question
 * a talking point answers (“If asked whether it is fixed”).
 */
function spoken(content: UpdateContent): readonly (readonly [string, string])[] {
  const { whatHappened, customerImpact, mitigation, status } = content;
  const template = Object.entries({ whatHappened, customerImpact, mitigation, status });
  if (content.audience === "customers") return [...template, ["nextStep", content.nextStep]];
  if (content.audience !== "support") return template;
  const points = content.talkingPoints.map((point, index) => [`talkingPoints ${index + 1}`, point.say] as const);
  return [...template, ...points, ["whoIsAffected", content.whoIsAffected], ["workaround", content.workaround]];
}

function claimsIn(clause: string): readonly string[] {
  return [...clause.matchAll(new RegExp(FIX, "giu"))]
    .filter(({ 0: text, index }) => isClaim(clause.slice(0, index), clause.slice(index + text.length)))
    .map(({ 0: text }) => text);
}

function isClaim(before: string, after: string): boolean {
  if (first(CONDITION, before) || STILL_TO_COME.test(after)) return false;
  const said = before.replace(new RegExp(NO_DENIAL, "giu"), "surely").trim().split(/\s+/u);
  return !DENIALS.some(({ pattern, reach }) => first(pattern, said.slice(-reach).join(" ")));
}

/** A question claims nothing and is left out. */
function sentences(text: string): readonly string[] {
  const plain = text.replace(/’/gu, "'");
  return [...plain.matchAll(/[^.!?;\n]+(?:\.(?=\S)[^.!?;\n]+)*[.!?;\n]?/gu)]
    .map(([sentence]) => sentence)
    .filter((one) => !one.endsWith("?"));
}

/** “and” opens a new clause unless the claim itself follows: “to have it found and fixed” is one. */
const JOINTS = new RegExp(`[,:–—()“”"]|\\s(?:and|but|und|aber|sondern|et|mais|y|pero)\\s(?!(?:now |then )?${FIX.source})`, "iu");
function clauses(text: string): readonly string[] {
  return sentences(text).flatMap((sentence) => sentence.split(JOINTS));
}

function words(...alternatives: readonly string[]): RegExp {
  return new RegExp(`(?<![\\p{L}\\p{N}])(?:${alternatives.join("|")})(?![\\p{L}\\p{N}])`, "iu");
}
function first(pattern: RegExp, text: string): { readonly text: string } | null {
  const match = pattern.exec(text);
  return match ? { text: match[0] } : null;
}
