import type { CodedError, Position } from "../../../domain/core/coded-error.ts";
import type { Policy } from "../../../domain/iam/language/policy.ts";
import type { PolicyKind } from "../../../domain/iam/language/policy-kind.ts";
import type { Principal } from "../../../domain/iam/principals/principal.ts";
import type { AuthorizationDetails } from "../../../domain/snapshot/authorization-details.ts";
import type { DocumentShelf } from "../../scan/reach/document-shelf.ts";

/** One policy document that a person gave, with the way back to its text. */
export interface SourceDocument {
  /** As given on the command line, "-" for standard input. */
  readonly file: string;
  /** Unique within the file: "" for a plain policy, `aws_iam_user_policy.mfa.policy` in a plan, `inline X of alice` or an ARN in authorization details. */
  readonly name: string;
  readonly as: PolicyKind;
  readonly policy: Policy;
  /** The document as JSON value. */
  readonly json: unknown;
  /** Line and column, in the file, of a path such as `Statement[2].Condition`; the nearest parent when it is not there. */
  readonly place: (path: string, part?: "key" | "value") => Position;
}

/** A user or role of authorization details; its documents carry the names of `SourceDocument`. */
export interface SourcePrincipal {
  readonly principal: Principal;
}

/** The accounts of authorization details, for analyses that need more than principals. */
export interface SourceAccounts {
  /**
   * By id. A document that cannot be read, or is not in force, is a pointer, which only `documents` can follow: to the
   * error, or to the document.
   */
  readonly accounts: readonly {
    readonly account: string;
    readonly details: AuthorizationDetails;
    /** Their documents carry the names that `principalsOf` gives. */
    readonly principals: readonly Principal[];
  }[];
  readonly documents: DocumentShelf;
}

/** What one file holds. */
export interface PolicySource {
  readonly kind: "policy" | "terraform-plan" | "authorization-details";
  readonly file: string;
  readonly documents: readonly SourceDocument[];
  /** Of authorization details only, by ARN. */
  readonly principals: readonly SourcePrincipal[];
  /** Sentences on what the file holds, or leaves open, that is not judged. */
  readonly notModelled: readonly string[];
  /** Documents of a plan or of authorization details that cannot be read; a bad plain policy throws instead. */
  readonly errors: readonly CodedError[];
  /** Of authorization details only. */
  readonly accounts?: SourceAccounts | undefined;
}
