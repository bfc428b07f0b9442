import { CodedError } from "../../../core/coded-error.ts";
import { kitErrors } from "../errors.ts";
import { type KitBlock, type KitName, mostBlockBytes } from "./kit-block.ts";

/** The blocks of a sealed kit, in order; `blockBytes` from 1 to 600. Throws `CUSTODY_KIT_IMPOSSIBLE`. */
export function splitKit(kit: Uint8Array, { vault, kitId }: KitName, blockBytes = mostBlockBytes): readonly KitBlock[] {
  if (!/^[0-9a-f]{16}$/.test(kitId)) throw impossible("a kit id that is not 16 hexadecimal digits");
  if (!Number.isInteger(blockBytes) || blockBytes < 1 || blockBytes > mostBlockBytes) {
    throw impossible(`blocks of ${blockBytes} bytes`);
  }
  const count = Math.ceil(kit.length / blockBytes);
  if (count < 1 || count > 65_535) throw impossible(`a kit of ${kit.length} bytes in ${count} blocks`);
  return Array.from({ length: count }, (_, at) => ({
    vault,
    kitId,
    number: at + 1,
    count,
    data: kit.slice(at * blockBytes, (at + 1) * blockBytes),
  }));
}

function impossible(detail: string): CodedError {
  return new CodedError(kitErrors.CUSTODY_KIT_IMPOSSIBLE, { detail });
}
