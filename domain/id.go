package domain

// ID names a thing. IDs are made by us (UUID version 7, so they sort by the
// time they were made), are text in every engine and mean nothing by themselves.
type ID string

// Version counts the writes of a thing that people edit. A writer says which
// version it saw; another in the meantime is a stale error, never a lost update.
type Version int64
