import { MultiSelect, NativeSelect } from "@mantine/core";
import { countries, languageName, languages, type Named } from "./names";

type Props = { name: string; label?: string; value?: string; error?: React.ReactNode; required?: boolean };

/** A country chosen by its name; the form gets its code. */
export function CountrySelect(props: Props) {
  return <NameSelect all={countries()} label="Country" {...props} />;
}

/** A language chosen by its name; the form gets its code. */
export function LanguageSelect(props: Props) {
  return <NameSelect all={languages()} label="Language" {...props} />;
}

type Several = { name: string; label?: string; values?: readonly string[]; error?: React.ReactNode };

/** Several languages chosen by their names; the form gets their codes, with commas between. */
export function LanguagesSelect({ values = [], ...field }: Several) {
  const all = languages();
  const unknown = values.filter((v) => !all.some((n) => n.value === v)).map((value) => ({ value, label: languageName(value) }));
  return <MultiSelect label="Languages" {...field} defaultValue={[...values]} data={[...unknown, ...all]} searchable nothingFoundMessage="No language is called so" />;
}

function NameSelect({ all, value, ...field }: Props & { all: Named[] }) {
  const known = !value || all.some((n) => n.value === value);
  return <NativeSelect {...field} defaultValue={value ?? ""} data={[{ value: "", label: "" }, ...(known ? [] : [{ value, label: value }]), ...all]} />;
}
