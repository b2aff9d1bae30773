package redisd

import (
	"crypto/tls"
	"errors"
	"fmt"
	"net/url"
	"strconv"
	"strings"

	"github.com/hibiken/asynq"
)

// Forms are the addresses Parse understands, for help texts.
const Forms = `redis://[user:password@]host:6379[/db]
rediss://…                                             the same over TLS
unix:///path/to/socket[?db=1]
redis-sentinel://[user:password@]host:26379,host2:26379[/db]?master=name[&sentinel_password=…]
redis-cluster://[user:password@]host:6379,host2:6379`

// Parse reads the address of a real Redis: a single one, one watched by
// Sentinels, or a Cluster. An "s" after "redis" (rediss, rediss-sentinel,
// rediss-cluster) asks for TLS. Errors never show the password.
func Parse(address string) (asynq.RedisConnOpt, error) {
	scheme, rest, found := strings.Cut(address, "://")
	if !found {
		return nil, errors.New("a Redis address begins with redis://, rediss://, unix://, redis-sentinel:// or redis-cluster://")
	}
	// net/url refuses several hosts with ports, so it gets the rest without them.
	hosts, rest := cutHosts(rest)
	u, err := url.Parse("x://" + rest)
	if err != nil {
		return nil, errors.New("the Redis address is no URL: check for characters that need %-escapes, for instance in the password")
	}
	t := target{user: u.User.Username(), query: u.Query(), hosts: strings.Split(hosts, ",")}
	t.password, _ = u.User.Password()
	if scheme == "unix" {
		return t.unix(u.Path)
	}
	for _, h := range t.hosts {
		if h == "" || strings.ContainsAny(h, " \t\r\n") {
			return nil, errors.New("the Redis address names no host; write redis://host:6379")
		}
	}
	if t.db, err = database(strings.Trim(u.Path, "/")); err != nil {
		return nil, err
	}
	if strings.HasPrefix(scheme, "rediss") {
		scheme = "redis" + strings.TrimPrefix(scheme, "rediss")
		t.tls = &tls.Config{MinVersion: tls.VersionTLS12}
	}
	switch scheme {
	case "redis":
		return t.single()
	case "redis-sentinel":
		return t.sentinel()
	case "redis-cluster":
		return t.cluster()
	}
	return nil, fmt.Errorf("%q is no kind of Redis address; there are redis, rediss, unix, redis-sentinel and redis-cluster", scheme)
}

// cutHosts takes the host list out of what follows "://": it lies between the
// last "@" of the authority and the first "/" or "?".
func cutHosts(rest string) (hosts, without string) {
	end := strings.IndexAny(rest, "/?")
	if end < 0 {
		end = len(rest)
	}
	start := strings.LastIndexByte(rest[:end], '@') + 1
	return rest[start:end], rest[:start] + rest[end:]
}

type target struct {
	user, password string
	hosts          []string
	db             int
	query          url.Values
	tls            *tls.Config
}

func database(s string) (int, error) {
	if s == "" {
		return 0, nil
	}
	n, err := strconv.Atoi(s)
	if err != nil || n < 0 {
		return 0, fmt.Errorf("%q is no database number; write for instance redis://host:6379/1", s)
	}
	return n, nil
}

func (t target) unix(path string) (asynq.RedisConnOpt, error) {
	db, err := database(t.query.Get("db"))
	if err != nil {
		return nil, err
	}
	if path == "" || path == "/" {
		return nil, errors.New("the Redis address names no socket; write unix:///path/to/socket")
	}
	return asynq.RedisClientOpt{Network: "unix", Addr: path, Username: t.user, Password: t.password, DB: db}, nil
}

func (t target) single() (asynq.RedisConnOpt, error) {
	if len(t.hosts) > 1 {
		return nil, errors.New("several Redis hosts: write redis-sentinel:// or redis-cluster://")
	}
	return asynq.RedisClientOpt{Addr: withPort(t.hosts[0], "6379"), Username: t.user, Password: t.password, DB: t.db, TLSConfig: t.tlsFor()}, nil
}

func (t target) sentinel() (asynq.RedisConnOpt, error) {
	master := t.query.Get("master")
	if master == "" {
		return nil, errors.New("a Sentinel address names its master: …?master=name")
	}
	for i, h := range t.hosts {
		t.hosts[i] = withPort(h, "26379")
	}
	return asynq.RedisFailoverClientOpt{
		MasterName: master, SentinelAddrs: t.hosts, SentinelPassword: t.query.Get("sentinel_password"),
		Username: t.user, Password: t.password, DB: t.db, TLSConfig: t.tls,
	}, nil
}

func (t target) cluster() (asynq.RedisConnOpt, error) {
	if t.db != 0 {
		return nil, errors.New("a Redis Cluster has only database 0")
	}
	for i, h := range t.hosts {
		t.hosts[i] = withPort(h, "6379")
	}
	return asynq.RedisClusterClientOpt{Addrs: t.hosts, Username: t.user, Password: t.password, TLSConfig: t.tls}, nil
}

// tlsFor names the server of a single host, whose certificate is checked.
func (t target) tlsFor() *tls.Config {
	if t.tls != nil {
		t.tls.ServerName = hostOnly(t.hosts[0])
	}
	return t.tls
}

func withPort(host, port string) string {
	if (&url.URL{Host: host}).Port() == "" {
		return strings.TrimSuffix(host, ":") + ":" + port
	}
	return host
}

func hostOnly(host string) string { return (&url.URL{Host: host}).Hostname() }
