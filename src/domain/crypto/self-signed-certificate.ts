// The certificates of the custodian door (X.509 v3, RFC 5280; Ed25519, RFC 8410). Both ends pin the hash of the other's
// public key in the roster, so a certificate says nothing beyond its key: no authority, no meaningful name, no expiry.
import { concat, utf8 } from "./bytes.ts";
import { ed25519Spki } from "./ed25519-spki.ts";
import { signEd25519 } from "./ed25519.ts";
import { fromHex } from "./hex.ts";

const ed25519Algorithm = der(0x30, hex("06032b6570"));
const commonName = der(0x30, der(0x31, der(0x30, concat(hex("0603550403"), der(0x0c, utf8("rootward"))))));
/** RFC 5280, section 4.1.2.5: the last time means that it does not end. */
const validity = der(0x30, concat(der(0x17, utf8("200101000000Z")), der(0x18, utf8("99991231235959Z"))));

/** The private key of an Ed25519 seed as PKCS #8, DER; as secret as the seed. */
export function ed25519Pkcs8(seed: Uint8Array): Uint8Array {
  return der(0x30, concat(hex("020100"), ed25519Algorithm, der(0x04, der(0x04, seed))));
}

/** A certificate over the seed's own public key, DER; the same seed gives the same bytes. Throws `CRYPTO_WRONG_LENGTH`. */
export function selfSignedCertificate(seed: Uint8Array): Uint8Array {
  const version3 = hex("a003020102");
  const serial = hex("020101");
  const body = der(
    0x30,
    concat(version3, serial, ed25519Algorithm, commonName, validity, commonName, ed25519Spki(seed)),
  );
  return der(0x30, concat(body, ed25519Algorithm, bits(signEd25519(seed, body))));
}

function bits(bytes: Uint8Array): Uint8Array {
  return der(0x03, concat(Uint8Array.of(0), bytes));
}

/** Tag, length, content; nothing in here is longer than 65,535 bytes. */
function der(tag: number, content: Uint8Array): Uint8Array {
  const { length } = content;
  const head =
    length < 0x80 ? [tag, length] : length < 0x100 ? [tag, 0x81, length] : [tag, 0x82, length >> 8, length & 0xff];
  return concat(Uint8Array.from(head), content);
}

function hex(text: string): Uint8Array {
  return fromHex(text) ?? new Uint8Array();
}
