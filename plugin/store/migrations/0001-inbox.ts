// First schema: the house and what it hears.
import { id, instant, owner, type Shapes } from "./0001-columns.ts";

/** The property itself, its starts, and its durable inbox. */
export const INBOX_TABLES: Shapes = {
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
  /** What has to be known of the store itself, such as which keys it was sealed with. */
  store_note(table) {
    table.string("name", 60).primary();
    table.string("value", 500).notNullable();
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
    /** `event` and `raw` are sealed: the event tells a document's number, a telephone's or an address. */
    table.boolean("sealed").notNullable().defaultTo(false);
    table.text("event", "mediumtext").notNullable();
    table.specificType("raw", "mediumblob").notNullable();
    table.string("raw_type", 64).notNullable();
    table.unique(["property", "source", "idempotency_key"], { indexName: "journal_key" });
    table.index(["property", "state", "source", "lane", "seq"], "journal_queue");
    table.index(["property", "source", "subject", "seq"], "journal_subject");
    table.index(["property", "settled_at"], "journal_settled");
  },
};
