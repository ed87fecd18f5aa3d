// The floors: the bare fan-out server as a child process, and the bare set-wise inserts into the same kind of database.
import { fork, type ChildProcess } from "node:child_process";
import { join } from "node:path";
import { migrate, openStore, type Store, type StoreSettings } from "../../plugin/store/index.ts";
import { Crowd, type HeardPop } from "./terminals.ts";

/** A bare server with its own crowd, sending the bytes the service was seen to send. */
export interface FloorServer {
  readonly pid: number;
  readonly crowd: Crowd;
  stop(): void;
}

/** Starts it on a PMS port; `captured` holds one pop per station, as the service sent them. */
export async function startFloor(at: {
  pmsPort: number;
  captured: ReadonlyMap<string, HeardPop>;
  labels: readonly string[];
}): Promise<FloorServer> {
  const child: ChildProcess = fork(join(import.meta.dirname, "floor-server.ts"), { stdio: "ignore" });
  const port = await new Promise<number>((resolve) =>
    child.once("message", (message: { port: number }) => resolve(message.port)),
  );
  child.send({ pmsPort: at.pmsPort, emissions: emissionsOf(at.captured) });
  const crowd = new Crowd();
  await crowd.join(
    `http://127.0.0.1:${port}`,
    at.labels.map((label) => ({ auth: { room: label }, label })),
  );
  return {
    pid: child.pid ?? 0,
    crowd,
    stop() {
      crowd.close();
      child.disconnect();
    },
  };
}

/** Rooms that got identical bytes share one emission, as they do in the service. */
function emissionsOf(captured: ReadonlyMap<string, HeardPop>): { rooms: string[]; pop: HeardPop }[] {
  const groups = new Map<string, { rooms: string[]; pop: HeardPop }>();
  for (const [room, pop] of captured) {
    const key = JSON.stringify(pop);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { rooms: [room], pop });
    else group.rooms.push(room);
  }
  return [...groups.values()];
}

type Row = Record<string, unknown>;
const PER_COMMIT = 64;

async function rowsOf(query: PromiseLike<Row[]>): Promise<Row[]> {
  return query;
}

/** Events per second when the very rows that applied events left are only inserted, 64 events to a durable commit. */
export async function insertOnlyRate(from: Store, into: StoreSettings, events: number): Promise<number> {
  const journal = await rowsOf(
    from.db("journal").where({ state: "applied" }).orderBy("seq", "desc").limit(events),
  );
  const stays = await rowsOf(from.db("stay").orderBy("created_at", "desc").limit(events));
  const guests = await rowsOf(from.db("guest").orderBy("created_at", "desc").limit(events));
  const identifiers = await rowsOf(from.db("guest_identifier").orderBy("created_at", "desc").limit(events));
  const bare = await openStore(into);
  await migrate(bare);
  const began = performance.now();
  for (let at = 0; at < journal.length; at += PER_COMMIT) {
    const of = (rows: Row[]): Row[] => rows.slice(at, at + PER_COMMIT);
    const seqs = of(journal).map((row) => row["seq"] as number);
    await bare.transaction(async (trx) => {
      await trx("journal").insert(of(journal).map((row) => ({ ...row, state: "queued" })));
      for (const [table, rows] of [
        ["guest", guests],
        ["guest_identifier", identifiers],
        ["stay", stays],
      ] as const)
        if (of(rows).length > 0) await trx(table).insert(of(rows));
      await trx("journal").whereIn("seq", seqs).update({ state: "applied", settled_at: 1 });
    });
  }
  const seconds = (performance.now() - began) / 1000;
  await bare.close();
  return journal.length / seconds;
}
