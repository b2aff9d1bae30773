package store

import (
	"maps"
	"slices"
	"strings"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"github.com/certwright/certwright/domain"
	"github.com/certwright/certwright/domain/app"
)

// listing says what a view may be asked for. Words from outside are only ever
// looked up here; no text of a request becomes SQL.
type listing struct {
	sorts map[string]string // word of the request → our column ("clients.no")
	first string            // the word sorted by when none is asked for
	id    string            // our column that settles ties
}

const (
	pageSize     = 50
	pageSizeMost = 200
)

// page counts what the query leaves and loads the asked page of it.
func page[R interface{ domain() D }, D any](q *gorm.DB, l app.List, v listing) (app.Page[D], error) {
	order, err := v.order(l.Sort)
	if err != nil {
		return app.Page[D]{}, err
	}
	var out app.Page[D]
	if err := q.Session(&gorm.Session{}).Select("COUNT(*)").Count(&out.Total).Error; err != nil {
		return out, translate(err, "list")
	}
	size := l.Size
	if size < 1 {
		size = pageSize
	}
	size = min(size, pageSizeMost)
	from := min(max(l.Page, 1)-1, 1<<40/size) * size
	out.Rows, err = all[R](q.Session(&gorm.Session{}).Order(order).Limit(size).Offset(from), "list")
	return out, err
}

// order turns the asked word, with a minus for descending, into our columns.
func (v listing) order(asked string) (clause.OrderBy, error) {
	if asked == "" {
		asked = v.first
	}
	word, desc := strings.CutPrefix(asked, "-")
	column, known := v.sorts[word]
	if !known {
		var f domain.Fault
		f.Add("sort", "%q is none of %s", word, strings.Join(slices.Sorted(maps.Keys(v.sorts)), ", "))
		return clause.OrderBy{}, f.Err()
	}
	return clause.OrderBy{Columns: []clause.OrderByColumn{
		{Column: clause.Column{Name: column}, Desc: desc},
		{Column: clause.Column{Name: v.id}},
	}}, nil
}

// knows refuses filters that the view has no meaning for.
func knows(l app.List, filters ...string) error {
	var f domain.Fault
	for _, name := range slices.Sorted(maps.Keys(l.Filter)) {
		if !slices.Contains(filters, name) {
			f.Add("filter", "%q is no filter of this list", name)
		}
	}
	return f.Err()
}

// filtered leaves the rows whose column has the filter's value, if it was given.
func filtered(q *gorm.DB, l app.List, filter, column string) *gorm.DB {
	if value := l.Filter[filter]; value != "" {
		return q.Where(clause.Eq{Column: clause.Column{Name: column}, Value: value})
	}
	return q
}

// holding leaves the rows in which every word of the query stands somewhere in
// one of the columns, which are names of ours; those called search hold folded text.
func holding(q *gorm.DB, query string, columns ...string) *gorm.DB {
	for _, word := range strings.Fields(fold(query)) {
		var places []clause.Expression
		for _, column := range columns {
			places = append(places, clause.Expr{SQL: "LOWER(" + column + ") LIKE ? ESCAPE '!'", Vars: []any{pattern(word)}})
		}
		q = q.Where(clause.Or(places...))
	}
	return q
}

// pattern finds the word anywhere, and its percent signs as percent signs.
func pattern(word string) string {
	return "%" + strings.NewReplacer("!", "!!", "%", "!%", "_", "!_").Replace(word) + "%"
}
