package main

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"text/tabwriter"
)

// Config is the one table of options: name, type, default, whether it is a
// secret, and help. Everything else is a setting of the body, kept in the
// database and changed on a screen.
type Config struct {
	DataDir       string `name:"data" env:"CERTWRIGHT_DATA" default:"data" help:"Folder of the embedded database, keys and letters."`
	Database      string `name:"database" env:"CERTWRIGHT_DATABASE" secret:"yes" help:"postgres:// address, or the path of a SQLite file. Empty: certwright.db in the data folder."`
	Redis         string `name:"redis" env:"CERTWRIGHT_REDIS" secret:"yes" help:"redis://, rediss://, redis-sentinel:// or redis-cluster:// address of the queue. Empty: a queue inside this process."`
	Queue         string `name:"queue" env:"CERTWRIGHT_QUEUE" default:"certwright" help:"Name of the queue in Redis; installations that share a Redis need different ones."`
	Listen        string `name:"listen" env:"CERTWRIGHT_LISTEN" default:"localhost:8080" help:"Address to serve on."`
	MetricsListen string `name:"metrics-listen" env:"CERTWRIGHT_METRICS_LISTEN" help:"Address to serve Prometheus metrics on; empty serves none."`
	BaseURL       string `name:"base-url" env:"CERTWRIGHT_BASE_URL" help:"Public address, as printed on certificates. Empty: http:// and the listening address."`
	TrustProxy    bool   `name:"trust-proxy" env:"CERTWRIGHT_TRUST_PROXY" help:"The direct peer is our own proxy: believe its X-Forwarded-For."`
	SMTP          string `name:"smtp" env:"CERTWRIGHT_SMTP" secret:"yes" help:"smtp://user:password@host:587 or smtps://… to send letters. Empty: letters are written to the data folder and shown in the program."`
	Keys          string `name:"keys" env:"CERTWRIGHT_KEYS" help:"Folder of the signing keys. Empty: keys in the data folder. Every process of an installation needs the same ones."`
	LedgerHeads   string `name:"ledger-heads" env:"CERTWRIGHT_LEDGER_HEADS" help:"File to which each signed ledger head is appended; best on a disk or mount that whoever keeps the database does not write. Empty: ledger-heads.jsonl in the data folder."`
	Workers       int    `name:"workers" env:"CERTWRIGHT_WORKERS" default:"10" help:"Jobs done at once by one process."`
	LogLevel      string `name:"log-level" env:"CERTWRIGHT_LOG_LEVEL" default:"info" enum:"debug,info,warn,error" help:"What to log: debug, info, warn or error."`
	LogFormat     string `name:"log-format" env:"CERTWRIGHT_LOG_FORMAT" default:"text" enum:"text,json" help:"How to log: text or json."`
}

// Option is one line of the table, as `certwright config` prints it.
type Option struct {
	Name, Env, Type, Default, Help, Value string
	Secret                                bool
}

// Options lists the table with the values in force; secrets are blanked.
func (c Config) Options() []Option {
	v := reflect.ValueOf(c)
	var out []Option
	for i := range v.NumField() {
		f := v.Type().Field(i)
		o := Option{
			Name: f.Tag.Get("name"), Env: f.Tag.Get("env"), Type: f.Type.String(), Default: f.Tag.Get("default"),
			Help: f.Tag.Get("help"), Secret: f.Tag.Get("secret") != "", Value: fmt.Sprint(v.Field(i).Interface()),
		}
		if o.Secret && o.Value != "" {
			o.Value = "(set, not shown)"
		}
		out = append(out, o)
	}
	return out
}

// database is the address of the database in force.
func (c Config) database() string {
	if c.Database == "" {
		return filepath.Join(c.DataDir, "certwright.db")
	}
	return c.Database
}

func (c Config) keysDir() string {
	if c.Keys == "" {
		return filepath.Join(c.DataDir, "keys")
	}
	return c.Keys
}

func (c *Config) ledgerHeads() string {
	if c.LedgerHeads == "" {
		return filepath.Join(c.DataDir, "ledger-heads.jsonl")
	}
	return c.LedgerHeads
}

// embedded tells whether this process is the whole installation.
func (c Config) embedded() bool { return c.Redis == "" }

func (c Config) baseURL() string {
	if c.BaseURL != "" {
		return strings.TrimRight(c.BaseURL, "/")
	}
	host := c.Listen
	if strings.HasPrefix(host, ":") || strings.HasPrefix(host, "0.0.0.0:") || strings.HasPrefix(host, "[::]:") {
		host = "localhost" + host[strings.LastIndex(host, ":"):]
	}
	return "http://" + host
}

// ConfigCmd prints the option table.
type ConfigCmd struct{}

func (ConfigCmd) Run(c *Config) error { return printOptions(os.Stdout, c.Options()) }

func printOptions(w io.Writer, options []Option) error {
	t := tabwriter.NewWriter(w, 0, 4, 2, ' ', 0)
	fmt.Fprintln(t, "OPTION\tENVIRONMENT\tTYPE\tDEFAULT\tVALUE\tMEANING")
	for _, o := range options {
		fmt.Fprintf(t, "--%s\t%s\t%s\t%s\t%s\t%s\n", o.Name, o.Env, o.Type, o.Default, o.Value, o.Help)
	}
	return t.Flush()
}
