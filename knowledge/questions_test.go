package knowledge

import (
	"cmp"
	"fmt"
	"os"
	"slices"
	"strconv"
	"testing"

	"hangup/knowledge/ask"
)

// TestQuestions leaves every wording of every topic out in turn, with all
// wordings of its idea, and looks whether the others lead to its topic. It
// prints the figures and the ten pairs of topics that are taken for each other
// most, with HANGUP_ERRORS=n the n worst and the wordings. It fails only when
// less than two in five are right, which means that something is broken.
func TestQuestions(t *testing.T) {
	judging(t)
	b := base(t)
	q := asked{t: t, pairs: map[[2]string]*pairOf{}}
	b.reader.Probe(q.add)
	share := func(k int) string { return fmt.Sprintf("%.1f%%", 100*float64(k)/float64(q.n)) }
	t.Logf("%d wordings left out in turn, each with its idea: first %s, among the first three %s, topic or situation right %s",
		q.n, share(q.first), share(q.three), share(q.covered))
	t.Logf("answered without asking back %s, of these wrong %.1f%%, right or with the right one offered beside it %.1f%%; lost %s",
		share(q.sure), 100*float64(q.wrong)/float64(q.sure), 100*float64(q.offered)/float64(q.sure), share(q.lost))
	if q.particulars > 0 {
		t.Logf("%d wordings of particulars: %.1f%% lead to them; %.1f%% of the others lead to some particular",
			q.particulars, 100*float64(q.exact)/float64(q.particulars), 100*float64(q.astray)/float64(q.n-q.particulars))
	}
	q.print()
	if 5*q.first < 2*q.n {
		t.Errorf("only %s are understood", share(q.first))
	}
}

// asked counts what was understood.
type asked struct {
	t                                           *testing.T
	n, first, three, sure, wrong, offered, lost int
	covered                                     int
	particulars, exact, astray                  int // wordings of particulars, those that lead to them, wordings of topics that lead to one
	pairs                                       map[[2]string]*pairOf
}

// pairOf are two topics that were taken for each other, and by which wordings.
type pairOf struct {
	forward, back int
	wordings      []string
}

func (q *asked) add(topic *Topic, wording string, u Understanding) {
	place := slices.IndexFunc(u.Topics, func(m ask.Match) bool { return m.Topic.Root() == topic.Root() })
	if topic.Of != "" {
		q.particulars++
		q.exact += bit(len(u.Topics) > 0 && u.Topics[0].Topic == topic)
	} else {
		q.astray += bit(len(u.Topics) > 0 && u.Topics[0].Topic.Of != "")
	}
	q.n++
	q.first += bit(place == 0)
	q.three += bit(place >= 0 && place < 3)
	q.sure += bit(u.Sure())
	q.lost += bit(u.Lost())
	q.wrong += bit(u.Sure() && place != 0)
	q.offered += bit(u.Sure() && (place == 0 || slices.Contains(u.Close(), topic)))
	q.covered += bit(place == 0 || slices.ContainsFunc(u.Situations, func(s *Situation) bool { return slices.Contains(topic.Situations, s.ID) }))
	if place != 0 && len(u.Topics) > 0 {
		q.confuse(topic.Root(), u.Topics[0].Topic.Root(), wording)
	}
}

func (q *asked) confuse(id, taken, wording string) {
	key := [2]string{min(id, taken), max(id, taken)}
	if q.pairs[key] == nil {
		q.pairs[key] = &pairOf{}
	}
	p := q.pairs[key]
	if key[0] == id {
		p.forward++
	} else {
		p.back++
	}
	p.wordings = append(p.wordings, id+": "+wording)
}

// print names the pairs that are taken for each other most.
func (q *asked) print() {
	limit, told := 10, false
	if n, err := strconv.Atoi(os.Getenv("HANGUP_ERRORS")); err == nil {
		limit, told = n, true
	}
	var keys [][2]string
	for k := range q.pairs {
		keys = append(keys, k)
	}
	slices.SortFunc(keys, func(a, b [2]string) int {
		x, y := q.pairs[a], q.pairs[b]
		return cmp.Or(y.forward+y.back-x.forward-x.back, cmp.Compare(a[0]+a[1], b[0]+b[1]))
	})
	for _, k := range keys[:min(limit, len(keys))] {
		p := q.pairs[k]
		q.t.Logf("%4d  %s (%d) and %s (%d)", p.forward+p.back, k[0], p.forward, k[1], p.back)
		if told {
			for _, w := range p.wordings {
				q.t.Logf("          %s", w)
			}
		}
	}
}

// TestTopicsLearnt: the weights beside the content know every topic.
func TestTopicsLearnt(t *testing.T) {
	b := base(t)
	learnt := b.reader.Learnt()
	for _, it := range b.content.topics {
		if it.Value.Of == "" && !slices.Contains(learnt, it.Value.ID) {
			t.Errorf("nothing was learnt about %s: run make train", it.Value.ID)
		}
	}
}
