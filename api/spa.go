package api

import (
	"bytes"
	"crypto/rand"
	"encoding/base64"
	"io/fs"
	"net/http"
	"path"
	"strings"

	"github.com/labstack/echo/v4"
)

// screen serves the user interface: hashed assets for ever, the page itself
// never from a cache, and every address of the screens with the same page.
func (s *Server) screen(c echo.Context) error {
	if s.UI == nil {
		return c.HTML(http.StatusServiceUnavailable, s.NotBuilt)
	}
	name := strings.TrimPrefix(path.Clean("/"+c.Request().URL.Path), "/")
	h := c.Response().Header()
	if name != "" && name != "index.html" {
		if file, err := fs.ReadFile(s.UI, name); err == nil {
			h.Set("Cache-Control", "public, max-age=3600")
			if strings.HasPrefix(name, "assets/") {
				h.Set("Cache-Control", "public, max-age=31536000, immutable")
			}
			return c.Blob(http.StatusOK, mediaType(name), file)
		}
		if strings.HasPrefix(name, "assets/") {
			return echo.ErrNotFound
		}
	}
	page, err := fs.ReadFile(s.UI, "index.html")
	if err != nil {
		return c.HTML(http.StatusServiceUnavailable, s.NotBuilt)
	}
	raw := make([]byte, 16)
	rand.Read(raw)
	nonce := base64.RawURLEncoding.EncodeToString(raw)
	h.Set("Content-Security-Policy", "default-src 'self'; script-src 'self'; style-src 'self' 'nonce-"+nonce+
		"'; img-src 'self' data:; font-src 'self'; connect-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'")
	return c.HTMLBlob(http.StatusOK, bytes.ReplaceAll(page, []byte(s.Nonce), []byte(nonce)))
}

var mediaTypes = map[string]string{
	".js": "text/javascript; charset=utf-8", ".css": "text/css; charset=utf-8", ".svg": "image/svg+xml",
	".png": "image/png", ".ico": "image/x-icon", ".woff2": "font/woff2", ".json": "application/json",
	".webmanifest": "application/manifest+json", ".txt": "text/plain; charset=utf-8", ".html": "text/html; charset=utf-8",
	".map": "application/json",
}

// mediaType does not ask the host's own table, which differs from host to host.
func mediaType(name string) string {
	if t, ok := mediaTypes[path.Ext(name)]; ok {
		return t
	}
	return "application/octet-stream"
}
