package api

import "net/http"

// cookieName: over https the __Host- prefix pins the cookie to this host and path.
func (s *Server) cookieName() string {
	if s.Secure {
		return "__Host-certwright"
	}
	return "certwright"
}

func (s *Server) sessionToken(r *http.Request) string {
	c, err := r.Cookie(s.cookieName())
	if err != nil || len(c.Value) > 200 {
		return ""
	}
	return c.Value
}

// sessionCookie is the Set-Cookie line of a session that ends with the browser,
// or earlier on the server; an empty token takes the cookie away.
func (s *Server) sessionCookie(token string) string {
	c := http.Cookie{Name: s.cookieName(), Value: token, Path: "/", HttpOnly: true, Secure: s.Secure, SameSite: http.SameSiteLaxMode}
	if token == "" {
		c.MaxAge = -1
	}
	return c.String()
}
