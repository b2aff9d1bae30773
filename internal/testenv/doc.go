// Package testenv gives tests real servers: PostgreSQL and Redis.
//
// A whole run (make test, see [StartServices]) shares one of each: the server
// named in the environment, else the one that answers on its usual local port
// and lets us in, else a private one. A plain go test starts private ones. On a
// shared server a test works in a database of its own and never stops, flushes
// or kills anything: faults belong to [PrivatePostgres] and [PrivateRedis].
//
// Nothing outlives the tests: see [folder].
package testenv

// Environment variables by which one process tells the tests it starts which
// shared servers to use.
const (
	// PostgresEnv holds the address of a role that may create databases.
	PostgresEnv = "CERTWRIGHT_TEST_POSTGRES"
	// RedisEnv holds the address of a Redis server, without database number.
	RedisEnv = "CERTWRIGHT_TEST_REDIS"
	// RunEnv holds a word that marks all databases of one run, so that
	// what an interrupted test left can be swept.
	RunEnv = "CERTWRIGHT_TEST_RUN"
)
