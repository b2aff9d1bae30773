import { $api } from "../../api/client";
import { Fact, Facts } from "../../ui/Facts";
import { Loaded } from "../../ui/Loaded";
import { Page } from "../../ui/Page";

/** The body's settings, as they are. */
export function Settings() {
  const query = $api.useQuery("get", "/api/v1/settings");
  return (
    <Page title="Settings" lead="How this certification body names itself, and the zone its dates are in.">
      <Loaded query={query} what="the settings">
        {(s) => (
          <Facts>
            <Fact name="Name">{s.name}</Fact>
            <Fact name="Address">{s.address}</Fact>
            <Fact name="Accreditation mark">{s.mark}</Fact>
            <Fact name="Time zone">{s.time_zone}</Fact>
            <Fact name="E-mail">{s.email}</Fact>
          </Facts>
        )}
      </Loaded>
    </Page>
  );
}
