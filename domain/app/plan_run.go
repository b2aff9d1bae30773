package app

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"time"

	"github.com/certwright/certwright/domain"
	"github.com/certwright/certwright/domain/planning"
)

// PlanKind is what a plan run is for.
type PlanKind string

const (
	PlanPeriod PlanKind = "period" // what a period owes
	PlanRepair PlanKind = "repair" // what somebody's absence hits
)

// PlanState is how far a plan run has come.
type PlanState string

const (
	PlanWaiting   PlanState = "waiting" // for a worker
	PlanRunning   PlanState = "running"
	PlanDone      PlanState = "done" // a proposal lies there
	PlanCancelled PlanState = "cancelled"
	PlanFailed    PlanState = "failed"
)

// Ended tells whether nobody works on the run any more.
func (s PlanState) Ended() bool { return s != PlanWaiting && s != PlanRunning }

// PlanAsked is what a planner asked of a run.
type PlanAsked struct {
	Due     domain.Period `json:"due"`
	Keep    Keep          `json:"keep"`
	Seconds int           `json:"seconds"`         // to search; 0 with moves alone
	Moves   int           `json:"moves,omitempty"` // to make at most; with these alone the same seed gives the same plan
	Seed    uint64        `json:"seed"`
	Urgent  bool          `json:"urgent,omitempty"` // from tomorrow on, whatever the shortest notice is
	Notice  int           `json:"notice,omitempty"` // days from asking to the first start proposed; set by the run
	Rest    bool          `json:"rest,omitempty"`   // without the audits that other open plans have
	Around  []string      `json:"around,omitempty"` // audits to look around, by number; none: everywhere
	Away    *PlanAway     `json:"away,omitempty"`   // of a repair
}

// PlanAway is the absence a repair answers.
type PlanAway struct {
	AbsenceID domain.ID     `json:"absence_id"`
	PersonID  domain.ID     `json:"person_id"`
	Name      string        `json:"name"`
	Period    domain.Period `json:"period"`
}

// PlanRun is one search for a plan. Its instance, its best plan and the names
// that stand behind the numbers are texts of their own.
type PlanRun struct {
	ID        domain.ID
	Version   domain.Version // of what people change; progress does not raise it
	Kind      PlanKind
	State     PlanState
	Asked     PlanAsked
	Stop      bool // the planner takes what there is by now
	Begun     int  // how often a worker began it; more than once: it went on from the best plan kept
	Holder    int  // the attempt of the job that works on it: who was overtaken writes nothing more
	Cost      int  // euro, once done; progress is in the points
	Bound     int
	LeftOut   int
	PlanHash  string // SHA-256 of the plan's text
	Prices    string // which weights, travel prices and policy it was made with: the beginning of their SHA-256
	Notes     []string
	Taken     []PlanTaken // what was made of the proposal's lines
	Accepted  int         // how often lines were accepted
	Problem   string      // why it failed
	StartedBy string
	CreatedAt time.Time
	BegunAt   time.Time
	EndedAt   time.Time
}

// PlanTaken is what became of a line of a proposal when somebody accepted it.
type PlanTaken struct {
	AuditID  domain.ID        `json:"audit_id"`
	No       string           `json:"no"`
	Booked   bool             `json:"booked"`
	By       string           `json:"by"`
	At       time.Time        `json:"at"`
	Code     string           `json:"code,omitempty"` // of the refusal
	Why      string           `json:"why,omitempty"`
	Findings []domain.Finding `json:"findings,omitempty"` // broken rules

	Acceptance int       `json:"acceptance,omitempty"` // which one of the run booked it, from 1
	Was        *Booking  `json:"was,omitempty"`        // how it was booked before; none: not at all
	Now        *Booking  `json:"now,omitempty"`        // how the acceptance booked it
	Undone     *PlanSign `json:"undone,omitempty"`     // who took the booking back
}

// PlanSign is who did something to a line, and when.
type PlanSign struct {
	By string    `json:"by"`
	At time.Time `json:"at"`
}

