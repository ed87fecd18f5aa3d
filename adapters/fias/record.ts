// Decoded text to a record and back: a two-character id and an ordered list of fields that may repeat (fias.md §2.1).

/** One field as sent: its two-character id and its value, blanks and zeros kept. */
export interface Field {
  readonly id: string;
  readonly value: string;
}

/** One record: what it is (`GI`, `LS`), and its fields in the order sent, because `GS` speaks of the room before it. */
export interface FiasRecord {
  readonly id: string;
  readonly fields: readonly Field[];
}

/** Why a text is no record. */
export type RecordFault = "fias-empty-record" | "fias-bad-record-id";

/** Reads a record; the last `|` may be missing, and pieces too short to name a field are left out. */
export function parseRecord(text: string): FiasRecord | RecordFault {
  const parts = text.split("|");
  const id = (parts[0] ?? "").replace(LEADING_CONTROLS, "");
  if (id === "") return "fias-empty-record";
  if (!RECORD_ID.test(id)) return "fias-bad-record-id";
  const fields: Field[] = [];
  for (let place = 1; place < parts.length; place++) {
    const part = parts[place] ?? "";
    if (part.length >= 2) fields.push({ id: part.slice(0, 2), value: part.slice(2) });
  }
  return { id, fields };
}

/** Writes a record with every field closed by `|`; separators and control characters in values become blanks. */
export function formatRecord(id: string, fields: readonly (readonly [string, string])[]): string {
  let text = `${id}|`;
  for (const [field, value] of fields) text += `${field}${value.replace(UNSENDABLE, " ")}|`;
  return text;
}

/** The value of a field that stands once; undefined where it was not stated, empty where it was stated as blank. */
export function valueOf(record: FiasRecord, id: string): string | undefined {
  for (const field of record.fields) if (field.id === id) return field.value;
  return undefined;
}

const LEADING_CONTROLS = /^\p{Cc}+/u;
const UNSENDABLE = /[\p{Cc}|]/gu;
const RECORD_ID = /^[!-~]{2}$/;
