package store

import (
	"database/sql/driver"
	"encoding/json"
	"fmt"
)

// asJSON keeps a value as its JSON text in one column: lists and small parts
// that are always read with their owner and never searched by.
type asJSON[T any] struct{ V T }

// kept wraps a value for its column.
func kept[T any](v T) asJSON[T] { return asJSON[T]{v} }

// Value writes the text.
func (c asJSON[T]) Value() (driver.Value, error) {
	b, err := json.Marshal(c.V)
	if err != nil {
		return nil, fmt.Errorf("keep %T: %w", c.V, err)
	}
	return string(b), nil
}

// Scan reads the text.
func (c *asJSON[T]) Scan(src any) error {
	var zero T
	c.V = zero
	switch s := src.(type) {
	case string:
		return json.Unmarshal([]byte(s), &c.V)
	case []byte:
		return json.Unmarshal(s, &c.V)
	}
	return fmt.Errorf("%T is no JSON text", src)
}
