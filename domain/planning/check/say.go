package check

import (
	"fmt"

	"github.com/certwright/certwright/domain"
)

// said is a finding on its way to the reader: it collects its facts.
type said struct{ domain.Finding }

// one is a finding about an audit.
func one(f domain.Finding, x *laid) said {
	return said{f.On(x.audit.Called()).With("audit", x.audit.ID)}
}

// says is a finding about the person on a seat.
func (s *seat) says(f domain.Finding) said {
	return said{f.On(s.who.Called()).With("audit", s.of.audit.ID).With("position", s.position.ID).With("auditor", s.who.ID)}
}

func (s said) with(name string, value any) said { return said{s.With(name, value)} }

func (s said) list() []domain.Finding { return []domain.Finding{s.Finding} }

// called is how texts name the person of an ID; an audit without a lead is led
// by nobody.
func (b *Book) called(id string) string {
	if id == "" {
		return "nobody"
	}
	if k := b.auditor(id); k != nil {
		return k.Called()
	}
	return id
}

// title is how texts name the audit of an ID.
func (b *Book) title(id string) string {
	if a := b.audit(id); a != nil {
		return a.Called()
	}
	return id
}

// days is "12 May 2027 (Wed)" or "12 May 2027 (Wed) to 14 May 2027 (Fri)".
func days(from, to domain.Date) string {
	if from == to {
		return from.Long()
	}
	return from.Long() + " to " + to.Long()
}

// count is "1 day", "2 days".
func count(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}
