package rulebook

import (
	"cmp"
	"encoding/json"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/certwright/certwright/domain"
	"github.com/certwright/certwright/domain/audit"
	"github.com/certwright/certwright/domain/auditor"
	"github.com/certwright/certwright/domain/audittime"
	"github.com/certwright/certwright/domain/certificate"
	"github.com/certwright/certwright/domain/client"
	"github.com/certwright/certwright/domain/decision"
	"github.com/certwright/certwright/domain/programme"
	"github.com/certwright/certwright/domain/scheme"
	"github.com/certwright/certwright/domain/state"
)

// vector is one case of a rule.
type vector struct {
	ID     string         `json:"id"`
	Rule   string         `json:"rule"`
	Given  given          `json:"given"`
	Expect map[string]any `json:"expect"`
}

// TestRuleVectors answers the project's copy of the rule cases, its own further
// ones, the shared file where it stands beside the checkout, and any files named
// in RULE_VECTORS (separated as in PATH, or by commas). With -v it prints how many cases of
// each rule held.
func TestRuleVectors(t *testing.T) {
	files := []string{"testdata/vectors.json", "testdata/own.json"}
	if shared := "../../../shared/rules/vectors.json"; exists(shared) {
		files = append(files, shared)
	}
	named := strings.FieldsFunc(os.Getenv("RULE_VECTORS"), func(r rune) bool { return r == os.PathListSeparator || r == ',' })
	for _, f := range named {
		if !filepath.IsAbs(f) && !exists(f) {
			f = filepath.Join("..", "..", f) // as seen from the top of the checkout
		}
		files = append(files, f)
	}
	for _, file := range files {
		held, all, order := map[string]int{}, map[string]int{}, []string{}
		for _, v := range readVectors(t, file) {
			if all[v.Rule]++; all[v.Rule] == 1 {
				order = append(order, v.Rule)
			}
			if err := judge(v); err != nil {
				t.Errorf("%s: %s %s: %v", file, v.ID, v.Rule, err)
				continue
			}
			held[v.Rule]++
		}
		for _, rule := range order {
			fmt.Printf("%-32s %d of %d held (%s)\n", rule, held[rule], all[rule], file)
		}
	}
}

func exists(file string) bool { _, err := os.Stat(file); return err == nil }

func readVectors(t *testing.T, file string) []vector {
	t.Helper()
	b, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var vs []vector
	if err := json.Unmarshal(b, &vs); err != nil {
		t.Fatalf("%s: %v", file, err)
	}
	return vs
}

// judge asks the rule and compares each value that is expected.
func judge(v vector) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("%v", p)
		}
	}()
	ask, known := rules[v.Rule]
	if !known {
		return fmt.Errorf("there is no such rule")
	}
	got, findings := ask(v.Given)
	got["met"] = met(findings)
	for key, want := range v.Expect {
		if !same(key, want, plain(got[key])) {
			return fmt.Errorf("%s is %v, expected %v", key, plain(got[key]), want)
		}
	}
	return nil
}

// plain turns an answer into what JSON would make of it; no date is null.
func plain(v any) any {
	b, err := json.Marshal(v)
	if err != nil {
		panic(err)
	}
	var out any
	if err := json.Unmarshal(b, &out); err != nil {
		panic(err)
	}
	return out
}

// sets are lists of codes or names without an order of their own.
var sets = []string{"reasons", "blockers", "conflicts", "missing", "refused"}

func same(key string, want, got any) bool {
	switch w := want.(type) {
	case nil:
		return got == nil || got == ""
	case float64:
		g, ok := got.(float64)
		return ok && math.Abs(w-g) <= 1e-6
	case []any:
		g, _ := got.([]any)
		if slices.Contains(sets, key) {
			w, g = sorted(w), sorted(g)
		}
		return slices.EqualFunc(w, g, func(a, b any) bool { return same("", a, b) })
	}
	if w, ok := want.(map[string]any); ok {
		g, _ := got.(map[string]any)
		for k := range w {
			if !same(k, w[k], g[k]) {
				return false
			}
		}
		return true
	}
	return want == got
}

func sorted(list []any) []any {
	out := slices.Clone(list)
	slices.SortFunc(out, func(a, b any) int { return strings.Compare(fmt.Sprint(a), fmt.Sprint(b)) })
	return out
}

// given are the inputs of a case. Reading the wrong kind of value is an error of
// the case, by panic; a missing one is the zero value or the default named.
type given map[string]any

func (g given) str(key string) string {
	s, _ := g[key].(string)
	return s
}

func (g given) date(key string) domain.Date { return toDate(g[key]) }

