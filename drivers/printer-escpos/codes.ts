// QR and CODE 128 as the printer draws them itself, with lengths counted in bytes (reference/dependencies.md §4.2, §4.3).

/** Dots a column of font A is wide. */
const DOTS_PER_COLUMN = 12;
/** Bytes of a QR code that stays readable on a chit, at error correction M. */
const MOST_QR_BYTES = 400;
/** Data bytes a version holds at level M in byte mode (ISO/IEC 18004 table 7), versions 1 to 16. */
const QR_CAPACITY = [14, 26, 42, 62, 84, 106, 122, 152, 180, 213, 251, 287, 331, 362, 412, 450];
const CENTRE = [0x1b, 0x61, 0x01];
const LEFT = [0x1b, 0x61, 0x00];

/** A QR code, model 2, level M, as large as fits; undefined where it cannot be drawn on this paper. */
export function qrBytes(text: string, columns: number): Buffer | undefined {
  const data = Buffer.from(text, "utf8");
  const version = QR_CAPACITY.findIndex((capacity) => capacity >= data.length) + 1;
  if (data.length === 0 || data.length > MOST_QR_BYTES || version === 0) return undefined;
  const modules = 17 + 4 * version + 8;
  const size = Math.min(6, Math.floor((columns * DOTS_PER_COLUMN) / modules));
  if (size < 2) return undefined;
  const length = data.length + 3;
  return Buffer.concat([
    Buffer.of(...CENTRE, 0x1d, 0x28, 0x6b, 4, 0, 0x31, 0x41, 0x32, 0x00),
    Buffer.of(0x1d, 0x28, 0x6b, 3, 0, 0x31, 0x43, size),
    Buffer.of(0x1d, 0x28, 0x6b, 3, 0, 0x31, 0x45, 0x31),
    Buffer.of(0x1d, 0x28, 0x6b, length & 0xff, length >> 8, 0x31, 0x50, 0x30),
    data,
    Buffer.of(0x1d, 0x28, 0x6b, 3, 0, 0x31, 0x51, 0x30, ...LEFT),
  ]);
}

/** CODE 128 in code set B; undefined for characters it cannot carry or more than the paper is wide. */
export function code128Bytes(text: string, columns: number): Buffer | undefined {
  if (!/^[\x20-\x7e]+$/.test(text)) return undefined;
  const data = Buffer.from(`{B${text.replaceAll("{", "{{")}`, "latin1");
  // Start, one symbol a character, check symbol of 11 modules, stop of 13, quiet zones of 10 on either side.
  const modules = 11 * (text.length + 2) + 13 + 20;
  const width = Math.min(3, Math.floor((columns * DOTS_PER_COLUMN) / modules));
  if (width < 2 || data.length > 255) return undefined;
  return Buffer.concat([
    Buffer.of(...CENTRE, 0x1d, 0x68, 64, 0x1d, 0x77, width, 0x1d, 0x48, 0x02),
    Buffer.of(0x1d, 0x6b, 0x49, data.length),
    data,
    Buffer.of(...LEFT),
  ]);
}
