package cue

import "slices"

// machine is a tree of phrases over terms. All phrases are followed at once;
// phrases with a common beginning share it.
type machine struct {
	nodes []phraseNode
	root  []int32 // term → node, -1 for none; made by seal
	top   term    // the largest term
}

type phraseNode struct {
	gap   int8 // > 0: a waiting node with that many words to spare
	terms []term
	next  []int32
	out   []int32
}

// add puts one phrase into the tree; negative terms are gaps.
func (m *machine) add(phrase []term, out int32) {
	if len(m.nodes) == 0 {
		m.nodes = make([]phraseNode, 1)
	}
	at := int32(0)
	for _, t := range phrase {
		at = m.child(at, t)
	}
	n := &m.nodes[at]
	if !slices.Contains(n.out, out) {
		n.out = append(n.out, out)
	}
}

func (m *machine) child(at int32, t term) int32 {
	m.top = max(m.top, t)
	n := &m.nodes[at]
	if i := slices.Index(n.terms, t); i >= 0 {
		return n.next[i]
	}
	to := int32(len(m.nodes))
	n.terms = append(n.terms, t)
	n.next = append(n.next, to)
	fresh := phraseNode{}
	if t < 0 {
		fresh.gap = int8(-t)
	}
	m.nodes = append(m.nodes, fresh)
	return to
}

// seal makes the table of first terms and sorts the rest for searching.
func (m *machine) seal() {
	if len(m.nodes) == 0 {
		m.nodes = make([]phraseNode, 1)
	}
	top := term(0)
	for _, t := range m.nodes[0].terms {
		top = max(top, t)
	}
	m.root = make([]int32, top+1)
	for i := range m.root {
		m.root[i] = -1
	}
	for i, t := range m.nodes[0].terms {
		m.root[t] = m.nodes[0].next[i]
	}
	for i := range m.nodes[1:] {
		m.nodes[i+1].sort()
	}
}

// sort orders the children by term; gaps, being negative, come first.
func (n *phraseNode) sort() {
	order := make([]int, len(n.terms))
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(a, b int) int { return int(n.terms[a]) - int(n.terms[b]) })
	terms, next := make([]term, len(order)), make([]int32, len(order))
	for i, j := range order {
		terms[i], next[i] = n.terms[j], n.next[j]
	}
	n.terms, n.next = terms, next
}

// step gives the child of node at under t, or -1.
func (m *machine) step(at int32, t term) int32 {
	if at == 0 {
		if int(t) < len(m.root) && t >= 0 {
			return m.root[t]
		}
		return -1
	}
	n := &m.nodes[at]
	if len(n.terms) <= 8 {
		for i, u := range n.terms {
			if u == t {
				return n.next[i]
			}
		}
		return -1
	}
	if i, ok := slices.BinarySearch(n.terms, t); ok {
		return n.next[i]
	}
	return -1
}

// state is a phrase half met.
type state struct {
	node  int32
	start int32 // token of its first word
	spare int8  // words that the gap it waits in may still skip
}

// window is how many tokens ahead a state can lie: the longest name or entity.
const window = 32

// maxStates bounds the phrases half met at one token, so that no text can make
// the pass slow.
const maxStates = 512

// runner follows a machine over the tokens of a text. The zero value is ready
// for start, and may be started again.
type runner struct {
	m    *machine
	ring [window][]state
	met  []meeting
	// mark says which terms stand at the token: those marked with turn.
	mark []int32
	turn int32
	long []place // places of several tokens at the token
	// where says in which place of which token's states a node was last put.
	where []landing
	base  int64 // token 0 of this text in where
}

// landing is where a node was put; tokens are counted on from text to text.
type landing struct {
	token int64
	index int32
}

// textTokens is more tokens than a text has.
const textTokens = 1 << 20

// meeting is a phrase that has been met.
type meeting struct {
	out      int32
	from, to int
}

// start makes r follow m from the beginning of a text.
func (r *runner) start(m *machine) {
	r.m = m
	r.clear()
	if len(r.mark) < int(m.top)+1 {
		r.mark = make([]int32, m.top+1)
		r.turn = 0
	}
	if len(r.where) < len(m.nodes) {
		r.where = make([]landing, len(m.nodes))
	}
	r.base += textTokens
}

func (r *runner) clear() {
	for j := range r.ring {
		r.ring[j] = r.ring[j][:0]
	}
}

// at goes on with all states that have reached token i, which has the given
// places; cut says that a sentence ends before i. It gives what is met, valid
// until the next call.
func (r *runner) at(i int, places []place, cut bool) []meeting {
	r.met = r.met[:0]
	if cut {
		r.clear()
	}
	r.markPlaces(places)
	for _, p := range places {
		if to := r.m.step(0, p.t); to >= 0 {
			r.enter(to, int32(i), i+int(p.n))
		}
	}
	slot := i % window
	for _, st := range r.ring[slot] { // what is pushed goes to later slots
		r.goOn(st, i, places)
		if st.spare > 0 {
			r.push(i+1, state{st.node, st.start, st.spare - 1})
		}
	}
	r.ring[slot] = r.ring[slot][:0]
	return r.met
}

// markPlaces notes which terms stand at the token, so that a state can look
// its few children up among them.
func (r *runner) markPlaces(places []place) {
	r.turn++
	r.long = r.long[:0]
	for _, p := range places {
		switch {
		case p.n > 1:
			r.long = append(r.long, p)
		case int(p.t) < len(r.mark):
			r.mark[p.t] = r.turn
		}
	}
}

// goOn follows the children of a state that stand at token i.
func (r *runner) goOn(st state, i int, places []place) {
	n := &r.m.nodes[st.node]
	if len(n.terms) <= len(places) {
		for k, t := range n.terms {
			if t >= 0 && r.mark[t] == r.turn {
				r.enter(n.next[k], st.start, i+1)
			}
		}
	} else {
		for _, p := range places {
			if p.n == 1 {
				if to := r.m.step(st.node, p.t); to >= 0 {
					r.enter(to, st.start, i+1)
				}
			}
		}
	}
	for _, p := range r.long {
		if to := r.m.step(st.node, p.t); to >= 0 {
			r.enter(to, st.start, i+int(p.n))
		}
	}
}

// enter arrives in node with its last word before token i.
func (r *runner) enter(node, start int32, i int) {
	n := &r.m.nodes[node]
	for _, o := range n.out {
		r.met = append(r.met, meeting{o, int(start), i})
	}
	if len(n.terms) == 0 {
		return
	}
	if n.terms[len(n.terms)-1] >= 0 {
		r.push(i, state{node: node, start: start})
	}
	for k, t := range n.terms {
		if t >= 0 {
			break
		}
		r.push(i, state{node: n.next[k], start: start, spare: r.m.nodes[n.next[k]].gap})
	}
}

// push notes a state for token i unless a better one is there.
func (r *runner) push(i int, s state) {
	slot := &r.ring[i%window]
	at := &r.where[s.node]
	token := r.base + int64(i)
	if at.token == token && int(at.index) < len(*slot) && (*slot)[at.index].node == s.node {
		old := &(*slot)[at.index]
		if s.spare > old.spare || s.spare == old.spare && s.start > old.start {
			*old = s
		}
		return
	}
	if len(*slot) < maxStates {
		*at = landing{token, int32(len(*slot))}
		*slot = append(*slot, s)
	}
}