func toDate(v any) domain.Date {
	s, _ := v.(string)
	if s == "" {
		return 0
	}
	return domain.MustDate(s)
}

func (g given) num(key string, otherwise float64) float64 {
	if f, ok := g[key].(float64); ok {
		return f
	}
	return otherwise
}

func (g given) int(key string, otherwise int) int { return int(g.num(key, float64(otherwise))) }

func (g given) bool(key string) bool { b, _ := g[key].(bool); return b }

func (g given) period(from, to string) domain.Period {
	p := domain.Period{From: g.date(from), To: g.date(to)}
	if p.To == 0 {
		p.To = p.From
	}
	return p
}

// list reads a list; a single value is a list of one.
func (g given) list(key string) []any {
	switch v := g[key].(type) {
	case nil:
		return nil
	case []any:
		return v
	default:
		return []any{v}
	}
}

func mapped[S, T any](list []S, f func(S) T) []T {
	out := make([]T, 0, len(list))
	for _, v := range list {
		out = append(out, f(v))
	}
	return out
}

func (g given) strs(key string) []string       { return mapped(g.list(key), toStr) }
func (g given) dates(key string) []domain.Date { return mapped(g.list(key), toDate) }
func (g given) ints(key string) []int          { return mapped(g.list(key), toInt) }
func (g given) objs(key string) []given        { return mapped(g.list(key), toObj) }

func toStr(v any) string { s, _ := v.(string); return s }
func toInt(v any) int    { f, _ := v.(float64); return int(f) }
func toObj(v any) given  { m, _ := v.(map[string]any); return m }

// toFixed reads a decimal as the four places days and percentages are kept in.
func toFixed(v any) int64 {
	f, _ := v.(float64)
	d, err := audittime.ParseDays(strings.TrimRight(strings.TrimRight(strconv.FormatFloat(f, 'f', 4, 64), "0"), "."))
	if err != nil {
		panic(err)
	}
	return int64(d)
}

func toDays(v any) audittime.Days       { return audittime.Days(toFixed(v)) }
func toPercent(v any) audittime.Percent { return audittime.Percent(toFixed(v)) }

func (g given) days(key string) audittime.Days       { return toDays(g[key]) }
func (g given) percent(key string) audittime.Percent { return toPercent(g[key]) }

// policy is the programme policy of a case: the defaults and what it changes.
func (g given) policy() programme.Policy {
	p := programme.Defaults().Overlay(g.str("overlay"))
	if c := g.str("expiry_convention"); c != "" {
		p.Convention = programme.Convention(c)
	}
	if b := g.str("basis"); b != "" {
		p.JudgedBy = programme.Day(b)
	}
	p.CycleMonths = g.int("cycle_months", p.CycleMonths)
	p.EarlyCapMonths = g.int("early_cap_months", p.EarlyCapMonths)
	p.RecertOpens = g.int("lead_months", p.RecertOpens)
	p.RecertEndsDays = g.int("audit_end_days_before", p.RecertEndsDays)
	p.SuspensionMonths = g.int("months", p.SuspensionMonths)
	p.TransferFinishMonths = g.int("months", p.TransferFinishMonths)
	p.RestoreMonths = g.int("restore_months", p.RestoreMonths)
	return p
}

func (g given) stages() audit.StagePolicy {
	p := audit.StagePresets[0]
	return audit.StagePolicy{
		MinWeeks: g.int("min_weeks", p.MinWeeks), MaxWeeks: g.int("max_weeks", p.MaxWeeks), HardMonths: g.int("hard_months", p.HardMonths),
	}
}

// audit is an audit of the joining cases; what is left out is as joining wants it.
func (g given) audit() audit.Audit {
	or := func(key, otherwise string) string {
		if v := g.str(key); v != "" {
			return v
		}
		return otherwise
	}
	rule := or("rule", "programme.window")
	return audit.Audit{
		No: or("scheme", "one"), ClientID: domain.ID(or("client", "c")), SchemeID: or("scheme", "one"), ProgrammeIDs: []domain.ID{domain.ID(or("programme", or("scheme", "one")))},
		Type: audit.Type(or("type", "surveillance")), State: audit.State(or("state", "owed")), Dates: audit.Dates(or("dates", "open")),
		Parts: make([]audit.Part, g.int("parts", 0)),
		Window: audit.Window{Earliest: g.date("earliest"), Latest: g.date("latest"), HardLimit: g.date("limit"),
			EarliestRule: rule, LatestRule: rule, HardRule: rule},
	}
}

func (g given) clocks() audit.NCPolicy {
	p := audit.NCDefaults()
	p.ResponseDays = g.int("days", p.ResponseDays)
	p.DecisionDays = g.int("decision_reserve_days", p.DecisionDays)
	p.MajorMonths = g.int("months", p.MajorMonths)
	return p
}

