import { rmSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { utf8 } from "../../domain/crypto/bytes.ts";
import { hashField, secondsField, ulidField } from "../../domain/custody/documents/fields.ts";
import { signedWireField } from "../../domain/custody/protocol/signed-wire.ts";
import { jsonOf } from "./identity-person.ts";
import { damaged, makeFolder, namesIn, readPrivateFile, replacePrivateFile } from "./private-files.ts";

const ownRequestSchema = z.strictObject({
  v: z.literal(1),
  requestId: ulidField,
  requestHash: hashField,
  signed: signedWireField,
  /** Unix seconds from when on nothing of it can be open any more. */
  endsBy: secondsField,
});

/** A request of this person as it was signed here; what the gate shows later is held against it. */
export type OwnRequest = Readonly<z.infer<typeof ownRequestSchema>>;

/** The person's own requests between commands; nothing in them is secret. */
export interface OwnRequests {
  readonly keep: (request: OwnRequest) => void;
  /** `null` when this identity made no such request, or has forgotten it. Throws `IDENTITY_DAMAGED`. */
  readonly read: (requestId: string) => OwnRequest | null;
  readonly forget: (requestId: string) => void;
  /** Ids, oldest first. */
  readonly list: () => readonly string[];
}

const fileName = /^([0-7][0-9A-HJKMNP-TV-Z]{25})\.json$/;

/** The own requests of an identity directory, `requests/<id>.json`. */
export function openOwnRequests(directory: string): OwnRequests {
  const folder = join(directory, "requests");
  const path = (requestId: string): string | null =>
    // SECURITY: the id comes from others too; as a path it could lead anywhere.
    ulidField.safeParse(requestId).success ? join(folder, `${requestId}.json`) : null;
  return {
    keep: (request) => {
      const target = path(request.requestId);
      if (target === null) throw damaged(folder, "no id of a request");
      makeFolder(folder);
      replacePrivateFile(target, utf8(`${JSON.stringify(ownRequestSchema.parse(request), null, 2)}\n`));
    },
    read: (requestId) => {
      const target = path(requestId);
      const bytes = target === null ? null : readPrivateFile(target);
      if (target === null || bytes === null) return null;
      const read = ownRequestSchema.safeParse(jsonOf(bytes));
      if (!read.success || read.data.requestId !== requestId) throw damaged(target, "not this request");
      return read.data;
    },
    forget: (requestId) => {
      const target = path(requestId);
      if (target !== null) rmSync(target, { force: true });
    },
    list: () =>
      namesIn(folder)
        .flatMap((name) => fileName.exec(name)?.[1] ?? [])
        .toSorted(),
  };
}
