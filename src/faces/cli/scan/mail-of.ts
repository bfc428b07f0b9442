import { jsonPlace } from "../../../app/scan/json-place.ts";
import { CodedError } from "../../../domain/core/coded-error.ts";
import { type MailFacts, mailSchema } from "../../../domain/snapshot/mail-facts.ts";
import type { Snapshot } from "../../../domain/snapshot/snapshot.ts";
import type { Invocation } from "../command.ts";
import { cliErrors } from "../errors.ts";
import { readText } from "../read-text.ts";

/** Mail facts: of `--mail-facts FILE`, else of the snapshot, else probed now when `--mail` asks for them. */
export async function mailOf(invocation: Invocation, snapshot: Snapshot): Promise<MailFacts | null> {
  const { io, settings } = invocation;
  const file = settings.text("mailFacts");
  if (file !== null) return parseMailFacts(await readText(io, file), file);
  if (snapshot.mail !== null || !settings.is("mail") || io.signal.aborted) return snapshot.mail;
  const { probeSnapshotMail } = await import("./probe-snapshot-mail.ts");
  return probeSnapshotMail(invocation, snapshot);
}

function parseMailFacts(text: string, file: string): MailFacts {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    const position = jsonPlace(text, file);
    throw new CodedError(cliErrors.CLI_INPUT_MALFORMED, { detail: "it is not JSON", position, cause });
  }
  const read = mailSchema.safeParse(value);
  if (read.success) return read.data;
  const issue = read.error.issues[0];
  throw new CodedError(cliErrors.CLI_INPUT_MALFORMED, {
    detail: issue?.message ?? "not valid",
    position: { file, path: issue?.path.join(".") ?? "" },
  });
}
