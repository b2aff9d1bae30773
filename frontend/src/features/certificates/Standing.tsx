import { Text } from "@mantine/core";
import type { Shape } from "../../api/client";
import { useIs } from "../../app/session";
import { formatDate } from "../../ui/format";
import { WarnIcon } from "../../ui/icons";

/** Why a certificate is not valid, and what its holder does now. Nothing for one that is. */
export function Standing({ certificate: c, reasons }: { certificate: Shape<"Certificate">; reasons?: string }) {
  const staff = useIs("admin", "planner", "reviewer");
  if (c.state !== "suspended" && c.state !== "withdrawn" && c.state !== "cancelled") return null;
  const word = { suspended: "Suspended", withdrawn: "Withdrawn", cancelled: "Given up" }[c.state];
  return (
    <div role="status">
      <Text fw={600} c="red"><WarnIcon /> {word}{c.state_since ? ` since ${formatDate(c.state_since)}` : ""}</Text>
      {reasons && <Text>Reasons: {reasons}</Text>}
      {c.state === "suspended"
        ? <Text>It is not valid meanwhile: neither it nor the mark may be used.{c.resolve_by ? <> To be resolved by <b>{formatDate(c.resolve_by)}</b>; after that it is withdrawn, or its scope made smaller.</> : ""} Due days of audits do not move.</Text>
        : <Text>It cannot be restored; certification begins anew with an application.</Text>}
      {c.state === "suspended" && !c.resolve_by && (
        <Text>
          {staff
            ? "The records it was taken in from do not say when it was suspended, so there is no day by which that is to be resolved. Import its record again with the day in the column suspended_on, or propose its restoration, its withdrawal or a smaller scope."
            : "Ask us by when what led to it is to be resolved: the records from before do not say."}
        </Text>
      )}
    </div>
  );
}