func (g given) time() audittime.Policy {
	p := audittime.Defaults()
	if _, ok := g["max_reduction"]; ok {
		p.MaxReduction, p.MaxIntegration, p.MaxSiteReduction = g.percent("max_reduction"), g.percent("max_reduction"), g.percent("max_reduction")
	}
	return p
}

type values = map[string]any

// one is a value or the verdict of one finding; many of several.
func one(v values, f ...domain.Finding) (values, []domain.Finding) { return v, f }

func met(fs []domain.Finding) []bool {
	return mapped(fs, func(f domain.Finding) bool { return f.Met })
}

// reasons are the codes a broken finding names.
func reasons(f domain.Finding) []string {
	for _, fact := range f.Facts {
		switch fact.Name {
		case "reason", "reasons", "blockers", "conflicts", "missing", "refused", "uncovered":
			return strings.Split(fact.Value, ", ")
		}
	}
	return []string{}
}

var schemes = scheme.Seed()

// kinds are the names of kinds of management systems for a shipped scheme.
var kinds = map[string]string{"isms": "27001", "qms": "9001", "ems": "14001", "ohs": "45001", "ohsms": "45001"}

// schemeOf finds the scheme a case names, by any form of its name. Of another
// scheme a certificate shows what every certificate shows.
func schemeOf(name string) scheme.Scheme {
	if short, ok := kinds[strings.ToLower(name)]; ok {
		name = short
	}
	for _, s := range schemes {
		if name != "" && strings.Contains(name, s.Short) {
			return s
		}
	}
	return scheme.Scheme{CertificateContent: certificate.CommonContent}
}

func baseDays(s, column string, persons int) any {
	if d, ok := schemeOf(s).AuditTimeTable.Base(persons, column); ok {
		return d
	}
	return nil
}

func columns(s string, g given) (values, []domain.Finding) {
	v := values{}
	for _, c := range schemeOf(s).AuditTimeTable.Columns {
		name := c
		if name == "" {
			name = "days"
		}
		if list, ok := g["persons"].([]any); ok {
			v[name] = mapped(list, func(p any) any { return baseDays(s, c, toInt(p)) })
		} else {
			v[name] = baseDays(s, c, g.int("persons", 0))
		}
	}
	return one(v)
}

// transitionOf finds the transition away from an edition; most are in none.
func transitionOf(edition string) programme.Transition {
	for _, s := range schemes {
		for _, t := range s.Transitions {
			if edition != "" && strings.HasSuffix(t.Edition, strings.TrimPrefix(edition, "ISO/IEC ")) {
				return t
			}
		}
	}
	return programme.Transition{Edition: edition, Successor: edition}
}

func independence(f func(a, d []string) domain.Finding) func(given) (values, []domain.Finding) {
	return func(g given) (values, []domain.Finding) {
		found := f(g.strs("audit_participants"), g.strs("deciders"))
		return one(values{"allowed": found.Met, "conflicts": reasons(found)}, found)
	}
}

func cycle(g given, key string) values {
	p := g.policy()
	c := programme.First(g.date(key), p)
	return values{"cycle_start": c.Decision, "anchor": c.Decision, "sa1_due": c.SurveillanceDue(1, p), "sa2_due": c.SurveillanceDue(2, p),
		"expiry": c.Expiry, "restore_until": c.RestoreUntil(p)}
}

