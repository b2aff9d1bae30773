package pdf

import (
	"fmt"

	"github.com/certwright/certwright/domain"
)

// Sheet is a plain document of labelled rows under headings: an audit-time
// receipt, an extract of the ledger.
type Sheet struct {
	Issuer   string // whose paper it is
	Title    string
	Subtitle string
	Day      domain.Date // of the document
	Sections []Section
	Footer   string // under each page
}

// Section is a heading with rows.
type Section struct {
	Title string
	Rows  []Row
}

// Row is a label, its value, and a note on where the value comes from.
type Row struct {
	Label, Value, Note string
	Total              bool // a result: set off and bold
}

// Widths of the columns of a row.
const (
	labelWidth = 62.0
	valueWidth = 44.0
	noteWidth  = textWidth - labelWidth - valueWidth - 6
)

// Render draws the sheet.
func (s Sheet) Render() (out []byte, err error) {
	defer recovered(&err)
	p := newPaper(s.Title, s.Issuer, s.Day)
	p.SetFooterFunc(func() {
		p.ink(grey)
		p.pen(hair, 0.2)
		p.Line(margin, pageHeight-20, pageWidth-margin, pageHeight-20)
		p.line(margin, pageHeight-18, textWidth-30, sans, 7.5, "L", oneLine(s.Footer))
		p.line(margin, pageHeight-18, textWidth, sans, 7.5, "R", fmt.Sprintf("page %d", p.PageNo()))
	})
	p.AddPage()
	y := p.sheetHead(s)
	for _, section := range s.Sections {
		y = p.section(y, section)
	}
	return p.bytes()
}

func (p paper) sheetHead(s Sheet) float64 {
	p.mark(margin+4, 24, 4)
	p.ink(grey)
	p.line(margin+12, 21.5, textWidth-12, sans, 9.5, "L", s.Issuer)
	p.line(margin, 21.5, textWidth, sans, 9.5, "R", s.Day.Long())
	p.ink(ink)
	y := p.block(margin, 34, textWidth, serif, 18, "L", s.Title)
	p.ink(grey)
	return p.block(margin, y+1, textWidth, sans, 10, "L", s.Subtitle) + 5
}

func (p paper) section(y float64, s Section) float64 {
	y = p.roomFor(y, 20) // a heading is not left alone at the foot of a page
	p.ink(accent)
	y = p.block(margin, y, textWidth, bold, 11, "L", s.Title) + 1
	p.pen(accent, 0.3)
	p.Line(margin, y, pageWidth-margin, y)
	y += 1.5
	for _, r := range s.Rows {
		y = p.row(y, r)
	}
	return y + 5
}

func (p paper) row(y float64, r Row) float64 {
	font := sans
	if r.Total {
		font = bold
	}
	width := valueWidth
	if r.Note == "" {
		width = textWidth - labelWidth // nothing stands beside the value
	}
	lines := max(len(p.wrap(labelWidth-3, font, 9.5, r.Label)), len(p.wrap(width, font, 9.5, r.Value)), len(p.wrap(noteWidth, sans, 8.5, r.Note)))
	y = p.roomFor(y, float64(lines)*lineHeight(9.5)+1.5)
	p.ink(ink)
	end := p.block(margin, y, labelWidth-3, font, 9.5, "L", r.Label)
	end = max(end, p.block(margin+labelWidth, y, width, font, 9.5, "L", r.Value))
	p.ink(grey)
	end = max(end, p.block(margin+labelWidth+valueWidth+6, y+0.4, noteWidth, sans, 8.5, "L", r.Note))
	p.pen(hair, 0.15)
	p.Line(margin, end+0.7, pageWidth-margin, end+0.7)
	return end + 1.5
}

// roomFor gives y, or the top of a new page if what comes does not fit. What is
// taller than a page starts one and runs off it rather than being lost.
func (p paper) roomFor(y, height float64) float64 {
	if y+height <= bottom || y <= margin {
		return y
	}
	p.AddPage()
	return margin
}
