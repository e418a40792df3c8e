import { Refusal } from "../../behaviours/refusal.ts";

/** A policy that Key Vault does not take. */
export function invalidPolicy(problem: string, cause?: unknown): Refusal {
  const refusal = new Refusal("BadParameter", `Certificate policy is invalid: ${problem}.`);
  refusal.cause = cause;
  return refusal;
}

export function certificateNotFound(name: string): Refusal {
  return new Refusal(
    "CertificateNotFound",
    `A certificate with (name/id) ${name} was not found in this key vault. If you recently deleted this certificate you may be able to recover it using the correct recovery command.`,
    { status: 404 },
  );
}

export function certificateDeleted(name: string): Refusal {
  return new Refusal(
    "Conflict",
    `Certificate ${name} is currently in a deleted but recoverable state, and its name cannot be reused; in this state, the certificate can only be recovered or purged.`,
    {
      status: 409,
      details: [
        {
          code: "ObjectIsDeletedButRecoverable",
          message: `Certificate ${name} is deleted but recoverable.`,
        },
      ],
    },
  );
}

export function vaultNotFound(name: string): Refusal {
  return new Refusal(
    "VaultNotFound",
    `The host '${name}.vault.azure.net' does not exist: there is no vault of that name.`,
    { status: 404 },
  );
}
