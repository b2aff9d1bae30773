// Package domain holds the words every other package shares: identifiers,
// civil dates, people who act, errors, rules and what rules find. It imports
// the standard library only, so that a rule can be read, tested and trusted
// without a database, a web server or a queue in sight.
package domain
