// Which events tell a number that identifies a person; those are sealed in the journal as a whole.
import type { EventDraft, GuestRef } from "../contract/index.ts";

/** Whether a draft tells a document, a contact or a telephone number, or may: nobody knows what is in a message that could not be read. */
export function holdsIdentity(draft: EventDraft): boolean {
  if (draft.raw.mayIdentify === true) return true;
  if ("stay" in draft) return draft.stay.guests?.some(isIdentified) === true;
  if ("profile" in draft) return isIdentified(draft.profile.guest);
  if ("desk" in draft) return draft.desk.guest !== undefined && isIdentified(draft.desk.guest);
  if ("call" in draft) return draft.call.number !== undefined;
  return "unreadable" in draft;
}

function isIdentified({ documents = [], contacts = [] }: GuestRef): boolean {
  return documents.length > 0 || contacts.length > 0;
}
