package demo

import "strings"

// town is a real town; nobody and nothing else in here is.
type town struct {
	name, country, zone string
	lat, lon            float64
}

var (
	hamburg   = town{"Hamburg", "DE", "Europe/Berlin", 53.551, 9.994}
	berlin    = town{"Berlin", "DE", "Europe/Berlin", 52.520, 13.405}
	munich    = town{"München", "DE", "Europe/Berlin", 48.137, 11.575}
	cologne   = town{"Köln", "DE", "Europe/Berlin", 50.938, 6.960}
	vienna    = town{"Wien", "AT", "Europe/Vienna", 48.208, 16.373}
	paris     = town{"Paris", "FR", "Europe/Paris", 48.857, 2.352}
	lyon      = town{"Lyon", "FR", "Europe/Paris", 45.764, 4.836}
	rotterdam = town{"Rotterdam", "NL", "Europe/Amsterdam", 51.924, 4.478}
	warsaw    = town{"Warszawa", "PL", "Europe/Warsaw", 52.230, 21.012}
	aarhus    = town{"Aarhus", "DK", "Europe/Copenhagen", 56.162, 10.204}
	leeds     = town{"Leeds", "GB", "Europe/London", 53.801, -1.549}
	porto     = town{"Porto", "PT", "Europe/Lisbon", 41.158, -8.629}
)

// schemeUsed is a scheme the demo body is active in.
type schemeUsed struct {
	id    string
	class string // of complexity, where the table asks
	codes []string
}

var schemes = []schemeUsed{
	{"27001-2022", "", []string{"IAF 33", "IAF 31", "IAF 32"}},
	{"9001-2015", "", []string{"IAF 33", "IAF 17", "IAF 28"}},
	{"14001-2015", "medium", []string{"IAF 17", "IAF 28"}},
}

// person is an auditor; schemes is a set of indexes of the schemes above.
type person struct {
	name, email, employment string
	city                    town
	languages               []string
	rate                    int
	schemes                 int
}

var auditors = []person{
	{"Mirela Stan", "mirela.stan@northgate.example", "staff", hamburg, []string{"en", "de"}, 0, 0b011},
	{"Jonas Thorup", "jonas.thorup@northgate.example", "staff", aarhus, []string{"en", "da", "de"}, 0, 0b111},
	{"Ines Carvalho", "ines.carvalho@northgate.example", "staff", porto, []string{"en", "pt", "fr"}, 0, 0b011},
	{"Tomasz Wilk", "tomasz.wilk@northgate.example", "staff", warsaw, []string{"en", "pl"}, 0, 0b011},
	{"Hedda Brandt", "hedda.brandt@northgate.example", "staff", berlin, []string{"de", "en"}, 0, 0b111},
	{"Luc Vasseur", "luc.vasseur@northgate.example", "contract", lyon, []string{"fr", "en"}, 880, 0b110},
	{"Saskia de Wit", "saskia.dewit@northgate.example", "contract", rotterdam, []string{"nl", "en", "de"}, 920, 0b011},
	{"Callum Reid", "callum.reid@northgate.example", "contract", leeds, []string{"en"}, 950, 0b011},
	{"Veronika Hold", "veronika.hold@northgate.example", "staff", vienna, []string{"de", "en"}, 0, 0b111},
	{"Emre Aydin", "emre.aydin@northgate.example", "staff", cologne, []string{"de", "tr", "en"}, 0, 0b101},
	{"Nora Kessel", "nora.kessel@northgate.example", "staff", munich, []string{"de", "en"}, 0, 0b111},
	{"Baptiste Moulin", "baptiste.moulin@northgate.example", "contract", paris, []string{"fr", "en"}, 900, 0b011},
}

var reviewers = []struct{ name, email string }{
	{"Ruth Abels", "reviewer@northgate.example"},
	{"Ivo Marek", "ivo.marek@northgate.example"},
	{"Solveig Dahl", "solveig.dahl@northgate.example"},
}

// organisation is a client and how far its story goes; daysAgo is when it applied.
type organisation struct {
	name    string
	contact string
	city    town
	others  []town
	scheme  int
	code    string
	persons int
	scope   string
	stop    stop
	daysAgo int
}

// email is the contact's address at the organisation.
func (o organisation) email() string {
	host := strings.ToLower(strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' {
			return r
		}
		return -1
	}, o.name))
	return "quality@" + host + ".example"
}

// remarks are what auditors of the demo find.
var remarks = []struct{ requirement, statement, evidence string }{
	{"9.2", "The internal audit programme does not cover all sites within the planned interval.", "Audit programme of last year; branch not visited"},
	{"7.2", "Competence of two persons in operations is not recorded.", "Personnel files sampled: 2 of 9 without record"},
	{"6.1.3", "The risk treatment plan names no owner for three risks.", "Risk register, lines 14, 22 and 31"},
	{"10.2", "The cause of a recurring incident was not determined.", "Incident log, three entries of the same kind"},
	{"8.1", "Changes to a supplier's service were not assessed before they took effect.", "Change record 118, supplier letter"},
}
