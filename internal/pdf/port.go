package pdf

import (
	"github.com/certwright/certwright/domain/app"
	"github.com/certwright/certwright/domain/certificate"
)

// Documents draws what the use cases ask for.
type Documents struct {
	Issuer string // whose paper plain sheets are written on
}

var _ app.Documents = Documents{}

// Certificate draws a certificate from its canonical bytes.
func (Documents) Certificate(canonical, qr string) ([]byte, error) {
	d, err := certificate.ReadDocument([]byte(canonical))
	if err != nil {
		return nil, err
	}
	return Certificate(d, qr)
}

// Sheet draws labelled rows.
func (d Documents) Sheet(s app.Sheet) ([]byte, error) {
	out := Sheet{Issuer: d.Issuer, Title: s.Title, Subtitle: s.Subtitle, Day: s.Day, Footer: s.Footer}
	for _, section := range s.Sections {
		drawn := Section{Title: section.Heading}
		for _, row := range section.Rows {
			drawn.Rows = append(drawn.Rows, Row(row))
		}
		out.Sections = append(out.Sections, drawn)
	}
	return out.Render()
}
