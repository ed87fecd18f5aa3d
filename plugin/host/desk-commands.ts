// Commands that put something into the store, beside a running service or before the first start: schema, pairing codes,
// people, keys of sources.
import { STAFF_ROLES, type Clock, type Locale, type StaffRole } from "../contract/index.ts";
import { createStaff, type Staff } from "../staff/index.ts";
import { isMigrated, migrate, openStore, type Store } from "../store/index.ts";
import type { KeshiConfig } from "./config.ts";
import { HostError } from "./failure.ts";
import type { Voice } from "./voice.ts";

/** What each of these commands works with. */
export interface CommandContext {
  readonly config: KeshiConfig;
  readonly voice: Voice;
  readonly clock: Clock;
}

/** `keshi migrate`: brings the schema up to this program. */
export async function runMigrate({ config, voice }: CommandContext): Promise<void> {
  const store = await openStore(config.store);
  try {
    const { applied } = await migrate(store);
    const words = { count: applied.length, names: applied.join(", ") };
    voice.say(
      voice.phrases(applied.length === 0 ? "console.migrate.current" : "console.migrate.applied", words),
    );
    voice.answer({ applied });
  } finally {
    await store.close();
  }
}

async function withStaff<T>(
  { config, clock }: CommandContext,
  work: (staff: Staff) => Promise<T>,
): Promise<T> {
  const store: Store = await openStore(config.store);
  try {
    if (!(await isMigrated(store))) await migrate(store);
    return await work(createStaff({ store, property: config.property.id, stations: config.stations, clock }));
  } finally {
    await store.close();
  }
}

/** `keshi station pair NAME`: a code that pairs one terminal, once. */
export async function runStationPair(context: CommandContext, station: string): Promise<void> {
  const { config, voice } = context;
  const names = config.stations.map((one) => one.name);
  if (!names.includes(station))
    throw new HostError("station-unknown", { station, names: names.join(", ") || "—" });
  const { code, expiresAt } = await withStaff(context, (staff) => staff.makePairing(station));
  const until = new Intl.DateTimeFormat(voice.locale, {
    timeStyle: "short",
    timeZone: config.property.timezone,
  }).format(expiresAt);
  voice.say(voice.phrases("console.station.pairing", { station, pairingCode: code, until }));
  voice.answer({ station, code, expiresAt: new Date(expiresAt).toISOString() });
}

/** What `keshi staff add` was told. */
export interface StaffAdded {
  readonly login: string;
  readonly name: string;
  readonly role: string;
  readonly locale?: Locale;
  /** As read from standard input; absent where one is to be made up. */
  readonly password?: string;
  readonly mustChange: boolean;
}

/** `keshi staff add LOGIN`: a person who may sign in. */
export async function runStaffAdd(
  context: CommandContext,
  { role: wanted, ...it }: StaffAdded,
): Promise<void> {
  const { voice } = context;
  const role = STAFF_ROLES.find((one) => one === wanted);
  if (role === undefined)
    throw new HostError("role-unknown", { role: wanted, names: STAFF_ROLES.join(", ") });
  const added = await withStaff(context, (staff) => addPerson(staff, { ...it, role }));
  voice.say(voice.phrases("console.staff.added", { name: it.name, login: added.login, role }));
  if (added.password !== undefined)
    voice.say(voice.phrases("console.staff.password", { password: added.password }));
  voice.answer({ ...added, name: it.name, role });
}

async function addPerson(
  staff: Staff,
  { password, mustChange, ...person }: Omit<StaffAdded, "role"> & { readonly role: StaffRole },
): Promise<{ id: string; login: string; password?: string }> {
  const given = password === undefined ? {} : { password, mustChange };
  try {
    return await staff.addPerson({ ...person, ...given });
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "login-taken")
      throw new HostError("login-taken", { login: person.login }, error);
    throw error;
  }
}

/** `keshi source key NAME`: a bearer key for a system that posts events, shown once. */
export async function runSourceKey(context: CommandContext, source: string): Promise<void> {
  const { voice } = context;
  if (!/^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/.test(source)) throw new HostError("usage", { reason: source });
  const made = await withStaff(context, (staff) => staff.makeSourceKey(source));
  voice.say(voice.phrases("console.source.key", { source, sourceKey: made.key }));
  voice.answer(made);
}
