package pdf

import (
	"fmt"
	"strings"

	"github.com/certwright/certwright/domain/certificate"
)

// Certificate draws one revision of a certificate. qrText is what its code says:
// the address to check it, with the signed payload. Where scope or sites need
// more room than the first page has, they stand in an annex and the first page
// says so.
func Certificate(d certificate.Document, qrText string) (out []byte, err error) {
	defer recovered(&err)
	p := newPaper(fmt.Sprintf("Certificate %s, revision %d", d.Number, d.Revision), d.Issuer.Name, d.IssuedOn)
	p.SetSubject(printable(d.Client+" · "+d.Standard), true)
	p.SetFooterFunc(func() { p.foot(d) })
	p.AddPage()
	p.frame()
	y := p.letterhead(d.Issuer)
	y = p.whom(y, d)
	scopeBelow := p.scope(y, d)
	p.facts(d)
	if err := p.checkBox(d, qrText); err != nil {
		return nil, err
	}
	if !scopeBelow || len(d.Sites) > 1 {
		p.annex(d, !scopeBelow)
	}
	return p.bytes()
}

// Heights on the first page where the lower half begins.
const (
	factsTop = 186.0
	checkTop = 222.0
)

// frame is the double border with its corner marks.
func (p paper) frame() {
	p.pen(accent, 0.9)
	p.Rect(10, 10, pageWidth-20, pageHeight-20, "D")
	p.pen(accent, 0.25)
	p.Rect(12, 12, pageWidth-24, pageHeight-24, "D")
	for _, x := range []float64{12, pageWidth - 12} {
		for _, y := range []float64{12, pageHeight - 12} {
			p.SetFillColor(accent.r, accent.g, accent.b)
			p.Polygon(diamond(x, y, 1.6), "F")
		}
	}
}

// letterhead shows the body's mark, name and address.
func (p paper) letterhead(i certificate.Issuer) float64 {
	p.mark(pageWidth/2, 31, 9)
	y := 43.0
	p.ink(ink)
	y = p.block(margin, y, textWidth, bold, 12, "C", i.Name)
	p.ink(grey)
	y = p.block(margin, y, textWidth, sans, 8.5, "C", postal(i.Address))
	if i.Accreditation != "" {
		y = p.block(margin, y, textWidth, sans, 8.5, "C", i.Accreditation)
	}
	return y + 6
}

// mark is the body's sign: a seal of two rings with a tick.
func (p paper) mark(x, y, r float64) {
	p.SetFillColor(accent.r, accent.g, accent.b)
	p.Circle(x, y, r, "F")
	p.pen(colour{255, 255, 255}, 0.35)
	p.Circle(x, y, r*0.82, "D")
	p.pen(colour{255, 255, 255}, r*0.17)
	p.SetLineCapStyle("round")
	p.SetLineJoinStyle("round")
	p.MoveTo(x-r*0.38, y+r*0.04)
	p.LineTo(x-r*0.10, y+r*0.34)
	p.LineTo(x+r*0.42, y-r*0.32)
	p.DrawPath("D")
	p.SetLineCapStyle("butt")
	p.SetLineJoinStyle("miter")
}

// whom says who is certified against what.
func (p paper) whom(y float64, d certificate.Document) float64 {
	p.ink(accent)
	p.line(margin, y, textWidth, serif, 25, "C", "C E R T I F I C A T E")
	y += 15
	p.ink(grey)
	p.line(margin, y, textWidth, sans, 9.5, "C", "This is to certify that the "+orElse(d.System, "management system")+" of")
	y += 7
	p.ink(ink)
	size, _ := p.fit(textWidth, 20, serif, d.Client, 20, 17, 14, 12, 10, 8)
	y = p.block(margin, y, textWidth, serif, size, "C", oneLine(d.Client)) + 0.5
	size, _ = p.fit(textWidth, 10, sans, postal(d.Address), 10, 9, 8, 7)
	y = p.block(margin, y, textWidth, sans, size, "C", postal(d.Address))
	if n := len(d.Sites); n > 1 {
		p.ink(grey)
		y = p.block(margin, y+0.5, textWidth, sans, 8.5, "C", fmt.Sprintf("with the %d sites listed in the annex", n))
	}
	y += 3
	p.ink(grey)
	p.line(margin, y, textWidth, sans, 9.5, "C", "has been audited and found to conform to")
	y += 6
	p.ink(accent)
	return p.block(margin, y, textWidth, bold, 17, "C", d.Standard) + 3
}