// rules answers the cases: for each rule, how its inputs are read and what it is
// asked. The judgement itself is in the packages of the rules.
var rules = map[string]func(given) (values, []domain.Finding){
	"date.add_months": func(g given) (values, []domain.Finding) {
		return one(values{"date": g.date("date").AddMonths(g.int("months", 0))})
	},
	"date.add_months_stepwise": func(g given) (values, []domain.Finding) {
		return one(values{"dates": programme.Monthly(g.date("anchor"), g.int("step_months", g.int("months", 1)), g.int("count", 0))})
	},
	"date.civil_date": func(g given) (values, []domain.Finding) {
		at, err := time.Parse(time.RFC3339, g.str("instant_utc"))
		if err != nil {
			panic(err)
		}
		return one(values{"date": programme.CivilDate(at, g.int("offset_minutes", 0))})
	},
	"stage.window": func(g given) (values, []domain.Finding) {
		w := g.stages().Window(g.date("stage1_last_day"))
		return one(values{"earliest": w.Earliest, "latest": w.Latest, "hard_limit": w.Hard})
	},
	"stage.check": func(g given) (values, []domain.Finding) {
		gap := g.stages().Check(g.date("stage1_last_day"), g.date("stage2_first_day"))
		return one(values{"verdict": gap.Verdict, "days_outside": gap.DaysOutside}, gap.Finding())
	},
	"stage.order": func(g given) (values, []domain.Finding) {
		f := audit.StageOrder(g.date("stage1_last_day"), g.date("stage1_report_issued"), g.date("stage2_first_day"))
		return one(values{"allowed": f.Met, "reasons": reasons(f)}, f)
	},
	"cycle.initial": func(g given) (values, []domain.Finding) { return one(cycle(g, "decision_date")) },
	"cycle.anchor":  func(g given) (values, []domain.Finding) { return one(cycle(g, "decision_date")) },
	"cycle.align": func(g given) (values, []domain.Finding) {
		return one(values{"common_expiry": programme.Align(g.dates("expiries")...)})
	},
	"programme.window": owing,
	"programme.owed": func(g given) (values, []domain.Finding) {
		f := programme.MayFallAway("Stage 1", g.bool("owed"), g.bool("replaced"), audit.Window{Earliest: g.date("earliest"), Latest: g.date("latest")})
		return one(values{"allowed": f.Met}, f)
	},
	"programme.join": func(g given) (values, []domain.Finding) {
		a, b := toObj(g["a"]).audit(), toObj(g["b"]).audit()
		w := audit.Common(a.Window, b.Window)
		return one(values{"allowed": audit.Joinable(a, b).Met, "earliest": w.Earliest, "earliest_rule": w.EarliestRule, "latest": w.Latest,
			"latest_rule": w.LatestRule, "limit": w.HardLimit, "limit_rule": w.HardRule}, audit.Joinable(a, b))
	},
	"surveillance.check_first": func(g given) (values, []domain.Finding) {
		t := programme.CheckFirst(g.date("decision_date"), g.period("audit_first_day", "audit_last_day"), g.policy())
		return one(values{"verdict": t.Verdict(), "days_late": t.DaysLate, "due": t.Due}, t.Finding())
	},
	"surveillance.calendar_years": func(g given) (values, []domain.Finding) {
		recert := g.date("recert_audit_date")
		if recert == 0 {
			recert = programme.First(g.date("decision_date"), g.policy()).Expiry
		}
		y := programme.CalendarYears(g.date("decision_date"), recert, g.dates("surveillance_dates"))
		return one(values{"years_checked": append([]int{}, y.Checked...), "missing_years": append([]int{}, y.Missing...)}, y.Finding())
	},
	"surveillance.first_after_recert": func(g given) (values, []domain.Finding) {
		return one(values{"due": programme.FirstAfterRecert(g.date("recert_decision_date"), g.policy())})
	},
	"surveillance.overdue_action": func(g given) (values, []domain.Finding) {
		f := programme.Overdue(g.date("sa1_due"), g.date("held"), g.date("today"))
		v := values{"overdue": !f.Met}
		if !f.Met {
			v["required_action"] = "suspension_decision"
		}
		return one(v, f)
	},
	"surveillance.major_route": func(g given) (values, []domain.Finding) {
		routes := mapped(g.objs("cases"), func(c given) audit.SurveillanceRoute {
			return audit.Route(c.int("majors", 0), c.bool("leader_positive"))
		})
		return one(values{"routes": routes}, mapped(routes, audit.SurveillanceRoute.Finding)...)
	},
	"nc.major_deadline": func(g given) (values, []domain.Finding) {
		return one(values{"deadline": g.clocks().MajorDeadline(g.date("stage2_last_day"))})
	},
	"nc.major_check": func(g given) (values, []domain.Finding) {
		s := g.clocks().MajorCheck(g.date("stage2_last_day"), g.date("verified_on"), g.date("today"))
		return one(values{"verdict": s}, s.Finding())
	},
	"nc.response_due": func(g given) (values, []domain.Finding) {
		r := g.clocks().ResponseDue(g.date("closing_meeting"), g.date("expiry"))
		return one(values{"due": r.Due, "shortened": r.Shortened})
	},
	"finding.grade": func(g given) (values, []domain.Finding) {
		f := audit.Grading(g.str("type"), g.str("unmet_requirement"))
		return one(values{"valid": f.Met, "reasons": reasons(f)}, f)
	},
	"decision.readiness": func(g given) (values, []domain.Finding) {
		ncs := mapped(g.objs("ncs"), func(n given) decision.NC { return decision.NC{Grade: n.str("grade"), State: n.str("state")} })
		f := decision.Readiness(ncs, g.bool("report_complete"), g.str("recommendation"))
		return one(values{"may_grant": f.Met, "blockers": reasons(f)}, f)
	},
	"decision.overturn": func(g given) (values, []domain.Finding) {
		f := decision.Overturn(g.str("recommendation"), g.str("decision"), g.str("justification"))
		return one(values{"valid": f.Met, "reasons": reasons(f)}, f)
	},
	"decision.independence":  independence(decision.Independent),
	"suspension.restore_who": independence(decision.RestoreIndependent),
	"certificate.reissue":    reissue,
	"certificate.status_on":  statusOn,
	"appeal.independence":    appeal,
	"state.transition":       transition,
	"application.review":     review,
	"contract.offer_open":    offerOpen,
	"contract.offer_working": offerWorking,
	"recert.outcome":         outcome,
	"at.isms_matrix":         matrix,
	"at.isms_base":           func(g given) (values, []domain.Finding) { return columns("27001", g) },
	"at.qms_base":            func(g given) (values, []domain.Finding) { return columns("9001", g) },
	"at.ems_base":            func(g given) (values, []domain.Finding) { return columns("14001", g) },
	"at.ohs_base":            func(g given) (values, []domain.Finding) { return columns("45001", g) },
	"at.day_length":          dayLength,
	"at.recert_current":      recertCurrent,
	"transition.27006_1":     edition27006,
	"impartiality.prior_auditor": func(g given) (values, []domain.Finding) {
		f := auditor.PriorAuditor(g.ints("prior_audit_years"), g.int("proposed_year", 0), g.int("cb_rotation_limit", 0))
		return one(values{"allowed": true, "warning": !f.Met}, f)
	},
	"certificate.effective_date": func(g given) (values, []domain.Finding) {
		fs := mapped(g.dates("effective_dates"), func(d domain.Date) domain.Finding { return certificate.Effective(g.date("decision_date"), d) })
		return one(values{"valid": met(fs)}, fs...)
	},
	"certificate.content": func(g given) (values, []domain.Finding) {
		f := certificate.Content(schemeOf(g.str("scheme")).CertificateContent, g.strs("present"))
		return one(values{"valid": f.Met, "missing": reasons(f)}, f)
	},
	"recert.no_drift": func(g given) (values, []domain.Finding) {
		return one(values{"expiries": programme.Expiries(g.date("decision_date"), g.int("renewals", 0), g.policy())})
	},
	"recert.early_cap": func(g given) (values, []domain.Finding) {
		r := programme.RenewedExpiry(g.date("old_expiry"), g.date("decision_date"), g.policy())
		return one(values{"base": r.From, "new_expiry": r.Expiry})
	},
	"recert.plan": func(g given) (values, []domain.Finding) {
		p := programme.PlanRecert(g.date("expiry"), g.policy())
		return one(values{"plan_open": p.Opens, "audit_end_by": p.AuditEnds})
	},
	"suspension.deadline": func(g given) (values, []domain.Finding) {
		r := programme.ResolveBy(g.date("suspended_on"), g.date("expiry"), g.policy())
		return one(values{"resolve_by": r.By, "limited_by": r.LimitedBy})
	},
	"suspension.next": func(g given) (values, []domain.Finding) {
		f := programme.SuspensionNext(g.date("resolve_by"), g.date("resolved_on"), g.date("today"))
		v := values{}
		if !f.Met {
			v["required_action"] = "withdraw_or_reduce"
		}
		return one(v, f)
	},
	"suspension.cycle_effect": func(g given) (values, []domain.Finding) { return one(cycle(g, "decision_date")) },
	"transfer.eligible": func(g given) (values, []domain.Finding) {
		i := programme.Transferable(g.bool("accredited_mla"), g.str("status"))
		f := i.Finding()
		return one(values{"eligible": f.Met, "treat_as": i}, f)
	},
	"transfer.deadline_ceased": func(g given) (values, []domain.Finding) {
		return one(values{"complete_by": programme.TransferBy(g.date("event_date"), g.date("expiry"), g.policy())})
	},
	"transfer.cycle": func(g given) (values, []domain.Finding) {
		v := cycle(g, "original_decision")
		v["expiry"] = g.date("original_expiry")
		return one(v)
	},
	"transition.valid_until": func(g given) (values, []domain.Finding) {
		return one(values{"valid_until": transitionOf(g.str("edition")).ValidUntil(g.date("printed_expiry"))})
	},
	"transition.audit_allowed": func(g given) (values, []domain.Finding) {
		fs := mapped(g.dates("dates"), func(d domain.Date) domain.Finding {
			return transitionOf(g.str("edition")).Allows(g.str("audit_type"), d)
		})
		return one(values{"allowed": met(fs)}, fs...)
	},
	"transition.expiry_effect": func(g given) (values, []domain.Finding) {
		p := g.policy()
		p.EarlyCapMonths = g.int("early_cap_months", 0)
		return one(values{"expiry": programme.TransitionExpiry(g.str("mode"), g.date("decision_date"), g.date("expiry"), p)})
	},
	"impartiality.cooling": func(g given) (values, []domain.Finding) {
		end, years := g.date("consultancy_end"), g.int("years", 2)
		f := auditor.Cooling(end, years, g.date("proposed"))
		return one(values{"allowed": f.Met, "first_allowed": auditor.FirstAllowed(end, years)}, f)
	},
	"impartiality.role_all": func(g given) (values, []domain.Finding) {
		fs := mapped(g.strs("roles"), func(role string) domain.Finding {
			return auditor.CoolingFor(role, g.date("consultancy_end"), g.int("years", 2), g.date("proposed"))
		})
		return one(values{"allowed": met(fs)}, fs...)
	},
	"at.isms_effective_persons": func(g given) (values, []domain.Finding) {
		n := audittime.EffectivePersons(g.ints("identical_groups"), g.int("others", 0))
		return one(values{"effective": n, "base_days": baseDays("27001", "", n)})
	},
	"at.adjust": func(g given) (values, []domain.Finding) {
		a := g.time().Adjust(g.days("base"), g.percent("percent"))
		return one(values{"days": a.Days, "accepted": a.Within}, a.Finding())
	},
	"at.overcompensation": func(g given) (values, []domain.Finding) {
		factors := append(mapped(g.list("reductions"), func(v any) audittime.Percent { return -toPercent(v) }), mapped(g.list("increases"), toPercent)...)
		n := g.time().Net(factors)
		return one(values{"net": n.Sum, "capped": n.Capped, "method_warning": n.Beyond}, n.Finding())
	},
	"at.round_half": func(g given) (values, []domain.Finding) {
		return one(values{"days": mapped(g.list("values"), func(v any) audittime.Days { return toDays(v).RoundHalf() })})
	},
	"at.surveillance": func(g given) (values, []domain.Finding) {
		return one(values{"days": mapped(g.list("initial"), func(v any) audittime.Days { return g.time().Surveillance(toDays(v)) })})
	},
	"at.recert": func(g given) (values, []domain.Finding) {
		return one(values{"days": mapped(g.list("initial"), func(v any) audittime.Days { return g.time().Recert(toDays(v)) })})
	},
	"at.onsite_min": func(g given) (values, []domain.Finding) {
		return one(values{"min_duration": mapped(g.strs("schemes"), func(s string) audittime.Days {
			p := schemeOf("9001").AuditTime // the general number of IAF MD 5
			if s == "isms" || strings.Contains(s, "2700") {
				p = schemeOf("27001").AuditTime
			}
			return p.OnsiteMin(g.days("audit_time"))
		})})
	},
	"at.integrated": func(g given) (values, []domain.Finding) {
		i := g.time().Integrate(mapped(g.list("parts"), toDays), g.percent("reduction"))
		return one(values{"total": i.Total, "days": i.Days, "accepted": i.Within}, i.Finding())
	},
	"at.combined_reduction": func(g given) (values, []domain.Finding) {
		return one(values{"total_reduction_percent": audittime.CombinedReduction(g.percent("md5"), g.percent("md11"))})
	},
	"at.site_cap": func(g given) (values, []domain.Finding) {
		fs := mapped(g.list("site_reduction"), func(v any) domain.Finding { return g.time().SiteReduction(toPercent(v)) })
		return one(values{"accepted": met(fs)}, fs...)
	},
	"at.calendar_days": func(g given) (values, []domain.Finding) {
		counting := 0
		for _, role := range g.strs("team") {
			if audit.Audits(role) {
				counting++
			}
		}
		v := values{"counting": counting}
		if n := audittime.CalendarDays(g.days("auditor_days"), counting); n > 0 {
			v["calendar_days"] = n
		}
		return one(v)
	},
	"at.transition": func(g given) (values, []domain.Finding) {
		return one(values{"extra": mapped(g.strs("modes"), func(mode string) any {
			if d, ok := audittime.Defaults().TransitionExtra(mode); ok {
				return d
			}
			return nil
		})})
	},
	"ms.sample": func(g given) (values, []domain.Finding) { return one(sample(audittime.SampleSites(g.int("sites", 0)))) },
	"ms.no_sampling": func(g given) (values, []domain.Finding) {
		return one(sample(audittime.AllSites(g.int("sites", 0))))
	},
	"ms.random": func(g given) (values, []domain.Finding) {
		return one(values{"random_min": audittime.RandomPart(g.int("sample", 0))})
	},
	"ms.merge_forbidden": func(g given) (values, []domain.Finding) {
		f := audittime.MergedSites(g.int("sites", 0), g.int("merged_to", 0))
		return one(values{"allowed": f.Met, "sample": audittime.SampleSites(g.int("sites", 0)).Initial}, f)
	},
	"records.retain_until": func(g given) (values, []domain.Finding) {
		return one(values{"retain_until": certificate.RetainUntil(g.date("cycle_expiry"), g.policy().CycleMonths)})
	},
	"team.coverage": func(g given) (values, []domain.Finding) {
		teams := mapped(g.list("teams"), func(team any) [][]string {
			members, _ := team.([]any)
			return mapped(members, func(m any) []string { codes, _ := m.([]any); return mapped(codes, toStr) })
		})
		var uncovered [][]string
		var fs []domain.Finding
		for _, team := range teams {
			uncovered = append(uncovered, append([]string{}, audit.Uncovered(g.strs("required"), team)...))
			fs = append(fs, audit.Coverage(g.strs("required"), team))
		}
		return one(values{"uncovered": uncovered}, fs...)
	},
	"team.trainee": func(g given) (values, []domain.Finding) {
		f, why := audit.Trainees(mapped(g.objs("team"), func(m given) string { return m.str("role") }), g.str("evaluator"))
		return one(values{"allowed": f.Met, "reasons": append([]string{}, why...)}, f)
	},
	"auditor.isms_entry": func(g given) (values, []domain.Finding) {
		fs := mapped(g.objs("cases"), func(c given) domain.Finding {
			return auditor.EntryDefaults().Check(auditor.Experience{InitialOrRecert: c.int("initial_or_recert", 0),
				Surveillance: c.int("surveillance", 0), OnsiteHalfDays: int(2 * c.num("onsite_days", 0))})
		})
		return one(values{"qualified": met(fs)}, fs...)
	},
	"auditor.authorised_on": func(g given) (values, []domain.Finding) {
		valid := domain.Period{From: g.date("valid_from"), To: g.date("valid_to")}
		held := g.period("audit_first_day", "audit_last_day")
		f := auditor.AuthorisedOn(valid, held)
		return one(values{"allowed": f.Met, "first_uncovered_day": auditor.FirstUncovered(valid, held)}, f)
	},
	"register.map_status": func(g given) (values, []domain.Finding) {
		return one(values{"mapped": mapped(g.strs("states"), func(s string) any {
			if word := certificate.RegisterStatus(s); word != "" {
				return word
			}
			return nil
		})})
	},
	"register.upload_due": func(g given) (values, []domain.Finding) {
		u := certificate.RegisterDefaults().NextUpload(g.date("last_upload"))
		return one(values{"due": u.Due, "reminder": u.Reminder})
	},
	"register.field_limits": fieldLimits,
}

