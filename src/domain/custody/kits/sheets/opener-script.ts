/**
 * The program on a sheet's back: Python 3 and nothing else. It takes sheets on its input (scanned codes or typed lines),
 * names a damaged or foreign one, checks the combined key by every sheet's MAC and prints the age identity. Whoever holds
 * enough sheets opens the kit with it and stock `age` when nothing of Rootward is left.
 */
export const openerScript = String.raw`import base64, hashlib, hmac, sys
def mul(a, b):
    r = 0
    while b:
        r ^= a if b & 1 else 0
        a, b = a << 1 ^ (0x11b if a & 128 else 0), b >> 1
    return r
def div(a, b): return mul(a, next(c for c in range(256) if mul(b, c) == 1))
sheets, text = [], ""
for line in sys.stdin:
    w = line.upper().split()
    text = w[0][5:] if w and w[0][:5] == "RWS1:" else text + "".join(w[:-1])
    if len(text) < 98: continue
    s, text = base64.b32decode(text + "======"), ""
    if hashlib.sha256(s[:57]).digest()[:4] != s[57:]: sys.exit("damaged: sheet no. %d given" % (len(sheets) + 1))
    c = hashlib.sha256(b"rootward/v1/share-commit\n" + s[:49]).hexdigest()[:8]
    print("sheet", s[15], "of", s[14], "has commitment", c, file=sys.stderr)
    sheets.append(s)
if len({s[:15] for s in sheets}) != 1: sys.exit("no sheets, or sheets of different kits")
if len({s[48] for s in sheets}) != len(sheets): sys.exit("one sheet was given twice")
if len(sheets) < sheets[0][13]: sys.exit("%d more sheets are needed" % (sheets[0][13] - len(sheets)))
key = bytearray(32)
for s in sheets:
    f = 1
    for o in sheets:
        if o is not s: f = mul(f, div(o[48], o[48] ^ s[48]))
    for i in range(32): key[i] ^= mul(f, s[16 + i])
k = hmac.new(sheets[0][5:13], key, "sha256").digest()
k = hmac.new(k, b"rootward/v1/share-mac\x01", "sha256").digest()
for s in sheets:
    if hmac.new(k, s[:49], "sha256").digest()[:8] != s[49:57]:
        sys.exit("wrong key: compare the commitments above with those on the sheets")
v = [(int.from_bytes(key, "big") << 4) >> 5 * i & 31 for i in range(51, -1, -1)]
h, p = b"age-secret-key-", 1
for x in [c >> 5 for c in h] + [0] + [c & 31 for c in h] + v + [0] * 6:
    t, p = p >> 25, (p & 0x1ffffff) << 5 ^ x
    for i, g in enumerate([0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3]): p ^= g if t >> i & 1 else 0
v += [(p ^ 1) >> 5 * i & 31 for i in range(5, -1, -1)]
print("AGE-SECRET-KEY-1" + "".join("QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L"[x] for x in v))
`;

/** The second program on the back: joins the scanned blocks of a printed kit (`zbarimg --raw`) to the file. */
export const joinerScript = String.raw`import base64, hashlib, sys
blocks = {}
for line in sys.stdin:
    t = line.strip()[5:]
    b = base64.b32decode(t + "=" * (-len(t) % 8))
    if hashlib.sha256(b[:-4]).digest()[:4] != b[-4:]: sys.exit("damaged block")
    blocks[b[13] * 256 + b[14]] = b
if len({b[:13] + b[15:17] for b in blocks.values()}) != 1: sys.exit("no blocks, or blocks of different kits")
count = b[15] * 256 + b[16]
missing = [n for n in range(1, count + 1) if n not in blocks]
if missing: sys.exit("missing blocks: %s" % missing)
kit = b"".join(blocks[n][17:-4] for n in range(1, count + 1))
print("compare with the pages: SHA-256", hashlib.sha256(kit).hexdigest(), file=sys.stderr)
sys.stdout.buffer.write(kit)
`;
