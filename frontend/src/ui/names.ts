// What codes of countries and languages are called, in English.

const LETTERS = Array.from({ length: 26 }, (_, i) => String.fromCharCode(65 + i));
const PAIRS = LETTERS.flatMap((a) => LETTERS.map((b) => a + b));

/** Codes that are no country of ISO 3166-1: unions, test codes, parts of others. */
const NO_COUNTRY = new Set(["AC", "CP", "CQ", "DG", "EA", "EU", "EZ", "IC", "QO", "TA", "UN", "XA", "XB", "ZZ"]);

const regions = new Intl.DisplayNames("en", { type: "region", fallback: "none" });
const tongues = new Intl.DisplayNames("en", { type: "language", fallback: "none" });

export type Named = { value: string; label: string };

/** "PT" → "Portugal"; a code nobody knows stays as it is. */
export function countryName(code: string | null | undefined): string {
  return named(code?.toUpperCase(), /^[A-Z]{2}$/, regions);
}

/** "pt" → "Portuguese"; a code nobody knows stays as it is. */
export function languageName(code: string | null | undefined): string {
  return named(code?.toLowerCase(), /^[a-z]{2,3}$/, tongues);
}

function named(code: string | undefined, form: RegExp, names: Intl.DisplayNames): string {
  if (!code) return "";
  return (form.test(code) && names.of(code)) || code;
}

function listed(codes: string[], name: (code: string) => string): Named[] {
  return codes.filter((c) => name(c) !== c).map((value) => ({ value, label: name(value) })).toSorted((a, b) => a.label.localeCompare(b.label, "en"));
}

/** All countries by name; codes that were given up are not among them. */
export const countries = (): Named[] => listed(PAIRS.filter((c) => !NO_COUNTRY.has(c) && new Intl.Locale(`und-${c}`).region === c), countryName);

/** All languages with a code of two letters, by name. */
export const languages = (): Named[] => listed(PAIRS.map((c) => c.toLowerCase()).filter((c) => new Intl.Locale(c).language === c), languageName);
