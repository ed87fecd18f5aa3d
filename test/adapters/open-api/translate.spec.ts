// What the least of every event says: its type tells the rest.
import { expect } from "chai";
import { eventShape } from "../../../adapters/open-api/event-shape.ts";
import { translate } from "../../../adapters/open-api/translate.ts";
import type { EventDraft } from "../../../plugin/contract/index.ts";

const ENVELOPE = { idempotencyKey: "k", occurredAt: "2026-11-21T07:42:00Z" };
const RAW = { bytes: Buffer.of(), mediaType: "application/json" };
const CNY = (minor: string): object => ({ minor, currency: "CNY", exponent: 2 });
const told = (event: object): EventDraft => translate(eventShape.parse({ ...ENVELOPE, ...event }), RAW);

const LEAST: readonly (readonly [string, string, object, string | undefined])[] = [
  ["reservation.created", "stay", { reservationId: "1" }, "reserved"],
  ["reservation.updated", "stay", { reservationId: "1" }, undefined],
  ["reservation.cancelled", "stay", { reservationId: "1" }, "cancelled"],
  ["reservation.no_show", "stay", { reservationId: "1" }, "no_show"],
  ["stay.checked_in", "stay", { reservationId: "1" }, "in_house"],
  ["stay.updated", "stay", { reservationId: "1" }, undefined],
  ["stay.room_moved", "stay", { reservationId: "1" }, "in_house"],
  ["stay.checked_out", "stay", { reservationId: "1" }, "checked_out"],
  ["stay.checkin_reversed", "stay", { reservationId: "1" }, "due_in"],
  ["stay.checkout_reversed", "stay", { reservationId: "1" }, "in_house"],
  ["pos.table_seated", "pos", { checkId: "1" }, "open"],
  ["pos.room_inquiry", "pos", { checkId: "1" }, "open"],
  ["pos.check_opened", "pos", { checkId: "1" }, "open"],
  ["pos.check_updated", "pos", { checkId: "1" }, "open"],
  ["pos.bill_printed", "pos", { checkId: "1" }, "billed"],
  ["pos.payment", "pos", { checkId: "1" }, "paid"],
  ["pos.check_closed", "pos", { checkId: "1" }, "closed"],
  ["pos.check_voided", "pos", { checkId: "1" }, "voided"],
  ["profile.updated", "profile", { profileId: "1" }, undefined],
  ["profile.merged", "profile", { profileId: "1" }, undefined],
  ["profile.anonymized", "profile", { profileId: "1" }, undefined],
  ["call.ringing", "call", { callId: "1" }, undefined],
  ["call.answered", "call", { callId: "1" }, undefined],
  ["call.ended", "call", { callId: "1" }, undefined],
  ["desk.document_read", "desk", {}, undefined],
  ["desk.arrival_opened", "desk", {}, undefined],
];

describe("the least an event of the open API needs", () => {
  for (const [type, name, body, status] of LEAST)
    it(`takes ${type} with an id alone, as ${status ?? "it is"} (INT-08)`, () => {
      const draft: Readonly<Record<string, unknown>> = { ...told({ type, [name]: body }) };
      expect(draft["type"]).to.equal(type);
      expect((draft[name] as { status?: string }).status).to.equal(status);
    });

  it("lets a status that was sent stand against the type", () => {
    const draft = told({ type: "pos.check_updated", pos: { checkId: "1", status: "billed" } });
    expect("pos" in draft && draft.pos.status).to.equal("billed");
  });

  it("does not call a check paid of which something is due", () => {
    const pay = (due: string): unknown => {
      const draft = told({ type: "pos.payment", pos: { checkId: "1", amounts: { due: CNY(due) } } });
      return "pos" in draft && draft.pos.status;
    };
    expect([pay("100"), pay("0")]).to.deep.equal(["billed", "paid"]);
  });
});
