// The first shape of the store. Never edited once shipped: what changes comes as a new migration.
// Every statement can be run again, because MariaDB commits each DDL at once.
import type { Knex } from "knex";

type Table = Knex.CreateTableBuilder;

/** Creates what is missing of the first schema; safe to run again after an interruption. */
export async function up(db: Knex): Promise<void> {
  for (const [name, shape] of Object.entries(TABLES)) {
    if (await db.schema.hasTable(name)) continue;
    // Table and indexes are separate statements; the table takes its name only when all are there.
    const draft = `${name}_draft`;
    await db.schema.dropTableIfExists(draft);
    await db.schema.createTable(draft, (table) => {
      if (isMysql(db)) byBytes(table);
      shape(table);
    });
    await db.schema.renameTable(draft, name);
  }
}

/** Every other collation of MySQL holds some different names, ids or rare characters equal. */
function byBytes(table: Table): void {
  table.charset("utf8mb4");
  table.collate("utf8mb4_bin");
}

function isMysql(db: Knex): boolean {
  const client: unknown = db.client;
  return typeof client === "object" && client !== null && "dialect" in client && client.dialect === "mysql";
}

const id = (table: Table, column = "id"): Knex.ColumnBuilder => table.string(column, 26).notNullable();
const owner = (table: Table): Knex.ColumnBuilder => table.string("property", 32).notNullable();
const instant = (table: Table, column: string): Knex.ColumnBuilder => table.bigInteger(column);

