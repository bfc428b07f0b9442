import type { Vault } from "../../envelope/place.ts";
import type { OneFactorReason } from "./password-flags.ts";

/** The flags of an account's items until something ends them. */
export interface ItemFlags {
  /** Why the password is one factor only; empty is none. */
  readonly oneFactor: readonly OneFactorReason[];
  /** The versions of which other copies may exist; `null` is none. */
  readonly copiesElsewhere: Readonly<Record<Vault, number | null>>;
}

/** Who signed that the other copies of a version were destroyed. */
export interface Attestation {
  readonly vault: Vault;
  readonly version: number;
  readonly person: string;
  readonly role: "operator-p" | "operator-s" | "custodian";
}

/** What can end a flag. */
export type FlagEvent =
  /** A new password that Rootward generated. */
  | { readonly kind: "password-generated" }
  /** A new device was enrolled: a seed that lay in no file. */
  | { readonly kind: "seed-re-enrolled" }
  /** All attestations there are; their signatures are already verified. */
  | { readonly kind: "attested"; readonly attestations: readonly Attestation[] };

/** The flags after an event. Nothing else ends them: not time, not a sign-in. */
export function flagsAfter(flags: ItemFlags, event: FlagEvent): ItemFlags {
  switch (event.kind) {
    case "password-generated":
      return { oneFactor: [], copiesElsewhere: { ...flags.copiesElsewhere, P: null } };
    case "seed-re-enrolled":
      // A new seed separates a pair; it makes no password longer.
      return {
        oneFactor: flags.oneFactor.filter((reason) => reason !== "pair-in-file"),
        copiesElsewhere: { ...flags.copiesElsewhere, S: null },
      };
    case "attested": {
      const { P, S } = flags.copiesElsewhere;
      return {
        ...flags,
        copiesElsewhere: {
          P: isAttested("P", P, event.attestations) ? null : P,
          S: isAttested("S", S, event.attestations) ? null : S,
        },
      };
    }
  }
}

/** An operator of the vault and a custodian, two different persons, for this very version. */
function isAttested(vault: Vault, version: number | null, all: readonly Attestation[]): boolean {
  const fitting = all.filter((each) => each.vault === vault && each.version === version);
  const operators = fitting.filter(({ role }) => role === (vault === "P" ? "operator-p" : "operator-s"));
  const custodians = fitting.filter(({ role }) => role === "custodian");
  return operators.some((operator) => custodians.some((custodian) => custodian.person !== operator.person));
}
