const CONTENT: Record<string, string> = {
  client_name: "the client's name", client_location: "where it is", effective_date: "from when", expiry_date: "until when",
  unique_id: "its number", standard_with_edition: "the standard with its edition", scope: "the scope", cb_name: "the body's name",
  cb_address: "the body's address", cb_mark: "the body's mark", accreditation_mark: "the accreditation mark",
  soa_version: "the version of the Statement of Applicability", sites: "the sites",
};

/** An element of a certificate in words; one the screen does not know by its own name. */
export function contentTitle(element: string): string {
  return CONTENT[element] ?? element.replaceAll("_", " ");
}

/** "1/3" → "a third". Other shares stay as they are written. */
export function shareText(share: string): string {
  return { "1/3": "a third", "2/3": "two thirds", "1/2": "half" }[share] ?? share;
}

/** "stage2.max_weeks" → "stage 2: max weeks"; "audit_time_table.rows[26].days[0]" → "audit time table: from 26 persons: days". */
export function fieldTitle(field: string): string {
  return field.replace(/^stage(\d)/, "stage $1").replace(/rows\[(\d+)\]/, "from $1 persons").replace(/days\[0\]/, "days")
    .replaceAll(/\[([^\]]+)\]/g, " $1").replaceAll("_", " ").replaceAll(".", ": ");
}
