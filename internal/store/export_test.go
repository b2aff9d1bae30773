package store

import "context"

// Exec runs SQL through the application's own connection, for tests.
func (s *Store) Exec(ctx context.Context, sql string) error {
	return translate(s.write.WithContext(ctx).Exec(sql).Error, "row")
}
