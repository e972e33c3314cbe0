package knowledge

import (
	"fmt"
	"os"
	"slices"
	"strconv"
	"testing"

	"hangup/knowledge/ask"
)

// TestQuestions leaves every wording of every topic out in turn and looks
// whether the others lead to its topic. It prints the figures, and with
// HANGUP_ERRORS=n the n most frequent confusions. It fails only when less than
// half is right, which means that something is broken.
func TestQuestions(t *testing.T) {
	b := base(t)
	var n, first, three, sure, wrong, covered int
	confused := map[string]int{}
	b.reader.Probe(func(topic *ask.Topic, _ string, u Understanding) {
		n++
		place := slices.IndexFunc(u.Topics, func(m ask.Match) bool { return m.Topic == topic })
		first += bit(place == 0)
		three += bit(place >= 0 && place < 3)
		sure += bit(u.Sure())
		wrong += bit(u.Sure() && place != 0)
		covered += bit(place == 0 || slices.ContainsFunc(u.Situations, func(s *Situation) bool { return slices.Contains(topic.Situations, s.ID) }))
		if place != 0 && len(u.Topics) > 0 {
			confused[topic.ID+" taken for "+u.Topics[0].Topic.ID]++
		}
	})
	share := func(k int) string { return fmt.Sprintf("%.1f%%", 100*float64(k)/float64(n)) }
	t.Logf("%d wordings left out in turn: first %s, among the first three %s, topic or situation right %s, answered without asking back %s, of these wrong %s",
		n, share(first), share(three), share(covered), share(sure), share(wrong))
	printConfusions(t, confused)
	if 2*first < n {
		t.Errorf("only %s are understood", share(first))
	}
}

func printConfusions(t *testing.T, confused map[string]int) {
	t.Helper()
	limit, _ := strconv.Atoi(os.Getenv("HANGUP_ERRORS"))
	var keys []string
	for k := range confused {
		keys = append(keys, k)
	}
	slices.SortFunc(keys, func(a, b string) int { return confused[b] - confused[a] })
	for _, k := range keys[:min(limit, len(keys))] {
		t.Logf("%4d  %s", confused[k], k)
	}
}