// fields are shorter names of register fields.
var fields = map[string]string{
	"identity_number": "certification_identity_number", "status": "certification_status",
	"trading_name": "entity_trading_name", "legal_name": "entity_legal_name",
}

func fieldLimits(g given) (values, []domain.Finding) {
	lengths, short := map[string]int{}, map[string]string{}
	for field, n := range toObj(g["lengths"]) {
		name := cmp.Or(fields[field], field)
		lengths[name], short[name] = toInt(n), field
	}
	f := certificate.FieldLengths(lengths)
	return one(values{"refused": mapped(reasons(f), func(name string) string { return short[name] })}, f)
}

func sample(s audittime.Sample) values {
	return values{"initial": s.Initial, "surveillance": s.Surveillance, "recert": s.Recert}
}

func outcome(g given) (values, []domain.Finding) {
	p := g.policy()
	p.EarlyCapMonths = g.int("early_cap_months", 0) // these cases speak of the outcome, the cap has its own
	o := programme.Recertify(programme.RecertFacts{OldExpiry: g.date("old_expiry"), Decision: g.date("decision_date"),
		Today: g.date("today"), OutstandingDone: g.bool("outstanding_done"), NewStage2: g.bool("new_stage2_done")}, p)
	v := values{"status": o.Status, "effective_date": o.Effective, "new_expiry": o.Expiry}
	if o.Certified() {
		v["gap_days"] = o.GapDays
	}
	return one(v, o.Finding())
}

