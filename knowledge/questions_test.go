package knowledge

import (
	"bufio"
	"cmp"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"testing"

	"hangup/knowledge/ask"
)

// stories reads the stories from which questions are understood.
func stories(t *testing.T) []ask.Story {
	t.Helper()
	var out []ask.Story
	for _, pattern := range []string{"ask/testdata/*.jsonl", "ask/testdata/full/*.jsonl"} {
		files, _ := filepath.Glob(pattern)
		for _, name := range files {
			out = append(out, storiesIn(t, name)...)
		}
	}
	return out
}

func storiesIn(t *testing.T, name string) []ask.Story {
	t.Helper()
	f, err := os.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var out []ask.Story
	in := bufio.NewScanner(f)
	for n := 1; in.Scan(); n++ {
		s := ask.Story{Own: true}
		if err := json.Unmarshal(in.Bytes(), &s); err != nil {
			t.Fatalf("%s:%d: %v", name, n, err)
		}
		s.Idea = filepath.Base(name) + "/" + s.Idea
		out = append(out, s)
	}
	return out
}

// TestStories checks that the stories name situations and topics that there are.
func TestStories(t *testing.T) {
	b := base(t)
	for _, s := range stories(t) {
		for _, id := range s.Situations {
			if _, ok := b.Situation(id); !ok {
				t.Errorf("%q: there is no situation %q", s.Text, id)
			}
		}
		for _, id := range s.Also {
			if _, ok := b.Topic(id); !ok {
				t.Errorf("%q: there is no topic %q", s.Text, id)
			}
		}
		if _, ok := b.Topic(s.Topic); !ok && s.Who != "" {
			t.Errorf("%q: there is no topic %q", s.Text, s.Topic)
		}
	}
}

// TestQuestions prints how stories are understood by what is learnt from
// stories of other ideas (make questions): the right topic, the most pressing
// situation, crises, for whom they ask, each situation, and the topics that are
// taken for each other most. With HANGUP_ERRORS=n it prints n pairs, with their
// wordings. It fails only where little is understood, which means that
// something is broken.
func TestQuestions(t *testing.T) {
	if os.Getenv("HANGUP_MEASURE") == "" {
		t.Skip("learning takes minutes; make questions runs this")
	}
	b := base(t)
	examples, _ := own(t)
	q := asked{t: t, base: b, pairs: map[[2]string]*pairOf{}, of: map[string]*ask.Tally{}, n: map[string]int{}}
	b.Study(stories(t), examples, q.add)
	q.print()
	if 2*q.topic < q.all {
		t.Errorf("only %d of %d are understood", q.topic, q.all)
	}
}

// asked counts what was understood.
type asked struct {
	t                           *testing.T
	base                        *Base
	all, topic, three, who      int
	sure, wrong, lost           int
	told, first, calm, needless int // stories that tell of something; with the most pressing right; that tell of nothing; heard to tell of something
	crises                      int
	crisis                      ask.Tally
	of                          map[string]*ask.Tally // by situation
	n                           map[string]int
	pairs                       map[[2]string]*pairOf
}

// pairOf are two topics that were taken for each other, and by which wordings.
type pairOf struct {
	forward, back int
	wordings      []string
}

func (q *asked) add(s ask.Story, u Understanding) {
	q.all++
	right := func(m ask.Match) bool { return m.Topic.Root() == s.Topic || slices.Contains(s.Also, m.Topic.Root()) }
	place := slices.IndexFunc(u.Topics, right)
	q.topic += bit(place == 0)
	q.three += bit(place >= 0 && place < 3)
	q.who += bit(u.Helper == (s.Who == "theirs"))
	q.sure += bit(u.Sure())
	q.wrong += bit(u.Sure() && place != 0)
	q.lost += bit(u.Lost())
	if place != 0 && len(u.Topics) > 0 {
		q.confuse(s.Topic, u.Topics[0].Topic.Root(), s.Text)
	}
	q.situations(s, u)
}

// situations counts what was heard.
func (q *asked) situations(s ask.Story, u Understanding) {
	var crisis, got bool
	var pressing *Situation
	for _, id := range s.Situations {
		x, _ := q.base.Situation(id)
		crisis = crisis || x.Crisis
		if !x.Told && (pressing == nil || x.Order < pressing.Order) {
			pressing = x
		}
		q.n[id]++
	}
	for _, x := range slices.Concat(u.Situations, u.Told) {
		if q.of[x.ID] == nil {
			q.of[x.ID] = &ask.Tally{}
		}
		q.of[x.ID].Count(slices.Contains(s.Situations, x.ID))
		got = got || x.Crisis
	}
	q.crises += bit(crisis)
	if got {
		q.crisis.Count(crisis)
	}
	if pressing == nil {
		q.calm++
		q.needless += bit(len(u.Situations) > 0)
		return
	}
	q.told++
	q.first += bit(len(u.Situations) > 0 && u.Situations[0].ID == pressing.ID)
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

// print prints the figures, and the pairs that are taken for each other most.
func (q *asked) print() {
	share := func(k, n int) float64 { return 100 * float64(k) / float64(max(1, n)) }
	q.t.Logf("%d stories, each understood by what is learnt from other ideas: right topic %.1f%%, among the first three %.1f%%, for whom %.1f%%",
		q.all, share(q.topic, q.all), share(q.three, q.all), share(q.who, q.all))
	q.t.Logf("sure %.1f%%, of these wrong %.1f%%; lost %.1f%%", share(q.sure, q.all), share(q.wrong, q.sure), share(q.lost, q.all))
	q.t.Logf("most pressing situation right %.1f%% of %d; heard something in %.1f%% of %d that tell of nothing",
		share(q.first, q.told), q.told, share(q.needless, q.calm), q.calm)
	q.t.Logf("a crisis: recall %.1f%%, precision %.1f%%", share(q.crisis.Right, q.crises), 100*q.crisis.Precision())
	for _, it := range q.base.content.situations {
		id := it.Value.ID
		if x := q.of[id]; x != nil {
			q.t.Logf("%-22s %4d stories: recall %.2f precision %.2f", id, q.n[id], x.Recall(q.n[id]), x.Precision())
		}
	}
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
