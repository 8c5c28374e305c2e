export { canonicalJson } from "./canonical.ts";
export { type ChainLink, type ChainVerdict, GENESIS_HASH, linkHash, verifyChain } from "./chain.ts";