func reissue(g given) (values, []domain.Finding) {
	before := certificate.Issue{Revision: g.int("revision", 1), Effective: g.date("effective_date"), Expiry: g.date("expiry")}
	next := certificate.Reissue(before, g.date("decision_date"))
	return one(values{"number": g.str("number"), "revision": next.Revision, "expiry": next.Expiry,
		"effective_date": next.Effective, "superseded_revision": before.Revision})
}

func statusOn(g given) (values, []domain.Finding) {
	l := certificate.Life{Effective: g.date("effective_date"), Expiry: g.date("expiry"), Withdrawn: g.date("withdrawn_on")}
	if from := g.date("suspended_on"); from != 0 {
		s := domain.Period{From: from}
		if restored := g.date("restored_on"); restored != 0 {
			s.To = restored.AddDays(-1)
		}
		l.Suspended = append(l.Suspended, s)
	}
	if _, list := g["on"].([]any); !list {
		return one(values{"status": l.StatusOn(g.date("on"))})
	}
	return one(values{"status": mapped(g.dates("on"), l.StatusOn)})
}

func appeal(g given) (values, []domain.Finding) {
	fs := mapped(g.strs("handlers"), func(h string) domain.Finding {
		return decision.AppealHandler(g.strs("audit_participants"), g.strs("deciders"), h)
	})
	return one(values{"allowed": met(fs)}, fs...)
}

