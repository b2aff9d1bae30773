package store

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// fold is the text as a search compares it: lower case and without marks, so
// that "oberg" finds Öberg and "strasse" finds Straße. It is stored beside the
// names because the engines disagree about the lower case of anything but
// English letters.
func fold(parts ...string) string {
	text := norm.NFKD.String(strings.ToLower(strings.Join(parts, " ")))
	text = strings.Map(func(r rune) rune {
		switch {
		case unicode.Is(unicode.Mn, r):
			return -1
		case unicode.IsSpace(r), unicode.IsControl(r):
			return ' '
		}
		return r
	}, text)
	return bare.Replace(text)
}

// bare are the letters whose mark is part of them.
var bare = strings.NewReplacer("ß", "ss", "ł", "l", "ø", "o", "đ", "d", "ð", "d", "þ", "th", "æ", "ae", "œ", "oe", "ı", "i", "ħ", "h", "ŧ", "t")
