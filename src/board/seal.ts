// Cookies that only this server can read or write: encrypted, and good for one purpose and some time.
import { hkdfSync } from "node:crypto";
import { EncryptJWT, errors, jwtDecrypt } from "jose";
import type { z } from "zod";

export type Seal = {
  /** Good for so many seconds. */
  close(purpose: string, value: object, seconds: number): Promise<string>;
  /** Null for what is too old, was changed, is of another purpose, or of another server. */
  open<Shape extends z.ZodType>(purpose: string, shape: Shape, sealed: string): Promise<z.infer<Shape> | null>;
};

const METHOD = { alg: "dir", enc: "A256GCM" } as const;
const KEY_BYTES = 32;

/** `server` is part of the key, so that one server's cookies mean nothing to another with the same app. */
export function makeSeal(secret: string, server: string): Seal {
  const key = new Uint8Array(hkdfSync("sha256", secret, server, "milegate board cookies", KEY_BYTES));
  return {
    close: (purpose, value, seconds) =>
      new EncryptJWT({ value })
        .setProtectedHeader(METHOD)
        .setAudience(purpose)
        .setIssuedAt()
        .setExpirationTime(`${seconds} seconds`)
        .encrypt(key),
    open: async (purpose, shape, sealed) => {
      try {
        const { payload } = await jwtDecrypt(sealed, key, {
          audience: purpose,
          requiredClaims: ["exp"],
          keyManagementAlgorithms: [METHOD.alg],
          contentEncryptionAlgorithms: [METHOD.enc],
        });
        return shape.safeParse(payload["value"]).data ?? null;
      } catch (error) {
        if (error instanceof errors.JOSEError || error instanceof TypeError) return null;
        throw error;
      }
    },
  };
}