const TABLES: Record<string, (table: Table) => void> = {
  property(table) {
    table.string("id", 32).primary();
    table.string("name", 200).notNullable();
    table.bigInteger("last_pop").notNullable().defaultTo(0);
    instant(table, "created_at").notNullable();
  },
  /** One row per start of the service; a row without `stopped_at` tells of an unclean stop. */
  service_run(table) {
    id(table).primary();
    instant(table, "started_at").notNullable();
    instant(table, "stopped_at");
  },
  source_key(table) {
    id(table).primary();
    owner(table);
    table.string("source", 100).notNullable();
    table.string("key_hash", 64).notNullable().unique({ indexName: "source_key_hash" });
    instant(table, "created_at").notNullable();
    instant(table, "revoked_at");
  },
  journal(table) {
    table.bigIncrements("seq");
    id(table).unique({ indexName: "journal_id" });
    owner(table);
    table.string("source", 100).notNullable();
    table.string("idempotency_key", 255).notNullable();
    table.string("digest", 64);
    table.string("type", 40).notNullable();
    table.string("subject", 191).notNullable();
    /** queued · applied · rejected · parked; what is claimed is known to the one dispatcher only. */
    table.string("state", 10).notNullable();
    /** 0 barrier · 1 live · 2 replay; the queue is read lane by lane. */
    table.integer("lane").notNullable();
    table.string("resync", 26);
    instant(table, "received_at").notNullable();
    instant(table, "occurred_at").notNullable();
    instant(table, "not_before").notNullable().defaultTo(0);
    instant(table, "settled_at");
    table.string("code", 64);
    table.string("reason", 500);
    table.text("event", "mediumtext").notNullable();
    table.specificType("raw", "mediumblob").notNullable();
    table.string("raw_type", 64).notNullable();
    table.unique(["property", "source", "idempotency_key"], { indexName: "journal_key" });
    table.index(["property", "state", "source", "lane", "seq"], "journal_queue");
    table.index(["property", "source", "subject", "seq"], "journal_subject");
    table.index(["property", "settled_at"], "journal_settled");
  },
  guest(table) {
    id(table).primary();
    owner(table);
    instant(table, "created_at").notNullable();
    instant(table, "updated_at").notNullable();
    table.integer("version").notNullable().defaultTo(1);
    /** GuestName[] as JSON; the first is the one shown. */
    table.text("names").notNullable();
    /** Folded forms of all names, blank-separated: simplified, lower case, without marks. */
    table.string("search", 500).notNullable().defaultTo("");
    table.string("sex", 8);
    table.string("title", 40);
    table.string("vip", 20);
    table.string("language", 35);
    table.string("nationality", 10);
    table.string("birth_date", 10);
    table.string("employer", 200);
    table.string("residence", 300);
    table.string("merged_into", 26);
    table.index(["property", "search"], "guest_search");
  },
  guest_identifier(table) {
    id(table).primary();
    owner(table);
    table.string("guest", 26).notNullable().index("guest_identifier_guest");
    /** pms-profile · reservation-guest · membership · document · phone · email */
    table.string("kind", 20).notNullable();
    table.string("issuer", 100).notNullable();
    /** HMAC-SHA-256 of the normalised value, hex. */
    table.string("digest", 64).notNullable();
    /** AES-256-GCM, `keyId.nonce.sealed`; absent for profile ids, which stand in `plain`. */
    table.string("sealed", 1000);
    table.string("plain", 100);
    /** Document type, membership level and the like. */
    table.string("detail", 100);
    instant(table, "created_at").notNullable();
    table.index(["property", "kind", "digest"], "guest_identifier_digest");
    table.unique(["property", "kind", "issuer", "digest", "guest"], { indexName: "guest_identifier_once" });
  },
  stay(table) {
    id(table).primary();
    owner(table);
    table.string("source", 100).notNullable();
    table.string("reservation", 100).notNullable();
    table.string("guest", 26);
    table.string("room", 20);
    table.string("floor", 20);
    table.string("room_type", 60);
    table.string("previous_room", 20);
    /** due-in · in-house · departed · cancelled · no-show · reversed */
    table.string("status", 12).notNullable();
    table.string("arrives_on", 10);
    table.string("departs_on", 10);
    table.string("eta", 5);
    instant(table, "checked_in_at");
    instant(table, "checked_out_at");
    table.boolean("day_use").notNullable().defaultTo(false);
    /** The stay this one goes on from: out and in again with one profile within a day. */
    table.string("continues", 26);
    /** Room of nobody (paymaster, house use): no card, chit, file or visit. */
    table.boolean("not_guest").notNullable().defaultTo(false);
    table.integer("adults");
    table.integer("children");
    table.string("vip", 20);
    table.string("group_code", 60);
    table.string("company", 200);
    table.string("travel_agent", 200);
    table.bigInteger("rate_minor");
    table.string("rate_currency", 3);
    table.string("payment_method", 60);
    table.string("purpose", 200);
    table.boolean("do_not_disclose").notNullable().defaultTo(false);
    table.text("notes");
    /** Profile id the source gave; a change of it is followed in step 3. */
    table.string("profile", 100);
    /** Journal seq of the last event applied; guards against applying older ones. */
    table.bigInteger("last_seq").notNullable().defaultTo(0);
    /** The last resync window that named this stay. */
    table.string("resync", 26);
    instant(table, "created_at").notNullable();
    instant(table, "updated_at").notNullable();
    table.unique(["property", "source", "reservation"], { indexName: "stay_reservation" });
    table.index(["guest", "arrives_on"], "stay_guest");
    table.index(["property", "status", "room"], "stay_status");
    table.index(["property", "room", "status"], "stay_room");
  },
  stay_companion(table) {
    id(table).primary();
    owner(table);
    table.string("stay", 26).notNullable();
    table.string("guest", 26).notNullable().index("stay_companion_guest");
    table.string("role", 20).notNullable();
    table.unique(["stay", "guest"], { indexName: "stay_companion_once" });
  },
  observation(table) {
    id(table).primary();
    owner(table);
    table.string("guest", 26).notNullable();
    table.string("stay", 26);
    table.string("category", 60).notNullable();
    table.string("value", 500).notNullable();
    /** said · asked · seen · bought */
    table.string("kind", 10).notNullable();
    table.string("note", 1000);
    table.string("room", 20);
    table.string("source", 100).notNullable();
    table.string("person", 26);
    table.string("station", 100);
    table.string("client_id", 100);
    instant(table, "at").notNullable();
    instant(table, "created_at").notNullable();
    instant(table, "undo_until");
    instant(table, "retracted_at");
    table.unique(["property", "client_id"], { indexName: "observation_client" });
    table.index(["guest", "at"], "observation_guest");
  },
  caution(table) {
    id(table).primary();
    owner(table);
    table.string("guest", 26).notNullable().index("caution_guest");
    /** allergy · taboo · medical · faith */
    table.string("kind", 10).notNullable();
    /** A code of the vocabulary (`peanut`) or free text. */
    table.string("value", 200).notNullable();
    table.string("severity", 6).notNullable();
    /** Who said so: guest · companion · staff · pms */
    table.string("said_by", 20).notNullable();
    table.string("note", 500);
    table.string("source", 100).notNullable();
    table.string("person", 26);
    table.string("stay", 26);
    instant(table, "at").notNullable();
    instant(table, "ended_at");
  },
  promise(table) {
    id(table).primary();
    owner(table);
    table.string("guest", 26).notNullable().index("promise_guest");
    table.string("stay", 26);
    table.string("text", 500).notNullable();
    table.string("due", 40).notNullable();
    table.string("person", 26);
    table.string("made_by", 100);
    instant(table, "at").notNullable();
    instant(table, "kept_at");
  },
  pos_check(table) {
    id(table).primary();
    owner(table);
    table.string("source", 100).notNullable();
    table.string("check_id", 100).notNullable();
    table.string("number", 60);
    table.string("outlet", 100);
    table.string("table_no", 40);
    table.integer("covers");
    table.string("status", 10).notNullable();
    table.string("room", 20);
    table.string("guest", 26).index("pos_check_guest");
    table.string("stay", 26);
    instant(table, "opened_at");
    instant(table, "closed_at");
    table.bigInteger("total_minor");
    table.string("currency", 3);
    table.integer("exponent");
    table.bigInteger("last_seq").notNullable().defaultTo(0);
    instant(table, "updated_at").notNullable();
    table.unique(["property", "source", "check_id"], { indexName: "pos_check_once" });
  },
  check_line(table) {
    table.string("check", 26).notNullable();
    table.integer("position").notNullable();
    owner(table);
    table.string("item", 100);
    table.string("name", 200).notNullable();
    table.string("qty", 20).notNullable();
    table.bigInteger("total_minor");
    table.string("currency", 3);
    table.string("seat", 20);
    table.text("modifiers");
    table.boolean("voided").notNullable().defaultTo(false);
    table.primary(["check", "position"]);
  },
  phone_call(table) {
    id(table).primary();
    owner(table);
    table.string("source", 100).notNullable();
    table.string("call_id", 100).notNullable();
    table.string("extension", 40);
    table.string("number_digest", 64);
    table.string("guest", 26).index("phone_call_guest");
    instant(table, "at").notNullable();
    instant(table, "ended_at");
    table.unique(["property", "source", "call_id"], { indexName: "phone_call_once" });
  },
  /** What popped; the card is built when it is shown. Numbers rise per property. */
  pop(table) {
    owner(table);
    table.bigInteger("number").notNullable();
    instant(table, "at").notNullable();
    table.string("reason", 20).notNullable();
    table.string("guest", 26).notNullable();
    table.string("stay", 26);
    table.string("check", 26);
    /** The event it came from; with `subject_key` it makes a pop unique. */
    table.bigInteger("event_seq").notNullable();
    /** Guests to choose from, as JSON, where it is doubtful who it is. */
    table.text("candidates");
    table.primary(["property", "number"]);
    table.index(["property", "event_seq"], "pop_event");
    table.index(["guest", "number"], "pop_guest");
    table.index(["at"], "pop_at");
  },
  pop_station(table) {
    owner(table);
    table.string("station", 100).notNullable();
    table.bigInteger("number").notNullable();
    table.boolean("quiet").notNullable();
    /** waiting · claimed · greeted */
    table.string("state", 10).notNullable();
    table.string("person", 26);
    table.string("terminal", 26);
    instant(table, "settled_at");
    table.primary(["property", "station", "number"]);
  },
  pairing(table) {
    table.string("code_hash", 64).primary();
    owner(table);
    table.string("station", 100).notNullable();
    instant(table, "created_at").notNullable();
    instant(table, "expires_at").notNullable();
    instant(table, "used_at");
  },
  terminal(table) {
    id(table).primary();
    owner(table);
    table.string("station", 100).notNullable();
    table.string("name", 100).notNullable();
    table.string("token_hash", 64).notNullable().unique({ indexName: "terminal_token" });
    /** The last pop it said it has shown. */
    table.bigInteger("seen");
    instant(table, "created_at").notNullable();
    instant(table, "last_seen_at");
    instant(table, "revoked_at");
    table.index(["property", "station"], "terminal_station");
  },
  person(table) {
    id(table).primary();
    owner(table);
    table.string("login", 60).notNullable();
    table.string("name", 100).notNullable();
    table.string("latin_name", 100);
    table.string("role", 30).notNullable();
    table.string("locale", 10);
    /** scrypt, its parameters and salt in front. */
    table.string("password", 300);
    table.boolean("must_change").notNullable().defaultTo(true);
    /** active · suspended · leaving · left */
    table.string("state", 10).notNullable();
    instant(table, "created_at").notNullable();
    table.unique(["property", "login"], { indexName: "person_login" });
  },
  session(table) {
    table.string("token_hash", 64).primary();
    owner(table);
    table.string("person", 26).notNullable().index("session_person");
    table.string("terminal", 26);
    instant(table, "created_at").notNullable();
    instant(table, "last_at").notNullable();
    instant(table, "expires_at").notNullable();
  },
  print_job(table) {
    id(table).primary();
    owner(table);
    table.string("printer", 100).notNullable();
    table.string("station", 100).notNullable();
    /** arrival · table */
    table.string("chit", 20).notNullable();
    table.string("guest", 26).notNullable();
    table.string("stay", 26);
    table.bigInteger("pop_number");
    /** queued · claimed · on-wire · printed · refused · unknown · expired */
    table.string("state", 10).notNullable();
    table.boolean("copy").notNullable().defaultTo(false);
    table.string("copy_of", 26);
    table.integer("attempts").notNullable().defaultTo(0);
    table.string("code", 64);
    table.string("requested_by", 26);
    /** The document as it was laid out, so that a copy says the same. */
    table.text("document", "mediumtext");
    instant(table, "created_at").notNullable();
    instant(table, "on_wire_at");
    instant(table, "finished_at");
    instant(table, "expires_at").notNullable();
    table.index(["printer", "state", "id"], "print_job_printer");
    table.index(["guest", "id"], "print_job_guest");
    table.index(["state", "finished_at"], "print_job_state");
  },
};
