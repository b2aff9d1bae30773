package testenv

import (
	"context"
	"syscall"
	"testing"
)

// Private is a server of one test alone, which may therefore be stopped,
// killed and started again. It keeps its address. It goes with the test.
type Private struct {
	t      testing.TB
	server *server
	url    string
}

// PrivatePostgres starts a PostgreSQL server with an empty database postgres.
func PrivatePostgres(t testing.TB) *Private {
	t.Helper()
	s, err := startPostgres()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(s.close)
	return &Private{t: t, server: s, url: s.postgresURL()}
}

// PrivateRedis starts a Redis server that keeps nothing over a stop.
func PrivateRedis(t testing.TB) *Private {
	t.Helper()
	s, err := startRedis()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(s.close)
	return &Private{t: t, server: s, url: s.redisURL() + "/0"}
}

// URL is the server's address, the same after every start.
func (p *Private) URL() string { return p.url }

// Stop ends the server in good order; connections are cut.
func (p *Private) Stop() { p.server.end(p.server.stop) }

// Kill ends the server as kill -9 does. For PostgreSQL it is the immediate
// shutdown, which leaves the same crash recovery to do and no shared memory
// behind.
func (p *Private) Kill() {
	signal := syscall.SIGKILL
	if p.server.name == "PostgreSQL" {
		signal = syscall.SIGQUIT
	}
	p.server.end(signal)
}

// Start starts the server again after Stop or Kill and waits until it answers.
func (p *Private) Start() {
	p.t.Helper()
	if err := p.server.start(); err != nil {
		p.t.Fatal(err)
	}
}

// Flush empties a private Redis, all databases.
func (p *Private) Flush() {
	p.t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), flushLimit)
	defer cancel()
	client, err := dialRedis(p.url)
	if err != nil {
		p.t.Fatal(err)
	}
	defer client.Close()
	if err := client.FlushAll(ctx).Err(); err != nil {
		p.t.Fatal(err)
	}
}
