// A recorded day as events of the open event API: arrivals, sharers, moves, checks, calls, departures.

/** One event as it is posted; `occurredAt` is put in when it is sent for the first time. */
export type RecordedEvent = Readonly<Record<string, unknown>> & { readonly idempotencyKey: string };

const FAMILIES = ["张", "尉迟", "单", "欧阳", "王", "李", "Miller", "佐藤", "陈", "区"];

/** So many guests' day, in the order it happened; every event of one stay after the one before it. */
export function recordedDay(guests: number): readonly RecordedEvent[] {
  const phases = ["booked", "in", "sharer", "moved", "check", "bill", "call", "out"] as const;
  return phases.flatMap((phase) =>
    Array.from({ length: guests }, (_, n) => eventOf(phase, n)).filter((event) => event !== undefined),
  );
}

type Phase = "booked" | "in" | "sharer" | "moved" | "check" | "bill" | "call" | "out";

function eventOf(phase: Phase, n: number): RecordedEvent | undefined {
  switch (phase) {
    case "booked":
      return n % 2 === 0 ? stayEvent("reservation.created", n, { status: "due_in" }) : undefined;
    case "in":
      return { ...stayEvent("stay.checked_in", n, { status: "in_house" }), workstation: `FO${(n % 2) + 1}` };
    case "sharer":
      return n % 5 === 0 ? sharer(n) : undefined;
    case "moved":
      return n % 3 === 0
        ? stayEvent("stay.room_moved", n, { room: `12${pad(n)}`, previousRoom: roomOf(n) })
        : undefined;
    case "check":
      return n % 2 === 1 ? check("pos.check_opened", n, "open") : undefined;
    case "bill":
      return n % 2 === 1 ? check("pos.check_closed", n, "closed") : undefined;
    case "call":
      return n % 7 === 0 ? call(n) : undefined;
    case "out":
      return n % 4 === 0 ? stayEvent("stay.checked_out", n, { status: "checked_out" }) : undefined;
  }
}

function stayEvent(type: string, n: number, more: object): RecordedEvent {
  return {
    type,
    idempotencyKey: `${type}:${n}`,
    stay: {
      reservationId: `R${n}`,
      room: roomOf(n),
      arrival: "2026-11-21",
      departure: "2026-11-24",
      guests: [guestOf(n)],
      ...more,
    },
  };
}

function sharer(n: number): RecordedEvent {
  const event = stayEvent("stay.checked_in", n, { status: "in_house" });
  const stay = { ...(event["stay"] as object), reservationId: `S${n}`, guests: [guestOf(1000 + n)] };
  return { ...event, idempotencyKey: `stay.checked_in:sharer:${n}`, stay, workstation: "FO1" };
}

function guestOf(n: number): object {
  const family = FAMILIES[n % FAMILIES.length] ?? "王";
  return {
    role: "primary",
    profileId: `P${n}`,
    names: [{ kind: "primary", family, given: `客${n}`, full: `${family}客${n}`, order: "family_first" }],
    sex: n % 2 === 0 ? "male" : "female",
    vip: { code: n % 3 === 0 ? "1" : "0" },
    contacts: [{ type: "phone", value: `+86138057100${pad(n)}` }],
    preferences: [{ group: "tea", text: "龙井，不加糖", scope: "property" }],
  };
}

function check(type: string, n: number, status: string): RecordedEvent {
  const yuan = (minor: number): object => ({ minor: String(minor), currency: "CNY", exponent: 2 });
  return {
    type,
    idempotencyKey: `${type}:${n}`,
    outletId: "coffee-shop",
    pos: {
      checkId: `C${n}`,
      table: String(n),
      covers: 2,
      status,
      items: [{ name: "龙井", qty: "1", total: yuan(4800) }],
      amounts: { total: yuan(4800) },
      guestLink: { how: "room_charge", reservationId: `R${n}`, confidence: 1 },
    },
  };
}

function call(n: number): RecordedEvent {
  return {
    type: "call.ringing",
    idempotencyKey: `call:${n}`,
    call: {
      callId: `K${n}`,
      extension: "8000",
      direction: "in",
      presentation: "allowed",
      number: { raw: `138057100${pad(n)}`, e164: `+86138057100${pad(n)}` },
    },
  };
}

function roomOf(n: number): string {
  return `08${pad(n)}`;
}

function pad(n: number): string {
  return String(n % 100).padStart(2, "0");
}
