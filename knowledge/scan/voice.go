package scan

import (
	"hangup/knowledge/cue"
)

// voiceCues are the cues that tell who speaks. Their ids are fixed because
// this file gives them their meaning.
type voiceCues struct {
	report, paste, warning, they, ask, over, open cue.ID
}

// The ids of the voice cues in content.
var voiceIDs = []string{"voice-report", "voice-paste", "voice-warning", "voice-they", "voice-ask", "voice-over", "voice-open"}

func (v *voiceCues) fields() []*cue.ID {
	return []*cue.ID{&v.report, &v.paste, &v.warning, &v.they, &v.ask, &v.over, &v.open}
}

// heard is what the voice cues of one text come to.
type heard struct {
	report, paste, warning, they, ask, over, open int
	firstPaste                                    int // sentence, -1 for none
}

func (s *Scanner) hear(f cue.Found) heard {
	h := heard{firstPaste: -1}
	for _, hit := range f.Hits {
		sent := f.Doc.Tokens[hit.From].Sent
		switch hit.Cue {
		case s.voices.report:
			h.report++
		case s.voices.paste:
			h.paste++
			if h.firstPaste < 0 || sent < h.firstPaste {
				h.firstPaste = sent
			}
		case s.voices.warning:
			h.warning++
		case s.voices.they:
			h.they++
		case s.voices.ask:
			h.ask++
		case s.voices.over:
			h.over++
		case s.voices.open:
			h.open++
		}
	}
	return h
}

// sureVoice is how far ahead a voice must be in the second opinion to be
// taken instead of what the cues say.
const sureVoice = 0.4

// voice decides who speaks: the second opinion where it is clear, else the
// cues. open says whether a report still goes on or asks something.
func (s *Scanner) voice(f cue.Found, m []met, o *second) (voice string, open bool) {
	voice, open = s.voiceByCues(f, m)
	if o.winner == "" || o.margin < sureVoice {
		return voice, open
	}
	if o.winner == VoiceClosed {
		return VoiceReport, false
	}
	return o.winner, open || o.winner == VoiceReport
}

// voiceByCues decides who speaks by the cues alone.
func (s *Scanner) voiceByCues(f cue.Found, m []met) (voice string, open bool) {
	h := s.hear(f)
	asked := h.ask > 0 || len(f.Doc.Tokens) > 0 && f.Doc.Tokens[len(f.Doc.Tokens)-1].Question
	if h.report > 0 && !s.pasted(f, h, m) {
		return VoiceReport, h.open > 0 || asked || h.over == 0
	}
	if h.warning > 0 || h.they > 0 {
		if kept := s.untold(f, m); !anyDecisive(kept) {
			return VoiceWarning, false
		}
	}
	if !anyFlag(m) {
		return VoiceTalk, asked
	}
	return VoiceMessage, asked
}

// pasted reports whether the text tells of a message and then holds it: the
// decisive findings stand behind the words that announce it.
func (s *Scanner) pasted(f cue.Found, h heard, m []met) bool {
	if h.paste == 0 {
		return false
	}
	for _, x := range m {
		if !x.rule.genuine && f.Doc.Tokens[x.hits[0].From].Sent >= h.firstPaste {
			return true
		}
	}
	return false
}

// untold leaves out the findings in sentences that tell what criminals do.
func (s *Scanner) untold(f cue.Found, m []met) []met {
	told := map[int]bool{}
	for _, hit := range f.Hits {
		if hit.Cue == s.voices.they || hit.Cue == s.voices.warning {
			told[f.Doc.Tokens[hit.From].Sent] = true
		}
	}
	var kept []met
	for _, x := range m {
		if !told[f.Doc.Tokens[x.hits[0].From].Sent] {
			kept = append(kept, x)
		}
	}
	return kept
}

func anyDecisive(m []met) bool {
	for _, x := range m {
		if x.rule.flag.Decisive {
			return true
		}
	}
	return false
}

func anyFlag(m []met) bool {
	for _, x := range m {
		if !x.rule.genuine {
			return true
		}
	}
	return false
}
