// Package pdf draws documents on paper: the certificate, and plain sheets of
// labelled rows such as an audit-time receipt. The same data is the same bytes:
// dates come from the document, never from the clock.
package pdf

import (
	"bytes"
	_ "embed"
	"fmt"
	"strings"
	"time"
	"unicode"

	"codeberg.org/go-pdf/fpdf"
	"golang.org/x/text/unicode/norm"
	"rsc.io/qr"

	"github.com/certwright/certwright/domain"
)

// The fonts cover Latin, Greek and Cyrillic; their licence lies beside them.
var (
	//go:embed fonts/DejaVuSerif.ttf
	serifTTF []byte
	//go:embed fonts/DejaVuSansCondensed.ttf
	sansTTF []byte
	//go:embed fonts/DejaVuSansCondensed-Bold.ttf
	boldTTF []byte
)

// Font families.
const (
	serif = "serif"
	sans  = "sans"
	bold  = "bold"
)

// A4 and its margins, in millimetres.
const (
	pageWidth, pageHeight = 210.0, 297.0
	margin                = 22.0
	textWidth             = pageWidth - 2*margin
)

type colour struct{ r, g, b int }

var (
	ink    = colour{28, 32, 38}
	grey   = colour{104, 110, 120}
	accent = colour{22, 78, 99}
	hair   = colour{190, 200, 206}
)

// paper is an A4 document with our fonts.
type paper struct{ *fpdf.Fpdf }

func newPaper(title, author string, day domain.Date) paper {
	f := fpdf.New("P", "mm", "A4", "")
	f.AddUTF8FontFromBytes(serif, "", serifTTF)
	f.AddUTF8FontFromBytes(sans, "", sansTTF)
	f.AddUTF8FontFromBytes(bold, "", boldTTF)
	f.SetCatalogSort(true)
	at := time.Unix(0, 0).UTC()
	if !day.IsZero() {
		at = day.Time()
	}
	f.SetCreationDate(at)
	f.SetModificationDate(at)
	f.SetProducer("Certwright", true)
	f.SetTitle(printable(title), true)
	f.SetAuthor(printable(author), true)
	f.SetLang("en")
	f.SetMargins(margin, margin, margin)
	f.SetCellMargin(0)
	f.SetAutoPageBreak(false, 0)
	return paper{f}
}

// bytes ends the document. The library may panic on glyphs it does not expect;
// what the caller sees is an error.
func (p paper) bytes() (out []byte, err error) {
	defer recovered(&err)
	var b bytes.Buffer
	if err := p.Output(&b); err != nil {
		return nil, fmt.Errorf("write the PDF: %w", err)
	}
	return b.Bytes(), nil
}

func recovered(err *error) {
	if r := recover(); r != nil {
		*err = fmt.Errorf("draw the PDF: %v", r)
	}
}

// printable is text the fonts and the format can carry: composed, without
// control or direction characters, without what lies beyond the basic plane.
func printable(s string) string {
	s = norm.NFC.String(strings.ToValidUTF8(s, "\uFFFD"))
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n':
			return r
		case r == '\t' || r == '\u2028' || r == '\u2029' || r == '\u00a0':
			return ' '
		case unicode.IsControl(r) || unicode.Is(unicode.Cf, r):
			return -1
		case r > 0xFFFF:
			return '\uFFFD'
		}
		return r
	}, s)
}

func (p paper) ink(c colour) { p.SetTextColor(c.r, c.g, c.b) }

func (p paper) pen(c colour, width float64) {
	p.SetDrawColor(c.r, c.g, c.b)
	p.SetLineWidth(width)
}

// line writes one line of text with its top at y, in the box from x of width w.
func (p paper) line(x, y, w float64, font string, size float64, align, text string) {
	p.SetFont(font, "", size)
	p.SetXY(x, y)
	p.CellFormat(w, lineHeight(size), printable(text), "", 0, align, false, 0, "")
}

// block writes text in lines and gives the y below it.
func (p paper) block(x, y, w float64, font string, size float64, align, text string) float64 {
	for _, l := range p.wrap(w, font, size, text) {
		p.line(x, y, w, font, size, align, l)
		y += lineHeight(size)
	}
	return y
}

// wrap cuts text into lines no wider than w.
func (p paper) wrap(w float64, font string, size float64, text string) []string {
	p.SetFont(font, "", size)
	return p.SplitText(printable(strings.TrimSpace(text)), w)
}

// fit is the first of the sizes at which the text needs no more than height; ok
// is false when none does, and then the size is the last.
func (p paper) fit(w, height float64, font, text string, sizes ...float64) (size float64, ok bool) {
	for _, size = range sizes {
		if float64(len(p.wrap(w, font, size, text)))*lineHeight(size) <= height {
			return size, true
		}
	}
	return size, false
}

// lineHeight in millimetres of a font size in points.
func lineHeight(size float64) float64 { return size * 0.3528 * 1.32 }

// code draws a QR code as squares, size millimetres wide, its quiet zone included.
func (p paper) code(x, y, size float64, text string) error {
	c, err := qr.Encode(text, qr.M)
	if err != nil {
		return fmt.Errorf("the QR code cannot hold %d characters: %w", len(text), err)
	}
	const quiet = 4
	dot := size / float64(c.Size+2*quiet)
	p.SetFillColor(255, 255, 255)
	p.Rect(x, y, size, size, "F")
	p.SetFillColor(0, 0, 0)
	for row := range c.Size {
		for col := 0; col < c.Size; col++ {
			run := 0
			for col+run < c.Size && c.Black(col+run, row) {
				run++
			}
			if run > 0 { // one bar a run leaves no hairlines between dots
				p.Rect(x+float64(quiet+col)*dot, y+float64(quiet+row)*dot, float64(run)*dot, dot*1.02, "F")
				col += run
			}
		}
	}
	return nil
}
