package main

import (
	"strings"

	"github.com/hibiken/asynq"

	"github.com/certwright/certwright/internal/redisd"
)

// queue is the Redis of the configuration, or one inside this process.
func (c *Config) queue() (asynq.RedisConnOpt, func(), error) {
	if c.Redis != "" {
		opt, err := redisd.Parse(c.Redis)
		return opt, func() {}, err
	}
	server, err := redisd.Start()
	if err != nil {
		return nil, nil, err
	}
	return server.Opt(), server.Close, nil
}

// secure tells whether people reach us over https, so that cookies demand it.
func (c *Config) secure() bool { return strings.HasPrefix(c.baseURL(), "https://") }
