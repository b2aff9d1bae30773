import { NativeSelect } from "@mantine/core";
import { countries, languages, type Named } from "./names";

type Props = { name: string; label?: string; value?: string; error?: React.ReactNode; required?: boolean };

/** A country chosen by its name; the form gets its code. */
export function CountrySelect(props: Props) {
  return <NameSelect all={countries()} label="Country" {...props} />;
}

/** A language chosen by its name; the form gets its code. */
export function LanguageSelect(props: Props) {
  return <NameSelect all={languages()} label="Language" {...props} />;
}

function NameSelect({ all, value, ...field }: Props & { all: Named[] }) {
  const known = !value || all.some((n) => n.value === value);
  return <NativeSelect {...field} defaultValue={value ?? ""} data={[{ value: "", label: "" }, ...(known ? [] : [{ value, label: value }]), ...all]} />;
}
