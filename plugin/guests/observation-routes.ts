// Routes of notes: a fact is noted by a person who signed in, and taken back by the same person within seconds.
import { z } from "zod";
import { KeshiError, idOf, route, type Asked, type Route } from "../contract/index.ts";
import { newId } from "../kit/ulid.ts";
import { endCaution, saveCautions, type CautionRow } from "./caution-store.ts";
import { postOf } from "./disclosure.ts";
import { loadGuestFiles } from "./file-store.ts";
import type { GuestFile } from "./guest-file.ts";
import { guestUnknown, type GuestHouse } from "./house-parts.ts";
import { hotelTime } from "./hotel-day.ts";
import { mayUndo, undoUntil } from "./observation.ts";
import {
  addObservations,
  readObservation,
  readObservationSent,
  retractObservation,
  type ObservationRow,
} from "./observation-store.ts";
import { isCategory, isCautionKind, isWordOfAnother } from "./vocabulary.ts";

const noteShape = z.object({
  category: z
    .string()
    .trim()
    .max(60)
    .refine((text) => isCategory(text) || isCautionKind(text), { error: "A category of the vocabulary" }),
  value: z.string().trim().min(1).max(500),
  kind: z.enum(["said", "asked", "seen", "bought"]).default("seen"),
  note: z.string().trim().max(1000).optional(),
  room: z.string().trim().max(20).optional(),
  /** When it was noticed, for notes written offline; never in the future. */
  at: z.union([z.number().int().min(0), z.iso.datetime().transform((text) => Date.parse(text))]).optional(),
  clientId: z.string().trim().min(1).max(100).optional(),
});
const noteBody = noteShape.refine((note) => !isWordOfAnother(note.category, note.value), {
  path: ["value"],
  error: "A code of another category",
});
type NoteBody = z.output<typeof noteBody>;

const noted = z.object({ id: z.string(), undoUntil: z.number() });

/** Noting and taking back. */
export function observationRoutes(parts: GuestHouse): readonly Route[] {
  return [noting(parts), undoing(parts)];
}

function noting(parts: GuestHouse): Route {
  return route({
    method: "POST",
    path: "/api/v1/guests/:id/observations",
    summary: "Notes a fact about a guest; the same clientId twice is one",
    access: "person",
    body: noteBody,
    answers: {
      201: { means: "Noted; it can be taken back until `undoUntil`", schema: noted },
      404: { means: "No such guest" },
    },
    async handle(asked) {
      const { body } = asked;
      const { store, house, onChanged } = parts;
      const property = house.property.id;
      const sent =
        body.clientId === undefined
          ? undefined
          : await readObservationSent(store.db, property, body.clientId);
      if (sent !== undefined) return answerOf(sent);
      const kept = await keep(parts, asked);
      onChanged([idOf<"guest">(kept.guest)]);
      return answerOf(kept);
    },
  });
}

async function keep(parts: GuestHouse, asked: Asked<NoteBody, unknown>): Promise<ObservationRow> {
  const guest = idOf<"guest">(asked.params["id"] ?? "");
  const { store, clock, house } = parts;
  const file = (await loadGuestFiles(store.db, [guest], { now: clock.now() })).get(guest);
  if (file?.guest.property !== house.property.id) throw guestUnknown();
  const { id: property, timezone } = house.property;
  const row = rowOf(asked, { file, now: clock.now(), property, timezone });
  const caution = cautionOf(row);
  return store.transaction(async (trx) => {
    await addObservations({ db: trx, kind: store.kind }, [row]);
    // Sent twice at once, one of the two is kept, and only that one warns.
    const kept =
      row.client_id === null ? row : ((await readObservationSent(trx, row.property, row.client_id)) ?? row);
    if (caution !== undefined && kept.id === row.id)
      await saveCautions({ db: trx, kind: store.kind }, [caution]);
    return kept;
  });
}

/** The stay a note belongs to: the one lived at that time, in the room named; without a time, the present one. */
function stayOf(
  { at, room }: NoteBody,
  of: { file: GuestFile; timezone: string },
): GuestFile["stays"][number] | undefined {
  const stays = of.file.stays.filter(
    (it) => it.not_guest === 0 && (room === undefined || it.room === room || it.previous_room === room),
  );
  if (at === undefined) return stays.find((it) => it.status === "in-house");
  const { date } = hotelTime(at, of.timezone);
  return stays.find((it) => {
    if (it.status !== "in-house" && it.status !== "departed") return false;
    const hasBegun = it.checked_in_at === null ? (it.arrives_on ?? date) <= date : it.checked_in_at <= at;
    const isOver =
      it.checked_out_at === null
        ? it.status === "departed" && (it.departs_on ?? "") < date
        : it.checked_out_at < at;
    return hasBegun && !isOver;
  });
}

function rowOf(
  asked: Asked<NoteBody, unknown>,
  of: { file: GuestFile; now: number; property: string; timezone: string },
): ObservationRow {
  const { body, caller } = asked;
  const station = caller.terminal?.station;
  const stay = stayOf(body, of);
  return {
    id: newId(of.now),
    property: of.property,
    guest: of.file.guest.id,
    stay: stay?.id ?? null,
    category: body.category,
    value: body.value,
    kind: body.kind,
    note: body.note ?? null,
    room: body.room ?? stay?.room ?? null,
    source: postOf(caller),
    person: caller.person?.id ?? null,
    station: station?.name ?? null,
    client_id: body.clientId ?? null,
    at: Math.min(body.at ?? of.now, of.now),
    created_at: of.now,
    undo_until: undoUntil(of.now),
    retracted_at: null,
  };
}

/** A note of an allergy or taboo is a caution at once; it goes by the note's id, so that taking back finds it. */
function cautionOf(row: ObservationRow): CautionRow | undefined {
  if (!isCautionKind(row.category)) return undefined;
  const { id, property, guest, note, source, person, stay, at } = row;
  return {
    ...{ id, property, guest, note, source, person, stay, at },
    kind: row.category,
    value: row.value.slice(0, 200),
    note: note?.slice(0, 500) ?? null,
    severity: row.category === "allergy" || row.category === "medical" ? "severe" : "mild",
    said_by: row.kind === "said" ? "guest" : "staff",
    ended_at: null,
  };
}

function undoing(parts: GuestHouse): Route {
  return route({
    method: "DELETE",
    path: "/api/v1/observations/:id",
    summary: "Takes a note back: its author, within the time given",
    access: "person",
    answers: {
      204: { means: "Taken back; again is harmless" },
      403: { means: "Somebody else's note" },
      404: { means: "No such note" },
      409: { means: "The time to take it back is over" },
    },
    async handle({ params, caller }) {
      const { store, clock, house, onChanged } = parts;
      const row = await readObservation(store.db, params["id"] ?? "");
      if (row?.property !== house.property.id)
        throw new KeshiError("observation-unknown", "There is no note of this id");
      const verdict = mayUndo(row, { person: caller.person?.id, now: clock.now() });
      if (verdict !== "yes" && verdict !== "done")
        throw new KeshiError(verdict, "This note cannot be taken back");
      if (verdict === "yes")
        await store.transaction(async (trx) => {
          await retractObservation(trx, row.id, clock.now());
          await endCaution(trx, row.id, clock.now());
        });
      onChanged([idOf<"guest">(row.guest)]);
      return { status: 204 };
    },
  });
}

function answerOf(row: ObservationRow): { status: number; json: z.output<typeof noted> } {
  return { status: 201, json: { id: row.id, undoUntil: row.undo_until ?? row.created_at } };
}
