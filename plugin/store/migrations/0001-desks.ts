// First schema: what the desks show and print, and who works there.
import { id, instant, owner, type Shapes } from "./0001-columns.ts";

/** Pops, terminals, staff and printers. */
export const DESK_TABLES: Shapes = {
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
    table.index(["property", "at"], "pop_at");
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
    table.index(["property", "expires_at"], "pairing_expires");
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
    table.index(["property", "expires_at"], "session_expires");
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
