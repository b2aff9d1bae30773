package demo

import (
	"fmt"
	"iter"

	"github.com/certwright/certwright/domain"
)

// story is one client's life, told up to the day it waits for.
type story struct {
	name string
	next func() (domain.Date, bool)
	stop func()
	day  domain.Date
	over bool
	err  error
}

// live lets all clients live side by side, always going on with the one whose
// next day comes first, so that the body's books are in the order of time.
func (f *filling) live() error {
	stories := make([]*story, len(clients))
	for i, c := range clients {
		stories[i] = f.begin(i, c)
		defer stories[i].stop()
	}
	over := 0
	for s := soonest(stories); s != nil; s = soonest(stories) {
		f.on(s.day)
		s.goOn()
		if s.err != nil {
			return fmt.Errorf("%s: %w", s.name, s.err)
		}
		if s.over {
			if over++; f.told != nil {
				f.told(over, len(stories))
			}
		}
	}
	return nil
}

// begin starts a story and stops it where it waits for its first day.
func (f *filling) begin(i int, o organisation) *story {
	s := &story{name: o.name}
	s.next, s.stop = iter.Pull(func(yield func(domain.Date) bool) {
		defer func() {
			if p := recover(); p != nil && p != any(cutOff) {
				panic(p)
			}
		}()
		s.err = f.client(i, o, func(d domain.Date) {
			// What lies after today has not happened: there the story rests.
			if d > f.today || !yield(d) {
				panic(cutOff)
			}
		})
	})
	s.goOn()
	return s
}

// cutOff ends a story that has reached today, or that nobody listens to any more.
var cutOff = new(int)

func (s *story) goOn() {
	day, more := s.next()
	s.day, s.over = day, !more
}

func soonest(stories []*story) *story {
	var first *story
	for _, s := range stories {
		if !s.over && (first == nil || s.day < first.day) {
			first = s
		}
	}
	return first
}
