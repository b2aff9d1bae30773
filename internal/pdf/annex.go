package pdf

import (
	"fmt"
	"strconv"

	"codeberg.org/go-pdf/fpdf"

	"github.com/certwright/certwright/domain"
	"github.com/certwright/certwright/domain/certificate"
)

// bottom is where text ends on a page that goes on overleaf.
const bottom = pageHeight - 28

// annex lists what the first page had no room for: the scope, and the sites.
func (p paper) annex(d certificate.Document, scope bool) {
	y := p.annexPage(d)
	if scope {
		y = p.flow(y, "Scope", d.Scope, func() float64 { return p.annexPage(d) })
	}
	if len(d.Sites) < 2 {
		return
	}
	if y > bottom-30 {
		y = p.annexPage(d)
	}
	p.ink(accent)
	p.line(margin, y, textWidth, bold, 11, "L", fmt.Sprintf("Sites (%d)", len(d.Sites)))
	y += 8
	for i, s := range d.Sites {
		y = p.site(y, i+1, s, d)
	}
}

func (p paper) annexPage(d certificate.Document) float64 {
	p.AddPage()
	p.frame()
	p.ink(accent)
	p.line(margin, 22, textWidth, serif, 15, "L", "Annex to certificate "+d.Number)
	p.ink(grey)
	y := p.block(margin, 30, textWidth, sans, 9, "L", oneLine(d.Client)+" · "+d.Standard)
	p.pen(hair, 0.2)
	p.Line(margin, y+2, pageWidth-margin, y+2)
	return y + 6
}

// site writes one site, whole on one page.
func (p paper) site(y float64, n int, s certificate.Site, d certificate.Document) float64 {
	const indent = 9.0
	w := textWidth - indent
	texts := []struct {
		font, text string
		size       float64
		colour     colour
	}{{bold, oneLine(s.Name), 9.5, ink}, {sans, postal(s.Address), 9, ink}, {sans, oneLine(s.Scope), 8.5, grey}}
	need := 0.0
	for _, t := range texts {
		need += float64(len(p.wrap(w, t.font, t.size, t.text))) * lineHeight(t.size)
	}
	if y+need > bottom {
		y = p.annexPage(d)
	}
	p.ink(grey)
	p.line(margin, y, indent, sans, 9, "L", strconv.Itoa(n))
	for _, t := range texts {
		if t.text != "" {
			p.ink(t.colour)
			y = p.block(margin+indent, y, w, t.font, t.size, "L", t.text)
		}
	}
	return y + 3
}

// flow writes a heading and a text that may run over pages.
func (p paper) flow(y float64, heading, text string, next func() float64) float64 {
	p.ink(accent)
	p.line(margin, y, textWidth, bold, 11, "L", heading)
	y += 7
	for _, l := range p.wrap(textWidth, sans, 10, text) {
		if y > bottom {
			y = next()
		}
		p.ink(ink)
		p.line(margin, y, textWidth, sans, 10, "L", l)
		y += lineHeight(10)
	}
	return y + 5
}

func day(d domain.Date) string {
	if d.IsZero() {
		return "–"
	}
	return d.Time().Format("2 January 2006")
}

func diamond(x, y, r float64) []fpdf.PointType {
	return []fpdf.PointType{{X: x, Y: y - r}, {X: x + r, Y: y}, {X: x, Y: y + r}, {X: x - r, Y: y}}
}
