// Identifiers a source told, made ready to be kept: profile ids in plain, the rest sealed, each with its digest.
import parsePhone, { isSupportedCountry } from "libphonenumber-js/min";
import type { GuestRef } from "../contract/index.ts";
import type { IdentifierKind, IdentifierRow } from "../guests/index.ts";
import type { Vault } from "../store/index.ts";
import { idAt, type Turn } from "./turn.ts";

/** Adds what a person is known by to the rows to be written; what is known already is left out by the store. */
export function sealedIdentifiers(turn: Turn, guest: string, ref: GuestRef): void {
  if (ref.profileId !== undefined)
    keep(turn, guest, { kind: "pms-profile", issuer: turn.event.source, value: ref.profileId });
  for (const it of ref.memberships ?? [])
    keep(turn, guest, { kind: "membership", issuer: it.program, value: it.number, detail: it.level });
  for (const it of ref.documents ?? [])
    keep(turn, guest, {
      kind: "document",
      issuer: it.country ?? "",
      value: plainDocument(it.number),
      detail: it.type,
    });
  for (const it of ref.contacts ?? []) {
    const value = it.type === "phone" ? e164(it.value, turn.around.house.property.country) : mail(it.value);
    keep(turn, guest, { kind: it.type, issuer: "", value, detail: it.value });
  }
}

/** The digest an identifier is found by; looking up and keeping ask for the same one within a batch. */
export function digestOf(vault: Vault, kind: IdentifierKind, value: string): string {
  const recent = recentDigests.get(vault) ?? new Map<string, string>();
  recentDigests.set(vault, recent);
  const key = `${kind}\0${value}`;
  const known = recent.get(key);
  if (known !== undefined) return known;
  if (recent.size >= DIGESTS_KEPT) recent.clear();
  const digest = vault.digest(kind, value);
  recent.set(key, digest);
  return digest;
}

const recentDigests = new WeakMap<Vault, Map<string, string>>();
/** A few batches' worth; numbers in clear are not kept longer than that. */
const DIGESTS_KEPT = 256;

/** A telephone number as the whole world writes it; a number nobody can read stays as its digits. */
export function e164(raw: string, country: string): string {
  const parsed = isSupportedCountry(country) ? parsePhone(raw, country) : parsePhone(raw);
  return parsed?.number ?? raw.replaceAll(/[^\d+]/g, "");
}

/** A document number without what people put between its characters. */
export function plainDocument(number: string): string {
  return number.toUpperCase().replaceAll(/[^\p{Letter}\p{Number}]/gu, "");
}

function mail(value: string): string {
  return value.trim().toLowerCase();
}

interface Told {
  readonly kind: IdentifierKind;
  readonly issuer: string;
  readonly value: string;
  readonly detail?: string | undefined;
}

function keep(turn: Turn, guest: string, told: Told): void {
  if (told.value === "") return;
  const { vault, now, house } = turn.around;
  const isPlain = told.kind === "pms-profile";
  const row: IdentifierRow = {
    id: idAt(turn.around),
    property: house.property.id,
    guest,
    kind: told.kind,
    issuer: told.issuer.slice(0, 100),
    digest: digestOf(vault, told.kind, told.value),
    sealed: isPlain ? null : vault.seal(told.value.slice(0, 200)),
    plain: isPlain ? told.value.slice(0, 100) : null,
    // The level of a membership, the type of a document; a contact's own spelling is personal and stays out.
    detail:
      told.kind === "membership" || told.kind === "document" ? (told.detail?.slice(0, 100) ?? null) : null,
    created_at: now,
  };
  const once = `${row.kind}\0${row.issuer}\0${row.digest}\0${guest}`;
  if (turn.ws.identifiersKept.has(once)) return;
  turn.ws.identifiersKept.add(once);
  turn.ws.newIdentifiers.push(row);
}
