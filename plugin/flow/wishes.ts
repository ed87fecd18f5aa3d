// Preferences and notes a PMS sends along: they become observations, allergies among them cautions. Told twice they are one.
import { createHash } from "node:crypto";
import type { GuestRef } from "../contract/index.ts";
import { cautionKindOf, codeOfWish, type GuestRow, type ObservationRow } from "../guests/index.ts";
import { idAt, type Turn } from "./turn.ts";

type Wish = NonNullable<GuestRef["preferences"]>[number];

/** Keeps the wishes a source told of a guest. */
export function noteWishes(turn: Turn, told: { guest: GuestRow; ref: GuestRef; stay: string | null }): void {
  for (const wish of told.ref.preferences ?? []) {
    const kind = cautionKindOf(wish.group);
    if (kind !== undefined) noteCaution(turn, told, { wish, kind });
    else {
      const { category, value } = codeOfWish(wish);
      noteObservation(turn, told, { category, value, scope: wish.scope });
    }
  }
}

/** Keeps a note of a reservation with the guest it was written for. */
export function noteRemark(turn: Turn, told: { guest: GuestRow; stay: string }, text: string): void {
  noteObservation(turn, told, { category: "other", value: text, scope: "stay" });
}

function noteObservation(
  turn: Turn,
  told: { guest: GuestRow; stay: string | null },
  what: { category: string; value: string; scope: Wish["scope"] },
): void {
  const { around, event, ws } = turn;
  const value = what.value.trim().slice(0, 500);
  if (value === "") return;
  const scope = what.scope === "stay" ? (told.stay ?? "") : "";
  const row: ObservationRow = {
    id: idAt(around),
    property: around.house.property.id,
    guest: told.guest.id,
    stay: told.stay,
    category: what.category,
    value,
    kind: "said",
    note: null,
    room: null,
    source: "pms",
    person: null,
    station: null,
    client_id: once([told.guest.id, what.category, value, scope]),
    at: event.occurredAt,
    created_at: around.now,
    undo_until: null,
    retracted_at: null,
  };
  ws.newObservations.push(row);
}

function noteCaution(
  turn: Turn,
  told: { guest: GuestRow; stay: string | null },
  what: { wish: Wish; kind: "allergy" | "taboo" | "medical" | "faith" },
): void {
  const { around, event, ws } = turn;
  const value = codeOfWish({ ...what.wish, group: what.kind }).value.slice(0, 200);
  const known = ws.knownCautions.get(told.guest.id) ?? new Set<string>();
  ws.knownCautions.set(told.guest.id, known);
  const key = `${what.kind}\0${value}`;
  if (value === "" || known.has(key)) return;
  known.add(key);
  ws.background(told.guest.id).cautions += 1;
  ws.newCautions.push({
    id: idAt(around),
    property: around.house.property.id,
    guest: told.guest.id,
    kind: what.kind,
    value,
    // A source that does not say how bad it is gets the careful answer.
    severity: what.kind === "allergy" || what.kind === "medical" ? "severe" : "mild",
    said_by: "pms",
    note: null,
    source: event.source,
    person: null,
    stay: told.stay,
    at: event.occurredAt,
    ended_at: null,
  });
}

function once(parts: readonly string[]): string {
  return `pms:${createHash("sha256").update(parts.join("\0")).digest("hex")}`;
}
