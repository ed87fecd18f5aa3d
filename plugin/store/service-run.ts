// One note per start of the service: a start without its stop tells that what was in flight may be lost.
import type { Clock } from "../contract/index.ts";
import { newId } from "../kit/ulid.ts";
import type { Store } from "./store.ts";

/** Starts kept on record. */
const KEPT = 100;

/** This start of the service, and whether the one before it ended without a word (or there was none). */
export interface ServiceRun {
  readonly id: string;
  readonly afterUncleanStop: boolean;
}

/** Notes that the service starts; to be asked once, before any adapter starts and by the one house that has the store. Any start before that was not answered for counts, however many came after it. */
export async function noteStart(store: Store, clock: Clock): Promise<ServiceRun> {
  return store.transaction(async (trx) => {
    const last: unknown[] = await trx("service_run").orderBy("id", "desc").limit(KEPT).select("*");
    const id = newId(clock.now());
    await trx("service_run").insert({ id, started_at: clock.now(), stopped_at: null });
    const oldest = last.length === KEPT ? idOfRow(last.at(-1)) : undefined;
    if (oldest !== undefined) await trx("service_run").where("id", "<", oldest).delete();
    return { id, afterUncleanStop: last.length === 0 || !last.every(stoppedInOrder) };
  });
}

/** Notes that the service stopped in order: everything heard is applied or queued in the store. Starts before it that ended without a word are answered for. */
export async function noteStop(store: Store, clock: Clock, run: Pick<ServiceRun, "id">): Promise<void> {
  await store
    .db("service_run")
    .where("id", "<=", run.id)
    .whereNull("stopped_at")
    .update({ stopped_at: clock.now() });
}

/** Takes the note of a start back: the service did not come up, so it has asked nobody and answers for nothing. */
export async function withdrawStart(store: Store, run: Pick<ServiceRun, "id">): Promise<void> {
  await store.db("service_run").where({ id: run.id }).delete();
}

function stoppedInOrder(row: unknown): boolean {
  return typeof row === "object" && row !== null && "stopped_at" in row && row.stopped_at !== null;
}

function idOfRow(row: unknown): string | undefined {
  if (typeof row !== "object" || row === null || !("id" in row)) return undefined;
  return typeof row.id === "string" ? row.id : undefined;
}
