// First schema: guests, stays, and what is known of them.
import { id, instant, owner, type Shapes } from "./0001-columns.ts";

/** The guest file. */
export const GUEST_TABLES: Shapes = {
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
};