// things are other names for the machines of a case.
var things = map[string]string{"nc": "nonconformity", "finding": "nonconformity", "cycle": "programme"}

func transition(g given) (values, []domain.Finding) {
	thing := g.str("machine")
	if name, ok := things[thing]; ok {
		thing = name
	}
	if g["pairs"] == nil {
		f := state.Transition(thing, g.str("from"), g.str("to"))
		return one(values{"legal": f.Met}, f)
	}
	fs := mapped(g.list("pairs"), func(pair any) domain.Finding {
		step := mapped(pair.([]any), toStr)
		return state.Transition(thing, step[0], step[1])
	})
	return one(values{"legal": met(fs)}, fs...)
}

func matrix(g given) (values, []domain.Finding) {
	m, err := audittime.ISMSMatrix(g.ints("business"), g.ints("it"))
	if err != nil {
		return one(values{})
	}
	return one(values{"business_sum": m.BusinessSum, "it_sum": m.ITSum, "business_class": m.BusinessClass, "it_class": m.ITClass,
		"range": []audittime.Percent{m.From, m.To}})
}

func dayLength(g given) (values, []domain.Finding) {
	p := audittime.Defaults()
	hours := audittime.Whole(p.HoursPerDay)
	if g["hours_per_day"] != nil {
		hours = g.days("hours_per_day")
	}
	f := p.DayLength(g.days("required_days"), g.days("worked_days"), hours)
	return one(values{"counted_days": p.Counted(g.days("worked_days"), hours), "sufficient": f.Met}, f)
}

