package api

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"io"
	"net/http"
	"strconv"
	"strings"

	"github.com/labstack/echo/v4"

	"github.com/certwright/certwright/domain"
	"github.com/certwright/certwright/domain/app"
)

// seenVersion reads the version a writer saw from If-Match: "3" or 3.
func seenVersion(ifMatch string) (domain.Version, error) {
	n, err := strconv.ParseInt(strings.Trim(ifMatch, `"`), 10, 64)
	if err != nil || n < 1 {
		var f domain.Fault
		f.Add("If-Match", "is the version you saw, such as \"3\"")
		return 0, f.Err()
	}
	return domain.Version(n), nil
}

// etag writes a version as an entity tag.
func etag(v domain.Version) string { return `"` + strconv.FormatInt(int64(v), 10) + `"` }

// idempotent makes a write that carries an Idempotency-Key happen once: the
// same person, key and body get the first answer again.
func (s *Server) idempotent(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		req := c.Request()
		key, actor := req.Header.Get("Idempotency-Key"), actorOf(req.Context())
		if key == "" || req.Method == http.MethodGet || req.Method == http.MethodHead || actor.UserID == "" || shownOnce(c.Path()) {
			return next(c)
		}
		body, err := io.ReadAll(req.Body)
		if err != nil {
			return err
		}
		req.Body = io.NopCloser(bytes.NewReader(body))
		// A body may hold a password: without the session's token, which nobody
		// keeps, its hash tells nothing.
		sum := sha256.Sum256(append([]byte(tokenOf(req.Context())+"\n"+req.Method+" "+req.URL.Path+"\n"), body...))
		hash := hex.EncodeToString(sum[:])

		var old string
		var status int
		err = s.App.Store.Read(req.Context(), func(tx app.Tx) error {
			var kept string
			kept, status, old, err = tx.Answer(key, actor.UserID)
			if err == nil && kept != hash {
				return domain.E(domain.Conflict, "key_reused", "This Idempotency-Key was used for another request.")
			}
			return err
		})
		switch {
		case err == nil:
			return c.Blob(status, "application/json", []byte(old))
		case domain.KindOf(err) != domain.Unknown:
			return err
		}
		tee := &teeWriter{ResponseWriter: c.Response().Writer}
		c.Response().Writer = tee
		if err := next(c); err != nil {
			return err
		}
		if got := c.Response().Status; got >= 200 && got < 300 {
			// The effect stands whether or not its answer can be kept: the version
			// in If-Match refuses a second run.
			err := s.App.Store.Write(req.Context(), func(tx app.Tx) error {
				return tx.SaveAnswer(key, actor.UserID, hash, got, tee.kept.String(), s.App.Clock.Now())
			})
			if err != nil {
				s.Log.Warn("answer not kept", "request", requestID(req.Context()), "error", err.Error())
			}
		}
		return nil
	}
}

// shownOnce tells whether an answer holds a secret that is kept nowhere.
func shownOnce(route string) bool { return strings.HasPrefix(route, "/api/v1/feeds") }

// teeWriter keeps what goes out.
type teeWriter struct {
	http.ResponseWriter
	kept bytes.Buffer
}

func (t *teeWriter) Write(b []byte) (int, error) {
	t.kept.Write(b)
	return t.ResponseWriter.Write(b)
}
