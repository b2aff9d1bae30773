// Package jobs gets the work done that a business transaction left behind. The
// rows are the truth and asynq only a quick messenger: whatever it loses, the
// sweep finds. The package calls use cases and holds no rule.
package jobs

import (
	"context"
	"time"

	"github.com/certwright/certwright/domain"
	"github.com/certwright/certwright/domain/app"
)

// task is how the jobs of one kind are done.
type task struct {
	Queue string // usual or slow
	Do    func(a *app.App, ctx context.Context, j app.Job) error
	Limit time.Duration   // a run that lasts longer is cut off and counts as failed
	After []time.Duration // before each further try; when they are used up the job is parked
}

const (
	usual = "usual"
	slow  = "slow" // so that long work never stands in the way of short work
)

var (
	// quickly is for work inside the house, where a failure is a passing race.
	quickly = []time.Duration{time.Second, 5 * time.Second, 30 * time.Second, 2 * time.Minute, 10 * time.Minute, time.Hour}
	// patiently is for what depends on others, such as a mail server that is down for a night.
	patiently = []time.Duration{
		10 * time.Second, time.Minute, 3 * time.Minute, 10 * time.Minute, 30 * time.Minute, time.Hour, 2 * time.Hour, 4 * time.Hour, 8 * time.Hour,
	}
)

// tasks is the table of all kinds. A kind that is not in it is parked and shown.
var tasks = map[string]task{
	"send_mail":             {usual, (*app.App).SendMail, time.Minute, patiently},
	"render_certificate":    {usual, (*app.App).RenderCertificate, time.Minute, quickly},
	"remind_audit":          {usual, (*app.App).RemindAudit, time.Minute, quickly},
	"audit_overdue":         {usual, (*app.App).AuditOverdue, time.Minute, quickly},
	"suspension_unresolved": {usual, (*app.App).SuspensionUnresolved, time.Minute, quickly},
	"offer_ended":           {usual, (*app.App).OfferEnded, time.Minute, quickly},
	"amend_contract":        {usual, (*app.App).AmendContract, time.Minute, quickly},
	"expire_certificates":   {slow, (*app.App).ExpireCertificates, 10 * time.Minute, quickly},
	"solve_plan":            {slow, (*app.App).SolvePlan, 70 * time.Minute, quickly},
	"reconcile":             {slow, (*app.App).Reconcile, 30 * time.Minute, quickly},
}

// next says how long to wait before the next try, or that there is none: a job
// is parked when its tries are used up, or when trying again cannot help.
func (t task) next(j app.Job, err error) (after time.Duration, giveUp bool) {
	switch domain.KindOf(err) {
	case domain.Invalid, domain.Forbidden, domain.Unknown, domain.RuleViolated:
		return 0, true
	}
	if j.Failures >= len(t.After) {
		return 0, true
	}
	return t.After[j.Failures], false
}