func recertCurrent(g given) (values, []domain.Finding) {
	s := schemeOf(cmp.Or(g.str("scheme"), g.str("table"), "27001"))
	v := values{}
	if d, ok := s.AuditTime.RecertCurrent(s.AuditTimeTable, g.str("risk"), g.int("current_persons", 0)); ok {
		v["days"] = d
	}
	return one(v)
}

func edition27006(g given) (values, []domain.Finding) {
	c := schemeOf("27001").AuditTimeEditions[0]
	f := c.Allows(g.date("calculation_date"), strings.TrimPrefix(g.str("edition"), "ISO/IEC "))
	v := values{"allowed": f.Met}
	if c.Requires(g.date("calculation_date")) {
		v["required_edition"] = c.New
	}
	return one(v, f)
}

// owing answers the cases of the windows, one line an audit.
func owing(g given) (values, []domain.Finding) {
	p := g.policy()
	c := programme.First(g.date("decision_date"), p)
	if e := g.date("expiry"); e != 0 {
		c.Expiry = e
	}
	c.Initial = !g.bool("after_recert")
	held := mapped(g.objs("held"), func(h given) programme.Held { return programme.Held{Type: h.str("type"), On: h.date("on")} })
	lines := mapped(programme.Owing(c, held, p), func(o programme.Owed) string {
		w := o.Window
		return fmt.Sprintf("%s %d due %s: %s to %s (%s), limit %s (%s)", o.Type, o.Number, o.Due, w.Earliest, w.Latest, w.LatestRule, w.HardLimit, w.HardRule)
	})
	return one(values{"owed": lines})
}

func offerOpen(g given) (values, []domain.Finding) {
	return one(values{}, client.OfferOpen(g.date("valid_until"), g.date("today")))
}

func offerWorking(g given) (values, []domain.Finding) {
	return one(values{}, client.OfferWorking(g.int("offered", 0), g.int("in_force", 0)))
}

func review(g given) (values, []domain.Finding) {
	var answers []client.Answered
	for point, answer := range toObj(g["answers"]) {
		answers = append(answers, client.Answered{Point: point, Answer: client.Answer(answer.(string)), Note: "noted"})
	}
	return values{}, client.Acceptable(answers)
}
