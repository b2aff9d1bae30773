// Package planning chooses dates and teams: which audit starts when, and who
// sits on it. This package holds the words of the problem (an instance, a plan,
// the price of a journey), the strict reading of both file formats and the name
// cards of the rules. Everything else is a package below it:
//
//	check    the plain form of every rule and price; the judge of every plan
//	compact  the same rules as tables and bit sets, for the optimiser
//	solve    finds plans
//	bound    proves how cheap no plan can be
//	explain  says why, and what would turn a no into a yes
//	repair   plans again after an absence, with the least disturbance
//	sample   makes instances
//
// check imports none of the others, so that nothing the optimiser believes can
// reach the judge.
package planning
