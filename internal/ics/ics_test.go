package ics

import (
	"bytes"
	"flag"
	"fmt"
	"io"
	"net/http"
	"os"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/emersion/go-ical"
	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/unicode/norm"

	"github.com/certwright/certwright/domain"
)

var update = flag.Bool("update", false, "write the golden files anew")

var stamp = time.Date(2027, 3, 1, 8, 15, 30, 0, time.UTC)

func sample() Feed {
	berlin := time.FixedZone("CEST", 7200)
	return Feed{Name: "Audits of Zoë Ångström", Events: []Event{
		{UID: "a1@certwright", Sequence: 2, Stamp: stamp, Summary: "Stage 2: Łódź Stal; lead", Location: "ul. Długa 3, Łódź",
			Description: "Team: Zoë, Øyvind\nTime zone of the site: Europe/Warsaw\nISO/IEC 27001:2022 \\ day 1 of 3, bring boots; 安全第一と書かれた入口で待ち合わせ",
			URL:         "https://cb.example/audits/018f", First: domain.MustDate("2027-05-12"), Last: domain.MustDate("2027-05-12"), Busy: true},
		{UID: "a2@certwright", Stamp: stamp, Summary: "Surveillance 1: مصنع الشمال", Start: time.Date(2027, 10, 31, 9, 0, 0, 0, berlin), End: time.Date(2027, 10, 31, 13, 0, 0, 0, berlin), Status: Tentative, Busy: true},
		{UID: "a3@certwright", Sequence: 4, Stamp: stamp.Add(time.Hour), Summary: "Recertification: Kobalt", First: domain.MustDate("2028-02-29"), Last: domain.MustDate("2028-03-01"), Status: Cancelled, Busy: true},
		{UID: "n1@certwright", Stamp: stamp, Summary: "Window opens", First: domain.MustDate("2027-08-01")},
	}}
}

