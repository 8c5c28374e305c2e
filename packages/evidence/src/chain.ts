import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";
import { canonicalJson } from "./canonical.ts";

/** The `prevHash` of a chain's first link. */
export const GENESIS_HASH = "0".repeat(64);

export interface ChainLink {
  readonly seq: number;
  readonly prevHash: string;
  readonly hash: string;
}

/** SHA-256, in hex, over the canonical JSON of the link without its `hash`. */
export function linkHash(link: object): string {
  const { hash: _, ...body } = link as Record<string, unknown>;
  return bytesToHex(sha256(utf8ToBytes(canonicalJson(body))));
}

export type ChainVerdict =
  | { readonly ok: true; readonly head: number; readonly headHash: string }
  | { readonly ok: false; readonly seq: number; readonly fault: "gap" | "broken-link" | "altered" };

/** Follows a run of links that comes after `after` (default: the beginning), in order; names the first that does not hold. */
export function verifyChain(
  links: readonly ChainLink[],
  after: { readonly seq: number; readonly hash: string } = { seq: 0, hash: GENESIS_HASH },
): ChainVerdict {
  let { seq, hash } = after;
  for (const link of links) {
    if (link.seq !== seq + 1) return { ok: false, seq: link.seq, fault: "gap" };
    if (link.prevHash !== hash) return { ok: false, seq: link.seq, fault: "broken-link" };
    if (linkHash(link) !== link.hash) return { ok: false, seq: link.seq, fault: "altered" };
    ({ seq, hash } = link);
  }
  return { ok: true, head: seq, headHash: hash };
}
