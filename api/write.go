package api

import (
	"bytes"
	"context"
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

// versionForm says what would be right in If-Match.
const versionForm = `is the version you saw, such as "3"`

// seenVersion reads the version a writer saw from If-Match: "3" or 3.
func seenVersion(ifMatch string) (domain.Version, error) {
	n, err := strconv.ParseInt(strings.Trim(ifMatch, `"`), 10, 64)
	if err != nil || n < 1 {
		var f domain.Fault
		f.Add("If-Match", "%s", versionForm)
		return 0, f.Err()
	}
	return domain.Version(n), nil
}

// etag writes a version as an entity tag.
func etag(v domain.Version) string { return `"` + strconv.FormatInt(int64(v), 10) + `"` }

// idempotent makes a write that carries an Idempotency-Key happen once: the
// same person, key and body get the first answer again, also when they come at
// the same moment.
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

		ctx, kept, err := s.App.BeginKeyed(req.Context(), app.KeyedWrite{Key: key, Actor: actor.UserID, BodyHash: hash})
		switch {
		case domain.CodeOf(err) == "key_in_use":
			return &refusal{status: http.StatusConflict, code: "key_in_use", detail: "The same request is under way; send it again in a moment for its answer.", retryAfter: 1}
		case err != nil:
			return err
		case kept.State == app.KeyAnswered:
			return c.Blob(kept.Status, "application/json", []byte(kept.Body))
		}
		tee := &teeWriter{ResponseWriter: c.Response().Writer}
		c.Response().Writer = tee
		c.SetRequest(req.WithContext(ctx))
		status := http.StatusInternalServerError // also when the handler panics
		defer func() {
			// The caller may be gone; the answer is kept for when it comes back.
			if err := s.App.EndKeyed(context.WithoutCancel(ctx), kept, status, tee.kept.String()); err != nil {
				s.Log.Warn("answer not kept", "request", requestID(ctx), "error", err.Error())
			}
		}()
		if err := next(c); err != nil {
			_, status = problem(err)
			return err
		}
		status = c.Response().Status
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
