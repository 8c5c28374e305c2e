import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from "node:crypto";

const NONCE = 12;
const TAG = 16;

export interface Seal {
  seal(secret: string, owner: string): Buffer;
  /** null: sealed with another key, for another owner, or damaged. */
  open(sealed: Buffer, owner: string): string | null;
}

/** AES-256-GCM with a key derived from the server's secret (HKDF-SHA256); bound to its owner, so that rows cannot be exchanged. */
export function createSeal(serverSecret: string): Seal {
  const key = Buffer.from(hkdfSync("sha256", serverSecret, "firebreak", "change doors", 32));
  return {
    seal(secret, owner) {
      const nonce = randomBytes(NONCE);
      const cipher = createCipheriv("aes-256-gcm", key, nonce).setAAD(Buffer.from(owner));
      const hidden = Buffer.concat([cipher.update(secret, "utf8"), cipher.final()]);
      return Buffer.concat([nonce, cipher.getAuthTag(), hidden]);
    },
    open(sealed, owner) {
      if (sealed.length < NONCE + TAG) return null;
      const decipher = createDecipheriv("aes-256-gcm", key, sealed.subarray(0, NONCE))
        .setAAD(Buffer.from(owner))
        .setAuthTag(sealed.subarray(NONCE, NONCE + TAG));
      try {
        return Buffer.concat([decipher.update(sealed.subarray(NONCE + TAG)), decipher.final()]).toString("utf8");
      } catch {
        return null;
      }
    },
  };
}
