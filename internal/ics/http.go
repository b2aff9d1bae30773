package ics

import (
	"crypto/sha256"
	"encoding/base64"
	"net/http"
	"strings"
	"time"
)

// ContentType of a feed.
const ContentType = "text/calendar; charset=utf-8"

// ETag is the strong validator of exactly these bytes.
func ETag(body []byte) string {
	sum := sha256.Sum256(body)
	return `"` + base64.RawURLEncoding.EncodeToString(sum[:18]) + `"`
}

// NotModified tells whether the reader's copy is still good, so that 304 is the
// answer to a GET or HEAD (RFC 9110 §13.2.2): If-None-Match decides alone when it
// is there; else If-Modified-Since does, if it is a date. lastModified must never
// go back, not even when the newest event is deleted, or Apple's calendar keeps
// its old copy for good.
func NotModified(h http.Header, etag string, lastModified time.Time) bool {
	if tags := h.Values("If-None-Match"); len(tags) > 0 {
		return anyTag(strings.Join(tags, ","), etag)
	}
	since, err := http.ParseTime(h.Get("If-Modified-Since"))
	return err == nil && !lastModified.IsZero() && !lastModified.Truncate(time.Second).After(since)
}

// anyTag compares weakly (RFC 9110 §8.8.3.2) with a list of tags or "*". The list
// cannot simply be cut at commas: a tag may hold one.
func anyTag(list, etag string) bool {
	want := strings.TrimPrefix(etag, "W/")
	for {
		list = strings.TrimLeft(list, ", \t")
		switch {
		case list == "":
			return false
		case list[0] == '*':
			return strings.Trim(list[1:], ", \t") == ""
		}
		list = strings.TrimPrefix(list, "W/")
		if list == "" || list[0] != '"' {
			return false
		}
		end := strings.IndexByte(list[1:], '"')
		if end < 0 {
			return false
		}
		if list[:end+2] == want {
			return true
		}
		list = list[end+2:]
	}
}