// scope says for what; false if it had to go to the annex.
func (p paper) scope(y float64, d certificate.Document) bool {
	p.ink(grey)
	p.line(margin, y, textWidth, sans, 9.5, "C", "for the scope")
	y += 6
	room := factsTop - y - 3
	if d.SoA != "" {
		room -= 9
	}
	p.ink(ink)
	size, fits := p.fit(textWidth, room, sans, d.Scope, 12, 11, 10, 9, 8)
	text := d.Scope
	if !fits {
		text, size = "stated in the annex, which is part of this certificate", 11
	}
	y = p.block(margin, y, textWidth, sans, size, "C", text)
	if d.SoA != "" {
		p.ink(grey)
		p.block(margin, y+2, textWidth, sans, 9, "C", oneLine("Statement of applicability: "+d.SoA))
	}
	return fits
}

// facts are the number and the dates, in two columns of three.
func (p paper) facts(d certificate.Document) {
	p.pen(hair, 0.2)
	p.Line(margin, factsTop, pageWidth-margin, factsTop)
	rows := [3][2][2]string{
		{{"Certificate number", d.Number}, {"Revision", fmt.Sprintf("%d, issued %s", d.Revision, day(d.IssuedOn))}},
		{{"First certified on", day(d.OriginalOn)}, {"Certification decided on", day(d.DecidedOn)}},
		{{"Effective from", day(d.EffectiveOn)}, {"Valid until", day(d.ExpiresOn)}},
	}
	for i, row := range rows {
		for j, cell := range row {
			x, y := margin+float64(j)*textWidth/2, factsTop+3+float64(i)*10.5
			p.ink(grey)
			p.line(x, y, textWidth/2-4, sans, 8, "L", cell[0])
			p.ink(ink)
			size, _ := p.fit(textWidth/2-4, lineHeight(11), bold, cell[1], 11, 10, 9, 8, 7, 6)
			p.line(x, y+4, textWidth/2-4, bold, size, "L", cell[1])
		}
	}
}

// checkBox is how to tell whether the certificate is real, and who signed it.
func (p paper) checkBox(d certificate.Document, qrText string) error {
	const side = 38.0
	p.pen(hair, 0.2)
	p.Line(margin, checkTop, pageWidth-margin, checkTop)
	if err := p.code(pageWidth-margin-side, checkTop+2, side, qrText); err != nil {
		return err
	}
	w := textWidth - side - 6
	y := checkTop + 4
	p.ink(ink)
	y = p.block(margin, y, w, bold, 10, "L", "Is this certificate real, and does it still stand?") + 0.5
	p.ink(grey)
	y = p.block(margin, y, w, sans, 8.5, "L", "Scan the code, or enter number and check code at "+d.CheckURL+". The answer there counts, not this paper: certificates can be suspended or withdrawn.") + 1
	p.ink(ink)
	p.line(margin, y, w, sans, 9, "L", "Check code  "+d.CheckCode)
	y = checkTop + 32
	p.pen(hair, 0.2)
	p.Line(margin, y, margin+70, y)
	p.line(margin, y+1, w, bold, 9.5, "L", d.SignedBy)
	p.ink(grey)
	p.line(margin, y+5.2, w, sans, 8.5, "L", strings.Trim(d.SignedByRole+", "+d.Issuer.Name, ", "))
	return nil
}

// foot stands under each page.
func (p paper) foot(d certificate.Document) {
	p.ink(grey)
	y := pageHeight - 21.0
	left := fmt.Sprintf("%s · revision %d · page %d · sealed electronically", d.Number, d.Revision, p.PageNo())
	p.line(margin, y, textWidth, sans, 7, "L", left)
	if d.LedgerHead != "" {
		p.line(margin, y+3.4, textWidth, sans, 7, "L", "Ledger at issue: "+oneLine(d.LedgerHead))
	}
}

// postal is an address of several lines in one.
func postal(s string) string {
	lines := strings.FieldsFunc(s, func(r rune) bool { return r == '\n' || r == '\r' })
	for i, l := range lines {
		lines[i] = strings.Trim(oneLine(l), ", ")
	}
	return strings.Join(lines, ", ")
}

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

func orElse(s, other string) string {
	if s == "" {
		return other
	}
	return s
}