// PlanPoint is a point of the falling curve.
type PlanPoint struct {
	N       int // from 1
	MS      int // milliseconds of search so far, over all beginnings
	Cost    int // euro, of the best plan so far
	Bound   int // no plan is cheaper; 0: not known yet
	LeftOut int
	Moves   int
	Done    int // per cent
}

// The texts of a run.
const (
	textInstance = "instance"
	textPlan     = "plan"
	textNames    = "names"
)

// PlanRunTx keeps plan runs.
type PlanRunTx interface {
	PlanRun(id domain.ID) (PlanRun, error)
	SavePlanRun(r *PlanRun) error
	PlanRunList(l List) (Page[PlanRun], error)
	PlanText(run domain.ID, name string) (string, error)
	SavePlanText(run domain.ID, name, text string) error
	PlanPoints(run domain.ID, after int) ([]PlanPoint, error)
	// InsertPlanPoint keeps a point while the holder is still the one who works on
	// the run; it is false when not.
	InsertPlanPoint(run domain.ID, holder int, p PlanPoint) (bool, error)
	// PlanNotes are what became of lines and is not in the run yet: each was written
	// in the transaction that booked its line, one an audit, the last.
	PlanNotes(run domain.ID) ([]PlanTaken, error)
	SavePlanNote(run domain.ID, n PlanTaken) error
	TakePlanNotes(run domain.ID) ([]PlanTaken, error) // for the run to keep
}

// pricesOf names the prices and the policy of an instance by the beginning of
// their hash.
func pricesOf(in *planning.Instance) string {
	b, err := json.Marshal([]any{in.Weights, in.Travel, in.Policy})
	if err != nil {
		return ""
	}
	return hashText(string(b))[:12]
}

func hashText(s string) string {
	sum := sha256.Sum256([]byte(s))
	return hex.EncodeToString(sum[:])
}

// planNames are the words behind the numbers of an instance.
type planNames struct {
	Audits   map[string]string `json:"audits"`
	Auditors map[string]string `json:"auditors"`
}

func namesOf(in *planning.Instance) planNames {
	n := planNames{map[string]string{}, map[string]string{}}
	for i := range in.Audits {
		n.Audits[in.Audits[i].ID] = in.Audits[i].Title
	}
	for i := range in.Auditors {
		n.Auditors[in.Auditors[i].ID] = in.Auditors[i].Name
	}
	return n
}

func (n planNames) give(in *planning.Instance) {
	for i := range in.Audits {
		in.Audits[i].Title = n.Audits[in.Audits[i].ID]
	}
	for i := range in.Auditors {
		in.Auditors[i].Name = n.Auditors[in.Auditors[i].ID]
	}
}

// keepProblem keeps the problem of a run with the names behind its numbers.
func keepProblem(tx Tx, run domain.ID, in *planning.Instance) error {
	for name, v := range map[string]any{textInstance: in, textNames: namesOf(in)} {
		b, err := json.Marshal(v)
		if err != nil {
			return err
		}
		if err := tx.SavePlanText(run, name, string(b)); err != nil {
			return err
		}
	}
	return nil
}

// problemOf loads the problem of a run again.
func problemOf(tx Tx, run domain.ID) (*planning.Instance, error) {
	text, err := tx.PlanText(run, textInstance)
	if err != nil {
		return nil, err
	}
	in := &planning.Instance{}
	if err := json.Unmarshal([]byte(text), in); err != nil {
		return nil, err
	}
	if text, err = tx.PlanText(run, textNames); err != nil {
		return nil, err
	}
	var n planNames
	if err := json.Unmarshal([]byte(text), &n); err != nil {
		return nil, err
	}
	n.give(in)
	return in, nil
}

// planOf is the best plan of a run so far, or none.
func planOf(tx Tx, run domain.ID) (*planning.Plan, error) {
	text, err := tx.PlanText(run, textPlan)
	if domain.KindOf(err) == domain.Unknown && err != nil {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	p := &planning.Plan{}
	return p, json.Unmarshal([]byte(text), p)
}

func keepPlan(tx Tx, run domain.ID, p *planning.Plan) (hash string, err error) {
	b, err := json.Marshal(p)
	if err != nil {
		return "", err
	}
	return hashText(string(b)), tx.SavePlanText(run, textPlan, string(b))
}
