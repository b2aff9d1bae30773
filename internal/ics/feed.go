// Package ics writes calendars. Every calendar byte that leaves the program
// passes through here; the bytes are a pure function of the data, so that equal
// data is an equal file and a reader can be told "not modified".
package ics

import (
	"bytes"
	"fmt"
	"strings"
	"time"
	"unicode"

	"github.com/emersion/go-ical"
	"golang.org/x/text/unicode/norm"

	"github.com/certwright/certwright/domain"
)

// Status is how firm an event is.
type Status string

const (
	Confirmed Status = "CONFIRMED"
	Tentative Status = "TENTATIVE" // proposed, not agreed yet
	Cancelled Status = "CANCELLED"
)

// Event is one entry. It is all-day when First is set, else timed. An audit of
// three days is three events with three UIDs: Google shows only the last of
// events that share one.
type Event struct {
	UID         string    // made once, random; never from date, title or row order
	Sequence    int       // +1 on each change of time, place or status
	Stamp       time.Time // the last change of anything (DTSTAMP without METHOD, RFC 5545 §3.8.7.2)
	Summary     string
	Description string
	Location    string
	URL         string // page of the audit, behind the sign-in

	First, Last domain.Date // all-day: both included
	Start, End  time.Time   // timed: End excluded; written in UTC

	Status Status // Confirmed if empty
	Busy   bool   // takes the person's time; a cancelled event never does
}

// Feed is a calendar that people subscribe to.
type Feed struct {
	Name   string
	Events []Event
}

// Render writes the feed. It cannot fail: what a calendar may not hold is
// cleaned away. An event without UID, stamp or time is left out, since no reader
// could tell it from another; the writer of events has a test for that.
func (f Feed) Render() []byte {
	cal := ical.NewCalendar()
	put(cal.Props, ical.PropVersion, "2.0")
	put(cal.Props, ical.PropProductID, "-//Certwright//Certwright//EN")
	put(cal.Props, ical.PropCalendarScale, "GREGORIAN")
	putText(cal.Props, ical.PropName, f.Name)
	putText(cal.Props, "X-WR-CALNAME", f.Name)
	put(cal.Props, "X-PUBLISHED-TTL", "PT1H")
	refresh := ical.Prop{Name: ical.PropRefreshInterval, Params: ical.Params{"VALUE": {"DURATION"}}, Value: "PT1H"}
	cal.Props[refresh.Name] = []ical.Prop{refresh}
	for _, e := range f.Events {
		if e.valid() {
			cal.Children = append(cal.Children, e.component())
		}
	}
	if len(cal.Children) == 0 {
		cal.Children = append(cal.Children, utc())
	}
	var b bytes.Buffer
	w := &folder{out: &b}
	if err := ical.NewEncoder(w).Encode(cal); err != nil {
		// Every value is cleaned and every needed property put above.
		panic(fmt.Sprintf("ics: the encoder refuses a cleaned calendar: %v", err))
	}
	return b.Bytes()
}

func (e Event) valid() bool {
	return clean(e.UID) != "" && !e.Stamp.IsZero() && (e.First != 0 || !e.Start.IsZero())
}

func (e Event) component() *ical.Component {
	c := ical.NewComponent(ical.CompEvent)
	put(c.Props, ical.PropUID, escape(clean(e.UID)))
	put(c.Props, ical.PropDateTimeStamp, instant(e.Stamp))
	put(c.Props, ical.PropLastModified, instant(e.Stamp))
	put(c.Props, ical.PropSequence, fmt.Sprint(max(e.Sequence, 0)))
	e.putTime(c.Props)
	e.putStatus(c.Props)
	putText(c.Props, ical.PropDescription, e.Description)
	putText(c.Props, ical.PropLocation, e.Location)
	if u := oneLine(clean(e.URL)); u != "" {
		put(c.Props, ical.PropURL, strings.ReplaceAll(u, " ", "%20"))
	}
	return c
}

// putTime: all-day events end on the day after the last (RFC 5545 §3.6.1), never
// at a midnight.
func (e Event) putTime(p ical.Props) {
	if e.First == 0 {
		put(p, ical.PropDateTimeStart, instant(e.Start))
		if e.End.After(e.Start) {
			put(p, ical.PropDateTimeEnd, instant(e.End))
		}
		return
	}
	putDate(p, ical.PropDateTimeStart, e.First)
	putDate(p, ical.PropDateTimeEnd, max(e.First, e.Last).AddDays(1))
	put(p, "X-MICROSOFT-CDO-ALLDAYEVENT", "TRUE")
}

// putStatus says the same three times: STATUS for Google and Apple, TRANSP for
// free-busy, BUSYSTATUS for Outlook; and the title for those who show none of it.
func (e Event) putStatus(p ical.Props) {
	status, transp, busy, prefix := e.Status, "TRANSPARENT", "FREE", ""
	switch {
	case status == Cancelled:
		prefix = "Cancelled: "
	case status == Tentative && e.Busy:
		transp, busy = "OPAQUE", "TENTATIVE"
	case status == Tentative:
	default:
		status = Confirmed
		if e.Busy {
			transp, busy = "OPAQUE", "BUSY"
		}
	}
	put(p, ical.PropStatus, string(status))
	put(p, ical.PropTransparency, transp)
	put(p, "X-MICROSOFT-CDO-BUSYSTATUS", busy)
	putText(p, ical.PropSummary, prefix+oneLine(clean(e.Summary)))
}

// utc keeps a calendar without events grammatical: it wants one component at
// least (RFC 5545 §3.6).
func utc() *ical.Component {
	standard := ical.NewComponent(ical.CompTimezoneStandard)
	put(standard.Props, ical.PropDateTimeStart, "19700101T000000")
	put(standard.Props, ical.PropTimezoneOffsetFrom, "+0000")
	put(standard.Props, ical.PropTimezoneOffsetTo, "+0000")
	zone := ical.NewComponent(ical.CompTimezone)
	put(zone.Props, ical.PropTimezoneID, "UTC")
	zone.Children = []*ical.Component{standard}
	return zone
}

// put sets a value that is already in the calendar's own writing.
func put(p ical.Props, name, value string) {
	p[name] = []ical.Prop{{Name: name, Value: value}}
}

// putText sets a text that people wrote; nothing if nothing is left of it.
func putText(p ical.Props, name, text string) {
	if text = clean(text); text != "" {
		put(p, name, escape(text))
	}
}

func putDate(p ical.Props, name string, d domain.Date) {
	p[name] = []ical.Prop{{Name: name, Params: ical.Params{"VALUE": {"DATE"}}, Value: d.Time().Format("20060102")}}
}

func instant(t time.Time) string { return t.UTC().Format("20060102T150405Z") }

// clean makes text fit for a calendar: valid UTF-8 in NFC, line ends as "\n", no
// other control characters, nothing around it.
func clean(s string) string {
	s = lineEnds.Replace(strings.ToValidUTF8(s, "\uFFFD"))
	s = strings.Map(func(r rune) rune {
		if unicode.IsControl(r) && r != '\n' && r != '\t' || r == '\uFEFF' {
			return -1
		}
		return r
	}, s)
	return norm.NFC.String(strings.TrimSpace(s))
}

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

// escape is RFC 5545 §3.3.11.
func escape(s string) string { return escapes.Replace(s) }

var (
	lineEnds = strings.NewReplacer("\r\n", "\n", "\r", "\n", "\u2028", "\n", "\u2029", "\n")
	escapes  = strings.NewReplacer(`\`, `\\`, ";", `\;`, ",", `\,`, "\n", `\n`)
)
