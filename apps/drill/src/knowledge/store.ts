import type { Language } from "../language/language.ts";
import { stems } from "../language/words.ts";
import { CARRIER_PAGES } from "./carrier-pages.ts";
import { AREA_NAMES, AREAS, type DocumentId, type Handbook, type PolicyDocument } from "./document.ts";
import { HANDBOOK_DE } from "./handbook.de.ts";
import { HANDBOOK_EN } from "./handbook.en.ts";
import { HANDBOOK_ES } from "./handbook.es.ts";
import { HANDBOOK_FR } from "./handbook.fr.ts";

export interface Passage {
  readonly document: PolicyDocument;
  /** Share of the question's information that the document's words cover, 0–1. */
  readonly score: number;
}
export interface DocumentStore {
  /** Best first, at most `limit`; only documents that cover enough of the question. */
  search(question: string, language: Language, limit: number): readonly Passage[];
}

/** The builds of the index, by what they take in besides the handbook; the telemetry names them as lineage `index`. */
const INDEX_BUILDS = {
  "handbook-2026-11": [],
  // 2026-12 takes in what carriers publish, as it comes: nobody reads it before it is indexed.
  "handbook-2026-12": CARRIER_PAGES,
} as const satisfies Record<string, readonly PolicyDocument[]>;
export type IndexVersion = keyof typeof INDEX_BUILDS;
export const INDEX_VERSIONS = Object.keys(INDEX_BUILDS) as [IndexVersion, ...IndexVersion[]];
export const KNOWN_GOOD_INDEX: IndexVersion = "handbook-2026-11";
const MIN_COVERAGE = 0.3;
/** Usual BM25 parameters (Robertson and Zaragoza, 2009). */
const K1 = 1.2;
const B = 0.75;
const TITLE_WEIGHT = 2;

const HANDBOOKS: Readonly<Record<Language, Handbook>> = { en: HANDBOOK_EN, de: HANDBOOK_DE, fr: HANDBOOK_FR, es: HANDBOOK_ES };
export const DOCUMENT_IDS: readonly DocumentId[] = Object.values(AREAS).flat();

export function documentsIn(language: Language): PolicyDocument[] {
  return AREA_NAMES.flatMap((area) => AREAS[area].map((id) => ({ id, area, language, ...HANDBOOKS[language][id] })));
}

export function createDocumentStore(build: IndexVersion = KNOWN_GOOD_INDEX): DocumentStore {
  const indexes = new Map<Language, LanguageIndex>();
  for (const language of Object.keys(HANDBOOKS) as Language[]) {
    const taken: readonly PolicyDocument[] = INDEX_BUILDS[build];
    indexes.set(language, indexOf([...documentsIn(language), ...taken.filter((page) => page.language === language)]));
  }
  return {
    search(question, language, limit) {
      const index = indexes.get(language);
      return index === undefined ? [] : searchIn(index, question, limit);
    },
  };
}

interface IndexedDocument {
  readonly document: PolicyDocument;
  readonly counts: ReadonlyMap<string, number>;
  readonly length: number;
}
interface LanguageIndex {
  readonly documents: readonly IndexedDocument[];
  readonly inverseFrequency: ReadonlyMap<string, number>;
  readonly unseen: number;
  readonly meanLength: number;
}

function indexOf(documents: readonly PolicyDocument[]): LanguageIndex {
  const indexed = documents.map((document) => {
    const title = stems(document.title);
    const words = [...stems(document.text), ...Array.from({ length: TITLE_WEIGHT }, () => title).flat()];
    const counts = new Map<string, number>();
    for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
    return { document, counts, length: words.length };
  });
  const holding = new Map<string, number>();
  for (const { counts } of indexed) for (const word of counts.keys()) holding.set(word, (holding.get(word) ?? 0) + 1);
  const inverse = (n: number) => Math.log(1 + (indexed.length - n + 0.5) / (n + 0.5));
  return {
    documents: indexed,
    inverseFrequency: new Map([...holding].map(([word, n]) => [word, inverse(n)])),
    unseen: inverse(0),
    meanLength: indexed.reduce((sum, { length }) => sum + length, 0) / indexed.length,
  };
}

function searchIn(index: LanguageIndex, question: string, limit: number): Passage[] {
  const words = [...new Set(stems(question))];
  const weightOf = (word: string) => index.inverseFrequency.get(word) ?? index.unseen;
  const whole = words.reduce((sum, word) => sum + weightOf(word), 0);
  if (whole === 0) return [];
  return index.documents
    .map(({ document, counts, length }) => {
      let bm25 = 0;
      let covered = 0;
      for (const word of words) {
        const count = counts.get(word) ?? 0;
        if (count === 0) continue;
        const norm = count + K1 * (1 - B + (B * length) / index.meanLength);
        bm25 += (weightOf(word) * count * (K1 + 1)) / norm;
        covered += weightOf(word);
      }
      return { document, bm25, score: covered / whole };
    })
    .filter(({ score }) => score >= MIN_COVERAGE)
    .sort((a, b) => b.bm25 - a.bm25)
    .slice(0, limit)
    .map(({ document, score }) => ({ document, score }));
}
