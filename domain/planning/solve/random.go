package solve

import "math/bits"

// random is the one seeded generator of a search: splitmix64, the same numbers
// on every machine.
type random struct{ x uint64 }

func (r *random) next() uint64 {
	r.x += 0x9e3779b97f4a7c15
	z := r.x
	z = (z ^ z>>30) * 0xbf58476d1ce4e5b9
	z = (z ^ z>>27) * 0x94d049bb133111eb
	return z ^ z>>31
}

// below is a number from 0 to n-1.
func (r *random) below(n uint32) uint32 {
	return uint32((r.next() >> 32) * uint64(n) >> 32)
}

// logBits is the fraction of the table below, in bits.
const logBits = 16

// minusLog is -ln u for u in (0, 1], in 1/65536, made of integers only: ln 2
// for each leading zero, and the rest by a series on the mantissa.
func minusLog(u uint32) int64 {
	if u == 0 {
		u = 1
	}
	const ln2 = 2977044472 // ln 2 in 2^-32
	zeros := bits.LeadingZeros32(u)
	m := uint64(u) << zeros // 2^31 <= m < 2^32: the mantissa in [1/2, 1)
	// -ln m' = sum x^k/k with x = 1 - m' in (0, 1/2]
	x := uint64(1)<<32 - m
	sum, power := uint64(0), x
	for k := uint64(1); k <= 24; k++ {
		sum += power / k
		power = power * x >> 32
	}
	return int64((sum + uint64(zeros)*ln2) >> (32 - logBits))
}

// chances is minusLog of 4096 even steps: how much dearer a change may be at
// temperature 1 to be taken with a chance of one in 4096, two in 4096 ...
var chances = func() (t [4096]int64) {
	for i := range t {
		t[i] = minusLog(uint32(i)<<20 + 1<<19)
	}
	return t
}()

// allowance draws how much dearer the next change may be, in euro, at a
// temperature in 1/256 euro.
func (r *random) allowance(temperature int64) int {
	return int(temperature * chances[r.next()>>52] >> (logBits + 8))
}

// gumbel is -ln(-ln u) of 4096 even steps: added to what each of several
// choices saves, it makes the best of them a draw from the heat bath.
var gumbel = func() (t [4096]int64) {
	const sixteenLn2 = 726817 // in 1/65536
	for i := range t {
		t[i] = minusLog(uint32(chances[i])) - sixteenLn2
	}
	return t
}()

// bath is the heat-bath bonuses of one temperature: as many even steps as
// gumbel has, in whole euro.
type bath struct {
	euro [4096]int32
	luck uint64 // random bits not used yet, below a one
}

// warm makes the bonuses of a temperature in 1/256 euro.
func (b *bath) warm(temperature int64) {
	for i, g := range gumbel {
		b.euro[i] = int32(temperature * g >> (logBits + 8))
	}
}

// most is above every bonus.
func (b *bath) most() int32 { return b.euro[4095] + 1 }

// noise draws a bonus; one random number is enough for five.
func (s *search) noise() int32 {
	if s.bath.luck <= 1 {
		s.bath.luck = s.r.next()>>4 | 1<<60
	}
	n := s.bath.euro[s.bath.luck&4095]
	s.bath.luck >>= 12
	return n
}