func golden(t *testing.T, name string, got []byte) {
	t.Helper()
	path := "testdata/" + name
	if *update {
		if err := os.WriteFile(path, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(string(want), string(got)); d != "" {
		t.Errorf("%s differs (run with -update if that is meant):\n%s", name, d)
	}
}

func TestGoldenFeed(t *testing.T)  { golden(t, "feed.ics", sample().Render()) }
func TestGoldenEmpty(t *testing.T) { golden(t, "empty.ics", Feed{Name: "Audits"}.Render()) }

// parse reads a calendar back with the library's own parser.
func parse(t *testing.T, b []byte) *ical.Calendar {
	t.Helper()
	cal, err := ical.NewDecoder(bytes.NewReader(b)).Decode()
	if err != nil {
		t.Fatalf("%v in\n%s", err, b)
	}
	return cal
}

// checkLines: CRLF only, at most 75 octets, valid UTF-8 line by line, so that no
// fold cuts a character.
func checkLines(t *testing.T, b []byte) {
	t.Helper()
	if !bytes.HasSuffix(b, []byte("END:VCALENDAR\r\n")) {
		t.Error("the file does not end with the calendar")
	}
	for line := range bytes.SplitSeq(bytes.TrimSuffix(b, []byte("\r\n")), []byte("\r\n")) {
		if len(line) > 75 || bytes.ContainsAny(line, "\r\n") || !utf8.Valid(line) || len(bytes.TrimSpace(line)) == 0 {
			t.Errorf("bad line of %d octets: %q", len(line), line)
		}
	}
}

func TestLongTitlesFoldBetweenCharacters(t *testing.T) {
	for _, script := range []string{"x", "й", "安", "🧭", "مصنع ", "a安", "ab安", "é\u0301"} {
		for pad := range 5 {
			f := Feed{Name: strings.Repeat(script, 300), Events: []Event{{UID: "u", Stamp: stamp, First: 1, Summary: strings.Repeat("p", pad) + strings.Repeat(script, 300)}}}
			b := f.Render()
			checkLines(t, b)
			got, err := parse(t, b).Children[0].Props.Text(ical.PropSummary)
			if want := norm.NFC.String(strings.TrimSpace(f.Events[0].Summary)); err != nil || oneLine(got) != oneLine(want) {
				t.Errorf("%q came back as %q (%v)", want, got, err)
			}
		}
	}
}

func TestEmptyFeedHasAComponent(t *testing.T) {
	b := Feed{}.Render()
	checkLines(t, b)
	cal := parse(t, b)
	if len(cal.Events()) != 0 || len(cal.Children) != 1 || cal.Children[0].Name != ical.CompTimezone {
		t.Errorf("want one VTIMEZONE and nothing else:\n%s", b)
	}
}

func TestBytesAreAFunctionOfTheData(t *testing.T) {
	a, b := sample().Render(), sample().Render()
	if !bytes.Equal(a, b) || ETag(a) != ETag(b) {
		t.Error("the same data gave other bytes")
	}
	f := sample()
	f.Events[0].Summary += "!"
	if ETag(f.Render()) == ETag(a) {
		t.Error("other data gave the same ETag")
	}
}

func TestAChangeTouchesOnlyWhatItMust(t *testing.T) {
	before := parse(t, sample().Render()).Events()[0].Props
	f := sample()
	f.Events[0].Summary, f.Events[0].Stamp = "Stage 2: renamed", stamp.Add(time.Minute)
	differ := func(after ical.Props) (names []string) {
		for name := range after {
			if d := cmp.Diff(before[name], after[name]); d != "" {
				names = append(names, name)
			}
		}
		return names
	}
	if got := differ(parse(t, f.Render()).Events()[0].Props); len(got) != 3 { // SUMMARY, DTSTAMP, LAST-MODIFIED
		t.Errorf("a new title changed %v", got)
	}
	if got := differ(parse(t, sample().Render()).Events()[0].Props); got != nil {
		t.Errorf("nothing was edited, yet %v changed", got)
	}
}

func TestOnceAndNever(t *testing.T) {
	b := sample().Render()
	checkLines(t, b)
	text := strings.ReplaceAll(string(b), "\r\n ", "")
	for _, once := range []string{"VERSION:2.0", "PRODID:", "\r\nNAME:", "X-WR-CALNAME:", "REFRESH-INTERVAL;VALUE=DURATION:PT1H\r\n", "X-PUBLISHED-TTL:PT1H\r\n"} {
		if n := strings.Count(text, once); n != 1 {
			t.Errorf("%q stands there %d times", once, n)
		}
	}
	for _, never := range []string{"METHOD", "ORGANIZER", "ATTENDEE", "VALARM", "SOURCE", "TZID", "\ufeff"} {
		if strings.Contains(text, never) {
			t.Errorf("%q must not stand in a feed", never)
		}
	}
}

func TestStatusAndBusy(t *testing.T) {
	for _, c := range []struct {
		status                     Status
		busy                       bool
		wantStatus, transp, cdo, s string
	}{
		{"", true, "CONFIRMED", "OPAQUE", "BUSY", "Audit"},
		{Confirmed, true, "CONFIRMED", "OPAQUE", "BUSY", "Audit"},
		{Confirmed, false, "CONFIRMED", "TRANSPARENT", "FREE", "Audit"},
		{Tentative, true, "TENTATIVE", "OPAQUE", "TENTATIVE", "Audit"},
		{Tentative, false, "TENTATIVE", "TRANSPARENT", "FREE", "Audit"},
		{Cancelled, true, "CANCELLED", "TRANSPARENT", "FREE", "Cancelled: Audit"},
	} {
		p := parse(t, Feed{Events: []Event{{UID: "u", Stamp: stamp, First: 1, Summary: "Audit", Status: c.status, Busy: c.busy}}}.Render()).Events()[0].Props
		for name, want := range map[string]string{"STATUS": c.wantStatus, "TRANSP": c.transp, "X-MICROSOFT-CDO-BUSYSTATUS": c.cdo, "SUMMARY": c.s} {
			if got := p.Get(name).Value; got != want {
				t.Errorf("%q busy=%v: %s is %q, want %q", c.status, c.busy, name, got, want)
			}
		}
	}
}

func TestHostileValues(t *testing.T) {
	plain := parse(t, Feed{Name: "n", Events: []Event{{UID: "u", Stamp: stamp, First: 1, Summary: "s", Description: "d", Location: "l", URL: "u"}}}.Render())
	for _, evil := range []string{
		"a\r\nATTENDEE:mailto:x@y.example", "a\nEND:VEVENT\nBEGIN:VEVENT", "a\rX:1", "\"q\" ; : , \\ \\n", "a\x00b\x07c\x1bd\x7fe\u0085f",
		strings.Repeat("10 kB;,\\\r\n", 1024), "a\u2028b\u2029c", "=cmd", "\xff\xfe broken \xc3", "\ufeffbom", "e\u0301", "\u202eright to left", "\\",
	} {
		f := Feed{Name: evil, Events: []Event{{UID: "u" + evil, Stamp: stamp, First: 1, Summary: evil, Description: evil, Location: evil, URL: "https://cb.example/" + evil}}}
		b := f.Render()
		checkLines(t, b)
		cal := parse(t, b)
		if len(cal.Props) != len(plain.Props) || len(cal.Children) != 1 || len(cal.Children[0].Props) != len(plain.Children[0].Props) {
			t.Errorf("%.40q made properties:\n%.600s", evil, b)
		}
		got, err := cal.Children[0].Props.Text(ical.PropDescription)
		if err != nil || got != clean(evil) {
			t.Errorf("%.40q came back as %.40q (%v)", evil, got, err)
		}
	}
}

func TestEventsNobodyCouldTellApartAreLeftOut(t *testing.T) {
	for name, e := range map[string]Event{
		"no UID": {Stamp: stamp, First: 1}, "no stamp": {UID: "u", First: 1}, "no time": {UID: "u", Stamp: stamp},
	} {
		if n := len(parse(t, Feed{Events: []Event{e}}.Render()).Events()); n != 0 {
			t.Errorf("%s: %d events", name, n)
		}
	}
}

func TestETagIsStrong(t *testing.T) {
	if e := ETag([]byte("x")); len(e) != 26 || e[0] != '"' || e[25] != '"' {
		t.Error(e)
	}
}

func TestNotModified(t *testing.T) {
	const tag = `"v,1"`
	at := time.Date(2027, 3, 1, 8, 0, 0, 999, time.UTC)
	date := func(d time.Duration) string { return at.Add(d).Format(http.TimeFormat) }
	for _, c := range []struct {
		none  []string
		since string
		want  bool
	}{
		{nil, "", false},
		{[]string{tag}, "", true},
		{[]string{"W/" + tag}, "", true},
		{[]string{`"a", W/"b" , ` + tag}, "", true},
		{[]string{`"a"`, tag}, "", true},
		{[]string{"*"}, "", true},
		{[]string{`"v"`}, "", false},
		{[]string{`v,1`}, "", false},
		{[]string{`"v,1`}, "", false},
		{[]string{""}, date(0), false},
		{[]string{`"old"`}, date(time.Hour), false}, // If-None-Match wins
		{[]string{tag}, date(-time.Hour), true},
		{nil, date(0), true},
		{nil, date(time.Hour), true},
		{nil, date(-time.Second), false},
		{nil, time.Unix(0, 0).UTC().Format(http.TimeFormat), false},
		{nil, "yesterday", false},
	} {
		h := http.Header{}
		for _, v := range c.none {
			h.Add("If-None-Match", v)
		}
		if c.since != "" {
			h.Set("If-Modified-Since", c.since)
		}
		if got := NotModified(h, tag, at); got != c.want {
			t.Errorf("%v: %v, want %v", h, got, c.want)
		}
	}
	if NotModified(http.Header{"If-Modified-Since": {date(0)}}, tag, time.Time{}) {
		t.Error("without a time of change nothing can be said about it")
	}
}

func FuzzRender(f *testing.F) {
	f.Add("a\r\nb", "\xff", 3)
	f.Add("🧭\\;,", "\u0085", 70)
	f.Fuzz(func(t *testing.T, s, u string, n int) {
		b := Feed{Name: s, Events: []Event{{UID: u, Stamp: stamp, Sequence: n, First: 1, Summary: u + s, Description: s, Location: u, URL: u}}}.Render()
		checkLines(t, b)
		dec := ical.NewDecoder(bytes.NewReader(b))
		if _, err := dec.Decode(); err != nil {
			t.Fatalf("%v in %q", err, b)
		}
		if _, err := dec.Decode(); err != io.EOF {
			t.Fatalf("something follows the calendar: %v", err)
		}
	})
}

func BenchmarkRender500(b *testing.B) {
	f := Feed{Name: "Audits"}
	for i := range 500 {
		e := sample().Events[i%4]
		e.UID = fmt.Sprintf("%d@certwright", i)
		f.Events = append(f.Events, e)
	}
	for b.Loop() {
		f.Render()
	}
}
