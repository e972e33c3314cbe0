package cue

// machine follows all phrases of a tree at once.
type machine struct {
	nodes []node
	kids  []kid
	outs  []int32
	root  []int32 // term → node in which a phrase begins, -1 for none
	inner []int32 // term → its bit in rows, -1 if it stands in no phrase but at its beginning
	// by class of words
	begins groups   // the nodes in which phrases begin
	inners groups   // the bits of the inner terms that the words are
	faces  []uint64 // a coarse picture of inners: bit k stands for every 64th inner term from k on
	heavy  []int32  // the row in rows of those that are many inner terms, -1 for the others
	rows   []uint64 // width words each: a bit for each inner term
	width  int
}

// manyInner is how many inner terms make a class a row of its own. There are
// few such classes, but they are the commonest words; rows for all classes
// would take more memory than all the rest.
const manyInner = 16

// node is a phrase followed so far.
type node struct {
	kid, kids int32  // its children: kids[kid:kid+kids]
	gaps      int32  // how many of them are gaps; these come first
	out, outs int32  // what is met here: outs[out:out+outs]
	gap       int8   // > 0: a waiting node with that many words to spare
	face      uint64 // a coarse picture of the children that are no gaps, as in machine.faces
}

// kid is a child: what must stand at the next token, and where that leads.
type kid struct {
	term term
	next int32
	bit  int32
}

// state is a phrase half met.
type state struct {
	face  uint64 // of its node
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
	// where says in which place of which token's states a node was last put.
	where []landing
	base  int64    // token 0 of this text in where
	next  int      // the token after this one
	ahead uint64   // a coarse picture of what stands there
	row   []uint64 // for classes without a row; no bit is set between two tokens
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
	if len(r.where) < len(m.nodes) {
		r.where = make([]landing, len(m.nodes))
	}
	if len(r.row) < m.width {
		r.row = make([]uint64, m.width)
	}
	r.base += textTokens
}

func (r *runner) clear() {
	for j := range r.ring {
		r.ring[j] = r.ring[j][:0]
	}
}

// at goes on with all states that have reached token i, a word of class c at
// which the places extra stand besides; cut says that a sentence ends before
// i, ahead what stands at the next token. It gives what is met, valid until
// the next call.
func (r *runner) at(i int, c class, extra []place, cut bool, ahead uint64) []meeting {
	r.met = r.met[:0]
	r.next, r.ahead = i+1, ahead
	if cut {
		r.clear()
	}
	for _, to := range r.m.begins.at(c) {
		r.enter(to, int32(i), i+1)
	}
	for _, p := range extra {
		if to := r.m.root[p.t]; to >= 0 {
			r.enter(to, int32(i), i+int(p.n))
		}
	}
	slot := i % window
	face := r.m.faces[c]
	if len(extra) > 0 {
		face = anything
	}
	var row []uint64
	for _, st := range r.ring[slot] { // what is pushed goes to later slots
		if st.face&face != 0 { // else no child of it stands here
			if row == nil {
				row = r.rowOf(c)
			}
			r.goOn(st, i, row, extra)
		}
		if st.spare > 0 {
			st.spare--
			r.push(i+1, st)
		}
	}
	r.ring[slot] = r.ring[slot][:0]
	if row != nil && r.m.heavy[c] < 0 {
		r.flip(c)
	}
	return r.met
}

// rowOf gives a bit for each inner term, set if the words of class c are it.
func (r *runner) rowOf(c class) []uint64 {
	if k, w := int(r.m.heavy[c]), r.m.width; k >= 0 {
		return r.m.rows[k*w : (k+1)*w]
	}
	r.flip(c)
	return r.row
}

// flip sets the bits of class c in row, and clears them when called again.
func (r *runner) flip(c class) {
	for _, k := range r.m.inners.at(c) {
		r.row[k>>6] ^= 1 << (k & 63)
	}
}

// anything as a picture of a token says that all may stand there.
const anything = ^uint64(0)

// goOn follows the children of a state that stand at token i.
func (r *runner) goOn(st state, i int, row []uint64, extra []place) {
	n := &r.m.nodes[st.node]
	kids := r.m.kids[n.kid+n.gaps : n.kid+n.kids]
	for k := range kids {
		if b := kids[k].bit; row[b>>6]&(1<<(b&63)) != 0 {
			r.enter(kids[k].next, st.start, i+1)
		}
	}
	for _, p := range extra {
		for k := range kids {
			if kids[k].term == p.t {
				r.enter(kids[k].next, st.start, i+int(p.n))
				break
			}
		}
	}
}

// enter arrives in a node with its last word before token i.
func (r *runner) enter(to, start int32, i int) {
	n := &r.m.nodes[to]
	for _, o := range r.m.outs[n.out : n.out+n.outs] {
		r.met = append(r.met, meeting{o, int(start), i})
	}
	if n.kids > n.gaps && (i != r.next || n.face&r.ahead != 0) {
		r.push(i, state{face: n.face, node: to, start: start})
	}
	for _, k := range r.m.kids[n.kid : n.kid+n.gaps] {
		wait := &r.m.nodes[k.next]
		r.push(i, state{face: wait.face, node: k.next, start: start, spare: wait.gap})
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
