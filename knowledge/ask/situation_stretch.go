package ask

import "hangup/knowledge/text"

// stretch is a run of tokens: from up to but without to.
type stretch struct{ from, to int }

// A long sentence, such as one without any stop, is also read in pieces that
// overlap; two sentences in a row are read together if both are short.
const (
	longSentence = 26
	pieceWords   = 18
	pieceStep    = 9
	pairWords    = 36
	shortText    = 40
)

// stretches are the pieces in which a text is read: all of it first if it is
// short, each sentence, long ones in pieces, neighbours together.
func stretches(d *text.Doc) []stretch {
	n := len(d.Tokens)
	if n == 0 {
		return nil
	}
	var out []stretch
	if n <= shortText {
		out = append(out, stretch{0, n})
	}
	prev := stretch{}
	for _, s := range sentences(d) {
		if len(out) == 0 || out[0] != s {
			out = append(out, s)
		}
		if s.to-s.from > longSentence {
			out = pieces(out, s)
		}
		if pair := (stretch{prev.from, s.to}); prev.to > 0 && pair.to-pair.from <= pairWords && out[0] != pair {
			out = append(out, pair)
		}
		prev = s
	}
	return out
}

func sentences(d *text.Doc) []stretch {
	var out []stretch
	from := 0
	for i := 1; i <= len(d.Tokens); i++ {
		if i == len(d.Tokens) || d.Tokens[i].Sent != d.Tokens[from].Sent {
			out = append(out, stretch{from, i})
			from = i
		}
	}
	return out
}

// pieces appends the pieces of a long sentence.
func pieces(out []stretch, s stretch) []stretch {
	for from := s.from; ; from += pieceStep {
		to := min(from+pieceWords, s.to)
		out = append(out, stretch{from, to})
		if to == s.to {
			return out
		}
	}
}
