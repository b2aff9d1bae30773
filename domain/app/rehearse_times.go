package app

import (
	"cmp"
	"slices"

	"github.com/certwright/certwright/domain"
	"github.com/certwright/certwright/domain/audittime"
	"github.com/certwright/certwright/domain/programme"
	"github.com/certwright/certwright/domain/scheme"
)

// TimeMove is a contract whose audit time would be another by a proposed version
// of its scheme, computed on the facts its receipt holds.
type TimeMove struct {
	ContractID domain.ID
	ContractNo string
	ClientName string
	Keeps      int // the version the contract keeps
	Was, Will  audittime.Receipt
	Refused    string // why the proposal gives no time on these facts; empty if it does
}

// timesOf computes the audit time of every running contract twice, by the
// version it keeps and by the proposal. Imported contracts have no receipt and
// are left out; what a second person set by hand is not compared.
func (a *App) timesOf(tx Tx, will scheme.Scheme, open []programme.Programme) (out []TimeMove, err error) {
	today, err := a.todayIn(tx, a.now())
	if err != nil {
		return nil, err
	}
	versions, err := tx.SchemeVersions(will.ID)
	if err != nil {
		return nil, err
	}
	for _, p := range open {
		c, err := tx.Contract(p.ContractID)
		if err != nil {
			return nil, err
		}
		i := slices.IndexFunc(versions, func(s scheme.Scheme) bool { return s.Version == c.SchemeVersion })
		seen := slices.ContainsFunc(out, func(m TimeMove) bool { return m.ContractID == c.ID })
		if i < 0 || seen || c.Receipt.Scheme == "" {
			continue
		}
		m := TimeMove{ContractID: c.ID, ContractNo: c.No, Keeps: c.SchemeVersion}
		if m.Was, err = versions[i].AuditTimeBook().Compute(c.Receipt.Request, today); err != nil {
			return nil, err
		}
		if m.Will, err = will.AuditTimeBook().Compute(c.Receipt.Request, today); err != nil {
			if domain.KindOf(err) != domain.Invalid {
				return nil, err
			}
			m.Refused = err.Error()
		}
		if m.Refused == "" && sameTime(m.Was, m.Will) {
			continue
		}
		owner, err := tx.Client(c.ClientID)
		if err != nil {
			return nil, err
		}
		m.ClientName = owner.LegalName
		out = append(out, m)
	}
	slices.SortFunc(out, func(x, y TimeMove) int { return cmp.Compare(x.ContractNo, y.ContractNo) })
	return out, nil
}

func sameTime(x, y audittime.Receipt) bool {
	return x.Initial == y.Initial && x.Stage1 == y.Stage1 && x.Surveillance == y.Surveillance && x.Recert == y.Recert
}
